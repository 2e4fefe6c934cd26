/* A year on a virtual clock: the daemon's own obligations, stages and holds
 * over a docket in memory. */
#ifndef CTL_SIMULATION_H
#define CTL_SIMULATION_H

#include <stdbool.h>

#include "core/calendar/workflow.h"
#include "ctl/ctl.h"
#include "scenario.h"

struct json_t;

struct simulation {
    struct desk *desk;
    instant now;
    bool down;                      /* the daemon: what arrives waits in the mailbox */
    struct json_t *letters;         /* what was sent; NULL: printed as it goes */
    struct json_t *queue;           /* what stands in the outbox, by the row's id */
    instant open;                   /* the sending limits leave room for the next then; INSTANT_NONE: nothing waits */
    bool only_sends;                /* nothing else is to be looked at now */
    struct date expired;            /* the day what was left of others was last looked for */
    instant jump;                   /* where the clock is set to; INSTANT_NONE */
};

/* Operands of the words a scenario knows; each one row of the table in scenario.c. */
typedef int happen(struct simulation *, const struct happening *, char **cause);
happen happen_arrive, happen_review, happen_bounce, happen_order, happen_down, happen_up, happen_plan,
    happen_clock;

/* Letters into the outbox, as the daemon writes them. */
struct reminding;
int simulated_letters(struct simulation *, const struct reminding *);
/* In place of the courier: what the sending limits let through is shown and
 * stands as sent; a reminder that did not go out on its day is shown as unsent. */
int simulated_send(struct simulation *);
int simulated_end(struct simulation *, instant from, instant to, bool json);

#endif
