/* The herald's ear: what officers write to the bot. */
#ifndef DAEMON_LISTENER_H
#define DAEMON_LISTENER_H

#include "mail/bot.h"
#include "office/desk/desk.h"

struct listener {
    struct desk *desk;
    struct bot bot;                     /* scheme NULL: there is none */
    int64_t after;                      /* Telegram's number of the last one heard */
    int failures;                       /* in a row */
    instant next;                       /* it is not asked before */
};

void listener_open(struct listener *, struct desk *);
void listener_close(struct listener *);
/* Waits for so many seconds, by a poll where there is a bot to ask; shorter
 * when something was heard. 0, or -1: the docket failed. */
int listener_wait(struct listener *, int seconds);

#endif
