/* Deadlines against the table worked out by hand, and the plan's open
 * questions (A1 to A29), each by its number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "core/calendar/calendar.h"

#define VIETNAM 25200
#define DATE(y, m, d) ((struct date){ (y), (m), (d) })

static const int levels[] = { 14, 7, 3, 1 };

static char *
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

static struct report *
report(struct plan *plan, const char *code, enum recurrence recurrence)
{
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);

    r->code = xstrdup(code);
    r->recurrence = recurrence;
    return r;
}

static struct report *
due(struct report *r, int year, int month, int day)
{
    ARRAY_MORE(r->dues, r->ndues)->date = DATE(year, month, day);
    return r;
}

static int
compare(const void *a, const void *b)
{
    return date_compare(*(const struct date *)a, *(const struct date *)b);
}

/* The plan of 2023 as far as its calendar goes. */
static struct plan *
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

static struct round
round_in(const struct plan *plan, const char *code, const char *period)
{
    struct round round = {0};

    assert_true(calendar_round(plan, plan_report(plan, code), period, VIETNAM, &round));
    assert_string_equal(round.period, period);
    assert_string_equal(round.report->code, code);
    return round;
}

static void
is_day(struct date d, const char *iso)
{
    char text[11];

    date_write(d, text);
    assert_string_equal(text, iso);
}

static void
is_instant(instant t, const char *local)
{
    instant wanted = 0;

    assert_true(instant_parse(local, VIETNAM, &wanted));
    assert_int_equal(t, wanted);
}

static instant
at(const char *local)
{
    instant t = 0;

    assert_true(instant_parse(local, VIETNAM, &t));
    return t;
}

/* ---- the table ------------------------------------------------------------------ */

static void
check_line(const struct plan *plan, char **column)
{
    static const char *const weekdays[] = {
        "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật",
    };
    struct round round = round_in(plan, column[0], column[1]);

    is_day(round.before, column[2]);
    is_instant(round.due, column[2]);
    is_day(round.last_day, column[3]);
    assert_string_equal(weekdays[date_weekday(round.last_day)], column[4]);
    is_day(round.last_working_day, column[5]);
    assert_string_equal(weekdays[date_weekday(round.last_working_day)], column[6]);
    is_day(round.first_overdue_day, column[7]);
    for (size_t i = 0; i < ARRAY_LEN(levels); i++)
        is_day(calendar_reminder_day(plan, &round, levels[i]), column[8 + i]);
}

static void
every_deadline_to_2030_is_as_worked_out_by_hand(void **state)
{
    struct plan *plan = a_plan();
    char *text = corpus("deadlines.tsv"), *lines = NULL, *fields = NULL, *column[12];
    int checked = 0;

    (void)state;
    for (char *line = strtok_r(text, "\r\n", &lines); line != NULL; line = strtok_r(NULL, "\r\n", &lines)) {
        for (size_t i = 0; i < ARRAY_LEN(column); i++) {
            column[i] = strtok_r(i == 0 ? line : NULL, "\t", &fields);
            assert_non_null(column[i]);
        }
        if (strcmp(column[0], "kind") == 0)
            continue;
        check_line(plan, column);
        checked++;
    }
    assert_int_equal(checked, 25);
    free(text);
    plan_free(plan);
}

/* ---- rules ------------------------------------------------------------------------- */

/* A1: on time if and only if received before 00:00 of the day. */
static void
a1_before_a_day_ends_as_it_begins(void **state)
{
    struct plan *plan = a_plan();
    struct round round = round_in(plan, "HALF_YEAR", "2023");

    (void)state;
    is_instant(round.due, "2023-06-10T00:00:00+07:00");
    assert_true(at("2023-06-09T23:59:59") < round.due);
    assert_false(at("2023-06-10T00:00:00") < round.due);
    assert_int_equal(calendar_days_late(at("2023-06-09T23:59:59"), round.due, VIETNAM), 0);
    assert_int_equal(calendar_days_late(at("2023-06-10T00:00:00"), round.due, VIETNAM), 1);
    plan_free(plan);
}

/* A2: the plan names dates. */
static void
a2_a_day_off_moves_nothing_unless_the_report_says_so(void **state)
{
    struct plan *plan = a_plan();
    struct round round = round_in(plan, "SELECT_LIST", "2026");

    (void)state;
    is_day(round.last_day, "2026-01-04");               /* a Sunday within 1 to 4 January */
    is_day(round.last_working_day, "2025-12-31");
    is_day(round.first_overdue_day, "2026-01-05");
    plan->reports[0].weekend = WEEKEND_NEXT_WORKING_DAY;
    round = round_in(plan, "SELECT_LIST", "2026");
    is_day(round.last_day, "2026-01-05");
    is_instant(round.due, "2026-01-06");
    is_day(round.last_working_day, "2026-01-05");
    is_day(round.first_overdue_day, "2026-01-06");
    round = round_in(plan, "SELECT_LIST", "2027");      /* a Monday stays one */
    is_day(round.last_day, "2027-01-04");
    plan_free(plan);
}

/* A4: a list mailed in December is for the year of its deadline. */
static void
a4_a_period_is_the_year_of_its_deadline(void **state)
{
    struct plan *plan = a_plan();
    size_t n = 0;
    struct round *rounds = calendar_rounds(plan, &plan->reports[0], DATE(2023, 12, 28), DATE(2024, 2, 1), VIETNAM, &n);

    (void)state;
    assert_int_equal(n, 1);
    assert_string_equal(rounds[0].period, "2024");
    free(rounds);
    plan_free(plan);
}

/* A20: nothing like a second half-year or a quarter is asked for. */
static void
a20_six_months_come_once_a_year(void **state)
{
    struct plan *plan = a_plan();
    struct round round;
    static const char *const strange[] = { "2023-H2", "2023-06", "2023-Q1", "23", "", "2023 ", "0000", "abcd", "2022" };
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(strange); i++)
        assert_false(calendar_round(plan, plan_report(plan, "HALF_YEAR"), strange[i], VIETNAM, &round));
    free(calendar_rounds(plan, plan_report(plan, "HALF_YEAR"), DATE(2023, 1, 1), DATE(2023, 12, 31), VIETNAM, &n));
    assert_int_equal(n, 1);
    plan_free(plan);
}

/* A22: the report on the launch is due once, in 2023. */
static void
a22_what_is_once_is_once(void **state)
{
    struct plan *plan = a_plan();
    struct round round;
    size_t n = 0;

    (void)state;
    free(calendar_rounds(plan, plan_report(plan, "IMPL_2023"), DATE(2000, 1, 1), DATE(2100, 1, 1), VIETNAM, &n));
    assert_int_equal(n, 1);
    assert_false(calendar_round(plan, plan_report(plan, "IMPL_2023"), "2024", VIETNAM, &round));
    assert_false(calendar_round(plan, plan_report(plan, "AD_HOC"), "2023", VIETNAM, &round));
    assert_false(calendar_round(plan, plan_report(plan, "UNIT_PLAN"), "2023", VIETNAM, &round));
    free(calendar_rounds(plan, plan_report(plan, "AD_HOC"), DATE(2000, 1, 1), DATE(2100, 1, 1), VIETNAM, &n));
    assert_int_equal(n, 0);
    plan_free(plan);
}

/* A28: received on the day D itself is one day late. */
static void
a28_lateness_counts_from_the_last_day_on_time(void **state)
{
    struct plan *plan = a_plan();
    struct round round = round_in(plan, "SELECT_LIST", "2023");

    (void)state;
    assert_int_equal(calendar_days_late(at("2023-06-09T16:00"), round.due, VIETNAM), 61);
    assert_int_equal(calendar_days_late(at("2023-04-10T23:59:59"), round.due, VIETNAM), 1);
    assert_int_equal(calendar_days_late(at("2023-04-11"), round.due, VIETNAM), 2);
    assert_int_equal(calendar_days_late(at("2023-04-09T18:00"), at("2023-04-09T17:00"), VIETNAM), 1);
    plan_free(plan);
}

/* A29: D-3 and D-1 both fall on 11 October 2024. */
static void
a29_two_levels_on_one_day_are_one_reminder(void **state)
{
    struct plan *plan = a_plan();
    struct round round = round_in(plan, "ANNUAL", "2024");

    (void)state;
    assert_int_equal(calendar_reminder_level(plan, &round, DATE(2024, 10, 11), levels, 4), 1);
    assert_int_equal(calendar_reminder_level(plan, &round, DATE(2024, 10, 7), levels, 4), 7);
    assert_int_equal(calendar_reminder_level(plan, &round, DATE(2024, 9, 30), levels, 4), 14);
    assert_int_equal(calendar_reminder_level(plan, &round, DATE(2024, 10, 8), levels, 4), 0);
    assert_int_equal(calendar_reminder_level(plan, &round, DATE(2024, 10, 13), levels, 4), 0);
    plan_free(plan);
}

/* ---- the plan language ---------------------------------------------------------------- */

static void
an_exception_holds_for_its_period_only(void **state)
{
    struct plan *plan = a_plan();
    size_t n = 0;
    struct round *rounds = calendar_rounds(plan, &plan->reports[0], DATE(2023, 1, 1), DATE(2025, 1, 5), VIETNAM, &n);

    (void)state;
    assert_int_equal(n, 3);
    is_day(rounds[0].before, "2023-04-10");
    is_day(rounds[1].before, "2024-01-05");
    is_day(rounds[2].before, "2025-01-05");
    free(rounds);
    plan->reports[0].exceptions[0].due.date = DATE(2026, 3, 1);     /* far from its year */
    rounds = calendar_rounds(plan, &plan->reports[0], DATE(2026, 2, 1), DATE(2026, 4, 1), VIETNAM, &n);
    assert_int_equal(n, 1);
    assert_string_equal(rounds[0].period, "2023");
    free(rounds);
    plan_free(plan);
}

static void
rounds_outside_first_and_last_do_not_exist(void **state)
{
    struct plan *plan = a_plan();
    struct report *r = &plan->reports[2];
    struct round round;

    (void)state;
    assert_false(calendar_round(plan, r, "2022", VIETNAM, &round));
    r->last = DATE(2025, 6, 10);
    assert_true(calendar_round(plan, r, "2025", VIETNAM, &round));
    r->last = DATE(2025, 6, 9);
    assert_false(calendar_round(plan, r, "2025", VIETNAM, &round));
    plan_free(plan);
}

/* The day a deadline names decides, not the day behind it nor where a weekend moves it. */
static void
first_and_last_go_by_the_day_that_is_named(void **state)
{
    struct plan *plan = a_plan();
    struct report *r = due(report(plan, "W", RECUR_WEEKLY), 0, 0, 5);
    struct round round;

    (void)state;
    r->dues[0].hour = 17;
    r->first = r->last = DATE(2024, 6, 28);
    assert_true(calendar_round(plan, r, "2024-W26", VIETNAM, &round));
    assert_false(calendar_round(plan, r, "2024-W25", VIETNAM, &round));
    assert_false(calendar_round(plan, r, "2024-W27", VIETNAM, &round));
    r->dues[0].hour = 0;
    r->dues[0].inclusive = true;
    assert_true(calendar_round(plan, r, "2024-W26", VIETNAM, &round));
    plan_free(plan);
}

static void
before(const struct plan *plan, const char *code, const char *period, const char *expected)
{
    char out[24];

    assert_int_equal(calendar_period_before(plan_report(plan, code), period, out), expected != NULL);
    if (expected != NULL)
        assert_string_equal(out, expected);
}

static void
every_period_but_the_only_one_has_one_before_it(void **state)
{
    struct plan *plan = a_plan();

    (void)state;
    report(plan, "H", RECUR_HALF_YEARLY);
    report(plan, "Q", RECUR_QUARTERLY);
    report(plan, "M", RECUR_MONTHLY);
    report(plan, "W", RECUR_WEEKLY);
    before(plan, "ANNUAL", "2023", "2022");
    before(plan, "H", "2023-H2", "2023-H1");
    before(plan, "H", "2023-H1", "2022-H2");
    before(plan, "Q", "2023-Q1", "2022-Q4");
    before(plan, "M", "2023-10", "2023-09");
    before(plan, "M", "2023-01", "2022-12");
    before(plan, "W", "2023-W02", "2023-W01");
    before(plan, "W", "2021-W01", "2020-W53");
    before(plan, "W", "2023-W01", "2022-W52");
    before(plan, "IMPL_2023", "2023", NULL);
    before(plan, "AD_HOC", "DX:512", NULL);
    before(plan, "M", "2023-13", NULL);
    plan_free(plan);
}

static void
halves_and_quarters_run_into_the_next_year(void **state)
{
    struct plan *plan = a_plan();

    (void)state;
    due(due(report(plan, "H", RECUR_HALF_YEARLY), 0, 7, 5), 0, 1, 5);
    due(due(due(due(report(plan, "Q", RECUR_QUARTERLY), 0, 3, 20), 0, 6, 20), 0, 9, 20), 0, 12, 20);
    is_day(round_in(plan, "H", "2023-H1").before, "2023-07-05");
    is_day(round_in(plan, "H", "2023-H2").before, "2024-01-05");
    is_day(round_in(plan, "Q", "2023-Q1").before, "2023-03-20");
    is_day(round_in(plan, "Q", "2023-Q4").before, "2023-12-20");
    plan_free(plan);
}

static void
months_and_weeks_have_their_rounds(void **state)
{
    struct plan *plan = a_plan();
    struct round round, *rounds;
    size_t n = 0;

    (void)state;
    due(report(plan, "M", RECUR_MONTHLY), 0, 0, 15);
    due(report(plan, "W", RECUR_WEEKLY), 0, 0, 5);
    is_day(round_in(plan, "M", "2023-06").before, "2023-06-15");
    assert_false(calendar_round(plan, plan_report(plan, "M"), "2023-13", VIETNAM, &round));
    assert_false(calendar_round(plan, plan_report(plan, "M"), "2023-6", VIETNAM, &round));
    rounds = calendar_rounds(plan, plan_report(plan, "M"), DATE(2023, 6, 15), DATE(2024, 6, 15), VIETNAM, &n);
    assert_int_equal(n, 13);
    free(rounds);
    is_day(round_in(plan, "W", "2023-W01").before, "2023-01-06");
    is_day(round_in(plan, "W", "2020-W53").before, "2021-01-01");
    assert_false(calendar_round(plan, plan_report(plan, "W"), "2023-W53", VIETNAM, &round));
    rounds = calendar_rounds(plan, plan_report(plan, "W"), DATE(2020, 12, 1), DATE(2021, 1, 31), VIETNAM, &n);
    assert_int_equal(n, 9);
    for (size_t i = 1; i < n; i++)
        assert_int_equal(rounds[i].due - rounds[i - 1].due, 7 * 86400);
    free(rounds);
    plan_free(plan);
}

static void
by_lets_the_day_or_the_minute_itself_count(void **state)
{
    struct plan *plan = a_plan();
    struct due *d = &plan->reports[2].dues[0];
    struct round round;

    (void)state;
    d->inclusive = true;
    round = round_in(plan, "HALF_YEAR", "2023");
    is_instant(round.due, "2023-06-11");
    is_day(round.last_day, "2023-06-10");
    is_day(round.before, "2023-06-11");
    is_day(round.last_working_day, "2023-06-09");
    d->hour = 17;
    round = round_in(plan, "HALF_YEAR", "2023");
    is_instant(round.due, "2023-06-10T17:01");
    is_day(round.last_day, "2023-06-10");
    d->inclusive = false;
    round = round_in(plan, "HALF_YEAR", "2023");
    is_instant(round.due, "2023-06-10T17:00");
    is_day(round.last_day, "2023-06-10");
    is_day(round.first_overdue_day, "2023-06-12");
    plan_free(plan);
}

static void
working_days_know_holidays_and_swapped_saturdays(void **state)
{
    struct plan *plan = a_plan();

    (void)state;
    assert_false(calendar_working_day(plan, DATE(2026, 1, 2)));     /* swapped for the Saturday after */
    assert_true(calendar_working_day(plan, DATE(2026, 1, 10)));
    assert_false(calendar_working_day(plan, DATE(2026, 1, 11)));
    is_day(calendar_working_before(plan, DATE(2026, 1, 4)), "2025-12-31");
    is_day(calendar_working_after(plan, DATE(2026, 1, 1)), "2026-01-05");
    is_day(calendar_working_after(plan, DATE(2026, 1, 10)), "2026-01-10");
    assert_int_equal(calendar_working_days(plan, DATE(2023, 6, 2), DATE(2023, 6, 9)), 5);
    assert_int_equal(calendar_working_days(plan, DATE(2023, 6, 9), DATE(2023, 6, 9)), 0);
    assert_int_equal(calendar_working_days(plan, DATE(2025, 12, 31), DATE(2026, 1, 4)), 0);
    plan_free(plan);
}

static void
an_extended_deadline_has_its_own_days(void **state)
{
    struct plan *plan = a_plan();
    struct round round = {0};

    (void)state;
    calendar_days(plan, at("2023-06-17"), VIETNAM, &round);
    is_day(round.last_day, "2023-06-16");
    is_day(round.first_overdue_day, "2023-06-19");
    is_day(calendar_reminder_day(plan, &round, 3), "2023-06-13");
    plan_free(plan);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_deadline_to_2030_is_as_worked_out_by_hand),
        cmocka_unit_test(a1_before_a_day_ends_as_it_begins),
        cmocka_unit_test(a2_a_day_off_moves_nothing_unless_the_report_says_so),
        cmocka_unit_test(a4_a_period_is_the_year_of_its_deadline),
        cmocka_unit_test(a20_six_months_come_once_a_year),
        cmocka_unit_test(a22_what_is_once_is_once),
        cmocka_unit_test(a28_lateness_counts_from_the_last_day_on_time),
        cmocka_unit_test(a29_two_levels_on_one_day_are_one_reminder),
        cmocka_unit_test(an_exception_holds_for_its_period_only),
        cmocka_unit_test(rounds_outside_first_and_last_do_not_exist),
        cmocka_unit_test(first_and_last_go_by_the_day_that_is_named),
        cmocka_unit_test(every_period_but_the_only_one_has_one_before_it),
        cmocka_unit_test(halves_and_quarters_run_into_the_next_year),
        cmocka_unit_test(months_and_weeks_have_their_rounds),
        cmocka_unit_test(by_lets_the_day_or_the_minute_itself_count),
        cmocka_unit_test(working_days_know_holidays_and_swapped_saturdays),
        cmocka_unit_test(an_extended_deadline_has_its_own_days),
    };

    return cmocka_run_group_tests_name("core_calendar", tests, NULL, NULL);
}
