/* Officers' phrases as they type them, on desks and on telephones: what is
 * understood, what is asked back, and that what was understood reads back as
 * the same command. */
#include "command_office.h"

/* ---- phrases --------------------------------------------------------------------- */

static const struct phrase_case {
    const char *line, *key, *said;      /* said NULL: something is asked back */
} cases[] = {
    /* the table of the language, as it is written there */
    { "TÌNH HÌNH 6T 2023", "status", "TÌNH HÌNH Báo cáo định kỳ 6 tháng 2023" },
    { "tinh hinh", "status", "TÌNH HÌNH" },
    { "tình hình báo cáo năm 2023", "status", "TÌNH HÌNH Báo cáo định kỳ năm 2023" },
    { "trạng thái", "status", "TÌNH HÌNH" },
    { "thống kê DS 2024", "status", "TÌNH HÌNH Danh sách lựa chọn, xây dựng điển hình 2024" },
    { "chua nop 6t 2023", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "nợ báo cáo", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "no bao cao 6T", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "ai chưa gửi?", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "đơn vị nào chưa báo cáo", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "tre han", "late", "TRỄ HẠN Báo cáo định kỳ 6 tháng 2023" },
    { "nộp trễ danh sách lựa chọn năm 2023", "late", "TRỄ HẠN Danh sách lựa chọn, xây dựng điển hình 2023" },
    { "don vi h cao lanh", "unit", "ĐƠN VỊ Huyện Cao Lãnh" },
    { "ĐƠN VỊ TP. Cao Lãnh 2023", "unit", "ĐƠN VỊ TP Cao Lãnh năm 2023" },
    { "huyện Tháp Mười đã gửi gì", "unit", "ĐƠN VỊ Huyện Tháp Mười" },
    { "tra cuu TN-2023-0041", "show", "TRA CỨU TN-2023-0041" },
    { "xem TN-2023-0041", "show", "TRA CỨU TN-2023-0041" },
    { "tn 2023 41", "show", "TRA CỨU TN-2023-0041" },
    { "tim phuong an lac", "search", "TÌM phuong an lac" },
    { "tìm 45/BC", "search", "TÌM 45/BC" },
    { "cho phan loai", "queue", "CHỜ PHÂN LOẠI" },
    { "hàng chờ", "queue", "CHỜ PHÂN LOẠI" },
    { "lich han", "deadlines", "LỊCH HẠN" },
    { "hạn sắp tới", "deadlines", "LỊCH HẠN" },
    { "Lịch hạn năm 2024", "deadlines", "LỊCH HẠN năm 2024" },
    { "ds dien hinh 2023", "selected", "DANH SÁCH ĐIỂN HÌNH năm 2023" },
    { "so den", "register", "SỔ ĐẾN" },
    { "xuất sổ từ 01/06/2023 đến 30/6", "register", "SỔ ĐẾN từ 01/06/2023 đến 30/06/2023" },
    { "tong hop 6T 2023", "consolidate", "TỔNG HỢP Báo cáo định kỳ 6 tháng 2023" },
    { "phan loai TN-2023-0043 h cao lanh 6T 2023", "classify",
      "PHÂN LOẠI TN-2023-0043 Huyện Cao Lãnh, Báo cáo định kỳ 6 tháng 2023" },
    { "cho phân loại TN-2023-0043 huyện Cao Lãnh 6T 2023", "classify",
      "PHÂN LOẠI TN-2023-0043 Huyện Cao Lãnh, Báo cáo định kỳ 6 tháng 2023" },
    { "ĐẠT TN-2023-0041", "accept", "ĐẠT TN-2023-0041" },
    { "chấp nhận TN-2023-0041", "accept", "ĐẠT TN-2023-0041" },
    { "ok tn-2023-0041", "accept", "ĐẠT TN-2023-0041" },
    { "TN-2023-0041 đạt", "accept", "ĐẠT TN-2023-0041" },
    { "XÁC NHẬN TN-2023-0041", "vouch", "XÁC NHẬN THƯ TN-2023-0041" },
    { "xac nhan thu tn-2023-0041", "vouch", "XÁC NHẬN THƯ TN-2023-0041" },
    { "xác nhận GN-2023-0012-9F3A07C2B4D1E865", "confirm", "ĐỒNG Ý GN-2023-0012-9F3A07C2B4D1E865" },
    { "từ chối TN-2023-0041", "disown", "TỪ CHỐI TN-2023-0041" },
    { "TN-2023-0041 không phải của đơn vị", "disown", "TỪ CHỐI TN-2023-0041" },
    { "THIẾU TN-2023-0041: chưa có bản ký hạn 12/6", "incomplete", "THIẾU TN-2023-0041: chưa có bản ký hạn 12/06/2023" },
    { "thieu TN-2023-0041 chua co ban ky", "incomplete", "THIẾU TN-2023-0041: chua co ban ky" },
    { "thiếu TN-2023-0041: số liệu lúc 17:00 (hạn 12/6/2023)", "incomplete", "THIẾU TN-2023-0041: số liệu lúc 17:00 hạn 12/06/2023" },
    { "tra lai TN-2023-0041: sai biểu mẫu, trước ngày 15/6/2023", "return", "TRẢ LẠI TN-2023-0041: sai biểu mẫu hạn 14/06/2023" },
    { "ghi nhan huyen lai vung 6T 2023 ngay 08/06/2023 qua giay so 77/BC-BCD138", "paper",
      "GHI NHẬN Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023 ngày 08/06/2023 qua giấy số 77/BC-BCD138" },
    { "đã nhận giấy Lai Vung 6T ngày 7/6 qua trục liên thông", "paper",
      "GHI NHẬN Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023 ngày 07/06/2023 qua trục liên thông" },
    { "cho Tam Nông lùi đến 14/6: bão", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "đồng ý cho huyện Tam Nông 6T nộp chậm đến hết ngày 14/6: bão", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "gia han tam nong 6T 2023 den 14/06/2023: sap xep to chuc", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: sap xep to chuc" },
    { "gia hạn Tam Nông 6T 2023 đến hết ngày 14/6 vì sắp xếp tổ chức", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: sắp xếp tổ chức" },
    { "Gia hạn cho huyện Tam Nông báo cáo 6 tháng năm 2023 trước ngày 15/6/2023: bão", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "MIỄN Sở Y tế 6T 2023: chống dịch", "waive", "MIỄN Sở Y tế, Báo cáo định kỳ 6 tháng 2023: chống dịch" },
    { "nhac lai vung 6t 2023", "remind", "NHẮC Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023" },
    { "nhắc lại lai vung 6t 2023", "remind", "NHẮC Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023" },
    { "nhac tat ca 6T 2023", "remind", "NHẮC TẤT CẢ, Báo cáo định kỳ 6 tháng 2023" },
    { "đôn đốc Tam Nông, Lấp Vò 6T", "remind", "NHẮC Huyện Tam Nông, Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023" },
    { "ĐỘT XUẤT \"Báo cáo nhanh: tình hình\" hạn 20/06/2023 17:00 cho Tam Nông, TP Cao Lãnh", "request",
      "ĐỘT XUẤT \"Báo cáo nhanh: tình hình\" hạn 20/06/2023 17:00 cho Huyện Tam Nông, TP Cao Lãnh" },
    { "dot xuat “Cao điểm” han 20/6 17h30 cho tat ca", "request", "ĐỘT XUẤT \"Cao điểm\" hạn 20/06/2023 17:30 cho TẤT CẢ" },
    { "dừng nhắc", "pause", "DỪNG NHẮC TẤT CẢ" },
    { "tam dung nhac tam nong", "pause", "DỪNG NHẮC Huyện Tam Nông" },
    { "tiếp tục nhắc huyện Tam Nông", "resume", "TIẾP TỤC NHẮC Huyện Tam Nông" },
    { "dau moi tam nong pho.TN@dongthap.example", "contact", "ĐẦU MỐI Huyện Tam Nông pho.tn@dongthap.example" },
    { "trung TN-2023-0041 voi TN-2023-0039", "duplicate", "TRÙNG TN-2023-0041 VỚI TN-2023-0039" },
    { "SAI TUYẾN TN-2023-0041", "wrong-route", "SAI TUYẾN TN-2023-0041" },
    { "huy GN-2023-0007", "undo", "HỦY GN-2023-0007" },
    { "Hủy ghi nhận GN-2023-0007", "undo", "HỦY GN-2023-0007" },
    { "trợ giúp", "help", "TRỢ GIÚP" },
    { "?", "help", "TRỢ GIÚP" },
    { "HELP", "help", "TRỢ GIÚP" },
    { "đồng ý GN-2023-0012-9f3a07c2b4d1e865", "confirm", "ĐỒNG Ý GN-2023-0012-9F3A07C2B4D1E865" },

    /* as people write */
    { "Cho tôi xem tình hình báo cáo 6 tháng năm 2023 với", "status", "TÌNH HÌNH Báo cáo định kỳ 6 tháng 2023" },
    { "Những huyện nào chưa nộp báo cáo 6 tháng?", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "Cho xem những huyện nào chưa nộp báo cáo 6 tháng ạ?", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "đơn vị nào nộp trễ 6T 2023", "late", "TRỄ HẠN Báo cáo định kỳ 6 tháng 2023" },
    { "huyện Tam Nông nộp báo cáo chưa?", "unit", "ĐƠN VỊ Huyện Tam Nông" },
    { "Tình hình huyện Tam Nông", "unit", "ĐƠN VỊ Huyện Tam Nông" },
    { "Đề nghị gia hạn Lấp Vò báo cáo 6 tháng đến 16-06-2023: mất điện", "extend",
      "GIA HẠN Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023 đến 16/06/2023: mất điện" },
    { "chưa nộp QUARTER 2023-Q2", "missing", "CHƯA NỘP Báo cáo quý quý 2 2023" },
    { "sổ đến 2023-06", "register", "SỔ ĐẾN từ 01/06/2023 đến 30/06/2023" },
    { "- CHƯA NỘP quý II năm 2023 báo cáo quý", "missing", "CHƯA NỘP Báo cáo quý quý 2 2023" },
    { "chưa nộp báo cáo quý Q2/2023", "missing", "CHƯA NỘP Báo cáo quý quý 2 2023" },
    { "chưa nộp báo cáo quý hai năm 2023", "missing", "CHƯA NỘP Báo cáo quý quý 2 2023" },
    { "missing QUARTER second quarter 2023", "missing", "CHƯA NỘP Báo cáo quý quý 2 2023" },
    { "chưa nộp DX:512", "missing", "CHƯA NỘP Báo cáo đột xuất DX:512" },
    { "2. đơn vị h-tam-nong", "unit", "ĐƠN VỊ Huyện Tam Nông" },
    { "MIỄN so-yt năm 2023: không thuộc đối tượng", "waive", "MIỄN Sở Y tế, Báo cáo định kỳ năm 2023: không thuộc đối tượng" },

    { "tổng hợp tình hình nộp báo cáo 6T 2023", "status", "TÌNH HÌNH Báo cáo định kỳ 6 tháng 2023" },
    { "gia hạn Tam Nông báo cáo 6 tháng đến hết ngày 14/6/2023, lý do: sắp xếp", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: sắp xếp" },
    { "Ghi nhận: Lai Vung nộp trực tiếp 6T ngày 8/6/2023", "paper",
      "GHI NHẬN Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023 ngày 08/06/2023 qua trực tiếp" },
    { "tìm thư của huyện Lai Vung", "search", "TÌM huyện Lai Vung" },
    { "trả lại TN-2023-0040: số liệu không khớp, gửi lại trước ngày 14/06/2023", "return",
      "TRẢ LẠI TN-2023-0040: số liệu không khớp hạn 13/06/2023" },
    { "sổ đến tháng 6", "register", "SỔ ĐẾN từ 01/06/2023 đến 30/06/2023" },
    { "nhắc các đơn vị chưa nộp 6T 2023", "remind", "NHẮC TẤT CẢ, Báo cáo định kỳ 6 tháng 2023" },
    { "phân loại thêm TN-2023-0043 h cao lanh 6T 2023", "classify",
      "PHÂN LOẠI THÊM TN-2023-0043 Huyện Cao Lãnh, Báo cáo định kỳ 6 tháng 2023" },
    { "phan loai rieng TN-2023-0043 h cao lanh 6T 2023", "classify",
      "PHÂN LOẠI RIÊNG TN-2023-0043 Huyện Cao Lãnh, Báo cáo định kỳ 6 tháng 2023" },
    { "phan loai TN-2023-0043 -> h cao lanh; 6T; 2023", "classify",
      "PHÂN LOẠI TN-2023-0043 Huyện Cao Lãnh, Báo cáo định kỳ 6 tháng 2023" },

    /* in English */
    { "who hasn't reported?", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "extend Lap Vo HALF_YEAR 2023 until 16 June 2023: flood", "extend",
      "GIA HẠN Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023 đến 16/06/2023: flood" },
    { "status half-year 2023", "status", "TÌNH HÌNH Báo cáo định kỳ 6 tháng 2023" },
    { "who has not reported?", "missing", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "show TN-2023-0041", "show", "TRA CỨU TN-2023-0041" },
    { "accept TN-2023-0041", "accept", "ĐẠT TN-2023-0041" },
    { "extend Tam Nong half-year 2023 until 14/06/2023: reorganisation", "extend",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: reorganisation" },
    { "waive so-yt annual 2023: abolished", "waive", "MIỄN Sở Y tế, Báo cáo định kỳ năm 2023: abolished" },
    { "remind all annual 2023", "remind", "NHẮC TẤT CẢ, Báo cáo định kỳ năm 2023" },
    { "undo GN-2023-0007", "undo", "HỦY GN-2023-0007" },

    /* asked back */
    { "don vi cao lanh", "unit", NULL },
    { "phan loai TN-2023-0043 cao lanh 6T 2023", "classify", NULL },
    { "gia han LV 6T 2023 den 14/06/2023: bao", "extend", NULL },
    { "đơn vị", "unit", NULL },
    { "ok", "accept", NULL },
    { "gia hạn Tam Nông 6T 2023: lý do", "extend", NULL },
    { "gia hạn Tam Nông 6T 2023 đến 31/02/2023: lý do", "extend", NULL },
    { "miễn Tam Nông 6T 2025: lý do", "waive", NULL },
    { "chưa nộp báo cáo quý 2023", "missing", NULL },
    { "đầu mối Tam Nông a@b@c", "contact", NULL },
    { "TRÙNG TN-2023-0041", "duplicate", NULL },
    { "xoa het", NULL, NULL },
    { "Em gửi anh danh sách ạ", NULL, NULL },
};

static void
the_phrases_are_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct command c;
        char *said;

        command_parse(&desk, cases[i].line, &c);
        said = command_say(&c);
        if ((c.rule == NULL) != (cases[i].key == NULL) || (c.rule != NULL && strcmp(c.rule->key, cases[i].key) != 0))
            fail_msg("«%s» is %s", cases[i].line, c.rule == NULL ? "no command" : c.rule->key);
        if ((c.problem == COMMAND_FINE) != (cases[i].said != NULL))
            fail_msg("«%s»: %s (%s)", cases[i].line, c.cause == NULL ? "fine" : c.cause, said);
        if (cases[i].said != NULL && strcmp(said, cases[i].said) != 0)
            fail_msg("«%s» was taken for «%s»", cases[i].line, said);
        free(said);
        command_clear(&c);
    }
}

static void
what_was_understood_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct command c;

        if (cases[i].said == NULL)
            continue;
        command_parse(&desk, cases[i].said, &c);
        if (c.problem != COMMAND_FINE)
            fail_msg("«%s»: %s", cases[i].said, c.cause);
        char *again = command_say(&c);
        assert_string_equal(again, cases[i].said);
        free(again);
        command_clear(&c);
    }
}

/* What an English office reads is the same order, and it may send it back. */
static void
the_english_words_read_back_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct command c, back;
        char *english, *said;

        if (cases[i].said == NULL)
            continue;
        command_parse(&desk, cases[i].said, &c);
        c.english = true;
        english = command_say(&c);
        command_parse(&desk, english, &back);
        said = command_say(&back);
        if (back.problem != COMMAND_FINE || strcmp(said, cases[i].said) != 0)
            fail_msg("«%s» reads back as «%s» and not as «%s»: %s", english, said, cases[i].said, back.cause == NULL ? "" : back.cause);
        free(said);
        free(english);
        command_clear(&back);
        command_clear(&c);
    }
    for (size_t v = 0; v < VERBS; v++) {
        struct command c;

        assert_non_null(command_rules[v].name_en);
        assert_memory_equal(command_rules[v].usage_en, command_rules[v].name_en, strlen(command_rules[v].name_en));
        command_parse(&desk, command_rules[v].name_en, &c);
        if (c.rule == NULL || c.rule->verb != v)
            fail_msg("%s is not %s", command_rules[v].name_en, command_rules[v].name);
        command_clear(&c);
    }
}

static void
accents_do_not_count(void **state)
{
    struct command a, b;
    char *one, *two;

    (void)state;
    command_parse(&desk, "GIA HẠN Tam Nông 6T 2023 đến 14/6/2023: x", &a);
    command_parse(&desk, "GIA HA\xcc\xa3N Tam No\xcc\x82ng 6T 2023 đe\xcc\x82\xcc\x81n 14/6/2023: x", &b);     /* NFD */
    one = command_say(&a);
    two = command_say(&b);
    assert_string_equal(one, two);
    free(one);
    free(two);
    command_clear(&a);
    command_clear(&b);
}

static void
a_name_of_two_units_is_asked(void **state)
{
    struct command c;

    (void)state;
    command_parse(&desk, "gia han cao lanh 6T 2023 den 14/06/2023: bao", &c);
    assert_int_equal(c.problem, COMMAND_AMBIGUOUS);
    assert_int_equal(c.choices.n, 2);
    assert_non_null(strstr(c.cause, "«cao lanh» có 2 đơn vị"));
    for (size_t i = 0; i < 2; i++) {            /* each choice works as it stands */
        struct command d;

        command_parse(&desk, c.choices.v[i], &d);
        assert_int_equal(d.problem, COMMAND_FINE);
        assert_int_equal(d.nunits, 1);
        command_clear(&d);
    }
    command_clear(&c);
    command_parse(&desk, "don vi tam nog", &c);
    assert_int_equal(c.problem, COMMAND_WANTING);
    assert_int_equal(c.choices.n, 1);
    assert_string_equal(c.choices.v[0], "ĐƠN VỊ Huyện Tam Nông");
    command_clear(&c);
}

static void
a_period_not_written_is_marked(void **state)
{
    struct command c;

    (void)state;
    command_parse(&desk, "chưa nộp", &c);
    assert_true(c.guessed);
    command_clear(&c);
    command_parse(&desk, "chưa nộp 6T 2023", &c);
    assert_false(c.guessed);
    command_clear(&c);
    rounds[1].open = false;                     /* everybody has answered: the next one is meant */
    command_parse(&desk, "chưa nộp", &c);
    rounds[1].open = true;
    assert_string_equal(c.report->code, "AD_HOC");
    command_clear(&c);
}

static void
the_mail_under_discussion_lends_its_code(void **state)
{
    struct command_context thread = desk;
    struct command c;

    (void)state;
    thread.code = "TN-2023-0043";
    command_parse(&thread, "phân loại huyện Cao Lãnh 6T 2023", &c);
    assert_int_equal(c.problem, COMMAND_FINE);
    assert_string_equal(c.code, "TN-2023-0043");
    command_clear(&c);
    command_parse(&thread, "OK", &c);           /* may only mean "I have read it" */
    assert_int_equal(c.problem, COMMAND_WANTING);
    command_clear(&c);
}

static void
unknown_lines_name_the_nearest(void **state)
{
    struct command c;

    (void)state;
    command_parse(&desk, "gia hen Tam Nông", &c);
    assert_int_equal(c.problem, COMMAND_UNKNOWN);
    assert_true(c.choices.n >= 1);
    assert_non_null(strstr(c.choices.v[0], "GIA HẠN"));
    command_clear(&c);
    command_parse(&desk, "xoa het", &c);
    assert_non_null(strstr(c.cause, "không có lệnh xóa"));
    command_clear(&c);
}

/* No order is offered to who wants a call: none makes one. */
static void
calls_are_nobodys_order(void **state)
{
    static const struct { const char *line; bool calls; } asked[] = {
        { "goi lai cho toi", true }, { "goi zalo", true }, { "Gọi điện cho huyện Tam Nông", true }, { "nt zalo cho huyen", true },
        { "nhan tin cho chi Lan", true }, { "alo huyen di", true }, { "yeu cau huyen goi lai", true }, { "call the district", true },
        { "goi lai thu nay", false }, { "goi bao cao 6 thang", false }, { "gia hen Tam Nông", false }, { "goi mail cho huyen", false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        struct command c;

        command_parse(&desk, asked[i].line, &c);
        assert_int_equal(c.problem, COMMAND_UNKNOWN);
        if ((strstr(c.cause, "không gọi điện") != NULL) != asked[i].calls)
            fail_msg("%s: %s", asked[i].line, c.cause);
        assert_false(asked[i].calls && c.choices.n > 0);
        command_clear(&c);
    }
}

/* ---- the table -------------------------------------------------------------------------- */

static void
every_word_of_the_table_is_found(void **state)
{
    (void)state;
    for (size_t v = 0; v < VERBS; v++) {
        const struct command_rule *r = &command_rules[v];

        assert_int_equal(r->verb, v);
        assert_true(r->usage != NULL && r->help != NULL && r->help_en != NULL && r->key != NULL);
        assert_false(r->dangerous && !r->writes);
        for (const char *p = r->words; *p != '\0'; p += strcspn(p, "|"), p += *p == '|') {
            size_t n = strcspn(p, "|"), star = *p == '*';
            char *phrase = xstrndup(p + star, n - star);
            struct command c;

            command_parse(&desk, phrase, &c);
            if (c.rule != r)
                fail_msg("\"%s\" is %s, not %s", phrase, c.rule == NULL ? "no command" : c.rule->key, r->key);
            command_clear(&c);
            free(phrase);
        }
    }
}

/* src/docketctl.1 carries the table between two marks. */
static void
the_manual_page_is_not_behind_the_table(void **state)
{
    static const char from[] = ".\\\" BEGIN docketctl orders\n", to[] = ".\\\" END docketctl orders\n";
    struct buf table = {0};
    char *cause = NULL, *page = file_read("src/docketctl.1", 1 << 20, NULL, &cause), *begin, *end;

    (void)state;
    assert_non_null(page);
    begin = strstr(page, from);
    end = strstr(page, to);
    assert_true(begin && end);
    *end = '\0';
    command_mdoc(&table);
    if (strcmp(begin + strlen(from), buf_text(&table)) != 0)
        print_message("put the output of docketctl orders between the marks of src/docketctl.1\n");
    assert_string_equal(begin + strlen(from), buf_text(&table));
    buf_free(&table);
    free(page);
}

static void
nonsense_is_survived(void **state)
{
    static const char *const lines[] = { "", " ", ":", "::::", "\"", "gia han :", "đột xuất \"", "@", "tìm", "TN-", "tn-9999999999-1",
                                         "nhắc 99/99/9999", "\xff\xfe", "đơn vị \"\"\"", "hạn: hạn: hạn 1/1", "thiếu TN-2023-0001: hạn 1/1" };
    char *endless = xcalloc(1, 100001);

    (void)state;
    memset(endless, 'a', 100000);
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        struct command c;

        command_parse(&desk, lines[i], &c);
        command_clear(&c);
    }
    for (size_t i = 0; i < 100000; i += 7)
        endless[i] = ' ';
    struct command c;
    command_parse(&desk, endless, &c);
    command_clear(&c);
    free(endless);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_are_nobodys_order), cmocka_unit_test(the_phrases_are_understood),
        cmocka_unit_test(what_was_understood_reads_back),
        cmocka_unit_test(the_english_words_read_back_too),
        cmocka_unit_test(accents_do_not_count),
        cmocka_unit_test(a_name_of_two_units_is_asked),
        cmocka_unit_test(a_period_not_written_is_marked),
        cmocka_unit_test(the_mail_under_discussion_lends_its_code),
        cmocka_unit_test(unknown_lines_name_the_nearest),
        cmocka_unit_test(every_word_of_the_table_is_found),
        cmocka_unit_test(the_manual_page_is_not_behind_the_table),
        cmocka_unit_test(nonsense_is_survived),
    };

    return cmocka_run_group_tests_name("core: command", tests, open_office, close_office);
}
