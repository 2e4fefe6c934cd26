/* What officers ask about the calendar, and the list of their orders. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/calendar/remind.h"
#include "core/calendar/words.h"
#include "order.h"

#define AHEAD 366                       /* days of deadlines shown */

static char *
reminder_days(struct order *o, const struct round *r)
{
    const struct strings *days = remind_days(o->desk->settings, r->report);
    struct buf b = {0};

    for (size_t i = 0; i < days->n; i++) {
        struct date d = calendar_reminder_day(o->desk->plan, r, atoi(days->v[i]));
        bool told = false;

        for (size_t k = 0; k < i && !told; k++)     /* both before a weekend: one letter goes out (A29) */
            told = date_compare(calendar_reminder_day(o->desk->plan, r, atoi(days->v[k])), d) == 0;
        if (!told)
            buf_addf(&b, "%s%d/%d", b.len > 0 ? ", " : "", d.day, d.month);
    }
    return b.len > 0 ? buf_take(&b) : xstrdup("-");
}

struct dated { instant due; json_t *row; };
struct dates { struct dated *v; size_t n; };

static void
add_date(struct dates *list, instant due, json_t *row)
{
    *ARRAY_MORE(list->v, list->n) = (struct dated){ due, row };
}

static void
add_rounds(struct order *o, struct dates *list, const struct report *report, struct date from,
           struct date to)
{
    size_t n = 0;
    struct round *rounds = calendar_rounds(o->desk->plan, report, from, to, order_offset(o), &n);

    for (size_t i = 0; i < n; i++) {
        json_t *row = json_pack("{s:s s:s s:s}", "report", report_said(report, order_language(o)),
                                "period", rounds[i].period, "weekday",
                                words_weekday(rounds[i].last_day, order_language(o)));

        answer_put(row, "before", words_before(rounds[i].due, order_offset(o), order_language(o)));
        answer_put(row, "last", words_day(rounds[i].last_day, order_language(o)));
        answer_put(row, "reminders", reminder_days(o, &rounds[i]));
        add_date(list, rounds[i].due, row);
    }
    free(rounds);
}

static json_t *
date_row(const struct order *o, const char *report, const char *period, instant due)
{
    struct date last = calendar_last_day(due, order_offset(o));
    json_t *row = json_pack("{s:s s:s s:s}", "report", report, "period", period, "weekday",
                            words_weekday(last, order_language(o)));

    answer_put(row, "before", words_before(due, order_offset(o), order_language(o)));
    answer_put(row, "last", words_day(last, order_language(o)));
    return row;
}

static int
add_requests(struct order *o, struct dates *list, instant from)
{
    struct request_row *rows = NULL;
    size_t n = 0;
    int rc = request_list(o->desk->store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (rows[i].due >= from)
            add_date(list, rows[i].due, date_row(o, rows[i].title, rows[i].period, rows[i].due));
    request_rows_free(rows, n);
    return rc;
}

/* Deadlines that an officer gave one unit, and that still stand. */
static int
add_own(struct order *o, struct dates *list, instant from, instant to)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_moved(o->desk->store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct report *r = plan_report(o->desk->plan, rows[i].report);
        const struct unit *u = plan_unit(o->desk->plan, rows[i].unit);
        json_t *row;

        if (rows[i].due < from || rows[i].due > to || !count_expected(&rows[i]))
            continue;
        row = date_row(o, r == NULL ? rows[i].report : report_said(r, order_language(o)),
                       rows[i].period, rows[i].due);
        json_object_set_new(row, "unit", json_string(u == NULL ? rows[i].unit : unit_short(u)));
        add_date(list, rows[i].due, row);
    }
    obligations_free(rows, n);
    return rc;
}

static int
soonest_first(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;

    return (x->due > y->due) - (x->due < y->due);
}

int
order_deadlines(struct order *o)
{
    struct date today = moment_of(o->now, order_offset(o)).date;
    struct date from = o->c->year != 0 ? (struct date){ o->c->year, 1, 1 } : today;
    struct date to = o->c->year != 0 ? (struct date){ o->c->year, 12, 31 } : date_add(today, AHEAD);
    instant first = instant_of(from, 0, 0, order_offset(o)),
            last = instant_of(date_add(to, 1), 0, 0, order_offset(o));
    struct dates list = {0};
    json_t *rows = json_array();
    int rc;

    for (size_t i = 0; i < o->desk->plan->nreports; i++)
        add_rounds(o, &list, &o->desk->plan->reports[i], from, to);
    rc = add_requests(o, &list, first);
    if (rc == 0)
        rc = add_own(o, &list, first, last);
    if (list.n > 0)
        qsort(list.v, list.n, sizeof *list.v, soonest_first);
    for (size_t i = 0; i < list.n; i++)
        json_array_append_new(rows, list.v[i].row);
    free(list.v);
    answer_add(o->out, "deadlines", json_pack("{s:i s:o}", "year", o->c->year, "rows", rows));
    buf_addf(&o->result, "%zu deadlines", json_array_size(rows));
    return rc;
}

int
order_help(struct order *o)
{
    struct strings usage = {0}, help = {0};
    json_t *rows = json_array();

    command_help(o->officer->role, strcmp(order_language(o), "en") == 0, &usage, &help);
    for (size_t i = 0; i < usage.n; i++)
        json_array_append_new(rows, json_pack("{s:s s:s}", "usage", usage.v[i], "help", help.v[i]));
    answer_add(o->out, "help", json_pack("{s:o s:i}", "rows", rows, "most", LIMIT_COMMANDS));
    strings_free(&usage);
    strings_free(&help);
    buf_adds(&o->result, "help");
    return 0;
}
