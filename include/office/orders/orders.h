/* Officers' orders: who may give them, what they do, what they are told.
 *
 * An order counts with evidence only: the office's own mail server vouches for
 * the sender, or the mail answers a letter that went to that very officer, or
 * it brings the single-use code of a confirmation we mailed him. Dangerous
 * ones ask for that code in any case. Every line of a mail is one row of the
 * docket, so a mail read twice does nothing twice; every act can be undone. */
#ifndef DOCKETD_OFFICE_ORDERS_H
#define DOCKETD_OFFICE_ORDERS_H

#include "core/command/command.h"
#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "report/answer.h"
#include "store/docket.h"

struct json_t;

/* A mail whose outcome is OUTCOME_COMMAND, in the transaction that records it. */
int orders_take(struct desk *, const struct message_row *, const struct message *facts,
                const struct decision *, instant now);

/* An officer's mail gives an order, whatever it encloses. 0, -1. */
int orders_given(struct desk *, const struct message *facts, instant now, bool *given);

/* A unit's word on the stranger's mail d->asked (MATTER_OWN, MATTER_NOT_OWN), in the same transaction. */
int orders_unit_word(struct desk *, const struct message_row *, const struct message *facts,
                     const struct decision *, instant now);

/* One line from the shell, given for this officer; via: "shell:root". In the
 * caller's transaction. 0: done, 1: refused, waiting or not understood (the
 * answer says which), -1. */
int orders_shell(struct desk *, const struct officer *, const char *via, const char *line,
                 instant now, struct answer *);

/* The same in a docket that is only played with: what must be confirmed is so at once. */
int orders_play(struct desk *, const struct officer *, const char *line, instant now,
                struct answer *);

/* What a line would be taken for; changes nothing. A new reference, NULL if the docket failed. */
struct json_t *orders_consider(struct desk *, const struct officer *, const char *line,
                               instant now);

#endif
