/* The calendar of a plan. Rules A1 to A29 are the plan's open questions and
 * what was settled for each; tests/unit/core_calendar.c names them. */
#include "core/calendar/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- working days -------------------------------------------------------------- */

static int
compare_dates(const void *a, const void *b)
{
    return date_compare(*(const struct date *)a, *(const struct date *)b);
}

static bool
has_date(const struct date *v, size_t n, struct date d)
{
    return n > 0 && bsearch(&d, v, n, sizeof *v, compare_dates) != NULL;
}

bool
calendar_working_day(const struct plan *plan, struct date d)
{
    if (has_date(plan->working_saturdays, plan->nworking_saturdays, d))
        return true;
    return date_weekday(d) < 5 && !has_date(plan->holidays, plan->nholidays, d);
}

struct date
calendar_working_before(const struct plan *plan, struct date d)
{
    while (!calendar_working_day(plan, d))
        d = date_add(d, -1);
    return d;
}

struct date
calendar_working_after(const struct plan *plan, struct date d)
{
    while (!calendar_working_day(plan, d))
        d = date_add(d, 1);
    return d;
}

instant
calendar_cure(const struct plan *plan, const struct settings *settings, instant now, instant due)
{
    struct date day = moment_of(now, settings->office.utc_offset).date;
    instant end;

    for (int left = settings->cure_days; left > 0; left--)
        day = calendar_working_after(plan, date_add(day, 1));
    end = instant_of(date_add(day, 1), 0, 0, settings->office.utc_offset);
    return due > end ? due : end;
}

int
calendar_working_days(const struct plan *plan, struct date from, struct date to)
{
    int count = 0;

    for (struct date d = date_add(from, 1); date_compare(d, to) <= 0; d = date_add(d, 1))
        count += calendar_working_day(plan, d);
    return count;
}

static int64_t
distance(instant due, instant now)
{
    return due == INSTANT_NONE ? INT64_MAX : due < now ? now - due : 2 * (due - now);
}

bool
calendar_nearer(instant first, instant second, instant now)
{
    return distance(first, now) < distance(second, now);
}

/* ---- one round ------------------------------------------------------------------- */

/* How the periods of a recurrence are counted within a year: "2023-Q2". */
static const struct numbering {
    int rounds;                     /* most in one year */
    const char *mark;               /* between year and number; NULL: the year alone */
    int digits;
} numberings[RECURRENCES] = {
    [RECUR_YEARLY] = { 1, NULL, 0 },  [RECUR_HALF_YEARLY] = { 2, "-H", 1 }, [RECUR_QUARTERLY] = { 4, "-Q", 1 },
    [RECUR_MONTHLY] = { 12, "-", 2 }, [RECUR_WEEKLY] = { 53, "-W", 2 },     [RECUR_ONCE] = { 1, NULL, 0 },
};

bool
calendar_part(enum recurrence recurrence, int number, char out[static CALENDAR_PART])
{
    const struct numbering *n = &numberings[recurrence];

    if (n->mark == NULL || number < 1 || number > n->rounds)
        return false;
    snprintf(out, CALENDAR_PART, "%s%0*d", n->mark, n->digits, number);
    return true;
}

static void
period_write(enum recurrence recurrence, int year, int number, char out[static 24])
{
    char part[CALENDAR_PART] = "";

    calendar_part(recurrence, number, part);
    snprintf(out, 24, "%04d%s", year, part);
}

/* Day `weekday` (1 Monday) of a week by ISO 8601: week 1 holds 4 January, and
 * a week belongs to the year of its Thursday. */
static bool
day_of_week(int year, int week, int weekday, struct date *out)
{
    struct date fourth = { year, 1, 4 };
    struct date monday = date_add(fourth, 7 * (week - 1) - date_weekday(fourth));

    *out = date_add(monday, weekday - 1);
    return date_add(monday, 3).year == year;
}

static const struct due *
due_of(const struct report *report, int number)
{
    bool shared = report->recurrence == RECUR_MONTHLY || report->recurrence == RECUR_WEEKLY;
    size_t i = shared ? 0 : (size_t)number - 1;

    return i < report->ndues ? &report->dues[i] : NULL;
}

/* The day the plan names for a round. A deadline that stands before the one
 * of the round before it lies in the next year: second half-year, before
 * 5 January. */
static bool
named_day(const struct report *report, const struct due *due, int year, int number,
          struct date *out)
{
    *out = due->date;
    switch (report->recurrence) {
    case RECUR_ONCE: return due->date.year == year;
    case RECUR_WEEKLY: return day_of_week(year, number, due->date.day, out);
    case RECUR_MONTHLY: out->month = number; break;
    default: break;
    }
    out->year = year;
    for (const struct due *d = report->dues + 1; d <= due; d++) {
        struct date this = { 0, d->date.month, d->date.day },
                    last = { 0, d[-1].date.month, d[-1].date.day };

        out->year += date_compare(this, last) <= 0;
    }
    return true;
}

/* "before" ends when the day or the minute begins, "by" when it is over. */
static instant
end_of(const struct due *due, struct date day, int utc_offset)
{
    bool whole_day = due->hour == 0 && due->minute == 0;
    instant begins = instant_of(day, due->hour, due->minute, utc_offset);

    if (!due->inclusive)
        return begins;
    return begins + (whole_day ? DAY : 60);
}

void
calendar_days(const struct plan *plan, instant due, int utc_offset, struct round *round)
{
    round->due = due;
    round->last_day = moment_of(due - 1, utc_offset).date;
    round->before = date_add(round->last_day, 1);
    round->last_working_day = calendar_working_before(plan, round->last_day);
    round->first_overdue_day = calendar_working_after(plan, round->before);
}

/* A2: the plan names dates, so they stay where they are unless the report
 * says that a day off moves them. */
static instant
after_weekend(const struct plan *plan, const struct report *report, instant due, int utc_offset)
{
    struct date last = moment_of(due - 1, utc_offset).date;

    if (report->weekend != WEEKEND_NEXT_WORKING_DAY)
        return due;
    return due + (date_day(calendar_working_after(plan, last)) - date_day(last)) * DAY;
}

static const struct due *
exception_of(const struct report *report, const char *period)
{
    for (size_t i = 0; i < report->nexceptions; i++) {
        if (strcmp(report->exceptions[i].period, period) == 0)
            return &report->exceptions[i].due;
    }
    return NULL;
}

/* The week, month, ... after it; false: the year has no such one. */
static bool
following(enum recurrence recurrence, int *year, int *number)
{
    struct date day;

    if (recurrence == RECUR_WEEKLY && !day_of_week(*year, *number, 1, &day))
        return false;
    ++*number;
    if (*number > numberings[recurrence].rounds ||
        (recurrence == RECUR_WEEKLY && !day_of_week(*year, *number, 1, &day))) {
        *number = 1;
        ++*year;
    }
    return true;
}

/* The deadline of a round, and the day it names. */
static const struct due *
deadline_of(const struct report *report, int year, int number, struct date *day)
{
    const struct due *due;

    if (report->period_of == PERIOD_BEFORE && !following(report->recurrence, &year, &number))
        return NULL;
    due = due_of(report, number);
    return due != NULL && named_day(report, due, year, number, day) ? due : NULL;
}

static bool
round_of(const struct plan *plan, const struct report *report, int year, int number, int utc_offset,
         struct round *round)
{
    struct date day;
    const struct due *due = deadline_of(report, year, number, &day), *exception;

    if (due == NULL)
        return false;
    *round = (struct round){ .report = report };
    period_write(report->recurrence, year, number, round->period);
    exception = exception_of(report, round->period);
    if (exception != NULL) {
        due = exception;
        day = exception->date;
    }
    calendar_days(plan, after_weekend(plan, report, end_of(due, day, utc_offset), utc_offset),
                  utc_offset, round);
    return (report->first.year == 0 || date_compare(report->first, day) <= 0) &&
           (report->last.year == 0 || date_compare(day, report->last) <= 0);
}

static bool
four_digits(const char *text, int *year)
{
    *year = 0;
    for (int i = 0; i < 4; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *year = 10 * *year + text[i] - '0';
    }
    return *year > 0;
}

static bool
round_named(const struct plan *plan, const struct report *report, const char *period,
            int utc_offset, struct round *round)
{
    char text[24];
    int year;

    if (!four_digits(period, &year))
        return false;
    for (int number = 1; number <= numberings[report->recurrence].rounds; number++) {
        period_write(report->recurrence, year, number, text);
        if (strcmp(text, period) == 0)
            return round_of(plan, report, year, number, utc_offset, round);
    }
    return false;
}

bool
calendar_round(const struct plan *plan, const struct report *report, const char *period,
               int utc_offset, struct round *round)
{
    for (const struct report *r = report; r != NULL; r = r->earlier)
        if (round_named(plan, r, period, utc_offset, round))
            return true;
    return false;
}

const struct report *
calendar_terms(const struct plan *plan, const struct report *report, const char *period)
{
    struct round round;

    return report != NULL && report->earlier != NULL && period != NULL &&
                   calendar_round(plan, report, period, 0, &round)
               ? round.report
               : report;
}

const struct report *
calendar_report(const struct plan *plan, const char *code, const char *period)
{
    return calendar_terms(plan, plan_report(plan, code), period);
}

bool
calendar_period_before(const struct report *report, const char *period, char out[static 24])
{
    int year, number = numberings[report->recurrence].rounds;
    struct date day;

    if (!four_digits(period, &year))
        return false;
    for (; number > 0; number--) {
        period_write(report->recurrence, year, number, out);
        if (strcmp(out, period) == 0)
            break;
    }
    if (number == 0)
        return false;
    if (--number == 0) {
        number = numberings[report->recurrence].rounds;
        year--;
        if (report->recurrence == RECUR_WEEKLY && !day_of_week(year, number, 1, &day))
            number--;
    }
    period_write(report->recurrence, year, number, out);
    return report->recurrence != RECUR_ONCE;
}

/* ---- many rounds -------------------------------------------------------------------- */

static int
compare_rounds(const void *a, const void *b)
{
    const struct round *x = a, *y = b;

    return (x->due > y->due) - (x->due < y->due);
}

/* Years whose rounds may fall due between the two days: deadlines run into the
 * next year, and an exception may lie anywhere. */
static void
years_to_look_at(const struct report *report, struct date from, struct date to, int *first,
                 int *last)
{
    int year;

    *first = from.year - 1;
    *last = to.year + 1;
    for (size_t i = 0; i < report->nexceptions; i++) {
        if (!four_digits(report->exceptions[i].period, &year))
            continue;
        *first = year < *first ? year : *first;
        *last = year > *last ? year : *last;
    }
    *first = *first < 1 ? 1 : *first;
    *last = *last > 9998 ? 9998 : *last;
}

/* Of the rounds of `as`, those that no newer plan has (`report` is the newest). */
static void
add_rounds(const struct plan *plan, const struct report *report, const struct report *as,
           struct date from, struct date to, int utc_offset, struct round **rounds, size_t *n)
{
    struct round round;
    int first, last;

    years_to_look_at(as, from, to, &first, &last);
    for (int year = first; year <= last; year++) {
        for (int number = 1; number <= numberings[as->recurrence].rounds; number++) {
            if (!round_of(plan, as, year, number, utc_offset, &round) ||
                date_compare(round.before, from) < 0 || date_compare(round.before, to) > 0 ||
                calendar_terms(plan, report, round.period) != as)
                continue;
            *ARRAY_MORE(*rounds, *n) = round;
        }
    }
}

struct round *
calendar_rounds(const struct plan *plan, const struct report *report, struct date from,
                struct date to, int utc_offset, size_t *n)
{
    struct round *rounds = NULL;

    *n = 0;
    for (const struct report *as = report; as != NULL; as = as->earlier)
        add_rounds(plan, report, as, from, to, utc_offset, &rounds, n);
    if (*n > 1)
        qsort(rounds, *n, sizeof *rounds, compare_rounds);
    return rounds;
}

/* ---- around a deadline ------------------------------------------------------------------ */

struct date
calendar_last_day(instant due, int utc_offset)
{
    return moment_of(due - 1, utc_offset).date;
}

int
calendar_days_past(instant at, instant due, int utc_offset)
{
    if (at == INSTANT_NONE || due == INSTANT_NONE)
        return 0;
    return (int)(date_day(moment_of(at, utc_offset).date) -
                 date_day(calendar_last_day(due, utc_offset)));
}

int
calendar_days_late(instant received, instant due, int utc_offset)
{
    int days = calendar_days_past(received, due, utc_offset);

    return received < due ? 0 : days > 1 ? days : 1;
}

struct date
calendar_reminder_day(const struct plan *plan, const struct round *round, int days)
{
    return calendar_working_before(plan, date_add(round->last_day, -days));
}

int
calendar_reminder_level(const struct plan *plan, const struct round *round, struct date today,
                        const int *levels, size_t n)
{
    int nearest = 0;

    for (size_t i = 0; i < n; i++) {
        if (date_compare(calendar_reminder_day(plan, round, levels[i]), today) == 0 &&
            (nearest == 0 || levels[i] < nearest))
            nearest = levels[i];
    }
    return nearest;
}
