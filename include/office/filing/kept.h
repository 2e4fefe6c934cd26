/* A mail of the archive, read once more: to file it as an officer or its
 * sender says. */
#ifndef DOCKETD_OFFICE_FILING_KEPT_H
#define DOCKETD_OFFICE_FILING_KEPT_H

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* The facts, by a sandboxed reader of its own; NULL and *cause. */
struct message *kept_read(struct desk *, const struct message_row *, char **cause);

/* The item it delivers once unit, report and period are known: which file
 * carries the form, and the finding where there is no file (A12). */
void kept_item(struct desk *, const struct message *facts, const struct unit *,
               const struct report *, const char *period, struct item *out);

#endif
