/* From plan and calendar to the obligations that should stand in the docket. */
#include "core/calendar/obligations.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"

static bool
asked_of(const struct unit *unit, const struct round *round)
{
    return plan_owes(round->report, unit) && unit_valid_on(unit, round->last_day);
}

static void
add_round(const struct plan *plan, const struct round *round, struct obligations *out)
{
    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *unit = &plan->units[i];

        if (!asked_of(unit, round))
            continue;
        *ARRAY_MORE(out->v, out->n) = (struct obligation){
            .unit = xstrdup(unit->code),
            .report = xstrdup(round->report->code),
            .period = xstrdup(round->period),
            .due = round->due,
            .due_original = round->due,
            .cure = INSTANT_NONE,
            .state = STATE_OPEN,
            .first_received = INSTANT_NONE,
            .completed = INSTANT_NONE,
            .tracked = unit->tracked,
        };
    }
}

void
obligations_wanted(const struct plan *plan, struct date from, struct date to, int utc_offset,
                   struct obligations *out)
{
    for (size_t i = 0; i < plan->nreports; i++) {
        size_t n = 0;
        struct round *rounds = calendar_rounds(plan, &plan->reports[i], from, to, utc_offset, &n);

        for (size_t k = 0; k < n; k++)
            add_round(plan, &rounds[k], out);
        free(rounds);
    }
}

void
obligations_clear(struct obligations *list)
{
    for (size_t i = 0; i < list->n; i++)
        obligation_clear(&list->v[i]);
    free(list->v);
    *list = (struct obligations){0};
}

/* ---- has the plan changed? ----------------------------------------------------- */

static void
digest_date(struct buf *b, struct date d)
{
    buf_addf(b, "%d-%d-%d ", d.year, d.month, d.day);
}

static void
digest_due(struct buf *b, const struct due *d)
{
    digest_date(b, d->date);
    buf_addf(b, "%d %d:%d,", d->inclusive, d->hour, d->minute);
}

static void
digest_strings(struct buf *b, const struct strings *list)
{
    for (size_t i = 0; i < list->n; i++)
        buf_addf(b, "%s ", list->v[i]);
    buf_addc(b, ';');
}

static void
digest_report(struct buf *b, const struct report *r)
{
    buf_addf(b, "report %s %d %d ", r->code, (int)r->recurrence, (int)r->weekend);
    if (r->period_of != PERIOD_OF_DEADLINE)
        buf_adds(b, "before ");
    digest_date(b, r->first);
    digest_date(b, r->last);
    for (size_t i = 0; i < r->ndues; i++)
        digest_due(b, &r->dues[i]);
    for (size_t i = 0; i < r->nexceptions; i++) {
        buf_addf(b, "except %s ", r->exceptions[i].period);
        digest_due(b, &r->exceptions[i].due);
    }
    digest_strings(b, &r->who_levels);
    digest_strings(b, &r->who_units);
    digest_strings(b, &r->who_except);
}

static void
digest_units(struct buf *b, const struct plan *plan)
{
    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        buf_addf(b, "unit %s %s %d ", u->code, u->level == NULL ? "" : u->level, u->tracked);
        digest_date(b, u->valid_from);
        digest_date(b, u->valid_to);
    }
}

void
obligations_digest(const struct plan *plan, int utc_offset, char out[static HASH_HEX])
{
    struct buf b = {0};

    buf_addf(&b, "%d ", utc_offset);
    for (size_t i = 0; i < plan->nreports; i++)
        for (const struct report *r = &plan->reports[i]; r != NULL; r = r->earlier)
            digest_report(&b, r);
    digest_units(&b, plan);
    for (size_t i = 0; i < plan->nholidays; i++)        /* they move deadlines where the weekend policy says so */
        digest_date(&b, plan->holidays[i]);
    for (size_t i = 0; i < plan->nworking_saturdays; i++)
        digest_date(&b, plan->working_saturdays[i]);
    hash_of(b.data, b.len, out);
    buf_free(&b);
}

/* ---- what a changed plan changes ------------------------------------------------- */

static bool
is_dated(const struct report *report)
{
    return report->recurrence != RECUR_ON_REQUEST && report->recurrence != RECUR_UNDATED;
}

static unsigned
revise_due(struct obligation *o, instant due)
{
    bool extended = o->due > o->due_original;

    if (o->due_original == due)
        return 0;
    o->due_original = due;
    if (!extended || o->due < due)
        o->due = due;
    return REVISED_DUE;
}

unsigned
obligation_revise(const struct plan *plan, instant now, int utc_offset, struct obligation *o)
{
    const struct report *report = calendar_report(plan, o->report, o->period);
    const struct unit *unit = plan_unit(plan, o->unit);
    struct round round;
    unsigned revised = 0;
    bool asked, unanswered = count_unanswered(o);

    if ((!unanswered && o->state != STATE_CANCELLED) || o->due <= now ||
        (report != NULL && !is_dated(report)))
        return 0;
    asked = report != NULL && unit != NULL &&
            calendar_round(plan, report, o->period, utc_offset, &round) && asked_of(unit, &round);
    if (!asked) {
        revised = unanswered ? REVISED_CANCELLED : 0;
        workflow_apply(o, EVENT_CANCELLED, now);
        return revised;
    }
    if (o->state == STATE_CANCELLED) {
        workflow_apply(o, EVENT_REOPENED, now);
        revised |= REVISED_REOPENED;
    }
    if (round.due > now)                /* nobody is late at once with what was due later yesterday */
        revised |= revise_due(o, round.due);
    if (o->tracked != unit->tracked) {
        o->tracked = unit->tracked;
        revised |= REVISED_TRACKED;
    }
    return revised;
}
