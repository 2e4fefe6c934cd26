/* What an answer to a question of ours settles. */
#ifndef DOCKETD_OFFICE_FILING_SETTLE_H
#define DOCKETD_OFFICE_FILING_SETTLE_H

#include "model/docket.h"
#include "office/desk/desk.h"

/* Its sender answered what was unclear about the mail d->asked: that mail is
 * filed, and acknowledged. In the caller's transaction. */
int settle_asked(struct desk *, const struct decision *, instant now);

#endif
