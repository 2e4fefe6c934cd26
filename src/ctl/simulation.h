/* A year on a virtual clock: the daemon's own obligations, stages and holds
 * over a docket in memory. */
#ifndef CTL_SIMULATION_H
#define CTL_SIMULATION_H

#include <stdbool.h>

#include "core/workflow.h"
#include "ctl/ctl.h"
#include "scenario.h"

struct json_t;

struct simulation {
    struct desk *desk;
    instant now;
    bool down;                      /* the daemon: what arrives waits in the mailbox */
    struct happenings waiting;      /* borrowed from the scenario */
    struct json_t *letters;         /* what was sent; NULL: printed as it goes */
    int mails;                      /* mails made up so far */
    instant jump;                   /* where the clock is set to; INSTANT_NONE */
};

/* Operands of the words a scenario knows; each one row of the table in scenario.c. */
typedef int happen(struct simulation *, const struct happening *, char **cause);
happen happen_arrive, happen_paper, happen_extend, happen_waive, happen_return, happen_accept, happen_review,
    happen_clear, happen_bounce, happen_hold, happen_release, happen_down, happen_up, happen_plan, happen_clock,
    happen_request;

/* One letter that would go out now. */
struct reminding;
void simulated_letters(struct simulation *, const struct reminding *);
void simulated_request(struct simulation *, const struct unit *, const char *to, const struct obligation *);
int simulated_end(struct simulation *, instant from, instant to, bool json);

#endif
