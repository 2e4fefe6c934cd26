/* Who writes, and about what: gathers evidence, decides nothing. */
#ifndef DOCKETD_CORE_MATCH_IDENTIFY_H
#define DOCKETD_CORE_MATCH_IDENTIFY_H

#include "core/language/index.h"
#include "core/match/known.h"
#include "model/docket.h"
#include "model/message.h"

/* One row per piece of evidence, strongest source first: thread, form
 * identity, issuing body, registered sender, an answer line ("Đơn vị: ...;
 * Loại: ...; Kỳ: ..."), subject, file name, document, body. A row about one
 * attachment carries its index. Period "?": years that contradict each other.
 * A unit row is weak where the name may be another unit's ("Cao Lãnh"); what a
 * source is worth is for match() to say. */
void identify(const struct match_index *, const struct message *, const struct known *,
              struct evidences *out);

/* The receipt code in the subject ("TN-2023-0042"), owned by the caller; NULL.
 * Anyone can write one: it proves nothing. */
char *identify_receipt_code(const struct message *);
char *identify_cited_code(const struct message *);      /* ... or, of a mail without a file, at the head of its words */

#endif
