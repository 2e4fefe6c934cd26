/* Whether an item counts as sent, and on time or how late: the letter's first words. */
#include <stdlib.h>

#include "core/calendar/words.h"
#include "put.h"

/* A12: a mail without its file answers nothing, on time or not. */
bool
uncounted(const struct item *item)
{
    return findings_get(&item->findings, "no-attachment") != NULL;
}

static void
put_first(json_t *c, const struct letter_facts *f, const struct item *item)
{
    instant first = item->first != 0 ? item->first : f->received;

    put_either(c, "elsewhere", item->elsewhere);
    put_taken(c, "first_day",
              is_set(first) ? words_day(moment_of(first, f->office->utc_offset).date, f->language)
                            : NULL);
}

/* What it is to a version that came before. A dossier's part takes the place of the same part only: that is
 * said with the parts. */
static void
put_beside(json_t *c, const struct item *item)
{
    letter_put_text(c, "earlier", item->beside != BESIDE_NONE ? item->earlier : NULL);
    put_number(c, "version", item->version);
    put_either(c, "again", item->beside == BESIDE_AGAIN);
    put_either(c, "replaces", item->beside == BESIDE_REPLACED && item->report->nparts == 0);
    put_either(c, "added", item->beside == BESIDE_ADDED);
    put_either(c, "kept", item->beside == BESIDE_KEPT);
    put_either(c, "older", item->beside == BESIDE_OLDER);
}

void
put_result(json_t *c, const struct letter_facts *f, const struct item *item)
{
    put_either(c, "late", item->has_due && !item->on_time);
    put_either(c, "on_request", item->report->recurrence == RECUR_ON_REQUEST);
    put_either(c, "uncounted", uncounted(item));
    put_first(c, f, item);
    put_beside(c, item);
    if (item->waived) {
        letter_put_text(c, "result", EITHER(f->language, "Được miễn", "Exempted"));
        letter_put_text(c, "result_caps",
                        uncounted(item)
                            ? EITHER(f->language, "ĐƯỢC MIỄN KỲ NÀY; thư này không có tệp",
                                     "EXEMPTED; this mail has no file")
                            : EITHER(f->language, "ĐƯỢC MIỄN KỲ NÀY; báo cáo gửi đến đã được ghi nhận",
                                     "EXEMPTED; the report that you sent has been received"));
    } else if (uncounted(item) && item->elsewhere) {
        letter_put_text(c, "result", EITHER(f->language, "Giữ nguyên bản đã ghi nhận", "The recorded one stays"));
        letter_put_text(c, "result_caps",
                        EITHER(f->language, "GIỮ NGUYÊN BẢN ĐÃ GHI NHẬN; thư này không có tệp",
                               "THE RECORDED ONE STAYS; this mail has no file"));
    } else if (uncounted(item) && item->beside == BESIDE_KEPT) {
        letter_put_text(c, "result", EITHER(f->language, "Giữ nguyên bản đã nhận", "The earlier one stays"));
        put_taken(c, "result_caps", xasprintf(EITHER(f->language, "GIỮ NGUYÊN BẢN ĐÃ NHẬN (mã %s); thư này chưa có tệp",
                                                  "THE EARLIER ONE STAYS (%s); this mail has no file"), item->earlier));
    } else if (uncounted(item)) {
        letter_put_text(c, "result", EITHER(f->language, "Chưa tính là đã nộp", "Not yet counted"));
        letter_put_text(
            c, "result_caps",
            EITHER(f->language, "CHƯA TÍNH LÀ ĐÃ NỘP (chưa có tệp)", "NOT YET COUNTED (no file)"));
    } else if (!item->has_due) {
        letter_put_text(c, "result", EITHER(f->language, "Không quy định thời hạn", "No deadline"));
        letter_put_text(
            c, "result_caps",
            EITHER(f->language, "Kế hoạch không quy định thời hạn", "The plan sets no deadline"));
    } else if (item->on_time) {
        letter_put_text(c, "result", EITHER(f->language, "Đúng hạn", "On time"));
        letter_put_text(c, "result_caps", EITHER(f->language, "ĐÚNG HẠN", "ON TIME"));
    } else {
        char *days = words_late(item->due, item->counted, f->office->utc_offset, f->language);

        put_taken(c, "result", xasprintf(EITHER(f->language, "Trễ %s", "%s late"), days));
        put_taken(c, "result_caps", xasprintf(EITHER(f->language, "TRỄ HẠN %s", "LATE by %s"), days));
        free(days);
    }
}
