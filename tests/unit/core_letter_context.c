/* The letters as the sample office sends them: every template in both
 * languages, checked against the documented keys, rendered and composed. With
 * LETTERS_OUT=folder the mails are left there for tests/e2e/test_letter.py. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/file.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "core/letter/context.h"
#include "core/letter/letter.h"

#define LETTERS "etc/letters"
#define OFFSET  25200

static struct unit units[] = {
    { .code = "h-thap-muoi", .name = "huyện Tháp Mười", .short_name = "Huyện Tháp Mười",
      .holder = "Ban Chỉ đạo 138 huyện Tháp Mười", .quota = "01 doanh nghiệp", .quota_period = "2023", .tracked = true },
    { .code = "tp-cao-lanh", .name = "thành phố Cao Lãnh", .short_name = "TP Cao Lãnh",
      .holder = "Ban Chỉ đạo 138 thành phố Cao Lãnh", .tracked = true },
};
static struct report reports[] = {
    { .code = "HALF_YEAR", .name = "Báo cáo định kỳ 6 tháng", .name_en = "Half-year report" },
    { .code = "SELECT_LIST", .name = "Danh sách lựa chọn, xây dựng điển hình", .name_en = "Selection list" },
};
static struct plan plan = {
    .code = "sample", .subject_tag = "BVANTQ", .units = units, .nunits = 2, .reports = reports, .nreports = 2,
    .title = "Kế hoạch năm 2023 của Ban Chỉ đạo 138/ĐP Tỉnh về xây dựng xã, phường, thị trấn, cơ quan, doanh nghiệp, "
             "cơ sở giáo dục điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc",
};
static struct office_settings office = {
    .name = "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc, Công an tỉnh Đồng Tháp (Cơ quan Thường trực Ban Chỉ đạo "
            "138/ĐP Tỉnh)",
    .address = "baocao@pv05.example", .contact = "đồng chí Nguyễn Văn A", .phone = "0277 3851 000",
    .utc_offset = OFFSET, .secret = "key",
};

static instant
at(int month, int day, int hour, int minute)
{
    return instant_of((struct date){ 2023, month, day }, hour, minute, OFFSET);
}

/* ---- templates ----------------------------------------------------------------- */

static char *
template_text(const char *language, const char *name)
{
    char *path = xasprintf(LETTERS "/%s/%s.txt", language, name), *cause = NULL;
    char *text = file_read(path, 1 << 16, NULL, &cause);

    free(cause);
    free(path);
    return text;
}

static const char *
partial(const char *name, void *language)
{
    static struct { char *key, *text; } kept[64];
    char *key = xasprintf("%s/%s", (const char *)language, name);
    size_t i = 0;

    for (; i < 63 && kept[i].key != NULL; i++)
        if (strcmp(kept[i].key, key) == 0) {
            free(key);
            return kept[i].text;
        }
    kept[i].key = key;
    kept[i].text = template_text(language, name);
    return kept[i].text;
}

static struct letter_template *
template(const char *language, const char *name)
{
    char *text = template_text(language, name), *cause = NULL;
    struct letter_template *t;

    assert_non_null(text);
    t = letter_template_parse(name, text, partial, (void *)language, &cause);
    if (t == NULL || !letter_template_check(t, letter_context_keys, letter_context_nkeys, &cause))
        fail_msg("%s: %s", language, cause);
    free(text);
    return t;
}

static size_t
files_of(const char *language)
{
    char *path = xasprintf(LETTERS "/%s", language);
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, NULL, alphasort), count = 0;

    for (int i = 0; i < n; i++) {
        count += strstr(entries[i]->d_name, ".txt") != NULL;
        free(entries[i]);
    }
    free(entries);
    free(path);
    return (size_t)count;
}

static void
both_languages_have_every_letter_and_no_unknown_key(void **state)
{
    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++) {
        letter_template_free(template("vi", letter_names[i]));
        letter_template_free(template("en", letter_names[i]));
    }
    assert_int_equal(files_of("vi"), files_of("en"));
}

/* ---- the facts of the samples ------------------------------------------------------ */

static struct attachment files[] = {
    { .name = "31-BC-BCĐ138 báo cáo 6 tháng.xlsx", .type = "xlsx", .size = 86016, .inside = -1,
      .sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    { .name = "31-BC-BCD138.pdf", .type = "pdf", .size = 1258291, .inside = -1,
      .sha256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae" },
};
static struct item items[2];
static struct obligation obligations[3];
static struct letter_unit rows[3];
static struct strings lines, candidates;

static void
set_up_items(void)
{
    items[0] = (struct item){ .unit = &units[0], .report = &reports[0], .period = "2023", .due = at(6, 10, 0, 0),
                              .has_due = true, .on_time = true };
    items[1] = (struct item){ .unit = &units[0], .report = &reports[1], .period = "2023", .due = at(4, 10, 0, 0),
                              .has_due = true, .days_late = 61 };
    if (items[0].findings.n == 0 && files[1].flags.n == 0)
        strings_add(&files[1].flags, "pdf-signature");
}

static void
add_findings(void)
{
    findings_add(&items[0].findings, SEVERITY_ERROR, "type", "Biểu 1!D12",
                 xstrdup("«Số cuộc tuyên truyền» phải là số nguyên, đang ghi «nhiều»."),
                 xstrdup("“Campaigns” must be a whole number, it says “nhiều”."));
    findings_add(&items[0].findings, SEVERITY_ERROR, "required", "Biểu 1!D4", xstrdup("«Số liệu tính đến ngày» còn trống."),
                 xstrdup("“Figures as of” is empty."));
    findings_add(&items[0].findings, SEVERITY_WARNING, "sum", "Biểu 1!D30",
                 xstrdup("Số mô hình đang duy trì khác kỳ trước cộng mới trừ chấm dứt."),
                 xstrdup("Models kept differ from the last period plus new minus ended."));
}

static void
set_up_units(void)
{
    for (size_t i = 0; i < 3; i++) {
        obligations[i] = (struct obligation){ .state = i == 0 ? STATE_RECEIVED : STATE_OPEN, .due = at(6, 10, 0, 0),
                                              .first_received = i == 0 ? at(6, 7, 9, 30) : INSTANT_NONE,
                                              .tracked = i < 2 };
        rows[i] = (struct letter_unit){ .unit = &units[i % 2], .obligation = &obligations[i],
                                                 .code = i == 0 ? "TN-2023-0042" : NULL, .reminded = 5,
                                                 .last_reminder = at(6, 16, 8, 0), .bounced = i == 1 };
    }
}

static struct letter_facts
facts_for(const char *letter, const char *language)
{
    struct letter_facts f = {
        .office = &office, .plan = &plan, .language = language, .now = at(6, 7, 9, 31), .code = "TN-2023-0042",
        .subject = "Báo cáo 6 tháng năm 2023 - Tháp Mười", .sender = "bcd138.thapmuoi@dongthap.example",
        .received = at(6, 7, 9, 30), .known_sender = true, .attachments = files, .nattachments = 2, .unit = &units[0],
        .report = &reports[0], .period = "2023", .due = at(6, 10, 0, 0), .cure = at(6, 15, 0, 0),
    };

    if (strcmp(letter, "received") == 0 || strcmp(letter, "late") == 0 || strcmp(letter, "incomplete") == 0) {
        f.items = items;
        f.nitems = 1;
    }
    if (strcmp(letter, "late") == 0) {
        f.items = items + 1;
        f.received = at(6, 9, 8, 0);
    }
    if (strcmp(letter, "unclear") == 0) {
        f.unsure = UNSURE_UNIT;
        f.candidates = &candidates;
    }
    if (strcmp(letter, "reminder") == 0 || strcmp(letter, "overdue") == 0 || strcmp(letter, "escalation") == 0
        || strcmp(letter, "request") == 0 || strcmp(letter, "extension-granted") == 0)
        f.code = NULL;
    if (strcmp(letter, "reminder") == 0) {
        f.due = at(4, 10, 0, 0);
        f.now = at(4, 6, 8, 0);
        f.report = &reports[1];
        f.stage = LETTER_STAGE_URGENT;
        f.days_left = 3;
        f.working_days_left = 1;
        f.last_working_day = (struct date){ 2023, 4, 7 };
    }
    if (strcmp(letter, "overdue") == 0 || strcmp(letter, "escalation") == 0) {
        f.now = at(6, 16, 8, 30);
        f.days_overdue = 7;
        f.units = rows;
        f.nunits = 3;
    }
    f.new_due = at(6, 15, 0, 0);
    f.officer = "đồng chí Nguyễn Văn A";
    f.title = "Rà soát mô hình tự quản tại địa bàn giáp ranh";
    f.lines = &lines;
    if (strcmp(letter, "officer-notice") == 0) {
        f.notice = "review";
        f.candidates = &candidates;
        f.reason = "two units answer to this name";
    }
    return f;
}

static void
render(const char *letter, const struct letter_facts *f, struct rendered *out)
{
    struct letter_template *t = template(f->language, letter);
    json_t *context = letter_context(f);

    letter_template_render(t, context, out);
    json_decref(context);
    letter_template_free(t);
}

static char *
compose(const char *letter, const struct letter_facts *f, const struct rendered *r, size_t *length)
{
    char *id = letter_message_id("key", letter, office.address), *cause = NULL, *mail;
    struct letter_head head = { .from_name = office.name, .from = office.address,
                                .to = "bcd138.thapmuoi@dongthap.example", .message_id = id,
                                .in_reply_to = "abc@dongthap.example", .auto_submitted = "auto-replied",
                                .date = f->now, .utc_offset = OFFSET };

    mail = letter_compose(&head, r, NULL, 0, length, &cause);
    assert_null(cause);
    free(id);
    return mail;
}

/* ---- tests --------------------------------------------------------------------------- */

static void
every_letter_reads_well_in_both_languages(void **state)
{
    const char *out = getenv("LETTERS_OUT"), *languages[] = { "vi", "en" };

    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++)
        for (size_t l = 0; l < 2; l++) {
            struct letter_facts f = facts_for(letter_names[i], languages[l]);
            struct rendered r = {0};
            size_t length;
            char *mail, *path, *text, *line, *rest;

            render(letter_names[i], &f, &r);
            assert_memory_equal(r.subject, "[BVANTQ", 7);
            assert_null(strstr(r.text, "{{"));
            rest = text = xstrdup(r.text);
            while ((line = strsep(&rest, "\n")) != NULL)
                assert_true(text_length(line) <= 76 || strstr(line, "<mailto:") != NULL);
            mail = compose(letter_names[i], &f, &r, &length);
            if (out != NULL) {
                path = xasprintf("%s/%s-%s.eml", out, letter_names[i], languages[l]);
                assert_int_equal(file_write(path, mail, length, 0644, NULL), 0);
                free(path);
            }
            free(text);
            free(mail);
            rendered_free(&r);
        }
}

static void
an_acknowledgement_says_what_was_received(void **state)
{
    struct letter_facts f = facts_for("received", "vi");
    struct rendered r = {0};

    (void)state;
    render("received", &f, &r);
    assert_string_equal(r.subject, "[BVANTQ TN-2023-0042] Đã nhận báo cáo định kỳ 6 tháng 2023 của huyện Tháp Mười");
    assert_non_null(strstr(r.text, "Kính gửi: Ban Chỉ đạo 138 huyện Tháp Mười\n"));
    assert_non_null(strstr(r.text, "  Mã tiếp nhận   : TN-2023-0042\n"));
    assert_non_null(strstr(r.text, "  Thời điểm nhận : 09:30 ngày 07/6/2023 (giờ Việt Nam)\n"));
    assert_non_null(strstr(r.text, "  Thời hạn       : trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)\n"));
    assert_non_null(strstr(r.text, "  Kết quả        : ĐÚNG HẠN\n"));
    assert_non_null(strstr(r.text, "  Tệp kèm theo   : 2 tệp (1 văn bản)\n"));
    assert_non_null(strstr(r.text, "    2. 31-BC-BCD138.pdf (1,2 MB) - bản ký số của tệp 1\n"
                           "       2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\n"));
    rendered_free(&r);
}

static void
two_reports_in_one_mail_stand_in_a_table(void **state)
{
    struct letter_facts f = facts_for("received", "vi");
    struct rendered r = {0};

    (void)state;
    f.nitems = 2;
    render("received", &f, &r);
    assert_string_equal(r.subject, "[BVANTQ TN-2023-0042] Đã nhận 2 báo cáo của huyện Tháp Mười");
    assert_non_null(strstr(r.text, "trước 10/6/2023  Đúng hạn\n"));
    assert_non_null(strstr(r.text, "trước 10/4/2023  Trễ 61 ngày\n"));
    assert_non_null(strstr(r.text, "đúng thời hạn quy định"));
    rendered_free(&r);
}

/* The quota is of the list that names candidates, in its year; other reports say nothing of it. */
static void
the_quota_stands_in_reminders_of_the_list_only(void **state)
{
    static struct table table = { .name = "candidates", .candidate_kind = "kind" };
    static struct section section = { .tables = &table, .ntables = 1 };
    static struct form list = { .sections = &section, .nsections = 1 };
    struct letter_owed owed[] = { { .unit = &units[0], .report = &reports[0], .period = "2023" },
                                  { .unit = &units[0], .report = &reports[1], .period = "2023" } };
    struct letter_facts f = facts_for("reminder", "vi");
    struct rendered r = {0};

    (void)state;
    reports[1].form = &list;
    render("reminder", &f, &r);
    assert_non_null(strstr(r.text, "Chỉ tiêu năm 2023 của quý đơn vị: 01 doanh nghiệp"));
    rendered_free(&r);
    f.period = "2024";
    render("reminder", &f, &r);
    assert_null(strstr(r.text, "Chỉ tiêu"));
    rendered_free(&r);
    f.period = "2023";
    f.report = &reports[0];
    f.owed = owed;
    f.nowed = 1;
    render("reminders", &f, &r);
    assert_null(strstr(r.text, "Chỉ tiêu"));
    rendered_free(&r);
    f.nowed = 2;
    render("reminders", &f, &r);
    assert_non_null(strstr(r.text, "Chỉ tiêu năm 2023 của quý đơn vị: 01 doanh nghiệp"));
    rendered_free(&r);
    reports[1].form = NULL;
}

static void
an_incomplete_report_names_its_cells(void **state)
{
    struct letter_facts f = facts_for("incomplete", "vi");
    struct rendered r = {0};

    (void)state;
    render("incomplete", &f, &r);
    assert_non_null(strstr(r.text, "- Biểu 1!D12: «Số cuộc tuyên truyền» phải là số nguyên, đang ghi «nhiều».\n"));
    assert_non_null(strstr(r.text, "trước ngày 15/6/2023 (chậm nhất hết ngày"));
    rendered_free(&r);
    f.language = "en";
    render("incomplete", &f, &r);
    assert_non_null(strstr(r.text, "- Biểu 1!D12: “Campaigns” must be a whole number"));
    assert_non_null(strstr(r.text, "before 15 June 2023 (by the end of 14 June 2023 at the"));
    rendered_free(&r);
}

static void
a_thousand_findings_make_no_endless_letter(void **state)
{
    struct findings many = {0};
    struct letter_facts f = facts_for("incomplete", "vi");
    struct rendered r = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        findings_add(&many, SEVERITY_ERROR, "type", "Biểu 1!A1", xstrdup("phải là số nguyên."), NULL);
    f.findings = &many;
    render("incomplete", &f, &r);
    assert_true(strlen(r.text) < 8000);
    assert_non_null(strstr(r.text, "- và 962 điểm khác.\n"));
    rendered_free(&r);
    findings_free(&many);
}

/* An acknowledgement to a forged address must not carry the forger's words. */
static void
a_stranger_hears_nothing_of_his_own_mail(void **state)
{
    struct letter_facts f = facts_for("unclear", "vi");
    struct rendered r = {0};

    (void)state;
    f.known_sender = false;
    render("unclear", &f, &r);
    assert_null(strstr(r.text, "Báo cáo 6 tháng năm 2023 - Tháp Mười"));
    assert_null(strstr(r.text, ".xlsx"));
    assert_non_null(strstr(r.text, "đơn vị gửi (huyện Tháp Mười hay"));
    rendered_free(&r);
}

static void
quarantine_quotes_nothing_even_to_officers(void **state)
{
    struct letter_facts f = facts_for("officer-notice", "vi");
    struct rendered r = {0};

    (void)state;
    f.notice = "quarantine";
    render("officer-notice", &f, &r);
    assert_string_equal(r.subject, "[BVANTQ TN-2023-0042] Thư bị cách ly");
    assert_null(strstr(r.text, "năm 2023 - Tháp Mười"));
    assert_null(strstr(r.text, ".xlsx"));
    rendered_free(&r);
}

/* What is unclear, why, and by which evidence: each half of a letter in its own language. */
static void
reasons_and_doubts_are_said_in_the_letters_language(void **state)
{
    static const char *const said[][2] = {
        { "vi", "đơn vị gửi (huyện Tháp Mười hay thành phố Cao Lãnh); kỳ báo cáo" },
        { "vi", "chưa chắc chắn kỳ báo cáo" },
        { "vi", "tiêu đề (mạnh): huyện Tháp Mười; «BC Tháp Mười»" },
        { "en", "the unit that sends it (huyện Tháp Mười or thành phố Cao Lãnh); the period" },
        { "en", "the period is not certain" },
        { "en", "subject (strong): huyện Tháp Mười; «BC Tháp Mười»" },
    };
    struct evidences evidences = {0};

    (void)state;
    evidence_add(&evidences, SOURCE_SUBJECT, STRENGTH_STRONG, "BC Tháp Mười")->unit = xstrdup("h-thap-muoi");
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        struct letter_facts f = facts_for("officer-notice", said[i][0]);
        struct rendered r = {0};

        f.notice = "review";
        f.unsure = UNSURE_UNIT | UNSURE_PERIOD;
        f.candidates = &candidates;
        f.evidences = &evidences;
        f.reason = NULL;
        f.why = REASON_PERIOD;
        render("officer-notice", &f, &r);
        if (strstr(r.html, said[i][1]) == NULL)
            print_error("%s: %s\n%s\n", said[i][0], said[i][1], r.text);
        assert_non_null(strstr(r.html, said[i][1]));
        rendered_free(&r);
    }
    evidences_free(&evidences);
}

static void
collect(const json_t *value, const char *prefix, struct strings *out)
{
    const char *key;
    json_t *inner;

    json_object_foreach((json_t *)value, key, inner) {
        char *full = xasprintf("%s%s%s", prefix, *prefix == '\0' ? "" : ".", key);

        if (!strings_has(out, full))
            strings_add(out, full);
        collect(json_is_array(inner) ? json_array_get(inner, 0) : inner, full, out);
        free(full);
    }
}

static void
every_value_of_a_context_is_a_documented_key(void **state)
{
    struct strings found = {0};

    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++) {
        struct letter_facts f = facts_for(letter_names[i], "vi");
        json_t *context = letter_context(&f);

        collect(context, "", &found);
        json_decref(context);
    }
    for (size_t i = 0; i < found.n; i++) {
        bool documented = false;

        for (size_t k = 0; k < letter_context_nkeys; k++)
            documented |= strcmp(letter_context_keys[k], found.v[i]) == 0;
        if (!documented)
            fail_msg("\"%s\" is in a context, but not among the keys", found.v[i]);
    }
    strings_free(&found);
}

static void
same_words(char *got, const char *expected)
{
    assert_string_equal(got, expected);
    free(got);
}

static void
dates_as_the_decree_writes_them(void **state)
{
    (void)state;
    same_words(words_day((struct date){ 2024, 1, 5 }, "vi"), "05/01/2024");
    same_words(words_day((struct date){ 2023, 6, 9 }, "vi"), "09/6/2023");
    same_words(words_day((struct date){ 2023, 12, 31 }, "vi"), "31/12/2023");
    same_words(words_day((struct date){ 2023, 6, 9 }, "en"), "9 June 2023");
    same_words(words_moment(at(6, 7, 9, 30), OFFSET, "vi"), "09:30 ngày 07/6/2023");
    same_words(words_stamp(at(2, 7, 9, 30), OFFSET, "vi"), "07/02 09:30");
    same_words(words_deadline_weekday(at(6, 10, 0, 0), OFFSET, "vi"),
               "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023, Thứ Sáu)");
    same_words(words_deadline(at(6, 10, 17, 0), OFFSET, "vi"), "trước 17:00 ngày 10/6/2023");
    same_words(words_period("2023-Q2", "vi"), "quý II năm 2023");
    same_words(words_period("2023-06", "vi"), "tháng 6 năm 2023");
    same_words(words_period("2023-W07", "en"), "week 7 of 2023");
    same_words(words_period("2023-H1", "vi"), "6 tháng đầu năm 2023");
    same_words(words_period("2023", "vi"), "2023");
    same_words(words_period("DX:512", "vi"), "số 512");
    same_words(words_period("DX:512", "en"), "no. 512");
}

static int
set_up(void **state)
{
    (void)state;
    set_up_items();
    add_findings();
    set_up_units();
    strings_add(&lines, "Chưa có bản ký, đóng dấu (PDF).");
    strings_add(&candidates, "h-thap-muoi");
    strings_add(&candidates, "tp-cao-lanh");
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    findings_free(&items[0].findings);
    strings_free(&files[1].flags);
    strings_free(&lines);
    strings_free(&candidates);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_have_every_letter_and_no_unknown_key),
        cmocka_unit_test(every_letter_reads_well_in_both_languages),
        cmocka_unit_test(an_acknowledgement_says_what_was_received),
        cmocka_unit_test(two_reports_in_one_mail_stand_in_a_table),
        cmocka_unit_test(the_quota_stands_in_reminders_of_the_list_only),
        cmocka_unit_test(an_incomplete_report_names_its_cells),
        cmocka_unit_test(a_thousand_findings_make_no_endless_letter),
        cmocka_unit_test(a_stranger_hears_nothing_of_his_own_mail),
        cmocka_unit_test(quarantine_quotes_nothing_even_to_officers),
        cmocka_unit_test(reasons_and_doubts_are_said_in_the_letters_language),
        cmocka_unit_test(every_value_of_a_context_is_a_documented_key),
        cmocka_unit_test(dates_as_the_decree_writes_them),
    };
    return cmocka_run_group_tests_name("core_letter_context", tests, set_up, tear_down);
}
