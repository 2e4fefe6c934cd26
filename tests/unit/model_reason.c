/* Every reason has a code of its own and is said in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/reason.h"

static void
every_reason_has_its_code_and_both_languages(void **state)
{
    (void)state;
    for (int i = 1; i < REASONS; i++) {
        char *vi = reason_say((enum reason)i, "TN-2023-0042", "vi"), *en = reason_say((enum reason)i, "TN-2023-0042", "en");

        assert_int_equal(reason_of(reason_words[i].code), i);
        assert_null(strpbrk(reason_words[i].code, " %\"'"));
        assert_true(i == REASON_OTHER || strcmp(vi, en) != 0);
        assert_null(strpbrk(vi, "%"));
        assert_int_equal(strstr(en, "TN-2023-0042") != NULL, strstr(vi, "TN-2023-0042") != NULL);
        free(vi);
        free(en);
    }
}

static void
other_words_are_no_code(void **state)
{
    char *none = reason_say(REASON_NONE, "x", "vi"), *bare = reason_say(REASON_OFFICER_REPEATS, NULL, "en");

    (void)state;
    assert_int_equal(reason_of("the period is not certain"), REASON_NONE);
    assert_int_equal(reason_of(""), REASON_NONE);
    assert_int_equal(reason_of(NULL), REASON_NONE);
    assert_null(none);
    assert_non_null(bare);
    free(bare);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_has_its_code_and_both_languages), cmocka_unit_test(other_words_are_no_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
