/* An officer's own chat with the bot: linked by a code of one use, told what
 * he is told by mail, asked nothing but how many. */
#ifndef DOCKETD_OFFICE_POST_LINK_H
#define DOCKETD_OFFICE_POST_LINK_H

#include "mail/bot.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* A code for this officer; one he had before is no more. seed: of this order
 * alone. *code owned. All but link_hear stand in the caller's transaction. */
int link_code(struct desk *, const struct officer *, const char *seed, instant now, char **code,
              instant *until);
/* What he had before ends; he hears of it by mail, whoever typed the code. */
int link_made(struct desk *, const struct officer *, const char *chat, const char *channel,
              instant now);
int link_ended(struct desk *, const struct officer *, instant now, bool *was);

/* What somebody wrote to the bot, once for each id; in a transaction of its
 * own. *answer: what he is told; NULL: nothing. */
int link_hear(struct desk *, const struct bot *, const struct heard *, instant now, char **answer);

#endif
