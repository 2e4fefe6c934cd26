/* Who is reminded, and who is spared: the shipped plan and letters, a docket
 * of its own for each story, a clock that stands where the story wants it. */
#include "reminding_scene.h"

static void
a_reminder_goes_to_every_district_and_to_nobody_else(void **state)
{
    bool found;
    struct letter_row row;

    (void)state;
    day(HALF_YEAR_14);
    assert_int_equal(count("remind:2023-05-26:", LETTER_QUEUED), 12);
    assert_int_equal(count("", LETTER_QUEUED), 12);
    row = letter("remind:2023-05-26:h-tan-hong", &found);
    assert_true(found);
    assert_string_equal(row.recipient, "h-tan-hong@dongthap.example");
    assert_string_equal(row.letter, "reminder");
    assert_int_equal(row.priority, PRIORITY_REMINDER);
    assert_non_null(strstr(row.mail, ".xlsx"));         /* the form to fill in */
    assert_non_null(strstr(row.mail, "text/calendar"));
    letter_row_clear(&row);
    day("2023-05-26T15:00");                            /* never two on one day */
    assert_int_equal(count("remind:", LETTER_QUEUED), 12);
}

/* Eleven letters are more than one tick writes. */
static void
all_written(instant now)
{
    int ticks = 0, rc;

    while ((rc = reminding_tick(desk, now)) == REMINDING_MORE && ticks < 12)
        ticks++;
    assert_int_equal(rc, REMINDING_QUIET);
    assert_true(ticks > 0);
}

static void
nothing_goes_out_before_the_mailbox_was_drained(void **state)
{
    instant now = at(HALF_YEAR_7);

    (void)state;
    assert_int_equal(mailbox_drained_put(desk->store, now - 60), 0);
    keep(now);
    assert_int_equal(reminding_tick(desk, now), REMINDING_WAITS);
    assert_int_equal(reminding_tick(desk, now + 2), REMINDING_WAITS);
    assert_int_equal(count("remind:", LETTER_QUEUED), 0);
    arrives("h-tan-hong", "HALF_YEAR", "2023", EVENT_SUBMITTED);        /* what the draining brought */
    assert_int_equal(mailbox_drained_put(desk->store, now + 1), 0);
    all_written(now + 4);
    assert_int_equal(count("remind:", LETTER_QUEUED), 11);
}

static void
yesterdays_draining_is_none(void **state)
{
    instant now;

    (void)state;
    now = at("2023-06-02T07:30");
    keep(now);
    assert_int_equal(reminding_tick(desk, now), REMINDING_WAITS);     /* decided, and the daemon stops */
    assert_int_equal(mailbox_drained_put(desk->store, now), 0);
    now = at("2023-06-06T07:30");
    keep(now);
    assert_int_equal(reminding_tick(desk, now), REMINDING_WAITS);
    assert_int_equal(count("remind:", LETTER_QUEUED), 0);
    assert_int_equal(mailbox_drained_put(desk->store, now), 0);
    all_written(now);
    assert_int_equal(count("remind:2023-06-06", LETTER_QUEUED), 12);
}

static void
two_reports_due_together_make_one_letter(void **state)
{
    bool found;
    struct letter_row row;

    (void)state;
    day("2023-03-31T08:00");                            /* the list and the launch, both before 10/4 */
    assert_int_equal(count("remind:", LETTER_QUEUED), 12);
    row = letter("remind:2023-03-31:tp-sa-dec", &found);
    assert_true(found);
    assert_string_equal(row.letter, "reminders");
    assert_int_equal(row.obligation, 0);                /* a reply must say itself which report it is */
    letter_row_clear(&row);
}

static void
a_report_that_comes_takes_its_reminder_back(void **state)
{
    bool found;
    struct letter_row row;

    (void)state;
    day("2023-03-31T08:00");
    arrives("tp-sa-dec", "SELECT_LIST", "2023", EVENT_SUBMITTED);
    assert_int_equal(count("remind:", LETTER_WITHDRAWN), 1);
    row = letter("remind:2023-03-31:tp-sa-dec", &found);
    assert_int_equal(row.state, LETTER_WITHDRAWN);
    letter_row_clear(&row);
    day("2023-03-31T10:00");                            /* the day's letter was made: there is no other */
    assert_int_equal(count("remind:", LETTER_QUEUED), 11);
    day("2023-04-06T08:00");                            /* the next stage names the report still owed */
    row = letter("remind:2023-04-06:tp-sa-dec", &found);
    assert_true(found);
    assert_string_equal(row.letter, "reminder");
    letter_row_clear(&row);
}

static void
another_report_takes_no_reminder_back(void **state)
{
    (void)state;
    day(HALF_YEAR_7);
    arrives("h-tan-hong", "ANNUAL", "2023", EVENT_SUBMITTED);
    assert_int_equal(count("remind:", LETTER_QUEUED), 12);
    arrives("h-tan-hong", "HALF_YEAR", "2023", EVENT_SUBMITTED);
    assert_int_equal(count("remind:2023-06-02:h-tan-hong", LETTER_WITHDRAWN), 1);
}

/* A server that takes nothing for a day leaves nobody without a reminder; one that is older says what no longer is. */
static void
what_did_not_go_out_by_the_next_day_does_not_go_out(void **state)
{
    (void)state;
    day(HALF_YEAR_7);
    day("2023-06-03T08:00");
    assert_int_equal(count("remind:2023-06-02", LETTER_QUEUED), 12);
    day("2023-06-04T08:00");
    assert_int_equal(count("remind:2023-06-02", LETTER_WITHDRAWN), 12);
    assert_int_equal(count("remind:", LETTER_QUEUED), 0);
}

static void
todays_reminder_takes_the_place_of_yesterdays(void **state)
{
    (void)state;
    strings_add(&desk->settings->reminder_days, "2");
    day("2023-06-06T08:00");
    assert_int_equal(count("remind:2023-06-06", LETTER_QUEUED), 12);
    day("2023-06-07T08:00");
    assert_int_equal(count("remind:2023-06-06", LETTER_WITHDRAWN), 12);
    assert_int_equal(count("remind:2023-06-07", LETTER_QUEUED), 12);
}

/* As an order posts it: one report of one unit, under a reason of its own. */
static void
ordered(const char *reason, const char *unit, const char *report)
{
    struct obligation o = owed(unit, report, "2023");
    struct remind_line line = { .obligation = &o,
                                .report = plan_report(desk->plan, report),
                                .unit = plan_unit(desk->plan, unit),
                                .stage = REMIND_OVERDUE,
                                .days = 1 };
    struct reminder r = { .unit = line.unit, .lines = &line, .nlines = 1, .reason = xstrdup(reason) };

    assert_int_equal(store_begin(desk->store), 0);
    assert_int_equal(reminding_post(desk, &r, "canbo@h-thanh-binh.example", at("2023-04-12T09:00")), 0);
    assert_int_equal(store_commit(desk->store), 0);
    free(r.reason);
    obligation_clear(&o);
}

static void
a_reminder_takes_back_only_what_it_says_anew(void **state)
{
    (void)state;
    day("2023-04-06T08:00");                            /* of two reports */
    ordered("order:GN-1:h-thanh-binh", "h-thanh-binh", "SELECT_LIST");
    ordered("order:GN-2:h-thanh-binh", "h-thanh-binh", "IMPL_2023");
    assert_int_equal(count("remind:2023-04-06:h-thanh-binh", LETTER_QUEUED), 1);
    assert_int_equal(count("order:GN-1:h-thanh-binh", LETTER_QUEUED), 1);
    ordered("order:GN-3:h-thanh-binh", "h-thanh-binh", "SELECT_LIST");
    assert_int_equal(count("order:GN-1:h-thanh-binh", LETTER_WITHDRAWN), 1);
    assert_int_equal(count("order:GN-2:h-thanh-binh", LETTER_QUEUED), 1);
}

static void
mail_in_review_holds_its_unit_and_shows_it(void **state)
{
    (void)state;
    at("2023-06-01T09:00");
    mail_of("h-cao-lanh", OUTCOME_REVIEW);
    day(HALF_YEAR_7);
    assert_int_equal(count("remind:", LETTER_QUEUED), 11);
    assert_false(stands("remind:2023-06-02:h-cao-lanh"));
    assert_true(stands("reminding:2023-06-02"));
    assert_int_equal(count("reminding:", LETTER_QUEUED), 2);    /* an officer and a lead, once */
    day("2023-06-02T14:00");
    assert_int_equal(count("reminding:", LETTER_QUEUED), 2);
    assert_int_equal(message_outcome_put(desk->store, 1, OUTCOME_FILED, REASON_OFFICER_SAID, NULL), 0);
    day("2023-06-02T15:00");
    assert_true(stands("remind:2023-06-02:h-cao-lanh"));
}

static void
an_address_that_bounced_is_spared_and_another_serves(void **state)
{
    bool made, found;
    struct letter_row row;

    (void)state;
    assert_int_equal(bounced_put(desk->store, "h-tam-nong@dongthap.example", at("2023-05-30T09:00"), "550 5.1.1"), 0);
    assert_int_equal(bounced_put(desk->store, "h-lap-vo@dongthap.example", at("2023-05-30T09:00"), "550 5.1.1"), 0);
    assert_int_equal(contact_put(desk->store, "h-lap-vo", "lapvo@gmail.example", at("2023-05-31T09:00"), "canbo", &made), 0);
    day(HALF_YEAR_7);
    assert_int_equal(count("remind:", LETTER_QUEUED), 11);
    assert_false(stands("remind:2023-06-02:h-tam-nong"));
    row = letter("remind:2023-06-02:h-lap-vo", &found);
    assert_true(found);
    assert_string_equal(row.recipient, "lapvo@gmail.example");
    letter_row_clear(&row);
    assert_int_equal(count("reminding:2023-06-02", LETTER_QUEUED), 2);
}

static void
leaders_get_a_copy_of_the_last_reminder(void **state)
{
    static const char *const leaders[] = { "chutich@dongthap.example", "pho@dongthap.example" };
    struct unit *unit = &desk->plan->units[plan_unit(desk->plan, "h-tan-hong") - desk->plan->units];
    struct obligation o;
    struct reminded reminded;
    struct letter_row *rows = NULL;
    size_t n = 0, found = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(leaders); i++)
        strings_add(&unit->leaders, leaders[i]);
    assert_int_equal(bounced_put(desk->store, leaders[1], at("2023-05-30T09:00"), "550 5.1.1"), 0);
    day(HALF_YEAR_7);
    assert_int_equal(count("remind:2023-06-02:h-tan-hong", LETTER_QUEUED), 1);
    day("2023-06-08T08:00");
    assert_int_equal(count("remind:2023-06-08:", LETTER_QUEUED), 13);
    assert_int_equal(letter_list(desk->store, true, &rows, &n), 0);
    for (size_t i = 0; i < n; i++) {
        struct letter_row row = {0};

        if (strcmp(rows[i].reason, "remind:2023-06-08:h-tan-hong") == 0) {
            assert_int_equal(letter_by_reason(desk->store, rows[i].reason, rows[i].recipient, &row), 0);
            assert_non_null(strstr(row.mail, "\r\nTo: h-tan-hong@dongthap.example\r\n"));
            assert_non_null(strstr(row.mail, "\r\nCc: chutich@dongthap.example\r\n"));
            found += strcmp(row.recipient, leaders[0]) == 0;
            assert_int_equal(letter_result(desk->store, row.id, LETTER_SENT, INSTANT_NONE, 250, "ok", clock_now()), 0);
            letter_row_clear(&row);
        }
        letter_row_clear(&rows[i]);
    }
    free(rows);
    assert_int_equal(found, 1);
    o = owed("h-tan-hong", "HALF_YEAR", "2023");
    assert_int_equal(reminded_list(desk->store, "HALF_YEAR", "2023", &reminded), 0);
    assert_int_equal(reminded.n, 1);
    assert_int_equal(reminded_of(&reminded, o.id).count, 1);            /* once, and the copy is no second time */
    assert_int_equal(reminded_of(&reminded, o.id + 1).count, 0);
    free(reminded.v);
    assert_int_equal(reminded_list(desk->store, "ANNUAL", "2023", &reminded), 0);   /* the same unit's, of another report */
    assert_int_equal(reminded.n, 0);
    obligation_clear(&o);
    day("2023-06-12T08:00");                            /* overdue: theirs no more */
    assert_int_equal(count("remind:2023-06-12:h-tan-hong", LETTER_QUEUED), 1);
}

static void
an_officers_hold_is_respected(void **state)
{
    bool made;

    (void)state;
    assert_int_equal(hold_put(desk->store, "h-tan-hong", at("2023-06-01T09:00"), "canbo", &made), 0);
    day(HALF_YEAR_7);
    assert_int_equal(count("", LETTER_QUEUED), 11);     /* and nobody is told: the officer knows */
    assert_int_equal(hold_put(desk->store, NULL, at("2023-06-05T09:00"), "canbo", &made), 0);
    day("2023-06-06T08:00");
    assert_int_equal(count("", LETTER_QUEUED), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, scene_start, scene_end)
        STORY(a_reminder_goes_to_every_district_and_to_nobody_else),
        STORY(nothing_goes_out_before_the_mailbox_was_drained),
        STORY(yesterdays_draining_is_none),
        STORY(two_reports_due_together_make_one_letter),
        STORY(a_report_that_comes_takes_its_reminder_back),
        STORY(another_report_takes_no_reminder_back),
        STORY(what_did_not_go_out_by_the_next_day_does_not_go_out),
        STORY(todays_reminder_takes_the_place_of_yesterdays),
        STORY(a_reminder_takes_back_only_what_it_says_anew),
        STORY(mail_in_review_holds_its_unit_and_shows_it),
        STORY(an_address_that_bounced_is_spared_and_another_serves),
        STORY(leaders_get_a_copy_of_the_last_reminder),
        STORY(an_officers_hold_is_respected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
