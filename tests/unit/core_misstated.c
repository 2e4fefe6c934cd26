/* Figures that a letter calls wrong, and what it says is right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "core/language/misstated.h"

static bool
reads(const char *text, struct misstated *m)
{
    struct tokens t;
    bool found;

    *m = (struct misstated){0};
    tokens_letter(text, &t);
    found = misstated_find(&t, 0, m);
    assert_true(misstated_told(&t) == found);
    tokens_free(&t);
    return found;
}

static void
what_is_right_is_read(void **state)
{
    static const struct { const char *said, *right, *wrong; } rows[] = {
        { "ô đơn thư đã nhận ghi 7 là chưa đúng, đúng ra là 8, file bị khóa", "8", "7" },
        { "Ô số tin, bài trong biểu ghi 18 là sai, số đúng là 28.", "28", "18" },
        { "Em ghi lộn số lớp tập huấn, 3 chứ không phải 2, anh thông cảm.", "3", "2" },
        { "Biểu mục 8 chưa tính 02 cá nhân được Bộ khen, tổng cộng là 13.", "13", "" },
        { "So cuoc tuyen truyen trong file la 42 nhung dung phai la 45 a.", "45", "42" },
        { "Số lượt người xin đính chính là 3.510 (trong biểu ghi nhầm 3.150).", "3510", "3150" },
        { "Biểu ghi 2 lớp là sai. Đúng là 3 lớp.", "3", "2" },
        { "Mục 4 em gõ nhầm thành 24, phải là 42 cuộc", "42", "24" },
        { "Dong so mo hinh danh lon 52, dung la 25 nghen anh", "25", "52" },
        { "Ô kiểm tra hiện 40 cuộc, thực tế là 4 cuộc, nhờ phòng sửa giúp", "4", "40" },
        { "Số cuộc ghi chưa chính xác, 45 cuộc mới đúng ạ", "45", "" },
        { "Cột cá nhân còn thiếu 2 người, tổng số 13", "13", "" },
        { "Số người dự hổng phải 120 mà là 210, em đánh sai", "210", "" },
        { "Biểu 1 dòng 3 để 18, nhờ anh sửa lại thành 28 giúp em", "28", "18" },
        { "Mô hình mới xây dựng là 4, trong biểu ghi 3 do nhầm.", "4", "3" },
        { "Dòng tin, bài trong biểu hiện 18, đúng ra 28 anh nghen.", "28", "18" },
        { "Số cá nhân là 12 chớ hổng phải 11 nha anh", "12", "11" },
        { "Huyện đã sửa số lớp tập huấn từ 2 thành 3.", "3", "2" },
        { "Em sửa chỉ tiêu 4 còn 15 nhé phòng", "15", "" },
        { "da dieu chinh so cuoc tu 1.204 len 1.240 a", "1240", "1204" },
        { "Xã chỉnh lại dòng 3 xuống 8 cuộc, gửi lại anh", "8", "" },
        { "Chỗ lớp tập huấn ghi 2 sai rồi anh, 3 lớp chớ hông phải 2 lớp", "3", "2" },
    };
    static const char *const none[] = {
        "Số lớp tập huấn là 3, số người dự là 120.",
        "Nếu số liệu có sai, đúng ra 5 ngày sau xã báo lại.",
        "Báo cáo nộp đúng hạn 10/6.",
        "Đơn vị không để xảy ra sai sót, tổng cộng 13 cá nhân được khen.",
        "Tiêu đề thư em ghi nhầm, đúng là 6 tháng.",
        "File em gửi nhầm, đúng là file này ạ.",
        "Đã xử lý 3 vụ sai phạm, tổng số 5 đối tượng.",
        "Số điện thoại trong biểu ghi sai, đúng là 0277 386",
        "Báo cáo thực hiện đúng theo Kế hoạch số 45 của tỉnh.",
        "Kính gửi Phòng báo cáo 6 tháng, phải là người đứng đầu ký.",
        "Em gửi báo cáo của 12 xã đúng theo mẫu.",
        "Huyện có 18 xã, đúng ra có 19 xã nhưng đã sáp nhập 1 xã.",
        "Báo cáo này có 3 trang chứ không phải 2 trang như mẫu cũ.",
        "Số liệu đã được kiểm tra và đúng với thực tế, tổng cộng 16 mục.",
        "Huyện đã sửa 3 mục còn 2 mục chưa có số liệu.",
        "Đã điều chỉnh kế hoạch từ 5/6 sang 8/6.",
        "Xã đã sửa chữa 3 camera, tăng từ 2 lên 5 camera.",
        "Em sửa số điện thoại từ 0277 thành 3858 nhé",
        "Đã sửa lỗi chính tả, gửi lại phòng 1 bản.",
        "Kỳ báo cáo em ghi nhầm 2022, đúng là 2023.",
    };

    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct misstated m;

        if (reads(rows[i].said, &m) && strcmp(m.right, rows[i].right) == 0 &&
            strcmp(m.wrong, rows[i].wrong) == 0)
            continue;
        print_error("%s: right %s, wrong %s\n", rows[i].said, m.right, m.wrong);
        wrong++;
    }
    for (size_t i = 0; i < ARRAY_LEN(none); i++) {
        struct misstated m;

        if (reads(none[i], &m)) {
            print_error("%s\n", none[i]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_right_is_read) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
