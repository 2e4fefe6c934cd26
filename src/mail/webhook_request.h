/* One request of HTTP with a JSON body, and its answer. Without TLS only this
 * machine is spoken to; no redirect is followed; the address, which holds a
 * token, is in no cause. */
#ifndef MAIL_WEBHOOK_REQUEST_H
#define MAIL_WEBHOOK_REQUEST_H

#include <signal.h>

#include "base/buf.h"
#include "mail/webhook.h"

struct request {
    const char *ca_file;                /* NULL: the system's trust */
    int seconds;                        /* it ends within them */
    const volatile sig_atomic_t *stop;  /* it ends soon after this is set; NULL */
    size_t most;                        /* bytes of the answer that are kept: what is longer is cut */
    struct buf *answer;
    long status;                        /* of HTTP */
};

/* WEBHOOK_SENT: it was answered, in whatever way. Else *cause. */
enum webhook_result request_run(const struct webhook *, struct request *, char **cause);

#endif
