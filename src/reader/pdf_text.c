/* A page's tables and lines, in the order in which they are read. Tables go
 * into the same grid of cells as those of any other document; a table also
 * stands in the running text, a row a line. */
#include "pdf_private.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "pdf_list.h"

#define INSET_MOST 8.0          /* points between a cell's rule and its text */
#define INDENT_MOST 4.0         /* of the height */
#define PAGE_NUMBER_MOST 14     /* bytes of "Trang 12/13" */
#define HEADS_MOST 10           /* lines of a page's head */
#define SAME_PLACE 3.0          /* points by which the columns of a table's two pages may differ */

/* ---- running text --------------------------------------------------------------------------- */

static void
text_add(struct pdf_text *t, const char *text, size_t n)
{
    if (t->text.len + n > LIMIT_TEXT)
        shorten(t->a, "only the first %lu KB of its text were read", LIMIT_TEXT >> 10);
    else
        buf_add(&t->text, text, n);
}

static void
line_write(struct pdf_text *t, const struct line *l)
{
    size_t column = 0;

    for (size_t i = 0; i < l->n; i++) {
        for (; column < l->v[i].column; column++)
            text_add(t, "\t", 1);
        text_add(t, buf_text(&l->v[i].text), l->v[i].text.len);
    }
}

static bool
is_page_number(const struct line *l)
{
    const char *text = buf_text(&l->v[0].text);

    return l->n == 1 && strlen(text) <= PAGE_NUMBER_MOST && strpbrk(text, "0123456789") != NULL;
}

/* A line above everything else of its page that stood so on the first page,
 * too. */
static bool
repeats_head(struct pdf_text *t, const struct line *l)
{
    struct buf text = {0};
    bool repeats;

    for (size_t i = 0; i < l->n; i++)
        buf_addf(&text, "%s\t", buf_text(&l->v[i].text));
    repeats = t->page > 0 && strings_has(&t->heads, buf_text(&text));
    if (t->page == 0 && t->heads.n < HEADS_MOST)
        strings_add(&t->heads, buf_text(&text));
    buf_free(&text);
    return repeats;
}

/* ---- cells -------------------------------------------------------------------------------------- */

static char *
cell_text(struct pdf_text *t, const struct lines *l, double left, double right)
{
    struct buf b = {0};
    double inset = INSET_MOST;
    char *text;

    for (size_t i = 0; i < l->n; i++)
        inset = fmax(0, fmin(inset, l->v[i].at.x1 - left));
    for (size_t i = 0; i < l->n; i++) {
        const struct line *upper = i > 0 ? &l->v[i - 1] : NULL;

        if (upper != NULL)
            buf_addc(&b, line_goes_on(upper, &l->v[i],
                                      right - left - 2 * inset - (upper->at.x2 - upper->at.x1))
                             ? ' '
                             : '\n');
        buf_adds(&b, buf_text(&l->v[i].v[0].text));
    }
    text = text_clean(buf_text(&b), b.len);
    if (text_bound(text, LIMIT_CELL_TEXT))
        shorten(t->a, "a cell has more than %d bytes; the rest of it was not read",
                LIMIT_CELL_TEXT);
    buf_free(&b);
    return text;
}

static double
right_of(const struct grid *g, size_t cell)
{
    size_t columns = g->nx - 1, c = cell % columns;

    while (c + 1 < columns && g->cells[cell - cell % columns + c + 1] == cell)
        c++;
    return g->xs[c + 1];
}

/* What is merged downwards counts for each of its rows. */
static void
texts_repeat(const struct grid *g, char **texts)
{
    size_t columns = g->nx - 1;

    for (size_t i = columns; i < columns * (g->ny - 1); i++)
        if (texts[i] == NULL && g->cells[i] / columns < i / columns &&
            g->cells[i] % columns == i % columns && texts[g->cells[i]] != NULL)
            texts[i] = xstrdup(texts[g->cells[i]]);
}

/* The texts of a table's cells; words: those that stand in it, by cell. */
static char **
cells_read(struct pdf_text *t, const struct grid *g, const struct word **words, size_t n,
           const char *letters)
{
    char **texts = xcalloc((g->nx - 1) * (g->ny - 1), sizeof *texts);

    for (size_t from = 0, to; from < n; from = to) {
        size_t cell = words[from]->cell;
        struct lines l;

        for (to = from + 1; to < n && words[to]->cell == cell; to++)
            ;
        lines_make(words + from, to - from, letters, false, &l);
        texts[cell] = cell_text(t, &l, g->xs[cell % (g->nx - 1)], right_of(g, cell));
        lines_free(&l);
    }
    texts_repeat(g, texts);
    return texts;
}

/* ---- tables --------------------------------------------------------------------------------------- */

static bool
same_row(const struct table_row *row, char *const *texts, size_t n)
{
    size_t filled = 0;

    for (size_t i = 0; i < n; i++) {
        if (i >= row->cells.n || strcmp(row->cells.v[i], texts[i] != NULL ? texts[i] : "") != 0)
            return false;
        filled += texts[i] != NULL;
    }
    return filled > 0;
}

/* Every cell of the row belongs to one above it. */
static bool
row_merged(const struct grid *g, size_t row)
{
    size_t columns = g->nx - 1;

    for (size_t c = 0; c < columns; c++) {
        if (g->cells[row * columns + c] >= row * columns)
            return false;
    }
    return true;
}

static void
row_add(struct pdf_text *t, struct document_table *table, char *const *texts, size_t n)
{
    struct table_row *row;

    if (table->nrows >= LIMIT_ROWS || t->cells + n > LIMIT_CELLS) {
        shorten(t->a, "its tables have more than %d rows or %d cells; the rest was not read",
                LIMIT_ROWS, LIMIT_CELLS);
        return;
    }
    row = ARRAY_MORE(table->rows, table->nrows);
    t->cells += n;
    for (size_t i = 0; i < n; i++) {
        char *line = text_clean_line(texts[i] != NULL ? texts[i] : "",
                                     texts[i] != NULL ? strlen(texts[i]) : 0);

        strings_add(&row->cells, texts[i] != NULL ? texts[i] : "");
        if (i > 0)
            text_add(t, "\t", 1);
        text_add(t, line, strlen(line));
        free(line);
    }
    text_add(t, "\n", 1);
}

/* The table with which the page before ended, if this one has its columns. */
static struct document_table *
table_before(const struct pdf_text *t, const struct grid *g)
{
    if (!t->open || t->nx != g->nx)
        return NULL;
    for (size_t i = 0; i < g->nx; i++) {
        if (fabs(g->xs[i] - t->xs[i]) > SAME_PLACE)
            return NULL;
    }
    return &t->a->tables[t->a->ntables - 1];
}

/* The rest of a row that the page's end cut: words alone, each below words,
 * and no number before them. */
static bool
row_goes_on(const struct table_row *row, char *const *texts, size_t n)
{
    size_t filled = 0;

    if (row->cells.n < n || texts[0] != NULL || *row->cells.v[0] == '\0')
        return false;
    for (size_t i = 1; i < n; i++) {
        if (texts[i] == NULL)
            continue;
        if (is_figure(texts[i]) || is_figure(row->cells.v[i]))
            return false;
        filled++;
    }
    return filled > 0;
}

static void
row_append(struct table_row *row, char *const *texts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        char *both;

        if (texts[i] == NULL)
            continue;
        both = xasprintf("%s %s", row->cells.v[i], texts[i]);
        text_bound(both, LIMIT_CELL_TEXT);
        free(row->cells.v[i]);
        row->cells.v[i] = both;
    }
}

/* The cells of the row at r that are merged with those above or before them. */
static void
note_shared(struct pdf_text *t, const struct document_table *table, const struct grid *g, size_t r, char *const *texts)
{
    size_t columns = g->nx - 1;
    int row = (int)table->nrows;

    for (size_t c = 0; c < columns && row > 0; c++) {
        size_t root = g->cells[r * columns + c], from = root % columns;
        bool above = root / columns < r;

        if (texts[root] != NULL && (above ? row > 1 && from == c : from < c))
            area_add(t->a, t->a->ntables, texts[root], &(struct area){ row - above, (int)from + 1, row, (int)c + 1 });
    }
}

static void
table_write(struct pdf_text *t, const struct grid *g, char **texts, bool first)
{
    struct document_table *table = first ? table_before(t, g) : NULL;
    size_t columns = g->nx - 1, head = 0;
    bool repeats = table != NULL, cut = repeats;

    if (table == NULL && t->a->ntables >= LIMIT_SHEETS * 10) {
        shorten(t->a, "only its first %d tables were read", LIMIT_SHEETS * 10);
        return;
    }
    if (table == NULL)
        table = ARRAY_MORE(t->a->tables, t->a->ntables);
    for (size_t r = 0; r + 1 < g->ny; r++) {
        if (row_merged(g, r))
            continue;
        repeats = repeats && head < table->nrows &&
                  same_row(&table->rows[head++], texts + r * columns, columns);
        if (repeats)
            continue;
        if (cut && row_goes_on(&table->rows[table->nrows - 1], texts + r * columns, columns))
            row_append(&table->rows[table->nrows - 1], texts + r * columns, columns);
        else {
            row_add(t, table, texts + r * columns, columns);
            note_shared(t, table, g, r, texts);
        }
        cut = false;
    }
    free(t->xs);
    t->nx = g->nx;
    t->xs = xcalloc(g->nx, sizeof *t->xs);
    memcpy(t->xs, g->xs, g->nx * sizeof *t->xs);
}

/* ---- a page ------------------------------------------------------------------------------------------- */

static int
by_cell(const void *a, const void *b)
{
    const struct word *x = *(const struct word *const *)a, *y = *(const struct word *const *)b;

    return x->grid != y->grid ? (x->grid > y->grid) - (x->grid < y->grid)
                              : (x->cell > y->cell) - (x->cell < y->cell);
}

static void
grid_read(struct pdf_text *t, const struct words *w, const struct grids *grids, size_t i,
          const struct word **sorted, bool first)
{
    const struct grid *g = &grids->v[i];
    size_t from = 0, to;
    char **texts;

    while (from < w->n && sorted[from]->grid != i)
        from++;
    for (to = from; to < w->n && sorted[to]->grid == i; to++)
        ;
    if (from == to)                     /* a drawing */
        return;
    texts = cells_read(t, g, sorted + from, to - from, w->letters);
    table_write(t, g, texts, first);
    t->open = true;
    for (size_t k = 0; k < (g->nx - 1) * (g->ny - 1); k++)
        free(texts[k]);
    free(texts);
}

/* Prose: its lines begin at one margin, the first a little further in. */
static bool
same_paragraph(const struct line *here, const struct line *lower, double edge)
{
    double tall = here->at.y2 - here->at.y1, in = here->at.x1 - lower->at.x1;

    return here->v[0].column == 0 && lower->v[0].column == 0 && in > -tall &&
           in < INDENT_MOST * tall && line_goes_on(here, lower, edge - here->at.x2);
}

static void
line_read(struct pdf_text *t, const struct lines *l, size_t i, double edge)
{
    const struct line *here = &l->v[i];

    line_write(t, here);
    t->open = t->open && is_page_number(here);
    text_add(t, i + 1 < l->n && same_paragraph(here, here + 1, edge) ? " " : "\n", 1);
}

/* Where prose is broken: where the longest line ends, or as far from the right
 * as it begins from the left. */
static double
right_edge(const struct lines *l, double width)
{
    double left = width, edge = 0;

    for (size_t i = 0; i < l->n; i++) {
        left = fmin(left, l->v[i].at.x1);
        edge = fmax(edge, l->v[i].at.x2);
    }
    return fmax(edge, width - left);
}

static int
by_top(const void *a, const void *b)
{
    double x = ((const struct line *)a)->at.y1, y = ((const struct line *)b)->at.y1;

    return (x > y) - (x < y);
}

/* Numbered lists first: what is left stands beside them, or in none. */
static void
page_lines(const struct word **words, size_t n, const char *letters, struct lines *out)
{
    struct lines lists = {0};
    size_t before;

    do {
        before = n;
        n = list_take(words, n, letters, &lists);
    } while (n < before);
    lines_make(words, n, letters, true, out);
    lines_align(out);
    for (size_t i = 0; i < lists.n; i++)
        *ARRAY_MORE(out->v, out->n) = lists.v[i];
    if (lists.n > 0)
        qsort(out->v, out->n, sizeof *out->v, by_top);
    free(lists.v);
}

void
pdf_page(struct pdf_text *t, const struct words *w, const struct grids *grids, double width)
{
    const struct word **sorted = xcalloc(w->n + 1, sizeof *sorted);
    struct lines l;
    size_t inside = 0, g = 0;
    double edge;
    bool first = true;

    for (size_t i = 0; i < w->n; i++)
        sorted[i] = &w->v[i];
    if (w->n > 1)
        qsort(sorted, w->n, sizeof *sorted, by_cell);
    while (inside < w->n && sorted[inside]->grid != GRID_NONE)
        inside++;
    page_lines(sorted + inside, w->n - inside, w->letters, &l);
    edge = right_edge(&l, width);
    for (size_t i = 0; i < l.n || g < grids->n;) {
        if (i < l.n && (g == grids->n || l.v[i].at.y1 < grids->v[g].ys[0])) {
            if (first && repeats_head(t, &l.v[i])) {
                i++;
                continue;
            }
            first = first && (t->page == 0 || is_page_number(&l.v[i]));
            line_read(t, &l, i++, edge);
        } else {
            grid_read(t, w, grids, g++, sorted, first);
            first = false;
        }
    }
    t->page++;
    lines_free(&l);
    free(sorted);
}

void
pdf_text_free(struct pdf_text *t)
{
    buf_free(&t->text);
    strings_free(&t->heads);
    free(t->xs);
}
