#include "office/desk/stop.h"

#include <time.h>

#include "base/clock.h"

volatile sig_atomic_t stop;

void
rest_seconds(int seconds)
{
    int64_t end = clock_monotonic_ms() + seconds * 1000LL;

    while (!stop && clock_monotonic_ms() < end) {
        struct timespec t = { .tv_nsec = 200 * 1000000L };
        nanosleep(&t, NULL);
    }
}
