#include "office/post/budget.h"

#include "office/post/post.h"
#include "store/docket.h"

/* A quarter of every limit is kept for those who wrote: a wave of reminders
 * must not leave them without an answer until tomorrow. */
static int64_t
share_of(int limit, int priority)
{
    return priority >= PRIORITY_REMINDER ? limit - limit / 4 : limit;
}

/* When the limit of one span next leaves room: *open, or later. Each that is
 * under way may be sent: what they leave is known when they are answered. */
static int
limit_open(struct desk *desk, int64_t limit, int64_t span, instant now, instant *open)
{
    int64_t under_way = 0;
    instant at = 0;
    int rc;

    if (limit <= 0)
        return 0;
    if (letter_under_way(desk->store, &under_way) != 0)
        return -1;
    if (under_way >= limit) {
        *open = now + 1 > *open ? now + 1 : *open;
        return 0;
    }
    rc = letter_sent_before(desk->store, limit - under_way, &at);
    if (rc == 0 && at >= now - span && at + span + 1 > *open)
        *open = at + span + 1;
    return rc < 0 ? -1 : 0;
}

int
post_budget(struct desk *desk, int priority, instant now, instant *open)
{
    const struct sending_settings *s = &desk->settings->sending;

    *open = now;
    if (limit_open(desk, share_of(s->per_hour, priority), HOUR, now, open) != 0)
        return -1;
    return limit_open(desk, share_of(s->per_day, priority), DAY, now, open);
}
