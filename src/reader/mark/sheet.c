/* A worksheet part: the style of each marked cell, cells and rows where there
 * were none, and the drawing its comments stand in (ECMA-376-1, 18.3.1.99). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"
#include "book.h"
#include "model/cell.h"

struct marking {
    struct spots *spots;
    struct fills *styles;
    const char *text;
    struct edits edits;
    struct tag data, rowtag, root;
    bool in_data, has_data;
    int row, column;
    size_t behind;              /* where a drawing of comments belongs; 0: not found yet */
    char *drawing;
};

/* Elements of a worksheet that stand behind legacyDrawing. */
static const char *const later[] = { "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent" };

static const char *
attribute(const struct tag *t, const char *name)
{
    for (const char **a = t->attributes; a[0] != NULL; a += 2)
        if (strcmp(a[0], name) == 0)
            return a[1];
    return NULL;
}

static const char *
prefix_of(const struct marking *m)
{
    return m->text + m->root.at + 1;
}

/* Cells that there were not, of this row and before this column. */
static char *
missing_cells(struct marking *m, int row, int before)
{
    struct buf b = {0};

    buf_adds(&b, "");
    for (size_t i = 0; i < m->spots->n; i++) {
        struct spot *s = &m->spots->v[i];
        char place[16];

        if (s->done || s->row != row || s->column >= before)
            continue;
        cell_place(row, s->column, place);
        buf_addf(&b, "<%.*sc r=\"%s\" s=\"%zu\"/>", m->root.prefix, prefix_of(m), place,
                 fills_marked(m->styles, 0));
        s->done = true;
    }
    return buf_take(&b);
}

/* The same with rows around them. */
static char *
missing_rows(struct marking *m, int before)
{
    struct buf b = {0};

    buf_adds(&b, "");
    for (size_t i = 0; i < m->spots->n; i++) {
        int row = m->spots->v[i].row;
        char *cells;

        if (m->spots->v[i].done || row >= before)
            continue;
        cells = missing_cells(m, row, INT32_MAX);
        buf_addf(&b, "<%.*srow r=\"%d\">%s</%.*srow>", m->root.prefix, prefix_of(m), row, cells,
                 m->root.prefix, prefix_of(m));
        free(cells);
    }
    return buf_take(&b);
}

static void
put_before(struct marking *m, size_t at, char *put)
{
    if (*put != '\0')
        edit_add(&m->edits, at, 0, put);
    else
        free(put);
}

static void
cell_begin(struct marking *m, const struct tag *t)
{
    const char *place = attribute(t, "r"), *style = attribute(t, "s");
    size_t is = style == NULL ? 0 : strtoul(style, NULL, 10), shall;
    struct spot *spot = NULL;

    m->column++;
    if (place != NULL)
        cell_parse(place, &m->row, &m->column);
    put_before(m, t->at, missing_cells(m, m->row, m->column));
    for (size_t i = 0; i < m->spots->n && spot == NULL; i++)
        if (m->spots->v[i].row == m->row && m->spots->v[i].column == m->column)
            spot = &m->spots->v[i];
    if (spot != NULL)
        spot->done = true;
    shall = spot != NULL ? fills_marked(m->styles, is) : fills_plain(m->styles, is);
    if (shall != is)
        edit_attribute(&m->edits, m->text, t, "s", shall);
}

static void
on_start(void *arg, const struct tag *t)
{
    struct marking *m = arg;

    if (t->depth == 1)
        m->root = *t;
    if (t->depth == 2 && strcmp(t->name, "sheetData") == 0) {
        m->data = *t;
        m->in_data = m->has_data = true;
    } else if (t->depth == 2 && strcmp(t->name, "legacyDrawing") == 0 && m->drawing == NULL) {
        for (const char **a = t->attributes; a[0] != NULL; a += 2)
            if (strlen(a[0]) > 3 && strcmp(a[0] + strlen(a[0]) - 3, ":id") == 0)
                m->drawing = xstrdup(a[1]);
    }
    for (size_t i = 0; t->depth == 2 && m->behind == 0 && i < ARRAY_LEN(later); i++)
        if (strcmp(t->name, later[i]) == 0)
            m->behind = t->at;
    if (m->in_data && t->depth == 3 && strcmp(t->name, "row") == 0) {
        const char *row = attribute(t, "r");

        m->row = row != NULL ? atoi(row) : m->row + 1;
        m->column = 0;
        m->rowtag = *t;
        put_before(m, t->at, missing_rows(m, m->row));
    } else if (m->in_data && t->depth == 4 && strcmp(t->name, "c") == 0) {
        cell_begin(m, t);
    }
}

static void
put_inside(struct marking *m, const struct tag *begun, size_t end, char *put)
{
    if (*put != '\0')
        edit_inside(&m->edits, m->text, begun, end, put);
    else
        free(put);
}

static void
on_end(void *arg, const struct tag *t)
{
    struct marking *m = arg;

    if (m->in_data && t->depth == 3 && strcmp(t->name, "row") == 0)
        put_inside(m, &m->rowtag, t->at, missing_cells(m, m->row, INT32_MAX));
    if (t->depth == 2 && strcmp(t->name, "sheetData") == 0) {
        m->in_data = false;
        put_inside(m, &m->data, t->at, missing_rows(m, INT32_MAX));
    }
    if (t->depth == 1 && m->behind == 0)
        m->behind = t->at;
}

int
sheet_mark(struct marked_book *book, const char *part, struct spots *spots, struct fills *styles,
           const char *id, char **drawing, char **why)
{
    const struct part *p = book_part(book, part, why);
    struct marking m = { .spots = spots, .styles = styles };
    struct scan scan = { .start = on_start, .end = on_end, .arg = &m };
    int rc = p == NULL ? -1 : 0;

    if (rc == 0) {
        scan.text = m.text = p->text;
        scan.n = p->n;
        rc = scan_run(&scan, why);
    }
    if (rc == 0 && !m.has_data)
        rc = cause_set(why, "a sheet of it has no cells");
    if (rc == 0 && m.drawing == NULL)
        edit_add(&m.edits, m.behind, 0,
                 xasprintf("<%.*slegacyDrawing xmlns:dkr=\"http://schemas.openxmlformats.org/"
                           "officeDocument/2006/relationships\" dkr:id=\"%s\"/>",
                           m.root.prefix, prefix_of(&m), id));
    if (rc == 0)
        rc = book_edit(book, part, &m.edits, why);
    edits_free(&m.edits);
    *drawing = m.drawing != NULL ? m.drawing : xstrdup("");
    return rc;
}
