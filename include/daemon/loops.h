/* The loops of docketd and what keeps them running. Each loop is one
 * blocking function of one process; it returns when `stop` is set. */
#ifndef DOCKETD_DAEMON_LOOPS_H
#define DOCKETD_DAEMON_LOOPS_H

#include <stdbool.h>

#include "office/desk/desk.h"

/* Drains every folder; then, unless once, waits for new mail. 0, or -1 after
 * logging: the supervisor starts it again. */
int intake_run(struct desk *, bool once);

/* Obligations and reminders as of now, tick by tick; last_look: with the
 * officers' digest and the board. */
int calendar_run(struct desk *, bool once, bool last_look);

/* Sends what the outbox holds. once: until nothing is due and `until` (a
 * descriptor; -1: none) is at its end. */
int courier_run(struct desk *, bool once, int until);

/* Notices into officers' chats, where the configuration has any. */
int herald_run(struct desk *, bool once);

/* The daemon: forks the loops, starts one again that died, reads the
 * configuration again on SIGHUP. Returns the exit status. */
int supervisor_run(struct desk *, const char *conf);
/* Mailbox, calendar, outbox once over, then out. */
int supervisor_once(struct desk *);

#endif
