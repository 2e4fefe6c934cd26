/* Sending (RFC 5321): up to SMTP_LINES connections to one server, each for many
 * letters. libcurl opens them; the dialogue is in groups where the server takes
 * them (RFC 2920), so that a letter costs one round trip. */
#ifndef DOCKETD_MAIL_SMTP_H
#define DOCKETD_MAIL_SMTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "model/settings.h"

#define SMTP_LINES 8            /* fewer where the server takes fewer */

struct smtp;

/* Whose a refusal is. Only the letter's and the address's end a letter. */
enum smtp_result {
    SMTP_SENT,          /* 250 after the final dot */
    SMTP_TEMPORARY,     /* 4xx to this recipient or text: try later */
    SMTP_LETTER,        /* for good, because of its size or content */
    SMTP_ADDRESS,       /* for good, because of the recipient's address */
    SMTP_DOUBT,         /* for good, and it may be the letter, the address or our account */
    SMTP_UNKNOWN,       /* the connection died after DATA was answered 354 and before the final reply */
    SMTP_DROPPED,       /* after RCPT: it died, 421, or a code of our account: the channel, unless the others are taken */
    SMTP_CHANNEL,       /* no connection, TLS, login, or no right to send: nothing was said of the letter yet */
};

struct smtp_reply {
    int code;           /* last reply code; 0: none */
    bool envelope;      /* it answers MAIL FROM or RCPT TO */
    char text[LIMIT_REPLY_KEPT + 64];   /* last reply, all its lines in one, or the local reason; clean */
};

/* It and what it points to stay until it is done. */
struct smtp_letter {
    const char *from, *to;      /* from "": MAIL FROM:<> (automatic replies, RFC 3834) */
    const char *mail;           /* with CRLF line ends */
    size_t n;
    enum smtp_result result;    /* once it is done */
    struct smtp_reply reply;
    /* the rest is the mail room's */
    struct smtp_letter *next;
    size_t at;                  /* octets of its text that were said */
    int said, heard;            /* the last step that was */
    bool refused, again;
};

struct smtp *smtp_new(const struct server *, char **cause);
void smtp_free(struct smtp *);          /* QUIT first; NULL is safe */
size_t smtp_size(const struct smtp *);  /* bytes of a mail that the server said it takes (RFC 1870), at its last hello; 0: it did not */
int smtp_check(struct smtp *, char **cause);        /* connect, TLS, login, NOOP */

/* One letter, and wait for its answer. */
void smtp_send(struct smtp *, struct smtp_letter *);

/* Many: give while there is room, turn, take what is done, until none is under way.
 * Letters to one recipient go one after the other as they were given. */
bool smtp_room(struct smtp *, const char *to);
/* Refuses at once (SMTP_ADDRESS) any address with a control, space, < or >. */
void smtp_give(struct smtp *, struct smtp_letter *);
/* Says what is to be said and waits until something was heard, or until `bell`
 * (a descriptor; -1: none) is readable. The letter whose text is next is held
 * back for one that follows: so give again before the next turn. */
void smtp_turn(struct smtp *, int bell);
struct smtp_letter *smtp_done(struct smtp *);       /* the next that was answered; NULL: none */
bool smtp_busy(const struct smtp *);                /* some are under way */

/* How many connections are used from now on. More are opened, where one is open
 * already, as many as the server takes; 1 begins anew, and the others are left
 * if nothing is under way. */
void smtp_width(struct smtp *, int lines);

#endif
