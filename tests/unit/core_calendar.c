/* Deadlines against the table worked out by hand, and the plan's open
 * questions (A1 to A29), each by its number. */
#include "calendar_scene.h"

static const int levels[] = { 14, 7, 3, 1 };

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

static void
of_two_deadlines_the_past_one_is_meant_unless_the_next_is_half_as_far(void **state)
{
    instant past = at("2026-06-10"), next = at("2027-06-10");

    (void)state;
    assert_true(calendar_nearer(past, next, at("2026-12-20")));
    assert_true(calendar_nearer(past, next, at("2027-02-01")));
    assert_true(calendar_nearer(next, past, at("2027-03-01")));
    assert_true(calendar_nearer(next, past, at("2027-06-10")));
    assert_true(calendar_nearer(next, INSTANT_NONE, past));
    assert_false(calendar_nearer(next, next, past));
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
        cmocka_unit_test(of_two_deadlines_the_past_one_is_meant_unless_the_next_is_half_as_far),
    };

    return cmocka_run_group_tests_name("core_calendar", tests, NULL, NULL);
}
