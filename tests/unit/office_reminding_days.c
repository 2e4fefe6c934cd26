/* What moves reminders as days pass: an extension, a cure, a jump of the clock, a changed plan, ten years of a country. */
#include "reminding_scene.h"

#include <time.h>

#define COUNTRY 11000

static void
an_extension_moves_the_stages(void **state)
{
    struct obligation o;

    (void)state;
    day("2023-06-01T08:00");
    o = owed("h-tam-nong", "HALF_YEAR", "2023");
    o.due = at("2023-06-15T00:00");                     /* until 14/6, hence 7 days before it is 7/6 */
    assert_int_equal(obligation_put(desk->store, &o), 0);
    obligation_clear(&o);
    day("2023-06-06T08:00");
    assert_false(stands("remind:2023-06-06:h-tam-nong"));
    day("2023-06-07T08:00");
    assert_int_equal(count("remind:2023-06-07", LETTER_QUEUED), 1);
}

static void
the_lead_hears_of_it_after_the_last_stage(void **state)
{
    bool found;
    struct letter_row row;

    (void)state;
    keep(at("2023-05-02T08:00"));
    day("2023-06-12T08:00");
    arrives("h-tan-hong", "HALF_YEAR", "2023", EVENT_SUBMITTED);
    day("2023-06-19T08:00");
    assert_int_equal(count("escalate:", LETTER_QUEUED), 1);
    row = letter("escalate:HALF_YEAR:2023:2023-06-10", &found);
    assert_true(found);
    assert_string_equal(row.recipient, "truongphong@pv05.example");
    letter_row_clear(&row);
    day("2023-06-20T08:00");
    assert_int_equal(count("escalate:", LETTER_QUEUED), 1);
}

/* The half-year report is due at the beginning of 10 June. */
static void
what_was_due_before_the_first_start_is_owed_by_nobody(void **state)
{
    static const struct { const char *go_live, *first; bool owed; } starts[] = {
        { NULL, "2023-06-09T23:59", true }, { NULL, "2023-06-10T00:00", false }, { NULL, "2026-11-28T08:00", false },
        { "2023-06-09T23:59", "2026-11-28T08:00", true }, { "2023-06-10T08:00", "2023-06-10T09:00", false },
    };

    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        struct obligation *rows = NULL, o = {0};
        size_t n = 0;

        scene_end(state);
        scene_start(state);
        if (starts[i].go_live != NULL)
            assert_true(instant_parse(starts[i].go_live, 25200, &desk->settings->mailbox.go_live));
        keep(at(starts[i].first));
        assert_int_equal(obligation_get(desk->store, "h-tan-hong", "HALF_YEAR", "2023", &o), starts[i].owed ? 0 : 1);
        obligation_clear(&o);
        keep(at("2026-12-20T08:00"));
        assert_int_equal(obligation_due_between(desk->store, 0, at(starts[i].go_live != NULL ? starts[i].go_live : starts[i].first), &rows, &n), 0);
        assert_int_equal(n, 0);
        obligations_free(rows, n);
    }
}

/* What is due after go-live is owed; the days of its reminders may lie before. */
static void
nobody_is_reminded_before_go_live(void **state)
{
    struct obligation o;

    (void)state;
    assert_true(instant_parse("2023-06-07T12:00", 25200, &desk->settings->mailbox.go_live));
    keep(at("2023-05-02T08:00"));
    o = owed("h-tan-hong", "HALF_YEAR", "2023");
    obligation_clear(&o);
    for (int d = 1; d <= 7; d++) {
        char when[24];

        snprintf(when, sizeof when, "2023-06-%02dT08:00", d);
        day(when);
        assert_int_equal(count("remind:", LETTER_QUEUED), 0);
    }
    day("2023-06-08T08:00");
    assert_true(count("remind:2023-06-08", LETTER_QUEUED) > 0);
}

static void
a_cure_date_that_passes_is_shown_once(void **state)
{
    struct obligation o;

    (void)state;
    keep(at("2023-05-02T08:00"));
    day("2023-06-20T08:00");
    o = owed("h-tan-hong", "HALF_YEAR", "2023");
    o.state = STATE_RETURNED;
    o.first_received = at("2023-06-08T08:00");
    o.cure = at("2023-06-28T00:00");
    assert_int_equal(obligation_put(desk->store, &o), 0);
    obligation_clear(&o);
    day("2023-06-27T08:00");
    assert_int_equal(count("reminding:", LETTER_QUEUED), 0);
    day("2023-06-28T08:00");
    assert_int_equal(count("reminding:2023-06-28", LETTER_QUEUED), 2);
    day("2023-06-29T08:00");
    assert_int_equal(count("reminding:", LETTER_QUEUED), 2);
}

static void
a_jump_of_ten_years_sends_no_storm(void **state)
{
    (void)state;
    for (size_t i = 0; i < desk->plan->nunits; i++)
        desk->plan->units[i].valid_to = (struct date){0};
    day("2023-05-25T08:00");
    day("2033-05-25T08:00");
    assert_int_equal(count("", LETTER_QUEUED), 0);
}

/* A plan that asks something new in July asks it from July on. */
static void
a_changed_plan_changes_the_future(void **state)
{
    struct obligation o = {0};
    struct due *due;

    (void)state;
    keep(at("2023-03-01T08:00"));
    day("2023-07-03T08:00");
    for (size_t i = 0; i < desk->plan->nreports; i++) {
        struct report *r = &desk->plan->reports[i];

        if (strcmp(r->code, "ANNUAL") == 0)
            r->dues[0].date = (struct date){ 0, 11, 1 };
        if (strcmp(r->code, "HALF_YEAR") == 0) {        /* this one's round of 2023 is history */
            due = &r->dues[0];
            due->date = (struct date){ 0, 6, 20 };
        }
        if (strcmp(r->code, "IMPL_2023") == 0)
            strings_free(&r->who_except);
    }
    day("2023-07-04T08:00");
    o = owed("h-tan-hong", "ANNUAL", "2023");
    assert_int_equal(o.due, at("2023-11-01T00:00"));
    obligation_clear(&o);
    o = owed("h-tan-hong", "HALF_YEAR", "2023");
    assert_int_equal(o.due, at("2023-06-10T00:00"));
    obligation_clear(&o);
    o = owed("h-tan-hong", "HALF_YEAR", "2024");
    assert_int_equal(o.due, at("2024-06-20T00:00"));
    obligation_clear(&o);
    assert_int_equal(obligation_get(desk->store, "ca-tinh", "IMPL_2023", "2023", &o), 1);   /* due in April: not asked in July */
}

/* ---- a country ------------------------------------------------------------------------- */

static void
write_text(const char *name, const char *text, size_t n, char **path)
{
    char *cause = NULL;

    *path = xasprintf("%s/%s", folder, name);
    assert_int_equal(file_write(*path, text, n, 0600, &cause), 0);
}

static void
copy_beside(const char *name)
{
    char *from = xasprintf("etc/plans/%s", name), *beside, *cause = NULL, *text = file_read(from, 1 << 20, NULL, &cause);

    assert_non_null(text);
    write_text(name, text, strlen(text), &beside);
    free(beside);
    free(text);
    free(from);
}

/* The shipped plan with so many communes more. */
static int
open_country(void **state)
{
    char *text, *plan, *units, *cause = NULL;
    struct buf b = {0};

    (void)state;
    scene_folder();
    text = file_read("etc/plans/dong-thap-2023.conf", 1 << 20, NULL, &cause);
    assert_non_null(text);
    units = strstr(text, "units = (") + strlen("units = (");
    buf_add(&b, text, (size_t)(units - text));
    for (int i = 0; i < COUNTRY; i++)
        buf_addf(&b, "{ code = \"xa-%d\"; name = \"xã %d\"; holder = \"UBND xã %d\"; short_name = \"Xã %d\"; kind = \"xã\"; level = \"district\"; tracked = true; "
                     "addresses = [\"xa-%d@dongthap.example\"]; },\n", i, i, i, i, i);
    buf_adds(&b, units);
    write_text("plan.conf", b.data, b.len, &plan);
    copy_beside("holidays-vn.conf");
    copy_beside("communes-dong-thap-2023.conf");
    scene_open(plan);
    buf_free(&b);
    free(plan);
    free(text);
    return 0;
}

static double
milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
timed(const char *what, int (*step)(struct desk *, instant), instant now)
{
    double begun = milliseconds(), took;

    assert_true(step(desk, now) >= 0);
    took = milliseconds() - begun;
    printf("%s: %.1f ms\n", what, took);
    return took;
}

static int
kept(struct desk *d, instant now)
{
    int rc = store_begin(d->store);

    if (rc == 0)
        rc = obligations_keep(d, now);
    if (rc == 0)
        rc = withdraw_expired(d, now);
    return store_commit(d->store) == 0 ? rc : -1;
}

static int
looked(struct desk *d, instant now)
{
    struct reminding r;
    int rc = reminding_look(d, now, &r);

    reminding_clear(&r);
    return rc;
}

static int
status_of_one_report(struct desk *d, instant now)
{
    struct status s;
    int rc = status_load(d->store, d->plan, plan_report(d->plan, "HALF_YEAR"), "2028", now, &s);

    status_clear(&s);
    return rc;
}

static void
ten_years_of_a_country(void **state)
{
    (void)state;
    desk->settings->horizon = 3650;
    timed("ten years made", kept, at("2023-01-03T06:00"));
    timed("the day's first look at the rows", kept, at("2023-01-04T06:00"));
    timed("a tick on an idle day", looked, at("2028-07-05T09:00"));
    timed("a tick that finds 11,000 due", looked, at("2028-06-02T09:00"));
    timed("the tick that decides", reminding_tick, at("2028-06-02T09:00"));
    assert_int_equal(mailbox_drained_put(desk->store, clock_now()), 0);
    timed("the tick that writes the first letters", reminding_tick, clock_now());
    timed("the status of one report", status_of_one_report, clock_now());
}

static int64_t
notices(void)
{
    int64_t n = 0;

    assert_int_equal(letter_to_since(desk->store, "canbo@pv05.example", PRIORITY_ANSWER, "operator", 0, &n), 0);
    return n;
}

static void
the_officers_hear_of_a_mailbox_that_is_not_read(void **state)
{
    instant read = at("2023-06-06T08:00"), since;
    bool is;

    (void)state;
    assert_int_equal(health_unread(desk, read, &is, &since), 0);
    assert_true(is && since == INSTANT_NONE);
    assert_int_equal(mailbox_drained_put(desk->store, read), 0);
    assert_int_equal(health_unread(desk, read + HOUR, &is, &since), 0);
    assert_false(is);
    assert_int_equal(watch_tick(desk, true, read + 3 * HOUR), 0);
    assert_int_equal(notices(), 0);
    assert_int_equal(watch_tick(desk, true, read + 5 * HOUR), 0);
    assert_int_equal(watch_tick(desk, true, read + 6 * HOUR), 0);
    assert_int_equal(notices(), 1);                     /* once for as long as it lasts */
    assert_int_equal(mailbox_drained_put(desk->store, read + 6 * HOUR), 0);
    assert_int_equal(watch_tick(desk, true, read + 24 * HOUR), 0);
    assert_int_equal(notices(), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, scene_start, scene_end)
        STORY(an_extension_moves_the_stages),
        STORY(the_lead_hears_of_it_after_the_last_stage),
        STORY(what_was_due_before_the_first_start_is_owed_by_nobody),
        STORY(nobody_is_reminded_before_go_live),
        STORY(a_cure_date_that_passes_is_shown_once),
        STORY(a_jump_of_ten_years_sends_no_storm),
        STORY(a_changed_plan_changes_the_future),
        STORY(the_officers_hear_of_a_mailbox_that_is_not_read),
        cmocka_unit_test_setup_teardown(ten_years_of_a_country, open_country, scene_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
