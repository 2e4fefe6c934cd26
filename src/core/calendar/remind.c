/* Which reminders go out now. */
#include "core/calendar/remind.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"

#define LEVELS_MOST 32

/* Holidays move a stage by days, the longest (Tet) by less than these. */
#define HOLIDAYS_MOST 30

/* Days after the first overdue day; the last one also tells the office. */
static const int overdue_levels[] = { 0, 3, 7 };
#define LAST_OVERDUE_LEVEL 7
#define ESCALATION_DAYS 7           /* after its day it is no news any more */

struct lines {
    struct remind_line *v;
    size_t n;
};

struct planner {
    const struct remind_question *q;
    struct date today;
    const struct report *levels_of; /* neighbours share these, too */
    int levels[LEVELS_MOST];
    size_t nlevels;
    const char **held, **sent;      /* sorted */
    struct round round;             /* of the obligation looked at last: neighbours share it */
    struct lines stages, overdue;
};

bool
remind_hours(const struct plan *plan, const struct settings *settings, instant now)
{
    struct moment m = moment_of(now, settings->office.utc_offset);
    int minute = m.hour * 60 + m.minute;

    return calendar_working_day(plan, m.date) && minute >= settings->office.hours_from &&
           minute < settings->office.hours_to;
}

const struct strings *
remind_days(const struct settings *settings, const struct report *report)
{
    return report != NULL && report->reminder_days.n > 0 ? &report->reminder_days
                                                         : &settings->reminder_days;
}

static void
read_levels(struct planner *p, const struct report *report)
{
    const struct strings *days = remind_days(p->q->settings, report);

    p->levels_of = report;
    p->nlevels = 0;
    for (size_t i = 0; i < days->n && p->nlevels < LEVELS_MOST; i++)
        p->levels[p->nlevels++] = atoi(days->v[i]);
}

void
remind_window(const struct plan *plan, const struct settings *settings, instant now, instant *from,
              instant *to)
{
    const struct remind_question q = { .plan = plan, .settings = settings };
    struct planner p = { .q = &q };
    int most = 0;

    for (size_t r = 0; r < plan->nreports; r++) {
        read_levels(&p, &plan->reports[r]);
        for (size_t i = 0; i < p.nlevels; i++)
            most = p.levels[i] > most ? p.levels[i] : most;
    }
    *from = now - (LAST_OVERDUE_LEVEL + ESCALATION_DAYS + HOLIDAYS_MOST) * (instant)DAY;
    *to = now + (most + HOLIDAYS_MOST) * (instant)DAY;
}

bool
remind_waits(const struct obligation *o)
{
    return count_unanswered(o) && o->tracked && o->due != INSTANT_NONE;
}

/* ---- sets of codes and reasons ------------------------------------------------- */

static const char **
sorted(const struct strings *list)
{
    const char **v;

    if (list == NULL || list->n == 0)
        return NULL;
    v = xreallocarray(NULL, list->n, sizeof *v);
    for (size_t i = 0; i < list->n; i++)
        v[i] = list->v[i];
    qsort(v, list->n, sizeof *v, strings_order);
    return v;
}

static bool
is_in(const char *const *v, const struct strings *list, const char *text)
{
    return v != NULL && bsearch(&text, v, list->n, sizeof *v, strings_order) != NULL;
}

/* ---- stages ----------------------------------------------------------------------- */

static int
days_between(struct date from, struct date to)
{
    return (int)(date_day(to) - date_day(from));
}

static struct date
overdue_day(const struct planner *p, const struct round *round, int level)
{
    return calendar_working_after(p->q->plan, date_add(round->first_overdue_day, level));
}

static bool
stage_today(const struct planner *p, struct remind_line *line)
{
    const struct round *round = &line->round;

    if (date_compare(p->today, round->last_day) <= 0) {
        line->stage = REMIND_BEFORE;
        line->days = days_between(p->today, round->last_day);
        line->working_days = calendar_working_days(p->q->plan, p->today, round->last_day);
        line->level = calendar_reminder_level(p->q->plan, round, p->today, p->levels, p->nlevels);
        return line->level > 0;
    }
    line->stage = REMIND_OVERDUE;
    line->days = days_between(round->last_day, p->today);
    for (size_t i = ARRAY_LEN(overdue_levels); i-- > 0;) {
        line->level = overdue_levels[i];
        if (date_compare(overdue_day(p, round, line->level), p->today) == 0)
            return true;
    }
    return false;
}

static bool
escalates_today(const struct planner *p, const struct remind_line *line)
{
    int since;

    if (line->stage != REMIND_OVERDUE)
        return false;
    since = days_between(overdue_day(p, &line->round, LAST_OVERDUE_LEVEL), p->today);
    return since >= 0 && since <= ESCALATION_DAYS;
}

static void
look_at(struct planner *p, const struct obligation *o)
{
    const struct remind_question *q = p->q;
    struct remind_line line = {
        .obligation = o,
        .of = plan_unit(q->plan, o->unit),
        .report = calendar_report(q->plan, o->report, o->period),
    };

    line.unit = plan_heir(q->plan, line.of, p->today);
    if (line.unit == NULL || line.report == NULL || !unit_valid_on(line.unit, p->today))
        return;
    if (p->round.due != o->due)
        calendar_days(q->plan, o->due, q->settings->office.utc_offset, &p->round);
    if (p->levels_of != line.report)
        read_levels(p, line.report);
    line.round = p->round;
    line.round.report = line.report;
    strncpy(line.round.period, o->period, sizeof line.round.period - 1);
    line.held = is_in(p->held, q->held, o->unit);
    if (stage_today(p, &line))
        *ARRAY_MORE(p->stages.v, p->stages.n) = line;
    if (escalates_today(p, &line)) {
        line.level = LAST_OVERDUE_LEVEL;        /* also where the day of its letter is past */
        *ARRAY_MORE(p->overdue.v, p->overdue.n) = line;
    }
}

/* ---- letters -------------------------------------------------------------------------- */

static int
compare_order(const void *a, const void *b)
{
    return (a > b) - (a < b);       /* of rows of one array: the plan's order */
}

static int
by_unit(const void *a, const void *b)
{
    const struct remind_line *x = a, *y = b;
    int order = compare_order(x->unit, y->unit);

    if (order == 0)
        order = (x->obligation->due > y->obligation->due) -
                (x->obligation->due < y->obligation->due);
    return order != 0 ? order : compare_order(x->report, y->report);
}

static bool
same_round(const struct remind_line *a, const struct remind_line *b)
{
    return a->report == b->report && a->obligation->due == b->obligation->due &&
           strcmp(a->obligation->period, b->obligation->period) == 0;
}

static int
by_round(const void *a, const void *b)
{
    const struct remind_line *x = a, *y = b;
    int order = compare_order(x->report, y->report);

    if (order == 0)
        order = (x->obligation->due > y->obligation->due) -
                (x->obligation->due < y->obligation->due);
    if (order == 0)
        order = strcmp(x->obligation->period, y->obligation->period);
    return order != 0 ? order : compare_order(x->unit, y->unit);
}

static struct remind_line *
copy_lines(const struct remind_line *v, size_t n)
{
    struct remind_line *copy = xreallocarray(NULL, n, sizeof *copy);

    memcpy(copy, v, n * sizeof *copy);
    return copy;
}

static void
add_reminder(const struct planner *p, const struct remind_line *lines, size_t n,
             struct reminders *out)
{
    struct reminder reminder = { .unit = lines->unit, .nlines = n };
    char day[11];

    date_write(p->today, day);
    reminder.reason = xasprintf("remind:%s:%s", day, lines->unit->code);
    if (is_in(p->sent, p->q->sent, reminder.reason)) {
        free(reminder.reason);
        return;
    }
    reminder.lines = copy_lines(lines, n);
    if (lines->held)
        *ARRAY_MORE(out->held, out->nheld) = reminder;
    else
        *ARRAY_MORE(out->v, out->n) = reminder;
}

static void
add_escalation(const struct planner *p, const struct remind_line *lines, size_t n,
               struct reminders *out)
{
    struct escalation e = { .report = lines->report, .nlines = n };
    char day[11];

    date_write(lines->round.before, day);
    e.reason = xasprintf("escalate:%s:%s:%s", e.report->code, lines->obligation->period, day);
    if (is_in(p->sent, p->q->sent, e.reason)) {
        free(e.reason);
        return;
    }
    e.period = xstrdup(lines->obligation->period);
    e.lines = copy_lines(lines, n);
    *ARRAY_MORE(out->escalations, out->nescalations) = e;
}

static void
make_letters(struct planner *p, struct reminders *out)
{
    struct lines *s = &p->stages, *o = &p->overdue;
    size_t end;

    if (s->n > 1)
        qsort(s->v, s->n, sizeof *s->v, by_unit);
    for (size_t i = 0; i < s->n; i = end) {
        for (end = i + 1; end < s->n && s->v[end].unit == s->v[i].unit;)
            end++;
        add_reminder(p, &s->v[i], end - i, out);
    }
    if (o->n > 1)
        qsort(o->v, o->n, sizeof *o->v, by_round);
    for (size_t i = 0; i < o->n; i = end) {
        for (end = i + 1; end < o->n && same_round(&o->v[end], &o->v[i]);)
            end++;
        add_escalation(p, &o->v[i], end - i, out);
    }
}

void
remind_plan(const struct remind_question *q, struct reminders *out)
{
    struct planner p = { .q = q, .round = { .due = INSTANT_NONE } };
    instant from, to;

    *out = (struct reminders){0};
    if (!remind_hours(q->plan, q->settings, q->now) || q->now < q->settings->mailbox.go_live)
        return;
    p.today = moment_of(q->now, q->settings->office.utc_offset).date;
    p.held = sorted(q->held);
    p.sent = sorted(q->sent);
    remind_window(q->plan, q->settings, q->now, &from, &to);
    for (size_t i = 0; i < q->n; i++) {
        const struct obligation *o = &q->obligations[i];

        if (o->due >= from && o->due <= to && remind_waits(o))
            look_at(&p, o);
    }
    make_letters(&p, out);
    free(p.held);
    free(p.sent);
    free(p.stages.v);
    free(p.overdue.v);
}

static void
reminders_free(struct reminder *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i].reason);
        free(v[i].lines);
    }
    free(v);
}

void
reminders_clear(struct reminders *r)
{
    reminders_free(r->v, r->n);
    reminders_free(r->held, r->nheld);
    for (size_t i = 0; i < r->nescalations; i++) {
        free(r->escalations[i].period);
        free(r->escalations[i].reason);
        free(r->escalations[i].lines);
    }
    free(r->escalations);
    *r = (struct reminders){0};
}
