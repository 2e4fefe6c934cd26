/* Does a letter without a file tell of its report, and not bring it? It lies elsewhere, is waited
 * for, or came before: "đã gửi Văn phòng UBND tỉnh", "mai mốt có liền", "lấy bản hôm trước". Told
 * by the few words for time, which a covering letter can do without, where no clause sends. */
#include "core/language/want.h"

#include "base/mem.h"
#include "core/language/times.h"
#include "core/language/way.h"

#define WORDS_MOST 80           /* more than that is told, or typed, than one tells in passing */
#define NUMBERS_MOST 8
#define BACK 6                  /* words of one deed */

enum told {
    TELLS = 1,                  /* something was, is not yet, or is to come */
    TURNS = 2,                  /* what the clause sends, it does not send now */
};
static const struct { const char *word, *accented; int told; } words[] = {
    { "dang", "đang", TELLS }, { "cu", "cứ", TELLS }, { "bi", "bị", TELLS },
    { "roi", "rồi", TELLS | TURNS }, { "chua", "chưa", TELLS | TURNS },
    { "cho", "chờ", TELLS | TURNS }, { "doi", "đợi", TELLS | TURNS },
    { "se", "sẽ", TELLS | TURNS }, { "xong", "xong", TELLS | TURNS },
    { "mai", "mai", TELLS | TURNS }, { "mot", "mốt", TELLS | TURNS },
    { "lien", "liền", TELLS | TURNS }, { "khi", "khi", TELLS | TURNS },
    { "hen", "hẹn", TELLS | TURNS }, { "lat", "lát", TELLS | TURNS },
    { "chut", "chút", TELLS | TURNS },
    { "neu", "nếu", TURNS },
};

/* "Hôm qua", "hôm 01/6", "thứ 2", "tuần sau": another day than this, or later on it; "để trên bàn
 * anh Tâm": another place. */
static bool
other_day(const struct tokens *t, size_t at)
{
    static const char *const days[] = { "hom sau", "bua sau", "tuan sau", "tuan toi", "qua tuan",
                                        "thang sau", "thang toi", "thang truoc", "thu hai",
                                        "thu ba", "thu tu", "thu nam", "thu sau", "thu bay",
                                        "chu nhat", "chieu nay", "toi nay", "de o phong",
                                        "de tren ban", "de o ban", "bo o phong", "mang len",
                                        "dem len" },
                             *const numbered[] = { "hom", "bua", "thu" };

    return ANY_AT(t, at, days) || times_over_at(t, at) ||
           (ANY_AT(t, at, numbered) && at + 1 < t->n && t->v[at + 1].number > 0);
}

/* "Cho" without its accents is mostly "cho", "mai" with a capital a name. */
static int
told_at(const struct tokens *t, size_t at)
{
    int told = other_day(t, at)           ? TELLS | TURNS
               : token_denies(&t->v[at]) ? TURNS
                                         : 0;

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (token_is(&t->v[at], words[i].word) &&
            (token_is(&t->v[at], "cho") ? token_written(&t->v[at], words[i].accented)
                                        : token_fits(&t->v[at], words[i].accented)))
            told |= words[i].told;
    return told;
}

static bool
sends_at(const struct tokens *t, size_t at)
{
    static const struct { const char *words, *accented; } sends[] = {
        { "gui", "gửi" }, { "gui", "gởi" }, { "goi", "gởi" }, { "nop", "nộp" }, { "chuyen", "chuyển" },
        { "kem", "kèm" }, { "dinh kem", "đính" }, { "day a", "đây" }, { "day anh", "đây" },
        { "day chi", "đây" }, { "day nha", "đây" }, { "day la", "đây" },
    };
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(sends) && !is; i++)
        is = tokens_are(t, at, sends[i].words) && token_fits(&t->v[at], sends[i].accented);
    return is;
}

/* "Kính gửi Phòng PV05", "gửi anh Tâm": whom it speaks to, and nothing that is sent. */
static bool
greets(const struct tokens *t, size_t first, size_t at, size_t end)
{
    static const char *const papers[] = { "bao cao", "danh sach", "file", "tep", "so lieu", "bieu",
                                          "ban", "van ban", "ho so" };

    return first == 0 && token_is(&t->v[at], "gui") && end < t->n &&
           (at == first || (at == first + 1 && token_is(&t->v[first], "kinh"))) &&
           at + 1 < end && !WITHIN(t, at + 1, end, papers);
}

/* "Đã gửi Văn phòng UBND tỉnh", "chuyển cho công an xã rồi": it lies with others. */
static bool
to_others(const struct tokens *t, size_t first, size_t at, size_t end)
{
    static const char *const fill[] = { "cho", "qua", "den", "len", "sang", "ve", "toi", "ben",
                                        "chung", "bao", "cao", "file", "ban", "giay" },
                             *const over[] = { "da", "roi", "hom", "bua", "vua" };
    size_t to = at + 1;

    while (!way_body(t, to) && ANY_AT(t, to, fill))
        to++;
    return to < end && way_body(t, to) && WITHIN(t, first, end, over);
}

/* "Phòng gửi em mẫu", "nhờ anh chuyển": somebody else does. */
static bool
by_reader(const struct tokens *t, size_t at)
{
    static const char *const persons[] = { "anh", "chi", "phong", "tinh", "nho", "nghi", "sep" };

    return at > 0 && ANY_AT(t, at - 1, persons);
}

/* Where a clause [first, end) sends something now; end: it does not. */
static size_t
brings_at(const struct tokens *t, size_t first, size_t end)
{
    static const char *const now[] = { "nay moi", "gio moi", "bay gio", "nay gui", "nay xin" };
    bool turned = false;
    size_t at = end;

    for (size_t i = first; i < end && !turned; i++)
        turned = (told_at(t, i) & TURNS) != 0 && !WITHIN(t, first, end, now);
    for (size_t i = first; i < end && !turned; i++) {
        turned = sends_at(t, i) && to_others(t, first, i, end);
        if (at == end && sends_at(t, i) && !greets(t, first, i, end) && !by_reader(t, i))
            at = i;
    }
    return turned ? end : at;
}

/* "Em gửi báo cáo", "gửi lại": what is sent is named, and nothing asked. */
static bool
hands_over(const struct tokens *t, size_t first, size_t at, size_t end)
{
    static const char *const asks[] = { "hoi", "dau", "nao", "sao", "gi", "may", "ngay", "hay",
                                            "vay" },
                             *const what[] = { "bao cao", "danh sach", "so lieu", "file", "tep",
                                               "lai" };

    return WITHIN(t, first, end, what) && !WITHIN(t, first, end, asks) && at < end;
}

/* A clause brings something now; strict: it says what. */
static bool
any_brings(const struct tokens *t, bool strict)
{
    bool any = false;

    for (size_t first = 0, end; first < t->n && !any; first = end) {
        size_t at;

        for (end = first + 1; end < t->n && !tokens_clause(t, end); end++)
            ;
        at = brings_at(t, first, end);
        any = at < end && (!strict || hands_over(t, first, at, end));
    }
    return any;
}

bool
want_handed(const struct tokens *t)
{
    return any_brings(t, true);
}

bool
want_no_report(const struct tokens *t)
{
    static const char *const denials[] = { "khong phai bao cao", "khong phai la bao cao",
                                           "khong phai danh sach", "gui lon", "gui nham",
                                           "khong biet loai", "ko biet loai", "cho phong khac",
                                           "tham khao thoi", "not a report", "by mistake" };

    return SOMEWHERE(t, denials, NULL);
}

bool
want_elsewhere(const struct tokens *t)
{
    bool others = false;

    for (size_t i = 0; i < t->n && !others; i++)
        others = sends_at(t, i) && to_others(t, i > BACK ? i - BACK : 0, i, i + 2 * BACK);
    return others;
}

/* "File hôm trước bị lỗi": it comes anew. */
static bool
was_bad(const struct tokens *t, size_t at)
{
    static const char *const papers[] = { "file", "tep", "ban", "bao cao" };

    return WITHIN(t, at > BACK ? at - BACK : 0, at, papers);
}

bool
want_absent(const struct tokens *t)
{
    static const char *const bad[] = { "bi loi", "gui nham", "bi mo", "bi sai", "bi thieu" },
                             *const work[] = { "to chuc", "tuyen truyen", "mo hinh", "phat dong",
                                               "van dong", "duy tri", "doi tuong", "ra mat" };
    bool tells = want_elsewhere(t);
    size_t numbers = 0;

    for (size_t i = 0; i < t->n; i++) {
        numbers += t->v[i].number >= 0;
        tells = tells || (told_at(t, i) & TELLS) != 0;
    }
    return tells && t->n <= WORDS_MOST && numbers <= NUMBERS_MOST && !any_brings(t, false) &&
           !SOMEWHERE(t, bad, was_bad) && !SOMEWHERE(t, work, NULL);     /* what a report tells of */
}
