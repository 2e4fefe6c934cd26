/* The rows of the decision for what a mail delivers. */
#include <string.h>

#include "base/mem.h"
#include "deliver.h"

struct item *
deliver_item(struct judge *j, const struct report *r, char *period)
{
    struct item *item = ARRAY_MORE(j->d->items, j->d->nitems);

    item->unit = j->unit;
    item->report = r;
    item->period = period;
    item->attachment = -1;
    return item;
}

void
deliver_due(struct judge *j, struct item *item, instant due)
{
    item->has_due = due != INSTANT_NONE;
    item->due = due;
    item->on_time = !item->has_due || j->known->received < due;
}

bool
delivered(const struct judge *j, const struct report *r, const char *period)
{
    for (size_t i = 0; i < j->d->nitems; i++)
        if (j->d->items[i].report == r &&
            (period == NULL || (j->d->items[i].period != NULL &&
                                strcmp(j->d->items[i].period, period) == 0)))
            return true;
    return false;
}
