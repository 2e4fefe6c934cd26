/* Texts that are freed together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

static void
every_text_stays_as_it_was(void **state)
{
    struct arena a = {0};
    char *kept[500], text[1024];
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        memset(text, 'a' + (int)(i % 26), i);
        text[i] = '\0';
        kept[i] = arena_text(&a, text);
    }
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        assert_int_equal(strlen(kept[i]), i);
        assert_true(strspn(kept[i], (char[]){ (char)('a' + i % 26), '\0' }) == i);
        n += i + 1;
    }
    assert_true(n > 64 << 10);                  /* of more than one block of the largest size */
    arena_free(&a);
    assert_null(a.last);
}

static void
a_part_of_a_text_and_none(void **state)
{
    struct arena a = {0};
    char *large = xcalloc(1, 1 << 20);

    (void)state;
    assert_null(arena_text(&a, NULL));
    assert_null(a.last);
    assert_string_equal(arena_textn(&a, "abc", 2), "ab");
    assert_string_equal(arena_textn(&a, "abc", 0), "");
    memset(large, 'x', (1 << 20) - 1);
    assert_string_equal(arena_text(&a, large), large);
    assert_string_equal(arena_text(&a, "behind it"), "behind it");
    arena_free(&a);
    arena_free(&a);
    free(large);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_stays_as_it_was),
        cmocka_unit_test(a_part_of_a_text_and_none),
    };

    return cmocka_run_group_tests_name("base_arena", tests, NULL, NULL);
}
