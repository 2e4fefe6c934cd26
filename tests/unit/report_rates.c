/* The table of rates in the office's language. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "report/rates.h"

#define UTC_OFFSET 25200

static char *
told(const char *language)
{
    static struct plan plan;
    int leads[] = { 3, 4 };
    struct rate round = { .report = "R", .period = "2023", .leads = leads, .nleads = 2,
                          .count = { .expected = 3, .received = 2, .on_time = 2 } };
    struct rates r = { .plan = &plan, .now = 1686000000, .utc_offset = UTC_OFFSET,
                       .rounds = &round, .nrounds = 1 };

    return rates_text(&r, language);
}

static void
test_language(void **state)
{
    char *vi = told("vi"), *en = told("en");

    (void)state;
    assert_non_null(strstr(vi, "Trung vị so với hạn\n"));
    assert_non_null(strstr(vi, "sớm 3,5 ngày\n"));
    assert_non_null(strstr(en, "  Overdue  Waived  Median against the deadline\n"));
    assert_non_null(strstr(en, "early by 3.5 days\n"));
    assert_null(strstr(en, "Đ"));
    assert_null(strstr(en, "ngày"));
    free(vi);
    free(en);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_language) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
