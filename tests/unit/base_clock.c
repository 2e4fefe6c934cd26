/* Dates and instants. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"

#define VIETNAM 25200

static void
instants_are_read_in_the_offices_zone(void **state)
{
    static const struct { const char *text; const char *utc; } cases[] = {
        { "2023-06-10", "2023-06-09T17:00:00Z" },
        { "2023-06-10T08:00", "2023-06-10T01:00:00Z" },
        { "2023-06-10T08:00:05", "2023-06-10T01:00:05Z" },
        { "2023-06-10T08:00Z", "2023-06-10T08:00:00Z" },
        { "2023-06-10T08:00:05+07:00", "2023-06-10T01:00:05Z" },
        { "2023-06-10T08:00-05:30", "2023-06-10T13:30:00Z" },
        { "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
        { "2024-02-29", "2024-02-28T17:00:00Z" },
    };
    char out[21];
    instant t;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_true(instant_parse(cases[i].text, VIETNAM, &t));
        instant_write(t, out);
        assert_string_equal(out, cases[i].utc);
    }
}

static void
what_is_no_time_is_refused(void **state)
{
    static const char *const bad[] = {
        "", "2023", "2023-6-10", "2023-02-29", "2023-13-01", "2023-00-10", "2023-06-31", "2023-06-10Z",
        "2023-06-10T", "2023-06-10T8:00", "2023-06-10T24:00", "2023-06-10T08:60", "2023-06-10T08:00:60",
        "2023-06-10T08:00+7", "2023-06-10T08:00+07:00x", "2023-06-10 08:00", "+023-06-10", "0000-01-01",
    };
    instant t = 42;
    struct date d = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(instant_parse(bad[i], 0, &t));
    assert_false(instant_parse(NULL, 0, &t));
    assert_int_equal(t, 42);
    assert_false(date_parse("2023-06-10T00:00", &d));
    assert_int_equal(d.year, 0);
}

static void
every_day_of_eight_centuries_follows_the_last(void **state)
{
    struct date d = { 1600, 1, 1 };
    int64_t day = date_day(d);

    (void)state;
    for (; d.year < 2400; day++) {
        struct date next = date_add(d, 1), back = date_of_day(day);

        assert_int_equal(date_compare(d, back), 0);
        assert_int_equal(date_day(next), day + 1);
        assert_true(date_compare(d, next) < 0);
        assert_true(date_valid(next));
        assert_int_equal((date_weekday(d) + 1) % 7, date_weekday(next));
        d = next;
    }
}

static void
weekdays_and_moments(void **state)
{
    struct moment m;
    instant t;

    (void)state;
    assert_int_equal(date_weekday((struct date){ 2023, 4, 9 }), 6);     /* Sunday */
    assert_int_equal(date_weekday((struct date){ 2026, 1, 2 }), 4);     /* Friday */
    assert_int_equal(date_weekday((struct date){ 1900, 1, 1 }), 0);     /* Monday */
    assert_true(instant_parse("2023-06-09T16:59:59Z", 0, &t));
    m = moment_of(t, VIETNAM);
    assert_int_equal(date_compare(m.date, (struct date){ 2023, 6, 9 }), 0);
    assert_int_equal(m.hour, 23);
    assert_int_equal(m.second, 59);
    assert_int_equal(instant_of((struct date){ 2023, 6, 10 }, 0, 0, VIETNAM), t + 1);
    m = moment_of(-1, 0);
    assert_int_equal(m.date.year, 1969);
    assert_int_equal(m.hour, 23);
}

static void
the_farthest_instants_can_be_written(void **state)
{
    char out[21];

    (void)state;
    instant_write(INSTANT_NONE, out);
    assert_string_equal(out, "0001-01-01T00:00:00Z");
    instant_write(INT64_MAX, out);
    assert_string_equal(out, "9999-12-31T23:59:59Z");
}

static void
the_clock_can_be_made_to_stand(void **state)
{
    int64_t before = clock_monotonic_ms();

    (void)state;
    assert_false(clock_is_set());
    assert_true(clock_now() > 1600000000);
    clock_set(1000);
    assert_true(clock_is_set());
    assert_int_equal(clock_now(), 1000);
    assert_true(clock_monotonic_ms() >= before);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instants_are_read_in_the_offices_zone),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(every_day_of_eight_centuries_follows_the_last),
        cmocka_unit_test(weekdays_and_moments),
        cmocka_unit_test(the_farthest_instants_can_be_written),
        cmocka_unit_test(the_clock_can_be_made_to_stand),
    };

    return cmocka_run_group_tests_name("base_clock", tests, NULL, NULL);
}
