#include "core/language/beside.h"

#include <string.h>

#include "base/mem.h"
#include "core/language/times.h"
#include "core/language/way.h"

#define FAR 7                   /* words between the report and when it comes */
#define OPENING 5               /* words before what is sent */

static const char *const reports[] = { "bao cao" };

/* Behind "đây là", "em gửi kèm", "kính chuyển Phòng": what is sent; the end of the clause: nothing is. */
static size_t
object_of(const struct tokens *t, size_t first, size_t end)
{
    static const char *const sends[] = { "day la", "nay la", "theo la", "kem la", "dinh kem",
                                         "gui kem", "kem theo", "gui lai", "gui", "chuyen" },
                             *const fill[] = { "phong", "quy", "anh", "chi", "em", "la", "cac",
                                               "cho", "toi", "den", "len", "kem", "theo", "lai",
                                               "pv", "ban", "gium", "giup", "dum", "ho" };
    size_t at = first;

    while (at < end && at < first + OPENING && !ANY_AT(t, at, sends))
        at++;
    if (at == end || at == first + OPENING)
        return tokens_are(t, first, "bao cao") ? first : end;
    for (size_t i = 0; i < ARRAY_LEN(sends); i++)
        if (tokens_are(t, at, sends[i])) {
            at += tokens_in(sends[i]);
            break;
        }
    while (at < end && (ANY_AT(t, at, fill) || t->v[at].number == 5))       /* "PV05" */
        at++;
    return at;
}

/* "Gửi theo thông báo của Phòng": not what is sent, but why. */
static bool
by_it(const struct tokens *t, size_t at)
{
    return at > 0 && token_is(&t->v[at - 1], "theo") && !(at > 1 && token_is(&t->v[at - 2], "kem"));
}

/* Not beside a report: "biên bản và báo cáo". */
static bool
other_paper(const struct tokens *t, size_t at, size_t end)
{
    static const char *const papers[] = { "bien ban", "quyet dinh", "file mau", "mau trong",
                                          "mau cu", "bieu mau trong", "phu luc", "giay moi",
                                          "thong bao", "nghi quyet", "bao cao cu",
                                          "bao cao nam ngoai", "bao cao nam truoc" },
                             *const joined[] = { "va bao cao", "cung bao cao", "kem bao cao",
                                                 "voi bao cao", "va danh sach" };

    return at < end && ANY_AT(t, at, papers) && !by_it(t, at) && !WITHIN(t, at, end, joined);
}

/* "Báo cáo kết quả hội thi": of an event, and not of the movement beside it. */
static bool
of_event(const struct tokens *t, size_t at, size_t end)
{
    static const char *const head[] = { "bao", "cao", "ket", "qua", "tong", "to", "chuc", "ve", "viec" },
                             *const joined[] = { "va", "cung", "kem" };
    size_t event = at;

    if (!ANY_AT(t, at, reports))
        return false;
    while (event < end && ANY_AT(t, event, head))
        event++;
    return event < end && tokens_event(t, event) == event && !WITHIN(t, event, end, joined);
}

/* "Báo cáo 6 tháng em gửi sau", "báo cáo chính đã gửi đường công văn"; not its signed copy, not "gửi sau hạn". */
static bool
comes_later(const struct tokens *t, size_t first, size_t end)
{
    static const char *const laters[] = { "gui sau", "nop sau", "tuan sau", "mai gui", "gui duong",
                                          "da gui duong", "gui bang duong" },
                             *const copies[] = { "ban giay", "ban ky", "ban goc", "ban cung",
                                                 "ban do", "ban chinh", "cua", "phu luc", "bieu" },
                             *const terms[] = { "han", "thoi", "ngay", "khi", "gio" };
    size_t at = first, later;
    bool parts = false;

    while (at < end && !ANY_AT(t, at, reports))
        at++;
    for (later = at; later < end && later < at + FAR && !ANY_AT(t, later, laters); later++)
        parts = parts || ANY_AT(t, later, copies);
    return at < end && later < end && later < at + FAR && ANY_AT(t, later, laters) && !parts &&
           !WITHIN(t, first, end, copies) && !(later + 2 < t->n && ANY_AT(t, later + 2, terms));
}

/* "Báo cáo này gửi cho Sở Nội vụ", "cc Phòng để biết", "chuyển giúp báo cáo này đến PC06" */
static bool
for_others(const struct tokens *t, size_t first, size_t end)
{
    static const char *const copies[] = { "cc phong", "cc quy", "cc anh", "cc cho phong" },
                             *const these[] = { "bao cao nay", "thu nay", "file nay",
                                                "van ban nay" },
                             *const to[] = { "gui cho", "gui den", "den" },
                             *const us[] = { "phong", "quy", "anh", "chi", "pv", "cong an tinh",
                                             "hop thu" },
                             *const passed[] = { "chuyen giup", "chuyen ho", "chuyen tiep giup" };
    size_t at = tokens_find(t, first, to, ARRAY_LEN(to));

    if (WITHIN(t, first, end, copies))
        return true;
    if (!WITHIN(t, first, end, these) || at >= end)
        return false;
    at += tokens_are(t, at, "den") ? 1 : 2;
    return !ANY_AT(t, at, us) && token_is_name(at < t->n ? &t->v[at] : &t->v[at - 1]) &&
           (WITHIN(t, first, end, passed) || !WITHIN(t, first, end, us) || at < end);
}

/* Where the name of a report ends, and what it does or holds begins: "báo cáo 6 tháng | theo mẫu
 * năm 2022", "báo cáo | có lấy số liệu của ...". */
static size_t
name_end(const struct tokens *t, size_t at, size_t end)
{
    static const struct { const char *word, *accented; } verbs[] = {
        { "co", "có" }, { "gom", "gồm" }, { "bao gom", "bao" }, { "bo sung", "bổ" },
        { "theo", "theo" },
        { "lam", "làm" }, { "duoc", "được" }, { "da", "đã" }, { "gui", "gửi" }, { "gui", "gởi" },
        { "nop", "nộp" }, { "lay", "lấy" }, { "tinh", "tính" }, { "tang", "tăng" },
        { "giam", "giảm" },
        { "so voi", "so" }, { "chua", "chưa" }, { "khong", "không" }, { "se", "sẽ" },
    };
    static const char *const sites[] = { "co so", "co quan", "co ban", "tinh hinh" };
    bool verb = false;

    for (size_t i = at + 1; i < end && !verb; i++) {
        for (size_t k = 0; k < ARRAY_LEN(verbs) && !verb; k++)
            verb = tokens_are(t, i, verbs[k].word) && token_fits(&t->v[i], verbs[k].accented) &&
                   !(token_is(&t->v[i], "tinh") && !token_written(&t->v[i], "tính")) &&
                   (token_written(&t->v[i], "có") || !ANY_AT(t, i, sites));
        end = verb ? i : end;
    }
    return end;
}

/* By a word before the verb or behind it, it was done. */
static bool
over(const struct tokens *t, size_t from, size_t verb, size_t end)
{
    static const char *const past[] = { "roi", "hom", "bua", "thang truoc", "hoi", "xong" };

    return times_done(t, from, verb) || times_over(t, verb, end) || WITHIN(t, verb, end, past);
}

/* Behind this verb: another way, or to another than this office. */
static bool
goes_elsewhere(const struct tokens *t, size_t verb, size_t end)
{
    static const char *const fill[] = { "cho", "den", "ve", "len", "qua", "sang", "toi",
                                        "kinh", "ben" },
                             *const us[] = { "phong", "anh", "chi", "pv", "quy", "a",
                                             "cong an tinh" },
                             *const ways[] = { "nganh doc", "rieng", "theo nganh", "theo duong",
                                               "theo he thong" };
    size_t to = verb + 1, words;
    const char *way = NULL;

    for (size_t i = verb; i < end && (way == NULL || way == way_mail); i++)
        way = way_at(t, i, &words);
    while (to < end && ANY_AT(t, to, fill))
        to++;
    return (way != NULL && way != way_mail) || WITHIN(t, verb, end, ways) ||
           (to < end && (way_body(t, to) || (token_is_name(&t->v[to]) && t->v[to].number < 0)) &&
            !ANY_AT(t, to, us));
}

/* "Báo cáo tháng 5 xã đã gửi", "báo cáo của Đảng ủy gửi Huyện ủy", "báo cáo quý II em gửi sau": the
 * report that a sentence begins with is told of, and is not what comes; not "... em gửi kèm". */
static bool
told_of(const struct tokens *t, size_t first, size_t end)
{
    static const char *const sends[] = { "gui", "nop", "chuyen", "bao cao len" },
                             *const has[] = { "co", "gui", "nop", "kem", "xong", "lam" },
                             *const here[] = { "kem", "o day", "day la", "nhu file" },
                             *const then[] = { "sau", "se", "mai" };
    size_t verb = name_end(t, first + 1, end), from = verb;

    while (end < t->n && verb == end && !token_gap(&t->v[end], ".!?;")) {   /* "của A, của B ..." */
        for (end++; !tokens_clause(t, end); end++)
            ;
        from = verb = name_end(t, from, end);
    }
    for (size_t i = verb; i < end; i++)
        if (token_denies(&t->v[i]) && ANY_AT(t, i + 1, has))
            return true;
    while (verb < end && !ANY_AT(t, verb, sends))
        verb++;
    return verb < end && !WITHIN(t, from, end, here) &&
           (over(t, from, verb, end) || WITHIN(t, from, end, then) || goes_elsewhere(t, verb, end));
}

/* "Xã đã gửi báo cáo tháng 5, nay gửi 6 tháng" */
static bool
sent_before(const struct tokens *t, size_t first, size_t object, size_t end)
{
    static const char *const now[] = { "nay gui", "nay em gui", "nay xa gui", "nay nop", "gio gui",
                                       "gio em gui", "gio nop", "nay moi gui", "day la" };

    return over(t, first, object, end) && WITHIN(t, end, t->n, now);
}

/* "Em sẽ gửi phụ lục sau khi duyệt", "em gửi biên bản sau" */
static bool
to_come(const struct tokens *t, size_t first, size_t object, size_t end)
{
    static const char *const wills[] = { "se" };

    return WITHIN(t, first, object, wills) ||
           (end > object && token_is(&t->v[end - 1], "sau") && tokens_clause(t, end));
}

/* The clause speaks of another report than what comes. */
static bool
aside(const struct tokens *t, size_t first, size_t object, size_t end)
{
    return object == first ? told_of(t, first, end) : sent_before(t, first, object, end);
}

/* "Tháng 5", "quý II", "9 tháng": a part of a year that is no half of one. */
static bool
part_at(const struct tokens *t, size_t i, size_t end)
{
    static const char *const numerals[] = { "i", "ii", "iii", "iv" };
    int before = i > 0 ? t->v[i - 1].number : -1, behind = i + 1 < end ? t->v[i + 1].number : -1;
    bool quarter = token_is(&t->v[i], "quy") && token_fits(&t->v[i], "quý"),
         month = token_is(&t->v[i], "thang");

    if (month && before > 0)
        return before == 3 || before == 9;
    return ((month || quarter) && behind > 0 && behind <= 12) ||
           (quarter && i + 1 < end && ANY_AT(t, i + 1, numerals));
}

/* Of which year or part of one the report that is sent is said to be. */
static void
period_of(const struct tokens *t, size_t at, size_t end, struct letter_says *out)
{
    static const char *const others[] = { "so voi", "cung ky", "ke hoach", "cong van", "ngay",
                                          "phuong huong", "nhiem vu", "va" },
                             *const halves[] = { "cuoi nam", "thang cuoi" },
                             *const reports_of[] = { "bao cao", "file bao cao", "so lieu",
                                                     "cua nam" };
    int year = 0;
    bool several = false;

    if (!ANY_AT(t, at, reports_of) || WITHIN(t, at, end, others))
        return;
    for (size_t i = at; i < end; i++) {
        if (t->v[i].number >= 2000 && t->v[i].number < 2100) {
            several = several || (year != 0 && year != t->v[i].number);
            year = t->v[i].number;
        }
        out->part = out->part || part_at(t, i, end);
    }
    out->part = out->part || WITHIN(t, at, end, halves);
    out->year = several || year == 0 ? out->year : year;
}

/* "Kèm theo quyết định kiện toàn, huyện gửi báo cáo": the paper goes with what its sentence sends. */
static bool
goes_with(const struct tokens *t, size_t first, size_t end)
{
    static const char *const heads[] = { "kem", "dinh kem", "gui kem", "cung voi", "ngoai" };
    bool sent = false;

    for (size_t next; ANY_AT(t, first, heads) && end < t->n && token_gap(&t->v[end], ",") && !sent;
         end = next) {
        size_t object;

        for (next = end + 1; !tokens_clause(t, next); next++)
            ;
        object = object_of(t, end, next);
        sent = object > end && object < next && ANY_AT(t, object, reports) &&
               !to_come(t, end, object, next);
    }
    return sent;
}

static void
read_clause(const struct tokens *t, size_t first, size_t end, struct letter_says *out)
{
    size_t object = object_of(t, first, end), of = object, name;

    if (comes_later(t, first, end)) {
        out->later = true;
        for (size_t i = first; i < end; i++)
            out->later_part = out->later_part || part_at(t, i, end);
    }
    out->meant = out->meant || for_others(t, first, end);
    if (object >= end)
        return;
    if (object > first && to_come(t, first, object, end))
        return;
    out->paper = out->paper || of_event(t, object, end) ||
                 (other_paper(t, object, end) && !goes_with(t, first, end));
    if (aside(t, first, object, end))
        return;
    name = name_end(t, object + 1, end);
    period_of(t, object, name, out);
    while (of < name && !token_is(&t->v[of], "cua"))
        of++;
    if (tokens_are(t, object, "bao cao") && of + 1 < name && out->owner == t->n)
        out->owner = of + 1;
}

/* A clause that has none of these words says nothing of the kind. */
void
beside_read(const struct tokens *t, struct letter_says *out)
{
    static const char *const words[] = { "bao", "bien", "quyet", "mau", "bieu", "phu", "giay",
                                         "thong", "nghi", "cc", "nay" };
    const uint64_t speaks = tokens_starts(words, ARRAY_LEN(words));

    *out = (struct letter_says){ .owner = t->n };
    for (size_t first = 0, end; first < t->n; first = end) {
        uint64_t clause = word_bit(t->v[first].hash);

        for (end = first + 1; end < t->n && !tokens_clause(t, end); end++)
            clause |= word_bit(t->v[end].hash);
        if ((clause & speaks) != 0 && WITHIN(t, first, end, words))
            read_clause(t, first, end, out);
    }
}

/* ---- of another matter than a report that came --------------------------------------------------- */

bool
beside_matter_at(const struct tokens *t, size_t at)
{
    static const char *const papers[] = { "bien ban", "quyet dinh", "nghi quyet", "thong bao",
                                          "giay moi", "thu moi", "ke hoach", "chuong trinh",
                                          "kich ban", "bai phat bieu", "bai tham luan", "du toan",
                                          "the le" },
                             *const lists[] = { "danh sach" },
                             *const of[] = { "khen thuong", "khen tang", "tham du", "tham gia",
                                             "dang ky", "dau moi" };

    return ANY_AT(t, at, papers) || (ANY_AT(t, at, lists) && WITHIN(t, at + 2, at + FAR, of));
}

/* As object_of, where the letter may say that it adds: "gửi bổ sung cho phòng biên bản họp". */
static size_t
added_object(const struct tokens *t, size_t first, size_t end)
{
    static const char *const adds[] = { "bo sung", "goi" },
                             *const fill[] = { "bo", "sung", "them", "tiep", "bu", "not", "phong",
                                               "anh", "chi", "em", "cho", "kem", "a" };
    size_t at = object_of(t, first, end);

    if (at == end)
        at = TOKENS_FIND(t, first, adds);
    if (at >= end || at >= first + 2 * OPENING)
        return end;
    at += token_is(&t->v[at], "goi");
    while (at < end && (ANY_AT(t, at, fill) || t->v[at].number >= 0))
        at++;
    return at;
}

bool
beside_matter(const struct tokens *t)
{
    static const char *const joined[] = { "bao cao", "phu luc", "va bieu", "so lieu", "trang" },
                             *const part[] = { "minh hoa", "phu luc", "pl" };
    bool other = false;

    for (size_t first = 0, end; first < t->n && !other; first = end) {
        size_t at;

        for (end = first + 1; end < t->n && !tokens_clause(t, end);)
            end++;
        at = added_object(t, first, end);
        other = at < end && beside_matter_at(t, at) && !by_it(t, at) &&
                !WITHIN(t, at, end, joined) && !goes_with(t, first, end);
    }
    return other || (!SOMEWHERE(t, part, NULL) && beside_depicts(t));
}

/* ---- what comes in the report's place -------------------------------------------------------- */

/* "Hình", and "ảnh" that is none of "anh"; not "tình hình", "mô hình". */
static bool
picture_at(const struct tokens *t, size_t at)
{
    static const char *const within[] = { "tinh", "dien", "mo", "loai", "truyen", "dia" },
                             *const pictures[] = { "hinh", "photo", "photos", "picture", "pictures" };

    return token_written(&t->v[at], "ảnh") ||
           (ANY_AT(t, at, pictures) && !(at > 0 && ANY_AT(t, at - 1, within)));
}

/* What is seen on it is no page: "hình hội nghị". */
static bool
of_doings(const struct tokens *t, size_t at)
{
    static const char *const seen[] = { "hoi nghi", "ra quan", "minh hoa", "hoat dong", "ba con",
                                        "buoi le", "le phat", "le ra", "cuoc hop", "buoi hop",
                                        "dien tap", "dieu hanh", "tuan tra", "phat dong",
                                        "trao qua", "khen thuong", "meeting", "event" };
    size_t end = at + 1;

    while (end < t->n && end < at + FAR && !tokens_clause(t, end))
        end++;
    return picture_at(t, at) && (WITHIN(t, at, end, seen) || tokens_event(t, at) < end);
}

/* It is what is sent, or what the letter begins with. */
static bool
is_sent(const struct tokens *t, size_t at)
{
    static const char *const sends[] = { "gui", "goi", "chuyen" },
                             *const fill[] = { "phong", "anh", "chi", "kem", "cho", "quy", "cai" };

    while (at > 0 && ANY_AT(t, at - 1, fill))
        at--;
    return at == 0 || ANY_AT(t, at - 1, sends);
}

static const char *const pages[] = { "bao cao", "van ban", "ban ky", "ban chup", "ban giay", "ban goc",
                                     "ban scan", "danh sach", "so lieu", "bieu", "bang", "trang", "file" };

bool
beside_names_page(const struct tokens *t)
{
    return SOMEWHERE(t, pages, NULL);
}

bool
beside_depicts(const struct tokens *t)
{
    static const char *const papers[] = { "giay moi", "bien ban", "quyet dinh", "nghi quyet",
                                          "thong bao", "cong van xin", "van ban xin", "don xin" },
                             *const about[] = { "minh hoa", "gia han" };
    bool shown = false;

    for (size_t i = 0; i < t->n; i++) {
        if (ANY_AT(t, i, papers))
            shown = shown || is_sent(t, i);
        else if (ANY_AT(t, i, pages) && !WITHIN(t, i > FAR ? i - FAR : 0, i, about))
            return false;
        shown = shown || of_doings(t, i);
    }
    return shown;
}

bool
beside_unopened(const struct tokens *t)
{
    static const char *const forms[] = { "mau", "bieu", "file phong", "file anh", "file chi" },
                             *const fails[] = { "mo khong duoc", "khong mo duoc", "mo hong duoc",
                                                "mo ko duoc", "ko mo duoc", "mo khong ra",
                                                "khong mo ra", "mo hong ra", "mo ko ra",
                                                "chua mo duoc", "hong mo duoc" };

    return SOMEWHERE(t, forms, NULL) && SOMEWHERE(t, fails, NULL);
}
