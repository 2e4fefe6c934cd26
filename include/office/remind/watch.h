/* What an operator must know without asking: the mailbox is not read, its login
 * is refused, letters do not go out. Told once when it begins and once when it
 * is over. */
#ifndef DOCKETD_OFFICE_REMIND_WATCH_H
#define DOCKETD_OFFICE_REMIND_WATCH_H

#include <stdbool.h>

#include "base/clock.h"
#include "office/desk/desk.h"

/* Tells what began or ended since the last tick; has transactions of its own.
 * settled: the intake has had the time to read a mailbox. 0, or -1. */
int watch_tick(struct desk *, bool settled, instant now);
/* The letter with this reason ("mailbox:1686103200": what, since when), again;
 * in the caller's transaction. 1: no such kind. */
int watch_notice(struct desk *, const char *reason, const char *reply, instant now);

#endif
