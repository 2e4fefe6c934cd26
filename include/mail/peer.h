/* A mail server seen from outside: until when its certificate holds, which way it is spoken to.
 * No login. */
#ifndef DOCKETD_MAIL_PEER_H
#define DOCKETD_MAIL_PEER_H

#include <stdbool.h>

#include "base/clock.h"
#include "model/settings.h"

/* INSTANT_NONE: it is spoken to without TLS. -1 and *cause: it cannot be
 * reached, or its certificate is refused. */
int peer_expires(const struct server *, bool smtp, instant *until, char **cause);

/* Whether the port is spoken to in the way that server.tls says (RFC 8314, 3), by this protocol:
 * a few seconds, nothing is said to it. 0: it is, or that cannot be told (nobody is there, it is
 * slow to greet); -1 and *cause: it surely is not. No certificate is judged. */
int peer_way(const struct server *, bool smtp, char **cause);

/* After a connection on which the server never greeted: where peer_way finds out why, its sentence
 * takes the place of what is in *cause. */
void peer_judge(const struct server *, bool smtp, char **cause);

#endif
