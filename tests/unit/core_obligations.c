/* What a plan makes owed, and how it follows when the plan changes. */
#include "remind_scene.h"

static void
obligations_follow_levels_and_horizon(void **state)
{
    struct office o = an_office();

    (void)state;
    owe(&o, "2022-01-01", "2023-04-10");
    assert_int_equal(o.docket.n, 5);
    assert_string_equal(o.docket.v[0].report, "SELECT_LIST");
    assert_string_equal(o.docket.v[0].unit, "tp-cao-lanh");
    assert_string_equal(o.docket.v[0].period, "2023");
    assert_int_equal(o.docket.v[0].due, at("2023-04-10"));
    assert_int_equal(o.docket.v[0].due_original, at("2023-04-10"));
    assert_int_equal(o.docket.v[0].first_received, INSTANT_NONE);
    assert_int_equal(o.docket.v[0].state, STATE_OPEN);
    owed(&o, "so-y-te", "IMPL_2023");
    close_office(&o);
}

static void
a_changed_plan_changes_the_open_future_only(void **state)
{
    struct office o = an_office();
    struct obligation *row;

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    row = owed(&o, "h-cao-lanh", "HALF_YEAR");
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), 0);
    o.plan->reports[2].dues[0].date = DATE(0, 6, 20);
    o.plan->units[1].tracked = false;
    assert_int_equal(obligation_revise(o.plan, at("2023-06-10"), VIETNAM, row), 0);     /* past: stays */
    row->state = STATE_RECEIVED;
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), 0);     /* answered: stays */
    row->state = STATE_OPEN;
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), REVISED_DUE | REVISED_TRACKED);
    assert_int_equal(row->due, at("2023-06-20"));
    o.plan->reports[2].dues[0].date = DATE(0, 5, 1);
    assert_int_equal(obligation_revise(o.plan, at("2023-06-01"), VIETNAM, row), 0);     /* not into the past */
    assert_int_equal(row->due, at("2023-06-20"));
    row->state = STATE_INCOMPLETE;              /* a mail without its file answers nothing */
    o.plan->reports[2].dues[0].date = DATE(0, 6, 21);
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), REVISED_DUE);
    row->first_received = at("2023-04-30");     /* an incomplete report does */
    o.plan->reports[2].dues[0].date = DATE(0, 6, 22);
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), 0);
    row->first_received = INSTANT_NONE;
    row->state = STATE_OPEN;
    row->due = at("2023-07-01");                /* extended further than the plan moves it */
    o.plan->reports[2].dues[0].date = DATE(0, 6, 25);
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), REVISED_DUE);
    assert_int_equal(row->due, at("2023-07-01"));
    assert_int_equal(row->due_original, at("2023-06-25"));
    close_office(&o);
}

static void
what_the_plan_drops_is_cancelled_and_may_come_back(void **state)
{
    struct office o = an_office();
    struct obligation *row;

    (void)state;
    owe(&o, "2023-06-01", "2023-06-30");
    row = owed(&o, "h-cao-lanh", "HALF_YEAR");
    strings_add(&o.plan->reports[2].who_except, "h-cao-lanh");
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), REVISED_CANCELLED);
    assert_int_equal(row->state, STATE_CANCELLED);
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), 0);
    strings_free(&o.plan->reports[2].who_except);
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), REVISED_REOPENED);
    assert_int_equal(row->state, STATE_OPEN);
    free(row->report);
    row->report = xstrdup("AD_HOC");            /* an officer's, not the plan's */
    assert_int_equal(obligation_revise(o.plan, at("2023-05-01"), VIETNAM, row), 0);
    close_office(&o);
}

/* 11,000 units, ten years: a tick on a day when every unit is to be reminded. */
static void
a_tick_looks_at_ten_years_of_a_country(void **state)
{
    struct office o = an_office();
    struct reminders r;

    (void)state;
    for (int i = 0; i < 11000; i++) {
        char *code = xasprintf("xa-%05d", i);

        add_unit(o.plan, code, "district", true);
        free(code);
    }
    plan_index(o.plan);
    owe(&o, "2023-06-01", "2023-06-30");
    assert_int_equal(o.docket.n, 11002);
    o.docket.v = xreallocarray(o.docket.v, 10 * o.docket.n, sizeof *o.docket.v);
    for (size_t i = 1; i < 10; i++) {           /* later years borrow their codes */
        memcpy(o.docket.v + i * o.docket.n, o.docket.v, o.docket.n * sizeof *o.docket.v);
        for (size_t k = 0; k < o.docket.n; k++)
            o.docket.v[i * o.docket.n + k].due += (instant)i * 365 * 86400;
    }
    o.docket.n *= 10;
    r = ask(&o, at("2023-06-02T08:00"));
    assert_int_equal(r.n, 11002);
    reminders_clear(&r);
    o.docket.n /= 10;
    close_office(&o);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(obligations_follow_levels_and_horizon),
        cmocka_unit_test(a_changed_plan_changes_the_open_future_only),
        cmocka_unit_test(what_the_plan_drops_is_cancelled_and_may_come_back),
        cmocka_unit_test(a_tick_looks_at_ten_years_of_a_country),
    };

    return cmocka_run_group_tests_name("core_obligations", tests, NULL, NULL);
}
