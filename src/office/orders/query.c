/* What officers ask about reports and units. */
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "office/post/reach.h"
#include "report/open.h"
#include "report/status.h"
#include "order.h"

static void
put_deadline(const struct order *o, json_t *facts, instant due)
{
    int64_t left;

    if (due == INSTANT_NONE)
        return;
    left = date_day(calendar_last_day(due, order_offset(o))) -
           date_day(moment_of(o->now, order_offset(o)).date);
    answer_put(facts, "deadline", words_deadline_weekday(due, order_offset(o), order_language(o)));
    json_object_set_new(facts, "days_left", json_integer(left > 0 ? left : 0));
    json_object_set_new(facts, "last_day", json_boolean(left == 0 && o->now < due));
}

/* What every table of one report's period begins with. */
static json_t *
table_of(const struct order *o, const struct status *s)
{
    json_t *facts = json_pack("{s:s}", "report", report_said(s->report, order_language(o)));

    answer_put(facts, "period", words_period(s->period, order_language(o)));
    answer_put(facts, "now", words_moment(o->now, order_offset(o), order_language(o)));
    put_deadline(o, facts, s->due);
    return facts;
}

static bool
asked(const struct order *o, const struct unit *u, const struct obligation *row)
{
    if (o->c->level != NULL && (u == NULL || !command_reaches(o->c, u)))
        return false;
    for (size_t i = 0; i < o->c->nunits; i++)
        if (o->c->units[i] == u)
            return true;
    return o->c->nunits == 0 && (o->c->level != NULL || row->tracked);
}

static const char *
name_of(const struct status_row *r)
{
    return r->unit == NULL ? r->obligation.unit : unit_short(r->unit);
}

/* ---- status (T12) ------------------------------------------------------------------ */

struct counts { struct count asked, others; };

static struct counts
count(const struct order *o, const struct status *s)
{
    struct counts n = {0};

    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *row = &s->rows[i].obligation;
        bool is_asked = asked(o, s->rows[i].unit, row);

        count_add(is_asked ? &n.asked : &n.others, row, o->now);
    }
    return n;
}

static json_t *
status_row(const struct order *o, const struct status_row *r, int number)
{
    json_t *row = json_pack("{s:i s:s s:s?}", "number", number, "unit", name_of(r), "code", r->code);

    order_put_row(o, row, &r->obligation);
    return row;
}

static json_t *
status_rows(const struct order *o, const struct status *s)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < s->n; i++)
        if (asked(o, s->rows[i].unit, &s->rows[i].obligation))
            json_array_append_new(rows,
                                  status_row(o, &s->rows[i], (int)json_array_size(rows) + 1));
    return rows;
}

/* What stands for more than one unit says for how many. */
static void
put_below(const struct order *o, const struct status *s, json_t *facts)
{
    json_t *below = json_array();

    for (size_t i = 0; i < s->n; i++) {
        const struct status_row *r = &s->rows[i];
        json_t *row;

        if (r->sequence == 0 || !asked(o, r->unit, &r->obligation))
            continue;
        row = json_pack("{s:s s:i s:b}", "unit", name_of(r), "sequence", r->sequence, "part", r->known < r->expected);
        answer_put(row, "coverage", words_cover(r->known, r->expected, order_language(o)));
        json_array_append_new(below, row);
    }
    json_object_set_new(facts, "below", below);
}

static void
put_upward(const struct order *o, const struct status *s, json_t *facts)
{
    json_t *sent = s->upward == 0 ? NULL : json_pack("{s:i}", "sequence", s->upward);

    if (sent == NULL)
        return;
    answer_put(sent, "when", words_moment(s->upward_at, order_offset(o), order_language(o)));
    if (s->upward_outdated)
        answer_put(sent, "line", upward_line(s->report, s->period, o->c->english));
    json_object_set_new(facts, "sent_upward", sent);
}

int
order_status(struct order *o)
{
    struct status s;
    struct counts n;
    json_t *facts;
    int rc;

    if (o->c->report == NULL)
        return order_overview(o);
    rc = status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now, &s);

    if (rc != 0)
        return -1;
    n = count(o, &s);
    facts = table_of(o, &s);
    json_object_update_new(facts,
                           json_pack("{s:i s:i s:i s:i s:i s:o}", "expected", n.asked.expected,
                                     "count", n.asked.received, "accepted", n.asked.accepted,
                                     "unfinished", n.asked.unfinished, "missing",
                                     n.asked.expected - n.asked.received, "rows",
                                     status_rows(o, &s)));
    if (n.others.expected > 0 && o->c->level == NULL)
        json_object_set_new(facts, "others",
                            json_pack("{s:i s:i}", "count", n.others.received, "expected",
                                      n.others.expected));
    put_below(o, &s, facts);
    put_upward(o, &s, facts);
    rc = order_loose_ends(o, facts);
    answer_add(o->out, "status", facts);
    status_clear(&s);
    buf_addf(&o->result, "%d/%d received", n.asked.received, n.asked.expected);
    return rc;
}

/* ---- who has not reported -------------------------------------------------------------- */

/* A mail of the unit that nobody has placed yet: perhaps the very report. */
static void
put_queued(const struct order *o, json_t *row, const struct unit *u,
           const struct message_row *queue, size_t n)
{
    for (size_t i = 0; i < n && u != NULL; i++)
        if (queue[i].sender != NULL && plan_unit_of_address(o->desk->plan, queue[i].sender) == u)
            json_object_set_new(row, "queued", json_string(queue[i].code));
}

static int
missing_row(struct order *o, json_t *rows, const struct status_row *r, struct reminded_row reminded)
{
    json_t *row = status_row(o, r, (int)json_array_size(rows) + 1);
    char *to = NULL;
    int rc = r->unit == NULL ? 0 : reach_unit(o->desk, r->unit, o->now, &to);

    json_object_set_new(row, "reminded", json_integer(reminded.count));
    answer_put(row, "last_reminder", order_stamp(o, reminded.last));
    answer_put(row, "to", to);
    json_array_append_new(rows, row);
    return rc;
}

/* The line that reminds them all. */
static char *
remind_all(const struct order *o)
{
    struct command remind = { .rule = &command_rules[VERB_REMIND],
                              .all = true,
                              .report = o->c->report,
                              .hour = -1,
                              .english = o->c->english };

    memcpy(remind.period, o->c->period, sizeof remind.period);
    return command_say(&remind);
}

int
order_missing(struct order *o)
{
    json_t *facts, *rows = json_array();
    struct message_row *queue = NULL;
    struct reminded reminded;
    size_t queued = 0;
    struct status s;
    int total = 0, rc = status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period,
                                    o->now, &s);

    if (rc != 0) {
        json_decref(rows);
        return -1;
    }
    rc = reminded_list(o->desk->store, o->c->report->code, o->c->period, &reminded);
    if (rc == 0)
        rc = message_open(o->desk->store, OUTCOME_REVIEW, &queue, &queued);
    for (size_t i = 0; rc == 0 && i < s.n; i++) {
        const struct obligation *row = &s.rows[i].obligation;

        if (!asked(o, s.rows[i].unit, row) || !count_expected(row))
            continue;
        total++;
        if (count_received(row))
            continue;
        rc = missing_row(o, rows, &s.rows[i], reminded_of(&reminded, row->id));
        put_queued(o, json_array_get(rows, json_array_size(rows) - 1), s.rows[i].unit, queue,
                   queued);
    }
    facts = table_of(o, &s);
    buf_addf(&o->result, "%zu/%d missing", json_array_size(rows), total);
    json_object_set_new(facts, "missing", json_integer((json_int_t)json_array_size(rows)));
    json_object_set_new(facts, "expected", json_integer(total));
    json_object_set_new(facts, "rows", rows);
    json_object_set_new(facts, "waiting", json_integer((json_int_t)queued));
    answer_put(facts, "order", remind_all(o));
    answer_add(o->out, "missing", facts);
    message_rows_free(queue, queued);
    free(reminded.v);
    status_clear(&s);
    return rc;
}

int
order_late(struct order *o)
{
    json_t *facts, *rows = json_array();
    struct status s;

    if (status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now, &s) != 0) {
        json_decref(rows);
        return -1;
    }
    for (size_t i = 0; i < s.n; i++)
        if (asked(o, s.rows[i].unit, &s.rows[i].obligation) &&
            count_days_late(&s.rows[i].obligation, o->now, order_offset(o)) > 0)
            json_array_append_new(rows,
                                  status_row(o, &s.rows[i], (int)json_array_size(rows) + 1));
    facts = table_of(o, &s);
    buf_addf(&o->result, "%zu late", json_array_size(rows));
    json_object_set_new(facts, "n", json_integer((json_int_t)json_array_size(rows)));
    json_object_set_new(facts, "rows", rows);
    answer_add(o->out, "late", facts);
    status_clear(&s);
    return 0;
}

/* ---- one unit ---------------------------------------------------------------------------- */

static int
codes_of(struct order *o, const struct obligation *row, char **codes)
{
    struct submission_row *versions = NULL;
    struct buf b = {0};
    size_t n = 0;
    int rc = submission_list(o->desk->store, row->id, &versions, &n);

    for (size_t i = 0; i < n; i++)
        buf_addf(&b, "%s%s", i > 0 ? ", " : "", versions[i].message_code);
    submission_rows_free(versions, n);
    *codes = b.len > 0 ? buf_take(&b) : NULL;
    return rc;
}

static int
unit_contacts(struct order *o, const struct unit *u, json_t *facts)
{
    struct contact_row *rows = NULL;
    size_t n = 0;
    int rc = contact_of_unit(o->desk->store, u->code, &rows, &n);
    struct buf b = {0};
    bool held = false;

    for (size_t i = 0; i < u->addresses.n; i++)
        buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", u->addresses.v[i]);
    for (size_t i = 0; i < n; i++)
        if (rows[i].valid_to == INSTANT_NONE)
            buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", rows[i].address);
    contact_rows_free(rows, n);
    answer_put(facts, "address", b.len > 0 ? buf_take(&b) : NULL);
    if (rc == 0)
        rc = hold_stands(o->desk->store, u->code, &held);
    json_object_set_new(facts, "held", json_boolean(held));
    return rc;
}

/* The newest first; what has no deadline last. */
static int
by_due(const void *a, const void *b)
{
    const struct obligation *x = a, *y = b;

    return (x->due < y->due) - (x->due > y->due);
}

static bool
wanted(const struct order *o, const struct obligation *ob)
{
    char year[8];

    snprintf(year, sizeof year, "%d", o->c->year);
    return (o->c->year == 0 || strncmp(ob->period, year, 4) == 0) &&
           (o->c->report == NULL || strcmp(o->c->report->code, ob->report) == 0);
}

int
order_unit(struct order *o)
{
    const struct unit *u = o->c->units[0];
    json_t *rows = json_array(),
           *facts = json_pack("{s:s s:i s:o}", "unit", unit_short(u), "year", o->c->year, "rows", rows);
    struct obligation *list = NULL;
    size_t n = 0;
    int rc = obligation_of_unit(o->desk->store, u->code, &list, &n);

    if (rc == 0)
        rc = unit_contacts(o, u, facts);
    if (n > 0)
        qsort(list, n, sizeof *list, by_due);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct report *r = calendar_report(o->desk->plan, list[i].report, list[i].period);
        char *codes = NULL;
        json_t *row;

        if (!wanted(o, &list[i]))
            continue;
        rc = codes_of(o, &list[i], &codes);
        row = json_pack("{s:s s:s}", "report",
                        r == NULL ? list[i].report : report_said(r, order_language(o)), "period",
                        list[i].period);
        order_put_row(o, row, &list[i]);
        answer_put(row, "code", codes);
        json_array_append_new(rows, row);
    }
    buf_addf(&o->result, "%zu reports", json_array_size(rows));
    answer_add(o->out, "unit", facts);
    obligations_free(list, n);
    return rc;
}
