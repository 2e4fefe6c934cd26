#include "core/calendar/count.h"

#include <stdlib.h>

#include "core/calendar/calendar.h"

bool
count_expected(const struct obligation *o)
{
    return states[o->state].asked;
}

bool
count_received(const struct obligation *o)
{
    return count_expected(o) && (o->first_received != INSTANT_NONE || states[o->state].arrived);
}

bool
count_on_time(const struct obligation *o)
{
    return count_received(o) && (o->due == INSTANT_NONE || o->first_received == INSTANT_NONE ||
                                 o->first_received < o->due);
}

bool
count_complete(const struct obligation *o)
{
    return count_received(o) && !states[o->state].owes;
}

bool
count_accepted(const struct obligation *o)
{
    return count_received(o) && states[o->state].accepted;
}

bool
count_unfinished(const struct obligation *o)
{
    return states[o->state].owes && o->state != STATE_OPEN;
}

bool
count_unanswered(const struct obligation *o)
{
    return states[o->state].owes && !states[o->state].decided && !count_received(o);
}

bool
count_overdue(const struct obligation *o, instant now)
{
    return o->tracked && count_expected(o) && !count_received(o) && o->due != INSTANT_NONE &&
           now >= o->due;
}

instant
count_late_at(const struct obligation *o, instant now)
{
    return count_received(o) ? o->first_received : count_overdue(o, now) ? now : INSTANT_NONE;
}

int
count_days_late(const struct obligation *o, instant now, int utc_offset)
{
    instant at = count_late_at(o, now);

    return at == INSTANT_NONE || o->due == INSTANT_NONE
               ? 0
               : calendar_days_late(at, o->due, utc_offset);
}

void
count_add(struct count *c, const struct obligation *o, instant now)
{
    c->expected += count_expected(o);
    c->received += count_received(o);
    c->on_time += count_on_time(o);
    c->complete += count_complete(o);
    c->accepted += count_accepted(o);
    c->waived += o->state == STATE_WAIVED;
    c->unfinished += count_received(o) && count_unfinished(o);
    c->overdue += count_overdue(o, now);
}

bool
count_asked_by(const struct obligation *o, instant now)
{
    return count_received(o) || (o->due != INSTANT_NONE && o->due <= now);
}

int
count_percent(int part, int whole)
{
    int percent = whole == 0 ? -1 : (int)((200LL * part + whole) / (2LL * whole));

    if (percent == 100 && part < whole)
        return 99;
    return percent == 0 && part > 0 ? 1 : percent;
}

bool
count_lead(const struct obligation *o, int utc_offset, int *days)
{
    if (!count_received(o) || o->first_received == INSTANT_NONE || o->due == INSTANT_NONE)
        return false;
    *days = (int)(date_day(calendar_last_day(o->due, utc_offset)) -
                  date_day(moment_of(o->first_received, utc_offset).date));
    return true;
}

static int
smaller(const void *a, const void *b)
{
    const int *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

int
count_median_twice(int *days, size_t n)
{
    qsort(days, n, sizeof *days, smaller);
    return days[(n - 1) / 2] + days[n / 2];
}
