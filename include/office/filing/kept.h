/* A mail of the archive, read once more: to file it as an officer or its
 * sender says. */
#ifndef DOCKETD_OFFICE_FILING_KEPT_H
#define DOCKETD_OFFICE_FILING_KEPT_H

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* Its bytes: a descriptor, or -1 and *cause, one sentence that also says if
 * they were removed when they were past the retention. */
int kept_open(struct desk *, const char *sha256, char **cause);
/* What was kept of a mail whose original was removed; NULL: it was not, or (*cause) cannot be read. */
struct message *kept_facts(struct desk *, const char *sha256, char **cause);
/* The facts, by a sandboxed reader of its own; NULL and *cause. */
struct message *kept_read(struct desk *, const struct message_row *, char **cause);

/* The item it delivers once unit, report and period are known: which file
 * carries the form, and the finding where there is no file (A12). */
void kept_item(struct desk *, const struct message *facts, const struct unit *,
               const struct report *, const char *period, struct item *out);

#endif
