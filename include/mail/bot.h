/* A bot that officers write to: Zalo's Bot API (docs.zaloplatforms.com, BOT)
 * or Telegram's (core.telegram.org/bots/api). Asked by long poll, so that no
 * port is open. The token is in no cause. */
#ifndef DOCKETD_MAIL_BOT_H
#define DOCKETD_MAIL_BOT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mail/webhook.h"

struct bot {
    const char *scheme;                 /* "zalo", "tgram"; NULL: none */
    char *token, *server, *ca_file;     /* ca_file: NULL: the system's trust */
};
/* "zalo://TOKEN" or "tgram://TOKEN". server: NULL: the service's own. */
bool bot_of(const char *address, const char *server, const char *ca_file, struct bot *, char **cause);
void bot_clear(struct bot *);

/* What somebody wrote. Groups, other bots and what is no text are left out. */
struct heard {
    char *id;                           /* the same one may be given again */
    char *chat;                         /* letters, digits, "-" and "_" only */
    char *text;
};
void heard_free(struct heard *, size_t n);

/* What was written since *after (Telegram's update_id; 0: as far back as the
 * service goes; moved on), waited for so many seconds. WEBHOOK_SENT: *out, n may be 0. */
enum webhook_result bot_poll(const struct bot *, int64_t *after, int seconds,
                             const volatile sig_atomic_t *stop, struct heard **out, size_t *n,
                             char **cause);
enum webhook_result bot_say(const struct bot *, const char *chat, const char *text, int seconds,
                            char **cause);

#endif
