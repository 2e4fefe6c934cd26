/* What the templates of the board are given of one round, one cell, one chart. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "board.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"

#define BAR_WIDTH 300               /* as in chart.html */

/* ---- small things -------------------------------------------------------------------- */

void
board_put(json_t *object, const char *key, char *text)
{
    json_object_set_new(object, key, text == NULL ? json_null() : json_string(text));
    free(text);
}

static void
put_flag(json_t *object, const char *key, bool value)
{
    json_object_set_new(object, key, json_boolean(value));
}

static void
put_number(json_t *object, const char *key, long long value)
{
    json_object_set_new(object, key, json_integer(value));
}

#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/* A request's period may hold what a file name should not ("DX:512"); what is
 * replaced there is told apart by its hash. */
char *
board_page_name(const char *kind, const char *code, const char *period)
{
    char *name = xasprintf("%s-%s%s%s", kind, code, period == NULL ? "" : "-",
                           period == NULL ? "" : period),
         *page;
    char hash[HASH_HEX] = "";
    bool odd = name[strspn(name, PLAIN)] != '\0';

    if (odd)
        hash_of(name, strlen(name), hash);
    for (char *c = name; *c != '\0'; c++)
        *c = strchr(PLAIN, *c) == NULL ? '-' : *c;
    page = xasprintf("%s%s%.*s.html", name, odd ? "-" : "", odd ? 8 : 0, hash);
    free(name);
    return page;
}

static void
put_percent(json_t *object, const char *key, int part, int whole)
{
    board_put(object, key,
              whole == 0 ? NULL : xasprintf("%d %%", count_percent(part, whole)));
}

/* ---- a round ---------------------------------------------------------------------------- */

static void
put_count(json_t *c, const struct count *n)
{
    put_number(c, "expected", n->expected);
    put_number(c, "received", n->received);
    put_number(c, "on_time", n->on_time);
    put_number(c, "complete", n->complete);
    put_number(c, "accepted", n->accepted);
    put_number(c, "overdue_count", n->overdue);
    put_number(c, "waived_count", n->waived);
    put_percent(c, "received_percent", n->received, n->expected);
    put_percent(c, "on_time_percent", n->on_time, n->expected);
}

json_t *
board_round(const struct board *b, const struct round_rows *r)
{
    const char *language = b->style->language;
    json_t *c = json_object();

    board_put(c, "report", xstrdup(report_said(r->report, language)));
    board_put(c, "period", words_period(r->period, language));
    if (!b->public)
        board_put(c, "page", board_page_name("report", r->report->code, r->period));
    put_count(c, &r->count);
    if (r->due == INSTANT_NONE)
        return c;
    board_put(c, "deadline", words_deadline(r->due, b->offset, language));
    board_put(c, "deadline_short", words_before(r->due, b->offset, language));
    put_number(c, "left", board_days_left(b, r->due));
    return c;
}

/* ---- a cell ------------------------------------------------------------------------------ */

static int
by_submission(const void *key, const void *row)
{
    int64_t id = *(const int64_t *)key, other = ((const struct submission_code *)row)->submission;

    return (id > other) - (id < other);
}

/* Which of the words of a cell stands: exactly one. */
static const char *
kind_of(const struct board *b, const struct obligation *o)
{
    if (o == NULL || o->state == STATE_CANCELLED)
        return "none";
    if (o->state == STATE_WAIVED)
        return "waived";
    if (count_overdue(o, b->now))
        return "overdue";
    if (count_received(o))
        return o->state == STATE_ON_PAPER ? "paper"
               : count_accepted(o)        ? "done"
               : count_complete(o)        ? "came"
                                          : "part";
    if (o->due == INSTANT_NONE || b->now >= o->due)
        return "awaited";
    return o->tracked && board_days_left(b, o->due) <= BOARD_SOON ? "soon" : "wait";
}

static int
by_cover(const void *key, const void *row)
{
    int64_t id = *(const int64_t *)key, other = ((const struct snapshot_cover *)row)->submission;

    return (id > other) - (id < other);
}

/* What came stands for several units, of which some are not there yet. */
static void
put_cover(const struct board *b, json_t *c, int64_t version)
{
    const struct snapshot_cover *cover =
        b->ncovers == 0 ? NULL
                        : bsearch(&version, b->covers, b->ncovers, sizeof *b->covers, by_cover);

    if (cover != NULL && cover->known < cover->expected)
        board_put(c, "coverage", words_cover(cover->known, cover->expected, b->style->language));
}

json_t *
board_cell(const struct board *b, const struct obligation *o)
{
    const char *kind = kind_of(b, o), *language = b->style->language;
    const struct submission_code *code;
    json_t *c = json_object();

    put_flag(c, kind, true);
    if (o == NULL)
        return c;
    code = b->ncodes == 0
               ? NULL
               : bsearch(&o->accepted, b->codes, b->ncodes, sizeof *b->codes, by_submission);
    if (o->state == STATE_INCOMPLETE || o->state == STATE_RETURNED)
        put_flag(c, o->state == STATE_RETURNED ? "returned" : "incomplete", true);
    if (count_received(o)) {
        board_put(c, "received",
                  o->first_received == INSTANT_NONE
                      ? NULL
                      : words_stamp(o->first_received, b->offset, language));
        board_put(c, "late", words_late_of(o, b->now, b->offset, language));
    } else if (count_overdue(o, b->now)) {
        board_put(c, "days", words_late_of(o, b->now, b->offset, language));
    } else if (o->due != INSTANT_NONE && b->now < o->due) {
        put_number(c, "left", board_days_left(b, o->due));
    }
    if (code != NULL)
        board_put(c, "code", xstrdup(code->code));
    put_cover(b, c, o->accepted);
    if (o->cure != INSTANT_NONE)
        board_put(c, "cure", words_day(calendar_last_day(o->cure, b->offset), language));
    if (o->due != o->due_original && o->due != INSTANT_NONE)
        board_put(c, "own_deadline", words_before(o->due, b->offset, language));
    return c;
}

/* ---- charts ------------------------------------------------------------------------------- */

static json_t *
bar(const struct board *b, const struct round_rows *r)
{
    json_t *c = board_round(b, r);
    int n = r->count.expected > 0 ? r->count.expected : 1;
    int on = BAR_WIDTH * r->count.on_time / n, come = BAR_WIDTH * r->count.received / n;

    put_number(c, "on_w", on);
    put_number(c, "late_x", on);
    put_number(c, "late_w", come - on);
    put_number(c, "missing_x", come);
    put_number(c, "missing_w", r->count.expected > 0 ? BAR_WIDTH - come : 0);
    return c;
}

/* Rounds whose deadline has passed, the latest ones, oldest first. */
static json_t *
chart(const struct board *b, size_t first, size_t end)
{
    json_t *c = NULL, *bars = json_array();

    while (end > first &&
           (b->rounds[end - 1].due == INSTANT_NONE || b->rounds[end - 1].due > b->now))
        end--;
    if (end - first > BOARD_BARS)
        first = end - BOARD_BARS;
    for (size_t i = first; i < end; i++)
        if (b->rounds[i].due != INSTANT_NONE && b->rounds[i].count.expected > 0)
            json_array_append_new(bars, bar(b, &b->rounds[i]));
    if (json_array_size(bars) > 0) {
        c = board_round(b, &b->rounds[first]);
        json_object_set(c, "bars", bars);
    }
    json_decref(bars);
    return c;
}

json_t *
board_charts(const struct board *b)
{
    json_t *list = json_array();

    for (size_t first = 0, end; first < b->nrounds; first = end) {
        json_t *c;

        for (end = first; end < b->nrounds && b->rounds[end].report == b->rounds[first].report;
             end++)
            ;
        if (b->rounds[first].report->recurrence != RECUR_ON_REQUEST &&
            (c = chart(b, first, end)) != NULL)
            json_array_append_new(list, c);
    }
    return list;
}
