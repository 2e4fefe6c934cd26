/* That nobody was chosen, in whatever words, and what only sounds like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "core/language/nil.h"
#include "core/language/passage.h"

static void
all_say(const char *const *texts, size_t n, bool so)
{
    size_t wrong = 0;

    for (size_t i = 0; i < n; i++) {
        struct passage p;

        passage_read(texts[i], LETTER_READ, &p);
        if (nil_said(&p.words) != so) {
            print_error("%s\n", texts[i]);
            wrong++;
        }
        passage_free(&p);
    }
    assert_int_equal(wrong, 0);
}

static void
nobody_was_chosen(void **state)
{
    static const char *const yes[] = {
        "không có đơn vị nào đề nghị", "Đơn vị không có tập thể, cá nhân tiêu biểu để giới thiệu",
        "Năm nay xã không lựa chọn được điển hình", "Không có đơn vị đủ điều kiện.",
        "Danh sách điển hình năm 2024: không có", "Huyện chưa lựa chọn được đơn vị nào",
        "năm nay phường không đăng ký", "khong co don vi nao du tieu chuan de de xuat",
        "Chưa có cơ quan, doanh nghiệp nào đạt tiêu chuẩn", "Không đơn vị nào đăng ký xây dựng điển hình",
        "Xã không đề nghị tập thể nào", "Các đơn vị trên địa bàn đều chưa đủ điều kiện",
        "Qua rà soát, không còn đơn vị nào đủ điều kiện để lựa chọn", "Số đơn vị được chọn: 0",
        "Huyện không tổ chức bình xét, lựa chọn điển hình năm nay", "không tìm được đơn vị phù hợp",
        "Địa phương không có điển hình.", "Không phát sinh trường hợp đề nghị công nhận",
        "nam nay xa ko gioi thieu tap the ca nhan nao", "Danh sách lựa chọn năm 2024 - không",
        "Kính gửi Phòng.\nNăm nay đơn vị không có đơn vị nào được chọn\nTrân trọng.",
        "Hiện không có đối tượng để lập danh sách", "không có ai được đề xuất",
        "k có đơn vị nào đăng ký", "không lập danh sách vì không có đơn vị đạt",
        "Do chưa có quyết định công nhận nên không có đơn vị đủ điều kiện",
        "Rà soát 15 đơn vị, không có đơn vị nào đạt",
        "Phường chưa xác định được đơn vị nào để xây dựng điển hình",
    };

    (void)state;
    all_say(yes, ARRAY_LEN(yes), true);
}

static void
something_else_is_said(void **state)
{
    static const char *const no[] = {
        "Không có gì thay đổi so với danh sách đã gửi", "không có vướng mắc", "không còn hộ nghèo",
        "Không có đơn vị nào thay đổi so với danh sách đăng ký", "Không có đơn vị nào vi phạm",
        "Danh sách gồm 02 đơn vị, không có đơn vị nào khác đề nghị", "Khó khăn, vướng mắc: không",
        "Xã không đề nghị thêm đơn vị nào", "Không có đơn vị nào chưa đăng ký",
        "Không có ý kiến gì về danh sách", "Không mở được file danh sách", "không có đề xuất, kiến nghị",
        "Đơn vị gửi danh sách 01 xã, không kèm minh chứng", "Kiến nghị: không có",
        "Không có cơ quan phụ trách, đề nghị Phòng hướng dẫn", "không chậm so với hạn đăng ký",
        "Danh sách này không thay đổi", "Không có đơn vị nào rút khỏi danh sách",
        "Huyện lựa chọn 01 đơn vị, không có trường hợp khen thưởng", "Không gửi lại danh sách năm trước",
        "Không đăng ký tạm trú", "đơn vị không chỉ chọn xã mà còn chọn cơ quan", "", "Gửi danh sách 03 đơn vị",
        "Nếu không có đơn vị nào đăng ký thì có phải báo cáo không", "Huyện đề nghị 02 đơn vị; không có cá nhân",
        "Không có số điện thoại của đơn vị", "Đơn vị chưa nhận được mẫu danh sách",
    };

    (void)state;
    all_say(no, ARRAY_LEN(no), false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(nobody_was_chosen),
                                        cmocka_unit_test(something_else_is_said) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
