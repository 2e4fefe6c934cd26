/* Told by the shape of what is said: what stands in a field, that it is wrong or that something is
 * left out of it, and behind a word for what is right the figure. */
#include "core/language/misstated.h"

#include <ctype.h>

#include "base/mem.h"
#include "core/language/times.h"

#define NEAR 3                  /* words between what is said of a figure, and it */
#define BEFORE 30               /* ... between what is wrong and what is right */
#define BEHIND 14
#define FEARED 5                /* ... between "nếu", "không" and what is not wrong, then */

/* The figure at this word as digits alone: "3.510" is "3510", "02" is "2". Not a day or a paper's
 * number, a year, or "2/3". How many words it takes; 0: none. */
static size_t
figure(const struct tokens *t, size_t at, char out[static FIGURE_MOST])
{
    size_t words = 0, n = 0;

    while (at + words < t->n && t->v[at + words].number >= 0) {
        const struct token *w = &t->v[at + words];
        bool joined = words > 0 && w->raw_len == 3 && (w->raw[-1] == '.' || w->raw[-1] == ',') &&
                      w[-1].raw + w[-1].raw_len + 1 == w->raw;      /* thousands */

        if (words > 0 && !joined)
            break;
        for (size_t i = 0; i < w->raw_len && isdigit((unsigned char)w->raw[i]); i++)
            if (n + 1 < FIGURE_MOST && (n > 0 || w->raw[i] != '0'))
                out[n++] = w->raw[i];
        words++;
    }
    if (words > 0 && n == 0)
        out[n++] = '0';
    out[n] = '\0';
    if (words == 0 || token_gap(&t->v[at], "/-") ||
        (at + words < t->n && (t->v[at + words].gap == '/' || t->v[at + words].gap == 0)) ||
        (words == 1 && t->v[at].number >= 2000 && t->v[at].number < 2100))
        return 0;
    return words;
}

/* A sentence begins here. */
static bool
sentence(const struct tokens *t, size_t at)
{
    size_t lines = 0;

    if (at == 0 || at >= t->n)
        return true;
    for (const char *p = t->v[at - 1].raw + t->v[at - 1].raw_len, *stop = t->v[at].raw; p < stop;
         p++) {
        lines += *p == '\n';
        if (*p == '!' || *p == '?' || *p == ';' || (*p == '.' && p + 1 < stop) || lines > 1)
            return true;
    }
    return lines > 0 && (token_is_name(&t->v[at]) || t->v[at].gap == '-');
}

static size_t
begins(const struct tokens *t, size_t at)
{
    while (!sentence(t, at))
        at--;
    return at;
}

/* ---- what is right ----------------------------------------------------------------------- */

/* The words between what says so and the figure: "đúng ra phải là có 45". */
static size_t
behind_fill(const struct tokens *t, size_t at)
{
    static const char *const fill[] = { "ra", "la", "phai", "thi", "co", "chi", "tong", "cong",
                                        "so", "o", "con", "toi", "den", "lai", "thanh", "giup",
                                        "gium", "em", "dum", "ho", "bang", "ghi", "voi" };
    size_t end = at;

    while (end < t->n && end - at < NEAR + 2 && t->v[end].number < 0 &&
           (end == at || !tokens_clause(t, end)) && ANY_AT(t, end, fill))
        end++;
    return end;
}

static const char *const rights[] = { "dung", "chinh xac", "phai la", "phai ghi", "sua",
                                      "dinh chinh", "thuc te", "thuc ra", "thiet ra", "doi thanh",
                                      "tong cong", "tong so", "tong la", "ma la", "thay bang" };

/* Counted behind a figure, they are parts of the paper. */
static const char *const parts[] = { "muc", "phan", "cho", "bieu", "trang", "file", "tep", "ban",
                                     "loi", "ngay", "thang", "nam" };

/* "Đúng (ra) là 8", "phải là 45", "sửa lại thành 3", "đính chính là 3.510", "tổng là 13":
 * behind the figure; 0: none. */
static size_t
said_right(const struct tokens *t, size_t at, char out[static FIGURE_MOST])
{
    static const char *const pairs[] = { "chinh xac", "dinh chinh", "thuc te", "thuc ra",
                                         "thiet ra" };
    size_t end, words;

    if (!ANY_AT(t, at, rights) || (token_is(&t->v[at], "dung") && !tokens_fit(t, at, "đúng")) ||
        (at > 0 && token_denies(&t->v[at - 1])))
        return 0;
    end = behind_fill(t, at + (ANY_AT(t, at, pairs) ? 2 : 1));
    words = figure(t, end, out);
    if (words > 0 && token_is(&t->v[at], "sua") && ANY_AT(t, end + words, parts))
        return 0;                       /* "sửa 3 mục" */
    return words > 0 ? end + words : 0;
}

static bool
right_here(const struct tokens *t, size_t at)
{
    char figure_said[FIGURE_MOST];

    return said_right(t, at, figure_said) > 0;
}

static const char *const after[] = { "moi dung", "moi phai", "moi chinh xac" },
                         *const nots[] = { "khong phai", "ko phai", "k phai", "hong phai",
                                           "hong co", "khong co", "bieu ghi", "bieu la",
                                           "file ghi", "file la", "tep ghi", "bang ghi",
                                           "bieu go", "file go", "cao ghi", "ghi nham",
                                           "ghi lon", "ghi sai" };

/* "3 lớp chứ không phải 2", "45 cuộc mới đúng", "là 4, trong biểu ghi 3": behind the figure at
 * this word. */
static size_t
right_of(const struct tokens *t, size_t at, char right[static FIGURE_MOST],
         char wrong[static FIGURE_MOST])
{
    static const char *const turns[] = { "chu", "cho", "ma", "trong", "tren", "bieu", "file" };
    size_t words = figure(t, at, right), end = at + words;

    if (words == 0)
        return 0;
    while (end < at + words + NEAR && end < t->n && !ANY_AT(t, end, turns) &&
           !ANY_AT(t, end, after))
        end++;
    if (ANY_AT(t, end, after))
        return end + 2;
    if (!ANY_AT(t, end, turns))
        return 0;
    for (; end < t->n && end < at + words + 2 * NEAR; end++)
        if (ANY_AT(t, end, nots)) {
            size_t was = behind_fill(t, end + 2);

            return figure(t, was, wrong) > 0 ? was + figure(t, was, wrong) : 0;
        }
    return 0;
}

static const char *const changes[] = { "sua", "dinh chinh", "dieu chinh", "chinh", "doi",
                                       "cap nhat" };

/* "Sửa số lớp từ 2 thành 3", "điều chỉnh chỉ tiêu 4 còn 15": behind the figure that is there now;
 * 0: none. "Sửa 3 mục còn 2 mục" changes no figure. */
static size_t
changed(const struct tokens *t, size_t at, char right[static FIGURE_MOST],
        char wrong[static FIGURE_MOST])
{
    static const char *const turns[] = { "thanh", "con", "len", "xuong", "sang" },
                             *const fields[] = { "tieu", "muc", "o", "dong", "cot", "bieu", "bang",
                                                 "thu", "tt", "tu", "la", "ghi" };

    if (!ANY_AT(t, at, changes) || (token_is(&t->v[at], "sua") && !tokens_fit(t, at, "sửa")) ||
        (token_is(&t->v[at], "doi") && !tokens_fit(t, at, "đổi")))
        return 0;
    for (size_t i = at + 1; i < t->n && i < at + BEHIND && !sentence(t, i); i++) {
        size_t words = ANY_AT(t, i, turns) ? figure(t, i + 1, right) : 0, end = i + 1 + words;

        if (words > 0)
            return ANY_AT(t, end, parts) ? 0 : end;
        if (t->v[i].number >= 0 && t->v[i - 1].number < 0 && !ANY_AT(t, i - 1, fields))
            return 0;
        if (token_is(&t->v[i], "tu"))
            figure(t, i + 1, wrong);
    }
    return 0;
}

static bool
changed_here(const struct tokens *t, size_t at)
{
    char right[FIGURE_MOST], wrong[FIGURE_MOST];

    return changed(t, at, right, wrong) > 0;
}

/* ---- what is wrong ----------------------------------------------------------------------- */

/* "Sai", "ghi nhầm", "gõ lộn", "chưa đúng", "chưa tính 2 người": said of what is there, and
 * not denied or only feared. */
static bool
called_wrong(const struct tokens *t, size_t at)
{
    static const char *const untrue[] = { "chua dung", "khong dung", "chua chinh xac",
                                        "khong chinh xac", "ko dung", "hong dung", "chua khop" },
                             *const left[] = { "chua tinh", "chua cong", "chua ke", "chua gom",
                                               "chua bao gom", "con thieu", "bi thieu", "con sot",
                                               "bi sot", "quen cong", "chua dua" },
                             *const feared[] = { "neu", "khong", "ko", "co gi", "tranh" },
                             *const offences[] = { "pham", "trai", "quy dinh" };
    const struct token *w = &t->v[at];
    size_t first = at;
    bool sole = (token_is(w, "sai") && !ANY_AT(t, at + 1, offences)) ||
                (token_is(w, "nham") && tokens_fit(t, at, "nhầm")) ||
                (token_is(w, "lon") && tokens_fit(t, at, "lộn")) ||
                (token_is(w, "dinh") && tokens_are(t, at, "dinh chinh")) ||
                (token_is(w, "sua") && tokens_fit(t, at, "sửa"));

    if (ANY_AT(t, at, untrue))
        return token_fits(&t->v[at + 1], "đúng") || !token_is(&t->v[at + 1], "dung");
    if (ANY_AT(t, at, left))
        return true;
    while (first > 0 && at - first < FEARED && !tokens_clause(t, first))
        first--;
    return sole && !WITHIN(t, first, at, feared);
}

/* The sentence speaks of a field of the form, or of what is counted in it. */
static bool
of_field(const struct tokens *t, size_t first, size_t end)
{
    static const struct { const char *word, *accented; } fields[] = {
        { "o", "ô" }, { "muc", "mục" }, { "dong", "dòng" }, { "cot", "cột" }, { "bieu", "biểu" },
        { "bang", "bảng" }, { "file", "file" }, { "tep", "tệp" }, { "cho", "chỗ" }, { "so", "số" },
    };
    bool is = false;

    for (size_t i = first; i < end && !is; i++)
        for (size_t k = 0; k < ARRAY_LEN(fields) && !is; k++)
            is = token_is(&t->v[i], fields[k].word) && token_fits(&t->v[i], fields[k].accented);
    return is;
}

/* The figure that stands in the field: "ghi 7", "trong file là 42", "hiện 120". */
static size_t
stands(const struct tokens *t, size_t first, size_t end, char out[static FIGURE_MOST])
{
    static const char *const verbs[] = { "ghi", "bieu la", "file la", "tep la", "bang la", "de",
                                         "go", "danh", "nhap", "dien", "hien", "nham", "lon", "sai",
                                         "thanh" };

    for (size_t i = first; i < end; i++)
        if (ANY_AT(t, i, verbs)) {
            size_t at = behind_fill(t, i + 1);

            while (at < end && (ANY_AT(t, at, verbs)))
                at = behind_fill(t, at + 1);
            if (at < end && figure(t, at, out) > 0)
                return at;
        }
    out[0] = '\0';
    return end;
}

/* The figure is none of the form's: a telephone, a file's name, the day when it is due. */
static bool
elsewhere(const struct tokens *t, size_t first, size_t end)
{
    static const char *const things[] = { "dien thoai", "sdt", "tieu de", "ten file", "ten tep",
                                          "dia chi", "so hieu", "so van ban", "so cong van",
                                          "han nop", "thoi han", "hom thu" };

    return WITHIN(t, first, end, things);
}

/* What is right began at `at` and ends before `end`; is something beside it called wrong, or does
 * another figure stand in a field? */
static bool
judged(const struct tokens *t, size_t at, size_t end, struct misstated *out)
{
    static const char *const older[] = { "truoc", "ban cu", "da sua", "da chinh", "da dieu chinh",
                                         "da cap nhat", "sua roi", "gui lai", "goi lai", "nop lai",
                                         "thay the", "thay cho", "thay ban", "sang nay" };
    size_t first = begins(t, at), last = end, wrong;

    if (first > 0)
        first = begins(t, first - 1);
    if (at - first > BEFORE)
        first = at - BEFORE;
    while (last < t->n && last < end + BEHIND && !sentence(t, last))
        last++;
    for (wrong = first; wrong < last && !called_wrong(t, wrong); wrong++)
        ;
    if (out->wrong[0] == '\0' && stands(t, first, at, out->wrong) == at)
        stands(t, end, last, out->wrong);
    if (wrong == last && out->wrong[0] != '\0' && of_field(t, begins(t, at), at))
        wrong = at;
    out->first = begins(t, wrong < at ? wrong : at);
    out->end = last;
    out->older = WITHIN(t, first, last, older) || times_over(t, first, last);
    return wrong < last && !elsewhere(t, first, last);
}

bool
misstated_find(const struct tokens *t, size_t from, struct misstated *out)
{
    for (size_t at = from; at < t->n; at++) {
        size_t end;

        *out = (struct misstated){0};
        end = said_right(t, at, out->right);
        if (end == 0)
            end = right_of(t, at, out->right, out->wrong);
        if (end == 0)
            out->changed = (end = changed(t, at, out->right, out->wrong)) > 0;
        if (end > 0 && (judged(t, at, end, out) ||
                        (out->changed && !elsewhere(t, out->first, out->end))))
            return true;
    }
    return false;
}

bool
misstated_told(const struct tokens *t)
{
    static const char *const marks[] = { "sai", "nham", "lon", "dinh chinh", "sua", "chua dung",
                                         "khong dung", "ko dung", "hong dung", "chinh xac", "khop",
                                         "khong phai", "ghi", "hien", "go", "chua tinh",
                                         "chua cong", "chua ke", "chua gom", "chua bao gom",
                                         "thieu", "sot", "quen", "chua dua", "nhap", "dien",
                                         "file la",
                                         "bieu la", "hong phai", "ko phai" };
    static const char *const turned[] = { "phai", "ghi", "go", "moi dung", "moi chinh xac",
                                          "bieu la", "file la", "hong co", "khong co" };
    struct misstated m;

    return (((SOMEWHERE(t, rights, right_here) || SOMEWHERE(t, turned, NULL)) &&
             SOMEWHERE(t, marks, NULL)) || SOMEWHERE(t, changes, changed_here)) &&
           misstated_find(t, 0, &m);
}
