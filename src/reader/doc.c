/* Text and tables as they come. A table also stands in the running text, a
 * row a line, its cells parted by TAB. */
#include "doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "letterhead.h"
#include "look.h"

#define QUOTES_MOST 5
#define HEAD_BYTES 1500                 /* of the page: its head */

void
doc_begin(struct doc *d, struct attachment *a)
{
    *d = (struct doc){ .a = a };
    d->levels[0].table = -1;
    buf_adds(&d->levels[0].text, "");
}

static struct buf *
here(struct doc *d)
{
    return &d->levels[d->level].text;
}

bool
doc_at_line(const struct doc *d)
{
    const struct buf *text = &d->levels[d->level].text;

    return text->len == 0 || text->data[text->len - 1] == '\n';
}

static void
quote(struct doc *d)
{
    for (int i = 0; i < d->quoted && i < QUOTES_MOST; i++)
        buf_adds(here(d), "> ");
}

/* How letters of this look are seen on the ground here. */
static unsigned
look_here(const struct doc *d)
{
    unsigned look = d->look;

    for (int i = 0; i <= d->level && (look & LOOK_WHITE); i++)
        look |= d->levels[i].ground != 0 ? LOOK_GROUND : 0;
    return look_seen(look);
}

void
doc_add(struct doc *d, const char *utf8, size_t n)
{
    if (here(d)->len + n > LIMIT_TEXT) {
        shorten(d->a, "only the first %lu KB of its text were read", LIMIT_TEXT >> 10);
        return;
    }
    if (!look_counts(look_here(d), buf_text(here(d)), here(d)->len, utf8, n, &d->a->flags))
        return;
    if (d->level == 0 && *utf8 != '\n' && doc_at_line(d))
        quote(d);
    if (d->font == LEGACY_NONE) {
        buf_add(here(d), utf8, n);
    } else {
        char *text = xstrndup(utf8, n), *unicode = legacy_convert(d->font, text);

        buf_adds(here(d), unicode);
        flag_add(&d->a->flags, legacy_flags[d->font]);
        d->fonts_known |= d->font < LEGACY_LETTERS;
        free(unicode);
        free(text);
    }
}

void
doc_line(struct doc *d)
{
    doc_add(d, "\n", 1);
}

void
doc_table(struct doc *d)
{
    if (d->too_deep > 0 || d->level == DOC_TABLES_DEEP || d->a->ntables >= LIMIT_SHEETS * 10) {
        d->too_deep++;
        return;
    }
    ARRAY_MORE(d->a->tables, d->a->ntables);
    d->level++;
    buf_reset(here(d));
    d->levels[d->level].table = (long)d->a->ntables - 1;
    d->levels[d->level].row = false;
    d->levels[d->level].ground = 0;
    memset(d->levels[d->level].down, 0, sizeof d->levels[d->level].down);
}

static struct document_table *
table_here(struct doc *d)
{
    return d->too_deep == 0 && d->level > 0 ? &d->a->tables[d->levels[d->level].table] : NULL;
}

void
doc_row(struct doc *d)
{
    struct document_table *t = table_here(d);

    if (t == NULL)
        return;
    if (t->nrows >= LIMIT_ROWS) {
        shorten(d->a, "a table has more than %d rows; the rest was not read", LIMIT_ROWS);
        return;
    }
    ARRAY_MORE(t->rows, t->nrows);
    d->levels[d->level].row = true;
    d->levels[d->level].ground &= GROUND_TABLE;
}

void
doc_cell(struct doc *d)
{
    if (table_here(d) == NULL)
        return;
    buf_reset(here(d));
    d->levels[d->level].ground &= GROUND_TABLE | GROUND_ROW;
}

void
doc_ground(struct doc *d, enum doc_ground what)
{
    d->levels[d->level].ground |= what;
}

/* A cell of the open row, with the columns it spans; takes the text. */
static void
cell_put(struct doc *d, struct document_table *t, char *text, int columns)
{
    struct strings *row = &t->rows[t->nrows - 1].cells;

    if (d->cells >= LIMIT_CELLS) {
        shorten(d->a, "it has more than %d cells; the rest was not read", LIMIT_CELLS);
        free(text);
        return;
    }
    strings_take(row, text);
    for (int i = 1; i < columns && i < DOC_SPAN_MOST; i++)
        strings_add(row, "");
    d->cells += columns > 1 ? (size_t)columns : 1;
}

/* The table whose row is open; NULL: none, or it is only text. */
static struct document_table *
row_here(struct doc *d)
{
    struct document_table *t = table_here(d);

    return t != NULL && d->levels[d->level].row ? t : NULL;
}

void
doc_cell_end(struct doc *d, int columns, int rows)
{
    struct document_table *t = row_here(d);
    size_t n, at;
    char *text;

    if (table_here(d) == NULL)
        doc_add(d, "\t", 1);
    if (t == NULL)
        return;
    at = t->rows[t->nrows - 1].cells.n;
    for (size_t i = at;
         i < at + (size_t)(columns > 1 ? columns : 1) && i < DOC_SPAN_MOST && rows > 1; i++)
        d->levels[d->level].down[i] = rows - 1;
    text = text_clean(buf_text(here(d)), here(d)->len);
    for (n = strlen(text); n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' '); n--)
        ;
    text[n] = '\0';
    if (text_bound(text, LIMIT_CELL_TEXT))
        shorten(d->a, "a cell has more than %d bytes; the rest of it was not read",
                LIMIT_CELL_TEXT);
    area_add(d->a, (size_t)d->levels[d->level].table + 1, text,
               &(struct area){ (int)t->nrows, (int)at + 1, (int)t->nrows, (int)at + columns });
    cell_put(d, t, text, columns);
    buf_reset(here(d));
}

void
doc_cell_above(struct doc *d, int columns)
{
    struct document_table *t = row_here(d);
    const struct strings *above = t != NULL && t->nrows > 1 ? &t->rows[t->nrows - 2].cells : NULL;
    size_t at = t != NULL ? t->rows[t->nrows - 1].cells.n : 0;

    if (t == NULL)
        return;
    if (above != NULL && at < above->n)
        area_add(d->a, (size_t)d->levels[d->level].table + 1, above->v[at],
                   &(struct area){ (int)t->nrows - 1, (int)at + 1, (int)t->nrows, (int)at + columns });
    cell_put(d, t, xstrdup(above != NULL && at < above->n ? above->v[at] : ""), columns);
}

void
doc_row_grid(struct doc *d, const int *edges, const bool *down, size_t cells)
{
    struct document_table *t = row_here(d);

    if (t != NULL)
        grid_row(&d->levels[d->level].grid, t->nrows, edges, down, cells);
}

void
doc_cell_covered(struct doc *d)
{
    struct document_table *t = row_here(d);
    size_t at = t != NULL ? t->rows[t->nrows - 1].cells.n : DOC_SPAN_MOST;

    if (at < DOC_SPAN_MOST && d->levels[d->level].down[at] > 0) {
        d->levels[d->level].down[at]--;
        doc_cell_above(d, 1);
    } else {
        doc_gap(d, 1);
    }
}

void
doc_cell_spanned(struct doc *d, int rows)
{
    struct document_table *t = row_here(d);
    size_t at = t != NULL ? t->rows[t->nrows - 1].cells.n : DOC_SPAN_MOST;

    doc_gap(d, 1);
    if (at < DOC_SPAN_MOST && rows > 1)
        d->levels[d->level].down[at] = rows - 1;
}

void
doc_cells_reaching(struct doc *d)
{
    struct document_table *t = row_here(d);
    const struct strings *row = t != NULL ? &t->rows[t->nrows - 1].cells : NULL;

    while (row != NULL && d->cells < LIMIT_CELLS && row->n < DOC_SPAN_MOST &&
           d->levels[d->level].down[row->n] > 0)
        doc_cell_covered(d);
}

size_t
doc_column(const struct doc *d)
{
    const struct document_table *t = row_here((struct doc *)d);

    return t != NULL ? t->rows[t->nrows - 1].cells.n : 0;
}

void
doc_gap(struct doc *d, int columns)
{
    struct document_table *t = row_here(d);

    if (t != NULL && columns > 0)
        cell_put(d, t, xstrdup(""), columns);
}

/* Cells beside each other make one line; one that stands alone keeps its own. */
static void
row_lines(struct doc *d, const struct strings *row)
{
    size_t filled = 0;

    for (size_t i = 0; i < row->n; i++)
        filled += *row->v[i] != '\0';
    for (size_t i = 0; i < row->n; i++) {
        char *line = filled == 1 ? xstrdup(row->v[i])
                                 : text_clean_line(row->v[i], strlen(row->v[i]));

        if (i > 0)
            doc_add(d, "\t", 1);
        for (char *at = line, *end; *at != '\0'; at = end) {
            end = strchrnul(at, '\n');
            end += *end != '\0';
            doc_add(d, at, (size_t)(end - at));
        }
        free(line);
    }
    doc_line(d);
}

/* The row as plain lines, into the text around the table. */
void
doc_row_end(struct doc *d)
{
    struct document_table *t = table_here(d);
    enum legacy font = d->font;
    unsigned look = d->look;
    struct strings *row;

    if (t == NULL) {
        doc_add(d, "\n", 1);
        return;
    }
    if (!d->levels[d->level].row)
        return;
    d->levels[d->level].row = false;
    row = &t->rows[t->nrows - 1].cells;
    d->level--;
    d->font = LEGACY_NONE;
    d->look = 0;
    row_lines(d, row);
    d->font = font;
    d->look = look;
    d->level++;
}

void
doc_table_end(struct doc *d)
{
    struct document_table *t = table_here(d);

    if (d->too_deep > 0) {
        d->too_deep--;
    } else if (t != NULL) {
        grid_align(&d->levels[d->level].grid, d->a, (size_t)d->levels[d->level].table);
        grid_free(&d->levels[d->level].grid);
        d->level--;
    }
}

static void
convert(char **text, enum legacy font)
{
    char *unicode;

    if (font == LEGACY_NONE && strstr(*text, "\xC2\xAD") == NULL)
        return;
    unicode = legacy_convert(font, *text);
    free(*text);
    *text = text_clean(unicode, strlen(unicode));
    free(unicode);
}

/* Where no font told: the words of the whole decide. */
static void
convert_all(struct attachment *a, enum legacy font)
{
    if (font != LEGACY_NONE)
        flag_add(&a->flags, legacy_flags[font]);
    convert(&a->text, font);
    for (size_t i = 0; i < a->ntables; i++) {
        for (size_t r = 0; r < a->tables[i].nrows; r++) {
            for (size_t c = 0; c < a->tables[i].rows[r].cells.n; c++)
                convert(&a->tables[i].rows[r].cells.v[c], font);
        }
    }
    for (size_t i = 0; i < a->ncontrols; i++)
        convert(&a->controls[i].value, font);
}

static void
free_all(struct doc *d)
{
    for (int i = 0; i <= DOC_TABLES_DEEP; i++) {
        buf_free(&d->levels[i].text);
        grid_free(&d->levels[i].grid);
    }
}

char *
doc_text(struct doc *d)
{
    char *text = text_clean(buf_text(&d->levels[0].text), d->levels[0].text.len);

    free_all(d);
    return text;
}

void
doc_picture(struct doc *d)
{
    d->pictured |= d->levels[0].text.len < HEAD_BYTES;
}

void
doc_margin_end(struct doc *d, struct attachment *to)
{
    struct attachment *side = d->a;
    bool known = d->fonts_known;
    char *text = doc_text(d);

    convert(&text, known ? LEGACY_NONE : legacy_guess(text));
    margins_add(to, text);
    free(text);
    attachment_clear(side);
}

/* The tables of one, behind those of the other. */
static void
tables_move(struct attachment *from, struct attachment *to)
{
    for (size_t i = 0; i < from->shared.n && to->shared.n < LIMIT_ROWS; i++) {
        char *cells;
        unsigned long number = strtoul(from->shared.v[i], &cells, 10);

        strings_take(&to->shared, xasprintf("%zu%s", number + to->ntables, cells));
    }
    for (size_t i = 0; i < from->ntables; i++)
        *ARRAY_MORE(to->tables, to->ntables) = from->tables[i];
    from->ntables = 0;
}

void
doc_boxes_end(struct doc *d, struct doc *to)
{
    struct attachment *boxes = d->a, *a = to->a;
    const char *text = buf_text(&d->levels[0].text);

    if (boxes->ntables + a->ntables > LIMIT_SHEETS * 10 || d->cells + to->cells > LIMIT_CELLS) {
        shorten(a, "it has too many tables; those of its text boxes were not read");
    } else if (boxes->ntables > 0 || text[strcspn(text, "0123456789")] != '\0') {
        to->look = 0;
        to->font = LEGACY_NONE;
        to->fonts_known |= d->fonts_known;
        doc_line(to);
        doc_add(to, text, strlen(text));
        tables_move(boxes, a);
    }
    for (size_t i = 0; i < boxes->flags.n; i++)
        strings_once(&a->flags, boxes->flags.v[i]);
    if (boxes->reason != NULL)
        shorten(a, "%s", boxes->reason);
    doc_margin_end(d, a);
}

void
doc_end(struct doc *d)
{
    struct attachment *a = d->a;

    a->text = text_clean(buf_text(&d->levels[0].text), d->levels[0].text.len);
    convert_all(a, d->fonts_known ? LEGACY_NONE : legacy_guess(a->text));
    a->letterhead = letterhead_find(a, d->pictured);
    free_all(d);
}
