/* How long a dossier may stay as it is. */
#include "dossier_private.h"

#include <stdlib.h>

#include "core/calendar/calendar.h"

/* A dossier that waits for its unit has until the plan's day of its year; what
 * waits for an officer, or is beyond that day, so many working days. */
instant
dossier_until(const struct desk *desk, const struct dossier *d, const struct report *r, instant now)
{
    int year = atoi(d->period);
    struct date day = r->target.year != 0 ? r->target : (struct date){ 0, 12, 31 };
    instant end;

    if (stage_rows[d->stage].decided)
        return INSTANT_NONE;
    day.year = year;
    end = year == 0 ? now : instant_of(date_add(day, 1), 0, 0, desk->settings->office.utc_offset);
    if (d->stage >= STAGE_COMPLETE || end <= now)
        return calendar_cure(desk->plan, desk->settings, now, INSTANT_NONE);
    return end;
}
