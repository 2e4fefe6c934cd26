/* TCP and TLS under one deadline. The only file that knows GnuTLS. */
#include "tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/problem.h"
#include "loopback.h"

#define AHEAD (32 << 10)        /* bytes: GnuTLS alone asks the kernel twice for each record */

struct tls {
    int fd;
    size_t held, taken;                         /* in `ahead` */
    gnutls_session_t session;                   /* NULL: plain */
    gnutls_certificate_credentials_t trust;
    int64_t deadline, timeout;                  /* ms */
    uint64_t arrived;                           /* bytes since the deadline was set */
    bool steady;
    char *why;
    char ahead[AHEAD];                          /* received, not yet asked for by GnuTLS */
};

void
tls_fail(struct tls *t, const char *why)
{
    if (t->why == NULL)
        t->why = xstrdup(why);
}

const char *
tls_why(const struct tls *t)
{
    return t->why;
}

void
tls_deadline(struct tls *t, int seconds, bool steady)
{
    t->timeout = seconds * INT64_C(1000);
    t->steady = steady;
    tls_progress(t);
}

void
tls_progress(struct tls *t)
{
    t->deadline = clock_monotonic_ms() + t->timeout;
    t->arrived = 0;
}

/* Milliseconds left; 0 and dead when there are none. */
static int
time_left(struct tls *t)
{
    int64_t left = t->deadline - clock_monotonic_ms();

    if (left <= 0 && t->steady && t->arrived >= (uint64_t)t->timeout / 1000 * LIMIT_PACE) {
        tls_progress(t);
        left = t->timeout;
    }
    if (left <= 0)
        tls_fail(t,
                 t->arrived > 0 ? "the server was too slow" : "the server did not answer in time");
    return left <= 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}

static int
wait_for(struct tls *t, short events)
{
    struct pollfd p = { .fd = t->fd, .events = events };
    int left, n;

    while (t->why == NULL && (left = time_left(t)) > 0) {
        if (events == POLLIN && t->taken < t->held)     /* GnuTLS ends a turn after a session ticket */
            return 0;
        n = poll(&p, 1, left);
        if (n > 0)
            return 0;
        if (n < 0 && errno != EINTR)
            tls_fail(t, strerror(errno));
    }
    return -1;
}

/* --- connecting ---------------------------------------------------------- */

static bool
is_here(int fd)
{
    struct sockaddr_storage peer = {0};
    socklen_t n = sizeof peer;

    return getpeername(fd, (struct sockaddr *)&peer, &n) == 0 &&
           is_loopback((struct sockaddr *)&peer);
}

static int
connect_to(struct tls *t, const struct addrinfo *a)
{
    int wrong = 0, one = 1;
    socklen_t n = sizeof wrong;

    t->fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol);
    if (t->fd < 0)
        return errno;
    if (connect(t->fd, a->ai_addr, a->ai_addrlen) != 0) {
        if (errno != EINPROGRESS)
            wrong = errno;
        else if (wait_for(t, POLLOUT) != 0)
            wrong = ETIMEDOUT;
        else
            getsockopt(t->fd, SOL_SOCKET, SO_ERROR, &wrong, &n);
    }
    if (wrong == 0)
        setsockopt(t->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    else {
        close(t->fd);
        t->fd = -1;
    }
    return wrong;
}

struct tls *
tls_connect(const struct server *s, char **cause)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG }, *list = NULL;
    struct tls *t = xcalloc(1, sizeof *t);
    char port[12];
    int rc, wrong = 0;

    t->fd = -1;
    tls_deadline(t, s->timeout, false);
    snprintf(port, sizeof port, "%d", s->port);
    if ((rc = getaddrinfo(s->host, port, &hints, &list)) != 0) {
        cause_set(cause, "%s: %s", s->host, gai_strerror(rc));
        goto out;
    }
    for (const struct addrinfo *a = list; a != NULL && t->fd < 0 && t->why == NULL; a = a->ai_next)
        wrong = connect_to(t, a);
    freeaddrinfo(list);
    if (t->fd < 0)
        cause_set(cause, "%s port %d: cannot connect: %s", s->host, s->port,
                  t->why != NULL ? t->why : strerror(wrong));
    else if (s->tls != TLS_NONE || is_here(t->fd))
        return t;
    else
        cause_set(cause, "%s port %d: without TLS only a server on this machine is spoken to",
                  s->host, s->port);
out:
    tls_close(t);
    return NULL;
}

/* --- TLS ----------------------------------------------------------------- */

static ssize_t
pull(gnutls_transport_ptr_t arg, void *to, size_t n)
{
    struct tls *t = arg;

    if (t->taken == t->held) {
        ssize_t r = recv(t->fd, t->ahead, sizeof t->ahead, 0);

        if (r <= 0)
            return r;
        t->held = (size_t)r;
        t->taken = 0;
    }
    n = n < t->held - t->taken ? n : t->held - t->taken;
    memcpy(to, t->ahead + t->taken, n);
    t->taken += n;
    return (ssize_t)n;
}

static int
session_new(struct tls *t, const struct server *s, char **cause)
{
    unsigned char address[sizeof(struct in6_addr)];
    bool literal = inet_pton(AF_INET, s->host, address) == 1 ||
                   inet_pton(AF_INET6, s->host, address) == 1;
    int rc = gnutls_certificate_allocate_credentials(&t->trust);

    if (rc >= 0) {
        rc = s->ca_file != NULL
            ? gnutls_certificate_set_x509_trust_file(t->trust, s->ca_file, GNUTLS_X509_FMT_PEM)
            : gnutls_certificate_set_x509_system_trust(t->trust);
        if (rc <= 0)
            return cause_set(cause, "%s: %s",
                             s->ca_file != NULL ? s->ca_file : "the system's trust",
                             rc < 0 ? gnutls_strerror(rc) : "no certificate in it");
        rc = gnutls_init(&t->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
    }
    if (rc >= 0)
        rc = gnutls_priority_set_direct(t->session, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
                                        NULL);
    if (rc >= 0)
        rc = gnutls_credentials_set(t->session, GNUTLS_CRD_CERTIFICATE, t->trust);
    if (rc >= 0 && !literal)                    /* RFC 6066, 3: no address literals */
        rc = gnutls_server_name_set(t->session, GNUTLS_NAME_DNS, s->host, strlen(s->host));
    if (rc < 0)
        return cause_set(cause, "TLS: %s", gnutls_strerror(rc));
    gnutls_session_set_verify_cert(t->session, s->host, 0);
    gnutls_transport_set_ptr2(t->session, t, (gnutls_transport_ptr_t)(intptr_t)t->fd);
    gnutls_transport_set_pull_function(t->session, pull);
    return 0;
}

char *
tls_refusal(unsigned status)
{
    gnutls_datum_t text = {0};
    char *refusal;

    if (gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &text, 0) < 0)
        return xstrdup("certificate refused");
    refusal = xasprintf("certificate refused: %s", (char *)text.data);
    gnutls_free(text.data);
    return refusal;
}

static void
handshake_failed(struct tls *t, const struct server *s, int rc, char **cause)
{
    if (rc == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
        char *refusal = tls_refusal(gnutls_session_get_verify_cert_status(t->session));

        cause_set(cause, "%s port %d: %s", s->host, s->port, refusal);
        free(refusal);
    } else
        cause_set(cause, "%s port %d: no TLS: %s", s->host, s->port,
                  t->why != NULL ? t->why : gnutls_strerror(rc));
    tls_fail(t, "no TLS");
}

int
tls_start(struct tls *t, const struct server *s, char **cause)
{
    int rc;

    if (session_new(t, s, cause) != 0) {
        tls_fail(t, "no TLS");
        return -1;
    }
    while ((rc = gnutls_handshake(t->session)) < 0)
        if (gnutls_error_is_fatal(rc) || time_left(t) == 0 ||
            (rc == GNUTLS_E_AGAIN &&
             wait_for(t, gnutls_record_get_direction(t->session) ? POLLOUT : POLLIN) != 0)) {
            handshake_failed(t, s, rc, cause);
            return -1;
        }
    return 0;
}

instant
tls_expires(const struct tls *t)
{
    unsigned n = 0;
    const gnutls_datum_t *chain = t->session == NULL ? NULL
                                                     : gnutls_certificate_get_peers(t->session, &n);
    gnutls_x509_crt_t crt;
    instant until = INSTANT_NONE;
    time_t at;

    if (chain == NULL || n == 0 || gnutls_x509_crt_init(&crt) < 0)
        return INSTANT_NONE;
    if (gnutls_x509_crt_import(crt, &chain[0], GNUTLS_X509_FMT_DER) >= 0 &&
        (at = gnutls_x509_crt_get_expiration_time(crt)) != (time_t)-1)
        until = at;
    gnutls_x509_crt_deinit(crt);
    return until;
}

/* --- data ---------------------------------------------------------------- */

/* What the socket has now: bytes, 0 for nothing yet, -1 dead. *wait: for what. */
static ssize_t
read_once(struct tls *t, void *to, size_t n, short *wait)
{
    ssize_t r;

    *wait = POLLIN;
    if (t->session == NULL) {
        r = recv(t->fd, to, n, 0);
        if (r < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        if (r < 0)
            tls_fail(t, strerror(errno));
    } else {
        r = gnutls_record_recv(t->session, to, n);
        if (r < 0 && !gnutls_error_is_fatal((int)r)) {
            if (r == GNUTLS_E_REHANDSHAKE)      /* TLS 1.2 renegotiation: nobody needs it */
                tls_fail(t, "the server wanted to renegotiate TLS");
            *wait = gnutls_record_get_direction(t->session) ? POLLOUT : POLLIN;
            return t->why != NULL ? -1 : 0;
        }
        if (r < 0)
            tls_fail(t, gnutls_strerror((int)r));
    }
    if (r == 0)
        tls_fail(t, "the server closed the connection");
    if (r > 0)
        t->arrived += (uint64_t)r;
    return r > 0 ? r : -1;
}

ssize_t
tls_read(struct tls *t, void *to, size_t n)
{
    ssize_t r = 0;
    short wait;

    /* Time is looked at first: a server that never stops sending is held to it too. */
    while (t->why == NULL && time_left(t) > 0)
        if ((r = read_once(t, to, n, &wait)) != 0)
            return r;
        else if (wait_for(t, wait) != 0)
            break;
    return -1;
}

ssize_t
tls_read_now(struct tls *t, void *to, size_t n)
{
    short wait;

    return t->why == NULL ? read_once(t, to, n, &wait) : -1;
}

static ssize_t
write_once(struct tls *t, const char *from, size_t n)
{
    ssize_t r;

    if (t->session == NULL) {
        r = send(t->fd, from, n, MSG_NOSIGNAL);
        if (r < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        if (r < 0)
            tls_fail(t, strerror(errno));
    } else {
        r = gnutls_record_send(t->session, from, n);
        if (r < 0 && !gnutls_error_is_fatal((int)r))
            return 0;
        if (r < 0)
            tls_fail(t, gnutls_strerror((int)r));
    }
    return r;
}

int
tls_write(struct tls *t, const void *from, size_t n)
{
    const char *p = from;
    ssize_t r;

    while (n > 0) {
        if (t->why != NULL || (r = write_once(t, p, n)) < 0)
            return -1;
        if (r == 0 && wait_for(t, POLLOUT) != 0)
            return -1;
        p += r;
        n -= (size_t)r;
    }
    return 0;
}

int
tls_fd(const struct tls *t)
{
    return t->fd;
}

bool
tls_pending(const struct tls *t)
{
    return t->session != NULL &&
           (t->taken < t->held || gnutls_record_check_pending(t->session) > 0);
}

void
tls_close(struct tls *t)
{
    if (t == NULL)
        return;
    if (t->session != NULL) {
        if (t->why == NULL)
            gnutls_bye(t->session, GNUTLS_SHUT_WR);
        gnutls_deinit(t->session);
    }
    if (t->trust != NULL)
        gnutls_certificate_free_credentials(t->trust);
    if (t->fd >= 0)
        close(t->fd);
    free(t->why);
    free(t);
}
