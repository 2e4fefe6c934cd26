/* What the parts of answers share: an obligation, an instant, words for codes. */
#include <string.h>

#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "office/desk/letters.h"
#include "report/holds.h"
#include "report/status.h"
#include "order.h"
#include "report/json.h"

const char *
order_language(const struct order *o)
{
    return letters_of(o->desk->letters, o->unit ? NULL : o->officer)->name;
}

const char *
order_state(const struct order *o, enum state state)
{
    return state_said(state, order_language(o));
}

const char *
order_outcome(const struct order *o, enum outcome outcome)
{
    return outcome_said(outcome, order_language(o));
}

int
order_offset(const struct order *o)
{
    return o->desk->settings->office.utc_offset;
}

char *
order_stamp(const struct order *o, instant at)
{
    return at == INSTANT_NONE ? NULL : words_stamp(at, order_offset(o), order_language(o));
}

/* One obligation, wherever it is shown. */
void
order_put_row(const struct order *o, json_t *row, const struct obligation *ob)
{
    bool good = states[ob->state].accepted || states[ob->state].arrived,
         part = !good && count_unfinished(ob), bad = !good && !part && count_overdue(ob, o->now);

    json_object_set_new(row, "good", json_boolean(good));
    json_object_set_new(row, "part", json_boolean(part));
    json_object_set_new(row, "bad", json_boolean(bad));
    answer_put(row, "late", words_late_of(ob, o->now, order_offset(o), order_language(o)));
    answer_put(row, "state", status_label(ob, o->now, order_offset(o), order_language(o)));
    answer_put(row, "received", order_stamp(o, ob->first_received));
    answer_put(row, "before", ob->due == INSTANT_NONE
                                  ? NULL
                                  : words_before(ob->due, order_offset(o), order_language(o)));
    answer_put(row, "own_deadline",
               status_own_deadline(ob, order_offset(o), order_language(o)));
}

json_t *
order_texts(struct strings *lines)
{
    json_t *list = json_texts(lines);

    strings_free(lines);
    return list;
}

/* Mails that wait and addresses that send back, below the table. */
int
order_loose_ends(struct order *o, json_t *facts)
{
    struct message_row *waiting = NULL;
    struct strings bounced = {0}, holds = {0};
    size_t n = 0;
    int rc = message_open(o->desk->store, OUTCOME_REVIEW, &waiting, &n);

    if (rc == 0)
        rc = bounced_list(o->desk->store, &bounced);
    if (rc == 0)
        rc = holds_say(o->desk->store, o->desk->plan, o->desk->settings, o->now, order_language(o),
                       &holds);
    json_object_set_new(facts, "holds", order_texts(&holds));
    json_object_set_new(facts, "waiting", json_integer((json_int_t)n));
    json_object_set_new(facts, "bounced", json_integer((json_int_t)bounced.n));
    message_rows_free(waiting, n);
    strings_free(&bounced);
    return rc;
}
