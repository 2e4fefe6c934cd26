/* A server that says exactly what a script tells it to, once, on loopback:
 * for what no real server does. */
#ifndef TEST_MAIL_SCRIPT_H
#define TEST_MAIL_SCRIPT_H

#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/settings.h"

/* PACED: 4 KiB every 0.2 s; DRIPPING: the same again and again, a byte every
 * 0.1 s, until the client leaves; THEN_NEXT: gone, and the rest is for the next
 * connection. */
enum how { AT_ONCE, DRIPPING, PACED, THEN_GONE, THEN_NEXT };

#define PATIENCE 600            /* seconds, where something is to happen: no measurement */

struct step {
    const char *expect;         /* waits for a line that holds this; "." ends a mail's text; NULL: speaks at once */
    const char *reply;          /* "%T": the tag of that line; NULL: silence until the client leaves */
    enum how how;
};

struct peer {
    int listener, port;
    long cut;                   /* closes after so many bytes in all; -1: never */
    const struct step *steps;
    size_t nsteps;
    pthread_t thread;
    struct buf heard;           /* all that the client said; read after peer_end */
    const char *missed;         /* what was expected and did not come */
};

static inline bool
peer_hear(struct peer *p, int fd, const char *expect, char *tag)
{
    char line[8192];
    size_t n = 0;

    for (;;) {
        ssize_t r = recv(fd, line + n, 1, 0);

        if (r <= 0)
            return false;
        buf_addc(&p->heard, line[n]);
        if (line[n++] != '\n' && n < sizeof line - 1)
            continue;
        line[n] = '\0';
        if (strcmp(expect, ".") == 0 ? strcmp(line, ".\r\n") == 0 : strstr(line, expect) != NULL)
            break;
        if (strcmp(expect, ".") != 0) {
            p->missed = expect;
            return false;
        }
        n = 0;
    }
    snprintf(tag, 16, "%.*s", (int)strcspn(line, " \r"), line);
    return true;
}

static inline bool
peer_say(struct peer *p, int fd, const char *text, size_t n, enum how how)
{
    size_t step = how == DRIPPING ? 1 : how == PACED ? 4096 : n;

    if (p->cut >= 0 && (long)n > p->cut)
        n = (size_t)p->cut;
    p->cut -= p->cut >= 0 ? (long)n : 0;
    for (size_t i = 0, k; i < n; i = how == DRIPPING ? (i + 1) % n : i + k) {
        k = n - i < step ? n - i : step;
        if (send(fd, text + i, k, MSG_NOSIGNAL) < 0)
            return false;
        if (how == PACED || how == DRIPPING)
            usleep(how == PACED ? 200000 : 100000);
    }
    return p->cut != 0 && how != THEN_GONE;
}

static inline void *
peer_run(void *context)
{
    struct peer *p = context;
    int fd = accept(p->listener, NULL, NULL);
    char tag[16] = "", rest[512];
    bool going = p->cut != 0;

    for (size_t i = 0; i < p->nsteps && going; i++) {
        const struct step *s = &p->steps[i];
        struct buf out = {0};

        if (s->expect != NULL && !peer_hear(p, fd, s->expect, tag))
            break;
        for (const char *c = s->reply; c != NULL && *c != '\0'; c++)
            if (strncmp(c, "%T", 2) == 0) {
                buf_adds(&out, tag);
                c++;
            } else
                buf_addc(&out, *c);
        going = s->reply == NULL || peer_say(p, fd, out.data, out.len, s->how);
        buf_free(&out);
        if (going && s->how == THEN_NEXT) {
            close(fd);
            fd = accept(p->listener, NULL, NULL);
        }
    }
    for (ssize_t n; going && (n = recv(fd, rest, sizeof rest, 0)) > 0; ) {
        buf_add(&p->heard, rest, (size_t)n);
        going = memmem(rest, (size_t)n, "LOGOUT", 6) == NULL && memmem(rest, (size_t)n, "QUIT", 4) == NULL;
    }
    close(fd);
    return NULL;
}

/* After the last step it listens until the client leaves; after a cut it closes at once. */
static inline void
peer_begin(struct peer *p, const struct step *steps, size_t n, long cut)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof a;

    *p = (struct peer){ .steps = steps, .nsteps = n, .cut = cut };
    p->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(p->listener, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(p->listener, 5), 0);
    getsockname(p->listener, (struct sockaddr *)&a, &len);
    p->port = ntohs(a.sin_port);
    assert_int_equal(pthread_create(&p->thread, NULL, peer_run, p), 0);
}

static inline struct server
peer_server(const struct peer *p, enum tls_mode tls)
{
    static char host[] = "127.0.0.1", user[] = "baocao@pv05.example", password[] = "a\"b\\c";

    return (struct server){ .host = host, .port = p->port, .tls = tls, .user = user, .password = password, .timeout = PATIENCE };
}

static inline void
peer_end(struct peer *p)
{
    pthread_join(p->thread, NULL);
    close(p->listener);
    if (p->missed != NULL)
        fail_msg("the client never said \"%s\" but:\n%s", p->missed, buf_text(&p->heard));
}

static inline void
peer_forget(struct peer *p)
{
    buf_free(&p->heard);
}

#endif
