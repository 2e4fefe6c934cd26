#include "core/language/nil.h"

#include "base/mem.h"

#define FAR 9                   /* words of one saying */

/* Whom a list is of, ... */
static const char *const who[] = { "don vi", "co quan", "doanh nghiep", "co so", "tap the",
                                   "ca nhan", "dien hinh", "doi tuong", "mo hinh", "truong hop",
                                   "ung vien", "guong", "nhan to", "noi", "xa nao", "phuong nao",
                                   "dia phuong nao", "truong nao", "ai", "danh sach" };
/* ... what is done with them, ... */
static const char *const choosing[] = { "lua chon", "chon", "gioi thieu", "dang ky", "binh chon",
                                        "binh xet", "xet chon", "tien cu", "lap", "de nghi",
                                        "de xuat", "xet", "tim", "cong nhan", "chon duoc",
                                        "de xuat duoc" };
/* ... of which these need no object, ... */
static const char *const alone[] = { "lua chon", "gioi thieu", "dang ky", "binh chon", "binh xet",
                                     "chon duoc", "de xuat duoc" };
/* ... and what they must be for it. */
static const char *const being[] = { "du dieu kien", "du tieu chuan", "du tieu chi", "dat",
                                     "dap ung", "tieu bieu", "xung dang", "noi bat", "phu hop",
                                     "dien hinh", "thuoc dien" };
/* Between "không" and those. */
static const char *const between[] = { "co", "duoc", "con", "the", "mot", "bat", "ky", "to", "chuc",
                                       "thuc", "hien", "viec", "tien", "hanh", "phat", "sinh",
                                       "xac", "dinh", "tham", "gia", "xay", "dung", "nhu", "cau",
                                       "ra", "de", "ho", "so", "nao", "gi", "thay" };
/* It tells of something else than that there is nobody. */
static const char *const otherwise[] = { "khong", "chua", "khac", "them", "bo sung", "thay doi",
                                         "cham", "tre", "vi pham", "lai", "so voi", "vuong mac",
                                         "rut", "khen thuong", "ngoai", "sai", "trung", "y kien" };

/* "Vì ...", which no "đơn vị" is. */
static bool
gives_reason(const struct tokens *t, size_t at)
{
    static const char *const reasons[] = { "vi", "do", "nen" };

    return ANY_AT(t, at, reasons) && !(at > 0 && tokens_are(t, at - 1, "don vi"));
}

static bool
ends_at(const struct tokens *t, size_t at)
{
    return at >= t->n || token_gap(&t->v[at], ".;!?:()*|") || tokens_clause(t, at);
}

/* Within the words [from, to) and a word or two more of one saying it goes on otherwise. */
static bool
turns(const struct tokens *t, size_t from, size_t to)
{
    for (size_t i = from; i < to + 2 && i < t->n &&
                          (i < to || !(ends_at(t, i) || gives_reason(t, i)));
         i++)
        if (ANY_AT(t, i, otherwise))
            return true;
    return false;
}

static size_t
past(const struct tokens *t, size_t at)
{
    while (!ends_at(t, at) && ANY_AT(t, at, between) && !ANY_AT(t, at, who) &&
           !ANY_AT(t, at, choosing))
        at++;
    return at;
}

static size_t
length_of(const struct tokens *t, size_t at, const char *const *list, size_t n)
{
    size_t most = 0;

    for (size_t i = 0; i < n; i++)
        if (tokens_are(t, at, list[i]) && tokens_in(list[i]) > most)
            most = tokens_in(list[i]);
    return most;
}
#define LENGTH_OF(t, at, list) length_of(t, at, list, ARRAY_LEN(list))

static bool
is_being(const struct tokens *t, size_t at)
{
    return ANY_AT(t, at, being) && (!tokens_are(t, at, "dat") || token_fits(&t->v[at], "đạt"));
}

/* "[không có] đơn vị nào đề nghị", "... tập thể, cá nhân tiêu biểu", "... điển hình." */
static bool
nobody_is(const struct tokens *t, size_t from, size_t at)
{
    size_t end = past(t, at + LENGTH_OF(t, at, who));

    if (ends_at(t, end) && !(end < t->n && token_gap(&t->v[end], ",") && ANY_AT(t, end, who)))
        return !turns(t, from, end);
    for (size_t i = end; i < t->n && i < end + FAR; i++) {
        if (ends_at(t, i) && !(token_gap(&t->v[i], ",") && ANY_AT(t, i, who)))
            return false;
        if (ANY_AT(t, i, choosing) || is_being(t, i))
            return !turns(t, from, i + 2);
    }
    return false;
}

/* "[không] lựa chọn được điển hình", "... đăng ký", "... đề nghị đơn vị nào" */
static bool
chooses_nobody(const struct tokens *t, size_t from, size_t at)
{
    bool lone = ANY_AT(t, at, alone);
    size_t end = past(t, at + LENGTH_OF(t, at, choosing));

    while (!ends_at(t, end) && ANY_AT(t, end, choosing))
        end = past(t, end + LENGTH_OF(t, end, choosing));
    if (ANY_AT(t, end, who))
        return !turns(t, from, end + LENGTH_OF(t, end, who));
    return lone && ends_at(t, end) && !turns(t, from, end);
}

/* "Danh sách: không có", "số đơn vị được chọn: 0" */
static bool
answered_no(const struct tokens *t, size_t at)
{
    static const char *const asked[] = { "danh sach", "don vi", "dien hinh", "lua chon", "tap the",
                                         "ca nhan" };
    size_t end = at + 1;

    if (at == 0 || !token_gap(&t->v[at], ":|-(") || !tokens_within(t, at > FAR ? at - FAR : 0, at, asked, ARRAY_LEN(asked)))
        return false;
    end += tokens_are(t, end, "co");
    return ends_at(t, end);
}

/* "Các đơn vị đều chưa đủ điều kiện" */
static bool
all_fail(const struct tokens *t, size_t at)
{
    return at > 0 && token_is(&t->v[at - 1], "deu") &&
           tokens_within(t, at > FAR ? at - FAR : 0, at, who, ARRAY_LEN(who)) &&
           is_being(t, past(t, at + 1));
}

/* "Không có đơn vị nào chưa đăng ký", "nếu không có đơn vị nào" */
static bool
denied(const struct tokens *t, size_t at)
{
    static const char *const ifs[] = { "neu" };
    size_t first = at;

    while (first > 0 && at - first < FAR && !ends_at(t, first) && !gives_reason(t, first))
        first--;
    for (size_t i = first; i < at; i++)
        if (token_denies(&t->v[i]))
            return true;
    return tokens_within(t, first, at, ifs, ARRAY_LEN(ifs));
}

/* "Đề nghị 02 đơn vị": there is somebody. */
static bool
chose_some(const struct tokens *t)
{
    static const char *const kinds[] = { "xa", "phuong", "thi tran", "truong" };

    for (size_t i = 1; i + 1 < t->n; i++)
        if (t->v[i].number > 0 && (ANY_AT(t, i + 1, who) || ANY_AT(t, i + 1, kinds)) &&
            tokens_within(t, i > 2 ? i - 2 : 0, i, choosing, ARRAY_LEN(choosing)))
            return true;
    return false;
}

/* What "không" at this word says no to. */
static bool
denies_all(const struct tokens *t, size_t i)
{
    size_t at = past(t, i + 1);

    return answered_no(t, i) || all_fail(t, i) ||
           (ANY_AT(t, at, who) && nobody_is(t, i + 1, at)) ||
           (ANY_AT(t, at, choosing) && chooses_nobody(t, i + 1, at));
}

bool
nil_said(const struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++)
        if ((t->v[i].number == 0 && answered_no(t, i)) ||
            (token_denies(&t->v[i]) && !denied(t, i) && denies_all(t, i)))
            return !chose_some(t);
    return false;
}
