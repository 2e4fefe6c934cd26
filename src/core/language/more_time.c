/* More time: who asks for it, who only speaks of it, and who asks for leave. */
#include "core/language/want.h"

#include "base/mem.h"

#define FAR 6                   /* words between asking, or a promise, and what for */
#define REACH 4                 /* words between asking and what is asked for */

static const char *const granted[] = { "da", "duoc", "vi" };

/* Its first word written with such accents or with none; but: the word behind makes another of it. */
static const struct { const char *words, *accented, *other, *but; } lates[] = {
    {"lui", "lùi", "luì", NULL}, {"hoan", "hoãn", "hõan", "thanh"}, {"khat", "khất", NULL, NULL}, {"cham", "chậm", NULL, "diem"},
    {"tre", "trễ", NULL, "em"}, {"keo dai", "kéo", NULL, NULL}, {"gia han", "gia", NULL, NULL},
    {"doi han", "dời", "đổi", NULL}, {"doi ngay nop", "dời", "đổi", NULL}, {"doi ngay gui", "dời", "đổi", NULL},
    {"doi thoi", "dời", "đổi", NULL}, {"doi qua tuan", "dời", "đổi", NULL}, {"doi qua thu", "dời", "đổi", NULL},
    {"doi sang tuan", "dời", "đổi", NULL}, {"doi sang thu", "dời", "đổi", NULL},
    {"no bao cao", "nợ", NULL, NULL}, {"no lai bao cao", "nợ", NULL, NULL},
    {"nop muon", "nộp", NULL, NULL}, {"gui muon", "gửi", NULL, NULL},
};

static bool
late_at(const struct tokens *t, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(lates); i++)
        if (tokens_are(t, at, lates[i].words) &&
            (token_fits(&t->v[at], lates[i].accented) ||
             (lates[i].other != NULL && token_fits(&t->v[at], lates[i].other))) &&
            !(lates[i].but != NULL && at + 1 < t->n && token_is(&t->v[at + 1], lates[i].but)))
            return true;
    return false;
}

bool
want_denied(const struct tokens *t, size_t at)
{
    static const char *const between[] = { "xin", "de", "nghi", "can", "phai", "duoc", "muon",
                                           "nua", "lai", "thu", "viec", "don", "yeu", "cau" };
    static const char *const no[] = { "khong", "ko", "khoi", "chua", "rut",
                                      "huy", "thoi", "dung", "bo" };

    while (at > 0 && tokens_any(t, at - 1, between, ARRAY_LEN(between)))
        at--;
    return at > 0 && tokens_any(t, at - 1, no, ARRAY_LEN(no));
}

/* "Xin (chân thành) cảm ơn", "xin lỗi", "xin chào" ask for nothing. */
static bool
courtesy(const struct tokens *t, size_t at)
{
    static const char *const thanks[] = { "cam on", "cam ta" },
                             *const greets[] = { "xin loi", "xin chao", "xin kinh chao",
                                                 "xin gui loi chao", "xin chuc", "xin kinh chuc",
                                                 "xin tran trong" };

    return ANY_AT(t, at, greets) || tokens_within(t, at, at + REACH, thanks, ARRAY_LEN(thanks));
}

/* "Xin dời lịch họp", "hoãn buổi làm việc", "lùi việc sử dụng số liệu": no report is put off. */
static bool
puts_off_event(const struct tokens *t, size_t at)
{
    static const char *const fill[] = { "dai", "han", "thoi", "gian", "ngay", "lich", "lai",
                                        "cuoc", "buoi", "dot", "viec" },
                             *const events[] = { "hop", "hoi nghi", "lam viec", "tap huan",
                                                 "giao ban", "kiem tra", "dien tap", "hoi thi",
                                                 "hoi thao", "tiep doan", "le phat dong",
                                                 "su dung", "dung so lieu", "lay so lieu", "xai",
                                                 "khai thac", "cong bo" };

    while (ANY_AT(t, at, fill))
        at++;
    return ANY_AT(t, at, events);
}

static bool
late_behind(const struct tokens *t, size_t at)
{
    static const char *const spans[] = { "so voi", "may", "vai", "it", "chut" };
    bool late = false;

    if (courtesy(t, at))
        return false;

    for (size_t k = at + 1; k < t->n && k <= at + 2 * FAR && !late; k++)
        late = late_at(t, k) &&
               (k <= at + FAR || tokens_number(t, k + 1) > 0 || ANY_AT(t, k + 1, spans)) && !puts_off_event(t, k + 1) && !want_denied(t, at) &&
               !want_denied(t, k);
    return late;
}

/* "Không kịp, cho em tới thứ 2 nha": it cannot be done, and something is asked for. */
static bool
cannot_yet(const struct tokens *t)
{
    static const char *const cannot[] = { "khong kip", "ko kip", "chua kip", "chua the nop",
                                          "chua the gui", "khong the nop dung", "chua nop kip",
                                          "khong nop kip", "lam khong kip" },
                             *const asks[] = { "xin", "cho em", "cho don vi", "cho huyen", "cho xa",
                                               "de nghi", "mong", "cho phep", "chac phai",
                                               "moi xong", "moi nop duoc",
                                               "moi gui duoc" },
                             *const sent[] = { "nay xin gui", "nay gui", "nay moi", "gio moi",
                                               "gui bu",
                                               "xin gui bao cao" };

    return SOMEWHERE(t, cannot, NULL) && SOMEWHERE(t, asks, NULL) && !SOMEWHERE(t, sent, NULL);
}

/* "Xin nộp vào 15/6", "cho em tới thứ 2" */
static bool
until_a_day(const struct tokens *t, size_t at)
{
    static const char *const days[] = { "ngay", "thu", "het", "cuoi", "dau", "tuan", "mai",
                                        "chu nhat" },
                             *const words[] = { "xin nop vao", "xin duoc nop vao", "xin gui vao",
                                                "cho em toi", "cho em den", "cho don vi den",
                                                "cho don vi toi", "cho huyen den", "cho huyen toi",
                                                "xin nop ngay", "xin gui ngay",
                                                "xin phep nop vao", "xin phep gui vao", "xin doi sang",
                                                "xin doi den", "xin doi toi", "xin doi qua" };
    size_t end = at;

    for (size_t i = 0; i < ARRAY_LEN(words) && end == at; i++)
        end = tokens_are(t, at, words[i]) ? at + tokens_in(words[i]) : at;
    return end > at && end < t->n && (t->v[end].number >= 0 || ANY_AT(t, end, days));
}

/* "Cho tụi em xin thêm mấy bữa nữa", "xin thêm 2 ngày", "cho thêm thời gian" */
static bool
more_days(const struct tokens *t, size_t at)
{
    static const char *const some[] = { "may", "vai", "it", "mot", "hai", "ba", "chut", "doi", "dung", "khoang" },
                             *const spans[] = { "ngay", "bua", "hom", "tuan", "thoi gian" };
    bool asked = false;

    for (size_t k = at + 1; k < t->n && k <= at + REACH && !asked; k++) {
        size_t span = k + 1;

        if (!token_is(&t->v[k], "them") || !token_fits(&t->v[k], "thêm"))
            continue;
        while (span < t->n && span < k + 3 && (t->v[span].number >= 0 || ANY_AT(t, span, some)))
            span++;
        asked = ANY_AT(t, span, spans) && (span > k + 1 || tokens_are(t, span, "thoi gian"));
    }
    return asked && !want_denied(t, at) && !courtesy(t, at);
}

/* "Nộp trễ chút được hông anh", "14/6 em nộp, chắc trễ, dc ko": asked for by a question. */
static bool
late_before(const struct tokens *t, size_t at)
{
    bool late = false;

    for (size_t k = at > 2 * FAR ? at - 2 * FAR : 0; k < at && !late; k++)
        late = late_at(t, k) && !puts_off_event(t, k + 1) && !want_denied(t, k) &&
               !(k > 0 && token_is(&t->v[k - 1], "mang"));      /* "mạng chậm" */
    return late;
}

/* "Cho xã nộp sau ạ": the report, and not its copy on paper. */
static bool
of_report(const struct tokens *t, size_t at)
{
    static const char *const copies[] = { "ban giay", "ban cung", "ban goc", "ban ky", "ban do",
                                          "ban chinh", "phu luc", "hinh anh" };

    return !tokens_within(t, at > FAR ? at - FAR : 0, at + FAR, copies, ARRAY_LEN(copies));
}

/* "Không cần gia hạn", "cảm ơn anh đã cho gia hạn": spoken of, and not asked for. */
bool
want_no_time(const struct tokens *t)
{
    static const char *const asks[] = { "xin", "de nghi", "mong", "nho" },
                             *const punctual[] = { "rang nop dung han", "rang gui dung han",
                                                   "se nop dung han", "se gui dung han",
                                                   "nop dung han a", "em nop dung han" };
    bool spoken = SOMEWHERE(t, punctual, NULL);

    for (size_t at = 0; at < t->n && !spoken; at++) {
        bool thanked = false;

        for (size_t k = at > 2 * FAR ? at - 2 * FAR : 0; k < at && !thanked; k++)
            thanked = tokens_are(t, k, "cam on") &&
                      tokens_within(t, k, at, granted, ARRAY_LEN(granted));
        spoken = (tokens_are(t, at, "gia han") || tokens_are(t, at, "lui han")) &&
                 (thanked || want_denied(t, at));
    }
    return spoken && !SOMEWHERE(t, asks, late_behind);
}

bool
want_time(const struct tokens *t)
{
    static const char *const until[] = { "xin", "cho" };
    static const char *const may[] = { "duoc khong", "duoc hong", "duoc ko", "dc khong", "dc hong",
                                       "dc ko", "duoc hok" },
                             *const later[] = { "cho xa nop sau", "cho xa gui sau", "cho em nop sau",
                                                "cho em gui sau", "cho phuong nop sau",
                                                "cho huyen nop sau", "cho don vi nop sau",
                                                "cho nop sau" },
                             *const leaves[] = { "thu thu cho", "thu thu giup", "xin no den",
                                                 "khong the hoan thanh dung han",
                                                 "khong the nop dung han",
                                                 "cho doi qua tuan", "cho doi sang tuan",
                                                 "cho lui qua", "cho lui sang" };

    static const char *const askers[] = { "xin", "de nghi", "mong", "nho", "cho phep", "cho em",
                                          "cho huyen", "cho don vi", "cho xa", "cho phuong",
                                          "please allow", "may we" };

    return SOMEWHERE(t, askers, late_behind) || cannot_yet(t) || SOMEWHERE(t, until, until_a_day) ||
           SOMEWHERE(t, until, more_days) || SOMEWHERE(t, may, late_before) ||
           SOMEWHERE(t, later, of_report) || SOMEWHERE(t, leaves, NULL);
}

bool
want_leave(const struct tokens *t)
{
    static const char *const pleas[] = { "xin", "cho", "mong", "de nghi", "nho", "thong cam", "duoc khong",
                                         "duoc ko", "please", "allow" };
    size_t at = TOKENS_FIND(t, 0, pleas);

    while (at < t->n && courtesy(t, at))
        at = TOKENS_FIND(t, at + 1, pleas);
    return at < t->n;
}
