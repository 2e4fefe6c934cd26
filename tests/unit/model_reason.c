/* Every reason is said in both languages, and known again once it is stored. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/reason.h"

static void
every_reason_is_told_apart_and_said_in_both_languages(void **state)
{
    (void)state;
    for (int i = 1; i < REASONS; i++) {
        char *stored = reason_about((enum reason)i, "TN-2023-0042"), *vi = reason_in(stored, "vi"), *en = reason_in(stored, "en");

        assert_non_null(reason_words[i].vi);
        assert_string_equal(en, stored);
        assert_string_not_equal(vi, stored);
        assert_null(strchr(vi, '%'));
        assert_int_equal(strstr(reason_words[i].en, "%s") != NULL, strstr(vi, "TN-2023-0042") != NULL);
        for (int k = 1; k < i; k++)
            assert_string_not_equal(reason_words[k].en, reason_words[i].en);
        free(stored);
        free(vi);
        free(en);
    }
}

static void
other_words_stay_as_they_are(void **state)
{
    static const char *const others[] = { "bận diễn tập", "", "the period is not certain!", "an officer said that it repeats" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        char *said = reason_in(others[i], "vi");

        assert_string_equal(said, others[i]);
        free(said);
    }
    assert_null(reason_in(NULL, "vi"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_is_told_apart_and_said_in_both_languages), cmocka_unit_test(other_words_stay_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
