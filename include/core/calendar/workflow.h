/* The life of an obligation as one table: a row for each state says what it
 * counts as, what people call it, and where each event leads. What a crash
 * leaves behind is always one of the states: a step is made in one
 * transaction. */
#ifndef DOCKETD_CORE_CALENDAR_WORKFLOW_H
#define DOCKETD_CORE_CALENDAR_WORKFLOW_H

#include "model/docket.h"

enum event {
    EVENT_SUBMITTED,            /* a version without blocking findings */
    EVENT_SUBMITTED_INCOMPLETE, /* a version with some */
    EVENT_SUBMITTED_EMPTY, /* a mail without the file it speaks of: registered, answers nothing (A12) */
    EVENT_ACCEPTED,
    EVENT_FOUND_INCOMPLETE,
    EVENT_RETURNED,
    EVENT_ON_PAPER,
    EVENT_WAIVED,
    EVENT_EXTENDED,
    EVENT_CANCELLED, /* the plan no longer asks for it, ... */
    EVENT_REOPENED,  /* ... or asks again */
    EVENTS
};

struct state_row {
    const char *label, *label_en;   /* "Chưa nhận"; "Not received" */
    bool asked;                 /* the unit is expected to report */
    bool owes;                  /* ... and must still do something */
    bool arrived;               /* received whatever the clocks say: it came another way (A9) */
    bool accepted;
    bool decided;               /* by an officer: a stranger's version does not move it */
    signed char next[EVENTS];   /* 1 + state; 0: not legal, nothing changes */
};
extern const struct state_row states[STATES];

const char *state_said(enum state, const char *language);      /* its label */

bool workflow_allows(enum state, enum event);

/* Applies a step to the obligation: state, and the two clocks: first_received
 * is the earliest receipt of a version that answers it (also when the folders
 * were read in another order), completed the earliest complete one. A cure
 * date ends when the obligation no longer waits for the unit; an extension, whose
 * new deadline the obligation has already, moves one that would end before. False if
 * not legal; nothing changed then. */
bool workflow_apply(struct obligation *, enum event, instant at);

#endif
