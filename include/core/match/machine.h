/* Mail that machines write. */
#ifndef DOCKETD_CORE_MATCH_MACHINE_H
#define DOCKETD_CORE_MATCH_MACHINE_H

#include <stdbool.h>

#include "model/message.h"
#include "model/reason.h"

/* Each names the mark; REASON_NONE if there is none.
 * What only a program's own mail bears: */
enum reason machine_mark(const struct message *);
/* Of lists and forwarding recipes: a person may have written it, but an answer
 * would go to many, or round (RFC 3834): */
enum reason machine_list(const struct message *);
/* Set by large providers on all that they send: bulk mail only if nobody knows
 * the sender: */
enum reason machine_provider(const struct message *);
/* "Read: ...", "Đã chấp nhận: ...": the receipt of a mail program, or the answer of a calendar;
 * PERHAPS: or a person's words, as "Dự kiến: ..." may be.
 * *names_code: a receipt code of ours stands behind it. */
enum receipt { RECEIPT_NONE, RECEIPT_PERHAPS, RECEIPT_SURE };
enum receipt machine_receipt(const char *subject, bool *names_code);
/* "mailer-daemon@...", "bounces+x@...", "noreply@...". */
bool machine_address(const char *address);

#endif
