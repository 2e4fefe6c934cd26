/* Sending (RFC 5321) by libcurl: one connection for many letters. */
#ifndef DOCKETD_MAIL_SMTP_H
#define DOCKETD_MAIL_SMTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "base/mem.h"
#include "model/settings.h"

struct smtp;

/* Whose a refusal is. Only the letter's and the address's end a letter. */
enum smtp_result {
    SMTP_SENT,          /* 250 after the final dot */
    SMTP_TEMPORARY,     /* 4xx to this recipient or text: try later */
    SMTP_LETTER,        /* for good, because of its size or content */
    SMTP_ADDRESS,       /* for good, because of the recipient's address */
    SMTP_DOUBT,         /* for good, and it may be the letter, the address or our account */
    SMTP_UNKNOWN,       /* the connection died after DATA was answered 354 and before the final reply */
    SMTP_DROPPED,       /* after RCPT: it died, 421, or a code of our account: the channel, unless this letter does it each time */
    SMTP_CHANNEL,       /* no connection, TLS, login, or no right to send: nothing was said of the letter yet */
};

struct smtp_reply {
    int code;           /* last reply code; 0: none */
    bool envelope;      /* it answers MAIL FROM or RCPT TO */
    char text[LIMIT_REPLY_KEPT + 64];   /* last reply, all its lines in one, or the local reason; clean */
};

struct smtp *smtp_new(const struct server *, char **cause);
/* envelope_from "" sends MAIL FROM:<> (automatic replies, RFC 3834). mail has
 * CRLF line ends. Refuses (SMTP_ADDRESS) any address with a control, space,
 * < or >. */
enum smtp_result smtp_send(struct smtp *, const char *envelope_from,
                           const struct strings *recipients, const char *mail, size_t n,
                           struct smtp_reply *);
int smtp_check(struct smtp *, char **cause);        /* connect, TLS, login, NOOP */
void smtp_free(struct smtp *);

#endif
