/* A lower office's whole report (model/package.h) on its way in: whether it is
 * that office's, whether its turn has come, and what it counts as. */
#ifndef DOCKETD_OFFICE_PACKAGE_H
#define DOCKETD_OFFICE_PACKAGE_H

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* What a mail that brings one is: it names unit, report and period itself, so it
 * is filed if its origin is proven (a key of the unit, or its registered address
 * and the mail server's word), kept beside if an earlier one, and looked at by an
 * officer in any doubt. Decisions that are none about its content stand. */
int package_decide(struct desk *, const struct message *, instant received, struct decision *);

/* The one for this item; NULL: none. */
const struct package *package_of_item(const struct desk *, const struct message *, const struct item *, int *attachment);
/* Values and findings of the item out of it. False: the mail brings none for it. */
bool package_examine(const struct desk *, struct item *, const struct message *);
/* The sender is asked once for the one that did not come before it. */
int package_ask(struct desk *, const struct message_row *, const struct message *, const struct decision *);

#endif
