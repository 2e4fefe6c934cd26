/* What a mail is, as far as its own facts and the docket say; whose orders it may hold is the clerk's. */
#ifndef DOCKETD_OFFICE_FILING_DECIDE_H
#define DOCKETD_OFFICE_FILING_DECIDE_H

#include "office/filing/recall.h"

/* released: an officer answers for it, so no mark of secrecy and no file that may act keeps it apart.
 * Nothing is written. 0, or -1: the docket failed. */
int decide_mail(struct desk *, const struct arrival *, const struct message *, bool released, struct decision *);
/* What the files of a mail that would be filed say may forbid that, or ask for a look. 0, or -1. */
int decide_examine(struct desk *, instant received, const struct message *, struct decision *);
/* What its reason names; borrowed; NULL. */
const char *decide_about(const struct decision *);

#endif
