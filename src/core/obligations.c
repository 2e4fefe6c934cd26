/* From plan and calendar to the obligations that should stand in the docket. */
#include "core/obligations.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"

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
obligations_wanted(const struct plan *plan, struct date from, struct date to, int utc_offset, struct obligations *out)
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
    const struct report *report = plan_report(plan, o->report);
    const struct unit *unit = plan_unit(plan, o->unit);
    struct round round;
    unsigned revised = 0;
    bool asked;

    if ((o->state != STATE_OPEN && o->state != STATE_CANCELLED) || o->due <= now || (report != NULL && !is_dated(report)))
        return 0;
    asked = report != NULL && unit != NULL && calendar_round(plan, report, o->period, utc_offset, &round) &&
            asked_of(unit, &round);
    if (!asked) {
        revised = o->state == STATE_OPEN ? REVISED_CANCELLED : 0;
        o->state = STATE_CANCELLED;
        return revised;
    }
    if (o->state == STATE_CANCELLED) {
        o->state = STATE_OPEN;
        revised |= REVISED_REOPENED;
    }
    revised |= revise_due(o, round.due);
    if (o->tracked != unit->tracked) {
        o->tracked = unit->tracked;
        revised |= REVISED_TRACKED;
    }
    return revised;
}
