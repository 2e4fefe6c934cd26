#include "office/post/budget.h"

#include "office/post/post.h"
#include "store/docket.h"

#define FUZZ 5                          /* seconds: budgets are looked at again no sooner */

/* A quarter of every limit is kept for those who wrote: a wave of reminders
 * must not leave them without an answer until tomorrow. */
static int64_t
share_of(int limit, int priority)
{
    return priority >= PRIORITY_REMINDER ? limit - limit / 4 : limit;
}

/* When the limit of one span next leaves room: *open, or later. */
static int
limit_open(struct desk *desk, int64_t limit, int64_t span, instant now, instant *open)
{
    int64_t sent = 0;

    if (limit <= 0)
        return 0;
    if (letter_sent_since(desk->store, now - span, &sent) != 0)
        return -1;
    if (sent >= limit)
        *open = now + span / limit + FUZZ;
    return 0;
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
