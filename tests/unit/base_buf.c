/* Buffers, lists of strings, problems. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"

static void
a_buffer_grows_and_gives_itself_away(void **state)
{
    struct buf b = {0};
    char *text;

    (void)state;
    assert_string_equal(buf_text(&b), "");
    buf_adds(&b, "a");
    buf_addc(&b, 'b');
    buf_addf(&b, "%d-%s", 7, "c");
    buf_addf(&b, "%s", "");
    buf_add(&b, "\0z", 2);
    assert_int_equal(b.len, 7);
    assert_memory_equal(b.data, "ab7-c\0z", 8);
    buf_reset(&b);
    assert_string_equal(buf_text(&b), "");
    for (int i = 0; i < 10000; i++)
        buf_addf(&b, "%04d", i);
    assert_int_equal(b.len, 40000);
    assert_memory_equal(b.data + 39996, "9999", 5);
    text = buf_take(&b);
    assert_null(b.data);
    assert_int_equal(strlen(text), 40000);
    free(text);
    text = buf_take(&b);
    assert_string_equal(text, "");
    free(text);
    buf_free(&b);
}

static void
numbers_are_written_like_printf(void **state)
{
    static const long long numbers[] = { 0, 1, -1, 9, 10, 1234567890123, LLONG_MAX, LLONG_MIN };
    struct buf fast = {0}, slow = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        buf_addi(&fast, numbers[i]);
        buf_addf(&slow, "%lld", numbers[i]);
    }
    assert_string_equal(buf_text(&fast), buf_text(&slow));
    buf_free(&fast);
    buf_free(&slow);
}

static void
a_list_owns_its_strings(void **state)
{
    struct strings list = {0};

    (void)state;
    for (int i = 0; i < 100; i++)
        strings_take(&list, xasprintf("%d", i));
    strings_add(&list, "last");
    assert_int_equal(list.n, 101);
    assert_string_equal(list.v[64], "64");
    assert_true(strings_has(&list, "last"));
    assert_false(strings_has(&list, "las"));
    strings_free(&list);
    assert_int_equal(list.n, 0);
    strings_free(&list);
}

static void
array_elements_come_zeroed(void **state)
{
    struct pair { int a; char *b; } *v = NULL;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < 40; i++) {
        struct pair *p = ARRAY_MORE(v, n);

        assert_int_equal(p->a, 0);
        assert_null(p->b);
        p->a = i + 1;
    }
    assert_int_equal(n, 40);
    assert_int_equal(v[39].a, 40);
    free(v);
}

static void
a_problem_says_where(void **state)
{
    static const char *const lines[] = {
        "plan.conf:12: units[3].code: twice", "plan.conf: no such file", "line 4: bad", "bad",
    };
    struct problems list = {0};

    (void)state;
    problem_add(&list, "plan.conf", 12, "units[3].code", "%s", "twice");
    problem_add(&list, "plan.conf", 0, NULL, "no such file");
    problem_add(&list, NULL, 4, NULL, "bad");
    problem_add(&list, NULL, 0, NULL, "bad");
    for (size_t i = 0; i < list.n; i++) {
        char *line = problem_line(&list.v[i]);

        assert_string_equal(line, lines[i]);
        free(line);
    }
    problems_free(&list);
}

static void
a_cause_is_optional(void **state)
{
    char *cause = NULL;

    (void)state;
    assert_int_equal(cause_set(NULL, "lost"), -1);
    assert_int_equal(cause_set(&cause, "no %s", "luck"), -1);
    assert_string_equal(cause, "no luck");
    free(cause);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_and_gives_itself_away),
        cmocka_unit_test(numbers_are_written_like_printf),
        cmocka_unit_test(a_list_owns_its_strings),
        cmocka_unit_test(array_elements_come_zeroed),
        cmocka_unit_test(a_problem_says_where),
        cmocka_unit_test(a_cause_is_optional),
    };

    return cmocka_run_group_tests_name("base_buf", tests, NULL, NULL);
}
