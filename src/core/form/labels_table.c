/* Tables of a form that a district typed: head, rows, fixed rows, totals. */
#include "labels_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define HEADER_LEAST 2          /* columns that make a row the head of a table */
#define PAUSE_MOST 2            /* blank rows that do not end a table */

struct head {
    const struct table *table;
    int *at;                    /* grid column of each table column; 0: none */
    size_t matched;
};

static void
match_head(const struct search *s, const struct grid *g, size_t from, size_t to, struct head *h)
{
    for (size_t i = from; i < to; i++) {
        const struct label *label = label_in(s, g->v[i].folded, h->table);
        if (label != NULL && h->at[label->column] == 0) {
            h->at[label->column] = g->v[i].column;
            h->matched++;
        }
    }
}

/* The table whose head this row is. */
static bool
find_head(const struct search *s, const struct grid *g, size_t from, size_t to, struct head *best)
{
    *best = (struct head){0};
    for (size_t i = 0; i < s->form->nsections; i++)
        for (size_t t = 0; t < s->form->sections[i].ntables; t++) {
            struct head h = {.table = &s->form->sections[i].tables[t]};
            h.at = xcalloc(h.table->ncolumns, sizeof *h.at);
            match_head(s, g, from, to, &h);
            bool better = h.matched >= HEADER_LEAST && h.matched > best->matched;
            free(better ? best->at : h.at);
            if (better)
                *best = h;
        }
    return best->table != NULL;
}

static const struct spot *
spot_in(const struct grid *g, size_t from, size_t to, int column)
{
    for (size_t i = from; i < to; i++)
        if (g->v[i].column == column)
            return &g->v[i];
    return NULL;
}

/* "(1) (2) (3)" below the head. */
static bool
numbering(const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (g->v[i].folded[0] < '1' || g->v[i].folded[0] > '9' || atoi(g->v[i].folded) != (int)(i - from) + 1)
            return false;
    return to - from > 1;
}

static bool
total_row(const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < from + 2; i++)
        if (strncmp(g->v[i].folded, "tong cong", 9) == 0 || strcmp(g->v[i].folded, "cong") == 0 ||
            strcmp(g->v[i].folded, "tong so") == 0)
            return true;
    return false;
}

/* The number of a fixed row by its label; 0 if the row is none of them. */
static int
fixed_row(const struct table *table, const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < from + 2; i++)
        for (size_t k = 0; k < table->row_labels.n; k++) {
            char *label = label_fold(table->row_labels.v[k]);
            bool same = strcmp(label, g->v[i].folded) == 0;
            free(label);
            if (same)
                return (int)k + 1;
        }
    return 0;
}

static bool
row_has_value(const struct head *h, const struct grid *g, size_t from, size_t to)
{
    for (size_t c = 0; c < h->table->ncolumns; c++)
        if (h->at[c] > 0 && spot_in(g, from, to, h->at[c]) != NULL)
            return true;
    return false;
}

static void
read_row(struct search *s, const struct head *h, const struct grid *g, size_t from, size_t to, int row)
{
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        const struct field *field = &h->table->columns[c];
        const struct spot *spot = h->at[c] > 0 ? spot_in(g, from, to, h->at[c]) : NULL;
        char place[PLACE_MOST], *got = NULL, *name;
        if (h->at[c] == 0)
            continue;
        grid_place(g, g->v[from].row, h->at[c], place);
        enum reading r = spot == NULL ? READING_EMPTY : reading_of(field, spot->type, spot->value, spot->text, &got);
        name = xasprintf("%s.%s", h->table->name, field->name);
        if (r == READING_VALUE)
            values_add(s->values, name, row, field->type, got, place);
        else if (r == READING_EMPTY)
            validate_missing(field, place, s->findings);
        else
            validate_unreadable(field, spot->type == CELL_ERROR, spot->text != NULL ? spot->text : spot->value, place, s->findings);
        free(name);
        free(got);
    }
}

/* Reads the rows below the head; returns the first cell behind the table. */
static size_t
read_table(struct search *s, const struct head *h, const struct grid *g, size_t at)
{
    int last = at > 0 ? g->v[at - 1].row : 0, rows = 0;
    bool fixed = h->table->row_labels.n > 0;

    while (at < g->n) {
        size_t end = grid_row_end(g, at);
        struct head other;
        int row = fixed ? fixed_row(h->table, g, at, end) : rows + 1;
        bool next = find_head(s, g, at, end, &other);
        free(other.at);
        if (next || g->v[at].row > last + PAUSE_MOST + 1 || label_in(s, g->v[at].folded, NULL) != NULL || rows >= LIMIT_ROWS)
            break;
        last = g->v[at].row;
        if (row > 0 && !numbering(g, at, end) && !total_row(g, at, end) && row_has_value(h, g, at, end)) {
            read_row(s, h, g, at, end, row);
            rows++;
        }
        at = end;
    }
    for (size_t c = 0; c < h->table->ncolumns && rows > 0; c++)     /* A6: no column for it, so in no row */
        if (h->at[c] == 0 && h->table->columns[c].evidence)
            validate_missing(&h->table->columns[c], NULL, s->findings);
    if (s->ntables < LIMIT_SHEETS) {
        s->tables[s->ntables] = h->table;
        s->filled[s->ntables++] = (size_t)rows;
    }
    return at;
}

static bool
table_seen(const struct search *s, const struct table *table)
{
    for (size_t i = 0; i < s->ntables; i++)
        if (s->tables[i] == table)
            return true;
    return false;
}

size_t
labels_table(struct search *s, const struct grid *g, size_t at)
{
    size_t end = grid_row_end(g, at), below = end < g->n ? grid_row_end(g, end) : end;
    struct head head;
    size_t behind = at;

    if (find_head(s, g, at, end, &head) && !table_seen(s, head.table)) {
        size_t before = head.matched;
        if (end < g->n && g->v[end].row == g->v[at].row + 1)    /* a head of two rows */
            match_head(s, g, end, below, &head);
        behind = read_table(s, &head, g, head.matched > before ? below : end);
    }
    free(head.at);
    return behind;
}
