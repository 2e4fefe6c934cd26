/* A year of reminders: who is chased, when, and who is left alone. */
#include "remind_scene.h"

/* ---- the ordinary course --------------------------------------------------------- */

static void
a_silent_unit_hears_each_stage_once(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    assert_int_equal(o.docket.n, 2);
    told(live(&o, "2023-05-01", "2023-08-01", "h-cao-lanh"),
         "2023-05-26 HALF_YEAR -14\n"
         "2023-06-02 HALF_YEAR -7\n"
         "2023-06-06 HALF_YEAR -3\n"
         "2023-06-08 HALF_YEAR -1\n"
         "2023-06-12 HALF_YEAR +0\n"
         "2023-06-15 HALF_YEAR +3\n"
         "2023-06-19 HALF_YEAR +7\n"
         "2023-06-19 office hears of HALF_YEAR from 2\n");
    close_office(&o);
}

/* A3: two reports due on one day are one letter. */
static void
a3_two_reports_are_one_letter(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-04-01", "2023-04-30");
    told(live(&o, "2023-03-20", "2023-04-11", "h-cao-lanh"),
         "2023-03-24 SELECT_LIST -14, IMPL_2023 -14\n"
         "2023-03-31 SELECT_LIST -7, IMPL_2023 -7\n"
         "2023-04-06 SELECT_LIST -3, IMPL_2023 -3\n"
         "2023-04-07 SELECT_LIST -1, IMPL_2023 -1\n"
         "2023-04-10 SELECT_LIST +0, IMPL_2023 +0\n");
    close_office(&o);
}

/* A7: departments owe it, and are left alone until tracking is switched on. */
static void
a7_untracked_units_are_not_chased(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-04-01", "2023-04-30");
    assert_false(owed(&o, "so-y-te", "IMPL_2023")->tracked);
    told(live(&o, "2023-03-20", "2023-05-20", "so-y-te"), "2023-04-17 office hears of SELECT_LIST from 2\n"
                                                          "2023-04-17 office hears of IMPL_2023 from 2\n");
    close_office(&o);
}

/* A29: D-3 and D-1 both fall on Friday 11 October 2024. */
static void
a29_stages_that_meet_are_one(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2024-10-01", "2024-10-31");
    told(live(&o, "2024-09-20", "2024-10-16", "h-cao-lanh"),
         "2024-09-30 ANNUAL -14\n2024-10-07 ANNUAL -7\n2024-10-11 ANNUAL -1\n2024-10-15 ANNUAL +0\n");
    close_office(&o);
}

static void
overdue_stages_wait_for_the_end_of_a_holiday(void **state)
{
    struct office o = an_office();

    (void)state;
    for (int day = 16; day <= 27; day++)
        *ARRAY_MORE(o.plan->holidays, o.plan->nholidays) = DATE(2023, 10, day);
    owe(&o, "2023-10-01", "2023-10-31");
    told(live(&o, "2023-10-12", "2023-11-30", "h-cao-lanh"),
         "2023-10-13 ANNUAL -1\n2023-10-30 ANNUAL +0\n2023-11-02 ANNUAL +3\n2023-11-06 ANNUAL +7\n"
         "2023-11-06 office hears of ANNUAL from 2\n");
    close_office(&o);
}

/* ---- hours, downtime, clocks ------------------------------------------------------- */

static void
nothing_goes_out_at_night_or_on_days_off(void **state)
{
    struct office o = an_office();
    static const char *const quiet[] = { "2023-06-02T06:59:59", "2023-06-02T17:00", "2023-06-03T10:00", "2023-06-04T10:00" };
    struct reminders r;

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    for (size_t i = 0; i < ARRAY_LEN(quiet); i++) {
        r = ask(&o, at(quiet[i]));
        assert_int_equal(r.n + r.nheld + r.nescalations, 0);
        reminders_clear(&r);
    }
    r = ask(&o, at("2023-06-02T07:00"));
    assert_int_equal(r.n, 2);
    assert_string_equal(r.v[1].reason, "remind:2023-06-02:h-cao-lanh");
    assert_int_equal(r.v[1].lines[0].days, 7);
    assert_int_equal(r.v[1].lines[0].working_days, 5);
    reminders_clear(&r);
    r = ask(&o, at("2023-06-02T16:59:59"));
    assert_int_equal(r.n, 2);
    reminders_clear(&r);
    close_office(&o);
}

static void
a_stage_missed_while_down_is_skipped(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    told(live(&o, "2023-06-02T17:30", "2023-06-09", "h-cao-lanh"), "2023-06-06 HALF_YEAR -3\n2023-06-08 HALF_YEAR -1\n");
    close_office(&o);
}

static void
ten_years_ahead_nobody_gets_a_storm(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-01-01", "2033-12-31");
    assert_int_equal(o.docket.n, 2 * 11 * 3 + 3);
    told(live(&o, "2033-06-20", "2033-06-24", "h-cao-lanh"), "2033-06-20 office hears of HALF_YEAR from 2\n");
    told(live(&o, "2033-06-24", "2033-09-01", "h-cao-lanh"), "");
    close_office(&o);
}

/* The office is told even if it was down on the day; a week later it is no news. */
static void
an_escalation_waits_a_week_and_no_longer(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    told(live(&o, "2023-06-26", "2023-07-31", "h-cao-lanh"), "2023-06-26 office hears of HALF_YEAR from 2\n");
    strings_free(&o.sent);
    told(live(&o, "2023-06-27", "2023-07-31", "h-cao-lanh"), "");
    close_office(&o);
}

/* ---- who is left alone ---------------------------------------------------------------- */

static void
who_has_answered_is_left_alone(void **state)
{
    static const enum state answered[] = {
        STATE_RECEIVED, STATE_INCOMPLETE, STATE_RETURNED, STATE_ACCEPTED, STATE_ON_PAPER,
        STATE_WAIVED, STATE_CANCELLED,
    };
    struct office o = an_office();
    struct obligation *row;

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    row = owed(&o, "h-cao-lanh", "HALF_YEAR");
    assert_true(remind_waits(row));
    row->first_received = at("2023-05-20");
    for (size_t i = 0; i < ARRAY_LEN(answered); i++) {
        row->state = answered[i];
        assert_false(remind_waits(row));
    }
    row->state = STATE_INCOMPLETE;              /* A12: a mail without its file is no report */
    row->first_received = INSTANT_NONE;
    assert_true(remind_waits(row));
    row->state = STATE_ON_PAPER;                /* A9 */
    told(live(&o, "2023-06-01", "2023-06-30", "h-cao-lanh"), "2023-06-19 office hears of HALF_YEAR from 1\n");
    close_office(&o);
}

static void
a_unit_with_mail_in_review_is_held_and_shown(void **state)
{
    struct office o = an_office();
    struct reminders r;

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    strings_add(&o.held, "h-cao-lanh");
    r = ask(&o, at("2023-06-02T08:00"));
    assert_int_equal(r.n, 1);
    assert_string_equal(r.v[0].unit->code, "tp-cao-lanh");
    assert_int_equal(r.nheld, 1);
    assert_string_equal(r.held[0].unit->code, "h-cao-lanh");
    assert_true(r.held[0].lines[0].held);
    reminders_clear(&r);
    close_office(&o);
}

/* A25: the district level ended on 30 June 2025. */
static void
a25_a_unit_that_is_gone_is_asked_for_nothing(void **state)
{
    struct office o = an_office();

    (void)state;
    o.plan->units[1].valid_to = DATE(2025, 6, 30);
    owe(&o, "2025-06-01", "2025-12-31");
    assert_int_equal(o.docket.n, 3);            /* both the half-year, one the annual */
    o.docket.v[0].due = o.docket.v[1].due = at("2025-07-10");
    told(live(&o, "2025-07-01", "2025-07-10", "h-cao-lanh"), "");
    close_office(&o);
}

/* ... unless another took its place whole: then that one answers, and is told whose it is. */
static void
a25_an_heir_is_reminded_of_what_it_took_over(void **state)
{
    struct office o = an_office();
    struct reminders r;

    (void)state;
    o.plan->units[1].valid_to = DATE(2025, 6, 30);
    o.plan->units[1].successor = xstrdup("tp-cao-lanh");
    owe(&o, "2025-06-01", "2025-06-30");
    owed(&o, "h-cao-lanh", "HALF_YEAR")->due = at("2025-07-10");
    owed(&o, "tp-cao-lanh", "HALF_YEAR")->state = STATE_ACCEPTED;
    r = ask(&o, at("2025-07-08T09:00"));
    assert_int_equal(r.n, 1);
    assert_string_equal(r.v[0].unit->code, "tp-cao-lanh");
    assert_int_equal(r.v[0].nlines, 1);
    assert_string_equal(r.v[0].lines[0].of->code, "h-cao-lanh");
    reminders_clear(&r);
    told(live(&o, "2025-07-01", "2025-07-10", "h-cao-lanh"), "");
    close_office(&o);
}

static void
an_extension_in_the_last_hour_counts(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    free(live(&o, "2023-06-01", "2023-06-09T23:00", "h-cao-lanh"));
    owed(&o, "h-cao-lanh", "HALF_YEAR")->due = at("2023-06-17");
    told(live(&o, "2023-06-09T23:00", "2023-06-20", "h-cao-lanh"),
         "2023-06-13 HALF_YEAR -3\n2023-06-15 HALF_YEAR -1\n2023-06-19 HALF_YEAR +0\n"
         "2023-06-19 office hears of HALF_YEAR from 1\n");
    close_office(&o);
}

static void
a_request_with_an_hour_is_chased_like_a_report(void **state)
{
    struct office o = an_office();
    struct obligation *row = ARRAY_MORE(o.docket.v, o.docket.n);

    (void)state;
    *row = (struct obligation){
        .unit = xstrdup("h-cao-lanh"), .report = xstrdup("AD_HOC"), .period = xstrdup("DX:512"),
        .due = at("2023-08-03T16:00"), .tracked = true, .first_received = INSTANT_NONE,
    };
    told(live(&o, "2023-08-01", "2023-08-05", "h-cao-lanh"), "2023-08-02 AD_HOC -1\n2023-08-04 AD_HOC +0\n");
    close_office(&o);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_silent_unit_hears_each_stage_once),
        cmocka_unit_test(a3_two_reports_are_one_letter),
        cmocka_unit_test(a7_untracked_units_are_not_chased),
        cmocka_unit_test(a29_stages_that_meet_are_one),
        cmocka_unit_test(overdue_stages_wait_for_the_end_of_a_holiday),
        cmocka_unit_test(nothing_goes_out_at_night_or_on_days_off),
        cmocka_unit_test(a_stage_missed_while_down_is_skipped),
        cmocka_unit_test(ten_years_ahead_nobody_gets_a_storm),
        cmocka_unit_test(an_escalation_waits_a_week_and_no_longer),
        cmocka_unit_test(who_has_answered_is_left_alone),
        cmocka_unit_test(a_unit_with_mail_in_review_is_held_and_shown),
        cmocka_unit_test(a25_a_unit_that_is_gone_is_asked_for_nothing),
        cmocka_unit_test(a25_an_heir_is_reminded_of_what_it_took_over),
        cmocka_unit_test(an_extension_in_the_last_hour_counts),
        cmocka_unit_test(a_request_with_an_hour_is_chased_like_a_report),
    };

    return cmocka_run_group_tests_name("core_remind", tests, NULL, NULL);
}
