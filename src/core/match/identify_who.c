/* Who reports by a label at the head of a form, "Đơn vị báo cáo: ..." with the name behind it or
 * in the next cell, and by the name of its only sheet. Columns of a table may be called so, too:
 * they hold others. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/tokens.h"
#include "gather.h"

#define HEAD_ROWS 12            /* of a sheet or a page, among which the label stands */
#define CELLS_MOST 8
#define LABEL_READ 40           /* bytes in which a label ends */
#define NAME_READ 200           /* bytes */
#define REMARK_MOST 4           /* words of a remark in a label */
#define FIGURE_ROWS 3           /* "Năm | 2023" is one; more, and what is reported has begun */
#define TYPED_LEAST 3           /* figures in a body behind a label: a form */

static const char *const labels[] = {
    "ten don vi bao cao", "don vi bao cao", "ten don vi", "don vi", "ten co quan bao cao",
    "co quan bao cao", "ten co quan", "ten don vi gui", "don vi gui bao cao", "don vi gui",
    "don vi lap bieu", "don vi lap bao cao", "don vi thuc hien", "ten dia phuong", "dia phuong",
    "noi bao cao", "bao cao cua", "so lieu cua", "reporting unit", "unit", "xa phuong",
    "xa phuong thi tran", "huyen thanh pho", "huyen thi xa thanh pho", "huyen tp", "huyen tx tp",
    "dv bao cao", "dvi bao cao", "ten dv", "ten dvi",
}, *const kinds[] = { "huyen", "thanh pho", "thi xa", "xa", "phuong", "thi tran" };

/* ---- a label ------------------------------------------------------------------------- */

/* Asked of each cell: whether to look at its words at all. */
static bool
may_be_label(const char *cell)
{
    struct buf folded = {0};
    const char *text;
    bool may = false;

    text_fold_add(cell, strnlen(cell, LABEL_READ), &folded);
    text = buf_text(&folded);
    text += strspn(text, "0123456789 ");
    text += text[0] != '\0' && text[1] == ' ' ? 2 : 0;
    for (size_t i = 0; i < ARRAY_LEN(labels) && !may; i++)
        may = strncmp(text, labels[i], strlen(labels[i])) == 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds) && !may; i++)
        may = strchr(cell, ':') != NULL && strncmp(text, kinds[i], strlen(kinds[i])) == 0;
    buf_free(&folded);
    return may;
}

/* "1.", "a)" */
static size_t
numbered(const struct tokens *t)
{
    size_t at = 0;

    while (at < t->n && (t->v[at].number >= 0 || (at == 0 && t->v[at].text[1] == '\0')))
        at++;
    return at;
}

/* Among whatever stands before this word. */
static bool
colon_before(const struct tokens *t, size_t at)
{
    const char *end = t->v[at - 1].raw + t->v[at - 1].raw_len;

    return t->v[at].raw > end && memchr(end, ':', (size_t)(t->v[at].raw - end)) != NULL;
}

/* The word behind a label of this list that ends here or at a colon, "(ghi rõ)" before that left
 * out; at: none. */
static size_t
behind(const struct tokens *t, size_t at, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t end = at + tokens_in(list[i]), most;

        if (!tokens_are(t, at, list[i]))
            continue;
        most = end < t->n && token_gap(&t->v[end], "(") ? end + REMARK_MOST : end;
        for (size_t k = end; k <= most && k < t->n; k++)
            if (colon_before(t, k))
                return k;
        if (end == t->n)
            return end;
    }
    return at;
}

static const char *
cell(const struct strings *cells, size_t i)
{
    return i < cells->n ? cells->v[i] : "";
}

/* "Huyện Tam Nông | Kỳ: 6 tháng" of "Đơn vị:" and the cells behind it; "Xã Phước Lập" of "Xã:".
 * NULL: no label. */
static char *
named_behind(const struct strings *cells, size_t i)
{
    struct tokens t = {0};
    size_t at = 0, end, after = i + 1;
    bool kind;
    const char *value;
    char *line = NULL;

    if (!may_be_label(cells->v[i]))
        return NULL;
    tokens_of(cells->v[i], NAME_READ, &t);
    at = numbered(&t);
    end = behind(&t, at, labels, ARRAY_LEN(labels));
    kind = end == at;
    end = kind ? behind(&t, at, kinds, ARRAY_LEN(kinds)) : end;
    value = end < t.n ? t.v[end].raw : cell(cells, after++);
    if (end > at)
        line = xasprintf("%.*s %s | %s",
                         kind ? (int)(t.v[end - 1].raw + t.v[end - 1].raw_len - t.v[at].raw) : 0,
                         t.v[at].raw, value, cell(cells, after));
    tokens_free(&t);
    return line;
}

/* ---- whom it names --------------------------------------------------------------------- */

bool
gather_school(const struct gist *gist)
{
    static const char *const names[] = { "truong", "thpt", "thcs", "cong ty", "cty", "doanh nghiep",
                                         "dntn", "hop tac xa", "htx", "benh vien" };

    return gist->local.first != gist->local.last && gist->nunits == 0 && gist->ncommunes == 0 &&
           tokens_any(&gist->words, gist->local.first, names, ARRAY_LEN(names));
}

static bool
sent_by(const struct gather *g, const struct unit *unit)
{
    const char *address = message_sender(g->m);

    return (address != NULL && plan_unit_of_address(index_plan(g->index), address) == unit) ||
           strings_has(&g->known->contact_of, unit->code);
}

void
gather_others_communes(struct gather *g, const struct gist *gist, int attachment)
{
    for (size_t i = 0; i < gist->ncommunes; i++)
        if (sent_by(g, gist->communes[i].unit))
            return;
    gather_commune_rows(g, SOURCE_HEAD, gist, attachment);
}

/* Beside each other in the heads of a table. */
static bool
several(const struct gist_unit *units, size_t n)
{
    return n > 1 && units[n - 1].at.first != units[0].at.first;
}

static bool
head_named(const struct gather *g, int attachment)
{
    const struct evidences *e = g->out;
    bool named = false;

    for (size_t i = 0; i < e->n && !named; i++)
        named = e->v[i].source == SOURCE_HEAD && e->v[i].attachment == attachment &&
                e->v[i].unit != NULL;
    return named;
}

static void
who_rows(struct gather *g, const char *line, int attachment)
{
    struct gist gist;

    gist_of(g->index, line, NAME_READ, g->day, &gist);
    if (!several(gist.units, gist.nunits) && !several(gist.communes, gist.ncommunes)) {
        gather_unit_rows(g, SOURCE_HEAD, STRENGTH_STRONG, &gist, attachment);
        gather_others_communes(g, &gist, attachment);
    }
    if (gather_school(&gist) && gist.local.first == 0 && attachment >= 0 &&
        !head_named(g, attachment))
        gather_row(g, SOURCE_LETTERHEAD, STRENGTH_WEAK, line, attachment)->matter =
            MATTER_LOCAL_WRITES;
    gist_free(&gist);
}

/* false: the head of a table, below which others are named. */
static bool
who_row(struct gather *g, const struct strings *cells, int attachment)
{
    static const char *const heads[] = { "STT", "TT", "Stt" };

    for (size_t i = 0; i < cells->n; i++) {
        char *line = NULL;

        for (size_t k = 0; k < ARRAY_LEN(heads); k++)
            if (strcmp(cells->v[i], heads[k]) == 0)
                return false;
        if ((line = named_behind(cells, i)) != NULL)
            who_rows(g, line, attachment);
        free(line);
    }
    return true;
}

/* ---- where labels stand ------------------------------------------------------------------ */

/* The text cells of the row of this one; *figures: one of the others is no number of the row. */
static size_t
row_of(const struct sheet *s, size_t first, struct strings *cells, bool *figures)
{
    size_t i = first;

    for (*figures = false; i < s->ncells && s->cells[i].row == s->cells[first].row; i++) {
        const struct cell *c = &s->cells[i];

        if (c->value == NULL || c->value[0] == '\0')
            continue;
        if (c->type != CELL_TEXT)
            *figures = *figures || cells->n > 0;
        else if (cells->n < CELLS_MOST)
            strings_add(cells, c->value);
    }
    return i;
}

static void
who_sheet(struct gather *g, const struct sheet *s, int attachment)
{
    bool goes_on = true, figures;
    int rows = 0;

    for (size_t i = 0; i < s->ncells && s->cells[i].row <= HEAD_ROWS && goes_on;) {
        struct strings cells = {0};

        i = row_of(s, i, &cells, &figures);
        rows += figures;
        goes_on = who_row(g, &cells, attachment) && rows < FIGURE_ROWS;
        strings_free(&cells);
    }
}

static void
who_lines(struct gather *g, const char *text, int attachment)
{
    bool goes_on = true;
    int lines = 0;

    for (const char *line = text; *line != '\0' && goes_on && lines < HEAD_ROWS;) {
        size_t len = strcspn(line, "\n");
        struct strings cells = {0};

        for (size_t from = 0, n; from < len && cells.n < CELLS_MOST; from += n + 1) {
            n = strcspn(line + from, "\t\n");
            if (n > 0)
                strings_take(&cells, text_clean_line(line + from, n));
        }
        lines += cells.n > 0;
        goes_on = who_row(g, &cells, attachment);
        strings_free(&cells);
        line += len + (line[len] == '\n');
    }
}

bool
gather_typed(const char *text)
{
    int figures = 0;

    for (const char *p = text; (p = strpbrk(p, ":=\t")) != NULL && figures < TYPED_LEAST;) {
        p += 1 + strspn(p + 1, " ");
        figures += isdigit((unsigned char)*p) != 0;
    }
    return figures >= TYPED_LEAST;
}

void
gather_who(struct gather *g, const struct attachment *a, const char *top, int attachment)
{
    const struct sheet *only = NULL;
    size_t shown = 0;

    for (size_t i = 0; i < a->nsheets; i++) {
        if (a->sheets[i].hidden || a->sheets[i].ncells == 0)
            continue;
        only = &a->sheets[i];
        shown++;
        who_sheet(g, only, attachment);
    }
    if (shown == 1 && only->name != NULL && strncmp(only->name, "Sheet", strlen("Sheet")) != 0)
        who_rows(g, only->name, attachment);
    if (a->nsheets == 0)
        who_lines(g, top, attachment);
}
