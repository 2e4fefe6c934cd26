/* What an answer to a question of ours settles. */
#ifndef DOCKETD_OFFICE_CLERK_SETTLE_H
#define DOCKETD_OFFICE_CLERK_SETTLE_H

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* Somebody answered (row, facts) what was unclear about the mail said->asked. It settles what nothing
 * had said: that mail is filed, and acknowledged, where its own sender or unit answers and nothing in
 * it speaks against the answer. Else the officers hear what was answered. In the caller's transaction. */
int settle_answer(struct desk *, const struct message_row *row, const struct message *facts,
                  const struct decision *said);

#endif
