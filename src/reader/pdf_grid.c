/* Rules that touch one another are a table. Its rows and columns lie between
 * them; where a piece of a rule is missing, the cells beside it are one. */
#include "pdf_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

#define SAME 2.0                /* points: rules so near are one, as a double rule is */
#define TOUCH 3.0               /* by which they may miss one another */
#define NARROW 5.0              /* and what has no room for a letter is no cell but the space between two */
#define GAP 4.0                 /* in a dotted rule, and between the pieces of one */
#define SHORT 6.0               /* less is no side of a cell */
#define RULES_MOST 2000         /* of one direction */

struct rule { double at, from, to; size_t table; };     /* table: a rule it hangs together with */
struct rules { struct rule *v; size_t n; bool full; };

/* ---- rules ---------------------------------------------------------------------------- */

static int
by_place(const void *a, const void *b)
{
    const struct rule *x = a, *y = b;

    return x->at != y->at ? (x->at > y->at) - (x->at < y->at)
                          : (x->from > y->from) - (x->from < y->from);
}

static void
rules_sort(struct rules *r)
{
    if (r->n > 1)
        qsort(r->v, r->n, sizeof *r->v, by_place);
}

/* Pieces on one line become one rule; what stays short is dropped. */
static void
rules_merge(struct rules *r)
{
    size_t n = 0, kept = 0;

    rules_sort(r);
    for (size_t i = 1, first = 0; i < r->n; i++) {
        if (r->v[i].at - r->v[first].at <= SAME)
            r->v[i].at = r->v[first].at;
        else
            first = i;
    }
    rules_sort(r);
    for (size_t i = 0; i < r->n; i++) {
        struct rule *last = n > 0 ? &r->v[n - 1] : NULL;

        if (last != NULL && last->at == r->v[i].at && r->v[i].from - last->to <= GAP)
            last->to = fmax(last->to, r->v[i].to);
        else
            r->v[n++] = r->v[i];
    }
    for (size_t i = 0; i < n; i++) {
        if (r->v[i].to - r->v[i].from >= SHORT)
            r->v[kept++] = r->v[i];
    }
    r->full = kept > RULES_MOST;
    r->n = r->full ? RULES_MOST : kept;
}

static void
rules_part(const struct drawn *d, struct rules *lying, struct rules *standing)
{
    for (size_t i = 0; i < d->nrules; i++) {
        struct box b = d->rules[i];

        bool dot = b.x2 - b.x1 <= SAME && b.y2 - b.y1 <= SAME;

        if (b.x2 - b.x1 >= b.y2 - b.y1 || dot)
            *ARRAY_MORE(lying->v, lying->n) = (struct rule){ (b.y1 + b.y2) / 2, b.x1, b.x2, 0 };
        if (b.x2 - b.x1 < b.y2 - b.y1 || dot)
            *ARRAY_MORE(standing->v, standing->n) = (struct rule){ (b.x1 + b.x2) / 2, b.y1, b.y2,
                                                                   0 };
    }
    rules_merge(lying);
    rules_merge(standing);
}

static size_t
root(struct rule *const *all, size_t i)
{
    while (all[i]->table != i)
        i = all[i]->table = all[all[i]->table]->table;
    return i;
}

static bool
touch(const struct rule *a, const struct rule *b)
{
    return a->at >= b->from - TOUCH && a->at <= b->to + TOUCH && b->at >= a->from - TOUCH &&
           b->at <= a->to + TOUCH;
}

/* Which rules hang together: each ends with the number of the first of them. */
static void
rules_join(struct rules *lying, struct rules *standing)
{
    size_t n = lying->n + standing->n;
    struct rule **all = xcalloc(n + 1, sizeof *all);

    for (size_t i = 0; i < n; i++) {
        all[i] = i < lying->n ? &lying->v[i] : &standing->v[i - lying->n];
        all[i]->table = i;
    }
    for (size_t i = 0; i < lying->n; i++) {
        for (size_t k = lying->n; k < n; k++) {
            if (touch(all[i], all[k]))
                all[root(all, k)]->table = root(all, i);
        }
    }
    for (size_t i = 0; i < n; i++)
        all[i]->table = root(all, i);
    free(all);
}

/* ---- one table --------------------------------------------------------------------------- */

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Where rules of a table stand, and where those across them end: a table may
 * have no rule at its sides. */
static size_t
places(const struct rules *rules, const struct rules *across, size_t table, double **out)
{
    size_t n = 0, kept = 0;
    double *v = NULL;

    for (size_t i = 0; i < rules->n; i++) {
        if (rules->v[i].table == table)
            *ARRAY_MORE(v, n) = rules->v[i].at;
    }
    for (size_t i = 0; i < across->n && n > 0; i++) {
        if (across->v[i].table == table) {
            *ARRAY_MORE(v, n) = across->v[i].from;
            *ARRAY_MORE(v, n) = across->v[i].to;
        }
    }
    if (n > 1)
        qsort(v, n, sizeof *v, by_number);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || v[i] - v[kept - 1] > NARROW)
            v[kept++] = v[i];
    }
    *out = v;
    return kept;
}

/* Most of the side of a cell is ruled. */
static bool
is_ruled(const struct rules *rules, size_t table, double at, double from, double to)
{
    double ruled = 0;

    for (size_t i = 0; i < rules->n; i++) {
        const struct rule *r = &rules->v[i];

        if (r->table == table && fabs(r->at - at) <= TOUCH)
            ruled += fmax(0, fmin(r->to, to) - fmax(r->from, from));
    }
    return ruled > (to - from) / 2;
}

static size_t
first_cell(size_t *cells, size_t i)
{
    while (cells[i] != i)
        i = cells[i] = cells[cells[i]];
    return i;
}

static void
cells_join(size_t *cells, size_t a, size_t b)
{
    a = first_cell(cells, a);
    b = first_cell(cells, b);
    cells[a > b ? a : b] = a > b ? b : a;
}

/* The number of cells there are. */
static size_t
cells_merge(struct grid *g, const struct rules *lying, const struct rules *standing, size_t table)
{
    size_t columns = g->nx - 1, rows = g->ny - 1, n = 0;

    for (size_t i = 0; i < rows * columns; i++)
        g->cells[i] = i;
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            size_t i = r * columns + c;

            if (c + 1 < columns && !is_ruled(standing, table, g->xs[c + 1], g->ys[r], g->ys[r + 1]))
                cells_join(g->cells, i, i + 1);
            if (r + 1 < rows && !is_ruled(lying, table, g->ys[r + 1], g->xs[c], g->xs[c + 1]))
                cells_join(g->cells, i, i + columns);
        }
    }
    for (size_t i = 0; i < rows * columns; i++) {
        g->cells[i] = first_cell(g->cells, i);
        n += g->cells[i] == i;
    }
    return n;
}

static void
grid_clear(struct grid *g)
{
    free(g->xs);
    free(g->ys);
    free(g->cells);
    *g = (struct grid){0};
}

/* One cell alone is a frame around text. */
static bool
grid_make(struct grid *g, const struct rules *lying, const struct rules *standing, size_t table,
          bool *full)
{
    g->nx = places(standing, lying, table, &g->xs);
    g->ny = places(lying, standing, table, &g->ys);
    if (g->nx >= 2 && g->ny >= 2 && (g->nx - 1) * (g->ny - 1) > LIMIT_GRID) {
        *full = true;
    } else if (g->nx >= 2 && g->ny >= 2) {
        g->cells = xcalloc((g->nx - 1) * (g->ny - 1), sizeof *g->cells);
        if (cells_merge(g, lying, standing, table) > 1)
            return true;
    }
    grid_clear(g);
    return false;
}

/* ---- all of a page --------------------------------------------------------------------------- */

static int
by_top(const void *a, const void *b)
{
    return by_number(((const struct grid *)a)->ys, ((const struct grid *)b)->ys);
}

void
grids_find(const struct drawn *d, struct grids *out)
{
    struct rules lying = {0}, standing = {0};

    *out = (struct grids){0};
    rules_part(d, &lying, &standing);
    rules_join(&lying, &standing);
    out->full = d->full || lying.full || standing.full;
    for (size_t i = 0; i < lying.n; i++) {
        struct grid g = {0};

        if (lying.v[i].table != i || !grid_make(&g, &lying, &standing, i, &out->full))
            continue;
        *ARRAY_MORE(out->v, out->n) = g;
    }
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_top);
    free(lying.v);
    free(standing.v);
}

void
grids_free(struct grids *g)
{
    for (size_t i = 0; i < g->n; i++)
        grid_clear(&g->v[i]);
    free(g->v);
    *g = (struct grids){0};
}

static double
area(const struct grid *g)
{
    return (g->xs[g->nx - 1] - g->xs[0]) * (g->ys[g->ny - 1] - g->ys[0]);
}

static size_t
between(const double *v, size_t n, double x)
{
    size_t i = 0;

    while (i + 2 < n && v[i + 1] <= x)
        i++;
    return i;
}

bool
grids_cell(const struct grids *all, double x, double y, size_t *grid, size_t *cell)
{
    const struct grid *g = NULL;

    for (size_t i = 0; i < all->n; i++) {
        const struct grid *at = &all->v[i];

        if (x >= at->xs[0] && x <= at->xs[at->nx - 1] && y >= at->ys[0] &&
            y <= at->ys[at->ny - 1] && (g == NULL || area(at) < area(g)))
            g = at;
    }
    if (g == NULL)
        return false;
    *grid = (size_t)(g - all->v);
    *cell = g->cells[between(g->ys, g->ny, y) * (g->nx - 1) + between(g->xs, g->nx, x)];
    return true;
}
