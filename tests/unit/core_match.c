/* From evidence to a decision: what is filed, what an officer must see, what
 * nobody need look at; and why. */
#include "match_scene.h"

#define PASS "mx.van-phong.example; dmarc=pass header.from=tinh.example"

static struct obligation answered = { .unit = (char *)"h-song-tra", .report = (char *)"HALF", .period = (char *)"2023" };
static struct officer officer = { .address = (char *)"can-bo@van-phong.example", .role = ROLE_OFFICER };

struct expected {
    struct written mail;
    enum outcome outcome;
    enum reason reason;         /* REASON_NONE: whatever */
};

static void
judge_all(const struct expected *cases, size_t n, const struct known *known)
{
    for (size_t i = 0; i < n; i++) {
        struct decision d;

        scene_decide(scene_mail(&cases[i].mail), known, &d);
        if (d.outcome != cases[i].outcome || (cases[i].reason != REASON_NONE && d.reason != cases[i].reason))
            print_error("%zu \"%s\" \"%s\": %s, %s\n", i, cases[i].mail.subject, cases[i].mail.file, outcome_names[d.outcome],
                        reason_words[d.reason].code);
        assert_int_equal(d.outcome, cases[i].outcome);
        if (cases[i].reason != REASON_NONE)
            assert_int_equal(d.reason, cases[i].reason);
        decision_clear(&d);
    }
}

static void
what_is_certain_is_filed(void **state)
{
    static const struct expected cases[] = {
        { { .subject = HALF, .file = "bc.docx" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = "Gửi phòng", .file = "bao cao 6 thang 2023.docx" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF " về trồng cây xanh - huyện Sông Trà", .file = "bc.docx", .from = "ai@khac.example" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Gửi báo cáo kèm theo." }, OUTCOME_FILED, REASON_NONE },      /* without its file, and says so */
        { { .subject = "Re: đôn đốc", .file = "bc.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = HALF }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng đầu năm", .dated = "2022-12-29" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng đầu năm 2023", .dated = "2022-06-01" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng đầu năm", .dated = "2022-06-01", .content = "Năm 2023 ..." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = "TL: Yêu cầu báo cáo 6 tháng năm 2023", .file = "scan.pdf" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = "V/v đôn đốc báo cáo", .file = "bao cao 6 thang 2023.docx" }, OUTCOME_FILED, REASON_NONE },
    };
    const struct known known = scene_june();
    struct decision d;

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
    scene_decide(scene_mail(&cases[0].mail), &known, &d);
    assert_int_equal(d.nitems, 1);
    assert_string_equal(d.items[0].unit->code, "h-song-tra");
    assert_string_equal(d.items[0].period, "2023");
    assert_true(d.items[0].on_time && d.sender_registered && !d.sender_verified && d.may_reply);
    decision_clear(&d);
    scene_decide(scene_mail(&cases[3].mail), &known, &d);
    assert_non_null(findings_get(&d.items[0].findings, "no-attachment"));
    decision_clear(&d);
}

/* Rules of names ask a file that has none as well. */
static void
a_file_without_a_name_is_looked_at(void **state)
{
    struct message *m = scene_mail(&(struct written){ .subject = HALF " xin ý kiến chỉ đạo", .file = "bc.docx" });
    const struct known known = scene_june();
    struct decision d;

    (void)state;
    free(m->attachments[0].name);
    m->attachments[0].name = NULL;
    scene_decide(m, &known, &d);
    assert_int_equal(d.outcome, OUTCOME_REVIEW);
    decision_clear(&d);
}

/* Without a file, in plain words: what asks is a question, what tells is told to the officers. */
static void
plain_words_are_no_report(void **state)
{
    static const struct expected cases[] = {
        { { .subject = "Cho em hỏi huyện Mỹ Lộc nộp chưa ạ?", .text = "" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Xin danh sách các đơn vị đã nộp", .text = "" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Kính gửi anh", .text = "Cho em xin tình hình các huyện." }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Huyện Mỹ Lộc gửi báo cáo chưa anh", .text = "Dạ em cảm ơn." }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Hỏi", .text = "a oi bc 6 thang có cần gửi bản giấy ko a" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = HALF, .text = "Phòng đã xem giúp huyện chưa ạ" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Báo cáo 6 tháng", .text = "Cần gửi những gì vậy anh" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = HALF, .text = "Gửi báo cáo 6 tháng đầu năm" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Huyện không có khó khăn, kiến nghị gì." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Huyện gửi bản sao." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = "Xác nhận", .text = "Huyện đã nhận được thư nhắc" }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Đổi số điện thoại", .text = "Từ nay liên hệ số 0909" }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "ok a", .text = "Dạ em nhận được thư nhắc rồi, mai em gửi ạ" }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Kính gửi Phòng", .text = "Huyện gửi báo cáo" }, OUTCOME_REVIEW, REASON_NO_REPORT },
        { { .subject = "Đổi số điện thoại", .text = "Từ nay liên hệ số 0909", .from = "ai@khac.example" }, OUTCOME_REVIEW, REASON_NONE },
        { { .subject = "Em gửi nhầm", .text = "File lúc nãy em gửi nhầm, chị xóa giúp em nhé" }, OUTCOME_NOTE, REASON_RECALL },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* What went another way is not asked for as a file; what is forgotten is. */
static void
another_way_is_no_report(void **state)
{
    static const struct expected cases[] = {
        { { .subject = HALF, .text = "Đơn vị đã gửi báo cáo 6 tháng qua trục liên thông, số 77/BC-BCĐ138 ngày 06/6/2023." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Huyện đã gửi BC qua phần mềm quản lý văn bản hôm qua rồi ạ." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Đồng chí Tâm đã mang báo cáo lên nộp trực tiếp tại phòng sáng nay." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Dạ em gửi báo cáo qua Zalo cho anh rồi ạ." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Đơn vị đã phát hành báo cáo trên trục văn bản quốc gia." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Bản cứng em nộp văn thư rồi." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Qua hệ thống văn bản, huyện đã chuyển báo cáo." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Đã nộp " HALF " qua bưu điện", .text = "Kính gửi phòng." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = HALF, .text = "Kính gửi phòng. Bản giấy gửi sau qua bưu điện." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Báo cáo kèm theo, bản giấy đã gửi bưu điện." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Kính gửi: Phòng phụ trách trực tiếp" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Em gửi báo cáo qua mail ạ." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .text = "Huyện đã gửi báo cáo qua trục liên thông.", .file = "bc.docx" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .text = "Em không mở được file biểu mẫu phòng gửi." }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Lỗi file", .text = "Tệp của phòng bị lỗi, em không đọc được" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = HALF, .text = "File em gửi hôm trước bị lỗi." }, OUTCOME_FILED, REASON_NONE },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* It counts, since it came here; both sides hear whom it names. */
static void
a_report_addressed_to_others_is_told(void **state)
{
    static const struct expected cases[] = {
        { { .subject = HALF, .file = "bc.docx", .text = "Kính gửi Sở Nội vụ,\nhuyện gửi báo cáo." }, OUTCOME_FILED, REASON_TOWARD },
        { { .subject = HALF, .file = "bc.docx", .text = "gui so noi vu bao cao 6 thang" }, OUTCOME_FILED, REASON_TOWARD },
        { { .subject = HALF, .file = "bc.docx", .content = "BÁO CÁO\nKính gửi:\t- Ủy ban MTTQVN tỉnh;\n- Sở Tư pháp.\n" }, OUTCOME_FILED, REASON_TOWARD },
        { { .subject = HALF, .file = "bc.docx", .content = "BÁO CÁO\nKính gửi: - Sở Nội vụ;\n- Sở Xây dựng.\n" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .content = "Kính gửi: Ủy ban nhân dân tỉnh" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Kính gửi Sở Nội vụ, Sở Xây dựng" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Gửi phòng báo cáo theo yêu cầu của Sở Nội vụ" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Huyện đã gửi Sở Nội vụ một bản, nay gửi phòng." }, OUTCOME_FILED, REASON_CERTAIN },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* A report is filed whatever its letter asks; whether it came, our letter says. */
static void
a_question_beside_a_report_is_told(void **state)
{
    static const struct expected cases[] = {
        { { .subject = HALF, .file = "bc.docx", .text = "Anh xem giúp em biểu 2 điền vậy đúng chưa ạ?" }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { { .subject = HALF, .file = "bc.docx", .text = "Cho em hỏi mục III ghi số năm trước hay để trống" }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { { .subject = HALF, .file = "bc.docx", .text = "Em gui bc, anh kiem tra giup em voi a" }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { { .subject = HALF, .file = "bc.docx", .text = "Nhờ phòng xem lại giúp em phần III." }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { { .subject = HALF, .file = "bc.docx", .text = "Xin lỗi, nãy em gửi nhầm bản nháp, bản này mới đúng nha anh." }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Em gửi lộn, đây mới là báo cáo 6 tháng." }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Nãy em gửi lộn file, đây là bản của huyện" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Em gửi lộn hộp thư, phòng bỏ giúp" }, OUTCOME_REVIEW, REASON_RECALL },
        { { .subject = HALF, .file = "bc.docx", .text = "Em gửi lộn file hồi sáng, bản này mới đúng" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Bản giấy có cần nộp không ạ" }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { { .subject = HALF, .file = "bc.docx", .text = "The report. Should the annex be filled too?" }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { { .subject = HALF, .file = "bc.docx", .text = "Văn bản ký em bổ sung sau." }, OUTCOME_FILED, REASON_COPY_LATER },
        { { .subject = HALF, .file = "bc.signed.pdf", .text = "Bản ký em gửi sau." }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc v0.9.docx", .text = "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { { .subject = HALF, .file = "bc.docx", .text = "Phòng nhận được chưa ạ?" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Nhận được xin phòng phản hồi giúp em ạ." }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Khó khăn: không. Kính mong phòng xem xét." }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = HALF, .file = "bc.docx", .text = "Ảnh: https://kho.example/x?id=4 trân trọng" }, OUTCOME_FILED, REASON_CERTAIN },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* Only the whole word before the colon, without a file, and without a person's own question. */
static void
a_receipt_is_no_report(void **state)
{
    static const struct expected cases[] = {
        { { .subject = "Read: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Đã đọc: " HALF, .text = "Thư của bạn đã được đọc." }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Accepted: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Canceled: Họp về " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Lời mời: Họp về " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Đã chấp nhận: " HALF " @ Th 5", .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "chap nhan: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Tentatively Accepted: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Đã từ chối: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Return Receipt (displayed) - " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Not read: Re: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Biên nhận đọc: " HALF, .text = "Thư của bạn đã được hiển thị." }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Xác nhận đã đọc: " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Dự kiến: Họp về " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Đã chuyển: Nhắc " HALF, .text = "" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Dự kiến: nộp " HALF " ngày 12/6", .text = "" }, OUTCOME_NOTE, REASON_NONE },
        { { .subject = "Dự kiến: " HALF, .text = "Huyện dự kiến gửi báo cáo ngày 12/6." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Đã chuyển: " HALF, .text = "Huyện đã chuyển bản giấy qua bưu điện." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Dự kiến: " HALF, .file = "bc.docx" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = "Read: " HALF, .file = "bc.docx" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .subject = "Đã chấp nhận " HALF, .text = "Gửi báo cáo kèm theo." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = "Đã đọc góp ý: " HALF, .text = "Gửi báo cáo kèm theo." }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Chấp nhận: " HALF, .text = "Nhưng xin cho hỏi hạn nộp?" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Re: Accepted: " HALF, .text = "Đơn vị sẽ gửi sau." }, OUTCOME_NOTE, REASON_WORDS },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

static void
what_is_doubtful_is_looked_at(void **state)
{
    static const struct expected cases[] = {
        { { .subject = HALF, .file = "bc.docx", .from = "ai@khac.example" }, OUTCOME_REVIEW, REASON_NO_UNIT },
        { { .subject = HALF " - huyện Mỹ Lộc", .file = "bc.docx" }, OUTCOME_REVIEW, REASON_UNITS_DISAGREE },
        { { .subject = HALF, .file = "bc huyen My Loc.docx" }, OUTCOME_REVIEW, REASON_FILE_OTHER_UNIT },
        { { .subject = "Gửi", .file = "a.docx" }, OUTCOME_REVIEW, REASON_NO_REPORT },
        { { .subject = "Báo cáo 6 tháng năm 2021", .file = "a.docx" }, OUTCOME_REVIEW, REASON_PERIOD },
        { { .subject = "Báo cáo quý I năm 2023", .file = "a.docx" }, OUTCOME_REVIEW, REASON_OUTSIDE },
        { { .subject = HALF " về bình đẳng giới", .file = "a.docx" }, OUTCOME_REVIEW, REASON_FOREIGN },
        { { .subject = HALF, .file = "bao cao hoa giai.docx" }, OUTCOME_REVIEW, REASON_FOREIGN },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Công tác hòa giải năm 2023" }, OUTCOME_REVIEW, REASON_FOREIGN },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Kết quả công tác Hội Phụ nữ 6 tháng năm 2023" }, OUTCOME_REVIEW, REASON_FOREIGN },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Sơ kết 6 tháng phong trào thi đua “Vì an ninh Tổ quốc”" }, OUTCOME_REVIEW, REASON_FOREIGN },
        { { .subject = HALF, .file = "a.docx", .issuer = "HỘI NÔNG DÂN HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng năm 2023" }, OUTCOME_REVIEW, REASON_LOCAL_DOCUMENT },
        { { .subject = HALF, .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng đầu năm", .dated = "2022-06-01", .content = "Nội dung." }, OUTCOME_REVIEW, REASON_PERIOD },
        { { .subject = HALF, .file = "a.docx", .issuer = "HĐND HUYỆN SÔNG TRÀ", .title = "Hoạt động 6 tháng năm 2023" }, OUTCOME_REVIEW, REASON_LOCAL_DOCUMENT },
        { { .subject = HALF, .file = "a.docx", .content = "CHI BỘ\nHUYỆN SÔNG TRÀ\nBÁO CÁO\nKết quả 6 tháng năm 2023\n" }, OUTCOME_REVIEW, REASON_LOCAL_DOCUMENT },
        { { .subject = HALF, .file = "a.docx", .issuer = "VĂN PHÒNG HĐND VÀ UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng năm 2023" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF OWN, .file = "a.docx", .issuer = "BAN CHỈ ĐẠO", .above = "UBND HUYỆN PHÚ THÀNH", .title = "Báo cáo 6 tháng năm 2023" }, OUTCOME_REVIEW, REASON_UNITS_DISAGREE },
        { { .subject = HALF OWN, .file = "a.docx", .issuer = "BAN CHỈ ĐẠO", .above = "UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng năm 2023" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF OWN, .file = "a.docx", .title = "Kết quả 6 tháng năm 2023", .content = "UBND HUYỆN PHÚ THÀNH BAN CHỈ ĐẠO\tCỘNG HÒA\nBÁO CÁO\nKết quả 6 tháng năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { { .subject = HALF OWN, .file = "a.docx", .issuer = "BAN CHỈ ĐẠO", .title = "Kết quả 6 tháng năm 2023", .content = "BAN CHỈ ĐẠO\nBÁO CÁO\nKết quả 6 tháng năm 2023\nĐơn vị báo cáo: huyện Phú Thành\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { { .subject = HALF OWN, .file = "a.docx", .issuer = "BAN CHỈ ĐẠO", .title = "Kết quả 6 tháng năm 2023", .content = "BAN CHỈ ĐẠO\nBÁO CÁO\nKết quả 6 tháng năm 2023\n" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF OWN, .file = "a.docx", .content = "TRƯỜNG THPT PHÚ THÀNH\nBÁO CÁO\nKết quả 6 tháng năm 2023\n" }, OUTCOME_REVIEW, REASON_LOCAL_DOCUMENT },
        { { .subject = HALF OWN, .text = "Tên đơn vị: huyện Phú Thành\nSố cây: 12\nSố xã: 3\nSố đoạn: 4\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { { .subject = HALF OWN, .text = "Tên đơn vị: huyện Sông Trà\nSố cây: 12\nSố xã: 3\nSố đoạn: 4\n" }, OUTCOME_FILED, REASON_NONE },
        { { .subject = HALF, .file = "bc xa Phu An.docx" }, OUTCOME_REVIEW, REASON_ABOUT_LOCAL },
        { { .subject = HALF, .file = "bc.docx", .found = "mx.van-phong.example; dmarc=fail header.from=tinh.example" }, OUTCOME_REVIEW, REASON_NONE },
        { { .subject = "Dự thảo báo cáo 6 tháng năm 2023", .file = "bc.docx" }, OUTCOME_REVIEW, REASON_DRAFT },
        { { .subject = HALF, .file = "bc.docx", .issuer = "ẤP 1, HUYỆN SÔNG TRÀ", .title = "Báo cáo 6 tháng năm 2023" }, OUTCOME_REVIEW, REASON_LOCAL_DOCUMENT },
        { { .subject = HALF, .file = "vb.docx", .content = "UBND HUYỆN SÔNG TRÀ\nQUYẾT ĐỊNH\nVề việc khen thưởng 6 tháng đầu năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "BC 6 thang.docx", .content = "UBND HUYỆN SÔNG TRÀ\nGIẤY MỜI\nDự hội nghị sơ kết 6 tháng đầu năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "BC 6 thang.docx", .content = "UBND HUYỆN SÔNG TRÀ\nLỊCH CÔNG TÁC TUẦN\nTừ ngày 01/6 đến ngày 07/6/2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "BC 6 thang.docx", .content = "UBND HUYỆN SÔNG TRÀ\nBẢN ĐĂNG KÝ\nThi đua năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "BC 6 thang.docx", .content = "UBND HUYỆN SÔNG TRÀ\nBẢNG CHẤM CÔNG\nTháng 5 năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "vb.docx", .content = "UBND HUYỆN SÔNG TRÀ\nKẾ HOẠCH\nTổ chức sơ kết báo cáo 6 tháng năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "vb.docx", .content = "UBND HUYỆN SÔNG TRÀ\nĐƠN XIN NGHỈ PHÉP\nKính gửi: Lãnh đạo\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_AND_SUBJECT },
        { { .subject = HALF, .file = "Du thao bao cao 6 thang.pdf" }, OUTCOME_REVIEW, REASON_DRAFT },
        { { .subject = HALF, .file = "BC 6 tháng (dự thảo lần 2).docx" }, OUTCOME_REVIEW, REASON_DRAFT },
        { { .subject = HALF, .file = "bc.docx", .automatic = "auto-generated" }, OUTCOME_REVIEW, REASON_AUTO_FILES },
        { { .subject = "Báo cáo đột xuất", .file = "bc.docx" }, OUTCOME_REVIEW, REASON_NO_REQUEST },
        { { .subject = "Đôn đốc báo cáo 6 tháng năm 2023", .file = "cv.pdf" }, OUTCOME_REVIEW, REASON_OUTSIDE },
        { { .subject = "Re: " HALF, .file = "cv.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Về việc đôn đốc báo cáo 6 tháng" },
          OUTCOME_REVIEW, REASON_OUTSIDE },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* Whose own subject comes back behind words of no client: nothing came. */
static void
his_own_subject_without_a_file_is_words(void **state)
{
    struct known known = scene_june();
    const struct expected cases[] = {
        { { .subject = "Abwesend: " HALF, .text = "Tôi đi vắng." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Abwesend: " HALF, .text = "Xin gửi báo cáo kèm theo." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = "Gửi lại: " HALF, .text = "Gửi PV05." }, OUTCOME_FILED, REASON_NONE },
        { { .subject = "Bản chính: " HALF, .text = "Gửi PV05.", .file = "bc.docx" }, OUTCOME_FILED, REASON_NONE },
    };

    (void)state;
    known.his_own_subject = true;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* Districts of other provinces have the same names; each place may say so. */
static void
who_sits_elsewhere_is_not_ours(void **state)
{
    static const char district[] = "UBND HUYỆN SÔNG TRÀ", ai[] = "ai@khac.example", own[] = "h-song-tra@tinh.example";
    const struct expected cases[] = {
        { { .from = ai, .subject = HALF, .file = "bc.docx", .issuer = district }, OUTCOME_FILED, REASON_CERTAIN },
        { { .from = ai, .subject = HALF, .file = "bc.docx", .issuer = "UBND HUYỆN SÔNG TRÀ TỈNH LONG AN" }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF, .file = "bc.docx", .issuer = district, .above = "CÔNG AN TỈNH BẾN TRE" }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF, .file = "bc.docx", .issuer = district, .place = "Cà Mau" }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF, .file = "bc.docx", .issuer = district, .recipient = "UBND tỉnh Trà Vinh" }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .name = "Sông Trà - Hậu Giang", .subject = HALF, .file = "bc.docx", .issuer = district }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = "vp@songtra.bentre.gov.vn", .subject = HALF, .file = "bc.docx", .issuer = district }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF " - huyện Sông Trà (An Giang)", .file = "bc.docx", .issuer = district }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = "[An Giang] huyện Sông Trà: " HALF, .file = "bc.docx", .issuer = district }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF, .file = "bc huyen Song Tra tinh Ca Mau.docx" }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF, .text = "Gửi.\nĐịa chỉ: số 2, huyện Sông Trà, Hậu Giang\n", .file = "bc.docx", .issuer = district },
          OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = HALF, .file = "bc.docx", .content = "UBND TỈNH HẬU GIANG\nUBND HUYỆN SÔNG TRÀ\nBÁO CÁO\n" }, OUTCOME_REVIEW, REASON_ELSEWHERE },
        { { .from = ai, .subject = "UBND xã Phú An " HALF, .file = "a.docx", .issuer = "UBND XÃ PHÚ AN", .above = "HUYỆN SÔNG TRÀ TỈNH LONG AN" },
          OUTCOME_REVIEW, REASON_ELSEWHERE },
        /* what borders on a province, or bears its name, is ours */
        { { .from = own, .subject = HALF, .text = "Huyện giáp tỉnh Long An\n", .file = "bc.docx", .issuer = district }, OUTCOME_FILED, REASON_CERTAIN },
        { { .from = ai, .subject = HALF, .file = "bc.docx", .issuer = district, .above = "ĐOÀN TNCS HỒ CHÍ MINH" }, OUTCOME_FILED, REASON_CERTAIN },
        { { .from = own, .subject = HALF, .file = "bc.docx", .issuer = district, .place = "Phú An" }, OUTCOME_FILED, REASON_CERTAIN },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* Wednesday 7 June; due before the 10th. */
static void
leave_for_a_day_behind_the_deadline_is_more_time(void **state)
{
    static const struct { const char *text, *file; enum outcome outcome; enum reason reason; } cases[] = {
        { "Huyện xin dời sang 20/6 nộp báo cáo 6 tháng.", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Cho huyện xin tới thứ Sáu tuần sau nộp ạ.", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Báo cáo 6 tháng thứ hai huyện mới gửi được, mong phòng thông cảm.", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Huyện em chưa xong, qua tuần em nộp được không anh", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Sếp đi vắng, 12/6 mới về ký, xin phép 13/6 huyện gửi.", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Phòng cho huyện nợ báo cáo tới 15/6 ạ", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Kính đề nghị dời hạn nộp báo cáo.", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Mai huyện mới gửi được, mong phòng thông cảm.", NULL, OUTCOME_NOTE, REASON_WORDS },     /* in time */
        { "12/6 huyện nộp báo cáo.", NULL, OUTCOME_NOTE, REASON_WORDS },
        { "Xin chào Phòng, 12/6 huyện nộp báo cáo.", NULL, OUTCOME_NOTE, REASON_WORDS },
        { "12/6 huyện nộp báo cáo. Xin kính chúc sức khỏe!", NULL, OUTCOME_NOTE, REASON_WORDS },
        { "Xin chào Phòng, xin phép 13/6 huyện gửi.", NULL, OUTCOME_NOTE, REASON_EXTENSION },
        { "Xin gửi báo cáo 6 tháng trước hạn 10/6 ạ.", NULL, OUTCOME_FILED, REASON_CERTAIN },
        { "Xin gửi báo cáo 6 tháng, số liệu tính đến 14/6.", NULL, OUTCOME_FILED, REASON_CERTAIN },
        { "Kính mời phòng dự hội nghị ngày 20/6, mong phòng sắp xếp.", NULL, OUTCOME_FILED, REASON_CERTAIN },
        { "Huyện gửi trễ, mong phòng thông cảm. Bản giấy 15/6 huyện gửi.", "bc.docx", OUTCOME_FILED, REASON_CERTAIN },
        { "Huyện gửi báo cáo", "CV xin dời hạn nộp.docx", OUTCOME_NOTE, REASON_EXTENSION },
        { "Huyện xin dời sang 20/6 nộp báo cáo.", "scan.pdf", OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { "Huyện xin dời sang 20/6 nộp báo cáo.", "bc 6 thang.pdf", OUTCOME_FILED, REASON_CERTAIN },
        { "Huyện gửi báo cáo. Bản gốc huyện xin dời sang 20/6.", "scan.pdf", OUTCOME_FILED, REASON_CERTAIN },
        { "Huyện gửi báo cáo, xin hẹn gặp phòng ngày 20/6.", "scan.pdf", OUTCOME_FILED, REASON_CERTAIN },
    };
    const struct known known = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        judge_all(&(struct expected){ { .subject = HALF, .text = cases[i].text, .file = cases[i].file },
                                      cases[i].outcome, cases[i].reason }, 1, &known);
}

static void
words_are_no_report(void **state)
{
    static const struct expected cases[] = {
        { { .subject = "Xin gia hạn báo cáo 6 tháng", .text = "Xin." }, OUTCOME_NOTE, REASON_EXTENSION },
        { { .subject = "Kính gửi", .text = "Xin cho hỏi hạn nộp báo cáo 6 tháng?" }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Re: [CAYXANH Nhắc hạn] " HALF, .text = "Đơn vị sẽ gửi sau." }, OUTCOME_NOTE, REASON_WORDS },
        { { .subject = "Đã xem: [CAYXANH Nhắc hạn] " HALF, .text = "x" }, OUTCOME_NOTE, REASON_RECEIPT },
        { { .subject = "Fwd: nhờ xem", .text = "Đề nghị hướng dẫn.", .forwarded = "huyện Sông Trà gửi " HALF }, OUTCOME_NOTE, REASON_QUESTION },
        { { .subject = "Cảm ơn", .text = "Xin cảm ơn." }, OUTCOME_IGNORED, REASON_THANKS },
        { { .subject = "Trả lời tự động: " HALF, .text = "Vắng." }, OUTCOME_IGNORED, REASON_AUTO_SUBJECT },
        { { .subject = "Tự động phản hồi: " HALF, .text = "Vắng." }, OUTCOME_IGNORED, REASON_AUTO_SUBJECT },
        { { .subject = "Ngoài văn phòng: " HALF, .text = "Vắng." }, OUTCOME_IGNORED, REASON_AUTO_SUBJECT },
        { { .subject = HALF, .text = "x", .automatic = "auto-replied" }, OUTCOME_IGNORED, REASON_AUTO_SUBMITTED },
        { { .subject = "Bản tin", .text = "x", .from = "ai@khac.example", .list = "List-Id" }, OUTCOME_IGNORED, REASON_LIST },
        { { .subject = "Xin gia hạn báo cáo 6 tháng", .text = "x", .list = "List-Id" }, OUTCOME_NOTE, REASON_EXTENSION },
        { { .subject = "[MẬT] " HALF, .file = "a.docx" }, OUTCOME_QUARANTINE, REASON_SECRET },
        { { .subject = "UBND xã Phú An " HALF, .file = "a.docx", .from = "ai@khac.example" }, OUTCOME_WRONG_ROUTE, REASON_LOCAL },
    };
    const struct known known = scene_june();

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

static void
officers_give_orders_and_programs_do_not(void **state)
{
    static const struct expected cases[] = {
        { { .from = "can-bo@van-phong.example", .subject = "tình hình", .text = "" }, OUTCOME_COMMAND, REASON_OFFICER },
        { { .from = "can-bo@van-phong.example", .subject = "Re: [CAYXANH] Kết quả lệnh", .text = "hủy GN-2023-0001" }, OUTCOME_COMMAND, REASON_OFFICER },
        { { .from = "can-bo@van-phong.example", .subject = "Ngoài văn phòng: [CAYXANH] Kết quả", .text = "x" }, OUTCOME_IGNORED, REASON_AUTO_SUBJECT },
        { { .from = "can-bo@van-phong.example", .subject = "tình hình", .text = "", .list = "List-Id" }, OUTCOME_NOTE, REASON_LIST },
    };
    struct known known = scene_june();

    (void)state;
    known.officer = &officer;
    judge_all(cases, ARRAY_LEN(cases), &known);
}

/* Nobody is answered who may not have written, or who was not there. */
static void
who_is_answered(void **state)
{
    static const struct { struct written mail; bool answer, verified; } cases[] = {
        { { .subject = HALF, .file = "a.docx" }, true, false },
        { { .subject = HALF, .file = "a.docx", .found = PASS }, true, true },
        { { .subject = HALF, .file = "a.docx", .found = "mx.van-phong.example; dmarc=none" }, true, false },
        { { .subject = HALF, .file = "a.docx", .found = "mx.van-phong.example; spf=fail smtp.mailfrom=tinh.example" }, false, false },
        { { .subject = HALF " huyện Sông Trà", .file = "a.docx", .from = "ai@khac.example" }, false, false },
        { { .subject = HALF, .file = "a.docx", .list = "List-Id" }, false, false },
    };
    const struct known known = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decision d;

        scene_decide(scene_mail(&cases[i].mail), &known, &d);
        assert_int_equal(d.may_reply, cases[i].answer);
        assert_int_equal(d.sender_verified, cases[i].verified);
        decision_clear(&d);
    }
}

/* A service says that a file was laid there for us: the officers look, where it names what or whose. */
static void
a_share_is_seen_by_somebody(void **state)
{
    static const char link[] = "Lê Văn A đã mời bạn xem tài liệu: https://docs.google.com/d/1", service[] = "drive-noreply@kho.example", own[] = "h-song-tra@tinh.example";
    static const struct expected cases[] = {
        { { .from = service, .subject = "Lê Văn A đã chia sẻ \"" HALF "\" với bạn", .text = link, .automatic = "auto-generated" }, OUTCOME_NOTE, REASON_AUTO_SUBMITTED },
        { { .from = service, .subject = "Lê Văn A shared a file with you", .text = link, .reply_to = own }, OUTCOME_NOTE, REASON_MACHINE_ADDRESS },
        { { .from = service, .subject = "Huyện Sông Trà đã chia sẻ một tệp", .text = link, .list = "List-Id" }, OUTCOME_NOTE, REASON_NONE },
        { { .from = service, .subject = "Khuyến mãi 50%", .text = link, .automatic = "auto-generated" }, OUTCOME_IGNORED, REASON_AUTO_SUBMITTED },
        { { .from = service, .subject = HALF, .text = "Đã có người xem.", .automatic = "auto-generated" }, OUTCOME_IGNORED, REASON_AUTO_SUBMITTED },
        { { .from = own, .subject = HALF, .text = link, .automatic = "auto-replied" }, OUTCOME_IGNORED, REASON_AUTO_SUBMITTED },
    };
    const struct known known = scene_june();
    struct decision d;

    (void)state;
    judge_all(cases, ARRAY_LEN(cases), &known);
    scene_decide(scene_mail(&cases[0].mail), &known, &d);
    assert_false(d.may_reply);
    decision_clear(&d);
}

/* Whose program wants no answers gets none: then an officer is told that the report came. */
static void
what_is_not_answered_is_told(void **state)
{
    const struct written mail = { .subject = HALF, .file = "a.docx", .suppress = "All" }, plain = { .subject = HALF, .file = "a.docx", .suppress = "OOF" };
    const struct known known = scene_june();
    struct decision d;

    (void)state;
    scene_decide(scene_mail(&mail), &known, &d);
    assert_int_equal(d.outcome, OUTCOME_FILED);
    assert_true(d.flagged && !d.may_reply);
    decision_clear(&d);
    scene_decide(scene_mail(&plain), &known, &d);
    assert_true(!d.flagged && d.may_reply);
    decision_clear(&d);
}

/* The line we asked for, in answer to the letter or by the code alone. */
static void
the_asked_line_is_an_answer(void **state)
{
    static const struct written line = { .subject = "TN-2023-0001", .text = "Đơn vị: huyện Sông Trà; Loại: báo cáo 6 tháng; Kỳ: 2023" };
    struct known known = scene_june();
    struct decision d;

    (void)state;
    known.asked = "TN-2023-0001";
    scene_decide(scene_mail(&line), &known, &d);
    assert_int_equal(d.reason, REASON_ANSWER);
    assert_true(d.sender_verified);
    decision_clear(&d);
    known.asked_by_code = true;
    scene_decide(scene_mail(&line), &known, &d);
    assert_int_equal(d.reason, REASON_ANSWER);
    assert_false(d.sender_verified);            /* anyone can write a code */
    decision_clear(&d);
    struct written forged = line;
    forged.found = "mx.van-phong.example; dmarc=fail header.from=tinh.example";
    scene_decide(scene_mail(&forged), &known, &d);
    assert_int_not_equal(d.reason, REASON_ANSWER);
    decision_clear(&d);
}

static void
the_same_files_are_a_repetition(void **state)
{
    static struct obligation returned = { .unit = (char *)"h-song-tra", .report = (char *)"HALF", .period = (char *)"2023",
                                          .state = STATE_RETURNED };
    static const struct { const char *text; enum outcome outcome; } answers[] = {
        { "Huyện giữ nguyên số liệu, không sửa.", OUTCOME_NOTE }, { "so lieu dung roi anh", OUTCOME_NOTE },
        { "Huyện đã sửa số liệu, đúng rồi ạ.", OUTCOME_DUPLICATE }, { "Huyện gửi lại.", OUTCOME_DUPLICATE },
    };
    const struct written again = { .subject = HALF, .file = "a.docx" };
    struct known known = scene_june();
    struct decision d;

    (void)state;
    known.answered = &answered;
    known.nanswered = 1;
    scene_decide(scene_mail(&again), &known, &d);
    assert_int_equal(d.outcome, OUTCOME_FILED);         /* with other files */
    decision_clear(&d);
    known.repeated = &answered;
    known.nrepeated = 1;
    scene_decide(scene_mail(&again), &known, &d);
    assert_int_equal(d.outcome, OUTCOME_DUPLICATE);
    decision_clear(&d);
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {   /* an officer had sent it back */
        const struct written it = { .subject = HALF, .file = "a.docx", .text = answers[i].text };

        known.answered = known.repeated = &returned;
        scene_decide(scene_mail(&it), &known, &d);
        assert_int_equal(d.outcome, answers[i].outcome);
        decision_clear(&d);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_certain_is_filed), cmocka_unit_test(a_receipt_is_no_report),
        cmocka_unit_test(plain_words_are_no_report), cmocka_unit_test(a_file_without_a_name_is_looked_at),
        cmocka_unit_test(what_is_doubtful_is_looked_at),
        cmocka_unit_test(his_own_subject_without_a_file_is_words),
        cmocka_unit_test(who_sits_elsewhere_is_not_ours),
        cmocka_unit_test(another_way_is_no_report), cmocka_unit_test(a_question_beside_a_report_is_told),
        cmocka_unit_test(a_report_addressed_to_others_is_told),
        cmocka_unit_test(words_are_no_report),
        cmocka_unit_test(leave_for_a_day_behind_the_deadline_is_more_time),
        cmocka_unit_test(officers_give_orders_and_programs_do_not),
        cmocka_unit_test(a_share_is_seen_by_somebody), cmocka_unit_test(what_is_not_answered_is_told),
        cmocka_unit_test(who_is_answered), cmocka_unit_test(the_asked_line_is_an_answer),
        cmocka_unit_test(the_same_files_are_a_repetition),
    };

    return cmocka_run_group_tests(tests, scene_rounds, scene_done);
}
