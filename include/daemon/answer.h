/* What the sender and the officers are told about a message just recorded. */
#ifndef DOCKETD_DAEMON_ANSWER_H
#define DOCKETD_DAEMON_ANSWER_H

#include "daemon/desk.h"
#include "model/docket.h"
#include "model/message.h"
#include "store/docket.h"

/* In the transaction that recorded it. unreadable: NULL, or why the reader
 * could not open it. */
int answer_message(struct desk *, const struct message_row *, const struct message *, const struct decision *,
                   const char *unreadable);

#endif
