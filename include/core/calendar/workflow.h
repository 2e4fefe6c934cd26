/* The life of an obligation as one table {state, event, guard, next, letter}.
 * What a crash leaves behind is always one of the states: a step is made in
 * one transaction. */
#ifndef DOCKETD_CORE_CALENDAR_WORKFLOW_H
#define DOCKETD_CORE_CALENDAR_WORKFLOW_H

#include "model/docket.h"

enum event {
    EVENT_SUBMITTED,            /* a version without blocking findings */
    EVENT_SUBMITTED_INCOMPLETE, /* a version with some */
    EVENT_SUBMITTED_EMPTY,      /* a mail without the file it speaks of: registered, answers nothing (A12) */
    EVENT_ACCEPTED, EVENT_FOUND_INCOMPLETE, EVENT_RETURNED, EVENT_ON_PAPER, EVENT_WAIVED, EVENT_EXTENDED,
    EVENT_CONSOLIDATED, EVENT_REOPENED, EVENT_CANCELLED,
    EVENTS
};
extern const char *const event_names[EVENTS];

struct step {
    enum state from;
    enum event event;
    enum state next;
    const char *letter;         /* template that goes to the sender: "received", "late", "incomplete", ...; NULL */
    const char *letter_late;    /* instead, where the version decides timeliness and is late; NULL: the same */
};

/* NULL if the event is not legal in that state. */
const struct step *workflow_step(enum state from, enum event event);

/* Applies a step to the obligation: state, and the two clocks: first_received
 * is the earliest receipt of a version that answers it (also when the folders
 * were read in another order), completed the earliest complete one. A cure
 * date ends when the obligation no longer waits for the unit. False if not
 * legal; nothing changed then. */
bool workflow_apply(struct obligation *, enum event, instant at, const struct step **step);

#endif
