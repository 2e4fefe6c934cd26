/* What an obligation counts as: a table of cases, and the bounds that hold for any docket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"

#define OFFSET (7 * HOUR)
#define DUE (100 * DAY - OFFSET)        /* midnight of the office */
#define NONE INSTANT_NONE

static const struct {
    const char *what;
    enum state state;
    instant due, first;
    bool untracked;
    instant now;
    struct count count;                 /* expected, received, on time, complete, accepted, waived, overdue, unfinished */
    int days;
} cases[] = {
    { "nothing came, not yet due", STATE_OPEN, DUE, NONE, false, DUE - 1, { 1, 0, 0, 0, 0, 0, 0, 0 }, 0 },
    { "nothing came, the day is here", STATE_OPEN, DUE, NONE, false, DUE, { 1, 0, 0, 0, 0, 0, 1, 0 }, 1 },
    { "nothing came for three days", STATE_OPEN, DUE, NONE, false, DUE + 3 * DAY - 1, { 1, 0, 0, 0, 0, 0, 1, 0 }, 3 },
    { "nothing came, not tracked (A7)", STATE_OPEN, DUE, NONE, true, DUE + DAY, { 1, 0, 0, 0, 0, 0, 0, 0 }, 0 },
    { "no deadline", STATE_OPEN, NONE, NONE, false, DUE, { 1, 0, 0, 0, 0, 0, 0, 0 }, 0 },
    { "came without a deadline", STATE_RECEIVED, NONE, DUE, false, DUE, { 1, 1, 1, 1, 0, 0, 0, 0 }, 0 },
    { "in the last second", STATE_RECEIVED, DUE, DUE - 1, false, DUE, { 1, 1, 1, 1, 0, 0, 0, 0 }, 0 },
    { "on the day itself (A1, A28)", STATE_RECEIVED, DUE, DUE, false, DUE + DAY, { 1, 1, 0, 1, 0, 0, 0, 0 }, 1 },
    { "a mail without its file answers nothing (A12)", STATE_INCOMPLETE, DUE, NONE, false, DUE + DAY, { 1, 0, 0, 0, 0, 0, 1, 0 }, 2 },
    { "an empty form: received, not complete", STATE_INCOMPLETE, DUE, DUE - DAY, false, DUE, { 1, 1, 1, 0, 0, 0, 0, 1 }, 0 },
    { "returned: received, not complete", STATE_RETURNED, DUE, DUE - DAY, false, DUE + DAY, { 1, 1, 1, 0, 0, 0, 0, 1 }, 0 },
    { "late, returned, then accepted: late still", STATE_ACCEPTED, DUE, DUE + DAY, false, DUE + 90 * DAY, { 1, 1, 0, 1, 1, 0, 0, 0 }, 2 },
    { "on paper, on time (A9)", STATE_ON_PAPER, DUE, DUE - DAY, false, DUE + DAY, { 1, 1, 1, 1, 0, 0, 0, 0 }, 0 },
    { "on paper, late", STATE_ON_PAPER, DUE, DUE + DAY, false, DUE + 9 * DAY, { 1, 1, 0, 1, 0, 0, 0, 0 }, 2 },
    { "waived is asked of nobody", STATE_WAIVED, DUE, NONE, false, DUE + DAY, { 0, 0, 0, 0, 0, 1, 0, 0 }, 0 },
    { "waived after it came", STATE_WAIVED, DUE, DUE - DAY, false, DUE + DAY, { 0, 0, 0, 0, 0, 1, 0, 0 }, 0 },
    { "the plan asks for it no longer", STATE_CANCELLED, DUE, NONE, false, DUE + DAY, { 0, 0, 0, 0, 0, 0, 0, 0 }, 0 },
};

static void
each_case_has_its_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct obligation o = { .state = cases[i].state, .due = cases[i].due, .first_received = cases[i].first,
                                      .tracked = !cases[i].untracked };
        struct count c = {0};

        count_add(&c, &o, cases[i].now);
        if (memcmp(&c, &cases[i].count, sizeof c) != 0 ||
            count_days_late(&o, cases[i].now, OFFSET) != cases[i].days)
            fail_msg("%s: %d %d %d %d %d %d %d %d, %d days", cases[i].what, c.expected, c.received, c.on_time, c.complete,
                     c.accepted, c.waived, c.overdue, c.unfinished, count_days_late(&o, cases[i].now, OFFSET));
    }
}

/* A deadline at an hour: on its own day minutes and hours, from the next day on days. */
static void
lateness_is_told_in_what_it_takes(void **state)
{
    const instant due = DUE - 8 * HOUR;
    static const struct { instant after; const char *vi, *en; } told[] = {
        { -1, NULL, NULL }, { 0, "1 phút", "1 min" }, { 4 * 60, "4 phút", "4 min" }, { HOUR - 1, "59 phút", "59 min" },
        { 2 * HOUR, "2 giờ", "2 h" }, { 2 * HOUR + 600, "2 giờ 10 phút", "2 h 10 min" }, { 8 * HOUR - 1, "7 giờ 59 phút", "7 h 59 min" },
        { 8 * HOUR, "1 ngày", "1 day" }, { 31 * HOUR, "1 ngày", "1 day" }, { 32 * HOUR, "2 ngày", "2 days" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        const struct obligation came = { .state = STATE_RECEIVED, .due = due, .first_received = due + told[i].after, .tracked = true },
                                owed = { .state = STATE_OPEN, .due = due, .first_received = NONE, .tracked = true };
        char *vi = words_late_of(&came, due + 90 * DAY, OFFSET, "vi"), *en = words_late_of(&owed, due + told[i].after, OFFSET, "en");

        if (told[i].vi == NULL) {
            assert_null(vi);
            assert_null(en);
        } else {
            assert_string_equal(vi, told[i].vi);
            assert_string_equal(en, told[i].en);
        }
        free(vi);
        free(en);
    }
    assert_null(words_late(DUE, NONE, OFFSET, "vi"));
    assert_null(words_late(NONE, DUE, OFFSET, "vi"));
}

static void
the_numbers_keep_their_order(void **state)
{
    (void)state;
    srandom(1);
    for (int docket = 0; docket < 1000; docket++) {
        struct count c = {0};
        instant now = random() % (200 * DAY);

        for (long n = random() % 60; n > 0; n--) {
            struct obligation o = { .state = (enum state)(random() % STATES), .due = random() % 5 ? random() % (200 * DAY) : NONE,
                                    .first_received = random() % 2 ? random() % (200 * DAY) : NONE, .tracked = random() % 3 != 0 };

            count_add(&c, &o, now);
        }
        assert_true(0 <= c.on_time && c.on_time <= c.received && c.received <= c.expected);
        assert_true(0 <= c.accepted && c.accepted <= c.complete && c.complete <= c.received);
        assert_true(0 <= c.overdue && c.overdue <= c.expected - c.received);
        assert_true(0 <= c.unfinished && c.unfinished <= c.received - c.complete);
    }
}

static void
a_share_is_all_or_nothing_only_if_it_is(void **state)
{
    (void)state;
    assert_int_equal(count_percent(0, 0), -1);
    assert_int_equal(count_percent(2, 3), 67);
    assert_int_equal(count_percent(1, 3), 33);
    assert_int_equal(count_percent(1, 8), 13);
    assert_int_equal(count_percent(199, 200), 99);
    assert_int_equal(count_percent(1, 1000), 1);
    assert_int_equal(count_percent(0, 7), 0);
    assert_int_equal(count_percent(7, 7), 100);
}

static void
the_middle_is_no_average(void **state)
{
    int odd[] = { 90, -2, 3 }, even[] = { 4, -3, 100, 1 }, one[] = { -5 };

    (void)state;
    assert_int_equal(count_median_twice(odd, 3), 6);
    assert_int_equal(count_median_twice(even, 4), 5);
    assert_int_equal(count_median_twice(one, 1), -10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_has_its_numbers),
        cmocka_unit_test(lateness_is_told_in_what_it_takes),
        cmocka_unit_test(the_numbers_keep_their_order),
        cmocka_unit_test(a_share_is_all_or_nothing_only_if_it_is),
        cmocka_unit_test(the_middle_is_no_average),
    };

    return cmocka_run_group_tests_name("core_count", tests, NULL, NULL);
}
