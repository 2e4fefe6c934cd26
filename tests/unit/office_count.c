/* Whoever shows a number of the same docket shows the same number. */
#include "office_scene.h"

#include <jansson.h>

#include "core/calendar/count.h"
#include "core/letter/context.h"
#include "office/desk/letters.h"
#include "office/orders/orders.h"
#include "office/remind/obligations.h"
#include "report/answer.h"
#include "report/status.h"

#define DOCKETS 1000
#define DUE 1686330000                  /* 2023-06-10 00:00 +07 */

static instant now;

/* Every obligation of the report somewhere in its life. */
static void
shuffle(struct status *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct obligation *o = &s->rows[i].obligation;

        o->state = (enum state)(random() % STATES);
        o->first_received = random() % 3 == 0 ? INSTANT_NONE : DUE + (random() % 40 - 20) * (instant)HOUR * 12;
        o->due = random() % 4 == 0 ? DUE + 5 * DAY : DUE;
        assert_int_equal(obligation_put(desk->store, o), 0);
    }
}

static void
has(const char *view, const char *text, const char *wanted)
{
    if (text == NULL || strstr(text, wanted) == NULL)
        fail_msg("%s does not say \"%s\":\n%s", view, wanted, text == NULL ? "nothing" : text);
}

static void
answer_has(const char *line, const char *wanted)
{
    struct answer a = {0};
    struct rendered words = {0};

    assert_int_equal(orders_shell(desk, &desk->settings->officers[0], "shell:test", line, now, &a), 0);
    letters_answer(letters_of(desk->letters, NULL), &a, &words);
    has(line, words.text, wanted);
    rendered_free(&words);
    answer_clear(&a);
}

static int
number(const json_t *counts, const char *key)
{
    return (int)json_integer_value(json_object_get(counts, key));
}

static void
letter_says(const struct status *s, const struct count *c)
{
    struct letter_unit *rows = xcalloc(s->n, sizeof *rows);
    struct letter_facts f = { .language = "vi", .office = &desk->settings->office, .plan = desk->plan, .now = now,
                              .report = s->report, .period = s->period, .units = rows, .nunits = s->n };
    json_t *context;
    const json_t *counts;

    for (size_t i = 0; i < s->n; i++)
        rows[i] = (struct letter_unit){ .unit = s->rows[i].unit, .obligation = &s->rows[i].obligation, .last_reminder = INSTANT_NONE };
    context = letter_context(&f);
    counts = json_object_get(context, "counts");
    assert_int_equal(number(counts, "total"), c->expected);
    assert_int_equal(number(counts, "received"), c->received);
    assert_int_equal(number(counts, "on_time"), c->on_time);
    assert_int_equal(number(counts, "late"), c->received - c->on_time);
    assert_int_equal(number(counts, "accepted"), c->accepted);
    assert_int_equal(number(counts, "open"), c->expected - c->received);
    assert_int_equal(number(counts, "overdue"), c->overdue);
    json_decref(context);
    free(rows);
}

static void
status_says(const struct status *s, const struct count *c, const char *line)
{
    char *text = status_text(s, desk->settings->office.utc_offset, "vi");
    json_t *rows = status_json(s, desk->settings->office.utc_offset), *row;
    int late = 0, overdue = 0;
    size_t i;

    has("docketctl status", text, line);
    json_array_foreach(rows, i, row) {
        bool tracked = json_is_true(json_object_get(row, "tracked"));

        late += tracked && json_is_true(json_object_get(row, "late"));
        overdue += tracked && json_is_true(json_object_get(row, "overdue"));
    }
    assert_int_equal(late, c->received - c->on_time);
    assert_int_equal(overdue, c->overdue);
    json_decref(rows);
    free(text);
}

static void
one_docket(const struct report *report)
{
    struct count c = {0};
    struct status s;
    char *line, *missing, *late;

    assert_int_equal(status_load(desk->store, desk->plan, report, "2023", now, &s), 0);
    shuffle(&s);
    for (size_t i = 0; i < s.n; i++)
        if (s.rows[i].obligation.tracked)
            count_add(&c, &s.rows[i].obligation, now);
    assert_true(0 <= c.on_time && c.on_time <= c.received && c.received <= c.expected);
    assert_true(0 <= c.accepted && c.accepted <= c.complete && c.complete <= c.received);
    line = xasprintf("Theo dõi: %d | đã nhận %d | đạt %d | thiếu %d | chưa nhận %d", c.expected, c.received, c.accepted,
                     c.unfinished, c.expected - c.received);
    missing = xasprintf("Tổng: %d/%d", c.expected - c.received, c.expected);
    late = xasprintf("Tổng: %d đơn vị", c.received - c.on_time + c.overdue);
    status_says(&s, &c, line);
    answer_has("tinh hinh 6T 2023", line);
    answer_has("chua nop 6T 2023", missing);
    answer_has("tre han 6T 2023", late);
    letter_says(&s, &c);
    status_clear(&s);
    free(line);
    free(missing);
    free(late);
}

static void
every_view_shows_the_same_numbers(void **state)
{
    (void)state;
    srandom(7);
    clock_set(DUE - 100 * DAY);
    assert_int_equal(store_begin(desk->store), 0);
    assert_int_equal(obligations_keep(desk, clock_now()), 0);
    for (int i = 0; i < DOCKETS; i++) {
        now = DUE + (random() % 60 - 20) * (instant)HOUR * 12;
        clock_set(now);
        one_docket(plan_report(desk->plan, "HALF_YEAR"));
    }
    store_rollback(desk->store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { SCENE(every_view_shows_the_same_numbers) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
