/* What asks for a form or a deadline, and what is the number of a document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/language/beside.h"
#include "core/language/draft.h"
#include "core/language/want.h"
#include "core/language/way.h"

static bool
says(bool (*by)(const struct tokens *), const char *text)
{
    struct tokens t;
    bool is;

    tokens_letter(text, &t);
    is = by(&t);
    tokens_free(&t);
    return is;
}

static void
all_say(bool (*by)(const struct tokens *), const char *const *texts, size_t n, bool so)
{
    for (size_t i = 0; i < n; i++)
        assert_true(says(by, texts[i]) == so || (print_error("%s\n", texts[i]), false));
}

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
    all_say(want_help, yes, ARRAY_LEN(yes), true);
    all_say(want_help, no, ARRAY_LEN(no), false);
    assert_false(says(want_help, NULL));
}

static void
talk_brings_no_report(void **state)
{
    static const char *const yes[] = {
        "Cho em hỏi báo cáo này gửi qua đâu ạ", "Em chưa có biểu, anh gửi em với", "Huyện em đã nộp chưa anh kiểm tra giúp", "Anh oi lam sao de dien muc 3 a",
        "Đề nghị Phòng cung cấp số điện thoại đồng chí phụ trách.", "Anh ơi file em gửi bị lỗi, để em gửi lại sau", "Nhờ chị hướng dẫn mục II", "Biểu này ai ký vậy ạ",
        "Chị ơi máy em hư rồi", "Đơn vị không rõ cột 5 ghi thế nào", "Nho phong gui lai cho huyen tai khoan", "Báo cáo này nộp mấy bản ạ", "Phòng ơi bao giờ họp", "Em cần anh giải thích mục 4",
    };
    static const char *const no[] = {
        "Kính gửi PV05.", "Em gửi anh báo cáo 6 tháng ạ", "BCĐ 138 huyện Cao Lãnh gửi báo cáo 6 tháng đầu năm 2023", "Anh ơi em gửi báo cáo, nhờ anh kiểm tra giúp", "Huyện nộp báo cáo. Nhờ Phòng xem giúp.",
        "Báo cáo 6 tháng huyện Lai Vung", "Đơn vị báo cáo kết quả như sau: tổng số 12 cuộc", "", "Gửi anh file báo cáo, có gì anh hướng dẫn thêm", "Em gửi bản sao báo cáo",
    };

    (void)state;
    all_say(want_talk, yes, ARRAY_LEN(yes), true);
    all_say(want_talk, no, ARRAY_LEN(no), false);
}

static void
what_was_sent_is_wanted_back(void **state)
{
    static const char *const yes[] = {
        "Xin rút lại báo cáo 6 tháng", "Recall: Báo cáo 6 tháng năm 2023", "Đề nghị thu hồi công văn số 12/BC-BCĐ138", "V/v thu hồi báo cáo TN-2023-0002",
        "Xin thu hoi email vua gui", "Em gửi nhầm file báo cáo, xin bỏ qua thư trước ạ", "Hủy báo cáo năm 2023", "rut lai bc 6t", "Xin rút báo cáo",
        "Thu hồi: Danh sách lựa chọn năm 2023", "Cho đơn vị rút lại hồ sơ đã nộp", "xin huy bao cao da gui", "Đề nghị không sử dụng báo cáo đã gửi ngày 6/6", "Bản gửi lúc 8h sai số liệu, phòng đừng sử dụng nhé", "would like to recall the message",
        "Cho em xin lại báo cáo này để chỉnh số liệu", "Huy bao cao 6 thang", "Huy bao cao nam da gui, de nghi khong tinh", "Phòng bỏ qua báo cáo trên giúp em", "đề nghị trả lại báo cáo để hoàn thiện",
        "Cho huyện lấy lại báo cáo", "Nhờ phòng trả về báo cáo để bổ sung", "Đề nghị không tính báo cáo đã gửi sáng nay", "Đề nghị hủy kết quả báo cáo đã nộp", "Đề nghị phòng gửi trả lại báo cáo cho huyện để điều chỉnh",
        "Xin phép thu lại báo cáo đã gửi", "Báo cáo này bị sai, nhờ phòng bỏ giúp em", "Mong phòng hủy giúp báo cáo em vừa gửi", "xin hoan lai bao cao de chinh sua", "Mong phòng trả lại để đơn vị hoàn thiện báo cáo",
        "Cho huyện rút lại để bổ sung", "Phòng khoan tính báo cáo này, bên em sửa rồi gửi lại", "Đề nghị phòng khoan duyệt báo cáo", "Xin phòng trả hồ sơ lại cho huyện bổ sung", "Nhờ phòng không xét báo cáo này",
        "Đề nghị thu hồi công văn số 45 về báo cáo 6 tháng", "please return our report so that we can correct it", "Please disregard our previous report", "Please cancel our report",
        "Báo cáo hôm qua em gửi sai, phòng xóa giúp em", "phòng đừng tính bản đó", "Phòng có thể trả lại báo cáo cho huyện bổ sung được không ạ?", "đơn vị xin chỉnh sửa lại báo cáo, đề nghị phòng cho rút",
        "Báo cáo số 12/BC-BCĐ đã gửi có sai sót, đề nghị hủy bỏ", "Đề nghị loại bỏ báo cáo đã gửi lúc 8h", "Nhờ phòng bỏ báo cáo gửi lúc sáng", "anh khoan nhận báo cáo giúp em",
        "Trả báo cáo lại cho huyện nhé", "Phòng trả báo cáo lại cho em với ạ", "Trả lại báo cáo cho huyện nhé", "Gửi trả báo cáo cho đơn vị để sửa nhé", "Phòng trả lại hồ sơ cho huyện với", "Anh trả lại em báo cáo hôm qua nhé",
        "Trả bc lại cho đơn vị đi anh", "tra lai bao cao cho huyen nhe", "we would like our report back", "Could we have our report back?", "Can you give us the report back", "We need our report back to correct it",
        "please give back our report", "We want to take back the report", "cho đơn vị nhận lại báo cáo đã gửi", "cho huyện nhận lại báo cáo", "Cho đơn vị xin nhận lại hồ sơ", "Đơn vị muốn nhận lại báo cáo đã nộp", "Cho huyện xin lại báo cáo đã gửi hôm qua",
        "Huyện muốn lấy lại báo cáo để chỉnh sửa", "đơn vị xin được nhận lại báo cáo", "Huyện cần lấy báo cáo về sửa lại", "Cho em lấy báo cáo về bổ sung số liệu", "Phòng chuyển lại báo cáo cho huyện chỉnh sửa nhé",
        "xin rút lại", "Đề nghị Phòng lùi việc sử dụng số liệu này", "Đề nghị Phòng hoãn sử dụng báo cáo của huyện", "cho em rút lại nha anh", "cho em thu hồi lại nghen", "bỏ giúp em mail trước", "Đề nghị phòng hoàn lại báo cáo cho đơn vị", "Anh cho em xin lại bản đã gửi", "Đơn vị xin phép thu hồi lại báo cáo",
    };
    static const char *const no[] = {
        "Báo cáo kết quả thu hồi vũ khí", "Rút kinh nghiệm báo cáo 6 tháng", "Xin rút lại đề nghị gia hạn báo cáo 6 tháng", "Huyện không rút lại báo cáo",
        "Đã thu hồi công văn cũ", "Xin rút ngắn thời gian nộp báo cáo", "Thu hồi đất", "Thu hồi giấy phép, con dấu", "Kính gửi báo cáo", "",
        "Báo cáo rút gọn", "Em Huy báo cáo 6 tháng", "Mong phòng bỏ qua, báo cáo gửi trễ", "Thu hồi công nợ, thu thuế", "Hủy bỏ lịch họp", "Huyện không tính số liệu xã này", "Thu hồi đất của Ban quản lý dự án", "công tác thu hồi hồ sơ",
        "thu hồi công văn số 45 về tuyên truyền", "Đề nghị thu hồi văn bản chỉ đạo của UBND tỉnh", "Cho em xin lại mẫu báo cáo", "Cho em xin lại mật khẩu để nộp báo cáo", "Cho em xin lại báo cáo năm ngoái để tham khảo",
        "Phòng đã trả lại báo cáo, huyện đang hoàn thiện", "Báo cáo bị trả lại, huyện sẽ gửi lại", "Gửi lại báo cáo theo yêu cầu trả lại của Phòng", "Vì sao phòng trả lại báo cáo của huyện?", "Cho hỏi khi nào phòng trả lại báo cáo",
        "Mong phòng bỏ qua cho báo cáo trễ hạn", "Báo cáo công tác trả lại tài sản cho người bị hại", "Nguyen Quoc Huy bao cao", "em huy bao cao anh", "Huyện xin báo cáo chưa tính số liệu 2 xã", "Đã dùng biểu mẫu đúng",
        "Công an huyện báo cáo công tác quản lý, thu hồi giấy tờ, hồ sơ", "Đề nghị xóa số điện thoại cũ", "Công an huyện xin trả lại hồ sơ cho Phòng",
        "Phòng có trả lại báo cáo không?", "xin bo sung bao cao da gui", "Cho em xin bộ báo cáo mẫu", "xin hủy lịch họp báo cáo", "Không nhận được file báo cáo", "Báo cáo 6 tháng, xin bỏ qua lỗi chính tả",
        "phòng chưa nhận báo cáo của huyện ạ", "báo cáo sai, xin bổ sung sau", "Đề nghị bộ phận văn thư nhận báo cáo đã gửi",
        "Phòng trả lời báo cáo cho huyện nhé", "Huyện trả báo cáo lại cho xã bổ sung", "Đơn vị đã nhận lại báo cáo", "Khi nào nhận lại báo cáo?", "Phòng gửi lại báo cáo năm ngoái cho em tham khảo nhé", "We look back at the report of 2022",
        "Please report back to us", "I will get back to you with the report", "we send our report back to the commune", "Cho đơn vị nhận lại mẫu báo cáo", "Đề nghị xã lấy báo cáo về", "Huyện lấy số liệu báo cáo lại", "Huyện sẽ nộp lại báo cáo cho phòng",
        "Phòng gửi lại nhận xét báo cáo cho huyện nhé", "Xe trả lại cho huyện", "Báo cáo năm nay bỏ đi phần phụ lục", "Đơn vị xin nhận lại phản hồi về báo cáo", "Phòng xem lại báo cáo cho huyện nhé", "Đã trả báo cáo lại cho xã nhé",
        "bà B xin rút lại", "xã chưa rút lại", "Huyện khỏi rút báo cáo nữa", "Thôi em không rút nữa, giữ bản cũ", "Huyện xin lùi nộp báo cáo đến 15/6", "em gui lai ban dung, lay ban nay giup em",
    };

    (void)state;
    all_say(want_back, yes, ARRAY_LEN(yes), true);
    all_say(want_back, no, ARRAY_LEN(no), false);
    assert_false(says(want_back, NULL) || says(want_time, "Xin rút lại đề nghị gia hạn báo cáo 6 tháng"));
}

static void
more_time_is_asked_for_in_many_words(void **state)
{
    static const char *const yes[] = { "Do dịch bệnh, huyện chưa thể nộp báo cáo đúng hạn, xin nộp vào 15/6/2023.", "Không kịp anh ơi, cho em tới thứ 2 nha", "Huyện chưa nộp kịp, xin nộp ngày 15/6",
                                       "Đơn vị xin nộp vào ngày 15/6", "xin phép nộp trễ 2 ngày", "cho don vi den 15/6",
                                       "Cho tụi em xin thêm mấy bữa nữa nghen, mưa bão quá", "xin them 2 ngay a", "Mong anh cho thêm vài hôm", "Cho huyện thêm thời gian",
                                       "xin thêm một tuần", "Do trùng lịch họp, xin dời hạn nộp", "Xin hoãn ngày nộp vì bận họp",
                                       "Xã xin phép được gửi báo cáo năm 2026 chậm 05 ngày so với quy định", "nộp trễ chút được hông anh", "Xã xin nợ báo cáo đến thứ Hai.",
                                       "Anh thư thư cho xã vài bữa", "xin phòng thông cảm cho xã nộp sau ạ", "không kịp rồi anh ơi, chắc phải 14/6 mới xong",
                                       "cho dời qua tuần nha anh", "chac tre anh oi, 14/6 em nop dc hong", "Xã không thể hoàn thành đúng hạn, dự kiến 13/6 gửi.", "Kính đề nghị dời hạn nộp báo cáo", "xin nộp muộn ạ", "Xã xin thêm đúng 3 bữa nữa thôi", "Xin lỗi anh, cho xã nộp trễ 2 ngày", "Cảm ơn anh đã cho gia hạn, em xin gia hạn thêm 2 ngày nữa" };
    static const char *const no[] = { "Tuần trước chưa gửi kịp, nay xin gửi báo cáo.", "Xin nộp báo cáo 6 tháng", "Cho em hỏi ngày họp", "Không kịp gửi bản giấy", "",
                                       "Xin cảm ơn Phòng đã cho gia hạn", "Cho em xin thêm 2 biểu mẫu", "Không xin thêm ngày nào", "Em xin đợi hạn mới ạ", "Xã nộp báo cáo, xin lỗi vì trễ", "Xin gửi thêm báo cáo ngày 5/6",
                                       "Xin dời lịch họp sang 20/10", "Đề nghị hoãn cuộc họp giao ban", "Đề nghị Phòng lùi việc sử dụng số liệu này", "Đề nghị Phòng tạm hoãn sử dụng báo cáo", "xin lui buoi lam viec den thu 5", "Xin dời thời gian tập huấn",
                                       "Xã gửi báo cáo, hôm qua mạng chậm nên giờ mới gửi được không biết tới chưa", "Em gửi file trước, bản ký cho em nộp sau được không anh",
                                       "Không kịp gửi hôm qua, nay mới gửi", "Vụ đòi nợ, xin báo cáo phòng nợ đến nay 5 vụ", "Xin đổi qua mẫu excel", "Dạ vậy để em ráng nộp đúng hạn." },
                      *const not[] = { "Không cần gia hạn, em nộp đúng hạn ạ.", "Cảm ơn anh đã cho gia hạn.", "Xin cảm ơn Phòng đã cho gia hạn", "khong can gia han nua", "Dạ vậy để em ráng nộp đúng hạn.",
                                       "Cam on phong vi da gia han", "Huyện không xin gia hạn" };

    (void)state;
    all_say(want_time, yes, ARRAY_LEN(yes), true);
    all_say(want_time, no, ARRAY_LEN(no), false);
    all_say(want_no_time, not, ARRAY_LEN(not), true);
    all_say(want_no_time, yes, ARRAY_LEN(yes), false);
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

/* By a letter, a subject or a file's name. */
static void
what_is_not_sent_yet(void **state)
{
    static const char *const letters[] = {
        "Em gửi thử xem có vào không ạ", "Lưu nháp", "mail test", "Đây là mail test, anh chị không cần trả lời.", "Em thử gửi file xem được không", "Kiểm tra đường truyền",
        "Thư này chỉ để kiểm tra hệ thống.", "Chưa gửi, để em xem lại đã", "do not send yet", "This is a test, please ignore.", "Bản lưu tạm, chưa gửi chính thức.", "Gửi thử nghiệm qua hộp thư mới",
        "Em test gửi file ạ", "Chạy thử mẫu mới của phòng", "Số liệu giả định để thử", "Đây là bản em làm thử", "File này chưa phải bản cuối.", "Chưa có chữ ký lãnh đạo, đơn vị sẽ gửi bản chính thức sau.",
        "Trình anh duyệt nội dung trước khi em trình Chủ tịch ký, anh góp ý giúp em mục III.", "Anh coi giúp em đã đúng mẫu chưa rồi em ký", "Bản chưa đóng dấu", "Số liệu sơ bộ, chưa chốt",
        "Xin ý kiến góp ý của Phòng trước khi ban hành.", "Đề nghị cho ý kiến góp ý trước khi huyện phát hành", "xin y kien cua phong truoc khi trinh ky", "Lấy ý kiến Phòng trước khi chốt số liệu",
        "ban nay tam thoi, chieu em gui ban chinh thuc", "Mai em gửi bản hoàn chỉnh nha", "Báo cáo này chỉ là tạm thời thôi anh", "Tuần sau huyện có bản chính thức", "Tạm thời gửi bản này", "lát em gởi bản cuối",
        "Gửi anh xem nội dung, có gì anh chỉnh giúp em.", "Gui anh coi, co gi sua gium em", "Anh đọc qua, chỗ nào chưa được anh sửa cho em nha", "Số liệu còn điều chỉnh", "Bản này có thể còn thay đổi ạ",
        "Nhờ Phòng cho ý kiến trước khi ký ban hành", "Mong Phòng góp ý trước khi đơn vị ban hành chính thức", "File này em gửi tạm, sếp ký xong em gửi lại", "bao cao tam thoi, so lieu con thay doi", "Số liệu sẽ điều chỉnh sau",
        "Hôm sau em gửi bản đầy đủ", "Xem giùm em nội dung được chưa, sai chỗ nào anh chỉnh dùm", "Anh rà soát, cần thì chỉnh sửa giúp đơn vị",
    };
    static const char *const no_letters[] = {
        "Đơn vị không gửi bản giấy.", "Không gửi được qua trục liên thông nên gửi qua thư điện tử.", "Tuần trước chưa gửi kịp, nay xin gửi.", "Huyện không gửi kèm phụ lục vì không phát sinh.",
        "Huyện test ma túy 200 lượt, chạy thử mô hình camera.", "Lần thử trước không thành công, nay gửi lại.", "Hôm qua em có gửi thử, nay gửi bản chính thức.", "Gửi phòng để lưu hồ sơ.",
        "Thử nghiệm mô hình mới tại 3 xã.", "Lưu: VT", "Huyện chưa gửi danh sách điển hình.", "Đề nghị phòng không gửi thư nhắc nữa.", "Nhờ phòng kiểm tra hộp thư giúp em", "Kính gửi thư và báo cáo",
        "Bản word em gửi hôm qua là bản nháp ạ.", "Còn 2 xã chưa ký cam kết", "Bản hôm trước chưa ký, nay gửi bản đã ký.", "Bản giấy đã ký, file này chưa ký số.", "Có gì sai phòng chỉnh sửa giúp em", "gui thu truong don vi",
        "Báo cáo đã tiếp thu ý kiến góp ý của Phòng trước khi ban hành.", "Sau khi xin ý kiến Phòng, huyện đã ban hành.", "Xin ý kiến chỉ đạo về việc tổ chức hội thi.", "Chiều qua em gửi nhầm, nay gửi bản chính thức.",
        "Chợ tạm thời đóng cửa.", "Sáng mai họp, em gửi báo cáo.", "Kính gửi Phòng xem xét.", "Tình hình còn thay đổi theo mùa.", "Đăng ký tạm trú 200 lượt", "Mời anh xem, có gì báo em.", "Báo cáo đã theo ý kiến góp ý",
        "Bản chính thức đã ký, thay bản dự thảo gửi tuần trước.", "Huyện sẽ điều chỉnh kế hoạch năm 2024.", "Huyện còn 2 xã phải điều chỉnh quy ước.",
    };
    static const char *const titles[] = {
        "Báo cáo 6 tháng năm 2023 - KHÔNG GỬI", "KHÔNG GỬI: Báo cáo 6 tháng", "(không gửi) Báo cáo 6 tháng", "[TEST] Báo cáo", "Test: Báo cáo", "Báo cáo 6 tháng (gửi thử)", "Gửi thử báo cáo 6 tháng", "Lưu nháp - Báo cáo",
        "BC 6 thang 2023 - KHONG GUI", "BC 6 thang 2023 test", "test_BC_6T", "BC 6 thang (nhap)", "BC 6 thang luu tam", "BC 6T chưa phát hành", "Báo cáo 6 tháng (chưa ký)", "BC 6T 2023 chưa ký", "BC (chua co dau)", "nháp BC 6T",
    };
    static const char *const no_titles[] = {
        "Báo cáo 6 tháng năm 2023", "BC nhập liệu", "BC sau sap nhap", "Kính gửi thư báo cáo 6 tháng", "Báo cáo test nhanh", "BC 6T không gửi kèm phụ lục", "Báo cáo 2 xã chưa ký cam kết", "Thư gửi báo cáo", "BC thử thách",
    };

    (void)state;
    all_say(draft_told, letters, ARRAY_LEN(letters), true);
    all_say(draft_told, no_letters, ARRAY_LEN(no_letters), false);
    all_say(draft_short, titles, ARRAY_LEN(titles), true);
    all_say(draft_short, no_titles, ARRAY_LEN(no_titles), false);
    for (size_t i = 0; i < ARRAY_LEN(titles); i++)
        assert_true(draft_name(titles[i]) || (print_error("%s\n", titles[i]), false));
    for (size_t i = 0; i < ARRAY_LEN(no_titles); i++)
        assert_false(draft_name(no_titles[i]) && (print_error("%s\n", no_titles[i]), true));
}

/* Somebody has yet to sign it, approve it, comment on it or mend it. */
static void
what_somebody_has_yet_to_do(void **state)
{
    static const char *const open[] = {
        "trình anh Ba ký xong em gửi lại", "chờ anh duyệt", "để em xin chữ ký", "đang lấy ý kiến",
        "Sếp chưa ký ạ", "Bản này anh Ba chưa coi", "Lãnh đạo đi công tác, về ký em gửi bản chính",
        "Em sẽ trình lãnh đạo ký rồi gửi lại", "Báo cáo cần lãnh đạo xem lại trước khi ký",
        "doi sep ky cai roi em goi lai", "Đang xin chữ ký của Trưởng ban", "Văn thư chưa đóng dấu",
        "Chưa xin được chữ ký", "Có chữ ký em sẽ gửi lại", "Lãnh đạo đang xem",
        "Chưa thông qua Ban Thường vụ", "Đang gửi các ngành góp ý", "Em gửi anh góp ý ạ",
        "Nho anh gop y gium em", "Anh duyệt thì em in ra trình ký", "Nếu được em trình Chủ tịch ký",
        "Phòng thống nhất thì huyện ký ban hành", "Mai trình ký ạ",
        "Huyện đang hoàn thiện, gửi trước để phòng nắm",
        "Em đang sửa lại bảng 2, gửi trước bản này", "Số liệu đang rà soát",
        "Bản này chưa hoàn chỉnh", "Báo cáo chưa hoàn thiện", "Chữ ký bổ sung sau",
        "Thủ trưởng chưa kịp ký", "Đồng chí Phó Chủ tịch đang xem xét", "UBND huyện chưa ký",
        "Trình ký từ hôm qua mà sếp chưa ký", "Chưa ký nháy", "Đội nghiệp vụ đang kiểm tra số liệu",
        "sếp coi rồi nhưng chưa ký", "Còn thiếu chữ ký của Trưởng ban",
        "Mong anh em phòng cho ý kiến để huyện chỉnh", "The chairman has not signed it yet",
        "will be signed tomorrow",
        "Kính gửi Phòng, do đồng chí Trưởng ban đi họp tỉnh nên báo cáo chưa ký, đơn vị gửi trước để Phòng tổng hợp.",
        "File này sếp em chưa duyệt, anh cứ coi đỡ",
        "Nội dung này phải thông qua tập thể Ban Chỉ đạo rồi mới phát hành",
        "bao cao nay con cho truong cong an xa ky",
        "Các đoàn thể chưa góp ý, khi nào xong em gửi lại",
        "Anh thấy được thì báo em trình ký nghen", "Bản này chưa đóng mộc", "chua dong moc",
        "Lãnh đạo ký xong em up lại", "Đang chờ cấp trên cho ý kiến",
        "Bản này em gửi anh Ba duyệt cái đã rồi mới ký", "mai sếp ký",
        "Anh coi dùm em trước khi in", "Chưa trình ký",
        "Còn chờ số liệu 2 xã nên bản này chưa đủ, em sẽ sửa lại", "Phụ lục đang cập nhật",
        "Sau khi sếp ký em sẽ gửi lại bản scan", "Em chưa xin được dấu",
        "Báo cáo này chưa được Trưởng ban thông qua", "Anh Năm đang ký, chút em gửi lại",
        "Đảng ủy chưa cho ý kiến báo cáo này", "Kính gửi Phòng xem và góp ý cho báo cáo",
        "Gởi anh bản chưa ký", "ban chua ky ten dong dau", "Báo cáo sẽ được ký vào ngày mai",
        "chỉ còn chờ chữ ký",
    };
    static const char *const over[] = {
        "sếp ký rồi ạ", "đã được lãnh đạo thông qua", "lấy ý kiến xong rồi",
        "Báo cáo đã ký, đóng dấu", "Lãnh đạo đã duyệt", "Đã trình ký xong",
        "Em đã chỉnh sửa theo góp ý của anh", "Đã có chữ ký lãnh đạo", "Đã thông qua Ban Thường vụ",
        "Phòng cho ý kiến rồi nên huyện gửi chính thức",
        "Chờ sếp ký nên em gửi trễ, mong phòng thông cảm", "Vì sếp đi công tác nên nay mới ký",
        "Người ký: Trưởng Công an huyện", "KT. TRƯỞNG BAN, đã ký",
        "Huyện đang lấy ý kiến nhân dân về quy ước", "Các hộ chưa ký cam kết sẽ được vận động",
        "Huyện đang rà soát đối tượng nghiện", "Chưa có đơn thư nào",
        "Kính trình lãnh đạo phòng báo cáo 6 tháng", "Báo cáo trình Ban Chỉ đạo tỉnh",
        "Phòng nhận được thì báo em", "Số liệu đã rà soát",
        "Em sẽ gửi bản giấy có chữ ký qua bưu điện", "Mời anh xem",
        "Huyện đang hoàn thiện hồ sơ công nhận xã văn hóa", "Huyện đã tiếp thu, hoàn chỉnh",
        "Ký rồi em gửi nè", "Báo cáo đã được thông qua tại cuộc họp sáng nay",
        "approved and signed by the chief",
        "Kính gửi Phòng báo cáo 6 tháng đã được đồng chí Trưởng ban ký ngày 05/6.",
        "Ký rồi nghen anh, khỏi chờ nữa", "dong moc roi anh oi", "Anh góp ý mục 2 em đã chỉnh xong",
        "Ban Chỉ đạo đã họp thông qua báo cáo", "Sếp coi rồi, ký rồi",
        "Số liệu đã chốt, không thay đổi nữa", "Đề nghị Phòng xem xét, tổng hợp báo cáo tỉnh",
        "Nếu sai em sửa gửi lại", "Công tác kiểm tra đang được duy trì",
        "Viện kiểm sát chưa phê duyệt lệnh bắt", "Các trường đang ký cam kết",
        "Chờ tỉnh duyệt kinh phí", "Quy ước ấp đang chờ UBND huyện phê duyệt",
        "Nhân dân góp ý cho lực lượng công an 30 lượt", "Báo cáo theo kế hoạch đã được phê duyệt",
        "Phòng đã xem báo cáo của huyện chưa?", "Chờ anh xác nhận", "Em xin cảm ơn ý kiến của anh",
        "Thư ký Ban chỉ đạo", "Bản gốc có dấu đỏ gửi sau qua bưu điện",
        "Sếp ký hôm qua rồi mà em quên gửi", "Do chờ ký nên trễ, mong phòng thông cảm",
        "Đã ký kết 12 quy chế phối hợp giữa các đoàn thể.",
        "Kinh phí hoạt động còn phải chờ UBND tỉnh phê duyệt.",
        "Công an phường đang theo dõi 15 đối tượng trong diện quản lý.",
        "Lãnh đạo một số đơn vị còn chưa quan tâm.", "Quyết định kiện toàn đang trình Chủ tịch ký.",
        "Các đoàn thể góp ý, giáo dục 20 người lầm lỗi.",
        "Tổ an ninh trật tự ấp đang chờ HĐND thông qua nghị quyết.",
        "Kính đề nghị Ban Chỉ đạo tỉnh quan tâm, chỉ đạo.", "Đăng ký thi đua năm 2023 của đơn vị",
        "bao cao dinh ky 6 thang dau nam 2023, em gui anh",
        "Huyện gửi báo cáo, đề nghị Phòng kiểm tra, xác nhận.", "Em sẽ gửi thêm ảnh sau",
        "Xã mới sáp nhập chưa có dấu mới, dùng dấu cũ",
        "Báo cáo này thay báo cáo chưa ký hôm trước",
    };

    (void)state;
    all_say(draft_told, open, ARRAY_LEN(open), true);
    all_say(draft_told, over, ARRAY_LEN(over), false);
}

static void
a_final_paper_is_still_to_come(void **state)
{
    static const char *const later[] = {
        "Mai em gửi bản chính thức ạ.", "chieu em gui ban chinh thuc",
        "Gửi Phòng trước, chiều mai gửi bản chính thức có ký đóng dấu.",
        "Số liệu này tạm, ngày mai đơn vị gửi bản chính thức.", "lát nữa em gửi bản chính thức",
        "Em sẽ gửi bản chính thức sau.", "Bản chính thức gửi sau ạ.",
        "Tuần sau gửi bản chính thức.", "Tối nay em gửi bản chính thức.",
        "Em gửi trước file mềm, bản chính thức mai em gửi.", "Xíu em gửi bản chính thức nha anh",
        "Chút nữa em gởi bản hoàn chỉnh", "Tí nữa em gửi bản đầy đủ nghen",
        "toi nay em gui ban chinh thuc", "bản cuối chiều nay em gửi",
        "Bản hoàn chỉnh tối em gửi lại", "Mốt em gửi bản chính thức",
        "ban chinh thuc mai em goi nghen", "Chiều nay đơn vị gửi bản hoàn chỉnh",
    };
    static const char *const here[] = {
        "Tối nay em gửi bản chính thức như đã hẹn, kèm theo.",
        "Như đã hẹn hôm qua, nay em gửi bản chính thức kèm theo.",
        "Đây là bản chính thức em hẹn tối nay gửi.", "Em gửi bản chính thức, thay bản tối qua.",
        "Hôm qua em nói mai gửi bản chính thức, nay em gửi đây ạ.", "Tôi gửi bản chính thức",
        "chúng tôi gửi bản chính thức kèm theo", "toi gui ban chinh thuc",
        "Em gửi một bản chính thức", "Chị Mai gửi bản chính thức",
        "Chiều nay em gửi bản chính thức rồi ạ", "Chiều nay đơn vị đã gửi bản chính thức",
        "Bản chính thức em gửi kèm đây, bản giấy mai gửi.", "Sáng nay em gửi bản chính thức",
        "Bản chính thức đã ký, mai em gửi bản giấy",
        "Em xin gửi bản chính thức, mai em ra nộp bản giấy", "Nay em gửi bản hoàn chỉnh",
        "Gửi bản cuối của báo cáo", "Hôm nay em gửi bản chính thức",
    };

    (void)state;
    all_say(draft_told, later, ARRAY_LEN(later), true);
    all_say(draft_told, here, ARRAY_LEN(here), false);
}

static void
a_draft_is_sent_to_somebody(void **state)
{
    static const char *const drafts[] = {
        "Em gửi anh bản nháp.", "Em gởi anh bản nháp nghen.", "Em gửi chị Lan bản dự thảo",
        "xã gửi Phòng trước bản nháp ạ", "em gui anh truoc ban nhap", "Em nộp phòng bản nháp",
        "Bản tạm, chiều em gửi lại bản có số.", "Đây mới là bản tạm thôi ạ",
        "Bản tạm nghen anh", "Báo cáo chưa có số, phòng xem trước.", "Anh coi trước nha",
        "Chị xem trước giúp em", "phong coi truoc di a", "Anh đọc trước nhé",
        "Anh duyệt giúp em nội dung này, ok em cho phát hành.",
        "Phòng kiểm tra giúp, được thì xã mới ban hành.", "Anh xem giúp em rồi phát hành",
        "Kế hoạch và báo cáo đang chờ ký.", "Bản này chưa ký đóng dấu.", "báo cáo đang chờ ký, phụ lục gửi sau",
        "Em gửi báo cáo và phụ lục trước, chờ sếp duyệt xong gửi sau bản chính.", "Phụ lục đã ký, báo cáo chưa ký.",
    };
    static const char *const none[] = {
        "Báo cáo đã được ký, trước đó có gửi bản chưa ký, xin thay.",
        "Bản này thay bản nháp em gửi anh hôm qua", "Em gửi anh bản chính thức, bỏ bản nháp",
        "Em gửi anh báo cáo góp ý dự thảo Luật", "Bản tạm tính kinh phí đã quyết toán",
        "Phòng đã xem trước báo cáo này rồi", "Công an xã xem trước tình hình để bố trí lực lượng",
        "Đã phát hành, phòng kiểm tra giúp.", "Báo cáo ban hành hôm qua, phòng xem giúp",
        "Số người tạm trú, tạm vắng: 12", "Anh Tám gửi báo cáo", "Chị Tâm gửi báo cáo",
        "Anh Tam gui bao cao",
        "Phụ lục sẽ gửi sau khi duyệt", "phu luc se gui sau khi duyet", "Bản có ký đóng dấu gửi sau",
        "ban co ky dong dau gui sau", "Bản có chữ ký và con dấu xã gửi sau ạ.", "Tờ trình chờ Chủ tịch ký, em gửi sau.",
        "Em sẽ gửi phụ lục sau khi lãnh đạo duyệt.", "Danh sách khen thưởng chờ họp xét, em gửi sau.",
        "Em gửi báo cáo và góp ý dự thảo Nghị định.", "xã gửi báo cáo và góp ý vào dự thảo Luật Căn cước",
        "Báo cáo trước đang trình ký, nay bản đã ký em gửi kèm.",
    };
    static const char *const titles[] = { "Báo cáo 6 tháng (tạm)", "BC 6 tháng 2023 - tạm",
                                          "Báo cáo 6 tháng năm 2023 [tạm]" },
                             *const no_titles[] = { "Báo cáo tạm trú 6 tháng",
                                                    "Báo cáo (tạm giữ, tạm giam) 6 tháng",
                                                    "Báo cáo 6 tháng - Tam Nông",
                                                    "Báo cáo 6 tháng - anh Tám",
                                                    "bc-6-thang-h-tam-nong", "BC6T_tam" };

    (void)state;
    all_say(draft_told, drafts, ARRAY_LEN(drafts), true);
    all_say(draft_told, none, ARRAY_LEN(none), false);
    all_say(draft_short, titles, ARRAY_LEN(titles), true);
    all_say(draft_short, no_titles, ARRAY_LEN(no_titles), false);
}

static void
what_comes_is_not_to_be_counted(void **state)
{
    static const char *const yes[] = { "Phòng đừng tính báo cáo này nhé.", "Anh đừng vào sổ vội", "đừng cập nhật nghen", "Phòng khoan ghi nhận giúp em, số liệu còn sửa", "Đề nghị phòng không tiếp nhận bản này", "Em gửi nhầm hộp thư",
                                       "Xin rút lại báo cáo này.", "xin rút lại", "phòng bỏ bản này giúp em", "Phòng đừng lấy bản này, em sửa lại đã.", "Xin thu hồi văn bản này." };
    static const char *const no[] = { "Số liệu này đừng tính các xã mới.", "Huyện chưa nhận được mẫu.", "đừng cập nhật địa chỉ email", "Phòng chưa nhận giúp em báo cáo hôm qua.", "Số liệu chưa tính 2 xã sáp nhập.", "khoản kinh phí không tính",
                                      "Hôm qua em gửi nhầm", "em gui lai ban dung, lay ban nay giup em", "em goi lai ban dung lay ban nay giup em", "đừng tính bản trước, tính bản này",
                                      "Bản hôm qua sai, xin rút lại và thay bằng bản này.", "Hủy bản trước, xài bản này giùm em nghen.", "Nhờ anh xóa mail hồi sáng, em gửi lại bản mới đây ạ.",
                                      "bà B xin rút lại.", "Kết quả thu hồi 5 khẩu súng, em gửi báo cáo này" };

    (void)state;
    all_say(want_unmeant, yes, ARRAY_LEN(yes), true);
    all_say(want_unmeant, no, ARRAY_LEN(no), false);
}

/* To this mailbox, before; and what one only says of the mail that brings it. */
static void
what_was_sent_before(void **state)
{
    static const char *const before[] = {
        "Em gửi từ hôm 08/6 qua mail này rồi mà anh", "Đơn vị đã gửi ngày 07/6 rồi ạ", "da gui hom 8/6 roi a", "Dạ em nộp hôm thứ sáu rồi",
        "Huyện gửi báo cáo qua gmail hôm qua rồi anh", "Em gửi sáng nay", "Báo cáo đã nộp rồi mà", "đã gửi cho anh An hôm qua",
        "Huyện đã gởi hôm 02/6, đề nghị Phòng coi lại giùm", "Ben em goi mail roi a", "Hổm rày tụi em gởi rồi nghen anh", "Sao lại quá hạn, chúng tôi gửi đúng ngày 8 mà.",
        "Đã gửi.\nSent from my iPhone", "Em có gởi qua mail này mà", "Da goi roi nghen", "Huyện đã nộp rồi đó nghe", "Tụi em gởi bữa kia rồi",
    };
    static const char *const perhaps[] = { "Đơn vị đã gửi báo cáo", "Vừa gửi xong anh ơi", "We sent the report" };
    static const char *const no[] = {
        "Chiều em gửi", "Đơn vị đã họp xong, ngày mai gửi", "Đã gửi cho Sở Nội vụ hôm qua", "Đã gửi công văn đôn đốc xuống các xã hôm qua",
        "Các xã đã gửi số liệu hôm qua", "Phòng đã gửi mẫu hôm qua", "Báo cáo đã trình ký", "Đơn vị chưa gửi được", "đã gửi bản giấy hôm qua",
        "Em làm xong rồi, sếp ký xong em gửi", "File em gửi hôm trước bị lỗi", "Bản đã gửi ngày 07/6 còn sai", "Sent from my iPhone", "Em goi dien roi ma", "Phòng gởi mẫu rồi mà", "Chiều em gởi nghen", "",
    };

    (void)state;
    all_say(way_before, before, ARRAY_LEN(before), true);
    all_say(way_before, perhaps, ARRAY_LEN(perhaps), false);
    all_say(way_before, no, ARRAY_LEN(no), false);
    for (size_t i = 0; i < ARRAY_LEN(perhaps); i++) {
        struct tokens t;

        tokens_letter(perhaps[i], &t);
        assert_true(way_here(&t, false));
        tokens_free(&t);
    }
}

static void
a_question_may_lack_its_mark(void **state)
{
    static const char *const yes[] = { "Cái mục candidates ghi sao vậy anh", "so lieu lay tu thang may den thang may a", "Dòng này điền sao nghen", "ghi vào cột mấy vậy anh", "nộp mấy giờ ạ" };
    static const char *const no[] = { "Không sao ạ", "Máy em hư", "gui bang may a", "Huyện không có khó khăn gì", "Em gửi bản sao báo cáo" };

    (void)state;
    all_say(want_answer, yes, ARRAY_LEN(yes), true);
    all_say(want_answer, no, ARRAY_LEN(no), false);
}

/* What is asked for, or told as a number, went no way at all. */
static void
a_way_is_no_number(void **state)
{
    static const char *const no[] = { "Anh cho xin số Zalo để em gửi file nặng", "Em gửi số Zalo của em: 0912", "Cho số fax để huyện gửi", "xin zalo de em gui", "Gửi anh số telegram",
                                      "Hệ thống báo lỗi, xã chưa up được.", "Xã sẽ gửi qua iDesk.", "Phòng gửi công văn qua iDesk hôm qua", "Xã gửi file office",
                                      "Đã gửi bằng file excel", "Em gửi qua UBND huyện rồi", "Văn thư xã đã gửi báo cáo", "Số liệu lấy trên hệ thống ngày 5/6" },
                      *const yes[] = { "Đã gửi qua Zalo", "Em gửi qua số Zalo của anh rồi", "Đã nộp bản giấy", "Xã đã gửi qua iDesk", "da up len idesk roi a",
                                       "Em up lên hệ thống rồi nha anh", "Đã gửi qua V-Office hôm 5/6", "Đã phát hành qua trục LGSP", "Em đưa lên drive chung hôm qua rồi",
                                       "Báo cáo đã tải lên cổng thông tin", "Em nộp cho văn thư phòng rồi" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(no) + ARRAY_LEN(yes); i++) {
        struct tokens t;

        tokens_letter(i < ARRAY_LEN(no) ? no[i] : yes[i - ARRAY_LEN(no)], &t);
        assert_true((way_in(&t) == NULL) == (i < ARRAY_LEN(no)) || (print_error("%zu\n", i), false));
        tokens_free(&t);
    }
}

static void
whether_it_came_is_asked(void **state)
{
    static const char *const yes[] = { "Phòng đã nhận được báo cáo của huyện chưa ạ", "em gửi tới chưa anh", "anh có nhận được file không?", "nhan duoc bao cao chua a", "Thư em gửi hôm qua có tới không anh, thấy máy báo lỗi.",
                                       "Mail tụi em gởi có đến hông anh", "File có tới nơi không ạ" };
    static const char *const no[] = { "Đã nhận", "Đơn vị chưa nhận được biểu mẫu", "Có phải nộp bản giấy không ạ", "Sent from my iPhone", "Huyện Hồng Ngự đến Hồng", "" };

    (void)state;
    all_say(way_asked, yes, ARRAY_LEN(yes), true);
    all_say(way_asked, no, ARRAY_LEN(no), false);
}

/* Before it counts, or as an answer to what is signed and sent. */
static void
what_the_reader_is_asked_to_do(void **state)
{
    static const char *const first[] = {
        "Em mới làm xong, gửi chị dòm qua giúp, sai chỗ nào em chỉnh.", "Mới xong bản nháp đầu",
        "gửi file chị sửa giúp em mấy chỗ tô vàng", "Mới có bản thô, chị xem đỡ.", "Bản sơ khởi ạ",
        "Chị coi qua rồi cho em ý kiến nha.", "anh ngó qua giúp em, có gì em sửa", "a xem qua giup e, chua duoc thi em sua",
        "Nhờ chị đọc và cho em xin ý kiến", "Anh coi rồi góp ý em nha", "chi sua dum em cho nao sai nha",
        "Bản này em viết vội, chị đọc giúp rồi em hoàn chỉnh", "Anh nghía qua giúp em rồi em trình ký", "Phòng rà giúp xã, còn gì xã sửa",
        "Cho xã xin ý kiến góp ý ạ", "Mong phòng xem qua, xã sẽ hoàn thiện và trình ký", "Em gửi bản v0.9",
        "Nhờ phòng thẩm định giúp nội dung trước khi xã ban hành", "Anh đọc rồi sửa thẳng vào file giúp em", "Chị thêm bớt giúp em cho phù hợp",
        "Em xin ý kiến anh chị trước khi gửi bản ký", "File nháp em gửi chị coi", "gởi anh bản soạn thảo", "Xã đang soạn, gửi phòng xem bố cục trước",
        "Bản dự kiến trình ký, phòng cho ý kiến",
        "Dạ chị Hai ơi em gởi cái báo cáo, chị dòm dùm em coi có trật chỗ nào hông rồi em mới dám in", "Em gửi bản thảo báo cáo", "ban thao em goi chi",
        "anh coi gium em, duoc roi em in trinh sep ky nghen", "Báo cáo chưa phát hành", "Văn bản chưa lấy số", "đây là nháp thôi nha anh",
        "Em gửi nháp ạ", "Nhờ chị dòm sơ qua bố cục, xong em mới viết tiếp",
        "Không phải bản chính thức đâu anh, em gửi để anh nắm", "Chị duyệt giúp em rồi em phát hành nghen",
    };
    static const char *const not[] = {
        "Dự thảo đã được phòng góp ý, nay xã gửi bản chính thức.", "Em gửi bản chính thức, dự thảo trước đây xin bỏ",
        "Xã đã chỉnh sửa theo góp ý dự thảo, nay gửi báo cáo", "Bản nháp cũ bỏ giúp em, đây là bản ký", "Em gửi chị xem.",
        "Gửi chị xem giúp em nhận được chưa", "Có gì sai sót chị báo em chỉnh lại nha", "Báo cáo đã ký, em gửi chị dòm qua cho chắc",
        "Những chỗ tô vàng là xã mới bổ sung", "Kính đề nghị Phòng xem xét, cho ý kiến.", "Anh sửa giúp em số điện thoại",
        "Góp ý của phòng xã đã chỉnh sửa xong", "Theo ý kiến của anh em đã sửa biểu 2", "Phòng xem và tổng hợp giúp xã",
        "Nhân dân góp ý cho lực lượng công an 30 lượt", "Số liệu biểu 2 sai, anh sửa giúp em thành 15", "Báo cáo v1.0",
        "Rất mong nhận được sự góp ý của Phòng để công tác báo cáo ngày càng tốt hơn.", "Phòng kiểm tra giúp, nếu thiếu phụ lục báo xã gửi bổ sung",
        "Xã gửi báo cáo chính thức, có gì cần chỉnh sửa đề nghị phòng thông báo để xã chỉnh sửa kịp thời", "Em đã sửa biểu 2, chị coi lại giúp em",
        "Xã kính gửi báo cáo để phòng xem xét trước khi tổng hợp báo cáo tỉnh", "Lãnh đạo xã đã duyệt, anh coi giùm", "file nhập liệu của xã", "Em gửi nhập liệu", "Đó là nhập khẩu",
        "Bản thảo Nghị quyết đã trình HĐND", "Xã họp bàn thảo, thống nhất số liệu", "Tỉnh chưa ban hành văn bản hướng dẫn", "Xã chưa lấy số liệu tháng 6",
        "Xin ý kiến chỉ đạo của Phòng về kinh phí", "Cảm ơn Phòng góp ý, xã gửi lại", "Kê bàn thờ Tổ quốc",
    };
    static const char *const copies[] = {
        "em gui ban word truoc, ban ky em scan sau", "Gởi trước số liệu, văn bản ký em bổ sung sau.", "Xã gửi file word, bản có dấu mai xã gửi",
        "bản ký đóng dấu xã sẽ gửi qua iDesk", "ban co dau em goi sau nghen", "Bản có chữ ký em sẽ bổ sung sau",
    };
    static const char *const no_copies[] = {
        "Đây là bản ký, có gì em bổ sung sau", "Bản giấy có ký gửi sau qua bưu điện", "Em gửi bản ký kèm theo, phụ lục gửi sau",
        "Bản scan đã gửi sáng nay", "Em gửi bản scan", "Tháng sau xã sẽ gửi báo cáo",
    };
    static const char *const titles[] = { "BC 6T v0.9", "Báo cáo 6 tháng (chưa phải bản cuối)", "BC (khong phai ban chinh thuc)", "BC 6T_xin y kien", "BC 6T (xin ý kiến phòng)",
                                          "BC 6T_gop y", "BC 6T - ban trinh ky", "BC 6T_nhap", "BC 6T_tạm", "BC 6T (chưa số)" },
                             *const no_titles[] = { "BC 6T da sua theo gop y", "BC 6T (đã tiếp thu góp ý)", "BC 6T (bản ký)", "BC 6T nhập", "BC 6T (chưa số liệu)", "BC 6T v1.0", "BC 6T v2", "BC 6T v10.2", "Báo cáo 6 tháng (chính thức)" };

    (void)state;
    all_say(draft_told, first, ARRAY_LEN(first), true);
    all_say(draft_told, not, ARRAY_LEN(not), false);
    all_say(draft_told, copies, ARRAY_LEN(copies), false);
    all_say(signed_later, copies, ARRAY_LEN(copies), true);
    all_say(signed_later, no_copies, ARRAY_LEN(no_copies), false);
    all_say(draft_short, titles, ARRAY_LEN(titles), true);
    all_say(draft_short, no_titles, ARRAY_LEN(no_titles), false);
}

static void
what_comes_in_the_place_of_a_report(void **state)
{
    static const char *const yes[] = {
        "Dạ em gửi hình hội nghị ạ", "Xã gửi mấy tấm hình ra quân 19/8", "hình minh họa kèm báo cáo", "em goi hinh hoi nghi tong ket", "Gửi anh ảnh lễ phát động.",
        "Giấy mời họp gửi phòng", "Xã gửi công văn xin gia hạn", "em goi cong van xin gia han nop bao cao toi 12/6", "hình bà con dự ngày hội",
    };
    static const char *const no[] = {
        "Em chụp hình báo cáo gửi phòng", "hình chụp báo cáo", "bản scan", "Em gửi hình ạ", "Xã gửi báo cáo và hình ảnh hội nghị", "chup hinh bc goi anh", "",
        "anh xem giup, hoat dong nhieu qua em chup goi", "Tình hình hoạt động của xã", "Em gửi file ảnh ạ", "Theo quyết định của Phòng, xã gửi hình",
    };
    static const char *const matters[] = {
        "Gửi bổ sung biên bản họp", "goi them phong bien ban hop", "Em gửi hình hội nghị", "Gửi danh sách đề nghị khen thưởng", "Bổ sung kế hoạch ngày hội", "Kính gửi Phòng thư mời",
        "Gửi bổ sung danh sách đăng ký tham gia hội thi", "Kính gửi Phòng. Em gửi bài phát biểu",
    }, *const none[] = {
        "Gửi bổ sung phụ lục kèm biên bản", "Gửi biên bản và báo cáo", "Gửi theo kế hoạch ạ", "Em gửi theo thông báo của Phòng", "Gửi danh sách mô hình", "Gửi hình minh họa kèm báo cáo",
        "Gửi phụ lục hình ảnh hội nghị", "Thực hiện Kế hoạch số 12, huyện gửi báo cáo", "Kính gửi Phòng", "Gửi bổ sung trang 3", "",
        "Báo cáo năm 2023 của huyện (thực hiện Kế hoạch 64)", "Tổng kết năm 2023 và chương trình công tác năm 2024 - huyện Hồng Ngự",
    };
    static const char *const shut[] = { "Mẫu biểu phòng gửi em mở không được", "mau phong goi em mo hong duoc" },
                             *const open[] = { "Em gửi theo mẫu của phòng", "Máy em mở không được mail" };

    (void)state;
    all_say(beside_depicts, yes, ARRAY_LEN(yes), true);
    all_say(beside_depicts, no, ARRAY_LEN(no), false);
    all_say(beside_matter, matters, ARRAY_LEN(matters), true);
    all_say(beside_matter, none, ARRAY_LEN(none), false);
    all_say(beside_unopened, shut, ARRAY_LEN(shut), true);
    all_say(beside_unopened, open, ARRAY_LEN(open), false);
}

/* Another is to come in its place, or the office has yet to vet it, number it or agree. */
static void
another_takes_its_place_later(void **state)
{
    static const char *const later[] = {
        "Chiều em thay bản khác.", "Số liệu còn lệch, anh cứ nhận đỡ, chiều em thay bản khác.",
        "Số liệu chưa chính xác lắm, chiều em gửi bản khác thay.",
        "Bản này bỏ, chiều em gửi bản đúng.", "Sếp kêu sửa lại mục 2, chút em gửi bản sửa.",
        "toi nay xa gui ban moi thay nha anh", "Ngày mai xã nộp bản chính xác",
        "lát em đổi file đúng nghen", "em làm nháp thôi",
        "lãnh đạo đang duyệt, có số văn bản em báo lại", "lãnh đạo đang duyệt, có số em báo",
        "Bản mềm chưa qua thẩm định của văn phòng", "chưa thẩm định",
        "Xã sẽ phát hành chính thức trong tuần", "Chưa thông qua tập thể, phòng nhận trước.",
        "Phòng xem nếu được thì xã ban hành.", "Anh coi được thì em in",
        "gửi coi trước chớ chưa ký", "coi trước chớ chưa có ký nha", "hổng có ký", "chưa kí nha anh",
        "chua ky ten", "Mới đánh máy xong, chưa đưa sếp ký", "danh sách này hội đồng chưa họp xét",
        "gửi đỡ bản này, bản chính chiều em gửi",
        "Số liệu này mới tạm tính, cuối tuần chốt em gửi lại",
        "Bản này chưa lấy số, lấy số xong em báo.", "trình lãnh đạo ký, ký xong em báo lại",
    };
    static const char *const here[] = {
        "Bản này thay bản hôm qua", "Em gửi bản mới thay bản cũ", "Chiều qua em gửi bản đúng rồi",
        "Sáng nay em gửi nhầm file, chiều em gửi lại bản đúng",
        "Hôm qua số liệu chưa chính xác, nay em gửi bản đúng", "mai em gửi bản giấy",
        "Do số liệu chưa chính xác nên xã gửi lại bản này", "có gì chiều em gửi bản khác",
        "Xã không có ký hiệu văn bản nào khác", "Xã chưa có kí túc xá", "Phòng thi đua ghi nhận",
        "Các ấp chưa có ký cam kết", "Em gởi đỡ file pdf nghen", "Hội đồng đã họp xét ngày 5/6",
        "Dự thảo gửi tuần trước đã được anh Sơn góp ý, nay UBND xã ban hành chính thức số 45/BC",
        "Bản dự thảo bỏ, lấy bản này", "Nếu có sai sót mai em gửi bản khác", "Bản scan mờ, chiều em gửi bản khác",
        "mai chị Mai gửi bản khác của hội phụ nữ", "Lãnh đạo đã duyệt", "Đã lấy số",
        "Bản này đã qua thẩm định của văn phòng", "Xã gửi danh sách, chờ phòng thẩm định",
        "Kính gửi Phòng thẩm định", "Hội đồng chưa thẩm định hồ sơ",
        "Văn bản đã được tập thể thông qua", "Đã ký xong em báo anh", "3 cơ sở chưa được duyệt",
        "Xã sẽ ban hành kế hoạch chính thức trong tháng 7", "Phòng xem có gì báo xã điều chỉnh",
    };
    static const char *const names[] = { "nhap bc6t", "BC 6T gop y lan 2", "BC 6T - trinh ky" };
    static const char *const no_names[] = { "nhập liệu", "nhap lieu bc 6t", "nhấp", "BC 6T lan 2",
                                            "BC gop y lan 2 luat can cuoc" };

    (void)state;
    all_say(draft_told, later, ARRAY_LEN(later), true);
    all_say(draft_told, here, ARRAY_LEN(here), false);
    all_say(draft_short, names, ARRAY_LEN(names), true);
    all_say(draft_short, no_names, ARRAY_LEN(no_names), false);
}

static bool
asks_something(const struct tokens *t)
{
    return want_beside(t).answer;
}

/* A form or a deadline that is asked for beside the report is told to an officer. */
static void
a_wish_beside_a_report_is_heard(void **state)
{
    static const char *const asks[] = {
        "Kính gửi Phòng báo cáo kèm theo. Nhờ phòng cho xin biểu mẫu.",
        "Em gửi báo cáo. Nhờ phòng gửi giúp biểu mẫu danh sách lựa chọn.",
        "Em gửi bc, xin mẫu danh sách",
        "Gui bao cao. Cho xin bieu mau danh sach voi a",
        "Báo cáo kèm theo. Phòng cho biết thời hạn nộp báo cáo năm giúp em.",
        "Em xin biểu mẫu báo cáo năm ạ",
        "Báo cáo kèm theo, tiện anh cho em xin cái mẫu báo cáo năm luôn nha",
        "Gửi anh báo cáo. Anh gửi cho em biểu mẫu mới với nghen",
        "Em goi bao cao, goi giup em bieu mau nam nay",
        "Xã cần biểu mẫu danh sách, phòng gửi giúp xã.",
        "Kèm báo cáo. Xin phòng đề cương báo cáo năm.",
    }, *const none[] = {
        "Báo cáo theo biểu mẫu của phòng.",
        "Xin gửi biểu mẫu đã điền.",
        "Nếu biểu mẫu chưa đúng đề nghị phòng hướng dẫn thêm.",
        "Em xin gửi phòng biểu mẫu báo cáo 6 tháng ạ",
        "Xin kính gửi Phòng biểu mẫu đã điền đủ số liệu",
        "Gửi cho anh biểu mẫu 6 tháng đã điền",
        "Xin cảm ơn phòng đã gửi biểu mẫu",
        "Đơn vị xin báo cáo theo biểu mẫu của phòng",
        "Em xin phép nộp biểu mẫu bản excel",
        "Nếu cần biểu mẫu khác xin phòng cho biết",
        "Kính gửi biểu mẫu, xin trân trọng cảm ơn.",
        "Báo cáo gửi trước thời hạn quy định.",
        "Xin đính kèm biểu mẫu và bản ký",
        "Em gửi anh biểu mẫu báo cáo 6 tháng, anh nhận giúp em",
        "Em gửi lại giúp xã Tân Hộ Cơ biểu mẫu",
        "ngày hội toàn dân, khen thưởng cá nhân tiêu biểu", "Xã xin đề nghị biểu dương cá nhân tiêu biểu", "ngay hoi toan dan khen ca nhan tieu bieu",
        "ngày hội tổ chức mẫu mực", "Xin mời đại biểu dự", "Ngày hội văn hóa biểu diễn văn nghệ",
    };

    (void)state;
    all_say(asks_something, asks, ARRAY_LEN(asks), true);
    all_say(asks_something, none, ARRAY_LEN(none), false);
}

static bool
is_to_be_read(const struct tokens *t)
{
    return want_beside(t).reference;
}

/* A file that is only to be read may be no report; a word to others, or of a part of it, says no such thing. */
static void
what_is_only_to_be_read(void **state)
{
    static const char *const only[] = {
        "Gửi phòng tham khảo.", "Em gửi file để anh tham khảo ạ", "gui phong tham khao", "Đây là tài liệu tham khảo",
        "Kính gửi Phòng; gửi anh tham khảo trước, bản chính gửi sau", "For reference only", "Gửi báo cáo năm ngoái để phòng tham khảo.",
        "Xã có gửi anh tham khảo",
    }, *const beside[] = {
        "Đồng gửi các xã tham khảo.", "Kính gửi Phòng tham khảo thêm phần mô hình hay ở mục 3.",
        "Kính gửi: Phòng PV05; đồng gửi Công an huyện Lai Vung tham khảo.", "Cc các đơn vị bạn để tham khảo",
        "dong gui cac xa tham khao", "Gửi kèm hình ảnh để phòng tham khảo", "Phòng tham khảo mô hình ở mục 2",
        "Báo cáo đã tham khảo ý kiến các ngành", "Sau khi tham khảo ý kiến UBND các xã, huyện gửi báo cáo",
        "Huyện có tham khảo mẫu của thành phố", "Kèm phụ lục tham khảo", "Phòng tham khảo phần kinh nghiệm giúp huyện",
        "Đồng kính gửi Công an huyện để tham khảo",
    };

    (void)state;
    all_say(is_to_be_read, only, ARRAY_LEN(only), true);
    all_say(is_to_be_read, beside, ARRAY_LEN(beside), false);
}

/* It was sent before, and the final paper comes in its place. */
static void
a_draft_that_was_is_none(void **state)
{
    static const char *const gone[] = {
        "Kính gửi bản chính thức, bản dự thảo gửi hôm 01/6 đề nghị Phòng hủy bỏ.",
        "Báo cáo này thay cho bản dự thảo gửi xin ý kiến ngày 01/6.",
        "Sau khi tiếp thu góp ý đối với bản dự thảo, huyện gửi bản chính thức.",
        "Huyện gửi báo cáo chính thức thay bản dự thảo gửi lấy ý kiến tuần trước.",
        "Báo cáo chính thức thay thế dự thảo đã gửi xin góp ý ngày 28/5",
        "bao cao nay thay cho ban du thao gui xin y kien ngay 01/6",
        "Tiếp thu ý kiến của Phòng đối với dự thảo báo cáo, đơn vị gửi báo cáo chính thức",
        "Em gởi bản chính, bản nháp gởi bữa 01/6 anh bỏ dùm em nghen",
        "Bản dự thảo gửi ngày 01/6 không còn giá trị, huyện gửi bản chính thức.",
    };
    static const char *const here[] = {
        "Bản dự thảo gửi ngày 05/6 đề nghị phòng cho ý kiến.",
        "Sau khi tiếp thu góp ý, huyện gửi bản dự thảo lần 2.",
        "Bản dự thảo gửi Phòng xem trước, bản chính thức ngày 10/6",
        "Em gửi bản dự thảo hôm nay, bản chính thức ngày 09/6 em gửi",
        "Bản dự thảo gửi ngày 05/6, bản chính thức gửi sau.",
        "Sau khi có góp ý đối với bản dự thảo này, huyện gửi bản chính thức.",
        "Sau khi Phòng góp ý đối với bản dự thảo, huyện sẽ gửi bản chính thức.",
    };

    (void)state;
    all_say(draft_told, gone, ARRAY_LEN(gone), false);
    all_say(draft_told, here, ARRAY_LEN(here), true);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_that_was_is_none),
        cmocka_unit_test(help_is_wanted), cmocka_unit_test(what_was_sent_before), cmocka_unit_test(whether_it_came_is_asked),
        cmocka_unit_test(a_question_may_lack_its_mark), cmocka_unit_test(a_way_is_no_number),
        cmocka_unit_test(talk_brings_no_report), cmocka_unit_test(what_was_sent_is_wanted_back),
        cmocka_unit_test(a_document_has_a_number), cmocka_unit_test(more_time_is_asked_for_in_many_words), cmocka_unit_test(what_is_not_sent_yet),
        cmocka_unit_test(what_somebody_has_yet_to_do),
        cmocka_unit_test(a_final_paper_is_still_to_come), cmocka_unit_test(a_draft_is_sent_to_somebody), cmocka_unit_test(what_comes_is_not_to_be_counted),
        cmocka_unit_test(what_the_reader_is_asked_to_do), cmocka_unit_test(what_comes_in_the_place_of_a_report),
        cmocka_unit_test(a_wish_beside_a_report_is_heard), cmocka_unit_test(what_is_only_to_be_read),
        cmocka_unit_test(another_takes_its_place_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
