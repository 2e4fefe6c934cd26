/* A mailbox that was not read to its end for a while: reports may lie in it
 * that nobody knows of. */
#ifndef DOCKETD_OFFICE_REMIND_UNREAD_H
#define DOCKETD_OFFICE_REMIND_UNREAD_H

#include <stdbool.h>

#include "base/clock.h"
#include "office/desk/desk.h"

/* *is: not within the last hour. *since: when it was last; INSTANT_NONE: never. */
int unread_look(struct desk *, instant now, bool *is, instant *since);
/* One notice to the officers for each time it lasts for hours, since sending
 * works; opens its own transaction. 0, or -1. */
int unread_tick(struct desk *, instant now);
int unread_notice(struct desk *, instant since, instant now);       /* in the caller's transaction */

#endif
