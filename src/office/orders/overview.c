/* The first words of an officer's day: what is open for him, and how every unit stands. */
#include <stdlib.h>
#include <string.h>

#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "report/open.h"
#include "report/status.h"
#include "order.h"

/* ---- what is open --------------------------------------------------------------------- */

int
order_open(struct order *o)
{
    struct about_from from = { o->desk->store, o->desk->plan, order_offset(o), false,
                               o->desk->settings->above.address };
    json_t *facts;

    if (open_facts(&from, o->now, order_language(o), &facts) != 0)
        return -1;
    buf_addf(&o->result, "%lld open", (long long)json_integer_value(json_object_get(facts, "n")));
    answer_add(o->out, "open", facts);
    return 0;
}

/* ---- every unit, every report that is open ------------------------------------------------ */

static json_t *
round_facts(const struct order *o, const struct status *s, size_t number)
{
    struct count c = status_count(s);
    json_t *row = json_pack(
        "{s:I s:s s:i s:i s:i s:i s:i s:i s:b}", "number", (json_int_t)number, "report",
        report_said(s->report, order_language(o)), "expected", c.expected, "count", c.received,
        "on_time", c.on_time, "late", c.received - c.on_time, "unfinished", c.unfinished, "missing",
        c.expected - c.received, "over", s->due != INSTANT_NONE && s->due <= o->now);

    answer_put(row, "period", words_period(s->period, order_language(o)));
    answer_put(row, "before",
               s->due == INSTANT_NONE ? NULL
                                      : words_before(s->due, order_offset(o), order_language(o)));
    return row;
}

/* at: where each round's rows have been read to; both they and the units stand as in the plan. */
static json_t *
unit_cells(const struct order *o, const struct unit *u, const struct rounds *r, size_t *at)
{
    json_t *cells = json_array();

    for (size_t i = 0; i < r->n; i++)
        for (; at[i] < r->v[i].n && r->v[i].rows[at[i]].obligation.tracked &&
               r->v[i].rows[at[i]].unit <= u;
             at[i]++) {
            const struct status_row *row = &r->v[i].rows[at[i]];
            json_t *cell;

            if (row->unit != u)
                continue;
            cell = json_pack("{s:I s:b}", "number", (json_int_t)i + 1, "more", json_array_size(cells) > 0);
            order_put_row(o, cell, &row->obligation);
            json_array_append_new(cells, cell);
        }
    return cells;
}

static json_t *
unit_rows(const struct order *o, const struct rounds *r)
{
    const struct plan *plan = o->desk->plan;
    size_t at[ROUNDS_MOST] = {0};
    json_t *rows = json_array();

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];
        json_t *cells;

        if (!command_reaches(o->c, u))
            continue;
        cells = unit_cells(o, u, r, at);
        if (json_array_size(cells) > 0)
            json_array_append_new(rows, json_pack("{s:s s:O}", "unit", unit_short(u), "cells", cells));
        json_decref(cells);
    }
    return rows;
}

int
order_overview(struct order *o)
{
    struct rounds list = {0};
    json_t *rounds = json_array(), *facts;
    int rc = rounds_open(o->desk->store, o->desk->plan, o->now, &list);

    for (size_t i = 0; i < list.n; i++)
        json_array_append_new(rounds, round_facts(o, &list.v[i], i + 1));
    facts = json_pack("{s:b s:o s:o}", "several", list.n > 1, "rounds", rounds, "rows", unit_rows(o, &list));
    answer_put(facts, "now", words_moment(o->now, order_offset(o), order_language(o)));
    if (rc == 0)
        rc = order_loose_ends(o, facts);
    answer_add(o->out, "overview", facts);
    buf_addf(&o->result, "%zu rounds", list.n);
    rounds_clear(&list);
    return rc;
}
