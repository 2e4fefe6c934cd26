/* The courier's: whose a refusal is. Only what is the letter's or the address's
 * own ends a letter; a fault of the channel costs it nothing. */
#ifndef DOCKETD_DAEMON_BLAME_H
#define DOCKETD_DAEMON_BLAME_H

#include <stdbool.h>

#include "base/mem.h"
#include "mail/smtp.h"
#include "store/docket.h"

struct blame {
    char *refusal;                      /* the same since several letters; NULL */
    struct strings refused;             /* to these addresses */
    struct strings ended;               /* Message-IDs of letters that ended while the channel worked, ... */
    char *ended_by;                     /* ... by this refusal; NULL */
    bool taken;                         /* the last letter was: the channel works */
    int dropped;                        /* letters in a row that ended so */
};

struct verdict {
    enum letter_state state;
    bool free;                          /* no attempt of this letter's */
    bool rests;                         /* the channel is at fault */
    bool later;                         /* others go first next time */
};

/* overtaken: since this letter's last try another was taken, so what befalls
 * it again is its own. */
struct verdict blame_judge(struct blame *, const struct letter_row *, enum smtp_result,
                           const struct smtp_reply *, bool overtaken);
/* The channel rests from before: one more such answer is enough, or one more connection that ends.
 * NULL: no answer was said to all. */
void blame_known(struct blame *, const char *refusal);
/* What is said to whatever letter; NULL: nothing. */
const char *blame_refusal(const struct blame *);
void blame_forget(struct blame *);
/* What ended the letters of b->ended is said to all: they were no more at fault than the others. */
bool blame_wronged(const struct blame *);
void blame_revived(struct blame *);         /* these wait again, or the courier ends */

#endif
