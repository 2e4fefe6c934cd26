/* Sending (RFC 5321) by libcurl: one connection for many letters. */
#ifndef DOCKETD_MAIL_SMTP_H
#define DOCKETD_MAIL_SMTP_H

#include <stddef.h>

#include "base/mem.h"
#include "model/settings.h"

struct smtp;

enum smtp_result {
    SMTP_SENT,          /* 250 after the final dot */
    SMTP_TEMPORARY,     /* 4xx, 550 5.4.5 (daily quota), or no connection: try later */
    SMTP_PERMANENT,     /* 5xx to this letter */
    SMTP_UNKNOWN,       /* the connection died after DATA was answered 354 and before the final reply */
    SMTP_REFUSED,       /* 5xx to the connection or the login: the whole channel waits */
};

struct smtp_reply {
    int code;           /* last reply code; 0: none */
    char text[512];     /* last reply or the local reason, cleaned, NUL-terminated */
};

struct smtp *smtp_new(const struct server *, char **cause);
/* envelope_from "" sends MAIL FROM:<> (automatic replies, RFC 3834). mail has
 * CRLF line ends. Refuses (SMTP_PERMANENT) any address with a control, space,
 * < or >. */
enum smtp_result smtp_send(struct smtp *, const char *envelope_from, const struct strings *recipients,
                           const char *mail, size_t n, struct smtp_reply *);
int smtp_check(struct smtp *, char **cause);        /* connect, TLS, login, NOOP */
void smtp_free(struct smtp *);

#endif
