/* What a row of a table is that a district typed: one of its rows, or a total, the head of a
 * group, the numbers of the columns, the end. */
#include "labels_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define SIGMA "\xce\xa3"        /* over columns that are added up */
#define PAUSE_MOST 2            /* blank rows that do not end a table */

/* Where the values begin: labels stand before. */
static int
first_column(const struct head *h)
{
    int first = 0;

    for (size_t c = 0; c < h->table->ncolumns; c++)
        first = h->at[c] > 0 && (first == 0 || h->at[c] < first) ? h->at[c] : first;
    return first;
}

/* The number of a fixed row by its label; 0 if the row is none of them. */
static int
fixed_row(const struct head *h, const struct grid *g, size_t from, size_t to)
{
    const struct table *table = h->table;
    int first = first_column(h);

    for (size_t i = from; i < to && g->v[i].column < first; i++)
        for (size_t k = 0; k < table->row_labels.n; k++) {
            char *label = label_fold(table->row_labels.v[k]);
            bool same = strcmp(label, g->v[i].folded) == 0 ||
                        (g->v[i].bare != NULL && strcmp(label, g->v[i].bare) == 0);
            free(label);
            if (same)
                return (int)k + 1;
        }
    return 0;
}

const struct spot *
row_cell(const struct head *h, const struct grid *g, size_t from, size_t to, size_t column)
{
    const struct spot *own = grid_at(g, from, to, h->at[column]);

    for (size_t i = from; own == NULL && i-- > 0 && g->v[from].row - g->v[i].row <= MERGED_MOST;)
        if (g->v[i].column == h->at[column])
            return g->v[i].last_row >= g->v[from].row ? &g->v[i] : NULL;
    return own;
}

struct shape
row_shape(const struct search *s, const struct head *h, const struct grid *g, size_t from, size_t to)
{
    const struct spot *number = h->number > 0 ? grid_at(g, from, to, h->number) : NULL;
    const char *p = number != NULL ? number->folded : g->v[from].folded;
    struct shape shape = {0};

    if (number != NULL && *p != '\0' && p[strspn(p, "0123456789")] == '\0')
        shape.number = atoi(p);
    shape.ordinal = *p != '\0' &&
                    (p[strspn(p, "ivx")] == '\0' || (isalpha((unsigned char)*p) && p[1] == '\0'));
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        const struct field *field = &h->table->columns[c];
        const struct spot *spot = h->at[c] > 0 ? grid_at(g, from, to, h->at[c]) : NULL;
        if (spot == NULL)
            continue;
        shape.texts += field->type == FIELD_TEXT;
        if (field->type == FIELD_TEXT || !spot_reads(s, field, spot))
            continue;
        shape.hard++;
        shape.chosen = shape.chosen ||
                       (field->type != FIELD_INTEGER && field->type != FIELD_DECIMAL);
    }
    return shape;
}

/* Made of the rows above, and no sum of them. */
static bool
carried(const struct spot *spot)
{
    static const struct { const char *folded, *accented; } words[] = {
        { "luy ke", "lũy kế" }, { "luy ke", "luỹ kế" }, { "trung binh", "trung bình" },
        { "binh quan", "bình quân" }, { "mang sang", "mang sang" }, { "chuyen sang", "chuyển sang" },
    };
    char *lower = text_lower(spot->value);
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++)
        is = text_begins(spot->folded, words[i].folded) &&
             (text_begins(lower, words[i].accented) || text_begins(lower, words[i].folded));
    free(lower);
    return is;
}

bool
row_is_total(const struct head *h, const struct grid *g, size_t from, size_t to,
             const struct shape *shape)
{
    bool certain;

    if (g->v[from].type == CELL_TEXT && g->v[from].column == h->number &&
        label_total(g->v[from].value, g->v[from].folded, &certain) && certain)
        return true;
    for (size_t i = from; i < to && i < from + 2 && !shape->chosen; i++)
        if (g->v[i].type == CELL_TEXT &&
            ((label_total(g->v[i].value, g->v[i].folded, &certain) &&
              (certain || shape->number == 0)) ||
             (shape->number == 0 && (label_whole(&g->v[i]) || carried(&g->v[i]) ||
                                     strcmp(g->v[i].value, SIGMA) == 0))))
            return true;
    return false;
}

bool
row_heads_group(const struct grid *g, size_t from, size_t to, const struct shape *shape)
{
    const struct spot *first = &g->v[from];

    if (shape->chosen || shape->number > 0)
        return false;
    if (shape->ordinal && to - from > 1)
        return true;
    if (shape->hard > 0 || to - from != 1 || first->type != CELL_TEXT)
        return false;
    return first->last_column > first->column ||
           (first->bare != NULL && strcmp(first->bare, first->folded) != 0 &&
            strpbrk(first->value, ".)") != NULL && isalpha((unsigned char)*first->value));
}

bool
row_has_value(const struct head *h, const struct grid *g, size_t from, size_t to)
{
    for (size_t c = 0; c < h->table->ncolumns; c++)
        if (h->at[c] > 0 && grid_at(g, from, to, h->at[c]) != NULL)
            return true;
    return false;
}

/* Above rows with numbers one without, of a name alone: what they have in common. */
static bool
names_group(const struct search *s, const struct head *h, const struct grid *g, size_t at,
            size_t end, const struct shape *shape)
{
    struct shape next = {0};
    size_t values = 0;

    for (size_t c = 0; c < h->table->ncolumns; c++)
        values += h->at[c] > 0 && grid_at(g, at, end, h->at[c]) != NULL;
    if (h->number == 0 || shape->number > 0 || shape->texts != 1 || values != 1 || end == g->n)
        return false;
    next = row_shape(s, h, g, end, grid_row_end(g, end));
    return next.number > 0;
}

/* A name has a capital letter inside, a title only at its head: "Địa bàn trọng điểm"; or it has nothing
 * else where names have more: "TÔN GIÁO" above "Trạm Y tế". */
static bool
reads_as_title(const char *text, const char *name)
{
    char *lower = text_lower(text), *other = text_lower(name);
    const char *rest = text + strcspn(text, " "), *small = lower + strcspn(lower, " ");
    size_t n = strlen(text);
    bool loud = strpbrk(text, "abcdefghijklmnopqrstuvwxyz") == NULL && strcmp(lower, text) != 0,
         names_loud = strpbrk(name, "abcdefghijklmnopqrstuvwxyz") == NULL && strcmp(other, name) != 0;
    bool is = (n > 0 && text[n - 1] == ':') || (loud && !names_loud) ||
              (*rest != '\0' && strcmp(rest, small) == 0);

    free(lower);
    free(other);
    return is;
}

/* In a list without numbers: words in one cell alone, above a row that is whole. */
static bool
is_title(const struct search *s, const struct head *h, const struct grid *g, size_t at, size_t end,
         const struct shape *shape)
{
    struct shape next = {0};
    size_t behind, name = 0;
    bool hard = false;

    if (h->table->candidate_kind == NULL || h->number > 0 || g->printed || end - at != 1 ||
        end == g->n || shape->hard > 0 || g->v[at].type != CELL_TEXT)
        return false;
    for (size_t c = 0; c < h->table->ncolumns; c++)
        hard = hard || (h->at[c] > 0 && h->table->columns[c].required &&
                        h->table->columns[c].type != FIELD_TEXT);
    behind = grid_row_end(g, end);
    next = row_shape(s, h, g, end, behind);
    for (name = end; name + 1 < behind && g->v[name].column < g->v[at].column; name++)
        ;
    return hard && next.hard > 0 && reads_as_title(g->v[at].value, g->v[name].value);
}

bool
row_goes_on(const struct head *h, const struct shape *shape)
{
    return shape->hard > 0 && (h->number > 0 ? shape->number == h->last + 1
                                             : shape->hard + shape->texts == h->matched);
}

enum what
row_is(struct search *s, const struct head *h, const struct grid *g, size_t at, int last, int *row)
{
    size_t end = grid_row_end(g, at);
    struct shape shape = row_shape(s, h, g, at, end);
    struct head other;
    size_t labels = 0;
    bool fixed = h->table->row_labels.n > 0, head = head_find(s, g, at, end, &other);

    free(other.at);
    if (head)
        return other.table == h->table ? WHAT_HEAD : WHAT_END;
    *row = fixed ? fixed_row(h, g, at, end) : 0;
    if (*row > 0)
        return row_has_value(h, g, at, end) ? WHAT_ROW : WHAT_NONE;
    for (size_t i = at; i < end; i++) {
        labels += label_within(s, g, i, i + 1);
        if ((i < at + 2 && (labels > 0 || label_section(s, &g->v[i]))) || labels > 1)
            return WHAT_END;
    }
    if (g->v[at].row > last + PAUSE_MOST + 1 && !row_goes_on(h, &shape))
        return WHAT_END;
    if (fixed || labels_numbering(g, at, end) || !row_has_value(h, g, at, end) ||
        row_is_total(h, g, at, end, &shape) || row_heads_group(g, at, end, &shape) ||
        labels_group(h, g, at, end) || names_group(s, h, g, at, end, &shape))
        return WHAT_NONE;
    if (h->last > 0 && shape.number == 0 && shape.hard == 0)    /* the others are numbered: a signature, a note */
        return g->v[at].row > last + 1 ? WHAT_END : WHAT_NONE;
    return is_title(s, h, g, at, end, &shape) ? WHAT_TITLE : WHAT_ROW;
}
