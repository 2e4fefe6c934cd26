/* What the files of the SMTP door share: smtp.c keeps several lines and deals
 * letters out to them, smtp_talk.c is the dialogue on one, smtp_line.c the
 * connection, smtp_result.c what an answer means. */
#ifndef MAIL_SMTP_PRIVATE_H
#define MAIL_SMTP_PRIVATE_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "mail/smtp.h"

/* Of a connection, then of a letter, in their order. */
enum step {
    STEP_GREETING, STEP_HELLO, STEP_AUTH,
    STEP_RSET, STEP_MAIL, STEP_RCPT, STEP_DATA, STEP_TEXT
};

struct answer {                 /* a reply, whole or growing */
    int code;
    struct buf text;            /* "550-5.1.1 one" and "550 two" are "550 5.1.1 one two" */
    bool whole;
};

struct account {                /* what all connections to a server share */
    const struct server *server;
    char *url;
    bool any_login;             /* the server offers neither PLAIN nor LOGIN */
    char *token;                /* the access token of the last login */
    bool refused;               /* ... which the server did not take */
    size_t size;                /* bytes of a mail that it takes; 0: it does not say */
};

/* One connection. libcurl opens it (TLS, EHLO, login); what is said then is ours. */
struct line {
    struct account *account;
    CURLM *multi;
    CURL *curl;                 /* NULL: closed */
    bool open;                  /* logged in; else it is being opened */
    bool renewed;               /* its token was refused once, and another asked for */
    bool pipelining, sizes;     /* offered (RFC 2920, RFC 1870) */
    enum step step;             /* while it is opened: what was said last */
    char error[CURL_ERROR_SIZE];
    struct answer answer;       /* the last, or the one that is coming in */
    struct buf in, out;
    size_t heard, told;         /* octets of in, of out, that are done with */
    int64_t deadline;           /* monotonic ms: for the next answer */
    struct smtp_letter *first;  /* whose answers are awaited, then those behind it */
    bool dirty;                 /* a letter was given up half said: RSET comes first */
    bool used;                  /* it answered a letter: no longer new */
};

/* --- smtp_line.c ------------------------------------------------------------ */

/* Begins to connect. 0, or -1 and *cause. */
int line_open(struct line *, char **cause);
/* libcurl has ended with it. 1: it is tried once more in another way; 0: open;
 * -1: not, and line_why tells. */
int line_opened(struct line *, CURLcode);
curl_socket_t line_socket(const struct line *);
/* What is to be said, as far as the other side takes it now. -1: the connection is lost. */
int line_write(struct line *);
/* What came: 0, or -1 when nothing more will. */
int line_read(struct line *);
/* The next whole answer of what came, into l->answer. */
bool line_answer(struct line *);
bool line_idle(struct line *);          /* nothing came unasked, not even its end */
void line_lose(struct line *, const char *why);         /* the first reason stays */
char *line_why(const struct line *);    /* why it was lost, in one line; owned by the caller */
void line_close(struct line *);         /* without a word; all is forgotten but the account */

/* --- smtp_result.c ---------------------------------------------------------- */

/* Whose the refusal is with which this step was answered. */
enum smtp_result result_of(enum step, const struct answer *);

/* --- smtp_talk.c ------------------------------------------------------------ */

bool talk_room(const struct line *);    /* another letter may follow the one that is there */
/* Adds to l->out what may be said by now. */
void talk_say(struct line *);
/* The answer in l->answer. 0, or -1: the connection is of no use any more. */
int talk_hear(struct line *, struct smtp_letter **done);
/* The line is lost: each letter of it is done, or, if nothing was said of it and another try is
 * worthwhile, goes to the end of *again. sole: it was the only one. */
void talk_lost(struct line *, bool sole, struct smtp_letter **done, struct smtp_letter **again);
void letter_append(struct smtp_letter **list, struct smtp_letter *);

#endif
