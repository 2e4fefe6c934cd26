/* What the plan may say of a report's days: exceptions, first and last, periods, hours, days off. */
#include "calendar_scene.h"

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

/* Who sent early and incomplete has no less time than who did not send. */
static void
a_cure_ends_after_working_days_and_never_before_the_deadline(void **state)
{
    struct plan *plan = a_plan();
    struct settings *settings = xcalloc(1, sizeof *settings);
    instant friday = instant_of(DATE(2023, 6, 2), 9, 0, VIETNAM), due = instant_of(DATE(2023, 6, 10), 0, 0, VIETNAM);

    (void)state;
    settings->office.utc_offset = VIETNAM;
    settings->cure_days = 5;
    is_day(calendar_last_day(calendar_cure(plan, settings, friday, INSTANT_NONE), VIETNAM), "2023-06-09");
    is_day(calendar_last_day(calendar_cure(plan, settings, friday, friday), VIETNAM), "2023-06-09");
    assert_true(calendar_cure(plan, settings, friday, due + DAY) == due + DAY);
    assert_true(calendar_cure(plan, settings, friday - 10 * DAY, due) == due);
    free(settings);
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
        cmocka_unit_test(an_exception_holds_for_its_period_only),
        cmocka_unit_test(rounds_outside_first_and_last_do_not_exist),
        cmocka_unit_test(first_and_last_go_by_the_day_that_is_named),
        cmocka_unit_test(every_period_but_the_only_one_has_one_before_it),
        cmocka_unit_test(halves_and_quarters_run_into_the_next_year),
        cmocka_unit_test(months_and_weeks_have_their_rounds),
        cmocka_unit_test(by_lets_the_day_or_the_minute_itself_count),
        cmocka_unit_test(working_days_know_holidays_and_swapped_saturdays),
        cmocka_unit_test(a_cure_ends_after_working_days_and_never_before_the_deadline),
        cmocka_unit_test(an_extended_deadline_has_its_own_days),
    };

    return cmocka_run_group_tests_name("core_calendar_plan", tests, NULL, NULL);
}
