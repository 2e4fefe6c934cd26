/* The life of an obligation: the table, and the two clocks that move with it. */
#include "core/calendar/workflow.h"

#include "base/mem.h"

const char *const event_names[EVENTS] = {
    "submitted", "submitted-incomplete", "submitted-empty", "accepted", "found-incomplete", "returned", "on-paper",
    "waived", "extended", "consolidated", "reopened", "cancelled",
};

/* What is missing here is refused. A version that comes after the officer's
 * word is looked at again if it is complete; if it is not, the word stands and
 * only the sender hears of it. */
static const struct step steps[] = {
    {STATE_OPEN, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_OPEN, EVENT_SUBMITTED_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_OPEN, EVENT_SUBMITTED_EMPTY, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_OPEN, EVENT_ON_PAPER, STATE_ON_PAPER, NULL, NULL},
    {STATE_OPEN, EVENT_WAIVED, STATE_WAIVED, NULL, NULL},
    {STATE_OPEN, EVENT_EXTENDED, STATE_OPEN, "extended", NULL},
    {STATE_OPEN, EVENT_CANCELLED, STATE_CANCELLED, NULL, NULL},

    {STATE_RECEIVED, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_RECEIVED, EVENT_SUBMITTED_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_RECEIVED, EVENT_SUBMITTED_EMPTY, STATE_RECEIVED, "incomplete", NULL},
    {STATE_RECEIVED, EVENT_ACCEPTED, STATE_ACCEPTED, "accepted", NULL},
    {STATE_RECEIVED, EVENT_FOUND_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_RECEIVED, EVENT_RETURNED, STATE_RETURNED, "returned", NULL},
    {STATE_RECEIVED, EVENT_ON_PAPER, STATE_ON_PAPER, NULL, NULL},
    {STATE_RECEIVED, EVENT_EXTENDED, STATE_RECEIVED, "extended", NULL},
    {STATE_RECEIVED, EVENT_WAIVED, STATE_WAIVED, NULL, NULL},
    {STATE_RECEIVED, EVENT_CANCELLED, STATE_CANCELLED, NULL, NULL},

    {STATE_INCOMPLETE, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_INCOMPLETE, EVENT_SUBMITTED_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_INCOMPLETE, EVENT_SUBMITTED_EMPTY, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_INCOMPLETE, EVENT_ACCEPTED, STATE_ACCEPTED, "accepted", NULL},
    {STATE_INCOMPLETE, EVENT_FOUND_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_INCOMPLETE, EVENT_RETURNED, STATE_RETURNED, "returned", NULL},
    {STATE_INCOMPLETE, EVENT_ON_PAPER, STATE_ON_PAPER, NULL, NULL},
    {STATE_INCOMPLETE, EVENT_WAIVED, STATE_WAIVED, NULL, NULL},
    {STATE_INCOMPLETE, EVENT_EXTENDED, STATE_INCOMPLETE, "extended", NULL},
    {STATE_INCOMPLETE, EVENT_CANCELLED, STATE_CANCELLED, NULL, NULL},

    {STATE_RETURNED, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_RETURNED, EVENT_SUBMITTED_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_RETURNED, EVENT_SUBMITTED_EMPTY, STATE_RETURNED, "incomplete", NULL},
    {STATE_RETURNED, EVENT_ACCEPTED, STATE_ACCEPTED, "accepted", NULL},
    {STATE_RETURNED, EVENT_RETURNED, STATE_RETURNED, "returned", NULL},
    {STATE_RETURNED, EVENT_ON_PAPER, STATE_ON_PAPER, NULL, NULL},
    {STATE_RETURNED, EVENT_WAIVED, STATE_WAIVED, NULL, NULL},
    {STATE_RETURNED, EVENT_EXTENDED, STATE_RETURNED, "extended", NULL},
    {STATE_RETURNED, EVENT_REOPENED, STATE_RECEIVED, NULL, NULL},
    {STATE_RETURNED, EVENT_CANCELLED, STATE_CANCELLED, NULL, NULL},

    {STATE_ACCEPTED, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_ACCEPTED, EVENT_SUBMITTED_INCOMPLETE, STATE_ACCEPTED, "incomplete", NULL},
    {STATE_ACCEPTED, EVENT_SUBMITTED_EMPTY, STATE_ACCEPTED, "incomplete", NULL},
    {STATE_ACCEPTED, EVENT_ACCEPTED, STATE_ACCEPTED, "accepted", NULL},
    {STATE_ACCEPTED, EVENT_FOUND_INCOMPLETE, STATE_INCOMPLETE, "incomplete", NULL},
    {STATE_ACCEPTED, EVENT_RETURNED, STATE_RETURNED, "returned", NULL},
    {STATE_ACCEPTED, EVENT_CONSOLIDATED, STATE_CONSOLIDATED, NULL, NULL},
    {STATE_ACCEPTED, EVENT_REOPENED, STATE_RECEIVED, NULL, NULL},

    {STATE_CONSOLIDATED, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_CONSOLIDATED, EVENT_SUBMITTED_INCOMPLETE, STATE_CONSOLIDATED, "incomplete", NULL},
    {STATE_CONSOLIDATED, EVENT_SUBMITTED_EMPTY, STATE_CONSOLIDATED, "incomplete", NULL},
    {STATE_CONSOLIDATED, EVENT_RETURNED, STATE_RETURNED, "returned", NULL},
    {STATE_CONSOLIDATED, EVENT_REOPENED, STATE_ACCEPTED, NULL, NULL},

    {STATE_ON_PAPER, EVENT_SUBMITTED, STATE_RECEIVED, "received", "late"},
    {STATE_ON_PAPER, EVENT_SUBMITTED_INCOMPLETE, STATE_ON_PAPER, "incomplete", NULL},
    {STATE_ON_PAPER, EVENT_SUBMITTED_EMPTY, STATE_ON_PAPER, "incomplete", NULL},
    {STATE_ON_PAPER, EVENT_ACCEPTED, STATE_ACCEPTED, "accepted", NULL},
    {STATE_ON_PAPER, EVENT_RETURNED, STATE_RETURNED, "returned", NULL},
    {STATE_ON_PAPER, EVENT_CONSOLIDATED, STATE_CONSOLIDATED, NULL, NULL},
    {STATE_ON_PAPER, EVENT_REOPENED, STATE_OPEN, NULL, NULL},

    {STATE_WAIVED, EVENT_SUBMITTED, STATE_RECEIVED, "received", NULL},
    {STATE_WAIVED, EVENT_SUBMITTED_INCOMPLETE, STATE_WAIVED, "incomplete", NULL},
    {STATE_WAIVED, EVENT_SUBMITTED_EMPTY, STATE_WAIVED, "incomplete", NULL},
    {STATE_WAIVED, EVENT_ON_PAPER, STATE_ON_PAPER, NULL, NULL},
    {STATE_WAIVED, EVENT_REOPENED, STATE_OPEN, NULL, NULL},
    {STATE_WAIVED, EVENT_CANCELLED, STATE_CANCELLED, NULL, NULL},

    {STATE_CANCELLED, EVENT_SUBMITTED, STATE_RECEIVED, "received", NULL},
    {STATE_CANCELLED, EVENT_SUBMITTED_INCOMPLETE, STATE_CANCELLED, "incomplete", NULL},
    {STATE_CANCELLED, EVENT_SUBMITTED_EMPTY, STATE_CANCELLED, "incomplete", NULL},
    {STATE_CANCELLED, EVENT_REOPENED, STATE_OPEN, NULL, NULL},
};

const struct step *
workflow_step(enum state from, enum event event)
{
    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (steps[i].from == from && steps[i].event == event)
            return &steps[i];
    return NULL;
}

static void
earliest(instant *clock, instant at)
{
    if (*clock == INSTANT_NONE || at < *clock)
        *clock = at;
}

/* A11: the first version decides timeliness, complete or not; A12: a mail
 * without its file is none; A9: paper counts like mail. */
static void
move_clocks(struct obligation *o, enum event event, instant at)
{
    bool whole = event == EVENT_SUBMITTED || event == EVENT_ON_PAPER;

    if (whole || event == EVENT_SUBMITTED_INCOMPLETE)
        earliest(&o->first_received, at);
    if (whole)
        earliest(&o->completed, at);
}

bool
workflow_apply(struct obligation *o, enum event event, instant at, const struct step **step)
{
    const struct step *s = workflow_step(o->state, event);

    if (s == NULL)
        return false;
    move_clocks(o, event, at);
    o->state = s->next;
    if (s->next != STATE_INCOMPLETE && s->next != STATE_RETURNED)
        o->cure = INSTANT_NONE;
    if (step != NULL)
        *step = s;
    return true;
}
