/* What files say of themselves by their first lines, against and beside the
 * words of the mail and the thread it answers. */
#include "match_scene.h"

#include "base/buf.h"

static struct obligation half = { .unit = (char *)"h-song-tra", .report = (char *)"HALF", .period = (char *)"2023" };

/* Lines of a workbook's first sheet, one cell a row, above a table. */
static void
as_sheet(struct attachment *a, const char *lines)
{
    struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);
    int row = 0;

    for (const char *line = lines; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        struct cell *c = ARRAY_MORE(s->cells, s->ncells);
        *c = (struct cell){ .row = ++row, .column = 1, .type = CELL_TEXT, .value = xstrndup(line, strcspn(line, "\n")) };
    }
    *ARRAY_MORE(s->cells, s->ncells) = (struct cell){ .row = ++row, .column = 1, .type = CELL_TEXT, .value = xstrdup("UBND HUYỆN MỸ LỘC") };
    *ARRAY_MORE(s->cells, s->ncells) = (struct cell){ .row = row, .column = 2, .type = CELL_NUMBER, .value = xstrdup("12") };
    free(a->text);
    a->text = NULL;
}

struct paper { const char *name, *text; };

static void
judge(const char *subject, const struct paper *files, size_t n, bool sheets, const struct known *known, struct decision *d)
{
    struct message *m = scene_mail(&(struct written){ .subject = subject, .text = "Kính gửi." });

    for (size_t i = 0; i < n && files[i].name != NULL; i++) {
        struct attachment *a = scene_file(m, files[i].name, sheets ? "xlsx" : "docx", files[i].text);
        if (sheets)
            as_sheet(a, files[i].text);
    }
    document_sort(m);
    scene_decide(m, known, d);
}

static void
the_head_of_a_file_is_evidence(void **state)
{
    static const struct { const char *subject; struct paper file; enum outcome outcome; enum reason reason; } cases[] = {
        { HALF, { "b", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO\nKết quả trồng cây 6 tháng đầu năm 2023\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF, { "b", "UBND HUYỆN PHÚ THÀNH\nBÁO CÁO\nKết quả trồng cây 6 tháng đầu năm 2023\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF, { "b", "BÁO CÁO 6 THÁNG NĂM 2023 CỦA HUYỆN PHÚ THÀNH\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nĐơn vị báo cáo: huyện Phú Thành\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\n1. Ten don vi: UBND huyen Phu Thanh\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nHuyện: Phú Thành\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nĐịa phương: Mỹ Lộc\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\na) ĐV báo cáo (ghi rõ): …. huyện Phú Thành\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nỦy ban nhân dân tỉnh giao. Huyện Phú Thành xin báo cáo như sau:\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nNội dung: giáp ranh huyện Mỹ Lộc - huyện Phú Thành.\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF OWN, { "b", "SỐ LIỆU XÃ TÂN AN\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "Đơn vị báo cáo: xã Tân An\n" }, OUTCOME_REVIEW, REASON_DOCUMENT_OTHER_UNIT },
        { HALF OWN, { "b", "SỐ LIỆU XÃ NÔNG THÔN MỚI\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF OWN, { "b", "Đơn vị báo cáo: huyện Sông Trà\nĐơn vị phối hợp: huyện Phú Thành\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nVí dụ: Đơn vị báo cáo: huyện Phú Thành\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF OWN, { "b", "BÁO CÁO 6 THÁNG NĂM 2023\nĐã phối hợp với huyện Phú Thành, huyện Mỹ Lộc tuần tra.\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF, { "b", "BÁO CÁO 6 THÁNG ĐẦU NĂM 2022\n" }, OUTCOME_REVIEW, REASON_NONE },
        { HALF, { "b", "Báo cáo quý II năm 2023\n" }, OUTCOME_REVIEW, REASON_NONE },
        { HALF, { "b", "BÁO CÁO NĂM 2023\n" }, OUTCOME_REVIEW, REASON_NONE },
        { HALF, { "b", "KẾ HOẠCH\nTrồng cây xanh ven đường năm 2023\n" }, OUTCOME_REVIEW, REASON_NONE },
        { HALF, { "b", "BÁO CÁO\nTrồng cây xanh ven đường theo Kế hoạch\n" }, OUTCOME_FILED, REASON_NONE },
        { HALF, { "b", "Kính gửi Sở\nHuyện báo cáo như sau, theo báo cáo năm 2022 đã gửi.\n" }, OUTCOME_FILED, REASON_NONE },
    };
    const struct known plain = scene_june();
    struct known thread = plain;

    (void)state;
    thread.thread = &half;
    for (size_t i = 0; i < ARRAY_LEN(cases) * 4; i++) {
        size_t k = i / 4;
        bool answers = i & 2;
        struct decision d;

        judge(answers ? "Re: [CAYXANH] Nhắc" : cases[k].subject, &cases[k].file, 1, i & 1, answers ? &thread : &plain, &d);
        if (d.outcome != cases[k].outcome && !(answers && strstr(cases[k].file.text, "2022\n") != NULL))
            fail_msg("%zu, %s, %s: %s, %s", k, i & 1 ? "sheet" : "text", answers ? "thread" : "subject", outcome_names[d.outcome], reason_words[d.reason].code);
        if (!answers && cases[k].reason != REASON_NONE)
            assert_int_equal(d.reason, cases[k].reason);
        decision_clear(&d);
    }
}

/* A3: each in its own file, whichever the subject or the thread names; once. */
/* What came in an archive speaks for it, and the archive's name for what came in it; a draft beside
 * the report is left. */
static void
a_draft_may_come_in_an_archive_or_beside(void **state)
{
    static const struct { const char *names[3]; bool packed; enum outcome outcome; size_t read; } cases[] = {
        { { "bc.zip", "Du thao bc.docx" }, true, OUTCOME_REVIEW, 1 }, { { "Du thao.zip", "bc.docx" }, true, OUTCOME_REVIEW, 1 },
        { { "bc.zip", "bc.docx" }, true, OUTCOME_FILED, 1 }, { { "bc.zip", "bc.docx", "bc (du thao).docx" }, true, OUTCOME_FILED, 1 },
        { { "bc.docx", "bc (du thao).docx" }, false, OUTCOME_FILED, 1 }, { { "bc.docx", "phu luc.docx" }, false, OUTCOME_FILED, 2 },
    };
    const struct known known = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct message *m = scene_mail(&(struct written){ .subject = HALF, .text = "Kính gửi." });
        struct decision d;

        for (size_t k = 0; k < 3 && cases[i].names[k] != NULL; k++) {
            bool archive = cases[i].packed && k == 0;
            struct attachment *a = scene_file(m, cases[i].names[k], archive ? "zip" : "docx", "BÁO CÁO\n6 tháng năm 2023\n");

            a->inside = cases[i].packed && !archive ? 0 : -1;
        }
        document_sort(m);
        scene_decide(m, &known, &d);
        if (d.outcome != cases[i].outcome || d.nitems != 1)
            fail_msg("%s %s: %s", cases[i].names[0], cases[i].names[1], outcome_names[d.outcome]);
        if (d.outcome == OUTCOME_FILED && !cases[i].packed)
            assert_int_equal(d.items[0].nfiles, cases[i].read);
        decision_clear(&d);
    }
}

static void
a_report_beside_the_named_one_is_filed(void **state)
{
    static const struct paper both[] = { { "1", "BÁO CÁO\n6 tháng năm 2023\n" }, { "2", "BÁO CÁO NĂM 2022\n" } };
    static const char *const subjects[] = { HALF, "Báo cáo năm 2022", "Re: [CAYXANH] Nhắc" };
    static struct obligation year = { .unit = (char *)"h-song-tra", .report = (char *)"YEAR", .period = (char *)"2022" };
    struct known known = { .received = JUNE - 100 * DAY, .office = &office, .rounds = rounds, .nrounds = nrounds };

    (void)state;
    for (size_t i = 0; i < 2 * ARRAY_LEN(subjects); i++) {
        bool before = i >= ARRAY_LEN(subjects);
        struct decision d;

        known.thread = i % 3 == 2 ? &half : NULL;
        known.answered = &year;
        known.nanswered = before;
        judge(subjects[i % 3], both, 2, false, &known, &d);
        if (d.outcome != OUTCOME_FILED)
            fail_msg("%zu: %s", i, reason_words[d.reason].code);
        assert_int_equal(d.nitems, before && i % 3 != 1 ? 1 : 2);
        assert_true(d.flagged);
        decision_clear(&d);
    }
}

/* A dispatch that asks for time is none, whatever the subject; words may take a file back at once. */
static void
not_every_file_is_the_report(void **state)
{
    static const struct { const char *subject, *text; struct paper file; enum outcome outcome; enum reason reason; } cases[] = {
        { HALF, "Kính gửi.", { "9-CV", "UBND HUYỆN SÔNG TRÀ\nV/v xin gia hạn nộp báo cáo 6 tháng\nKính gửi Sở\n" }, OUTCOME_NOTE, REASON_EXTENSION },
        { "Gửi công văn", "Kính gửi.", { "CV xin gia han bao cao 6 thang", "" }, OUTCOME_NOTE, REASON_EXTENSION },
        { HALF, "Đây là báo cáo của năm 2022, Phòng lưu hồ sơ giúp.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "File này là báo cáo tháng 5, báo cáo 6 tháng em gửi sau.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Em đính kèm biên bản họp, báo cáo gửi sau ạ.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Kèm theo là quyết định kiện toàn BCĐ, còn báo cáo 6 tháng tuần sau em gửi.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Kèm theo quyết định, huyện sẽ gửi báo cáo sau.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Kèm theo quyết định kiện toàn BCĐ, huyện gửi báo cáo 6 tháng.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "kem quyet dinh, bien ban hop, huyen gui bao cao", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi báo cáo, số liệu do Hạt Kiểm lâm cung cấp.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Gửi báo cáo, đề nghị Phòng cung cấp bản đồ.", { "b", "" }, OUTCOME_FILED, REASON_ASKS_BESIDE },
        { HALF, "Đơn vị đã gửi dự thảo xin ý kiến, nay gửi bản chính thức.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Đơn vị đã gửi dự thảo xin ý kiến, bản chính thức gửi sau.", { "b", "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { HALF, "Huyện Phú Thành cũng trồng loại cây này.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Nếu Phòng đã nhận qua trục liên thông thì bỏ qua thư này.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Báo cáo có sai số liệu, Phòng bỏ qua thư này.", { "b", "" }, OUTCOME_REVIEW, REASON_RECALL },
        { HALF, "Em gửi báo cáo, xin hỏi thăm sức khỏe anh chị.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Huyện Phú Thành có mời Phòng dự hội nghị.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Em đang đi công tác ở huyện Phú Thành.", { "b", "" }, OUTCOME_FILED, REASON_CERTAIN },
        { HALF, "Huyện Phú Thành gửi báo cáo.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_OTHER_UNIT },
        { HALF, "Kính gửi.", { "BC thang 6", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi.", { "BC thang 5", "" }, OUTCOME_REVIEW, REASON_OUTSIDE },
        { HALF, "Kính gửi.", { "BC theo mau 2021", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi.", { "BC that", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi.", { "BC đúng (bản chuẩn)", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi.", { "IMG_20230605_0001", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi.", { "BC thuế", "" }, OUTCOME_REVIEW, REASON_FOREIGN },
        { HALF, "Đây là file mẫu trống, em gửi lại để anh kiểm tra.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Gửi anh báo cáo cũ để xem.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Gửi lại báo cáo 6 tháng cuối năm 2022 theo yêu cầu.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Gửi Phòng phụ lục, báo cáo chính em đã gửi đường công văn.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Báo cáo này gửi cho Sở Nội vụ, em cc Phòng để biết.", { "b", "" }, OUTCOME_REVIEW, REASON_ABOUT_OTHERS },
        { HALF, "Nhờ Phòng chuyển giúp báo cáo này đến PC06.", { "b", "" }, OUTCOME_REVIEW, REASON_ABOUT_OTHERS },
        { HALF, "Báo cáo 6 tháng của Huyện đoàn.", { "b", "" }, OUTCOME_REVIEW, REASON_ABOUT_OTHERS },
        { HALF, "Kính chuyển Phòng báo cáo của Hội nông dân.", { "b", "" }, OUTCOME_REVIEW, REASON_ABOUT_OTHERS },
        { HALF, "Gửi giùm báo cáo của Hội nông dân.", { "b", "" }, OUTCOME_REVIEW, REASON_ABOUT_OTHERS },
        { HALF, "Báo cáo của Hội nông dân em gửi kèm.", { "b", "" }, OUTCOME_REVIEW, REASON_ABOUT_OTHERS },
        { HALF, "Gửi báo cáo 6 tháng. Báo cáo của Hội nông dân đã gửi theo ngành dọc.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo của Công an xã, Hội nông dân gửi ngành dọc rồi.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo 6 tháng của Huyện đoàn gửi Tỉnh đoàn, không gửi qua đây.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo có lấy số liệu theo báo cáo của Hội nông dân.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "File này là báo cáo quý I.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Báo cáo này là của năm 2022.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Báo cáo 6 tháng em gửi sau.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Báo cáo tháng 5 xã đã gửi, nay gửi 6 tháng.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Xã đã gửi báo cáo tháng 5, nay gửi 6 tháng.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "bc quy 1 nop roi nghen, day la bc 6 thang", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi báo cáo 6 tháng, báo cáo năm 2022 đã gửi trước đây.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo có số liệu năm 2022 để so sánh.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo 6 tháng theo mẫu năm 2022.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo quý III em gửi sau.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi trước báo cáo. Em sẽ gửi phụ lục sau khi lãnh đạo duyệt.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi báo cáo. Kế hoạch 6 tháng cuối năm đơn vị sẽ gửi sau.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi báo cáo 6 tháng; số liệu so với cùng kỳ năm 2022 tăng 5%.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi Phòng báo cáo 6 tháng năm 2023 (từ 15/11/2022 đến 14/5/2023).", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo bản giấy gửi sau.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi Phòng báo cáo của Ban Chỉ đạo do Công an huyện tham mưu.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo gửi sau hạn vì mất điện.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi biên bản và báo cáo.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Kính gửi báo cáo, có thay đổi người ký do Trưởng ban nghỉ hưu.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Đơn vị đã chỉnh sửa theo góp ý của Phòng tại bản dự thảo lần 1.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Phòng đừng tính báo cáo này nhé.", { "b", "" }, OUTCOME_REVIEW, REASON_RECALL },
        { HALF, "Em gửi nhầm hộp thư.", { "b", "" }, OUTCOME_REVIEW, REASON_RECALL },
        { HALF, "Gửi lại vì hôm qua em gửi nhầm.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Số liệu không tính các xã mới.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Gửi báo cáo năm ngoái để phòng tham khảo.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_AND_FILE },
        { HALF, "Bản này chưa được lãnh đạo phê duyệt.", { "b", "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { HALF, "ban nay chua duoc phe duyet, em gui tam", { "b", "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { HALF, "Báo cáo đang trình ký.", { "b", "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { HALF, "Còn chờ chủ tịch huyện ký.", { "b", "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { HALF, "Kế hoạch trồng cây chưa được tỉnh phê duyệt nên chưa trồng.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo chưa có số liệu kỳ trước.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Số liệu chưa khớp, phòng tạm nhận giúp.", { "b", "" }, OUTCOME_REVIEW, REASON_DRAFT },
        { HALF, "Huyện Phú Thành nhờ huyện Sông Trà gửi giùm báo cáo.", { "b", "" }, OUTCOME_REVIEW, REASON_TEXT_OTHER_UNIT },
        { "Re: [CAYXANH] Nhắc", "Huyện Phú Thành nhờ em gửi giùm báo cáo.", { "scan.pdf", "" }, OUTCOME_REVIEW, REASON_TEXT_OTHER_UNIT },
        { HALF, "Huyện Sông Trà phối hợp huyện Phú Thành trồng cây.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
        { HALF, "Báo cáo đã được lãnh đạo ký duyệt.", { "b", "" }, OUTCOME_FILED, REASON_NONE },
    };
    struct known known = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        known.thread = strncmp(cases[i].subject, "Re:", 3) == 0 ? &half : NULL;
        struct message *m = scene_mail(&(struct written){ .subject = cases[i].subject, .text = cases[i].text });
        struct decision d;

        scene_file(m, cases[i].file.name, "docx", cases[i].file.text);
        document_sort(m);
        scene_decide(m, &known, &d);
        if (d.outcome != cases[i].outcome || (cases[i].reason != REASON_NONE && d.reason != cases[i].reason))
            fail_msg("%zu: %s, %s", i, outcome_names[d.outcome], reason_words[d.reason].code);
        decision_clear(&d);
    }
}

/* The request's own words are no foreign matter, and name it: of this unit, in this mail. */
static void
what_was_asked_for_is_not_foreign(void **state)
{
    static struct obligation asked[] = {
        { .unit = (char *)"h-song-tra", .report = (char *)"ASKED", .period = (char *)"DX:1" },
        { .unit = (char *)"h-song-tra", .report = (char *)"ASKED", .period = (char *)"DX:2" },
        { .unit = (char *)"h-phu-thanh", .report = (char *)"ASKED", .period = (char *)"DX:3" },
        { .unit = (char *)"h-song-tra", .report = (char *)"ASKED", .period = (char *)"DX:4" },
    };
    static const struct { const char *subject; struct paper file; const char *period; } cases[] = {
        { "Báo cáo về bình đẳng giới", { "b.pdf", "" }, "DX:1" },
        { "Báo cáo đột xuất theo công văn số 77", { "b.pdf", "" }, "DX:1" },
        { "Gửi Sở", { "b", "BÁO CÁO\nCông tác bình đẳng giới\n" }, "DX:1" },
        { "bao cao dot xuat vu sat lo bo song", { "b.pdf", "" }, "DX:2" },
        { "Re: [CAYXANH] Yêu cầu", { "b", "BÁO CÁO\nTình hình vụ sạt lở\n" }, "DX:2" },
        { "Báo cáo tình hình an ninh dịp 2/9", { "b", "BÁO CÁO\nTình hình an ninh dịp lễ Quốc khánh 2/9\n" }, "DX:4" },
        { "Trả lời yêu cầu báo cáo sạt lở", { "b", "HUYỆN SÔNG TRÀ\nBÁO CÁO\nVụ sạt lở bờ sông\n" }, "DX:2" },
        { "Phúc đáp yêu cầu của Sở", { "b", "BÁO CÁO\nVề vụ sạt lở bờ sông\n" }, "DX:2" },
        { "Báo cáo sạt lở", { "b", "BÁO CÁO\nVụ sạt lở bờ sông\n" }, "DX:2" },
        { "Phản hồi công văn 77", { "b", "BÁO CÁO\nCông tác bình đẳng giới\n" }, "DX:1" },
        { "Trả lời yêu cầu báo cáo", { "b", "BÁO CÁO\nTình hình cháy rừng phòng hộ\n" }, NULL },
        { "Trả lời yêu cầu báo cáo cháy rừng", { "b.pdf", "" }, NULL },
        { "Báo cáo về hòa giải cơ sở", { "b.pdf", "" }, NULL },           /* asked of another unit */
        { HALF " về bình đẳng giới", { "b.pdf", "" }, NULL },
    };
    struct strings titles = {0};
    struct known known = { .received = JUNE, .office = &office, .rounds = rounds, .nrounds = nrounds, .requests = asked, .nrequests = 4, .titles = &titles };

    (void)state;
    strings_add(&titles, "Báo cáo công tác bình đẳng giới theo công văn số 77");
    strings_add(&titles, "Báo cáo vụ sạt lở bờ sông");
    strings_add(&titles, "Báo cáo hòa giải cơ sở");
    strings_add(&titles, "Tình hình an ninh dịp 2/9");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decision d;

        known.thread = strncmp(cases[i].subject, "Re:", 3) == 0 ? &asked[1] : NULL;
        judge(cases[i].subject, &cases[i].file, 1, false, &known, &d);
        if ((d.outcome == OUTCOME_FILED) != (cases[i].period != NULL))
            fail_msg("%s: %s", cases[i].subject, reason_words[d.reason].code);
        if (cases[i].period != NULL)
            assert_string_equal(d.items[0].period, cases[i].period);
        decision_clear(&d);
    }
    strings_free(&titles);
}

/* A paper that is titled as a request answers that one, whatever stands above it; not another one in silence. */
static void
a_title_names_the_request(void **state)
{
    static struct obligation asked[] = {
        { .unit = (char *)"h-song-tra", .report = (char *)"ASKED", .period = (char *)"DX:1" },
        { .unit = (char *)"h-song-tra", .report = (char *)"ASKED", .period = (char *)"DX:2" },
        { .unit = (char *)"h-song-tra", .report = (char *)"ASKED", .period = (char *)"DX:3" },
    };
    static const struct paper cameras = { "b", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO\nRà soát camera ven đường\n" },
                              flood = { "c", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO\nTình hình thiệt hại do lũ trên địa bàn\n" },
                              storm = { "d", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO\nThiệt hại do bão\n" },
                              scan = { "e.pdf", "" },
                              half_report = { "b", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\n" };
    static const struct { const char *subject; struct paper files[2]; const char *answers, *wanting; } cases[] = {
        { "Báo cáo rà soát camera ven đường", { flood }, "", NULL },
        { "Báo cáo camera", { flood }, "", NULL },
        { "Báo cáo thiệt hại do lũ", { storm }, "", NULL },
        { "Báo cáo rà soát camera ven đường", { { "c", "BÁO CÁO\nCông tác hòa giải\n" } }, "", NULL },
        { "Báo cáo rà soát camera ven đường", { { "c", "BÁO CÁO\nRà soát hệ thống camera ven đường\n" } }, "DX:1", NULL },
        { "Báo cáo đột xuất", { flood }, "DX:2", NULL },
        { "Gửi Sở", { cameras }, "DX:1", NULL },
        { "Báo cáo đột xuất", { cameras, flood }, "DX:1 DX:2", NULL },
        { "Báo cáo rà soát camera ven đường và thiệt hại do lũ", { cameras, flood }, "DX:1 DX:2", NULL },
        { "Báo cáo rà soát camera ven đường và thiệt hại do lũ", { cameras, scan }, "DX:1 DX:2", NULL },
        { "Báo cáo rà soát camera ven đường và thiệt hại do lũ", { flood }, "DX:2", "Báo cáo rà soát camera ven đường" },
        { "Báo cáo rà soát camera ven đường và thiệt hại do lũ", { scan }, "", NULL },
        { HALF, { half_report, cameras }, "2023 DX:1", NULL },
        { HALF " và báo cáo rà soát camera", { half_report }, "2023", "Báo cáo rà soát camera ven đường" },
        { HALF " và báo cáo rà soát camera", { half_report, cameras }, "2023 DX:1", NULL },
        { "Báo cáo đột xuất", { { "c", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO\nTình hình an ninh dịp 30/4\n" } }, "", NULL },
        { "Báo cáo đột xuất", { { "c", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO\nTình hình an ninh trật tự dịp Quốc khánh\n" } }, "DX:3", NULL },
    };
    struct strings titles = {0};
    struct known known = { .received = JUNE, .office = &office, .rounds = rounds, .nrounds = nrounds, .requests = asked, .nrequests = 3, .titles = &titles };

    (void)state;
    strings_add(&titles, "Báo cáo rà soát camera ven đường");
    strings_add(&titles, "Báo cáo thiệt hại do lũ");
    strings_add(&titles, "Tình hình an ninh dịp 2/9");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct finding *f = NULL;
        struct buf answers = {0};
        struct decision d;

        judge(cases[i].subject, cases[i].files, 2, false, &known, &d);
        for (size_t k = 0; k < d.nitems && d.outcome == OUTCOME_FILED; k++) {
            buf_addf(&answers, "%s%s", k > 0 ? " " : "", d.items[k].period);
            f = f != NULL ? f : findings_get(&d.items[k].findings, "not-among");
        }
        if (strcmp(buf_text(&answers), cases[i].answers) != 0 || (f != NULL) != (cases[i].wanting != NULL))
            fail_msg("%zu: %s, %s", i, buf_text(&answers), reason_words[d.reason].code);
        if (f != NULL)
            assert_non_null(strstr(f->text, cases[i].wanting));
        buf_free(&answers);
        decision_clear(&d);
    }
    strings_free(&titles);
}

/* What comes beside a report and is none is said to count for nothing, and shown to an officer. */
static void
no_file_is_lost_in_silence(void **state)
{
    static const struct paper report = { "b", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\n" };
    static const struct { const char *subject; struct paper beside; bool told; } cases[] = {
        { HALF, { "c", "UBND HUYỆN SÔNG TRÀ\nGIẤY MỜI\nDự hội nghị năm 2023\n" }, true },
        { HALF, { "c", "UBND HUYỆN SÔNG TRÀ\nKẾ HOẠCH\nPhòng, chống đuối nước năm 2023\n" }, true },
        { HALF, { "Bao cao thang 5.pdf", "" }, true },
        { HALF " và quyết định khen thưởng", { "c", "QUYẾT ĐỊNH\nVề việc khen thưởng năm 2023\n" }, true },
        { HALF, { "Phu luc 1", "PHỤ LỤC\nSố liệu\n" }, false },
        { HALF, { "c", "UBND HUYỆN SÔNG TRÀ\nPHIẾU GỬI\nGửi kèm báo cáo\n" }, false },
        { HALF, { "2.pdf", "" }, false },
    };
    const struct known plain = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct paper both[] = { report, cases[i].beside };
        struct decision d;

        judge(cases[i].subject, both, 2, false, &plain, &d);
        if (d.outcome != OUTCOME_FILED || d.nitems != 1)
            fail_msg("%zu: %s, %s", i, outcome_names[d.outcome], reason_words[d.reason].code);
        if ((findings_get(&d.items[0].findings, "beside") != NULL) != cases[i].told || (cases[i].told && !d.flagged))
            fail_msg("%zu: told %d", i, !cases[i].told);
        decision_clear(&d);
    }
}

/* Last year's, to be compared with, and the communes' own are kept; a name that was kept from last year says little. */
static void
the_rounds_own_paper_is_the_report(void **state)
{
#define NEW "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\nTrồng cây\n"
#define OLD "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2022\nTrồng cây\n"
#define COMMUNE "UBND XÃ PHÚ AN\nBÁO CÁO 6 THÁNG NĂM 2023\nTrồng cây\n"
    static const struct { const char *subject; struct paper files[2]; enum outcome outcome; const char *beside; bool flagged; } cases[] = {
        { HALF, { { "a", NEW }, { "b", OLD } }, OUTCOME_FILED, "b", false },
        { HALF, { { "BC 2022", OLD }, { "BC 2023", NEW } }, OUTCOME_FILED, "BC 2022", false },
        { HALF, { { "a", NEW }, { "BC 6 thang 2022.pdf", "" } }, OUTCOME_FILED, "BC 6 thang 2022.pdf", false },
        { "Báo cáo 6 tháng", { { "a", NEW }, { "b", OLD } }, OUTCOME_FILED, "b", true },
        { HALF, { { "BC_2022_sua", NEW } }, OUTCOME_FILED, NULL, false },
        { HALF, { { "BC 6 thang 2022", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG\n\nSố liệu: năm 2023 huyện đã trồng 12 cây.\n" } }, OUTCOME_FILED, NULL, false },
        { HALF, { { "b", COMMUNE }, { "a", NEW } }, OUTCOME_FILED, "b", false },
        { HALF, { { "UBND xa Phu An.pdf", "" }, { "a", NEW } }, OUTCOME_FILED, "UBND xa Phu An.pdf", false },
        { HALF, { { "BC 6 thang 2022.pdf", "" } }, OUTCOME_REVIEW, NULL, false },
        { HALF, { { "b", OLD } }, OUTCOME_REVIEW, NULL, false },
        { HALF, { { "b", COMMUNE } }, OUTCOME_REVIEW, NULL, false },
        { HALF, { { "a", NEW }, { "Phu luc 2022", "PHỤ LỤC\nSố liệu năm 2022\n" } }, OUTCOME_FILED, NULL, false },
        { "Báo cáo 6 tháng năm 2022 và 6 tháng năm 2023", { { "a", NEW }, { "b", OLD } }, OUTCOME_REVIEW, NULL, false },
    };
    const struct known plain = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decision d;

        judge(cases[i].subject, cases[i].files, ARRAY_LEN(cases[i].files), false, &plain, &d);
        if (d.outcome != cases[i].outcome)
            fail_msg("%zu: %s, %s", i, outcome_names[d.outcome], reason_words[d.reason].code);
        if (d.outcome == OUTCOME_FILED) {
            const struct finding *beside = findings_get(&d.items[0].findings, "beside");
            const char *name = beside != NULL ? beside->place : "";

            if (d.nitems != 1 || d.flagged != cases[i].flagged || strcmp(name, cases[i].beside != NULL ? cases[i].beside : "") != 0)
                fail_msg("%zu: %zu items, beside %s, flagged %d", i, d.nitems, name, d.flagged);
        }
        decision_clear(&d);
    }
#undef NEW
#undef OLD
#undef COMMUNE
}

/* A report that the subject names and no file is stays open: it is asked for, or the mail waits. */
static void
a_named_report_without_a_file_is_asked_for(void **state)
{
    static const char subject[] = "Báo cáo 6 tháng năm 2023 và báo cáo năm 2022";
    static const struct paper half_report = { "b", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\n" },
                              decision = { "c", "UBND HUYỆN SÔNG TRÀ\nQUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo\n" };
    static const struct { struct paper files[2]; size_t items; enum reason reason; } cases[] = {
        { { half_report, decision }, 1, REASON_CERTAIN },
        { { half_report, { "Phu luc 1", "PHỤ LỤC\nSố liệu\n" } }, 1, REASON_CERTAIN },
        { { half_report, { "b.pdf", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\n" } }, 1, REASON_CERTAIN },
        { { half_report, { "c", "UBND HUYỆN SÔNG TRÀ\nKẾ HOẠCH\nTrồng cây xanh ven đường năm 2023\n" } }, 1, REASON_CERTAIN },
        { { half_report, { "c", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO NĂM 2022\n" } }, 2, REASON_CERTAIN },
        { { half_report, { "2", "Số liệu trồng cây\n" } }, 2, REASON_CERTAIN },
        { { { "1", "Số liệu trồng cây\n" } }, 2, REASON_CERTAIN },
        { { half_report }, 2, REASON_FILES_MISSING },
        { { decision }, 2, REASON_FILES_MISSING },
        { { decision, { "3", "UBND HUYỆN SÔNG TRÀ\nGIẤY MỜI\nDự hội nghị\n" } }, 2, REASON_FILES_MISSING },
    };
    const struct known plain = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decision d;

        judge(subject, cases[i].files, 2, false, &plain, &d);
        if (d.nitems != cases[i].items || d.reason != cases[i].reason)
            fail_msg("%zu: %zu, %s, %s", i, d.nitems, outcome_names[d.outcome], reason_words[d.reason].code);
        if ((findings_get(&d.items[0].findings, "not-among") != NULL) != (cases[i].items == 1))
            fail_msg("%zu: asked for %d", i, cases[i].items != 1);
        decision_clear(&d);
    }
}

/* The same of one that the letter alone names, if it says that it sends both. */
static void
a_report_told_beside_another_is_asked_for(void **state)
{
    static const struct { const char *text; bool told; } cases[] = {
        { "Huyện gửi báo cáo 6 tháng và báo cáo năm 2022.", true },
        { "Em nộp báo cáo năm 2022, báo cáo 6 tháng nha chị", true },
        { "huyen gui bao cao 6 thang nam 2023 kem bao cao nam 2022", true },
        { "Huyện gửi báo cáo 6 tháng. Báo cáo năm đã gửi hôm qua.", false },
        { "Huyện gửi báo cáo 6 tháng; báo cáo năm mai huyện gửi.", false },
        { "Huyện gửi báo cáo 6 tháng, số liệu khớp với báo cáo năm 2022.", false },
        { "Huyện gửi báo cáo 6 tháng.", false },
    };
    const struct known plain = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct message *m = scene_mail(&(struct written){ .subject = HALF, .text = cases[i].text });
        struct decision d;

        scene_file(m, "b", "docx", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\n");
        document_sort(m);
        scene_decide(m, &plain, &d);
        if (d.outcome != OUTCOME_FILED || d.nitems != 1 ||
            (findings_get(&d.items[0].findings, "not-among") != NULL) != cases[i].told || (cases[i].told && !d.flagged))
            fail_msg("%zu: %s", i, reason_words[d.reason].code);
        decision_clear(&d);
    }
}

/* What only says that a report comes with it answers nothing; beside the report it says nothing. */
static void
a_covering_letter_is_no_report(void **state)
{
    static const struct paper letter = { "CV.docx", "UBND HUYỆN SÔNG TRÀ\nV/v báo cáo 6 tháng năm 2023\nKính gửi: Sở\n"
                                                    "Huyện gửi kèm Báo cáo số 45/BC-UBND. Trân trọng.\n" },
                              report = { "b", "UBND HUYỆN SÔNG TRÀ\nBÁO CÁO 6 THÁNG NĂM 2023\n" };
    static const struct { struct paper files[2]; bool told; } cases[] = {
        { { letter }, true },
        { { { "Phieu gui.pdf", "" } }, true },
        { { { "b", "Kính gửi: Sở\nHuyện Sông Trà báo cáo 6 tháng (có báo cáo kèm theo).\n" } }, true },
        { { { "b", "Kính gửi: Sở\nHuyện Sông Trà báo cáo 6 tháng như sau: đã trồng 12 cây (có báo cáo kèm theo).\n" } }, false },
        { { { "b", "Kính gửi: Sở\n6 tháng qua huyện Sông Trà trồng 12 cây (có biểu kèm theo báo cáo).\n" } }, false },
        { { letter, report }, false },
        { { letter, { "2.pdf", "" } }, false },
        { { letter, { "Phu luc.pdf", "" } }, true },
        { { letter, { "02. Phu bieu", "PHỤ BIỂU\nSố cây: 12\n" } }, true },
        { { { "b", "Phụ lục: số cây\n" }, letter }, true },
        { { letter, { "Bieu so lieu", "STT Nội dung\n1 Cây 12\n" } }, false },     /* of what has no form it may be all */
        { { letter, { "Bieu bao cao.pdf", "" } }, false },
        { { letter, { "Bieu BC 6 thang nam 2023.pdf", "" } }, false },
    };
    const struct known plain = scene_june();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decision d;

        judge(HALF, cases[i].files, 2, false, &plain, &d);
        if (d.outcome != OUTCOME_FILED || d.nitems != 1)
            fail_msg("%zu: %s, %s", i, outcome_names[d.outcome], reason_words[d.reason].code);
        if ((findings_get(&d.items[0].findings, "no-attachment") != NULL) != cases[i].told)
            fail_msg("%zu: told %d", i, !cases[i].told);
        decision_clear(&d);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_of_a_file_is_evidence),
        cmocka_unit_test(a_draft_may_come_in_an_archive_or_beside),
        cmocka_unit_test(a_report_beside_the_named_one_is_filed),
        cmocka_unit_test(not_every_file_is_the_report), cmocka_unit_test(what_was_asked_for_is_not_foreign),
        cmocka_unit_test(a_title_names_the_request),
        cmocka_unit_test(no_file_is_lost_in_silence), cmocka_unit_test(the_rounds_own_paper_is_the_report),
        cmocka_unit_test(a_report_told_beside_another_is_asked_for), cmocka_unit_test(a_named_report_without_a_file_is_asked_for),
        cmocka_unit_test(a_covering_letter_is_no_report),
    };

    return cmocka_run_group_tests(tests, scene_rounds, scene_done);
}
