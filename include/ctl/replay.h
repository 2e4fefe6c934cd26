/* The docket made again (G5): what came from outside is taken from the archive
 * and the journal - mails, orders of the shell, what the courier met, the
 * moments of the calendar - and decided anew by the very functions that
 * decided it then, with the clock at each recorded moment. */
#ifndef DOCKETD_CTL_REPLAY_H
#define DOCKETD_CTL_REPLAY_H

#include "base/problem.h"
#include "office/desk/desk.h"

enum replayed {
    REPLAYED_MAILS,
    REPLAYED_ORDERS,
    REPLAYED_ATTEMPTS,
    REPLAYED_CALENDAR,
    REPLAYED_OTHER,
    REPLAYED_KINDS
};

struct replay {
    size_t counts[REPLAYED_KINDS];
    size_t purged;                      /* mails read from what was kept when their original was removed */
    size_t plans;                       /* how often another plan came into force */
    struct problems problems;           /* what could not be replayed, and why */
};

/* Replays the desk's docket and archive into `fresh`, an empty docket. Nothing
 * is sent, the desk's own docket only read. 0, or -1 and *cause. */
int replay_run(struct desk *, struct store *fresh, struct replay *, char **cause);

#endif
