/* Which round a report belongs to (A4: the year of the deadline; A22: what is
 * due once is due once). A year that fits badly is asked about, not taken. */
#include "core/match/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Days. An office that sends later or earlier than this means another round,
 * or has left last year's subject standing. */
#define LATE_SURE 200           /* with the year written */
#define LATE_GUESSED 60         /* without */
#define LATE_ONCE 120           /* no other round can be meant; later still, another report may be */
#define EARLY_SURE 120
#define NEXT_NEAR 60            /* the next round is as likely meant */
#define PAPER_OLD 200           /* before the report was due: the paper is another round's */

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

/* ---- what is said ------------------------------------------------------------ */

static void
add(char *mine, size_t size, const char *his, size_t n)
{
    if (n == 0)
        return;
    if (mine[0] == '\0' && n < size)
        memcpy(mine, his, n);
    else if (strlen(mine) != n || memcmp(mine, his, n) != 0)
        memcpy(mine, "?", 2);
}

void
period_hint_add(struct period_hint *s, const char *period)
{
    size_t year = strcspn(period, "-"), part = strlen(period + year);

    add(s->year, sizeof s->year, period, year);
    add(s->part, sizeof s->part, strcmp(period + year, "-?") == 0 ? "?" : period + year,
        part == 2 ? 1 : part);
}

bool
period_hint_fits(const struct period_hint *s, const char *period)
{
    size_t year = strcspn(period, "-");

    return (s->year[0] == '\0' ||
            (strlen(s->year) == year && strncmp(period, s->year, year) == 0)) &&
           (s->part[0] == '\0' || strcmp(period + year, s->part) == 0);
}

/* ---- rounds -------------------------------------------------------------------- */

/* The round with the nearest deadline, of those that fit. */
static const struct known_round *
nearest(const struct judge *j, const struct report *report, const struct period_hint *hint)
{
    const struct known_round *best = NULL;

    for (size_t i = 0; i < j->known->nrounds; i++) {
        const struct known_round *r = &j->known->rounds[i];
        if (r->report != report || !period_hint_fits(hint, r->period))
            continue;
        if (best == NULL || distance(r, j->known->received) < distance(best, j->known->received))
            best = r;
    }
    return best;
}

bool
judge_answered(const struct judge *j, const struct report *report, const char *period)
{
    for (size_t i = 0; i < j->known->nanswered; i++) {
        const struct obligation *o = &j->known->answered[i];
        if (j->unit != NULL && strcmp(o->unit, j->unit->code) == 0 &&
            strcmp(o->report, report->code) == 0 && strcmp(o->period, period) == 0)
            return true;
    }
    return false;
}

static char *
undated_period(const struct judge *j, const char *year)
{
    int offset = judge_offset(j);
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
    return late > 0 && late <= LATE_SURE + 50 &&
           days_between(best->due, j->known->received) > NEXT_NEAR;
}

/* "Báo cáo tháng 4": of the year written, or of the nearest. Nobody reports
 * long before the month is over. */
static bool
part_fits(int64_t late, bool year)
{
    return late <= (year ? LATE_SURE : LATE_GUESSED) && late >= -NEXT_NEAR;
}

/* Nobody says which of the year's rounds: the nearest is likely, once. */
static bool
part_wanting(const struct report *report, const struct period_hint *hint)
{
    return report->recurrence != RECUR_YEARLY && report->recurrence != RECUR_ONCE &&
           hint->part[0] == '\0';
}

char *
judge_period(const struct judge *j, const struct report *report, const struct period_hint *hint,
             instant *due, bool *flag)
{
    const struct period_hint silent = {0};
    const struct known_round *best, *r;
    bool year = hint->year[0] != '\0';
    int64_t late;

    *due = INSTANT_NONE;
    *flag = false;
    if (hint->year[0] == '?' || hint->part[0] == '?')
        return NULL;
    if (report->recurrence == RECUR_UNDATED)
        return undated_period(j, year ? hint->year : NULL);
    best = nearest(j, report, &silent);
    r = nearest(j, report, hint);
    if (r == NULL)
        return NULL;
    late = days_between(j->known->received, r->due);
    if (hint->part[0] != '\0' && !part_fits(late, year))
        return NULL;
    if (hint->part[0] == '\0' && year && !year_fits(j, r, best))
        return NULL;
    if (!year && (late > (report->recurrence == RECUR_ONCE ? LATE_ONCE : LATE_GUESSED) ||
                  late < -EARLY_SURE))
        return NULL;
    if (part_wanting(report, hint) && judge_answered(j, report, r->period))
        return NULL;
    *due = r->due;
    /* Neither a correction nor on time, of a round that is answered already. */
    *flag = late > NEXT_NEAR / 2 && judge_answered(j, report, r->period) && !j->d->replaces;
    /* Out of season the calendar alone is a weak witness. */
    *flag = *flag || (!year && report->recurrence != RECUR_ONCE &&
                      (late > NEXT_NEAR / 2 || late < -NEXT_NEAR));
    *flag = *flag || part_wanting(report, hint);
    return xstrdup(r->period);
}

/* ---- the paper's own date ------------------------------------------------------------ */

static size_t
times(const char *text, const char *word)
{
    size_t n = 0;

    for (const char *at = text; at != NULL && (at = strstr(at, word)) != NULL; at += strlen(word))
        n++;
    return n;
}

/* A year of the period stands in the title, or more often in the text than that of the date: the head of
 * an old file was left standing. */
static bool
speaks_of_period(const struct judge *j, int file, const char *period, const char *dated)
{
    char *year = xstrndup(period, strcspn(period, "-")), *old = xstrndup(dated, strcspn(dated, "-"));
    const struct attachment *a = &j->m->attachments[file];
    bool speaks = times(a->text, year) > times(a->text, old);

    for (size_t i = 0; i < j->d->evidences.n && !speaks; i++) {
        const struct evidence *e = &j->d->evidences.v[i];

        speaks = e->source == SOURCE_LETTERHEAD && e->attachment == file && e->period != NULL &&
                 strncmp(e->period, year, strlen(year)) == 0;
    }
    free(old);
    free(year);
    return speaks;
}

bool
judge_paper_old(const struct judge *j, const struct item *item)
{
    bool old = false, fresh = false;

    if (item->report == NULL || item->report->nparts > 0 || !item->has_due || item->period == NULL ||
        item->report->recurrence == RECUR_ONCE || item->report->recurrence == RECUR_ON_REQUEST)
        return false;
    for (size_t i = 0; i < item->nfiles; i++) {
        const struct letterhead *l = j->m->attachments[item->files[i]].letterhead;
        struct date day;

        if (l == NULL || l->date == NULL || !date_parse(l->date, &day))
            continue;
        if (date_day(moment_of(item->due, judge_offset(j)).date) - date_day(day) > PAPER_OLD &&
            !speaks_of_period(j, item->files[i], item->period, l->date))
            old = true;
        else
            fresh = true;
    }
    return old && !fresh;
}
