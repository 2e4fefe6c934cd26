/* Authentication-Results (RFC 8601): what the office's own server found out
 * about a sender. Only the topmost field counts, and only when it names a
 * server that the configuration trusts: every other one may be the sender's
 * own invention. */
#ifndef DOCKETD_CORE_MATCH_AUTHRES_H
#define DOCKETD_CORE_MATCH_AUTHRES_H

#include "model/message.h"
#include "model/settings.h"

enum authres {
    AUTHRES_NONE,               /* no field at all, or a trusted server found nothing to check (RFC 8601, 2.7) */
    AUTHRES_FAIL,               /* it looked, and no aligned method passed; or the topmost field is another's, or unreadable: forged */
    AUTHRES_PASS,               /* DMARC passed for the domain of From, or DKIM with exactly that domain */
};

enum authres authres_of(const struct message *, const struct office_settings *);

/* The parser alone, for tests: one field body against trusted ids and the From domain. */
enum authres authres_read(const char *body, const struct strings *trusted, const char *domain);

#endif
