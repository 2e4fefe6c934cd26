/* Tables that hold several columns of figures: which of them is the report's. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

#define COLUMNS_HEADED 1000     /* columns beyond have no heading */

struct heads {
    size_t v[COLUMNS_HEADED + 1];       /* by column: the nearest words above, +1; 0: none */
    size_t now;                         /* the table's columns, +1; 0: none */
};

/* What a row of headings says. */
struct said {
    struct choice choice;
    enum says v[COLUMNS_HEADED + 1];    /* by cell of the row */
    int cells, known;                   /* within the columns that were asked about */
    bool total;                         /* only the first cell says something: of its row */
};

/* Words, signs alone ("+/-"), or a row of nothing but years: figures are no heading. */
static bool
is_heading(const struct spot *spot)
{
    return spot->type == CELL_TEXT && strlen(spot->value) <= LABEL_MOST &&
           (*spot->folded == '\0' || isalpha((unsigned char)*spot->folded));
}

/* "09 đơn vị" is no heading; "6 tháng", "1. Kết quả" are. */
static bool
is_figure(const struct spot *spot)
{
    static const char *const times[] = { "thang", "nam", "quy", "tuan", "ngay" };
    size_t digits = strspn(spot->value, "0123456789");

    return digits > 0 && spot->value[digits] == ' ' && grid_year(spot->value) == 0 &&
           !grid_begins(spot->folded, times, ARRAY_LEN(times));
}

static bool
years_head(const struct grid *g, size_t from, size_t to)
{
    static const char *const heads[] = { "stt", "tt", "noi dung", "chi tieu", "tieu chi", "so lieu" };
    bool years = true, words = false;

    for (size_t i = from; i < to; i++) {
        bool year = grid_year(g->v[i].value) != 0;

        if (!year && !is_heading(&g->v[i]))
            return false;
        years = years && year;
        words = words || (g->v[i].type == CELL_TEXT && grid_begins(g->v[i].folded, heads, ARRAY_LEN(heads)));
    }
    return words || (years && to - from > 1);
}

static bool
is_head(const struct grid *g, size_t from, size_t to)
{
    bool all = true;

    for (size_t i = from; i < to && all; i++)
        all = is_heading(&g->v[i]);
    return (all || years_head(g, from, to)) && (to - from > 1 || g->v[from].column > 1) &&
           to - from <= COLUMNS_HEADED;
}

static bool
behind_numbers(const struct grid *g, size_t from, size_t i)
{
    return i == from + 1 && g->v[i].column == g->v[from].column + 1 &&
           grid_numbers(&g->v[from]);
}

static void
listen(const struct search *s, const struct grid *g, size_t from, size_t to, int first, int last,
       struct said *said)
{
    for (size_t i = from; i < to; i++) {
        const struct spot *spot = &g->v[i];
        struct months m;
        enum says *says = &said->v[i - from];

        *says = SAYS_BESIDE;
        if (spot->column < first || spot->column > last)
            continue;
        *says = heading_says(spot, s->year, &s->own, &m);
        if (spot->hidden)
            continue;
        /* "Tổng số": of its row; "TT | Chỉ tiêu": over the labels */
        if (((i == from && spot->column == 1) || behind_numbers(g, from, i)) && *says != SAYS_RESULT)
            *says = SAYS_NOTHING;
        choice_add(&said->choice, *says, &m, spot->column);
        said->cells++;
        said->known += *says != SAYS_NOTHING && *says != SAYS_BESIDE;
    }
    said->total = said->known == 1 && said->choice.n[SAYS_WHOLE] == 1 && said->v[0] == SAYS_WHOLE;
}

/* The last column under a head. */
static int
span_end(const struct grid *g, size_t i, size_t to)
{
    return g->v[i].last_column > g->v[i].column ? g->v[i].last_column
           : i + 1 < to                         ? g->v[i + 1].column - 1
                                                : COLUMNS_HEADED;
}

static void
add_columns(int *v, size_t *n, const struct spot *spot, int last)
{
    for (int c = spot->column; c <= last && *n < CHOICE_MOST; c++)
        v[(*n)++] = c;
}

static void
settle(struct columns *c, const struct grid *g, size_t from, size_t to, const struct said *said)
{
    bool tiled;

    c->result = choice_made(&said->choice);
    c->nparts = 0;
    c->last = 0;
    tiled = c->result != 0 && choice_tiled(&said->choice, c->result);
    for (size_t i = from; i < to; i++) {
        const struct spot *spot = &g->v[i];
        enum says says = spot->hidden && said->v[i - from] == SAYS_NOTHING ? SAYS_BESIDE
                                                                          : said->v[i - from];
        int last = span_end(g, i, to), own = last == COLUMNS_HEADED ? spot->column : last;

        if (says == SAYS_ASIDE || (says == SAYS_DRAFT && said->choice.n[SAYS_EITHER] == 0))
            add_columns(c->aside, &c->naside, spot, own);
        else if (says != SAYS_BESIDE && own > c->plain)
            c->plain = own;
        if (says == SAYS_PART && tiled)
            add_columns(c->parts, &c->nparts, spot, spot->column);
        if (spot->column == c->result)
            c->last = last;
    }
}

static bool
together(const struct grid *g, const struct columns *c, const struct spot *spot)
{
    const struct spot *first = &g->v[c->row - 1];

    return spot->row - first->row == spot->nth - first->nth;
}

/* A second row of the head tells the columns under the result's apart; a row of words
 * that says nothing of the kind and begins where the labels stand is the first of the table. */
static bool
take_below(const struct search *s, struct grid *g, size_t from, size_t to, struct columns *c)
{
    struct said *said;
    bool below = c->last > 0 && g->v[from].nth == g->v[c->row - 1].nth + 1;

    if (!below)
        return false;
    said = xcalloc(1, sizeof *said);
    listen(s, g, from, to, c->result, c->last, said);
    below = said->cells > 1 && (said->known > 0 || g->v[from].column > c->column);
    if (below)
        settle(c, g, from, to, said);
    free(said);
    return below;
}

/* Of a table of the form: it tells nothing of the figures that stand below its rows. */
static bool
heads_table(const struct search *s, const struct grid *g, size_t from, size_t to)
{
    struct head head = {0};
    bool is = head_find(s, g, from, to, &head);

    free(head.at);
    return is;
}

static void
take_columns(const struct search *s, struct grid *g, size_t from, size_t to, struct heads *h)
{
    struct columns *now = h->now > 0 ? &g->columns[h->now - 1] : NULL, c = { .row = from + 1 };
    struct said *said;
    bool head;

    if (!is_head(g, from, to) || (now != NULL && take_below(s, g, from, to, now)))
        return;
    said = xcalloc(1, sizeof *said);
    listen(s, g, from, to, 0, COLUMNS_HEADED, said);
    head = said->known > 0 && !said->total &&
           (now == NULL || said->known > 1 || now->known < 2 || !together(g, now, &g->v[from])) &&
           !label_within(s, g, from, to);
    if (head && heads_table(s, g, from, to)) {
        h->now = 0;
    } else if (head) {
        c.column = said->v[0] == SAYS_NOTHING || said->v[0] == SAYS_BESIDE ? g->v[from].column : 1;
        c.known = said->known;
        settle(&c, g, from, to, said);
        *ARRAY_MORE(g->columns, g->ncolumns) = c;
        h->now = g->ncolumns;
    }
    free(said);
}

static void
take_words(struct heads *h, const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct spot *spot = &g->v[i];
        if (spot->type != CELL_TEXT || !isalpha((unsigned char)*spot->folded) || is_figure(spot))
            continue;
        for (int c = spot->column; c <= spot->last_column && c <= COLUMNS_HEADED; c++)
            h->v[c] = i + 1;
    }
}

/* A table ends at a blank row. */
void
columns_find(const struct search *s, struct grid *g)
{
    struct heads *h = xcalloc(1, sizeof *h);

    for (size_t i = 0, end; i < g->n; i = end) {
        end = grid_row_end(g, i);
        for (size_t k = i; k < end; k++) {
            struct spot *spot = &g->v[k];

            spot->over = spot->column <= COLUMNS_HEADED ? h->v[spot->column] : 0;
            spot->columns = h->now > 0 && together(g, &g->columns[h->now - 1], spot) &&
                                    g->columns[h->now - 1].column <= spot->column
                                ? h->now
                                : 0;
        }
        take_columns(s, g, i, end, h);
        take_words(h, g, i, end);
    }
    free(h);
}

const char *
columns_over(const struct grid *g, const struct spot *spot)
{
    return spot->over > 0 ? g->v[spot->over - 1].folded : "";
}

int
columns_result(const struct grid *g, const struct spot *label)
{
    const struct columns *c = label->columns > 0 ? &g->columns[label->columns - 1] : NULL;

    return c != NULL && c->result > label->column ? c->result : 0;
}

bool
columns_aside(const struct grid *g, const struct spot *label, int column)
{
    const struct columns *c = label->columns > 0 ? &g->columns[label->columns - 1] : NULL;
    bool is = false;

    if (c == NULL || c->plain <= label->column)         /* there is nothing else */
        return false;
    for (size_t i = 0; i < c->naside && !is; i++)
        is = c->aside[i] == column;
    return is;
}
