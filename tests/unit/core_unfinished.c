/* Figures that a letter says are not the last. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "core/language/unfinished.h"

static void
all_say(bool (*by)(const struct tokens *), const char *const *texts, size_t n, bool so)
{
    size_t wrong = 0;

    for (size_t i = 0; i < n; i++) {
        struct tokens t;

        tokens_letter(texts[i], &t);
        if (by(&t) != so) {
            print_error("%s\n", texts[i]);
            wrong++;
        }
        tokens_free(&t);
    }
    assert_int_equal(wrong, 0);
}

static void
others_follow(void **state)
{
    static const char *const yes[] = {
        "Số liệu trong biểu mới là ước thực hiện, cuối tuần chốt số liệu em gửi lại bản chính thức.",
        "Số liệu trong biểu là ước đến 15/6, khi có số chính thức huyện sẽ báo cáo lại.",
        "Biểu em lấy số ước tính, chừng có số thiệt em báo lại.",
        "Số liệu trong báo cáo là ước, cuối tháng chốt sẽ gửi bản chính thức.",
        "Huyện gửi bản 1, cuối tuần có số liệu chốt sẽ gửi bản 2 thay thế.",
        "so uoc thoi nha anh, chot xong em goi ban chinh",
        "Báo cáo này lấy số liệu đến 15/5, số đến 31/5 thành phố sẽ cập nhật và gửi lại vào thứ Sáu.",
        "Một số mục em để số ước, có số chính xác em gửi sau ạ.",
        "Đây là số liệu tạm, đầu tháng huyện gửi lại số chính thức.",
        "Gửi đợt 1 trước cho kịp hạn, đợt 2 em gửi bổ sung sau",
        "So lieu uoc tinh, khi nao chot se bao lai phong.",
    }, *const no[] = {
        "Số liệu ước thực hiện đến hết tháng 6.",
        "Ước thực hiện cả năm 2023 đạt 100% kế hoạch.",
        "Cột 5 là ước cả năm theo mẫu của Phòng.",
        "Các ấp đã sửa quy ước, hương ước; thời gian tới sẽ tiếp tục bổ sung.",
        "Bản trước là số ước, nay chốt xong huyện gửi lại bản chính thức.",
        "Số liệu đến ngày 31/5/2023.",
        "Lấy số liệu đến 31/5 theo yêu cầu, kính gửi Phòng tổng hợp.",
        "Biểu 1, biểu 2 gửi kèm báo cáo.",
        "Báo cáo lần 1 trong năm 2023.",
        "Ước tính có 3.150 lượt người dự.",
    };

    (void)state;
    all_say(unfinished_estimate, yes, ARRAY_LEN(yes), true);
    all_say(unfinished_estimate, no, ARRAY_LEN(no), false);
}

static void
some_are_not_in(void **state)
{
    static const char *const yes[] = {
        "Số liệu trên chưa bao gồm xã Bình Thạnh và xã Gáo Giồng do chưa báo cáo.",
        "Mới có 11/13 xã gửi về, 2 xã còn lại em cập nhật sau.",
        "Còn 03 xã chưa gửi số liệu về, huyện gửi trước số của 10 xã, thị trấn.",
        "con 3 xa chua nop nen so lieu chua du",
        "Huyện tổng hợp trước 10 xã, các xã còn lại sẽ bổ sung.",
        "Số này chưa tính 2 phường mới.",
        "Mới nhận được 9/12 đơn vị báo cáo.",
        "Do xã Tân Mỹ chưa có báo cáo nên số liệu thiếu.",
        "Trong biểu chưa kể số của khối trường học.",
        "Có 02 xã chưa gởi kịp nha anh",
    }, *const no[] = {
        "13/13 xã đã gửi số liệu.",
        "Không còn xã nào chưa gửi báo cáo.",
        "Có 10/12 xã đạt chuẩn an toàn về an ninh trật tự.",
        "Số liệu đã bao gồm 18 xã, phường.",
        "Trong 6 tháng có 5/18 xã tổ chức ngày hội, các xã còn lại tổ chức trong tháng 8.",
        "Huyện gửi báo cáo của các xã.",
        "Chưa có vụ việc nào xảy ra tại các xã.",
        "Báo cáo 6 tháng của 12/12 xã, phường kèm theo.",
        "Đơn vị chưa có mô hình mới.",
    };

    (void)state;
    all_say(unfinished_partial, yes, ARRAY_LEN(yes), true);
    all_say(unfinished_partial, no, ARRAY_LEN(no), false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(others_follow),
                                        cmocka_unit_test(some_are_not_in) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
