/* Until when a unit asks for time, in its own words; and which days are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "core/language/asked.h"

static const struct date tuesday = { 2023, 6, 6 };

static void
what_is_asked_for_has_a_day(void **state)
{
    static const struct { const char *words; int month, day; } cases[] = {
        { "Xin gia hạn đến ngày 15/6/2023.", 6, 15 },
        { "Đến ngày 15/6 đơn vị sẽ nộp.", 6, 15 },
        { "Đến 15/6 huyện sẽ nộp ạ", 6, 15 },
        { "Xin gia hạn, dự kiến ngày 15/6 gửi.", 6, 15 },
        { "khoảng 15/6 mới xong", 6, 15 },
        { "Khoảng ngày 15/6 bên em mới làm xong, xin phép nộp trễ.", 6, 15 },
        { "cho đơn vị nộp vào thứ sáu ngày 16/6", 6, 16 },
        { "Cho đơn vị nộp vào thứ sáu, ngày 16/6", 6, 16 },
        { "Cho đơn vị nộp vào ngày 16/6 (thứ sáu)", 6, 16 },
        { "Dự kiến 15/6 gửi", 6, 15 },
        { "Dự kiến ngày 15 tháng 6 hoàn thành, đề nghị phòng cho lùi hạn.", 6, 15 },
        { "Ngày 15/6 đơn vị gửi ạ", 6, 15 },
        { "Xin lùi hạn. Ngày 15/6 đơn vị sẽ gửi báo cáo.", 6, 15 },
        { "Chậm nhất 15/6 em gửi", 6, 15 },
        { "Xin gia hạn nộp báo cáo. Lý do: đang chờ số liệu các xã. Thời gian: đến hết ngày 15/6/2023.", 6, 15 },
        { "Xin nộp trước ngày 15/6", 6, 14 },
        { "Đơn vị xin nộp báo cáo vào thứ hai tuần sau", 6, 12 },
        { "xin lui han den 15/6", 6, 15 },
        { "Den ngay 15/6 don vi se nop", 6, 15 },
        { "khoang ngay 15/6 moi xong a", 6, 15 },
        { "du kien thu sau ngay 16/6 gui", 6, 16 },
        { "Em xin phép hẹn thứ sáu tuần này nộp ạ", 6, 9 },
        { "Số liệu đến 15/6 mới có đủ, xin phép nộp ngày 16/6", 6, 16 },
        { "Hạn 10/6 đơn vị làm không kịp, xin đến 15/6", 6, 15 },
        { "Hạn nộp là 09/6, đơn vị xin lùi đến 15/6", 6, 15 },
        { "Xin gia hạn tới thứ năm, 15/6/2023", 6, 15 },
        { "Ngày mai em nộp ạ", 6, 7 },
        { "Please extend until 15 June", 6, 15 },
        { "We will submit on 15/6", 6, 15 },
        { "15/6", 6, 15 },
        { "Sang tuần, ngày 12/6 đơn vị nộp", 6, 12 },
        { "Kính đề nghị phòng cho nộp muộn 5 ngày, tức ngày 15/6", 6, 15 },
        { "Đơn vị phấn đấu hoàn thành trước 15/6", 6, 14 },
        { "Xin phòng thông cảm cho đơn vị đến 15/6 gửi báo cáo", 6, 15 },
        { "Báo cáo sẽ có vào ngày 15/6", 6, 15 },
        { "15/6 em gửi được không ạ?", 6, 15 },
        { "Phải tới 15/6 mới có số liệu", 6, 15 },
        { "Huyện xin khất đến 15/6 ạ", 6, 15 },
        { "Do chờ số liệu các xã nên đến ngày 15/6 đơn vị mới gửi được.", 6, 15 },
        { "Vì đợt cao điểm nên đơn vị xin nộp ngày 15/6.", 6, 15 },
        { "Đơn vị sẽ nộp muộn, khoảng ngày 15/6", 6, 15 },
        { "Đơn vị cam kết gửi báo cáo trong ngày 15/6", 6, 15 },
        { "Đơn vị hứa 15/6 có báo cáo", 6, 15 },
        { "Đề nghị phòng gia hạn cho đơn vị\nđến hết ngày 15/6/2023.", 6, 15 },
        { "Kính gửi Phòng,\n\nĐến thứ năm tuần sau đơn vị sẽ gửi.\n\nTrân trọng.", 6, 15 },
        { "Xin gia hạn. Thời gian nộp mới: 15/6/2023", 6, 15 },
        { "Xin gia hạn thời gian nộp báo cáo - đến 15/6", 6, 15 },
        { "Xin dời ngày nộp sang 15/6", 6, 15 },
        { "Cho em xin tới cuối tháng ạ", 6, 30 },
        { "Cuối tháng đơn vị mới nộp được", 6, 30 },
        { "Hôm 15/6 bên em mới nộp được", 6, 15 },
        { "Em nộp trễ chút, 15/6 nhé anh", 6, 15 },
        { "Đơn vị báo cáo sau ngày họp, 15/6 gửi", 6, 15 },
        { "Đơn vị nộp 15-6 được không?", 6, 15 },
        { "Tuần sau, thứ năm, em gửi", 6, 8 },
        { "Can we send it by 15 June?", 6, 15 },
        { "The report will be ready on 15 June", 6, 15 },
        { "Báo cáo 6 tháng mai xã mới gửi được", 6, 7 },
        { "mốt em gửi ạ", 6, 8 },
        { "Phòng cho xã nợ báo cáo tới 15/6 ạ", 6, 15 },
        { "Xin lùi hạn 15/6", 6, 15 },
    };
    static const char *const none[] = {
        "Xin gia hạn vì họp đến 12/6", "Xin gia hạn do đồng chí phụ trách đi công tác đến ngày 12/6", "Hạn nộp là 10/6", "Hạn ngày 10/6 gấp quá, xin thêm thời gian",
        "Xin gia hạn vì ngày 12/6 huyện tổ chức hội nghị", "Số liệu tính đến 15/6", "Xin gia hạn, ngày 01/6 đơn vị đã gửi công văn", "Báo cáo số 45/BC-BCĐ138 ngày 05/6/2023 chưa ký xong, xin gia hạn",
        "Đơn vị không thể nộp trước ngày 10/6", "Không kịp ngày 10/6, xin gia hạn", "Xin gia hạn theo Công văn số 12/CV ngày 15/6/2023", "Xin gia hạn đến 15/6 hoặc 20/6",
        "Đồng chí phụ trách nghỉ phép đến 15/6, xin gia hạn", "Ngày 15/6 huyện họp, xin gia hạn", "Từ ngày 12/6 đến ngày 15/6 huyện tập huấn, xin gia hạn", "Xin phòng cho biết trước 12/6",
        "Đề nghị phòng trả lời trước ngày 12/6", "Máy chủ hỏng, đến 12/6 mới sửa xong nên xin gia hạn thêm",
        "Ngày 15/6 phòng kiểm tra huyện nên xin gia hạn", "Đồng chí Lan nghỉ thai sản đến 15/6/2023. Xin gia hạn báo cáo", "Họp giao ban ngày 12/6, xin phép nộp sau", "Hệ thống bảo trì đến 12/6, xin gia hạn",
        "Xin gia hạn, Hội nghị sơ kết của huyện vào ngày 15/6", "Xin gia hạn. Ngày 15/6 là ngày hội của huyện.", "Báo cáo lấy số liệu từ 15/12 đến 14/6, xin gia hạn", "Chúng tôi không xin đến 15/6 nữa",
        "Xin gia hạn thứ năm ngày 16/6", "Phòng gửi lại mẫu trước 15/6 giúp em", "Đại hội Đoàn ngày 12/6 nên đơn vị xin nộp trễ",
        "Xin gửi báo cáo trước hạn 10/6 ạ", "Qua tuần em nộp", "một em gửi ạ", "Cho xã hỏi thứ hai phòng có làm việc không ạ", "Đề nghị phòng gửi lại mẫu trước 12/6",
        "Bao cao 6 thang 8", "Báo cáo 6 tháng 12", "Xin nộp báo cáo 9 tháng 10", "",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases) + ARRAY_LEN(none); i++) {
        bool wanted = i < ARRAY_LEN(cases);
        const char *words = wanted ? cases[i].words : none[i - ARRAY_LEN(cases)];
        struct date day = wanted ? (struct date){ 2023, cases[i].month, cases[i].day } : (struct date){0};
        struct asked asked;

        asked_read(words, tuesday, &asked);
        if (date_compare(asked.day, day) != 0)
            print_error("\"%s\": %d/%d\n", words, asked.day.day, asked.day.month);
        assert_int_equal(date_compare(asked.day, day), 0);
        asked_clear(&asked);
    }
}

/* When something went, which an officer's record of it will need. */
static void
what_was_sent_has_a_day(void **state)
{
    static const struct { const char *words; int month, day; } cases[] = {
        { "Bản giấy đã chuyển phát nhanh EMS ngày 05/6.", 6, 5 }, { "Đơn vị gửi qua iOffice ngày 05/6/2023", 6, 5 }, { "đã nộp tận tay đ/c An hôm 6/6", 6, 6 },
        { "fax lúc 9h ngày 5/6", 6, 5 }, { "Báo cáo số 12/BC-BCĐ138 đã nộp trực tiếp tại Phòng sáng nay", 6, 6 }, { "em nộp chiều hôm qua rồi ạ", 6, 5 },
        { "Báo cáo số 12/BC-BCĐ138 ngày 01/6/2023, gửi qua trục liên thông ngày 05/6", 6, 5 }, { "Số liệu tính đến 31/5, đã gửi bưu điện ngày 2/6", 6, 2 },
        { "Em gửi từ hôm 05/6 qua mail này rồi mà", 6, 5 }, { "số liệu từ ngày 05/6", 0, 0 }, { "đã gửi", 0, 0 }, { "gửi bản giấy ngày 3/6 và ngày 5/6", 0, 0 }, { "số liệu tính đến 31/5", 0, 0 }, { "hạn 05/6 nhưng chưa nộp", 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct asked asked;

        asked_read(cases[i].words, tuesday, &asked);
        if (asked.sent.month != cases[i].month || asked.sent.day != cases[i].day)
            print_error("\"%s\": %d/%d\n", cases[i].words, asked.sent.day, asked.sent.month);
        assert_int_equal(asked.sent.month * 100 + asked.sent.day, cases[i].month * 100 + cases[i].day);
        asked_clear(&asked);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_asked_for_has_a_day), cmocka_unit_test(what_was_sent_has_a_day) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
