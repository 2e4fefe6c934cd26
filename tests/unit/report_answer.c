/* Answers as text and as HTML: columns stand under one another in Vietnamese,
 * rows fit a letter, and what somebody wrote never becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "report/answer.h"

static const char *const heads[] = { "STT", "Đơn vị", "Trạng thái", "Mã", NULL };

static void
columns_stand_under_one_another(void **state)
{
    struct answer a = {0};
    struct answer_table t;
    char *copy, *rest, *line;
    size_t at = 0;

    (void)state;
    answer_table_begin(&t, heads);
    answer_table_row(&t, TONE_GOOD, (const char *const[]){ " 1", "Huyện Lấp Vò", "Đạt yêu cầu", "TN-2023-0042" });
    answer_table_row(&t, TONE_BAD, (const char *const[]){ " 2", "Huyện Tha\xcc\x81p Mu\xcc\x9bo\xcc\x9b\xcc\x80i", "Quá hạn 3 ngày", NULL });     /* NFD */
    answer_table_end(&a, &t);
    rest = copy = xstrdup(buf_text(&a.text));
    for (int i = 0; (line = strsep(&rest, "\n")) != NULL && *line != '\0'; i++) {
        char *mark = strstr(line, i == 0 ? "Mã" : i == 1 ? "TN-" : "-");
        size_t column;

        assert_non_null(mark);
        *mark = '\0';
        column = text_width(line);
        assert_true(i == 0 || column == at);
        at = column;
    }
    free(copy);
    answer_clear(&a);
}

static void
rows_fit_a_letter(void **state)
{
    struct answer a = {0};
    struct answer_table t;
    const char *longer = "Báo cáo kết quả triển khai, thực hiện Kế hoạch xây dựng xã, phường, thị trấn điển hình";
    char *copy, *rest, *line;

    (void)state;
    answer_table_begin(&t, heads);
    answer_table_row(&t, TONE_PLAIN, (const char *const[]){ "1", longer, longer, longer });
    answer_table_end(&a, &t);
    answer_line(&a, "%s: %s", longer, longer);
    answer_pair(&a, "Tiêu đề", longer);
    rest = copy = xstrdup(buf_text(&a.text));
    while ((line = strsep(&rest, "\n")) != NULL)
        assert_true(text_width(line) <= 76);
    assert_non_null(strstr(buf_text(&a.html), longer));         /* whole where there is room */
    free(copy);
    answer_clear(&a);
}

static void
nothing_becomes_markup_or_a_line(void **state)
{
    struct answer a = {0};
    struct answer_table t;
    const char *evil = "<script>x</script>\nSubject: x & \"y\"";

    (void)state;
    answer_line(&a, "%s", evil);
    answer_order(&a, evil);
    answer_pair(&a, evil, evil);
    answer_head(&a, evil);
    answer_table_begin(&t, heads);
    answer_table_row(&t, TONE_PLAIN, (const char *const[]){ evil, evil, evil, evil });
    answer_table_end(&a, &t);
    assert_null(strstr(buf_text(&a.html), "<script"));
    assert_non_null(strstr(buf_text(&a.html), "&lt;script"));
    answer_clear(&a);
}

static void
a_bar_says_its_numbers(void **state)
{
    struct answer a = {0};

    (void)state;
    answer_bar(&a, 8, 12);
    assert_string_equal(buf_text(&a.text), "[################--------] 8/12 (66%)\n");
    assert_non_null(strstr(buf_text(&a.html), "8/12 (66%)"));
    answer_clear(&a);
    answer_bar(&a, 0, 0);
    answer_clear(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_stand_under_one_another),
        cmocka_unit_test(rows_fit_a_letter),
        cmocka_unit_test(nothing_becomes_markup_or_a_line),
        cmocka_unit_test(a_bar_says_its_numbers),
    };

    return cmocka_run_group_tests_name("report: answer", tests, NULL, NULL);
}
