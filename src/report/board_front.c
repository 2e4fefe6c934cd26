/* What else stands on the board's first page: what waits for a person, what is
 * due next, and whether the machine is alive. */
#include <stdlib.h>

#include "base/mem.h"
#include "board.h"
#include "report/json.h"
#include "core/calendar/words.h"
#include "report/holds.h"
#include "report/open.h"

#define DRAINED_OLD 24              /* hours after which the mailbox counts as not read */

int
board_open(struct board *b)
{
    struct about_from from = { b->store, b->plan, b->offset, false, b->settings->above.address };

    return open_read(&from, b->now, &b->waiting);
}

static int
put_held(const struct board *b, json_t *context)
{
    struct strings held = {0}, names = {0};
    int rc = hold_list(b->store, &held);
    char *live = holds_go_live(b->settings, b->now, b->style->language);

    if (live != NULL)
        strings_take(&names, live);
    for (size_t i = 0; i < held.n; i++) {
        const struct unit *u = plan_unit(b->plan, held.v[i]);

        strings_add(&names, u != NULL ? unit_short(u) : *held.v[i] == '\0' ? "*" : held.v[i]);
    }
    json_object_set_new(context, "has_held", json_boolean(names.n > 0));
    json_object_set_new(context, "held", json_texts(&names));
    strings_free(&held);
    strings_free(&names);
    return rc;
}

static void
put_dates(const struct board *b, json_t *context)
{
    json_t *dates = json_array(), *next = json_array();

    for (size_t i = 0; i < b->ndated; i++) {
        int left = board_days_left(b, b->dated[i]->due);
        json_t *round;

        if (b->dated[i]->due <= b->now || left > BOARD_AHEAD)
            continue;
        round = board_round(b, b->dated[i]);
        if (left <= BOARD_SOON && b->dated[i]->count.expected > 0)
            json_array_append(next, round);
        json_array_append_new(dates, round);
    }
    json_object_set_new(context, "has_dates", json_boolean(json_array_size(dates) > 0));
    json_object_set_new(context, "dates", dates);
    json_object_set_new(context, "next", next);
    json_object_set_new(context, "ahead", json_integer(BOARD_AHEAD));
}

static int
put_health(const struct board *b, json_t *context)
{
    struct letter_row *letters = NULL;
    instant drained, paused, oldest = INSTANT_NONE;
    size_t n = 0;
    int waiting = 0, failed = 0, rc = mailbox_drained(b->store, &drained);

    if (rc == 0)
        rc = holds_sending(b->store, SENDING_PAUSED, &paused);
    if (rc == 0)
        rc = letter_list(b->store, false, &letters, &n);
    for (size_t i = 0; i < n; i++) {
        bool waits = letters[i].state == LETTER_QUEUED || letters[i].state == LETTER_SENDING ||
                     letters[i].state == LETTER_UNKNOWN;

        waiting += waits;
        failed += letters[i].state == LETTER_FAILED;
        if (waits && (oldest == INSTANT_NONE || letters[i].created < oldest))
            oldest = letters[i].created;
        letter_row_clear(&letters[i]);
    }
    free(letters);
    if (rc == 0 && drained != INSTANT_NONE) {
        int64_t hours = (b->now - drained) / HOUR;

        board_put(context, "drained", words_moment(drained, b->offset, b->style->language));
        json_object_set_new(context, "drained_old", json_integer(hours >= DRAINED_OLD ? hours : 0));
    }
    board_put(context, "paused",
              rc != 0 || paused == INSTANT_NONE
                  ? NULL
                  : words_moment(paused, b->offset, b->style->language));
    board_put(context, "waiting", xasprintf("%d", waiting));
    board_put(context, "failed", xasprintf("%d", failed));
    board_put(context, "waiting_since",
              oldest == INSTANT_NONE ? NULL : words_moment(oldest, b->offset, b->style->language));
    return rc;
}

int
board_front(const struct board *b, json_t *context)
{
    put_dates(b, context);
    if (!b->public)
        json_object_set_new(context, "open", open_say(b->waiting, b->style->language));
    if (!b->public && put_held(b, context) != 0)
        return -1;
    return put_health(b, context);
}
