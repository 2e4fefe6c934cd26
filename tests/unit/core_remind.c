/* A year of reminders: who is chased, when, and who is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/calendar/obligations.h"
#include "core/calendar/remind.h"

#define VIETNAM 25200
#define DATE(y, m, d) ((struct date){ (y), (m), (d) })

struct office {
    struct plan *plan;
    struct settings *settings;
    struct obligations docket;
    struct strings held, sent;
};

static instant
at(const char *local)
{
    instant t = 0;

    assert_true(instant_parse(local, VIETNAM, &t));
    return t;
}

static void
add_unit(struct plan *plan, const char *code, const char *level, bool tracked)
{
    struct unit *u = ARRAY_MORE(plan->units, plan->nunits);

    u->code = xstrdup(code);
    u->level = xstrdup(level);
    u->tracked = tracked;
}

static struct report *
add_report(struct plan *plan, const char *code, enum recurrence recurrence, struct date due)
{
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);

    r->code = xstrdup(code);
    r->recurrence = recurrence;
    r->first = DATE(2023, 1, 1);
    if (due.day != 0)
        ARRAY_MORE(r->dues, r->ndues)->date = due;
    strings_add(&r->who_levels, "district");
    return r;
}

static void
owe(struct office *o, const char *from, const char *to)
{
    struct date first, last;

    assert_true(date_parse(from, &first));
    assert_true(date_parse(to, &last));
    obligations_wanted(o->plan, first, last, VIETNAM, &o->docket);
}

/* Two districts and a department under the plan of 2023. */
static struct office
an_office(void)
{
    struct office o = { .plan = xcalloc(1, sizeof *o.plan), .settings = xcalloc(1, sizeof *o.settings) };
    static const char *const days[] = { "14", "7", "3", "1" };
    struct report *r;

    o.settings->office.utc_offset = VIETNAM;
    o.settings->office.hours_from = 7 * 60;
    o.settings->office.hours_to = 17 * 60;
    for (size_t i = 0; i < ARRAY_LEN(days); i++)
        strings_add(&o.settings->reminder_days, days[i]);
    add_unit(o.plan, "tp-cao-lanh", "district", true);
    add_unit(o.plan, "h-cao-lanh", "district", true);
    add_unit(o.plan, "so-y-te", "province", false);
    r = add_report(o.plan, "SELECT_LIST", RECUR_YEARLY, DATE(0, 1, 5));
    *ARRAY_MORE(r->exceptions, r->nexceptions) =
        (struct due_exception){ .period = xstrdup("2023"), .due = { .date = DATE(2023, 4, 10) } };
    strings_add(&add_report(o.plan, "IMPL_2023", RECUR_ONCE, DATE(2023, 4, 10))->who_levels, "province");
    add_report(o.plan, "HALF_YEAR", RECUR_YEARLY, DATE(0, 6, 10));
    add_report(o.plan, "ANNUAL", RECUR_YEARLY, DATE(0, 10, 15));
    add_report(o.plan, "AD_HOC", RECUR_ON_REQUEST, DATE(0, 0, 0));
    return o;
}

static void
close_office(struct office *o)
{
    plan_free(o->plan);
    settings_free(o->settings);
    obligations_clear(&o->docket);
    strings_free(&o->held);
    strings_free(&o->sent);
}

static struct obligation *
owed(struct office *o, const char *unit, const char *report)
{
    for (size_t i = 0; i < o->docket.n; i++) {
        if (strcmp(o->docket.v[i].unit, unit) == 0 && strcmp(o->docket.v[i].report, report) == 0)
            return &o->docket.v[i];
    }
    fail_msg("%s does not owe %s", unit, report);
    return NULL;
}

static struct reminders
ask(struct office *o, instant now)
{
    const struct remind_question q = {
        o->plan, o->settings, o->docket.v, o->docket.n, &o->held, &o->sent, now,
    };
    struct reminders r;

    remind_plan(&q, &r);
    return r;
}

/* Ticks at each hour from one moment to another, as the daemon would: what is
 * sent is remembered. Letters to `unit` as lines "2023-06-02 HALF_YEAR -7". */
static char *
live(struct office *o, const char *from, const char *to, const char *unit)
{
    struct buf story = {0};

    for (instant now = at(from); now < at(to); now += 3600) {
        struct reminders r = ask(o, now);
        char day[11];

        date_write(moment_of(now, VIETNAM).date, day);
        for (size_t i = 0; i < r.n; i++) {
            strings_add(&o->sent, r.v[i].reason);
            for (size_t k = 0; k < r.v[i].nlines && strcmp(r.v[i].unit->code, unit) == 0; k++) {
                const struct remind_line *line = &r.v[i].lines[k];

                buf_addf(&story, "%s %s %s%d", k > 0 ? "," : day, line->report->code,
                         line->stage == REMIND_BEFORE ? "-" : "+", line->level);
                if (k + 1 == r.v[i].nlines)
                    buf_addc(&story, '\n');
            }
        }
        for (size_t i = 0; i < r.nescalations; i++) {
            strings_add(&o->sent, r.escalations[i].reason);
            buf_addf(&story, "%s office hears of %s from %zu\n", day, r.escalations[i].report->code,
                     r.escalations[i].nlines);
        }
        reminders_clear(&r);
    }
    return buf_take(&story);
}

static void
told(char *story, const char *expected)
{
    assert_string_equal(story, expected);
    free(story);
}

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

/* ---- obligations ------------------------------------------------------------------------ */

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
        cmocka_unit_test(obligations_follow_levels_and_horizon),
        cmocka_unit_test(a_changed_plan_changes_the_open_future_only),
        cmocka_unit_test(what_the_plan_drops_is_cancelled_and_may_come_back),
        cmocka_unit_test(a_tick_looks_at_ten_years_of_a_country),
    };

    return cmocka_run_group_tests_name("core_remind", tests, NULL, NULL);
}
