/* Which round a report belongs to (A4: the year of the deadline; A22: what is
 * due once is due once). A year that fits badly is asked about, not taken. */
#include "core/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define DAY 86400

/* Days. An office that sends later or earlier than this means another round,
 * or has left last year's subject standing. */
#define LATE_SURE 200           /* with the year written */
#define LATE_GUESSED 60         /* without */
#define LATE_ONCE 45
#define EARLY_SURE 120
#define NEXT_NEAR 60            /* the next round is as likely meant */

static int64_t
days_between(instant a, instant b)
{
    return (a - b) / DAY;
}

static int64_t
distance(const struct known_round *r, instant at)
{
    int64_t d = days_between(r->due, at);

    return d < 0 ? -d : d;
}

/* The round with the nearest deadline; of one year only if `year` is given. */
static const struct known_round *
nearest(const struct judge *j, const struct report *report, const char *year)
{
    const struct known_round *best = NULL;

    for (size_t i = 0; i < j->known->nrounds; i++) {
        const struct known_round *r = &j->known->rounds[i];
        if (r->report != report || (year != NULL && strncmp(r->period, year, strlen(year)) != 0))
            continue;
        if (best == NULL || distance(r, j->known->received) < distance(best, j->known->received))
            best = r;
    }
    return best;
}

static bool
answered(const struct judge *j, const struct report *report, const char *period)
{
    for (size_t i = 0; i < j->known->nanswered; i++) {
        const struct obligation *o = &j->known->answered[i];
        if (j->unit != NULL && strcmp(o->unit, j->unit->code) == 0 && strcmp(o->report, report->code) == 0 &&
            strcmp(o->period, period) == 0)
            return true;
    }
    return false;
}

static char *
undated_period(const struct judge *j, const char *year)
{
    int offset = j->known->office != NULL ? j->known->office->utc_offset : 0;
    int now = moment_of(j->known->received, offset).date.year;

    if (year != NULL && (atoi(year) < now - 1 || atoi(year) > now + 1))
        return NULL;
    return year != NULL ? xstrdup(year) : xasprintf("%d", now);
}

/* Does a round whose year is written make sense on the day the mail came? */
static bool
year_fits(const struct judge *j, const struct known_round *r, const struct known_round *best)
{
    int64_t late = days_between(j->known->received, r->due);

    if (r->report->recurrence == RECUR_ONCE && late > LATE_ONCE)
        return false;
    if (late < -EARLY_SURE)
        return false;
    if (r == best)
        return late <= LATE_SURE;
    /* Another round is nearer: sure only if that one is still far off. */
    return late > 0 && late <= LATE_SURE + 50 && days_between(best->due, j->known->received) > NEXT_NEAR;
}

char *
judge_period(const struct judge *j, const struct report *report, const char *year, instant *due, bool *flag)
{
    const struct known_round *best, *r;
    int64_t late;

    *due = INSTANT_NONE;
    *flag = false;
    if (year != NULL && strcmp(year, "?") == 0)
        return NULL;
    if (report->recurrence == RECUR_UNDATED)
        return undated_period(j, year);
    best = nearest(j, report, NULL);
    r = year != NULL ? nearest(j, report, year) : best;
    if (r == NULL)
        return NULL;
    late = days_between(j->known->received, r->due);
    if (year != NULL && !year_fits(j, r, best))
        return NULL;
    if (year == NULL && (late > (report->recurrence == RECUR_ONCE ? LATE_ONCE : LATE_GUESSED) || late < -EARLY_SURE))
        return NULL;
    *due = r->due;
    /* Neither a correction nor on time, of a round that is answered already. */
    *flag = late > NEXT_NEAR / 2 && answered(j, report, r->period) && !j->d->replaces;
    /* Out of season the calendar alone is a weak witness. */
    *flag = *flag || (year == NULL && report->recurrence != RECUR_ONCE && (late > NEXT_NEAR / 2 || late < -NEXT_NEAR));
    return xstrdup(r->period);
}
