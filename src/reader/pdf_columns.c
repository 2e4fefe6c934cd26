/* Which column a piece of a line stands in, where no rules are drawn. The lines
 * with the most pieces say where columns are. Words are set at the left of their
 * column and figures at its right, so that either may stand beside its head. */
#include "pdf_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COLUMNS_MOST 64         /* with more the nearest place counts */
#define CUTS_MOST 4000          /* of a block: with more no shared piece is looked for */
#define RIVER_LEAST 0.3         /* points in which no line has anything */
#define EDGE_SAME 0.8           /* points by which words may differ that begin at one place */

struct block { struct line *v; size_t n, most; };       /* lines, and the pieces of the fullest */

void
box_grow(struct box *b, struct box by)
{
    *b = (struct box){ fmin(b->x1, by.x1), fmin(b->y1, by.y1), fmax(b->x2, by.x2), fmax(b->y2, by.y2) };
}

bool
is_figure(const char *text)
{
    return text[strspn(text, "0123456789., %")] == '\0' && strpbrk(text, "0123456789") != NULL;
}

bool
holds_figure(const struct piece *p)
{
    return is_figure(buf_text(&p->text));
}

void
piece_clear(struct piece *p)
{
    buf_free(&p->text);
    free(p->cuts);
}

/* ---- pieces that two columns share -------------------------------------------------------- */

/* What is left of a gap beside these words. */
static bool
leaves(double x1, double x2, struct cut *gap)
{
    if (x2 <= gap->from || x1 >= gap->to)
        return true;
    if (x1 <= gap->from)
        gap->from = x2;
    else
        gap->to = x1;
    return gap->to - gap->from > RIVER_LEAST;
}

static bool
piece_leaves(const struct piece *p, bool whole, struct cut *gap)
{
    double x1 = p->at.x1;

    for (size_t c = 0; c < p->ncuts && !whole; c++) {
        if (!leaves(x1, p->cuts[c].from, gap))
            return false;
        x1 = p->cuts[c].to;
    }
    return leaves(x1, p->at.x2, gap);
}

/* No word of the block stands in the gap, and no piece of its fullest lines. */
static bool
is_river(const struct block *b, struct cut gap)
{
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->v[i].n && b->v[i].n > 1; k++)
            if (!piece_leaves(&b->v[i].v[k], b->v[i].n == b->most, &gap))
                return false;
    return true;
}

static bool
figure_beside_words(const struct piece *p, const struct cut *cut)
{
    char *left = xstrndup(buf_text(&p->text), cut->at);
    bool beside = is_figure(left) != is_figure(buf_text(&p->text) + cut->at + 1);

    free(left);
    return beside;
}

static bool
begins_at(const struct line *l, double x)
{
    bool begins = false;

    for (size_t k = 0; k < l->n && !begins; k++) {
        begins = fabs(l->v[k].at.x1 - x) < EDGE_SAME;
        for (size_t c = 0; c < l->v[k].ncuts && !begins && l->n > 1; c++)
            begins = fabs(l->v[k].cuts[c].to - x) < EDGE_SAME;
    }
    return begins;
}

/* Words of every line begin there. */
static bool
all_begin(const struct block *b, double x)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i].n > 1 && !begins_at(&b->v[i], x))
            return false;
    return true;
}

static void
piece_part(struct line *l, size_t k, size_t c)
{
    struct piece right = {0}, *left;
    struct cut cut = l->v[k].cuts[c];

    ARRAY_MORE(l->v, l->n);
    memmove(l->v + k + 2, l->v + k + 1, (l->n - k - 2) * sizeof *l->v);
    left = &l->v[k];
    right.at = left->at;
    right.at.x1 = cut.to;
    for (size_t i = c + 1; i < left->ncuts; i++)
        *ARRAY_MORE(right.cuts, right.ncuts) =
            (struct cut){ left->cuts[i].at - cut.at - 1, left->cuts[i].from, left->cuts[i].to };
    right.lead = (right.ncuts > 0 ? right.cuts[0].from : right.at.x2) - cut.to;
    buf_adds(&right.text, buf_text(&left->text) + cut.at + 1);
    left->at.x2 = cut.from;
    left->ncuts = c;
    left->text.len = cut.at;
    left->text.data[cut.at] = '\0';
    l->v[k + 1] = right;
}

/* A number set to the right stands near the words behind it, as the next word would. */
static void
line_part(const struct block *b, struct line *l, bool figures)
{
    for (size_t k = 0; k < l->n && l->n < b->most; k++)
        for (size_t c = 0; c < l->v[k].ncuts && l->n < b->most; c++) {
            const struct cut *cut = &l->v[k].cuts[c];
            if ((figures ? figure_beside_words(&l->v[k], cut) : all_begin(b, cut->to)) &&
                is_river(b, *cut))
                piece_part(l, k, c);
        }
}

static void
pieces_part(const struct block *b)
{
    size_t cuts = 0;

    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->v[i].n; k++)
            cuts += b->v[i].v[k].ncuts;
    for (int figures = 1; figures >= 0 && cuts <= CUTS_MOST; figures--)
        for (size_t i = 0; i < b->n; i++)
            if (b->v[i].n > 1)
                line_part(b, &b->v[i], figures == 1);
}

/* ---- by the nearest place ------------------------------------------------------------------ */

static bool
stands_over(const struct piece *column, const struct piece *p)
{
    return column->at.x1 < p->at.x2 && p->at.x1 < column->at.x2;
}

/* The first column over which a piece stands, and how many; none: the one
 * before which it stands. */
static size_t
column_of(const struct piece *columns, size_t n, const struct piece *p, size_t *over)
{
    size_t first = n;

    *over = 0;
    for (size_t i = n; i-- > 0;) {
        if (stands_over(&columns[i], p)) {
            first = i;
            ++*over;
        } else if (*over == 0 && p->at.x2 <= columns[i].at.x1) {
            first = i;
        }
    }
    return first;
}

static void
column_insert(struct piece **columns, size_t *n, size_t i, const struct piece *p)
{
    ARRAY_MORE(*columns, *n);
    memmove(*columns + i + 1, *columns + i, (*n - 1 - i) * sizeof **columns);
    (*columns)[i] = (struct piece){ .at = p->at };
}

/* Some line has something in each of two columns. */
static bool
both_filled(const struct line *v, size_t n, const struct piece *columns)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k + 1 < v[i].n; k++) {
            if (stands_over(&columns[0], &v[i].v[k]) && stands_over(&columns[1], &v[i].v[k + 1]))
                return true;
        }
    }
    return false;
}

/* A figure set to the right stands beside the middle of its head: columns of
 * which no line fills both are one, the nearest first. */
static void
columns_join(const struct line *v, size_t n, struct piece *columns, size_t *ncolumns, size_t wanted)
{
    while (*ncolumns > wanted) {
        size_t best = *ncolumns;

        for (size_t i = 0; i + 1 < *ncolumns; i++) {
            double gap = columns[i + 1].at.x1 - columns[i].at.x2;

            if ((best == *ncolumns || gap < columns[best + 1].at.x1 - columns[best].at.x2) &&
                !both_filled(v, n, columns + i))
                best = i;
        }
        if (best == *ncolumns)
            return;
        box_grow(&columns[best].at, columns[best + 1].at);
        memmove(columns + best + 1, columns + best + 2, (*ncolumns - best - 2) * sizeof *columns);
        --*ncolumns;
    }
}

/* Where the fullest lines do not agree: the first says where columns are, the others how wide. */
static void
align_near(const struct block *b)
{
    const struct line *head = &b->v[0];
    struct piece *columns = NULL;
    size_t ncolumns = 0, over, c;

    for (size_t i = 1; i < b->n; i++)
        head = b->v[i].n > head->n ? &b->v[i] : head;
    for (size_t k = 0; k < head->n; k++)
        ARRAY_MORE(columns, ncolumns)->at = head->v[k].at;
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->v[i].n && b->v[i].n > 1; k++) {
            c = column_of(columns, ncolumns, &b->v[i].v[k], &over);
            if (over == 0)
                column_insert(&columns, &ncolumns, c, &b->v[i].v[k]);
            else if (over == 1)
                box_grow(&columns[c].at, b->v[i].v[k].at);
        }
    columns_join(b->v, b->n, columns, &ncolumns, head->n);
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->v[i].n; k++) {
            c = column_of(columns, ncolumns, &b->v[i].v[k], &b->v[i].v[k].over);
            b->v[i].v[k].column = k > 0 && c <= b->v[i].v[k - 1].column ? b->v[i].v[k - 1].column + 1 : c;
        }
    free(columns);
}

/* ---- by the fullest lines -------------------------------------------------------------------- */

struct laying {
    struct piece columns[COLUMNS_MOST];
    size_t n;
    bool left;                  /* heads begin where the words below them do */
};

enum { STANDS, BESIDE, EITHER, HARDLY, BAD = 100 };     /* what a place costs */

/* False: they overlap. */
static bool
laying_of(const struct block *b, struct laying *l)
{
    *l = (struct laying){ .n = b->most, .left = true };
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->most && b->v[i].n == b->most; k++) {
            struct box *at = &l->columns[k].at;
            *at = at->x2 > 0 ? *at : b->v[i].v[k].at;
            box_grow(at, b->v[i].v[k].at);
        }
    for (size_t k = 1; k < l->n; k++)
        if (l->columns[k - 1].at.x2 > l->columns[k].at.x1 + RIVER_LEAST)
            return false;
    return true;
}

static double
shared(const struct piece *a, const struct piece *b)
{
    return fmin(a->at.x2, b->at.x2) - fmax(a->at.x1, b->at.x1);
}

static int
cost(const struct laying *l, const struct piece *p, size_t c)
{
    const struct piece *columns = l->columns;
    bool figure = holds_figure(p);
    double here = shared(&columns[c], p);

    if (here > 0)
        return (c > 0 && shared(&columns[c - 1], p) > here) ||
                       (c + 1 < l->n && shared(&columns[c + 1], p) > here)
                   ? HARDLY
                   : STANDS;
    if (columns[c].at.x2 <= p->at.x1 && (c + 1 == l->n || columns[c + 1].at.x1 >= p->at.x2))
        return !figure ? HARDLY : l->left ? BESIDE : EITHER;
    if (columns[c].at.x1 >= p->at.x2 && (c == 0 || columns[c - 1].at.x2 <= p->at.x1))
        return !figure ? BESIDE : l->left ? HARDLY : EITHER;
    return BAD;
}

static void
heads_tell(const struct block *b, struct laying *l)
{
    int same = 0, other = 0;

    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->v[i].n && b->v[i].n > 1 && b->v[i].n < b->most; k++)
            for (size_t c = 0; c < l->n; c++)
                if (!holds_figure(&b->v[i].v[k]) && shared(&l->columns[c], &b->v[i].v[k]) > 0) {
                    bool begins = fabs(l->columns[c].at.x1 - b->v[i].v[k].at.x1) < EDGE_SAME;
                    same += begins;
                    other += !begins;
                }
    l->left = same >= other;
}

struct best { int cost; bool sure; size_t from; };      /* of the pieces before; from: column of the last */

/* The cheapest way to lay a line's pieces into columns, in their order; false: there are two. */
static bool
line_lay(const struct laying *l, struct line *line)
{
    struct best (*best)[COLUMNS_MOST] = xcalloc(line->n, sizeof *best);
    size_t at = 0;
    bool sure;

    for (size_t k = 0; k < line->n; k++)
        for (size_t c = k; c + (line->n - k) <= l->n; c++) {
            struct best *b = &best[k][c];
            *b = (struct best){ k > 0 ? (int)(BAD * COLUMNS_MOST * 2) : 0, true, 0 };
            for (size_t f = k - 1; k > 0 && f < c; f++) {
                if (best[k - 1][f].cost < b->cost)
                    *b = (struct best){ best[k - 1][f].cost, best[k - 1][f].sure, f };
                else if (best[k - 1][f].cost == b->cost)
                    b->sure = false;
            }
            b->cost += cost(l, &line->v[k], c);
        }
    for (size_t c = at = line->n - 1; c < l->n; c++)
        at = best[line->n - 1][c].cost < best[line->n - 1][at].cost ? c : at;
    sure = best[line->n - 1][at].sure;
    for (size_t c = at + 1; c < l->n; c++)
        sure = sure && best[line->n - 1][c].cost != best[line->n - 1][at].cost;
    for (size_t k = line->n; k-- > 0;) {
        line->v[k].column = at;
        at = best[k][at].from;
    }
    free(best);
    return sure;
}

/* Of several figures none may be taken for another: the line is none of columns then. */
static void
line_blur(struct line *l)
{
    struct piece *first = &l->v[0];
    size_t figures = 0;

    for (size_t k = 0; k < l->n; k++)
        figures += holds_figure(&l->v[k]);
    if (figures < 2)
        return;
    for (size_t k = 1; k < l->n; k++) {
        buf_addf(&first->text, " %s", buf_text(&l->v[k].text));
        box_grow(&first->at, l->v[k].at);
        piece_clear(&l->v[k]);
    }
    first->column = 0;
    l->n = 1;
}

static void
align_full(const struct block *b, struct laying *l)
{
    heads_tell(b, l);
    for (size_t i = 0; i < b->n; i++) {
        struct line *line = &b->v[i];

        for (size_t k = 0; k < line->n; k++) {
            size_t near = column_of(l->columns, l->n, &line->v[k], &line->v[k].over);
            line->v[k].column = line->n > 1 ? k : near;
        }
        if (line->n > 1 && line->n < b->most && !line_lay(l, line))
            line_blur(line);
    }
}

bool
columns_align(struct line *v, size_t n)
{
    struct block b = { v, n, 0 };
    struct laying l;

    for (size_t i = 0; i < n; i++)
        b.most = v[i].n > b.most ? v[i].n : b.most;
    if (b.most < 2)
        return false;
    pieces_part(&b);
    if (b.most <= COLUMNS_MOST && laying_of(&b, &l))
        align_full(&b, &l);
    else
        align_near(&b);
    return true;
}
