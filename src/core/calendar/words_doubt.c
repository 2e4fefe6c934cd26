/* What is unclear, and what speaks for what, in words. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/calendar/words.h"

#define UNITS_NAMED 4           /* more are no help */
#define QUOTE_MOST 120          /* code points */

static const struct { unsigned bit; const char *vi, *en; } unsure_words[] = {
    { UNSURE_UNIT, "đơn vị gửi", "the unit that sends it" },
    { UNSURE_REPORT, "loại báo cáo", "the report" },
    { UNSURE_PERIOD, "kỳ báo cáo", "the period" },
    { UNSURE_REQUEST, "yêu cầu báo cáo đột xuất mà thư này trả lời", "the request it answers" },
    { UNSURE_CANDIDATES, "loại đơn vị được lựa chọn", "the kind of the chosen candidates" },
};

char *
words_units(const struct plan *plan, const struct strings *codes, const char *between)
{
    struct buf b = {0};

    for (size_t i = 0; i < codes->n; i++) {
        const struct unit *u = plan_unit(plan, codes->v[i]);

        buf_addf(&b, "%s%s", i == 0 ? "" : between, u != NULL ? u->name : codes->v[i]);
    }
    return buf_take(&b);
}

static char *
followers(const struct plan *plan, const struct unit *unit, struct date day)
{
    struct strings codes = {0};
    char *names;

    for (size_t i = 0; i < plan->nunits; i++)
        if (unit_follows(unit, &plan->units[i], day) && unit_valid_on(&plan->units[i], day))
            strings_add(&codes, plan->units[i].code);
    names = codes.n > 0 ? words_units(plan, &codes, ", ") : NULL;
    strings_free(&codes);
    return names;
}

char *
words_ended(const struct plan *plan, const struct unit *unit, struct date day, struct date due,
            const char *language)
{
    bool ended = unit_ended(unit, day),
         there = unit_valid_on(unit, day),
         ends = there && unit->valid_to.year != 0 &&
                (due.year == 0 ? unit->valid_from.year == 0
                               : date_compare(due, unit->valid_to) > 0);
    char *when = words_day(ended || ends ? unit->valid_to : unit->valid_from, language),
         *names = ended ? followers(plan, unit, day) : NULL, *said;
    const char *name = unit_short(unit);

    if (ended && names != NULL)
        said = xasprintf(EITHER(language, "%s đã kết thúc hoạt động ngày %s; nay là: %s", "%s ended on %s; its place was taken by: %s"),
                         name, when, names);
    else if (ended)
        said = xasprintf(EITHER(language, "%s đã kết thúc hoạt động ngày %s; Kế hoạch không nêu đơn vị nào thay",
                                "%s ended on %s; the plan names nobody in its place"), name, when);
    else if (ends)
        said = xasprintf(EITHER(language, "%s kết thúc hoạt động ngày %s, trước hạn của báo cáo này", "%s ends on %s, before this report is due"),
                         name, when);
    else
        said = xasprintf(there ? EITHER(language, "%s chỉ hoạt động từ %s, sau hạn của báo cáo này", "%s is there only from %s, after this report was due")
                               : EITHER(language, "%s chỉ hoạt động từ %s", "%s is there only from %s"), name, when);
    free(when);
    free(names);
    return said;
}

char *
words_unclear(unsigned unsure, const struct plan *plan, const struct strings *candidates,
              const char *language)
{
    struct buf b = {0};

    if (unsure == 0)
        return NULL;
    for (size_t i = 0; i < ARRAY_LEN(unsure_words); i++) {
        if ((unsure & unsure_words[i].bit) == 0)
            continue;
        buf_addf(&b, "%s%s", b.len > 0 ? "; " : "",
                 strcmp(language, "en") == 0 ? unsure_words[i].en : unsure_words[i].vi);
        if (unsure_words[i].bit == UNSURE_UNIT && candidates != NULL && candidates->n > 0 &&
            candidates->n <= UNITS_NAMED) {
            char *units = words_units(plan, candidates,
                                      strcmp(language, "en") == 0 ? " or " : " hay ");

            buf_addf(&b, " (%s)", units);
            free(units);
        }
    }
    return buf_take(&b);
}

/* ---- evidence ---------------------------------------------------------------- */

struct label { const char *vi, *en; };

static const struct label sources[SOURCES] = {
    [SOURCE_THREAD] = { "luồng thư", "thread" },
    [SOURCE_FORM] = { "mã biểu mẫu", "form" },
    [SOURCE_LETTERHEAD] = { "cơ quan ban hành, tên văn bản", "letterhead" },
    [SOURCE_SENDER] = { "địa chỉ gửi", "sender" },
    [SOURCE_ANSWER] = { "dòng trả lời", "answer" },
    [SOURCE_REFERENCE] = { "mã tiếp nhận", "receipt code" },
    [SOURCE_SUBJECT] = { "tiêu đề", "subject" },
    [SOURCE_FILE_NAME] = { "tên tệp", "file name" },
    [SOURCE_DOCUMENT] = { "nội dung tệp", "document" },
    [SOURCE_BODY] = { "nội dung thư", "body" },
    [SOURCE_MARK] = { "dấu mức độ", "mark" },
    [SOURCE_HEAD] = { "đầu tệp", "head of the file" },
};
static const struct label matters[MATTERS] = {
    [MATTER_OUTSIDE] = { "ngoài chế độ báo cáo", "outside the regime" },
    [MATTER_ASKED] = { "văn bản yêu cầu báo cáo", "a paper that asks for reports" },
    [MATTER_FOREIGN] = { "nội dung ngoài Kế hoạch", "a matter of which the plan does not speak" },
    [MATTER_COMMUNE] = { "có tên xã", "has a commune of this name" },
    [MATTER_LOCAL] = { "cấp xã, trường, doanh nghiệp", "commune, school, firm" },
    [MATTER_LOCAL_WRITES] = { "cấp xã, trường, doanh nghiệp gửi", "a commune, school or firm writes" },
    [MATTER_ELSEWHERE] = { "tỉnh khác", "another province" },
    [MATTER_EXTENSION] = { "xin gia hạn", "asks for more time" },
    [MATTER_QUESTION] = { "câu hỏi", "a question" },
    [MATTER_THANKS] = { "cảm ơn", "thanks" },
    [MATTER_REPLACES] = { "thay thế", "replaces" },
    [MATTER_AUTOREPLY] = { "trả lời tự động", "automatic reply" },
    [MATTER_BOUNCE] = { "thư bị trả lại", "returned mail" },
    [MATTER_COMMAND] = { "lệnh", "command" },
    [MATTER_PLAN] = { "kế hoạch", "a plan" },
    [MATTER_SECRET] = { "độ mật", "secret" },
    [MATTER_URGENT] = { "độ khẩn", "urgent" },
    [MATTER_NOUN] = { "báo cáo", "a report" },
    [MATTER_ANSWER] = { "trả lời", "an answer" },
    [MATTER_OWN] = { "đơn vị xác nhận", "the unit confirms" },
    [MATTER_NOT_OWN] = { "đơn vị từ chối", "the unit rejects" },
    [MATTER_NIL] = { "không có đối tượng", "no candidate" },
    [MATTER_KIND] = { "loại đối tượng", "kind of candidate" },
    [MATTER_TWO_KINDS] = { "tờ trình kèm loại khác", "a covering letter and another report" },
    [MATTER_PAPER] = { "loại văn bản không phải báo cáo", "a paper whose type is no report" },
    [MATTER_OURS] = { "văn bản của cơ quan tiếp nhận", "our own document" },
    [MATTER_ROSTER] = { "danh sách khác", "another list" },
    [MATTER_EARLIER] = { "báo cáo kỳ trước gửi kèm", "a report of an earlier round beside" },
    [MATTER_DANGEROUS] = { "tệp nguy hiểm", "a dangerous file" },
};
static const struct label strengths[STRENGTHS] = { { "yếu", "weak" }, { "mạnh", "strong" }, { "chắc chắn", "proof" } };

char *
words_evidence(const struct evidence *e, const struct plan *plan, const char *language)
{
    bool en = strcmp(language, "en") == 0;
    const struct unit *unit = e->unit != NULL ? plan_unit(plan, e->unit) : NULL;
    const struct report *report = e->report != NULL ? plan_report(plan, e->report) : NULL;
    struct buf b = {0};

    buf_addf(&b, "%s (%s):", en ? sources[e->source].en : sources[e->source].vi,
             en ? strengths[e->strength].en : strengths[e->strength].vi);
    if (e->unit != NULL)
        buf_addf(&b, " %s;", unit != NULL ? unit->name : e->unit);
    if (report != NULL)
        buf_addf(&b, " %s;", en && report->name_en != NULL ? report->name_en : report->name);
    else if (e->report != NULL)
        buf_addf(&b, " %s;", e->report);
    if (e->matter != MATTER_NONE)
        buf_addf(&b, " %s;", en ? matters[e->matter].en : matters[e->matter].vi);
    if (e->period != NULL)
        buf_addf(&b, " %s;", e->period);
    if (e->quote != NULL) {
        char *quote = text_cut(e->quote, QUOTE_MOST);

        buf_addf(&b, " «%s»", quote);
        free(quote);
    }
    return buf_take(&b);
}
