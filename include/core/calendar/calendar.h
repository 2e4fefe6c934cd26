/* The calendar of a plan, as pure arithmetic (plan IV.1, III.22; rules A1,
 * A2, A4, A20, A22, A25, A28, A29). `now` is always an argument. */
#ifndef DOCKETD_CORE_CALENDAR_H
#define DOCKETD_CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "model/plan.h"
#include "model/settings.h"

/* One period of a report and its deadline. A period is named after the year,
 * month or week its deadline lies in (A4), or the one before where the report
 * says so; of halves and quarters, a deadline
 * earlier in the calendar than the one before it lies in the next year. "by
 * 17:00" lets that minute count as "by 10 June" lets that day count. */
struct round {
    const struct report *report;    /* as the plan asks for it that has this round */
    char period[24];            /* "2023", "2023-H1", "2023-Q2", "2023-06", "2023-W07" */
    instant due;                /* on time if and only if received < due (A1) */
    struct date before;         /* the day printed after "trước ngày": the one after last_day */
    struct date last_day;       /* last day still on time */
    struct date last_working_day;   /* last working day not after last_day */
    struct date first_overdue_day;  /* first working day on or after `before` */
};

bool calendar_working_day(const struct plan *, struct date);
struct date calendar_working_before(const struct plan *, struct date);  /* this day if it works, else the nearest earlier one */
/* The end of the days within which a report is to be completed (T5): so many working days from now,
 * and never before its deadline: who sent early has no less time than who did not. INSTANT_NONE: it has none. */
instant calendar_cure(const struct plan *, const struct settings *, instant now, instant due);
struct date calendar_working_after(const struct plan *, struct date);   /* this day if it works, else the nearest later one */
int calendar_working_days(const struct plan *, struct date from, struct date to);    /* working days in (from, to] */

/* Where nobody says of which round he speaks: the first deadline is meant rather than the second.
 * What is past is, for nobody reports of a time to come: what is ahead counts as twice as far. */
bool calendar_nearer(instant first, instant second, instant now);

#define CALENDAR_PART 8
/* How a round stands behind its year: "-04", "-Q2", "-H1", "-W24"; false if a year has none of this number. */
bool calendar_part(enum recurrence, int number, char out[static CALENDAR_PART]);
/* The report as the plan asks for it that has this period: who owes it, its
 * form, its parts. Itself where only one plan asks for it, or none has the
 * period. The second by its code: NULL if there is no such report. */
const struct report *calendar_terms(const struct plan *, const struct report *, const char *period);
const struct report *calendar_report(const struct plan *, const char *code, const char *period);
/* The round of one period; false if the report has no such period. */
bool calendar_round(const struct plan *, const struct report *, const char *period, int utc_offset,
                    struct round *);
/* All rounds whose `before` day lies in [from, to], by date; count in *n, caller frees. */
struct round *calendar_rounds(const struct plan *, const struct report *, struct date from,
                              struct date to, int utc_offset, size_t *n);
/* The period before it: "2023-05", "2022"; false if the report has none such. */
bool calendar_period_before(const struct report *, const char *period, char out[static 24]);
/* The days around a deadline that the plan does not name: an extended one, an
 * ad-hoc request. Fills all but report and period. */
void calendar_days(const struct plan *, instant due, int utc_offset, struct round *);

/* The last day still on time. */
struct date calendar_last_day(instant due, int utc_offset);
/* Days from the last on-time day to that of an instant: 0 is the same day, though an hour may be
 * over; 0 also where one of them is none. */
int calendar_days_past(instant at, instant due, int utc_offset);
/* date(received) - last on-time day, at least 1 (A28); 0 when received < due. */
int calendar_days_late(instant received, instant due, int utc_offset);

/* The day on which a reminder of `days` before goes out: counted back from
 * the last on-time day, moved to the working day before (A29). */
struct date calendar_reminder_day(const struct plan *, const struct round *, int days);
/* The level whose reminder goes out today; where several fall on one day, the
 * nearest to the deadline (A29). 0: none. */
int calendar_reminder_level(const struct plan *, const struct round *, struct date today,
                            const int *levels, size_t n);

#endif
