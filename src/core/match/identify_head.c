/* The head of a file that is no official document: its first lines, or the rows
 * above the table of a workbook. Who issues it stands above its title. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/tokens.h"
#include "gather.h"
#include "model/paper.h"

#define HEAD_READ 1500          /* bytes */
#define HEAD_LINES 12
#define HEAD_ROWS 12
#define TITLE_MOST 4            /* lines */
#define TABLE_CELLS 3           /* so many in a row: the head of a table */
#define LINE_MOST 200           /* bytes: a sentence is longer */

/* ---- a workbook's first rows --------------------------------------------------------- */

/* How many cells of this row say anything; 0: one of them is a figure, so the table has begun. */
static size_t
row_words(const struct sheet *s, size_t first)
{
    size_t n = 0;

    for (size_t i = first; i < s->ncells && s->cells[i].row == s->cells[first].row; i++)
        if (s->cells[i].value != NULL && s->cells[i].value[0] != '\0') {
            if (s->cells[i].type != CELL_TEXT)
                return 0;
            n++;
        }
    return n;
}

static void
rows_above_table(const struct sheet *s, struct buf *out)
{
    size_t i = 0, words;

    while (i < s->ncells && s->cells[i].row <= HEAD_ROWS && (words = row_words(s, i)) > 0 &&
           words < TABLE_CELLS)
        for (int row = s->cells[i].row; i < s->ncells && s->cells[i].row == row; i++)
            if (s->cells[i].value != NULL && s->cells[i].value[0] != '\0')
                buf_addf(out, "%s\n", s->cells[i].value);
}

char *
gather_top(const struct attachment *a)
{
    struct buf b = {0};
    size_t i = 0;

    if (a->text != NULL && a->nsheets == 0)
        return xstrndup(a->text, strnlen(a->text, HEAD_READ));
    while (i < a->nsheets && (a->sheets[i].hidden || a->sheets[i].ncells == 0))
        i++;
    if (i < a->nsheets)             /* what heads a later one is no title of the first */
        rows_above_table(&a->sheets[i], &b);
    return buf_take(&b);
}

/* ---- what its lines are -------------------------------------------------------------- */

struct head { struct buf issuer, title; int lines, titled; const char *type; };

static bool
in_capitals(const char *line)
{
    bool letter = false;

    for (const char *p = line; *p != '\0'; p++) {
        if (islower((unsigned char)*p))
            return false;
        letter = letter || isupper((unsigned char)*p);
    }
    return letter;
}

/* "BÁO CÁO", "Danh sách lựa chọn ...", "V/v ...": not a sentence that begins so. */
static bool
begins_title(const char *line, const struct tokens *t)
{
    static const char *const others[] = { "ke hoach", "cong van", "v v", "ve viec", "bieu", "bang",
                                          "so lieu", "thong ke", "ket qua", "de cuong" };
    size_t len = strlen(line);

    return (tokens_name_paper(t, 0) || TOKENS_FIND(t, 0, others) == 0) &&
           (in_capitals(line) || strchr(".:;,", line[len - 1]) == NULL);
}

/* "1. Tình hình" */
static bool
numbered(const char *line)
{
    size_t n = strspn(line, "0123456789IVX");

    return n > 0 && strchr(".)/", line[n]) != NULL && line[n] != '\0';
}

static const char *
type_of(const char *line)
{
    char *folded = text_fold(line);
    const char *type = paper_type(folded);

    free(folded);
    return type;
}

/* "Trong kỳ đã phối hợp với huyện A, xây dựng 2 mô hình." */
static bool
sentence(const char *line)
{
    return line[strlen(line) - 1] == '.' && strpbrk(line, ",;") != NULL;
}

/* False: the head ends here. */
static bool
head_line(struct head *h, const char *line)
{
    struct tokens t;
    bool goes_on = true;

    tokens_of(line, strlen(line), &t);
    if (t.n == 0)
        goes_on = h->titled == 0;
    else if (h->titled == 0 && h->type == NULL && in_capitals(line) &&
             (h->type = type_of(line)) != NULL && !begins_title(line, &t))
        ;                               /* what on stands below it */
    else if (h->titled == 0 && in_capitals(line) && !begins_title(line, &t))
        buf_addf(&h->issuer, "%s ", line);
    else if (h->titled > 0 && (h->titled == TITLE_MOST || tokens_are(&t, 0, "kinh gui") ||
                               numbered(line) || strchr(line, ':') != NULL ||
                               sentence(line)))
        goes_on = false;
    else if (h->titled > 0 || begins_title(line, &t)) {
        buf_addf(&h->title, "%s ", line);
        h->titled++;
    }
    tokens_free(&t);
    return goes_on && strlen(line) <= LINE_MOST && ++h->lines < HEAD_LINES;
}

/* A letterhead set as a table: who issues it stands left of the motto. */
static size_t
left_of(const char *line, size_t len)
{
    const char *tab = memchr(line, '\t', len);
    char *left = tab != NULL ? xstrndup(line, (size_t)(tab - line)) : NULL;
    bool body = left != NULL && in_capitals(left);

    free(left);
    return body ? (size_t)(tab - line) : len;
}

static void
head_of(const char *top, struct head *h)
{
    bool goes_on = true;

    for (const char *line = top; *line != '\0' && goes_on;) {
        size_t len = strcspn(line, "\n\f");
        char *copy = text_clean_line(line, h->titled == 0 ? left_of(line, len) : len);

        goes_on = *copy == '\0' || head_line(h, copy);
        free(copy);
        line += len + (line[len] != '\0');
    }
}

char *
gather_title(const struct attachment *a)
{
    struct head h = {0};
    char *top;

    if (a->letterhead != NULL)
        return xstrdup(a->letterhead->subject != NULL ? a->letterhead->subject : "");
    top = gather_top(a);
    head_of(top, &h);
    free(top);
    buf_free(&h.issuer);
    return buf_take(&h.title);
}

/* "KẾ HOẠCH / Phòng, chống đuối nước", "Báo cáo kết quả ...": behind "BÁO CÁO" alone its text tells (identify_text.c). */
static bool
tells_matter(const struct gist *title)
{
    static const char *const others[] = { "ket qua", "bieu", "bang", "so lieu", "thong ke" };
    const struct tokens *t = &title->words;

    return (title->plan.first == 0 && title->plan.last > 0) ||
           tokens_any(t, 0, others, ARRAY_LEN(others)) ||
           (tokens_are(t, 0, "bao cao") && !token_is_name(&t->v[1]));
}

/* Who issues it, else whom its title names. */
static size_t
head_units(struct gather *g, const struct gist *issuer, const struct gist *title, int attachment)
{
    const struct gist *const said[] = { issuer, title };

    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        gather_unit_rows(g, SOURCE_HEAD, STRENGTH_STRONG, said[i], attachment);
        gather_others_communes(g, said[i], attachment);
    }
    return issuer->nunits + title->nunits + issuer->ncommunes + title->ncommunes;
}

/* A cover before the form names nobody: who issues stands on a later sheet. */
static void
later_sheets(struct gather *g, const struct attachment *a, int attachment)
{
    size_t units = 0, shown = 0;

    for (size_t i = 0; i < a->nsheets && units == 0; i++) {
        struct head h = {0};
        struct buf top = {0};
        struct gist issuer;

        if (a->sheets[i].hidden || a->sheets[i].ncells == 0 || shown++ == 0)
            continue;               /* the first was read */
        rows_above_table(&a->sheets[i], &top);
        head_of(buf_text(&top), &h);
        gist_of(g->index, buf_text(&h.issuer), HEAD_READ, g->day, &issuer);
        gather_unit_rows(g, SOURCE_HEAD, STRENGTH_STRONG, &issuer, attachment);
        units = issuer.nunits;
        gist_free(&issuer);
        buf_free(&h.issuer);
        buf_free(&h.title);
        buf_free(&top);
    }
}

void
gather_headless(struct gather *g, const struct attachment *a, int attachment)
{
    char *top = gather_top(a);
    bool strange = g->out->strange;
    struct head h = {0};
    struct gist issuer, title;

    head_of(top, &h);
    gist_of(g->index, buf_text(&h.issuer), HEAD_READ, g->day, &issuer);
    gist_of(g->index, buf_text(&h.title), HEAD_READ, g->day, &title);
    head_units(g, &issuer, &title, attachment);
    gather_who(g, a, top, attachment);
    g->out->strange = strange;          /* "UBND HUYỆN / BAN CHỈ ĐẠO" is no district of that name */
    gist_free(&issuer);
    gist_free(&title);
    buf_free(&h.issuer);
    buf_free(&h.title);
    free(top);
}

void
gather_head(struct gather *g, const struct attachment *a, const char *top, int attachment)
{
    struct head h = {0};
    struct gist issuer, title;

    head_of(top, &h);
    gist_of(g->index, buf_text(&h.issuer), HEAD_READ, g->day, &issuer);
    gist_of(g->index, buf_text(&h.title), HEAD_READ, g->day, &title);
    if (!paper_reports(h.type))
        gather_row(g, SOURCE_HEAD, STRENGTH_WEAK, h.type, attachment)->matter = MATTER_PAPER;
    if (gather_below_commune(&issuer) || gather_other_body(g, &issuer, NULL) ||
        gather_school(&issuer))
        gather_row(g, SOURCE_LETTERHEAD, STRENGTH_WEAK, buf_text(&h.issuer), attachment)->matter =
            MATTER_LOCAL_WRITES;
    if (head_units(g, &issuer, &title, attachment) == 0)
        later_sheets(g, a, attachment);
    gather_report_rows(g, SOURCE_HEAD, STRENGTH_WEAK, &title, attachment);
    gather_outside(g, SOURCE_HEAD, &title, attachment);
    gather_extension(g, SOURCE_HEAD, &title, attachment);
    if (tells_matter(&title))
        gather_foreign(g, SOURCE_HEAD, &title, attachment);
    gather_who(g, a, top, attachment);
    gist_free(&issuer);
    gist_free(&title);
    buf_free(&h.issuer);
    buf_free(&h.title);
}

bool
gather_correction(const char *title, bool *typed)
{
    static const char *const types[] = { "van", "cv", "thong", "tb", "vb" },
                             *const fill[] = { "cong", "bao", "cao", "ve", "viec", "v", "xin", "noi", "dung", "de", "nghi" },
                             *const corrects[] = { "dinh chinh", "cai chinh", "dieu chinh so lieu", "dieu chinh bao cao",
                                                   "dieu chinh noi dung", "dieu chinh mot so", "chinh sua so lieu" };
    struct tokens t;
    size_t at = 0;
    bool is;

    *typed = false;
    tokens_of(title, strnlen(title, LINE_MOST), &t);
    for (bool type = false; at < t.n && ((type = token_among(&t.v[at], types, ARRAY_LEN(types))) || t.v[at].number >= 0 ||
                                         token_among(&t.v[at], fill, ARRAY_LEN(fill))); at++)
        *typed |= type;
    is = tokens_any(&t, at, corrects, ARRAY_LEN(corrects));
    tokens_free(&t);
    return is;
}

bool
gather_corrects(const struct attachment *a)
{
    const struct letterhead *l = a->letterhead;
    char *top = l == NULL ? gather_top(a) : NULL;
    struct head h = {0};
    struct buf title = {0};
    bool typed, is;

    if (top != NULL)
        head_of(top, &h);
    buf_addf(&title, "%s ", l == NULL ? (h.type != NULL ? h.type : "") : l->type != NULL ? l->type : "");
    buf_adds(&title, l == NULL ? buf_text(&h.title) : l->subject != NULL ? l->subject : "");
    is = gather_correction(buf_text(&title), &typed);
    buf_free(&title);
    buf_free(&h.issuer);
    buf_free(&h.title);
    free(top);
    return is;
}
