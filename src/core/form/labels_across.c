/* Labels side by side with their figures below: one line per unit, as
 * statistics have it; and a label alone with its value in the cell below. */
#include <ctype.h>
#include <stdlib.h>

#include <string.h>
#include "labels_private.h"
#include "number.h"

#define ACROSS_LEAST 2
#define ACROSS_MOST  100        /* labels, and rows below them */
#define PAUSE_MOST   2

struct across {
    struct across_label {
        const struct label *label;
        int first, last;        /* the columns under it, */
        int column;             /* and which of them is the report's; 0: nothing tells */
    } v[ACROSS_MOST];
    size_t n;
    size_t rows[ACROSS_MOST];   /* first cells of the rows of figures */
    size_t nrows;
    size_t total;               /* the last of them that is one, +1; 0: none */
    struct choice choice;       /* by what stands before them */
    enum says says[ACROSS_MOST];
};

/* "(1) (2) (3)", "A B 1 2 3" below a head. */
bool
labels_numbering(const struct grid *g, size_t from, size_t to)
{
    int number = 0;

    for (size_t i = from; i < to; i++) {
        const char *p = g->v[i].folded;
        if (number == 0 && isalpha((unsigned char)*p) && p[1] == '\0')
            continue;
        if (!isdigit((unsigned char)*p) || atoi(p) != number + 1)
            return false;
        number++;
    }
    return to - from > 1;
}

/* The last column under a label: up to the next one, as wide as it is itself or the one before. */
static int
label_end(const struct grid *g, size_t i, size_t to)
{
    const struct spot *spot = &g->v[i];

    if (spot->last_column > spot->column || i == 0)
        return spot->last_column;
    return i + 1 < to                    ? g->v[i + 1].column - 1
           : g->v[i - 1].row == spot->row ? 2 * spot->column - g->v[i - 1].column - 1
                                          : spot->column;
}

/* False if a label of this row has a figure beside it. */
static bool
take_labels(const struct search *s, const struct grid *g, size_t from, size_t to, struct across *a)
{
    for (size_t i = from; i < to && a->n < ACROSS_MOST; i++) {
        const struct label *label = label_at(s, &g->v[i], NULL);
        size_t other, value;
        if (label == NULL)
            continue;
        value = labels_value(s, g, i, label->field, &other);
        if (value != i &&
            (label->field->type == FIELD_TEXT || spot_reads(s, label->field, &g->v[value])))
            return false;
        a->v[a->n++] = (struct across_label){ label, g->v[i].column, label_end(g, i, to), g->v[i].column };
    }
    return true;
}

/* Words and years, no figures. */
static bool
only_heads(const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (grid_year(g->v[i].value) == 0 &&
            (g->v[i].type != CELL_TEXT || isdigit((unsigned char)*g->v[i].folded)))
            return false;
    return from < to;
}

/* "2022 | 2023" under a label: how many columns it has, and which is the report's. */
static size_t
columns_under(const struct search *s, const struct grid *g, size_t from, size_t to,
              const struct across_label *l, int *made)
{
    struct choice choice = {0};
    size_t under = 0;

    for (size_t i = from; i < to; i++) {
        struct months m = {0};

        if (g->v[i].column < l->first || g->v[i].column > l->last)
            continue;
        choice_add(&choice, heading_says(&g->v[i], s->year, &s->own, &m), &m, g->v[i].column);
        under++;
    }
    *made = under > 1 ? choice_made(&choice) : l->first;
    *made = *made == 0 ? choice_only(&choice) : *made;
    return under;
}

/* Behind a row that tells the columns under the labels apart; `at`: there is none. */
static size_t
take_columns(const struct search *s, const struct grid *g, size_t at, struct across *a)
{
    size_t end = at < g->n ? grid_row_end(g, at) : at;
    bool several = false;
    int made;

    if (!only_heads(g, at, end))
        return at;
    for (size_t i = 0; i < a->n; i++)
        several |= columns_under(s, g, at, end, &a->v[i], &made) > 1;
    for (size_t i = 0; i < a->n && several; i++)
        columns_under(s, g, at, end, &a->v[i], &a->v[i].column);
    return several ? end : at;
}

/* Heads are words. */
static bool
only_words(const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (g->v[i].type != CELL_TEXT || isdigit((unsigned char)*g->v[i].folded))
            return false;
    return true;
}

static bool
has_figure(const struct search *s, const struct across *a, const struct grid *g, size_t from,
           size_t to)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = from; k < to; k++)
            if (g->v[k].column >= a->v[i].first && g->v[k].column <= a->v[i].last &&
                a->v[i].label->field->type != FIELD_TEXT && spot_reads(s, a->v[i].label->field, &g->v[k]))
                return true;
    return false;
}

static bool
total_row(const struct grid *g, size_t from, size_t to)
{
    bool certain;

    for (size_t i = from; i < to && i < from + 2; i++)
        if (g->v[i].type == CELL_TEXT &&
            (label_total(g->v[i].value, g->v[i].folded, &certain) || label_whole(&g->v[i])))
            return true;
    return false;
}

/* "ĐVT | cuộc | lượt người | bài", "A | B | cuộc | bài": the third line of many tables. */
static bool
measures_row(const struct grid *g, size_t from, size_t to)
{
    while (to - from > 1 && isalpha((unsigned char)*g->v[from].folded) && g->v[from].folded[1] == '\0')
        from++;
    for (size_t i = from; i < to; i++) {
        const struct spot *spot = &g->v[i];
        bool says_so = i == from && (strcmp(spot->folded, "dvt") == 0 ||
                                     strcmp(spot->folded, "don vi tinh") == 0);

        if (spot->type != CELL_TEXT || strpbrk(spot->value, "0123456789") != NULL ||
            !(says_so || number_unit(spot->folded, NULL)))
            return false;
    }
    return true;
}

static bool
row_hidden(const struct grid *g, size_t from, size_t to)
{
    while (from < to && g->v[from].hidden)
        from++;
    return from == to;
}

static void
take_row(const struct search *s, const struct grid *g, size_t at, size_t end, struct across *a)
{
    struct months m = {0};
    bool total = total_row(g, at, end);
    bool number = isdigit((unsigned char)*g->v[at].folded) && grid_year(g->v[at].value) == 0;
    size_t head = at + (number && at + 1 < end);
    enum says says = total ? SAYS_WHOLE : heading_says(&g->v[head], s->year, &s->own, &m);

    a->says[a->nrows] = says;
    a->rows[a->nrows++] = at;
    a->total = total ? a->nrows : a->total;
    choice_add(&a->choice, says, &m, (int)a->nrows);
}

/* A total speaks for the rows above it, "kỳ này" for itself. */
static void
choose_rows(struct across *a)
{
    size_t made = (size_t)choice_made(&a->choice), kept = 0;

    made = made == 0 ? a->total : made;
    for (size_t i = 0; i < a->nrows; i++)
        if (made > 0 ? i + 1 == made
                     : a->says[i] != SAYS_ASIDE || a->choice.n[SAYS_ASIDE] == (int)a->nrows)
            a->rows[kept++] = a->rows[i];
    a->nrows = kept;
}

/* The first cell behind the rows of figures. */
static size_t
take_rows(const struct search *s, const struct grid *g, size_t at, struct across *a)
{
    int last = g->v[at - 1].row;
    bool shown = !row_hidden(g, grid_from(g, last), at);

    while (at < g->n && a->nrows < ACROSS_MOST && g->v[at].row <= last + PAUSE_MOST + 1) {
        size_t end = grid_row_end(g, at);
        bool passed = (shown && row_hidden(g, at, end)) ||
                      ((labels_numbering(g, at, end) || measures_row(g, at, end)) && end < g->n &&
                       has_figure(s, a, g, end, grid_row_end(g, end)));
        if (!passed && (label_within(s, g, at, end) || !has_figure(s, a, g, at, end)))
            break;
        if (!passed)
            take_row(s, g, at, end, a);
        last = g->v[at].row;
        at = end;
    }
    choose_rows(a);
    return at;
}

/* What names a row, behind its number; NULL. */
static const struct spot *
row_name(const struct grid *g, size_t row)
{
    size_t end = grid_row_end(g, row);

    row += isdigit((unsigned char)*g->v[row].folded) && row + 1 < end;
    return g->v[row].type == CELL_TEXT && !isdigit((unsigned char)*g->v[row].value) ? &g->v[row] : NULL;
}

/* Of several columns of which nothing tells each is a reading; so is each of several rows. */
static void
take_value(struct search *s, const struct grid *g, size_t row, const struct across_label *l)
{
    const struct spot *found[ACROSS_MOST], *name = row_name(g, row);
    size_t n = 0;

    for (size_t i = row, end = grid_row_end(g, row); i < end && n < ACROSS_MOST; i++)
        if (l->column > 0 ? g->v[i].column <= l->column && g->v[i].last_column >= l->column
                          : g->v[i].column >= l->first && g->v[i].column <= l->last)
            found[n++] = &g->v[i];
    if (n > 0)
        found_several(s, g, l->label->field, found, n == 1 && s->parts && name != NULL ? &name : NULL, n);
    else
        found_none(s, g, l->label->field, g->v[row].row, l->first);
}

/* No row that was kept says that it is of the whole period. */
static bool
parts_alone(const struct across *a)
{
    return a->choice.n[SAYS_OWN] + a->choice.n[SAYS_WHOLE] + a->choice.n[SAYS_SINCE] == 0;
}

size_t
labels_across(struct search *s, const struct grid *g, size_t at)
{
    struct across a = {0};
    size_t end = grid_row_end(g, at), behind = end;

    if (!only_words(g, at, end) || !take_labels(s, g, at, end, &a) || a.n == 0)
        return at;
    size_t first = a.n;
    if (end < g->n && g->v[end].row == g->v[at].row + 1 && label_within(s, g, end, grid_row_end(g, end))) {    /* a head of two rows */
        behind = grid_row_end(g, end);
        if (!only_words(g, end, behind) || !take_labels(s, g, end, behind, &a) ||
            (first < ACROSS_LEAST && a.n - first < ACROSS_LEAST))
            return at;
    }
    if (a.n >= ACROSS_LEAST)
        behind = take_rows(s, g, take_columns(s, g, behind, &a), &a);
    s->parts = a.nrows > 1 && parts_alone(&a);
    for (size_t r = 0; r < a.nrows; r++)
        for (size_t i = 0; i < a.n; i++)
            take_value(s, g, a.rows[r], &a.v[i]);
    s->parts = false;
    return a.nrows > 0 ? behind : at;
}

/* Only where the value can be nothing else: no label in its row, no other cell
 * beside it where any text would do. */
const struct spot *
labels_below(struct search *s, const struct grid *g, size_t i, const struct field *field)
{
    size_t from = grid_row_end(g, i), to = from < g->n ? grid_row_end(g, from) : from;
    const struct spot *spot = grid_at(g, from, to, g->v[i].column);
    bool text = field->type == FIELD_TEXT;

    if (spot == NULL || spot->row != g->v[i].last_row + 1 || label_within(s, g, from, to) ||
        !spot_reads(s, field, spot))
        return NULL;
    if (!text && grid_year(spot->value) != 0 && to - from > 1 && only_heads(g, from, to))
        return NULL;                    /* "2022 | 2023" */
    if (text && (to - from != 1 || label_section(s, spot) ||
                 (spot->bare != NULL && strcmp(spot->bare, spot->folded) != 0)))
        return NULL;
    return spot;
}
