/* Until when a mail server's certificate holds. No login. */
#ifndef DOCKETD_MAIL_PEER_H
#define DOCKETD_MAIL_PEER_H

#include <stdbool.h>

#include "base/clock.h"
#include "model/settings.h"

/* INSTANT_NONE: it is spoken to without TLS. -1 and *cause: it cannot be
 * reached, or its certificate is refused. */
int peer_expires(const struct server *, bool smtp, instant *until, char **cause);

#endif
