/* The docket's rows as the board wants them: by round and unit, worst first. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "board.h"
#include "core/calendar/calendar.h"
#include "report/open.h"

#define PAST_SHOWN 400              /* days after which a round nobody owes any more leaves the matrix */
#define PAST_MOST 3                 /* rounds of one report in the matrix, beside the next one */

/* ---- rounds ------------------------------------------------------------------------ */

static struct round_rows *
round_of(struct board *b, const struct obligation *o, const struct report *report)
{
    struct round_rows *last = b->nrounds == 0 ? NULL : &b->rounds[b->nrounds - 1];

    if (last != NULL && last->report == report && strcmp(last->period, o->period) == 0)
        return last;
    last = ARRAY_MORE(b->rounds, b->nrounds);
    *last = (struct round_rows){ .report = report, .period = o->period, .due = INSTANT_NONE,
                                 .of_unit = xcalloc(b->plan->nunits + 1, sizeof *last->of_unit) };
    return last;
}

static void
add_row(struct board *b, struct obligation *o)
{
    const struct report *report = plan_report(b->plan, o->report);
    const struct unit *unit = plan_unit(b->plan, o->unit);
    struct round_rows *r;

    if (report == NULL || unit == NULL || o->state == STATE_CANCELLED)
        return;
    r = round_of(b, o, report);
    r->of_unit[unit - b->plan->units] = o;
    if (o->tracked)
        count_add(&r->count, o, b->now);
    if (r->due == INSTANT_NONE || (o->tracked && o->due_original != INSTANT_NONE))
        r->due = o->due_original;
    /* Its place says these three from now on; of many units they are most of what a row takes. */
    if (o->period != r->period)
        free(o->period);
    free(o->unit);
    free(o->report);
    o->unit = o->report = o->period = NULL;
}

static int
by_deadline(const void *a, const void *b)
{
    const struct round_rows *x = a, *y = b;

    if (x->report != y->report)
        return x->report < y->report ? -1 : 1;
    return (x->due > y->due) - (x->due < y->due);
}

static int
sooner(const void *a, const void *b)
{
    const struct round_rows *x = *(const struct round_rows *const *)a,
                            *y = *(const struct round_rows *const *)b;

    return x->due != y->due ? (x->due > y->due) - (x->due < y->due) : (x > y) - (x < y);
}

static void
sort_dated(struct board *b)
{
    b->dated = xcalloc(b->nrounds + 1, sizeof *b->dated);
    for (size_t i = 0; i < b->nrounds; i++)
        if (b->rounds[i].due != INSTANT_NONE)
            b->dated[b->ndated++] = &b->rounds[i];
    if (b->ndated > 0)
        qsort(b->dated, b->ndated, sizeof *b->dated, sooner);
}

/* The next round of a report if it is near, the one before it, and earlier ones that are still owed. */
static void
choose_columns(struct board *b)
{
    int past = 0;

    for (size_t i = b->nrounds; i-- > 0;) {
        struct round_rows *r = &b->rounds[i];
        const struct round_rows *before = i > 0 && b->rounds[i - 1].report == r->report
                                              ? &b->rounds[i - 1]
                                              : NULL;

        if (i + 1 == b->nrounds || b->rounds[i + 1].report != r->report)
            past = 0;
        if (r->due == INSTANT_NONE)
            continue;
        if (b->now < r->due) {
            r->column = (before == NULL || before->due <= b->now) &&
                        board_days_left(b, r->due) <= BOARD_AHEAD;
        } else {
            r->column = past < PAST_MOST && b->now - r->due < (instant)PAST_SHOWN * DAY &&
                        (past == 0 || r->count.overdue > 0);
            past += r->column;
        }
    }
}

/* ---- units -------------------------------------------------------------------------- */

static void
weigh(struct board *b, struct unit_rows *u)
{
    size_t at = (size_t)(u->unit - b->plan->units);

    for (size_t i = 0; i < b->nrounds; i++) {
        const struct obligation *o = b->rounds[i].of_unit[at];
        int days = o == NULL ? 0 : count_days_late(o, b->now, b->offset);

        if (o == NULL)
            continue;
        u->tracked = u->tracked || (o->tracked && b->rounds[i].column);
        u->overdue += count_overdue(o, b->now);
        u->unfinished += o->tracked && (o->state == STATE_INCOMPLETE || o->state == STATE_RETURNED);
        if (count_overdue(o, b->now) && days > u->days)
            u->days = days;
    }
}

static int
worst_first(const void *a, const void *b)
{
    const struct unit_rows *x = a, *y = b;

    if (x->overdue != y->overdue)
        return x->overdue > y->overdue ? -1 : 1;
    if (x->days != y->days)
        return x->days > y->days ? -1 : 1;
    if (x->unfinished != y->unfinished)
        return x->unfinished > y->unfinished ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static void
load_units(struct board *b)
{
    for (size_t i = 0; i < b->plan->nunits; i++) {
        bool any = false;

        for (size_t k = 0; k < b->nrounds && !any; k++)
            any = b->rounds[k].of_unit[i] != NULL;
        if (!any)
            continue;
        *ARRAY_MORE(b->units, b->nunits) = (struct unit_rows){ .unit = &b->plan->units[i] };
        weigh(b, &b->units[b->nunits - 1]);
    }
    if (b->nunits > 0)
        qsort(b->units, b->nunits, sizeof *b->units, worst_first);
}

/* ---- all of it ------------------------------------------------------------------------ */

int
board_days_left(const struct board *b, instant due)
{
    return (int)(date_day(calendar_last_day(due, b->offset)) -
                 date_day(moment_of(b->now, b->offset).date));
}

int
board_load(struct board *b)
{
    if (obligation_list(b->store, NULL, NULL, &b->rows, &b->nrows) != 0)
        return -1;
    for (size_t i = 0; i < b->nrows; i++)
        add_row(b, &b->rows[i]);
    if (b->nrounds > 0)
        qsort(b->rounds, b->nrounds, sizeof *b->rounds, by_deadline);
    sort_dated(b);
    choose_columns(b);
    load_units(b);
    return submission_codes(b->store, &b->codes, &b->ncodes) != 0
               ? -1
               : snapshot_covers(b->store, &b->covers, &b->ncovers);
}

void
board_free(struct board *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->nrounds; i++) {
        free(b->rounds[i].of_unit);
        free(b->rounds[i].period);
    }
    open_free(b->waiting);
    free(b->rounds);
    free(b->dated);
    free(b->units);
    obligations_free(b->rows, b->nrows);
    free(b->covers);
    submission_codes_free(b->codes, b->ncodes);
    free(b);
}
