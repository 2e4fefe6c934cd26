/* Who is reminded, and who is spared: the shipped plan and letters, a docket
 * of its own for each story, a clock that stands where the story wants it. */
#include "office_scene.h"

#include <time.h>

#include "base/buf.h"
#include "core/calendar/workflow.h"
#include "office/post/post.h"
#include "office/post/withdraw.h"
#include "office/remind/obligations.h"
#include "office/remind/reminding.h"
#include "office/remind/health.h"
#include "office/remind/watch.h"
#include "report/status.h"

#define HALF_YEAR_14 "2023-05-26T07:30"
#define HALF_YEAR_7 "2023-06-02T07:30"
#define COUNTRY 11000

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

/* ---- what happens ----------------------------------------------------------------- */

static instant
at(const char *local)
{
    instant t = 0;

    assert_true(instant_parse(local, 25200, &t));
    clock_set(t);
    return t;
}

static void
keep(instant now)
{
    assert_int_equal(store_begin(desk->store), 0);
    assert_int_equal(obligations_keep(desk, now), 0);
    assert_int_equal(withdraw_expired(desk, now), 0);
    assert_int_equal(store_commit(desk->store), 0);
}

/* A day of docketd --once: calendar, mailbox, calendar. */
static void
day(const char *local)
{
    instant now = at(local);
    int rc = REMINDING_MORE;

    keep(now);
    reminding_tick(desk, now);
    assert_int_equal(mailbox_drained_put(desk->store, now), 0);
    while (rc == REMINDING_MORE)
        rc = reminding_tick(desk, now);
    assert_int_equal(rc, 0);
}

static struct letter_row
letter(const char *reason, bool *found)
{
    struct letter_row *rows = NULL, out = {0};
    size_t n = 0;

    *found = false;
    assert_int_equal(letter_list(desk->store, true, &rows, &n), 0);
    for (size_t i = 0; i < n; i++) {
        if (!*found && strcmp(rows[i].reason, reason) == 0) {
            assert_int_equal(letter_get(desk->store, rows[i].id, &out), 0);
            *found = true;
        }
        letter_row_clear(&rows[i]);
    }
    free(rows);
    return out;
}

static bool
stands(const char *reason)
{
    bool found;
    struct letter_row row = letter(reason, &found);

    letter_row_clear(&row);
    return found;
}

static size_t
count(const char *prefix, enum letter_state state)
{
    struct letter_row *rows = NULL;
    size_t n = 0, found = 0;

    assert_int_equal(letter_list(desk->store, true, &rows, &n), 0);
    for (size_t i = 0; i < n; i++) {
        found += rows[i].state == state && strncmp(rows[i].reason, prefix, strlen(prefix)) == 0;
        letter_row_clear(&rows[i]);
    }
    free(rows);
    return found;
}

static struct obligation
owed(const char *unit, const char *report, const char *period)
{
    struct obligation o = {0};

    assert_int_equal(obligation_get(desk->store, unit, report, period, &o), 0);
    return o;
}

static void
arrives(const char *unit, const char *report, const char *period, enum event event)
{
    struct obligation o = owed(unit, report, period);

    assert_true(workflow_apply(&o, event, clock_now()));
    assert_int_equal(obligation_put(desk->store, &o), 0);
    assert_int_equal(withdraw_about(desk, unit, o.id, clock_now()), 0);
    obligation_clear(&o);
}

static void
mail_of(const char *unit, enum outcome outcome)
{
    struct message *facts = message_new();
    struct evidences e = {0};
    struct message_row row = { .code = xstrdup("TN-2023-0001"), .folder = xstrdup("INBOX"), .uidvalidity = 1, .uid = 1,
                               .received = clock_now(), .entered = clock_now(), .outcome = outcome,
                               .reason = REASON_NO_UNIT };

    memset(row.sha256, 'a', HASH_HEX - 1);
    evidence_add(&e, SOURCE_SUBJECT, STRENGTH_WEAK, "Cao Lãnh")->unit = xstrdup(unit);
    assert_int_equal(message_put(desk->store, &row, facts, &e), 0);
    evidences_free(&e);
    message_row_clear(&row);
    message_free(facts);
}

/* ---- the stories --------------------------------------------------------------------- */

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
            assert_int_equal(letter_get(desk->store, rows[i].id, &row), 0);
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
        STORY(a_reminder_goes_to_every_district_and_to_nobody_else),
        STORY(nothing_goes_out_before_the_mailbox_was_drained),
        STORY(yesterdays_draining_is_none),
        STORY(two_reports_due_together_make_one_letter),
        STORY(a_report_that_comes_takes_its_reminder_back),
        STORY(another_report_takes_no_reminder_back),
        STORY(what_did_not_go_out_by_the_next_day_does_not_go_out),
        STORY(todays_reminder_takes_the_place_of_yesterdays),
        STORY(mail_in_review_holds_its_unit_and_shows_it),
        STORY(an_address_that_bounced_is_spared_and_another_serves),
        STORY(leaders_get_a_copy_of_the_last_reminder),
        STORY(an_officers_hold_is_respected),
        STORY(an_extension_moves_the_stages),
        STORY(the_lead_hears_of_it_after_the_last_stage),
        STORY(what_was_due_before_the_first_start_is_owed_by_nobody),
        STORY(a_cure_date_that_passes_is_shown_once),
        STORY(a_jump_of_ten_years_sends_no_storm),
        STORY(a_changed_plan_changes_the_future),
        STORY(the_officers_hear_of_a_mailbox_that_is_not_read),
        cmocka_unit_test_setup_teardown(ten_years_of_a_country, open_country, scene_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
