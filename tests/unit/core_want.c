/* What asks for a form or a deadline, and what is the number of a document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/language/want.h"

static void
help_is_wanted(void **state)
{
    static const char *const yes[] = {
        "Cho em xin mẫu báo cáo ạ", "xin file mau", "Đề nghị cung cấp biểu mẫu", "Hạn nộp là ngày nào?",
        "Đơn vị cần đề cương báo cáo", "Báo cáo 6 tháng khi nào phải nộp ạ", "Please send us the form",
        "Xin hỏi thời hạn gửi danh sách", "gửi lại biểu mẫu giúp em", "What is the deadline?",
    };
    static const char *const no[] = {
        "Đơn vị xin gửi biểu mẫu báo cáo", "Đã nhận biểu mẫu, cảm ơn", "Khi nào họp ạ?", "Xin phép nộp biểu sau",
        "Cho hỏi đã nhận được chưa?", "", "Kính gửi báo cáo theo mẫu của Phòng",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(yes); i++)
        assert_true(want_help(yes[i]) || (print_error("%s\n", yes[i]), false));
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        assert_false(want_help(no[i]) && (print_error("%s\n", no[i]), true));
    assert_false(want_help(NULL));
}

static void
a_document_has_a_number(void **state)
{
    static const struct { const char *text, *number; } cases[] = {
        { "số 45/BC-BCĐ138 ngày 08/6/2023.", "45/BC-BCĐ138 ngày 08/6/2023" },
        { "(112/BC-UBND)", "112/BC-UBND" }, { "07/QĐ-UBND, ngày 1/2/2023", "07/QĐ-UBND, ngày 1/2/2023" },
        { "ngày 08/6/2023", NULL }, { "đã nhận 5/12 báo cáo", NULL }, { "6/T", NULL }, { "", NULL },
        { "trang 3/abc", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *number = want_paper(cases[i].text);

        if (cases[i].number == NULL)
            assert_null(number);
        else
            assert_string_equal(number, cases[i].number);
        free(number);
    }
    assert_null(want_paper(NULL));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_is_wanted),
        cmocka_unit_test(a_document_has_a_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
