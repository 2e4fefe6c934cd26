/* Letters that wait in the outbox and no longer say what is. In the caller's
 * transaction. */
#ifndef DOCKETD_OFFICE_POST_WITHDRAW_H
#define DOCKETD_OFFICE_POST_WITHDRAW_H

#include "office/desk/desk.h"
#include "store/docket.h"

/* What still waits in the outbox about this obligation of the unit (0: any of
 * it) no longer says what is: a report came, on paper too, or is no longer
 * asked for. */
int withdraw_about(struct desk *, const char *unit, int64_t obligation, instant now);
/* What waits and says nothing that the reminder with this reason does not say anew. */
int withdraw_said_again(struct desk *, const char *reason, instant now);
/* The same for what did not go out on its own day, nor on the next: a server that
 * took no mail for a day leaves nobody without a reminder, which bears its date. */
int withdraw_expired(struct desk *, instant now);

/* Journals letters that the docket has taken back, if rc is 0; returns rc, or -1. Frees the reasons. */
int withdraw_journal(struct desk *, int rc, struct strings *reasons, enum reason why, instant now);

#endif
