/* The shipped letters, and facts of the tests' own for each of them. */
#ifndef DOCKETD_TESTS_LETTER_SCENE_H
#define DOCKETD_TESTS_LETTER_SCENE_H

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

static inline instant
at(int month, int day, int hour, int minute)
{
    return instant_of((struct date){ 2023, month, day }, hour, minute, OFFSET);
}

/* ---- templates ----------------------------------------------------------------- */

static inline char *
template_text(const char *language, const char *name)
{
    char *path = xasprintf(LETTERS "/%s/%s.txt", language, name), *cause = NULL;
    char *text = file_read(path, 1 << 16, NULL, &cause);

    free(cause);
    free(path);
    return text;
}

static inline const char *
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

static inline struct letter_template *
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

static inline void
set_up_items(void)
{
    items[0] = (struct item){ .unit = &units[0], .report = &reports[0], .period = "2023", .due = at(6, 10, 0, 0),
                              .has_due = true, .on_time = true };
    items[1] = (struct item){ .unit = &units[0], .report = &reports[1], .period = "2023", .due = at(4, 10, 0, 0),
                              .has_due = true, .days_late = 61, .counted = at(6, 9, 8, 0) };
    if (items[0].findings.n == 0 && files[1].flags.n == 0)
        strings_add(&files[1].flags, "pdf-signature");
}

static inline void
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

static inline void
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

static inline struct letter_facts
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
        f.overdue = f.due;
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

static inline void
render(const char *letter, const struct letter_facts *f, struct rendered *out)
{
    struct letter_template *t = template(f->language, letter);
    struct letter_facts asked = *f;
    json_t *context;

    asked.template = t;
    context = letter_context(&asked);
    letter_template_render(t, context, out);
    json_decref(context);
    letter_template_free(t);
}

static inline char *
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

static inline int
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

static inline int
tear_down(void **state)
{
    (void)state;
    findings_free(&items[0].findings);
    strings_free(&files[1].flags);
    strings_free(&lines);
    strings_free(&candidates);
    return 0;
}

#endif
