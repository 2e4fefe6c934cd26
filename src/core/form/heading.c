/* What the words over a column, or before a row, say of its figures: that they are the
 * report's own, a part of them, or something beside them, as a plan or another period. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

#define HEADING_MOST 90         /* bytes: a longer cell is a sentence */
#define YEAR_LEAST 1990
#define YEAR_MOST 2100
#define MONTHS 12

int
grid_year(const char *text)
{
    int year = 0;

    for (const char *p = text; *p != '\0'; p += strspn(p, "0123456789")) {
        p += strcspn(p, "0123456789");
        if (strspn(p, "0123456789") != 4 || atoi(p) < YEAR_LEAST || atoi(p) > YEAR_MOST)
            continue;
        if (year != 0 && year != atoi(p))
            return 0;
        year = atoi(p);
    }
    return year;
}

/* ---- the months that it names ---------------------------------------------------------- */

static size_t
token(const char *p)
{
    return strcspn(p, " ");
}

static bool
is_token(const char *p, const char *word)
{
    return token(p) == strlen(word) && strncmp(p, word, strlen(word)) == 0;
}

static const char *
next_token(const char *p)
{
    p += token(p);
    return p + (*p == ' ');
}

/* "6", "06", "vi"; 0: it is none up to `most`. */
static int
small(const char *p, size_t n, int most)
{
    static const char *const roman[] = { "i", "ii", "iii", "iv" };
    int value = 0;

    for (size_t i = 0; i < ARRAY_LEN(roman); i++)
        value = strlen(roman[i]) == n && strncmp(p, roman[i], n) == 0 ? (int)i + 1 : value;
    if (value == 0 && n > 0 && n <= 2 && strspn(p, "0123456789") >= n)
        value = atoi(p);
    return value <= most ? value : 0;
}

static void
widen(struct months *m, int from, int to)
{
    m->from = m->to == 0 || from < m->from ? from : m->from;
    m->to = to > m->to ? to : m->to;
}

/* "quý I", "quý 1 và 2", "tháng 5", "tháng 1-5"; each is `length` months long. */
static void
numbered(struct months *m, const char *p, int length)
{
    int n;

    for (; (n = small(p, token(p), MONTHS / length)) > 0 || is_token(p, "va"); p = next_token(p))
        if (n > 0)
            widen(m, (n - 1) * length + 1, n * length);
}

/* "6 tháng", "sáu tháng cuối năm". */
static void
so_many(struct months *m, int n, const char *behind)
{
    bool last = text_begins(behind, "cuoi");

    if (n > 0)
        widen(m, last ? MONTHS - n + 1 : 1, last ? MONTHS : n);
    m->any = !last && !text_begins(behind, "dau");
}

/* "T5", "QII". */
static void
numbered_short(struct months *m, const char *p)
{
    int length = *p == 'q' ? 3 : 1, n = small(p + 1, token(p) - 1, MONTHS / length);

    if (n > 0)
        widen(m, (n - 1) * length + 1, n * length);
}

struct months
heading_months(const char *folded)
{
    struct months m = {0};
    const char *before = "";

    for (const char *p = folded; *p != '\0'; before = p, p = next_token(p)) {
        size_t digits = strspn(p, "0123456789");
        bool counted = isdigit((unsigned char)*before) || is_token(before, "sau");
        int n = is_token(before, "sau") ? 6 : small(before, token(before), MONTHS);

        if (is_token(p, "quy"))
            numbered(&m, next_token(p), 3);
        else if (is_token(p, "thang") && counted)
            so_many(&m, n, next_token(p));
        else if (is_token(p, "thang"))
            numbered(&m, next_token(p), 1);
        else if (digits > 0 && (is_token(p + digits, "t") || is_token(p + digits, "th")))
            so_many(&m, small(p, digits, MONTHS), next_token(p));
        else if (strchr("tq", *p) != NULL && p[1] != ' ' && p[1] != '\0')
            numbered_short(&m, p);
        else if (text_begins(p, "ca nam"))
            widen(&m, 1, MONTHS);
    }
    return m;
}

/* Of "-H1", "-Q2", "-06"; where the period is a year, of "Báo cáo 6 tháng ...". */
struct months
heading_own(const char *period, const char *title)
{
    const char *part = period != NULL ? strchr(period, '-') : NULL;
    int n = part != NULL ? atoi(part + 1 + (isdigit((unsigned char)part[1]) == 0)) : 0;
    struct months m = {0};
    char *folded;

    if (part != NULL && part[1] != 'W' && n > 0) {
        int length = part[1] == 'H' ? 6 : part[1] == 'Q' ? 3 : 1;
        widen(&m, (n - 1) * length + 1, n * length);
    } else if (part == NULL && title != NULL) {
        folded = text_fold(title);
        m = text_begins(folded, "bao cao nam") ? (struct months){ 1, MONTHS, false }
                                               : heading_months(folded);
        free(folded);
    }
    return m;
}

/* ---- its words ------------------------------------------------------------------------- */

enum where { ANYWHERE, FIRST, ALONE };

/* Of several the one that stands first here counts; accented: what it is with its marks, where others fold
 * to the same. */
static const struct {
    const char *words;
    enum where where;
    enum says says;
    const char *accented;
} words[] = {
    { "truoc dieu chinh", ANYWHERE, SAYS_DRAFT, NULL }, { "chua dieu chinh", ANYWHERE, SAYS_DRAFT, NULL },
    { "so voi", ANYWHERE, SAYS_ASIDE, NULL }, { "so sanh", ANYWHERE, SAYS_ASIDE, NULL },
    { "chenh lech", ANYWHERE, SAYS_ASIDE, NULL }, { "tang giam", ANYWHERE, SAYS_ASIDE, NULL },
    { "tang", ALONE, SAYS_ASIDE, "tăng" }, { "giam", ALONE, SAYS_ASIDE, "giảm" },
    { "bien dong", ANYWHERE, SAYS_ASIDE, "biến động" }, { "ty le", ANYWHERE, SAYS_ASIDE, "tỷ lệ" },
    { "ti le", ANYWHERE, SAYS_ASIDE, NULL }, { "phan tram", ANYWHERE, SAYS_ASIDE, NULL },
    { "cung ky", ANYWHERE, SAYS_ASIDE, NULL }, { "ck", FIRST, SAYS_ASIDE, NULL },
    { "truoc", ANYWHERE, SAYS_ASIDE, NULL }, { "nam ngoai", ANYWHERE, SAYS_ASIDE, NULL },
    { "nam sau", ANYWHERE, SAYS_ASIDE, NULL }, { "ky sau", ANYWHERE, SAYS_ASIDE, NULL },
    { "quy sau", ANYWHERE, SAYS_ASIDE, NULL }, { "thang sau", ANYWHERE, SAYS_ASIDE, NULL },
    { "nam toi", ANYWHERE, SAYS_ASIDE, NULL }, { "ky toi", ANYWHERE, SAYS_ASIDE, NULL },
    { "thoi gian toi", ANYWHERE, SAYS_ASIDE, NULL }, { "previous", FIRST, SAYS_ASIDE, NULL },
    { "planned", FIRST, SAYS_ASIDE, NULL }, { "plan", FIRST, SAYS_ASIDE, NULL },
    { "ban dau", FIRST, SAYS_DRAFT, NULL }, { "so ban dau", FIRST, SAYS_DRAFT, NULL },
    { "so lieu ban dau", FIRST, SAYS_DRAFT, NULL }, { "ket qua ban dau", FIRST, SAYS_DRAFT, NULL },
    { "so bo", ALONE, SAYS_DRAFT, "sơ bộ" }, { "so lieu so bo", FIRST, SAYS_DRAFT, NULL },
    { "ket qua so bo", FIRST, SAYS_DRAFT, NULL }, { "du thao", ANYWHERE, SAYS_DRAFT, NULL },
    { "ban nhap", ANYWHERE, SAYS_DRAFT, NULL }, { "ban gui", FIRST, SAYS_DRAFT, NULL },
    { "so gui", FIRST, SAYS_DRAFT, NULL }, { "so da gui", FIRST, SAYS_DRAFT, NULL },
    { "so lieu da gui", FIRST, SAYS_DRAFT, NULL }, { "ban da gui", FIRST, SAYS_DRAFT, NULL },
    { "so da bao cao", FIRST, SAYS_DRAFT, NULL }, { "so lieu da bao cao", FIRST, SAYS_DRAFT, NULL },
    { "da bao cao", ALONE, SAYS_DRAFT, NULL }, { "ban cu", FIRST, SAYS_DRAFT, "bản cũ" },
    { "so cu", FIRST, SAYS_DRAFT, "cũ" }, { "so lieu cu", FIRST, SAYS_DRAFT, "cũ" },
    { "cu", ALONE, SAYS_DRAFT, "cũ" }, { "du kien", ANYWHERE, SAYS_PLAN, "dự kiến" },
    { "ke hoach", ANYWHERE, SAYS_PLAN, NULL }, { "kh", FIRST, SAYS_PLAN, NULL },
    { "muc tieu", ANYWHERE, SAYS_PLAN, NULL }, { "du toan", ANYWHERE, SAYS_PLAN, "dự toán" }, { "duoc giao", ANYWHERE, SAYS_PLAN, NULL },
    { "chi tieu", FIRST, SAYS_PLAN, "chỉ tiêu" }, { "dinh muc", FIRST, SAYS_PLAN, NULL },
    { "ban chot", ANYWHERE, SAYS_FINAL, NULL }, { "so lieu chot", ANYWHERE, SAYS_FINAL, NULL },
    { "so chot", ALONE, SAYS_FINAL, NULL }, { "da chot", ANYWHERE, SAYS_FINAL, NULL },
    { "chot", ALONE, SAYS_FINAL, NULL }, { "chot so lieu", ANYWHERE, SAYS_FINAL, NULL },
    { "cuoi cung", ANYWHERE, SAYS_FINAL, NULL }, { "chinh thuc", ALONE, SAYS_NEW, NULL },
    { "so chinh thuc", FIRST, SAYS_FINAL, NULL }, { "so lieu chinh thuc", FIRST, SAYS_FINAL, NULL },
    { "ket qua chinh thuc", FIRST, SAYS_FINAL, NULL }, { "ban chinh thuc", FIRST, SAYS_FINAL, NULL },
    { "moi", ALONE, SAYS_NEW, "mới" }, { "so moi", FIRST, SAYS_FINAL, "mới" },
    { "so lieu moi", FIRST, SAYS_FINAL, "mới" }, { "ket qua moi", FIRST, SAYS_FINAL, "mới" },
    { "ban moi", FIRST, SAYS_FINAL, "mới" }, { "da dieu chinh", ANYWHERE, SAYS_FINAL, NULL },
    { "da dinh chinh", ANYWHERE, SAYS_FINAL, NULL }, { "da sua", ANYWHERE, SAYS_FINAL, NULL },
    { "ban sua", FIRST, SAYS_FINAL, NULL }, { "da ra soat", ANYWHERE, SAYS_FINAL, NULL },
    { "da cap nhat", ANYWHERE, SAYS_FINAL, NULL }, { "dieu chinh", ANYWHERE, SAYS_EITHER, NULL },
    { "dinh chinh", ANYWHERE, SAYS_EITHER, NULL }, { "bo sung", ANYWHERE, SAYS_EITHER, NULL },
    { "uoc", ANYWHERE, SAYS_EITHER, NULL }, { "dau ky", ANYWHERE, SAYS_EITHER, NULL },
    { "cuoi ky", ANYWHERE, SAYS_EITHER, NULL }, { "luy ke", ANYWHERE, SAYS_SINCE, NULL },
    { "cong don", ANYWHERE, SAYS_SINCE, NULL }, { "tu dau nam", ANYWHERE, SAYS_SINCE, NULL },
    { "ky nay", ANYWHERE, SAYS_OWN, NULL }, { "ky bao cao", ANYWHERE, SAYS_OWN, NULL },
    { "trong ky", ANYWHERE, SAYS_OWN, NULL }, { "nam nay", ANYWHERE, SAYS_OWN, NULL },
    { "ca ky", FIRST, SAYS_OWN, NULL }, { "toan ky", FIRST, SAYS_OWN, NULL },
    { "ky hien tai", ANYWHERE, SAYS_OWN, NULL }, { "current", FIRST, SAYS_OWN, NULL },
    { "quy nay", ANYWHERE, SAYS_QUARTER, NULL }, { "trong quy", ANYWHERE, SAYS_QUARTER, NULL },
    { "thang nay", ANYWHERE, SAYS_MONTH, NULL }, { "trong thang", ANYWHERE, SAYS_MONTH, NULL },
    { "ket qua", FIRST, SAYS_RESULT, NULL }, { "so lieu", FIRST, SAYS_RESULT, NULL },
    { "so luong", FIRST, SAYS_RESULT, NULL }, { "thuc hien", FIRST, SAYS_RESULT, NULL },
    { "da thuc hien", FIRST, SAYS_RESULT, NULL }, { "so thuc hien", FIRST, SAYS_RESULT, NULL },
    { "thuc te", FIRST, SAYS_RESULT, NULL }, { "so thuc te", FIRST, SAYS_RESULT, NULL },
    { "dat duoc", FIRST, SAYS_RESULT, NULL }, { "hoan thanh", FIRST, SAYS_RESULT, NULL },
    { "da lam", FIRST, SAYS_RESULT, NULL }, { "lam duoc", FIRST, SAYS_RESULT, NULL },
    { "gia tri", FIRST, SAYS_RESULT, NULL }, { "actual", FIRST, SAYS_RESULT, NULL },
    { "ghi chu", FIRST, SAYS_BESIDE, NULL }, { "don vi", FIRST, SAYS_BESIDE, NULL },
    { "dvt", FIRST, SAYS_BESIDE, NULL }, { "stt", FIRST, SAYS_BESIDE, NULL }, { "tt", FIRST, SAYS_BESIDE, NULL },
    { "ma so", FIRST, SAYS_BESIDE, NULL },
};

static bool
stands(const char *folded, const char *p, size_t i)
{
    return words[i].words[0] == *p && text_begins(p, words[i].words) &&
           (words[i].where == ANYWHERE ||
            (p == folded && (words[i].where == FIRST || strcmp(p, words[i].words) == 0)));
}

static bool
ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

static bool
accented(const char *value, const char *mark)
{
    char *lower;
    bool is;

    if (mark == NULL || ascii(value))
        return true;
    lower = text_lower(value);
    is = strstr(lower, mark) != NULL;
    free(lower);
    return is;
}

/* "Thực hiện kế hoạch" is what was done of it. */
static enum says
words_say(const char *value, const char *folded)
{
    size_t best = ARRAY_LEN(words);
    bool done = false;

    for (const char *p = folded; *p != '\0'; p = next_token(p))
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
            if (!stands(folded, p, i) || (done && words[i].says == SAYS_PLAN) ||
                !accented(value, words[i].accented))
                continue;
            done = done || words[i].says == SAYS_RESULT;
            best = i < best ? i : best;
        }
    return best < ARRAY_LEN(words) ? words[best].says : SAYS_NOTHING;
}

/* "Sau rà soát": beside it what it corrects stands. */
static bool
after_correction(const char *folded)
{
    static const char *const done[] = { "chinh", "sua", "soat", "kiem tra", "doi chieu", "tham dinh", "xac minh", "cap nhat", "thong nhat" };
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(done) && !is; i++)
        is = text_has_tokens(folded, done[i]);
    return is && (text_begins(folded, "sau") || text_begins(folded, "so sau") ||
                  text_begins(folded, "so lieu sau") || text_begins(folded, "ket qua sau"));
}

/* What the months say; SAYS_NOTHING: it names none. */
static enum says
months_say(const struct months *m, const struct months *own)
{
    if (m->to == 0)
        return SAYS_NOTHING;
    if (own->to == 0)
        return SAYS_PART;
    if ((m->from == own->from && m->to == own->to) ||
        (m->any && m->to - m->from == own->to - own->from))
        return SAYS_OWN;
    return m->from >= own->from && m->to <= own->to ? SAYS_PART : SAYS_ASIDE;
}

/* "Tháng này" is the own period of a report that is monthly. */
static enum says
of_length(enum says says, const struct months *own)
{
    int length = says == SAYS_MONTH ? 1 : 3;

    if (says != SAYS_MONTH && says != SAYS_QUARTER)
        return says;
    return own->to == 0 || own->to - own->from + 1 == length ? SAYS_OWN : SAYS_PART;
}

static bool
is_whole(const struct spot *spot, const char *folded, bool months)
{
    bool certain;

    return label_whole(spot) || (months && label_total(spot->value, folded, &certain));
}

static enum says
say(const struct spot *spot, const char *folded, int year, const struct months *own,
    struct months *m)
{
    int named = grid_year(spot->value);
    enum says by_words = words_say(spot->value, folded), by_months;

    if (*folded == '\0' || strchr(spot->value, '%') != NULL || (named != 0 && year != 0 && named != year))
        return SAYS_ASIDE;
    if (by_words == SAYS_ASIDE || by_words == SAYS_PLAN || by_words == SAYS_DRAFT)
        return by_words == SAYS_DRAFT ? SAYS_DRAFT : SAYS_ASIDE;
    if (by_words == SAYS_FINAL || after_correction(folded))
        return SAYS_FINAL;
    *m = heading_months(folded);
    by_months = months_say(m, own);
    if (by_months == SAYS_ASIDE)
        return SAYS_ASIDE;
    if (by_words == SAYS_EITHER)
        return by_months == SAYS_PART && own->to > 0 ? SAYS_PART : SAYS_EITHER;
    if (by_months == SAYS_OWN || (by_words == SAYS_SINCE && (m->to == 0 || own->to == 0)))
        return by_months == SAYS_OWN ? SAYS_OWN : SAYS_SINCE;
    if (by_words == SAYS_OWN || by_words == SAYS_QUARTER || by_words == SAYS_MONTH)
        return of_length(by_words, own);
    if ((by_months == SAYS_NOTHING || own->to == 0) && is_whole(spot, folded, m->to > 0))
        return SAYS_WHOLE;
    if (by_months == SAYS_PART)
        return SAYS_PART;
    return named != 0 && named == year ? SAYS_OWN : by_words;
}

enum says
heading_says(const struct spot *spot, int year, const struct months *own, struct months *m)
{
    bool digit = isdigit((unsigned char)*spot->folded) || isdigit((unsigned char)*spot->value);
    char *folded = digit ? text_fold(spot->value) : NULL;
    enum says says = SAYS_NOTHING;

    *m = (struct months){0};
    if (strlen(spot->value) <= HEADING_MOST)
        says = say(spot, folded != NULL ? folded : spot->folded, year, own, m);
    free(folded);
    return says;
}

/* ---- which of several is the report's ------------------------------------------------------- */

void
choice_add(struct choice *c, enum says says, const struct months *m, int at)
{
    c->n[says]++;
    c->at[says] = at;
    if (m->to > 0 && says != SAYS_ASIDE && says != SAYS_DRAFT && c->nspans < CHOICE_MOST)
        c->spans[c->nspans++] = (struct span){ *m, at, says };
}

/* Of a report whose months are not known: the one that all the others are parts of; 0. */
static int
covers(const struct choice *c)
{
    for (size_t i = 0; i < c->nspans; i++) {
        size_t within = 0;

        for (size_t k = 0; k < c->nspans; k++)
            within += k != i && c->spans[k].m.from >= c->spans[i].m.from &&
                      c->spans[k].m.to <= c->spans[i].m.to &&
                      c->spans[k].m.to - c->spans[k].m.from < c->spans[i].m.to - c->spans[i].m.from;
        if (c->nspans > 1 && within == c->nspans - 1)
            return c->spans[i].at;
    }
    return 0;
}

/* "Kỳ trước | Kỳ này | Cộng": the sum is of both. */
int
choice_made(const struct choice *c)
{
    const int *n = c->n;
    int whole = n[SAYS_WHOLE] + n[SAYS_SINCE];

    if (n[SAYS_NEW] == 1 && n[SAYS_DRAFT] > 0 && n[SAYS_FINAL] == 0)    /* "Mới | Tái phạm" */
        return c->at[SAYS_NEW];
    if (n[SAYS_FINAL] > 0)
        return n[SAYS_FINAL] == 1 && whole == 0 ? c->at[SAYS_FINAL] : 0;
    if (n[SAYS_EITHER] > 0)
        return 0;
    if (n[SAYS_OWN] > 0)
        return n[SAYS_OWN] == 1 && (n[SAYS_WHOLE] == 0 || n[SAYS_ASIDE] > 0) ? c->at[SAYS_OWN] : 0;
    if (n[SAYS_WHOLE] > 0)
        return n[SAYS_WHOLE] == 1 ? c->at[SAYS_WHOLE] : 0;
    if (n[SAYS_SINCE] > 0)
        return n[SAYS_SINCE] == 1 && n[SAYS_RESULT] == 0 ? c->at[SAYS_SINCE] : 0;
    whole = covers(c);
    return whole == 0 && n[SAYS_RESULT] == 1 ? c->at[SAYS_RESULT] : whole;
}

int
choice_only(const struct choice *c)
{
    int n = 0, at = 0;

    for (int says = 0; says < SAYS; says++) {
        if (c->n[says] == 0 || says == SAYS_ASIDE || says == SAYS_PLAN || says == SAYS_BESIDE)
            continue;
        n += c->n[says];
        at = c->at[says];
    }
    return n == 1 ? at : 0;
}

/* The figures of its parts, where these are all of its months. */
bool
choice_tiled(const struct choice *c, int at)
{
    struct months whole = {0}, parts = {0};
    int months = 0;

    for (size_t i = 0; i < c->nspans; i++) {
        const struct months *m = &c->spans[i].m;

        if (c->spans[i].at == at)
            whole = *m;
        else if (c->spans[i].says == SAYS_PART) {
            widen(&parts, m->from, m->to);
            months += m->to - m->from + 1;
        }
    }
    return months > 0 && parts.to - parts.from + 1 == months &&
           (whole.to == 0 || (whole.from == parts.from && whole.to == parts.to));
}
