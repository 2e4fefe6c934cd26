/* A word that is not understood is never dropped, a list of codes is a list,
 * and two orders in a line are two: or the officer is asked. */
#include "command_office.h"

/* What a line is taken for, "|" between its orders; "?" before one that is asked back. */
static const struct { const char *line, *taken; } lines[] = {
    /* lists of codes */
    { "đạt TN-2023-0001, TN-2023-0002", "ĐẠT TN-2023-0001|ĐẠT TN-2023-0002" },
    { "dat tn-2023-0001 va tn-2023-0002", "ĐẠT TN-2023-0001|ĐẠT TN-2023-0002" },
    { "đạt TN-1, TN-2", "ĐẠT TN-2023-0001|ĐẠT TN-2023-0002" },
    { "TN-2023-0041 và TN-2023-0042 đạt", "ĐẠT TN-2023-0041|ĐẠT TN-2023-0042" },
    { "TN-2023-0041, TN-2023-0042 đạt", "ĐẠT TN-2023-0041|ĐẠT TN-2023-0042" },
    { "Chấp nhận các báo cáo TN-0001, TN-0002, TN-0003 giúp anh", "ĐẠT TN-2023-0001|ĐẠT TN-2023-0002|ĐẠT TN-2023-0003" },
    { "ok TN-2023-0001; TN-2023-0002", "ĐẠT TN-2023-0001|ĐẠT TN-2023-0002" },
    { "thiếu TN-1, TN-2: cần bản Excel, hạn 12/6", "THIẾU TN-2023-0001: cần bản Excel hạn 12/06/2023|THIẾU TN-2023-0002: cần bản Excel hạn 12/06/2023" },
    { "trả lại TN-2023-0001 và TN-2023-0002: sai biểu mẫu", "TRẢ LẠI TN-2023-0001: sai biểu mẫu|TRẢ LẠI TN-2023-0002: sai biểu mẫu" },
    { "từ chối TN-2023-0041, TN-2023-0042", "TỪ CHỐI TN-2023-0041|TỪ CHỐI TN-2023-0042" },
    { "hủy GN-2023-0001, GN-2023-0002", "HỦY GN-2023-0001|HỦY GN-2023-0002" },
    { "tra cứu TN-2023-0041, TN-2023-0042", "TRA CỨU TN-2023-0041|TRA CỨU TN-2023-0042" },
    { "phân loại TN-2023-0041, TN-2023-0042 cho Tam Nông 6T 2023",
      "PHÂN LOẠI TN-2023-0041 Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023|PHÂN LOẠI TN-2023-0042 Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023" },
    { "đạt TN-2023-0001 đến TN-2023-0005", "?ĐẠT TN-2023-0001" },
    { "đạt TN-2023-0001-TN-2023-0005", "?ĐẠT TN-2023-0001" },
    { "đạt TN-2023-0001, 0002", "?ĐẠT TN-2023-0001" },
    { "trùng TN-2023-0041 với TN-2023-0042 và TN-2023-0043", "?TRÙNG TN-2023-0041 VỚI TN-2023-0042" },
    { "nhắc Tam Nông TN-2023-0041 6T", "?NHẮC TN-2023-0041 Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023" },

    /* several orders */
    { "Đạt TN-0001; trả lại TN-0002: sai biểu mẫu", "ĐẠT TN-2023-0001|TRẢ LẠI TN-2023-0002: sai biểu mẫu" },
    { "trả lại TN-0002: sai biểu mẫu; đạt TN-0001", "TRẢ LẠI TN-2023-0002: sai biểu mẫu|ĐẠT TN-2023-0001" },
    { "đạt TN-0001, trả lại TN-0002: sai", "ĐẠT TN-2023-0001|TRẢ LẠI TN-2023-0002: sai" },
    { "đạt TN-0001 và trả lại TN-0002: sai", "ĐẠT TN-2023-0001|TRẢ LẠI TN-2023-0002: sai" },
    { "đạt TN-0001. Nhắc Tam Nông 6T 2023", "ĐẠT TN-2023-0001|NHẮC Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023" },
    { "miễn Tam Nông 6T 2023: bão; gia hạn Tháp Mười 6T 2023 đến 14/6: bão",
      "MIỄN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023: bão|GIA HẠN Huyện Tháp Mười, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "đạt TN-0001; gia hạn Tháp Mười 6T", "ĐẠT TN-2023-0001|?GIA HẠN Huyện Tháp Mười, Báo cáo định kỳ 6 tháng 2023" },
    { "đạt TN-0001; đạt", "?ĐẠT TN-2023-0001" },
    { "thiếu TN-0041: chưa có bản ký; chưa có bản Excel; hạn 12/6", "THIẾU TN-2023-0041: chưa có bản ký; chưa có bản Excel hạn 12/06/2023" },
    { "thiếu TN-0041: thiếu bản ký; thiếu biểu 2", "THIẾU TN-2023-0041: thiếu bản ký; thiếu biểu 2" },
    { "ĐỘT XUẤT \"Rà soát; đạt TN-2023-0001\" hạn 20/6/2023 cho Tam Nông",
      "ĐỘT XUẤT \"Rà soát; đạt TN-2023-0001\" hạn 20/06/2023 cho Huyện Tam Nông" },

    /* years */
    { "chưa nộp danh sách năm sau", "CHƯA NỘP Danh sách lựa chọn, xây dựng điển hình 2024" },
    { "lich han sang nam", "LỊCH HẠN năm 2024" },
    { "lịch hạn năm tới", "LỊCH HẠN năm 2024" },
    { "đơn vị Tam Nông năm ngoái", "ĐƠN VỊ Huyện Tam Nông năm 2022" },
    { "tình hình báo cáo năm trước", "TÌNH HÌNH Báo cáo định kỳ năm 2022" },
    { "chưa nộp 6T 2023 và 2024", "?CHƯA NỘP Báo cáo định kỳ 6 tháng 2024" },
    { "chưa nộp 6T năm sau", "?CHƯA NỘP Báo cáo định kỳ 6 tháng 2024" },
    { "chưa nộp kỳ sau", "?CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "chưa nộp 6T kỳ trước", "?CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "tình hình quý trước", "?TÌNH HÌNH" },

    /* days and hours */
    { "ĐỘT XUẤT \"x\" hạn trước ngày 30/08/2023 16:00 cho Tam Nông", "ĐỘT XUẤT \"x\" hạn 30/08/2023 16:00 cho Huyện Tam Nông" },
    { "đột xuất \"x\" hạn trước 16h ngày 30/8 cho Tam Nông", "ĐỘT XUẤT \"x\" hạn 30/08/2023 16:00 cho Huyện Tam Nông" },
    { "đột xuất \"x\" trước 16 giờ 30 phút ngày 30/8/2023 cho Tam Nông", "ĐỘT XUẤT \"x\" hạn 30/08/2023 16:30 cho Huyện Tam Nông" },
    { "dot xuat \"x\" truoc ngay 30/8/2023 luc 16g cho Tam Nong", "ĐỘT XUẤT \"x\" hạn 30/08/2023 16:00 cho Huyện Tam Nông" },
    { "đột xuất \"x\" trước ngày 30/8/2023 cho Tam Nông", "ĐỘT XUẤT \"x\" hạn 29/08/2023 cho Huyện Tam Nông" },
    { "gia hạn Tam Nông 6T đến 17h ngày 14/6: bão", "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023 17:00: bão" },
    { "gia hạn Tam Nông 6T đến 14/6 hoặc 15/6: bão", "?GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "GIA HẠN h. Tam Nông BC 6T đến 14.6.2023 (bão)", "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "sổ đến từ 1/1 đến 31/12", "SỔ ĐẾN từ 01/01/2023 đến 31/12/2023" },
    { "ghi nhận Lai Vung 6T ngày 8/6 qua giấy số 77/BC-BCĐ138 ngày 06/6/2023",
      "GHI NHẬN Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023 ngày 08/06/2023 qua giấy số 77/BC-BCĐ138 ngày 06/6/2023" },
    { "thiếu TN-2023-0041: chưa có bản ký, hạn 12/6 nhé", "THIẾU TN-2023-0041: chưa có bản ký hạn 12/06/2023" },
    { "thiếu TN-2023-0041: hạn 12/6, cần bản Excel", "THIẾU TN-2023-0041: cần bản Excel hạn 12/06/2023" },
    { "thiếu TN-2023-0041: cần bản Excel hạn 17h ngày 12/6", "?THIẾU TN-2023-0041: cần bản Excel hạn 17h ngày 12/6" },
    { "trả lại TN-2023-0041: số liệu đến ngày 12/5 chưa khớp", "TRẢ LẠI TN-2023-0041: số liệu đến ngày 12/5 chưa khớp" },
    { "trả lại TN-2023-0041: thiếu số liệu từ 15/12 đến 14/6", "TRẢ LẠI TN-2023-0041: thiếu số liệu từ 15/12 đến 14/6" },
    { "thiếu TN-2023-0041: số liệu tính đến 31/5", "THIẾU TN-2023-0041: số liệu tính đến 31/5" },
    { "trả lại TN-2023-0041: chưa có số liệu trước ngày 12/6", "TRẢ LẠI TN-2023-0041: chưa có số liệu trước ngày 12/6" },
    { "trả lại TN-2023-0041: bổ sung số liệu đến 12/6", "TRẢ LẠI TN-2023-0041: bổ sung số liệu đến 12/6" },
    { "trả lại TN-2023-0041: bổ sung số liệu trước ngày 14/6", "TRẢ LẠI TN-2023-0041: bổ sung số liệu hạn 13/06/2023" },
    { "trả lại TN-2023-0041: sai biểu 2, chậm nhất 14/6", "TRẢ LẠI TN-2023-0041: sai biểu 2 hạn 14/06/2023" },
    { "trả lại TN-2023-0041: sai biểu 2, nộp lại đến 14/6", "TRẢ LẠI TN-2023-0041: sai biểu 2 hạn 14/06/2023" },
    { "trả lại TN-2023-0041: sai biểu 2, gửi lại trong ngày 12/6", "TRẢ LẠI TN-2023-0041: sai biểu 2 hạn 12/06/2023" },
    { "thiếu TN-2023-0041: chữ ký trước 14/6", "THIẾU TN-2023-0041: chữ ký hạn 13/06/2023" },
    { "gia hạn Tam Nông 6T từ 10/6 đến 15/6: bão", "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 15/06/2023: bão" },
    { "gia hạn Tam Nông 6T từ ngày 10/6 sang 15/6: bão", "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 15/06/2023: bão" },
    { "gia hạn Tam Nông 6T từ 15/6: bão", "?GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023: bão" },

    /* accents that are written count */
    { "gia hạn Lấp Vó 6T đến 14/6: bão", "?GIA HẠN Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "gia hạn huyện Tâm Nông 6T đến 14/6: bão", "?GIA HẠN Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "gia hạn Lap vò 6T đến 14/6: bão", "GIA HẠN Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "gia hạn LAP VO 6T đến 14/6: bão", "GIA HẠN Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },

    /* numbered lines */
    { "1. đạt TN-2023-0001", "ĐẠT TN-2023-0001" },
    { "2) đạt TN-2023-0001", "ĐẠT TN-2023-0001" },
    { "1/ trả lại TN-2023-0002: thiếu dấu", "TRẢ LẠI TN-2023-0002: thiếu dấu" },
    { "a) đạt TN-2023-0001", "ĐẠT TN-2023-0001" },

    /* the whole, not the plan ("The plan") */
    { "Tình hình thế nào rồi em?", "TÌNH HÌNH" },
    { "tình hình sao rồi em", "TÌNH HÌNH" },

    /* what an order has no use for */
    { "lịch hạn Tam Nông", "?LỊCH HẠN Huyện Tam Nông" },
    { "hàng chờ Tam Nông", "?CHỜ PHÂN LOẠI Huyện Tam Nông" },
    { "danh sách điển hình huyện Tam Nông 2023", "?DANH SÁCH ĐIỂN HÌNH Huyện Tam Nông năm 2023" },
    { "nhắc tất cả trừ Tam Nông 6T", "?NHẮC Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023" },
    { "nhắc Tam Nông không nhắc Tháp Mười 6T", "?NHẮC Huyện Tam Nông, Huyện Tháp Mười, Báo cáo định kỳ 6 tháng 2023" },
    { "nhắc Tam Nông báo cáo 6 tháng, danh sách lựa chọn 2023", "?NHẮC Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023" },
    { "đầu mối Tam Nông: a@x.example, b@x.example", "?ĐẦU MỐI Huyện Tam Nông a@x.example" },
    { "đạt TN-2023-0041: tốt lắm", "?ĐẠT TN-2023-0041" },
    { "không đạt TN-2023-0041", "?không đạt TN-2023-0041" },
    { "TN-2023-0041 chưa đạt", "?TN-2023-0041 chưa đạt" },

    /* and what says nothing, as people write */
    { "Kính nhờ em đạt giúp anh TN-2023-0001 nhé", "ĐẠT TN-2023-0001" },
    { "ok TN-2023-0041 cảm ơn em", "ĐẠT TN-2023-0041" },
    { "Đồng chí cho biết huyện nào chưa gửi báo cáo 6 tháng", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023" },
    { "đôn đốc các huyện chưa nộp báo cáo 6 tháng", "NHẮC các huyện, thành phố, Báo cáo định kỳ 6 tháng 2023" },
    { "Xin vui lòng gia hạn cho huyện Tam Nông nộp báo cáo 6 tháng đến hết ngày 14/6/2023 do bão",
      "GIA HẠN Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023 đến 14/06/2023: bão" },
    { "tình hình huyện Tam Nông 6T 2023", "ĐƠN VỊ Huyện Tam Nông, Báo cáo định kỳ 6 tháng 2023" },
    { "đầu mối mới của huyện Tam Nông là a@x.example", "ĐẦU MỐI Huyện Tam Nông a@x.example" },
    { "sai tuyến TN-2023-0041, phải gửi qua huyện Tam Nông", "SAI TUYẾN TN-2023-0041 Huyện Tam Nông" },
    { "dừng nhắc các huyện", "DỪNG NHẮC các huyện, thành phố" },
};

static char *
taken(const struct command_context *context, const char *line)
{
    struct commands list = {0};
    struct buf b = {0};

    commands_parse(context, line, &list);
    for (size_t i = 0; i < list.n; i++) {
        char *said = command_say(&list.v[i]);

        buf_addf(&b, "%s%s%s", i > 0 ? "|" : "", list.v[i].problem == COMMAND_FINE ? "" : "?", said);
        free(said);
    }
    commands_free(&list);
    return buf_take(&b);
}

static void
nothing_is_dropped(void **state)
{
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        char *is = taken(&desk, lines[i].line);

        if (strcmp(is, lines[i].taken) != 0)
            print_message("«%s»\n  was taken for %s\n  and not for   %s\n", lines[i].line, is, lines[i].taken);
        wrong += strcmp(is, lines[i].taken) != 0;
        free(is);
    }
    assert_int_equal(wrong, 0);
}

/* A day without a year is the nearest that can be meant, across New Year, too. */
static void
days_cross_the_new_year(void **state)
{
    static const struct { struct date today; const char *line, *day; } cases[] = {
        { {2024, 1, 3}, "gia hạn Tam Nông năm 2023 đến 30/12: bão", "đến 30/12/2023" },
        { {2024, 1, 3}, "gia hạn Tam Nông DS 2024 đến 10/1: bão", "đến 10/01/2024" },
        { {2023, 12, 20}, "gia hạn Tam Nông DS 2024 đến 8/1: bão", "đến 08/01/2024" },
        { {2023, 12, 31}, "gia hạn Tam Nông DS 2024 đến 1/1: bão", "đến 01/01/2024" },
        { {2024, 1, 3}, "ghi nhận Tam Nông năm 2023 ngày 30/12 qua giấy", "ngày 30/12/2023" },
        { {2024, 1, 3}, "thiếu TN-2023-0001: bản ký, hạn 29/12", "hạn 29/12/2023" },
        { {2023, 12, 29}, "trả lại TN-2023-0001: bản ký, hạn 3/1", "hạn 03/01/2024" },
        { {2023, 6, 8}, "gia hạn Tam Nông DS 2024 đến 5/1: bão", "đến 05/01/2024" },
        { {2023, 6, 8}, "gia hạn Tam Nông 6T 2023 đến 15/12: bão", "đến 15/12/2023" },
        { {2023, 6, 8}, "ghi nhận Tam Nông 6T 2023 ngày 20/12 qua giấy", "ngày 20/12/2022" },
    };
    struct command_context then = desk;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *is;

        then.now = instant_of(cases[i].today, 9, 0, VIETNAM);
        is = taken(&then, cases[i].line);
        if (strstr(is, cases[i].day) == NULL)
            fail_msg("«%s» was taken for %s", cases[i].line, is);
        free(is);
    }
}

/* A25: "Tam Nông" is the district of a report that was due while it stood, the
 * commune of one that is due since; of nothing dated, who is there today. */
static void
a_name_means_who_bore_it_when_the_report_was_due(void **state)
{
    static const struct { const char *line, *unit; } cases[] = {
        { "gia hạn Tam Nông 6T 2023 đến 30/12: bão", "h-tam-nong" },
        { "gia hạn Tam Nông năm 2030 đến 30/12: bão", "x-tam-nong" },
        { "gia hạn huyện Tam Nông năm 2030 đến 30/12: bão", "h-tam-nong" },
        { "tình hình Tam Nông", "x-tam-nong" },
    };
    struct command_round later[2];
    struct command_context then = desk;

    (void)state;
    later[0] = rounds[1];
    later[1] = (struct command_round){ .report = rounds[2].report, .period = "2030", .open = true,
                                       .due = instant_of(DATE(2030, 10, 15), 0, 0, VIETNAM) };
    then.rounds = later;
    then.nrounds = 2;
    then.now = instant_of(DATE(2030, 9, 1), 9, 0, VIETNAM);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct command c;

        command_parse(&then, cases[i].line, &c);
        if (c.nunits != 1 || strcmp(c.units[0]->code, cases[i].unit) != 0)
            fail_msg("«%s» was taken for %s", cases[i].line, c.nunits == 0 ? "nobody" : c.units[0]->code);
        command_clear(&c);
    }
}

static void
ten_orders_a_line(void **state)
{
    struct commands list = {0};

    (void)state;
    commands_parse(&desk, "đạt TN-1, TN-2, TN-3, TN-4, TN-5, TN-6, TN-7, TN-8, TN-9, TN-10, TN-11, TN-12", &list);
    assert_int_equal(list.n, LIMIT_COMMANDS);
    assert_true(list.more);
    commands_free(&list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_dropped), cmocka_unit_test(days_cross_the_new_year), cmocka_unit_test(a_name_means_who_bore_it_when_the_report_was_due),
        cmocka_unit_test(ten_orders_a_line),
    };

    return cmocka_run_group_tests(tests, open_office, close_office);
}
