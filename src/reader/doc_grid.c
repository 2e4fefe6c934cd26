#include "doc_grid.h"

#include "attachment.h"

#include <stdlib.h>
#include <string.h>

#define SAME_EDGE  40                   /* twips: a column drawn by hand is off by less */
#define EDGES_MOST 400

void
grid_row(struct grid *g, size_t nrows, const int *edges, const bool *down, size_t cells)
{
    struct row_grid *row;

    while (g->n < nrows)
        ARRAY_MORE(g->rows, g->n);
    if (nrows == 0 || cells == 0 || g->rows[nrows - 1].cells > 0)
        return;
    row = &g->rows[nrows - 1];
    row->cells = cells;
    row->edges = xcalloc(cells + 1, sizeof *row->edges);
    row->down = xcalloc(cells, sizeof *row->down);
    memcpy(row->edges, edges, (cells + 1) * sizeof *edges);
    memcpy(row->down, down, cells * sizeof *down);
}

static int
ascending(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

/* All edges of the table, those that mean the same taken as one. */
static size_t
edges_all(const struct grid *g, int out[static EDGES_MOST])
{
    size_t n = 0, kept = 0;

    for (size_t r = 0; r < g->n; r++) {
        for (size_t c = 0; g->rows[r].cells > 0 && c <= g->rows[r].cells; c++) {
            int edge = g->rows[r].edges[c];
            bool known = false;

            for (size_t i = 0; i < n && !known; i++)
                known = abs(out[i] - edge) <= SAME_EDGE;
            if (!known && n < EDGES_MOST)
                out[n++] = edge;
        }
    }
    qsort(out, n, sizeof *out, ascending);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || out[i] - out[kept - 1] > SAME_EDGE)
            out[kept++] = out[i];
    }
    return kept;
}

static size_t
column_of(const int *edges, size_t n, int edge)
{
    size_t i = 0;

    while (i + 1 < n && edges[i] + SAME_EDGE < edge)
        i++;
    return i;
}

/* The cell that begins in this column of the row at r, with what reaches it from above. */
static void
note_shared(struct attachment *a, size_t table, const char *text, bool down, size_t r, size_t column,
            size_t to)
{
    area_add(a, table + 1, text,
               &(struct area){ (int)(r + !down), (int)column + 1, (int)r + 1, (int)(to > column ? to : column + 1) });
}

static void
row_align(struct attachment *a, size_t table, size_t r, const struct row_grid *grid, const int *edges,
          size_t n)
{
    struct strings *row = &a->tables[table].rows[r].cells;
    const struct strings *above = r > 0 ? &a->tables[table].rows[r - 1].cells : NULL;
    struct strings out = {0};

    for (size_t c = 0; c < row->n; c++) {
        size_t from = column_of(edges, n, grid->edges[c]),
               to = column_of(edges, n, grid->edges[c + 1]);

        while (out.n < from)
            strings_add(&out, "");
        bool down = grid->down[c] && *row->v[c] == '\0' && above != NULL && out.n < above->n;

        note_shared(a, table, down ? above->v[out.n] : row->v[c], down, r, out.n, to);
        if (down) {
            strings_add(&out, above->v[out.n]);
            free(row->v[c]);
        } else {
            strings_take(&out, row->v[c]);
        }
        while (out.n < to)
            strings_add(&out, "");
    }
    free(row->v);
    *row = out;
}

void
grid_align(const struct grid *g, struct attachment *a, size_t table)
{
    const struct document_table *t = &a->tables[table];
    int edges[EDGES_MOST] = {0};
    size_t n = edges_all(g, edges);

    for (size_t r = 0; r < t->nrows && r < g->n && n < EDGES_MOST; r++) {
        if (g->rows[r].cells > 0 && g->rows[r].cells == t->rows[r].cells.n)
            row_align(a, table, r, &g->rows[r], edges, n);
    }
}

void
grid_free(struct grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        free(g->rows[i].edges);
        free(g->rows[i].down);
    }
    free(g->rows);
    *g = (struct grid){0};
}
