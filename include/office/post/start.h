/* From when on mail is answered: the configured go-live, else the first start
 * of the daemon. What lay in the mailbox before is recorded only. */
#ifndef DOCKETD_OFFICE_POST_START_H
#define DOCKETD_OFFICE_POST_START_H

#include <stdbool.h>

#include "base/clock.h"
#include "office/desk/desk.h"

/* The daemon reads the mailbox now; the first time is remembered, journalled
 * and said. In the caller's transaction. */
int start_note(struct desk *, instant now);
int start_first(struct desk *, instant *at);            /* INSTANT_NONE: never */
/* It came before mail is answered. Mail brought by hand has its own time. */
int start_historic(struct desk *, instant received, bool by_hand, bool *is);

#endif
