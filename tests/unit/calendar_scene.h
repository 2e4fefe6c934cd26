/* A plan of a few reports, and the days that are expected of it. */
#ifndef DOCKETD_TESTS_CALENDAR_SCENE_H
#define DOCKETD_TESTS_CALENDAR_SCENE_H

#include "local_time.h"

#include "base/file.h"
#include "base/mem.h"
#include "core/calendar/calendar.h"

static inline char *
corpus(const char *name)
{
    const char *slash = strrchr(__FILE__, '/');
    char *path = xasprintf("%.*s/../corpus/calendar/%s", (int)(slash - __FILE__), __FILE__, name), *cause = NULL;
    char *text = file_read(path, 1 << 20, NULL, &cause);

    if (text == NULL)
        fail_msg("%s", cause);
    free(path);
    return text;
}

static inline struct report *
report(struct plan *plan, const char *code, enum recurrence recurrence)
{
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);

    r->code = xstrdup(code);
    r->recurrence = recurrence;
    return r;
}

static inline struct report *
due(struct report *r, int year, int month, int day)
{
    ARRAY_MORE(r->dues, r->ndues)->date = DATE(year, month, day);
    return r;
}

static inline int
compare(const void *a, const void *b)
{
    return date_compare(*(const struct date *)a, *(const struct date *)b);
}

/* The plan of 2023 as far as its calendar goes. */
static inline struct plan *
a_plan(void)
{
    struct plan *plan = xcalloc(1, sizeof *plan);
    struct due_exception *exception;
    struct report *r;
    char *text = corpus("holidays_vn.tsv"), *rest = NULL;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        struct date d;

        line[strcspn(line, "\t")] = '\0';
        if (date_parse(line, &d))
            *ARRAY_MORE(plan->holidays, plan->nholidays) = d;
    }
    qsort(plan->holidays, plan->nholidays, sizeof *plan->holidays, compare);
    free(text);
    assert_int_equal(plan->nholidays, 86);
    *ARRAY_MORE(plan->working_saturdays, plan->nworking_saturdays) = DATE(2026, 1, 10);
    r = due(report(plan, "SELECT_LIST", RECUR_YEARLY), 0, 1, 5);
    r->first = DATE(2023, 1, 1);
    exception = ARRAY_MORE(r->exceptions, r->nexceptions);
    exception->period = xstrdup("2023");
    exception->due.date = DATE(2023, 4, 10);
    due(report(plan, "IMPL_2023", RECUR_ONCE), 2023, 4, 10)->first = DATE(2023, 1, 1);
    due(report(plan, "HALF_YEAR", RECUR_YEARLY), 0, 6, 10)->first = DATE(2023, 1, 1);
    due(report(plan, "ANNUAL", RECUR_YEARLY), 0, 10, 15)->first = DATE(2023, 1, 1);
    report(plan, "AD_HOC", RECUR_ON_REQUEST);
    report(plan, "UNIT_PLAN", RECUR_UNDATED);
    return plan;
}

static inline struct round
round_in(const struct plan *plan, const char *code, const char *period)
{
    struct round round = {0};

    assert_true(calendar_round(plan, plan_report(plan, code), period, VIETNAM, &round));
    assert_string_equal(round.period, period);
    assert_string_equal(round.report->code, code);
    return round;
}

static inline void
is_day(struct date d, const char *iso)
{
    char text[11];

    date_write(d, text);
    assert_string_equal(text, iso);
}

static inline void
is_instant(instant t, const char *local)
{
    instant wanted = 0;

    assert_true(instant_parse(local, VIETNAM, &wanted));
    assert_int_equal(t, wanted);
}

#endif
