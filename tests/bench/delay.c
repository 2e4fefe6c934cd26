/* A TCP relay that holds every octet back for a while: a distant server without a distant server.
 *
 *   delay MILLISECONDS PORT TARGET_PORT      on 127.0.0.1; until SIGTERM
 *
 * Each way of a connection is delayed by MILLISECONDS, so a round trip takes twice as long. The
 * octets on their way are kept in a ring; a full one is not read into, as a network's would not be.
 * One process, poll(2). */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAIRS = 32, RING = 8 << 20, PIECES = 4096, PIECE = 1 << 17 };

struct way {                    /* from one socket to another */
    int from, to;
    char *ring;
    size_t head, held;          /* octets */
    struct { int64_t due; size_t n; } piece[PIECES];
    size_t first, pieces;
    bool ended;
};

static struct way *ways[2 * PAIRS];
static size_t nways;
static int64_t delay_ns;

static int64_t
now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static bool
has_room(const struct way *w)
{
    return !w->ended && w->pieces < PIECES && RING - w->held >= PIECE;
}

static void
take(struct way *w)
{
    size_t at = (w->head + w->held) % RING, run = RING - at < PIECE ? RING - at : PIECE;
    ssize_t n = read(w->from, w->ring + at, run);

    if (n <= 0) {
        w->ended = true;
        return;
    }
    w->piece[(w->first + w->pieces) % PIECES].due = now_ns() + delay_ns;
    w->piece[(w->first + w->pieces++) % PIECES].n = (size_t)n;
    w->held += (size_t)n;
}

/* Writes what is due; false once all is written that will ever come. */
static bool
give(struct way *w)
{
    while (w->pieces > 0 && w->piece[w->first].due <= now_ns()) {
        size_t run = RING - w->head < w->piece[w->first].n ? RING - w->head : w->piece[w->first].n;
        ssize_t n = send(w->to, w->ring + w->head, run, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n < 0 && errno != EAGAIN) {     /* nobody listens any more */
            w->ended = true;
            w->pieces = 0;
        }
        if (n <= 0)
            break;
        w->head = (w->head + (size_t)n) % RING;
        w->held -= (size_t)n;
        w->piece[w->first].n -= (size_t)n;
        if (w->piece[w->first].n == 0) {
            w->first = (w->first + 1) % PIECES;
            w->pieces--;
        }
    }
    if (!w->ended || w->pieces > 0)
        return true;
    shutdown(w->to, SHUT_WR);
    return false;
}

static struct way *
way_new(int from, int to)
{
    struct way *w = calloc(1, sizeof *w);

    w->from = from;
    w->to = to;
    w->ring = malloc(RING);
    setsockopt(to, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    return w;
}

static void
join(int listener, in_port_t target)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = target, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int near = accept(listener, NULL, NULL), far = socket(AF_INET, SOCK_STREAM, 0);

    if (nways + 2 > 2 * PAIRS || connect(far, (struct sockaddr *)&at, sizeof at) != 0) {
        close(near);
        close(far);
        return;
    }
    ways[nways++] = way_new(near, far);
    ways[nways++] = way_new(far, near);
}

/* Both ways of a pair end together; its sockets are closed with the second. */
static void
leave(size_t i)
{
    size_t other = i ^ 1, first = i & ~(size_t)1;

    ways[i]->from = -1;
    if (ways[other]->from != -1)
        return;
    close(ways[i]->to);
    close(ways[other]->to);
    for (size_t k = first; k < first + 2; k++) {
        free(ways[k]->ring);
        free(ways[k]);
        ways[k] = ways[nways - 2 + (k - first)];
    }
    nways -= 2;
}

/* Milliseconds until the next octet is due, rounded up; -1 for none. A way that cannot write waits for POLLOUT. */
static int64_t
arm(struct pollfd *fds)
{
    int64_t next = -1, now = now_ns();

    for (size_t i = 0; i < nways; i++) {
        const struct way *w = ways[i];
        int64_t due = w->pieces > 0 ? w->piece[w->first].due : -1;

        fds[2 * i] = (struct pollfd){ .fd = w->from != -1 && has_room(w) ? w->from : -1, .events = POLLIN };
        fds[2 * i + 1] = (struct pollfd){ .fd = due != -1 && due <= now ? w->to : -1, .events = POLLOUT };
        if (due > now && (next == -1 || due - now < next))
            next = due - now;
    }
    return next;
}

int
main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    static struct pollfd fds[4 * PAIRS + 1];
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (argc != 4) {
        fprintf(stderr, "usage: delay MILLISECONDS PORT TARGET_PORT\n");
        return 2;
    }
    delay_ns = (int64_t)(atof(argv[1]) * 1e6);
    at.sin_port = htons((uint16_t)atoi(argv[2]));
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
    if (bind(listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(listener, PAIRS) != 0) {
        perror("delay");
        return 1;
    }
    for (;;) {
        int64_t next = arm(fds);
        struct timespec wait = { next / 1000000000, next % 1000000000 };
        size_t n = nways;

        fds[4 * PAIRS] = (struct pollfd){ .fd = listener, .events = POLLIN };
        for (size_t i = 2 * n; i < 4 * PAIRS; i++)
            fds[i].fd = -1;
        if (ppoll(fds, 4 * PAIRS + 1, next == -1 ? NULL : &wait, NULL) < 0)
            continue;
        for (size_t i = n; i-- > 0;) {
            if (fds[2 * i].revents != 0)
                take(ways[i]);
            if (ways[i]->from != -1 && !give(ways[i])) {
                leave(i);
                break;              /* another pair has its place now */
            }
        }
        if (fds[4 * PAIRS].revents & POLLIN)
            join(listener, htons((uint16_t)atoi(argv[3])));
    }
}
