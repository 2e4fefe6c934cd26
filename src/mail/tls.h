/* One TCP connection with a deadline, plain or under TLS (GnuTLS; RFC 8314).
 * The certificate and the host name are always verified. Sockets never block
 * past the deadline; after any -1 every further call fails at once. */
#ifndef MAIL_TLS_H
#define MAIL_TLS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "model/settings.h"

struct tls;

/* Connected, still plain. timeout counts from now. TLS_NONE: only if the peer is this machine. */
struct tls *tls_connect(const struct server *, char **cause);
int tls_start(struct tls *, const struct server *, char **cause);   /* handshake and verification */

/* A new absolute deadline, seconds from now. steady: it is put off for as long
 * as data arrive at LIMIT_PACE bytes a second, averaged over these seconds. */
void tls_deadline(struct tls *, int seconds, bool steady);
void tls_progress(struct tls *);            /* something was completed: steady counts anew */

ssize_t tls_read(struct tls *, void *to, size_t n);             /* 1..n, or -1: end, error, deadline */
ssize_t tls_read_now(struct tls *, void *to, size_t n);         /* the same, or 0: nothing is there */
int tls_write(struct tls *, const void *from, size_t n);        /* all, or -1 */
int tls_fd(const struct tls *);
bool tls_pending(const struct tls *);       /* data are read already, poll(2) would not tell */
void tls_fail(struct tls *, const char *why);                   /* dead from now on; the first reason stays */
const char *tls_why(const struct tls *);    /* why it is dead; NULL: alive */
void tls_close(struct tls *);
instant tls_expires(const struct tls *);     /* the peer's certificate; INSTANT_NONE: no TLS, or not told */

char *tls_refusal(unsigned status);         /* what GnuTLS has against a certificate; owned by the caller */

#endif
