/* Obligations and the submissions that answer them. */
#include "store_scene.h"

static void
an_obligation_is_made_once_and_lives(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct obligation o = scene_obligation("h-cao-lanh"), got = {0};
    bool made = false;
    int64_t id;

    (void)state;
    assert_int_equal(obligation_get(s, "h-cao-lanh", "HALF_YEAR", "2023", &got), 1);
    assert_int_equal(obligation_make(s, &o, &made), 0);
    assert_true(made);
    id = o.id;
    o.id = 0;
    o.due += 86400;                             /* made again: nothing changes */
    assert_int_equal(obligation_make(s, &o, &made), 0);
    assert_false(made);
    assert_int_equal(o.id, id);
    assert_int_equal(obligation_get(s, "h-cao-lanh", "HALF_YEAR", "2023", &got), 0);
    assert_int_equal(got.due, T0 + 3600);
    assert_true(got.cure == INSTANT_NONE);
    assert_int_equal(got.state, STATE_OPEN);
    assert_true(got.tracked);
    got.state = STATE_RETURNED;
    got.cure = T0 + 7 * 86400;
    got.first_received = 0;                     /* 1970 is a time */
    got.tracked = false;
    got.tracked = false;
    assert_int_equal(obligation_put(s, &got), 0);
    obligation_clear(&got);
    assert_int_equal(obligation_by_id(s, id, &got), 0);
    assert_int_equal(got.state, STATE_RETURNED);
    assert_int_equal(got.cure, T0 + 7 * 86400);
    assert_int_equal(got.first_received, 0);
    assert_true(got.completed == INSTANT_NONE);
    assert_false(got.tracked);
    assert_false(got.tracked);
    obligation_clear(&got);
    assert_int_equal(obligation_by_id(s, 999, &got), 1);
    store_close(s);
}

static void
every_state_has_its_word(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct obligation o = {0};
    int64_t id = scene_put_obligation(s, "h-cao-lanh");

    (void)state;
    for (int i = 0; i < STATES; i++) {
        assert_int_equal(obligation_by_id(s, id, &o), 0);
        o.state = (enum state)i;
        assert_int_equal(obligation_put(s, &o), 0);
        obligation_clear(&o);
        assert_int_equal(obligation_by_id(s, id, &o), 0);
        assert_int_equal(o.state, i);
        obligation_clear(&o);
    }
    store_close(s);
}

static void
make(struct store *s, const char *unit, const char *report, const char *period)
{
    struct obligation o = scene_obligation(unit);
    bool made = false;

    o.report = (char *)report;
    o.period = (char *)period;
    assert_int_equal(obligation_make(s, &o, &made), 0);
    assert_true(made);
}

static void
lists_stand_in_the_order_of_the_plan(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct obligation *rows = NULL;
    size_t n = 0;

    (void)state;
    make(s, "tp-cao-lanh", "YEAR", "2023");
    make(s, "tp-cao-lanh", "HALF_YEAR", "2024");
    make(s, "tp-cao-lanh", "HALF_YEAR", "2023");
    make(s, "h-cao-lanh", "HALF_YEAR", "2023");
    assert_int_equal(obligation_list(s, "HALF_YEAR", "2023", &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].unit, "tp-cao-lanh");
    assert_string_equal(rows[1].unit, "h-cao-lanh");
    obligations_free(rows, n);
    assert_int_equal(obligation_list(s, "HALF_YEAR", NULL, &rows, &n), 0);
    assert_int_equal(n, 3);
    assert_string_equal(rows[2].period, "2024");
    obligations_free(rows, n);
    assert_int_equal(obligation_list(s, NULL, NULL, &rows, &n), 0);
    assert_int_equal(n, 4);
    assert_string_equal(rows[3].report, "YEAR");
    obligations_free(rows, n);
    assert_int_equal(obligation_of_unit(s, "tp-cao-lanh", &rows, &n), 0);
    assert_int_equal(n, 3);
    assert_string_equal(rows[0].report, "HALF_YEAR");
    obligations_free(rows, n);
    assert_int_equal(obligation_list(s, "NONE", NULL, &rows, &n), 0);
    assert_int_equal(n, 0);
    assert_null(rows);
    store_close(s);
}

static struct submission_row
submission(int64_t message, int64_t obligation, const char *hash)
{
    return (struct submission_row){ .message = message, .obligation = obligation, .received = T0, .complete = true,
                                    .attachment = -1, .content_hash = (char *)hash };
}

static void
versions_follow_each_other_and_keep_their_values(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t o = scene_put_obligation(s, "h-cao-lanh"), other = scene_put_obligation(s, "tp-cao-lanh"), id = 0;
    int64_t m1 = scene_put_message(s, "TN-2023-0001", 1), m2 = scene_put_message(s, "TN-2023-0002", 2);
    struct submission_row a = submission(m1, o, "h1"), b = submission(m2, o, "h2"), c = submission(m2, other, "h2"), *rows = NULL;
    struct values v = {0}, got = {0};
    struct findings f = {0}, found = {0};
    size_t n = 0;

    (void)state;
    values_add(&v, "so_cuoc", 0, FIELD_INTEGER, "12", "Biểu 1!D12");
    values_add(&v, "candidates.ten", 1, FIELD_TEXT, "Nguyễn \"Văn\" \\ A\n\tdòng hai", NULL);
    values_add(&v, "ngay", 0, FIELD_DATE, "2023-06-09", "");
    findings_add(&f, SEVERITY_ERROR, "required", "Biểu 1!D13", xstrdup("Chưa ghi số cuộc."), xstrdup("Missing."));
    findings_add(&f, SEVERITY_WARNING, "sum", NULL, xstrdup("Tổng không khớp."), NULL);
    b.complete = false;
    b.late = true;
    b.days_late = 3;
    assert_int_equal(submission_put(s, &a, &v, NULL), 0);
    assert_int_equal(submission_put(s, &b, NULL, &f), 0);
    assert_int_equal(submission_put(s, &c, NULL, NULL), 0);
    assert_int_equal(a.version, 1);
    assert_int_equal(b.version, 2);
    assert_int_equal(c.version, 1);
    assert_int_equal(submission_standing_put(s, b.id, STANDING_ASIDE), 0);
    assert_int_equal(submission_list(s, o, &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_string_equal(rows[1].message_code, "TN-2023-0002");
    assert_true(rows[1].late);
    assert_int_equal(rows[0].standing, STANDING_VOUCHED);
    assert_int_equal(rows[1].standing, STANDING_ASIDE);
    assert_false(rows[1].complete);
    assert_int_equal(rows[1].days_late, 3);
    submission_row_clear(&rows[0]);
    submission_row_clear(&rows[1]);
    free(rows);
    assert_int_equal(submission_of_message(s, m2, &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_int_equal(rows[1].obligation, other);
    submission_row_clear(&rows[0]);
    submission_row_clear(&rows[1]);
    free(rows);
    assert_int_equal(submission_values(s, a.id, &got), 0);
    assert_int_equal(got.n, 3);
    assert_string_equal(got.v[0].place, "Biểu 1!D12");
    assert_string_equal(got.v[1].value, "Nguyễn \"Văn\" \\ A\n\tdòng hai");
    assert_int_equal(got.v[1].row, 1);
    assert_int_equal(got.v[1].type, FIELD_TEXT);
    assert_int_equal(got.v[2].type, FIELD_DATE);
    values_free(&got);
    assert_int_equal(submission_values(s, b.id, &got), 0);
    assert_int_equal(got.n, 0);
    assert_int_equal(submission_findings(s, b.id, &found), 0);
    assert_int_equal(found.n, 2);
    assert_int_equal(found.v[0].severity, SEVERITY_ERROR);
    assert_string_equal(found.v[0].text, "Chưa ghi số cuộc.");
    assert_null(found.v[1].place);
    assert_null(found.v[1].text_en);
    assert_int_equal(submission_same_content(s, o, "h2", &id), 0);
    assert_int_equal(id, b.id);
    assert_int_equal(submission_same_content(s, o, "h3", &id), 1);
    findings_free(&found);
    findings_free(&f);
    values_free(&v);
    store_close(s);
}

static void
one_attachment_answers_one_obligation_once(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t o = scene_put_obligation(s, "h-cao-lanh"), m = scene_put_message(s, "TN-2023-0001", 1);
    struct submission_row a = submission(m, o, "h1"), b = a, *rows = NULL;
    size_t n = 0;

    (void)state;
    assert_int_equal(submission_put(s, &a, NULL, NULL), 0);
    assert_int_equal(submission_put(s, &b, NULL, NULL), -1);
    b.obligation = 999;
    assert_int_equal(submission_put(s, &b, NULL, NULL), -1);
    b.obligation = o;
    b.attachment = 0;
    b.days_late = 2;                            /* but not late */
    assert_int_equal(submission_put(s, &b, NULL, NULL), -1);
    assert_int_equal(submission_list(s, o, &rows, &n), 0);
    assert_int_equal(n, 1);
    submission_row_clear(&rows[0]);
    free(rows);
    store_close(s);
}

static instant
entry(struct store *s, instant at)
{
    assert_int_equal(journal_add(s, at, "officer:a", "state", "HALF_YEAR/2023/h-cao-lanh", "{}"), 0);
    return at;
}

/* The state after this instant; -1: it was not there. */
static int
state_at(struct store *s, instant at)
{
    struct obligation *rows = NULL;
    int64_t number = -1;
    struct obligation one = {0};
    size_t n = 0;
    int state;

    assert_int_equal(journal_as_of(s, at, &number), 0);
    assert_int_equal(obligation_list_as_of(s, number, "HALF_YEAR", "2023", &rows, &n), 0);
    assert_true(n <= 1);
    assert_int_equal(obligation_as_of(s, number, n == 0 ? 1 : rows[0].id, &one), n == 0);     /* the same alone */
    state = n == 0 ? -1 : (int)rows[0].state;
    assert_true(n == 0 || one.state == rows[0].state);
    obligation_clear(&one);
    obligations_free(rows, n);
    return state;
}

static void
what_stood_at_an_instant_is_known_for_ever(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct obligation o = scene_obligation("h-cao-lanh");
    bool made;

    (void)state;
    entry(s, T0);
    assert_int_equal(obligation_make(s, &o, &made), 0);
    o.state = STATE_INCOMPLETE;                 /* made and filed with one entry */
    assert_int_equal(obligation_put(s, &o), 0);
    entry(s, T0 + 10);
    o.state = STATE_RETURNED;
    assert_int_equal(obligation_put(s, &o), 0);
    o.state = STATE_WAIVED;                     /* twice before one entry */
    assert_int_equal(obligation_put(s, &o), 0);
    entry(s, T0 + 20);
    assert_int_equal(obligation_put(s, &o), 0); /* nothing changes */
    entry(s, T0 + 30);
    assert_int_equal(undo_obligation(s, o.id), 0);
    entry(s, T0 + 40);
    assert_int_equal(obligation_make(s, &o, &made), 0);     /* its id may be given again */
    assert_true(made);
    entry(s, T0 + 50);
    assert_int_equal(state_at(s, T0 - 1), -1);
    assert_int_equal(state_at(s, T0 + 9), -1);
    assert_int_equal(state_at(s, T0 + 10), STATE_INCOMPLETE);
    assert_int_equal(state_at(s, T0 + 19), STATE_INCOMPLETE);
    assert_int_equal(state_at(s, T0 + 20), STATE_WAIVED);
    assert_int_equal(state_at(s, T0 + 39), STATE_WAIVED);
    assert_int_equal(state_at(s, T0 + 40), -1);
    assert_int_equal(state_at(s, T0 + 50), STATE_WAIVED);
    store_close(s);
}

/* Three reports' rounds in an order that is none, some tracked and some not. */
static void
units_that_stand_alike_are_one_group(void **state)
{
    static const char *const units[] = { "h-a", "h-b", "h-c", "h-d" };
    struct store *s = scene_open(STORE_WRITE);
    struct obligation_group *g = NULL;
    struct obligation *rows = NULL;
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        make(s, units[i], "B", "2023");
        make(s, units[i], "A", "2024");
        make(s, units[i], "A", "2023");
        make(s, units[i], "AB", "2023");
    }
    assert_int_equal(obligation_list(s, "A", "2024", &rows, &n), 0);
    rows[1].state = STATE_WAIVED;
    rows[2].tracked = false;
    rows[3].due += 86400;
    for (size_t i = 1; i < n; i++)
        assert_int_equal(obligation_put(s, &rows[i]), 0);
    obligations_free(rows, n);
    assert_int_equal(obligation_groups(s, "A", &g, &n), 0);
    assert_int_equal(n, 4);                     /* 2023, and three kinds of 2024 */
    assert_string_equal(g[0].period, "2023");
    assert_int_equal(g[0].due, T0 + 3600);
    assert_true(g[0].tracked);
    assert_int_equal(g[1].state, STATE_OPEN);
    assert_false(g[1].tracked);
    assert_true(g[2].tracked);
    assert_int_equal(g[3].state, STATE_WAIVED);
    obligation_groups_free(g, n);
    assert_int_equal(obligation_groups(s, NULL, &g, &n), 0);
    assert_int_equal(n, 6);
    assert_string_equal(g[4].report, "AB");
    assert_string_equal(g[5].report, "B");
    obligation_groups_free(g, n);
    assert_int_equal(obligation_groups(s, "C", &g, &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(obligation_of_state(s, "A", "2024", STATE_WAIVED, &rows, &n), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].unit, "h-b");
    obligations_free(rows, n);
    assert_int_equal(obligation_moved(s, &rows, &n), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].unit, "h-d");
    obligations_free(rows, n);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(an_obligation_is_made_once_and_lives),
        STORY(every_state_has_its_word),
        STORY(lists_stand_in_the_order_of_the_plan),
        STORY(versions_follow_each_other_and_keep_their_values),
        STORY(one_attachment_answers_one_obligation_once),
        STORY(what_stood_at_an_instant_is_known_for_ever),
        STORY(units_that_stand_alike_are_one_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
