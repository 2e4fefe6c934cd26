/* Which reminders go out now: at most one letter per unit and day, whatever
 * it owes. Pure: the docket's rows and the moment are arguments.
 *
 * Before the deadline a reminder goes out on the days calendar_reminder_day
 * names; after it on the first working day, and 3 and 7 days after that, moved
 * to the working day behind. A stage is sent on its own day within office
 * hours or not at all: what passed while nobody ran is skipped, and of stages
 * that meet on one day only the one nearest to the end is sent (A29). */
#ifndef DOCKETD_CORE_CALENDAR_REMIND_H
#define DOCKETD_CORE_CALENDAR_REMIND_H

#include "core/calendar/calendar.h"
#include "model/docket.h"
#include "model/settings.h"

enum remind_stage { REMIND_BEFORE, REMIND_OVERDUE };

struct remind_line {                /* one report the unit still owes */
    const struct obligation *obligation;
    const struct report *report;
    const struct unit *unit;        /* who is reminded: the one that owes it, or who took its place whole */
    const struct unit *of;          /* who owed it when it fell due */
    struct round round;             /* the days around obligation->due */
    enum remind_stage stage;
    int level;                      /* days before, 14 7 3 1; or after the first overdue day, 0 3 7 */
    int days;                       /* left until the last day on time; or late by today (A28) */
    int working_days;               /* left until the last day on time */
    bool held;                      /* the unit has mail in review or quarantine */
};

struct reminder {                   /* one letter to one unit */
    const struct unit *unit;
    char *reason;                   /* "remind:2023-06-02:h-cao-lanh" */
    struct remind_line *lines;      /* by deadline */
    size_t nlines;
};

struct escalation {                 /* one letter inside the office */
    const struct report *report;
    char *period;
    char *reason;                   /* "escalate:HALF_YEAR:2023:2023-06-10" */
    struct remind_line *lines;      /* units that still owe it, as in the plan */
    size_t nlines;
};

struct reminders {
    struct reminder *v;
    size_t n;
    struct reminder *held;          /* would go out, but an officer must look first: show him */
    size_t nheld;
    struct escalation *escalations; /* once, on the day of the last overdue stage or within a week of it */
    size_t nescalations;
};

struct remind_question {
    const struct plan *plan;
    const struct settings *settings;    /* zone, office hours, reminder_days */
    const struct obligation *obligations;
    size_t n;
    const struct strings *held;     /* codes of units not to be reminded now; NULL: none */
    const struct strings *sent;     /* reasons of letters that stand in the outbox already; NULL: none */
    instant now;
};

/* Days before the deadline at which a report is reminded of: its own, else the office's. */
const struct strings *remind_days(const struct settings *, const struct report *);
/* A working day within office hours. */
bool remind_hours(const struct plan *, const struct settings *, instant now);
/* Deadlines that can have a stage on the day of `now` lie in [*from, *to]: what
 * the docket must be asked for. */
void remind_window(const struct plan *, const struct settings *, instant now, instant *from,
                   instant *to);
/* Whether a reminder may be due at all for this row, at any time: tracked,
 * nothing received that answers it (A9, A12). */
bool remind_waits(const struct obligation *);

/* Empty outside working hours. The lines point into the question. */
void remind_plan(const struct remind_question *, struct reminders *out);
void reminders_clear(struct reminders *);

#endif
