/* A table may have rules between its columns and none between its rows. A cell
 * that holds nothing but figures, one below the other, tells where these are. */
#include "pdf_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct row {                    /* of a table, and the words in it */
    const struct grid *grid;
    const struct word **words;
    size_t n;
    const char *letters;
};

static bool
all_figures(const struct lines *l)
{
    for (size_t i = 0; i < l->n; i++) {
        if (!is_figure(buf_text(&l->v[i].v[0].text)))
            return false;
    }
    return l->n > 1;
}

static int
by_cell(const void *a, const void *b)
{
    size_t x = (*(const struct word *const *)a)->cell, y = (*(const struct word *const *)b)->cell;

    return (x > y) - (x < y);
}

/* The figures of the row's cell that holds the most of them and nothing else. */
static void
stack_find(const struct row *row, struct lines *out)
{
    *out = (struct lines){0};
    qsort(row->words, row->n, sizeof *row->words, by_cell);
    for (size_t from = 0, to; from < row->n; from = to) {
        struct lines l;

        for (to = from + 1; to < row->n && row->words[to]->cell == row->words[from]->cell; to++)
            ;
        lines_make(row->words + from, to - from, row->letters, false, &l);
        if (all_figures(&l) && l.n > out->n) {
            lines_free(out);
            *out = l;
        } else {
            lines_free(&l);
        }
    }
}

static bool
beside(const struct line *l, const struct lines *stack)
{
    for (size_t i = 0; i < stack->n; i++) {
        double shared = fmin(l->at.y2, stack->v[i].at.y2) - fmax(l->at.y1, stack->v[i].at.y1);

        if (shared > (stack->v[i].at.y2 - stack->v[i].at.y1) / 2)
            return true;
    }
    return false;
}

/* Rows begin with their figure or end with it; where some do neither, nobody
 * knows. */
static bool
rows_rule(const struct row *row, const struct lines *stack, struct drawn *d)
{
    const struct grid *g = row->grid;
    struct lines all;
    bool top, bottom, any = false;

    lines_make(row->words, row->n, row->letters, false, &all);
    top = beside(&all.v[0], stack);
    bottom = beside(&all.v[all.n - 1], stack);
    for (size_t i = 1; i < all.n && (top || bottom); i++) {
        double y = (all.v[i - 1].at.y2 + all.v[i].at.y1) / 2;

        if (!beside(top ? &all.v[i] : &all.v[i - 1], stack))
            continue;
        *ARRAY_MORE(d->rules, d->nrules) = (struct box){ g->xs[0], y, g->xs[g->nx - 1], y };
        any = true;
    }
    lines_free(&all);
    return any;
}

/* No cell of the row goes on above or below it. */
static bool
stands_alone(const struct grid *g, size_t row)
{
    size_t columns = g->nx - 1, from = row * columns;

    for (size_t c = 0; c < columns; c++) {
        if (g->cells[from + c] < from ||
            (row + 2 < g->ny && g->cells[from + columns + c] < from + columns))
            return false;
    }
    return true;
}

bool
rows_find(const struct grids *grids, const struct words *w, struct drawn *d)
{
    const struct word **inside = xcalloc(w->n + 1, sizeof *inside);
    bool any = false;

    for (size_t i = 0; i < grids->n; i++) {
        const struct grid *g = &grids->v[i];
        size_t columns = g->nx - 1;

        for (size_t r = 0; r + 1 < g->ny; r++) {
            struct row row = { g, inside, 0, w->letters };
            struct lines stack;

            for (size_t k = 0; k < w->n; k++) {
                if (w->v[k].grid == i && w->v[k].cell / columns == r)
                    inside[row.n++] = &w->v[k];
            }
            if (row.n == 0 || !stands_alone(g, r))
                continue;
            stack_find(&row, &stack);
            any |= stack.n > 1 && rows_rule(&row, &stack, d);
            lines_free(&stack);
        }
    }
    free(inside);
    return any;
}
