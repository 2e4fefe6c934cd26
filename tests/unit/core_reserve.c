/* What a letter says against the report that comes with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "core/language/passage.h"
#include "core/language/reserve.h"

static void
all_say(bool (*by)(const struct tokens *), const char *const *texts, size_t n, bool so)
{
    size_t wrong = 0;

    for (size_t i = 0; i < n; i++) {
        struct passage p;

        passage_read(texts[i], LETTER_READ, &p);
        if (by(&p.words) != so) {
            print_error("%s\n", texts[i]);
            wrong++;
        }
        passage_free(&p);
    }
    assert_int_equal(wrong, 0);
}

static void
letters_that_take_it_back(void **state)
{
    static const char *const texts[] = {
        "Số trong biểu em để tạm số năm ngoái, có số mới em thay.",
        "Biểu này là của xã Tân Hòa gửi lên, huyện chuyển Phòng xem trước.",
        "Thử xem gửi được không.",
        "Phòng kiểm tra giúp em số liệu, em nghi mục 3 bị sai.",
        "Ban đầu ghi 25 mô hình, kiểm tra lại chỉ còn 23.",
        "Anh An giữ giùm em bản này, chiều em mới xin ý kiến sếp.",
        "File đính kèm bị hỏng công thức, các tổng không đúng, Phòng chờ em gửi lại.",
        "Báo cáo này chưa lấy số.",
        "Bản này em lưu nháp mà bấm nhầm nút gửi.",
        "Đề nghị thay con số ở mục đơn thư thành 8/8.",
        "em điền thử thôi ạ",
        "Số này là chỉ tiêu giao chứ chưa phải kết quả.",
        "ban nay chua phai ban cuoi dau nghen",
        "Chưa thống nhất số liệu với Viện kiểm sát.",
        "Đây là bản của năm rồi để Phòng đối chiếu.",
        "Anh ơi khoan xài bản này, em coi lại cái đã.",
        "Có mấy ô em chưa chắc, bữa nào anh rảnh em gọi hỏi.",
        "Số liệu mang tính chất tham khảo, đề nghị không trích dẫn.",
        "Huyện đang rà soát, khả năng phải điều chỉnh số cuộc tuyên truyền.",
        "em dien thu thoi a",
        "so nay la chi tieu giao chu chua phai ket qua",
        "ban nay khong co gia tri bao cao",
        "chua duoc duyet",
        "chưa ban hành",
        "còn chờ ký",
        "lưu hành nội bộ trong đội, chưa gửi chính thức",
        "để đối chiếu",
        "file tạm",
        "bản cũ",
        "số năm trước",
        "nhầm",
        "Biểu này em lấy số của quý trước.",
        "Em mượn file của huyện Tam Nông để làm, chưa sửa hết tên.",
        "Mục 4 em đang hỏi lại các xã.",
        "Cái này em làm mẫu cho mấy em mới.",
        "so nay em doan chung thoi",
        "Biểu chưa tính công thức.",
        "Báo cáo chưa vô số văn thư.",
        "file nay bi loi cong thuc, anh cho em gui lai",
        "Số 42 là em gõ nhầm.",
        "Anh khoan cộng số huyện em.",
        "Số liệu này không dùng để tổng hợp.",
        "Huyện gửi bản của kỳ trước để đối chiếu số liệu.",
        "Số liệu có thể thay đổi.",
        "Báo cáo đang chờ Thường trực cho ý kiến.",
        "con cho sep ky",
        "Hình như mục 2 em cộng lộn.",
        "Thử gửi xem Phòng có nhận được không.",
        "Báo cáo này hổng tính nha anh.",
        "Số này mới là kế hoạch thôi.",
        "Em gửi thay huyện Lai Vung vì bên đó mất mạng.",
        "số cũ nha anh chưa có số mới",
        "Số này em không chắc lắm.",
        "Số liệu chưa được kiểm chứng.",
        "Số liệu còn lệch với bên Tòa án.",
        "Thay số 42 bằng 45 giúp em.",
        "Tạm thời em báo vậy, có gì báo lại sau.",
        "chưa xong đâu anh, gửi anh coi bố cục",
    };

    (void)state;
    all_say(reserve_told, texts, ARRAY_LEN(texts), true);
}

static void
good_letters_are_quiet(void **state)
{
    static const char *const texts[] = {
        "Dạ em chào chị, em gửi báo cáo, chị kiểm tra giúp em xem đã nhận được chưa ạ.",
        "Trong 6 tháng đầu năm, trên địa bàn chưa xảy ra vụ việc phức tạp về an ninh trật tự.",
        "Huyện không có mô hình mới trong kỳ này.",
        "Biểu 2 huyện để trống vì không phát sinh.",
        "Số liệu so với năm trước tăng 5%, lý do đã nêu trong báo cáo.",
        "Kết quả cao hơn năm trước vì có thêm 2 mô hình.",
        "Nếu có sai sót gì đề nghị Phòng thông báo để huyện chỉnh sửa.",
        "Nếu chưa đúng mẫu, đề nghị Phòng hướng dẫn thêm.",
        "Bản trước em gửi bị lỗi font, nay gửi lại bản này.",
        "Đơn vị đã rà soát, đối chiếu số liệu với các ngành trước khi báo cáo.",
        "Biểu mẫu cũ huyện đã bỏ, nay dùng mẫu mới.",
        "Có khó khăn là kinh phí chưa được cấp đủ.",
        "Một số mô hình hoạt động chưa hiệu quả, huyện sẽ chấn chỉnh trong thời gian tới.",
        "Nhận thức của một bộ phận nhân dân chưa cao.",
        "Huyện dự kiến xây dựng thêm 3 mô hình trong 6 tháng cuối năm.",
        "Công an huyện đã tạm giữ 3 đối tượng.",
        "Báo cáo không có phụ lục.",
        "Em gửi qua mail này vì mail cũ không vào được.",
        "Số điện thoại cũ của em không dùng nữa, số mới 0939 888 777.",
        "Anh Hùng đang đi học nên em làm báo cáo thay.",
        "Em gửi thay anh Nam, anh Nam đang đi công tác.",
        "Phong trào năm nay có nhiều chuyển biến hơn năm ngoái.",
        "Không có danh sách kèm theo vì năm nay huyện không đề nghị khen thưởng.",
        "Không có kiến nghị, đề xuất.",
        "Ngoài ra không còn nội dung nào khác.",
        "Ô để trống là không có.",
        "Số mô hình chấm dứt 1 là mô hình cũ không còn phù hợp.",
        "Các đơn thư đã giải quyết xong 6/7, còn 1 đơn đang giải quyết.",
        "Công an huyện đang xác minh 2 vụ việc người dân phản ánh.",
        "Đã xử lý 3 trường hợp sai phạm.",
        "Một xã báo cáo không đúng hạn, huyện đã nhắc nhở.",
        "Báo cáo của huyện không có nội dung mật.",
        "Thư này chỉ dành cho người nhận, nếu nhận nhầm xin xóa và báo lại.",
        "Xin đừng in thư này nếu không cần thiết, hãy bảo vệ môi trường.",
        "Phương hướng 6 tháng cuối năm: tiếp tục thực hiện các chỉ tiêu kế hoạch năm.",
        "Huyện đạt và vượt chỉ tiêu giao.",
        "Bản này là bản cuối, không thay đổi gì nữa.",
        "Mạng bị lỗi nên em gửi trễ mấy tiếng.",
        "Bản scan hơi mờ do máy cũ, em có kèm file word.",
        "Đồng chí phó trưởng ban ký thay do trưởng ban đi công tác.",
        "Xin lỗi vì gửi nhiều lần, mail trước em quên đính kèm.",
        "Anh coi đúng mẫu chưa để em nộp bản giấy luôn.",
        "Số liệu này thay cho số ước đã báo qua điện thoại tuần trước.",
        "Huyện không còn nội dung nào cần bổ sung thêm.",
        "Báo cáo này là báo cáo tổng hợp toàn huyện, không phải báo cáo của riêng xã nào.",
        "Số liệu về ma túy không có trong báo cáo này vì thuộc báo cáo khác.",
        "Tài liệu không mật, được phép gửi qua thư điện tử.",
        "Vì mạng chập chờn thư có thể tới 2 lần, Phòng chỉ lấy 1 bản giúp em.",
        "Không có gì sai sót thì anh khỏi trả lời em cũng được.",
        "Đề nghị Phòng không gửi thư nhắc nữa, báo cáo đây ạ.",
        "Em có thử mở file trên máy khác, mở được bình thường.",
        "Kết quả vượt chỉ tiêu giao 5%.",
        "Bản của năm rồi em không gửi lại nữa.",
        "Dạ báo cáo của huyện em, hổng phải của huyện bên đâu ạ.",
        "Gửi giùm huyện.",
        "Anh nhận giúp em báo cáo của huyện.",
    };

    (void)state;
    all_say(reserve_told, texts, ARRAY_LEN(texts), false);
}

#define HALF "Báo cáo 6 tháng đầu năm 2023 huyện Lấp Vò"

static void
subjects_say_it_beside_the_name(void **state)
{
    static const char *const yes[] = {
        HALF " (xem trước)", HALF " - bản cũ", HALF " (sai, đừng lấy)", HALF " - hủy", HALF " - số ước",
        HALF " (tham khảo)", HALF " (chưa chốt số)", "Số liệu tham khảo phục vụ báo cáo 6 tháng",
        HALF " (chờ ký)", HALF " - tạm tính",
    }, *const no[] = {
        HALF, HALF " - thay file lỗi font", HALF " (bản ký)", HALF " - lần 1", HALF " (bổ sung biểu)", HALF " (thay bản cũ)",
        "Báo cáo kết quả thực hiện chỉ tiêu 6 tháng đầu năm 2023", HALF " - gửi lại", HALF " (đã sửa)",
        "Báo cáo 6 tháng (không có điển hình)", "Re: " HALF " - đã cập nhật", HALF " [KHÔNG MẬT]",
    };

    (void)state;
    all_say(reserve_titled, yes, ARRAY_LEN(yes), true);
    all_say(reserve_titled, no, ARRAY_LEN(no), false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(letters_that_take_it_back),
                                        cmocka_unit_test(good_letters_are_quiet),
                                        cmocka_unit_test(subjects_say_it_beside_the_name) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
