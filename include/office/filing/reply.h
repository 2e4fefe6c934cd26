/* What the sender and the officers are told about a message just recorded. */
#ifndef DOCKETD_OFFICE_FILING_REPLY_H
#define DOCKETD_OFFICE_FILING_REPLY_H

#include "core/letter/context.h"
#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* In the transaction that recorded it. unreadable: NULL, or why the reader
 * could not open it. */
int reply_to_message(struct desk *, const struct message_row *, const struct message *,
                   const struct decision *, const char *unreadable);

/* The letter that its sender gets of it; NULL: none. */
const char *reply_letter(const struct decision *);
/* The unit hears at its registered address of what another sent for it or past it; unit NULL: nobody. */
int reply_to_unit(struct desk *, const struct message_row *, const struct unit *, const char *letter, struct letter_facts);

#endif
