/* Which row of a numbered list each line of a column stands in. A cell's text
 * begins beside the number, ends beside it or has it at its middle; where more
 * than one of these can be, the gaps between lines tell, and then how full they are. */
#include "pdf_list.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#define GAP_MOST 0.9            /* between two lines of one cell */
#define TIGHT 0.35              /* between those of one block */
#define TELLS 0.12              /* by which gaps between rows are wider than those within */
#define SLACK 0.8               /* a blank, and what a column is wider than its longest line */

enum side { TOP, MIDDLE, BOTTOM, SIDES };

static double
mid(const struct list_line *line)
{
    return (line->at.y1 + line->at.y2) / 2;
}

static bool
is_near(const struct list *l, double y, size_t row)
{
    return fabs(y - l->rows[row].y) <= NEAR * l->tall;
}

static void
put(struct strip *s, size_t from, size_t to, size_t row)
{
    for (size_t i = from; i < to; i++)
        s->v[i].first = s->v[i].last = row;
}

static double
gap_above(const struct strip *s, size_t i)
{
    return s->v[i].at.y1 - s->v[i - 1].at.y2;
}

/* ---- one side --------------------------------------------------------------------------- */

static bool
lay_top(const struct list *l, struct strip *s)
{
    size_t row = 0;

    for (size_t i = 0; i < s->n; i++) {
        size_t before = i > 0 ? row : 0;

        while (row + 1 < l->nrows && l->rows[row + 1].y <= mid(&s->v[i]) + NEAR * l->tall)
            row++;
        put(s, i, i + 1, row);
        if (row > 0 && (i == 0 || row != before) && !is_near(l, mid(&s->v[i]), row))
            return false;
    }
    return true;
}

/* Of the lines between the head and the first number those that hang together with the
 * lowest are the row's. */
static void
head_part(const struct list *l, struct strip *s)
{
    size_t at = 0;
    double least = INFINITY;

    while (at < s->n && s->v[at].first <= 1)
        at++;
    for (size_t i = 1; i < s->n; i++)
        least = fmin(least, gap_above(s, i));
    for (size_t i = at; i-- > 0;) {
        bool hangs = i + 1 < at && s->v[i + 1].first == 1 &&
                     gap_above(s, i + 1) <= least + TELLS * l->tall;

        if (hangs || is_near(l, mid(&s->v[i]), 1))
            continue;
        put(s, 0, i + 1, 0);
        return;
    }
}

static bool
lay_bottom(const struct list *l, struct strip *s)
{
    size_t row = 0;

    for (size_t i = 0; i < s->n; i++) {
        while (row < l->nrows && l->rows[row].y < mid(&s->v[i]) - NEAR * l->tall)
            row++;
        if (row == l->nrows)
            return false;
        put(s, i, i + 1, row);
    }
    head_part(l, s);
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].first > 0 && (i + 1 == s->n || s->v[i + 1].first != s->v[i].first) &&
            !is_near(l, mid(&s->v[i]), s->v[i].first))
            return false;
    return true;
}

/* The first `heads` lines are the head's; each row takes what has its number in the middle. */
static bool
lay_around(const struct list *l, struct strip *s, size_t heads)
{
    size_t i = heads;

    put(s, 0, heads, 0);
    for (size_t r = 1; r < l->nrows && i < s->n; r++)
        for (size_t j = i; j < s->n; j++)
            if (is_near(l, (mid(&s->v[i]) + mid(&s->v[j])) / 2, r)) {
                put(s, i, j + 1, r);
                i = j + 1;
                break;
            }
    return i == s->n;
}

static bool
lay_middle(const struct list *l, struct strip *s)
{
    for (size_t heads = 0; heads <= s->n; heads++) {
        if (heads > 0 && mid(&s->v[heads - 1]) > l->rows[1].y)
            return false;
        if ((heads == s->n || mid(&s->v[heads]) > l->rows[0].y + NEAR * l->tall) &&
            lay_around(l, s, heads))
            return true;
    }
    return false;
}

/* A figure is alone in its cell, unless words stand before it ("Trường Tiểu học Mỹ Long", "1"), and a cell's lines hang together. */
static bool
cells_whole(const struct list *l, const struct strip *s)
{
    for (size_t i = 1; i < s->n; i++)
        if (s->v[i].first > 0 && s->v[i].first == s->v[i - 1].first &&
            (gap_above(s, i) > GAP_MOST * l->tall || is_figure(buf_text(&s->v[i - 1].text))))
            return false;
    return true;
}

static bool
lay(const struct list *l, struct strip *s, enum side side)
{
    static bool (*const ways[SIDES])(const struct list *, struct strip *) = {
        lay_top, lay_middle, lay_bottom,
    };

    return ways[side](l, s) && cells_whole(l, s);
}

/* ---- which of them ------------------------------------------------------------------------- */

struct way {                    /* all columns laid by one side */
    bool can;
    bool gaps;                  /* rows are farther apart than lines */
    bool full;                  /* no line could have held more, and cells begin alike */
    size_t *rows;               /* of every line */
};

/* The first word of the lower line did not fit into the upper one. */
static bool
is_full(const struct list *l, const struct strip *s, size_t lower)
{
    double edge = 0;

    for (size_t i = 0; i < s->n; i++)
        edge = fmax(edge, s->v[i].at.x2);
    return s->v[lower].lead + SLACK * l->tall + s->v[lower - 1].at.x2 > edge;
}

/* Some of a column's cells begin with a capital and others with a small letter. */
static bool
is_mixed(const struct strip *s)
{
    size_t small = 0, cells = 0;

    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].first > 0 && (i == 0 || s->v[i - 1].first != s->v[i].first)) {
            small += begins_small(buf_text(&s->v[i].text));
            cells++;
        }
    return small > 0 && small < cells;
}

static void
way_judge(const struct list *l, struct way *w)
{
    double within = -INFINITY, between = INFINITY;

    w->full = true;
    for (size_t k = 1; k < l->nstrips; k++) {
        const struct strip *s = &l->strips[k];

        w->full = w->full && !is_mixed(s);
        for (size_t i = 1; i < s->n; i++) {
            if (s->v[i].first > 0 && s->v[i].first == s->v[i - 1].first) {
                within = fmax(within, gap_above(s, i));
                w->full = w->full && is_full(l, s, i);
            } else if (s->v[i - 1].first > 0) {
                between = fmin(between, gap_above(s, i));
            }
        }
    }
    w->gaps = between > within + TELLS * l->tall;
}

static void
way_try(struct list *l, enum side side, size_t lines, struct way *w)
{
    size_t n = 0;

    *w = (struct way){ .can = true, .rows = xcalloc(lines + 1, sizeof *w->rows) };
    for (size_t k = 1; k < l->nstrips && w->can; k++) {
        w->can = lay(l, &l->strips[k], side);
        for (size_t i = 0; i < l->strips[k].n; i++)
            w->rows[n++] = l->strips[k].v[i].first;
    }
    if (w->can)
        way_judge(l, w);
}

static bool
differ(const struct way *a, const struct way *b, size_t lines)
{
    return memcmp(a->rows, b->rows, lines * sizeof *a->rows) != 0;
}

/* The only way of those that are left by this, or all such say the same. */
static enum side
only(const struct way *ways, size_t lines, bool full, bool gaps)
{
    enum side found = SIDES;

    for (enum side i = TOP; i < SIDES; i++) {
        if (!ways[i].can || (full && !ways[i].full) || (gaps && !ways[i].gaps))
            continue;
        if (found < SIDES && differ(&ways[found], &ways[i], lines))
            return SIDES;
        found = i;
    }
    return found;
}

/* Neither the gaps between lines nor how full they are may speak for another one. */
static enum side
surest(const struct way *ways, size_t lines)
{
    static const bool asks[][2] = { { true, true }, { true, false }, { false, true } };

    for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
        enum side side = only(ways, lines, asks[i][0], asks[i][1]);
        bool others = false;

        for (enum side k = TOP; k < SIDES && side < SIDES; k++)
            others = others || (ways[k].can && differ(&ways[k], &ways[side], lines) &&
                                ((ways[k].full && !ways[side].full) ||
                                 (ways[k].gaps && !ways[side].gaps)));
        if (side < SIDES)
            return others ? SIDES : side;
    }
    return SIDES;
}

/* False: there is no such way. */
static bool
lay_all(struct list *l, bool *sure)
{
    struct way ways[SIDES];
    size_t lines = 0;
    enum side side;
    bool can = false;

    for (size_t k = 1; k < l->nstrips; k++)
        lines += l->strips[k].n;
    for (enum side i = TOP; i < SIDES; i++) {
        way_try(l, i, lines, &ways[i]);
        can = can || ways[i].can;
    }
    side = surest(ways, lines);
    *sure = side < SIDES;
    for (enum side i = TOP; i < SIDES; i++)
        free(ways[i].rows);
    for (size_t k = 1; k < l->nstrips && *sure; k++)
        lay(l, &l->strips[k], side);
    return can;
}

/* ---- columns of other sides ---------------------------------------------------------------------- */

static void
rows_grow(struct list *l, const struct strip *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct list_row *row = &l->rows[s->v[i].first];
        row->top = fmin(row->top, s->v[i].at.y1);
        row->bottom = fmax(row->bottom, s->v[i].at.y2);
    }
}

/* Each line lies within one row, as the others have it. */
static bool
lay_within(const struct list *l, struct strip *s)
{
    for (size_t i = 0; i < s->n; i++) {
        size_t row = l->nrows;

        for (size_t r = 0; r < l->nrows; r++)
            if (mid(&s->v[i]) > l->rows[r].top && mid(&s->v[i]) < l->rows[r].bottom)
                row = r;
        if (row == l->nrows)
            return false;
        put(s, i, i + 1, row);
    }
    return cells_whole(l, s);
}

/* Cells that are merged downwards have their text in the middle: together they are all rows. */
static bool
lay_merged(const struct list *l, struct strip *s)
{
    size_t from = 0, row = 1, to;

    while (from < s->n && mid(&s->v[from]) < l->rows[1].top)
        put(s, from, from + 1, 0), from++;
    for (; from < s->n && row < l->nrows; from = to) {
        size_t last = row;
        double y;

        for (to = from + 1; to < s->n && gap_above(s, to) <= TIGHT * l->tall; to++)
            ;
        y = (mid(&s->v[from]) + mid(&s->v[to - 1])) / 2;
        while (last < l->nrows &&
               fabs((l->rows[row].top + l->rows[last].bottom) / 2 - y) > NEAR * l->tall)
            last++;
        if (last == l->nrows || (last > row && to - from > last - row))     /* it would be that of several cells */
            return false;
        for (size_t i = from; i < to; i++)
            s->v[i].first = row, s->v[i].last = last;
        row = last + 1;
    }
    return from == s->n && row == l->nrows;
}

/* Columns differ: by the sides of those that have one, where the others end. */
static bool
lay_each(struct list *l)
{
    bool *laid = xcalloc(l->nstrips, sizeof *laid), all = true;
    size_t n = 0;

    for (size_t k = 1; k < l->nstrips; k++) {
        for (enum side i = TOP; i < SIDES && !laid[k]; i++)
            laid[k] = lay(l, &l->strips[k], i);
        n += laid[k];
        if (laid[k])
            rows_grow(l, &l->strips[k]);
    }
    for (size_t k = 1; k < l->nstrips && all; k++)
        all = laid[k] || lay_within(l, &l->strips[k]) || lay_merged(l, &l->strips[k]);
    free(laid);
    return all && n > 0;
}

/* ---- the door --------------------------------------------------------------------------------------- */

/* Nothing tells: each line stays with the nearest number, and no row is read. */
static void
blur_all(struct list *l)
{
    for (size_t k = 1; k < l->nstrips; k++)
        for (size_t i = 0; i < l->strips[k].n; i++) {
            double y = mid(&l->strips[k].v[i]);
            size_t near = 0;

            for (size_t r = 1; r < l->nrows; r++)
                near = fabs(l->rows[r].y - y) < fabs(l->rows[near].y - y) ? r : near;
            put(&l->strips[k], i, i + 1, near);
        }
    for (size_t r = 1; r < l->nrows; r++)
        l->rows[r].blurred = true;
}

bool
list_rows(struct list *l)
{
    bool blurred = false, sure, can = lay_all(l, &sure);

    for (size_t r = 1; r < l->nrows; r++)
        blurred = blurred || l->rows[r].blurred;
    if (!can)
        can = sure = lay_each(l);
    if (!can && !blurred)
        return false;
    if (!sure)
        blur_all(l);
    for (size_t k = 1; k < l->nstrips; k++)
        rows_grow(l, &l->strips[k]);
    return true;
}
