#include "office/desk/stop.h"

#include <time.h>

#include "base/clock.h"

volatile sig_atomic_t stop;

int
stop_poll(struct pollfd *p, nfds_t n, int ms)
{
    struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };
    sigset_t ours, before;
    int rc = -1;

    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    sigprocmask(SIG_BLOCK, &ours, &before);
    if (!stop)
        rc = ppoll(p, n, &t, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return rc;
}

void
rest_seconds(int seconds)
{
    int64_t end = clock_monotonic_ms() + seconds * 1000LL, left;

    while (!stop && (left = end - clock_monotonic_ms()) > 0)
        stop_poll(NULL, 0, (int)left);
}
