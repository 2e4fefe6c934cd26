/* Short notices into a chat, by addresses in the forms of Apprise (its wiki,
 * "URL basics"): what is sent is one HTTPS request, or a program's standard
 * input. The addresses hold tokens: none is ever in a cause or a log. */
#ifndef DOCKETD_MAIL_WEBHOOK_H
#define DOCKETD_MAIL_WEBHOOK_H

#include <stdbool.h>

struct webhook {
    char *method, *url, *body, *authorization;  /* authorization: the header's value; NULL */
    char *program;              /* exec: instead of a request; its arguments behind blanks */
    bool says_ok;               /* 200 may carry "ok": false */
};

/* The request that brings this text (at most 1,000 letters are sent) to this
 * address. False and *cause, which says what an address of its kind looks like. */
bool webhook_of(const char *address, const char *text, struct webhook *, char **cause);
void webhook_clear(struct webhook *);
/* Where a bot's service ("zalo", "tgram") is asked, without a slash at the end; NULL: it is none. */
const char *webhook_server(const char *scheme);

enum webhook_result {
    WEBHOOK_SENT,
    WEBHOOK_LATER,              /* nothing arrived: try again */
    WEBHOOK_NEVER,              /* refused for good */
    WEBHOOK_UNKNOWN,            /* it may have arrived: a second one would be a doubt more */
};
/* Ends within seconds. ca_file: NULL: the system's trust. */
enum webhook_result webhook_send(const struct webhook *, const char *ca_file, int seconds,
                                 char **cause);

#endif
