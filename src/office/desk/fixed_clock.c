/* The clock seam. */
#include "office/desk/fixed_clock.h"

#include "base/clock.h"
#include "base/log.h"

bool
fixed_clock(const struct desk *desk, const char *time)
{
    instant now;

    if (!instant_parse(time, desk->settings->office.utc_offset, &now)) {
        log_error(
            "--now %s: not a time; write 2023-06-09T16:00 (office time) or 2023-06-09T09:00:00Z",
            time);
        return false;
    }
    clock_set(now);
    return true;
}
