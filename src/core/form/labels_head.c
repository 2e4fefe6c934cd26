/* The head of a form's table: which row it is, and in which columns of the grid ours stand. */
#include "labels_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define HEADER_LEAST 2          /* columns that make a row the head of a table */

static const char *const number_heads[] = { "stt", "tt", "so tt", "so thu tu", "no" };

static void
head_cell(const struct search *s, const struct spot *spot, struct head *h)
{
    const struct label *label = label_at(s, spot, h->table);

    for (size_t k = 0; k < ARRAY_LEN(number_heads); k++)
        if (strcmp(spot->folded, number_heads[k]) == 0)
            h->number = spot->column;
    if (label != NULL && h->at[label->column] == 0) {
        h->at[label->column] = spot->column;
        h->matched++;
    }
}

/* What is shown comes first. */
static void
match_head(const struct search *s, const struct grid *g, size_t from, size_t to, struct head *h)
{
    for (int hidden = 0; hidden < 2; hidden++)
        for (size_t i = from; i < to; i++)
            if (g->v[i].hidden == (hidden == 1))
                head_cell(s, &g->v[i], h);
}

/* "Loại đơn vị" of "Loại": where the table is known, of a column whose values show that it is it. */
static void
match_longer(const struct grid *g, size_t from, size_t to, struct head *h)
{
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        char *label = h->at[c] == 0 && h->table->columns[c].type == FIELD_CHOICE
                          ? label_fold(h->table->columns[c].label)
                          : NULL;
        int at = 0;

        for (size_t i = from; i < to && label != NULL && at == 0; i++)
            if (text_begins(g->v[i].folded, label))
                at = g->v[i].column;
        for (size_t k = 0; k < h->table->ncolumns; k++)
            at = h->at[k] == at ? 0 : at;
        h->at[c] = at > 0 ? at : h->at[c];
        h->matched += at > 0;
        free(label);
    }
}

static bool
is_name(const struct spot *spot, bool kind)
{
    static const char *const names[] = { "ten don vi", "ten co quan", "ten xa", "ten phuong",
                                         "ten truong", "ten doanh nghiep", "ten to chuc",
                                         "ten tap the", "ten co so", "ten cac don vi", "ten dia phuong",
                                         "don vi lua chon", "don vi duoc", "don vi dang ky",
                                         "don vi de nghi", "don vi de xuat", "co quan don vi" },
                             *const shorter[] = { "ten", "don vi", "ten goi" };
    bool is = grid_begins(spot->folded, names, ARRAY_LEN(names));

    for (size_t i = 0; i < ARRAY_LEN(shorter) && kind; i++)
        is = is || strcmp(spot->folded, shorter[i]) == 0;
    return is;
}

/* Whom a list names is headed by many words: "Tên cơ quan, đơn vị"; beside the column of kinds by
 * "Tên" alone. */
static void
match_name(const struct grid *g, size_t from, size_t to, struct head *h)
{
    const struct table *t = h->table;
    const struct field *name = t->candidate_kind != NULL ? table_candidate(t) : NULL;
    bool kind = false, taken;

    if (name == NULL || h->at[name - t->columns] > 0)
        return;
    for (size_t c = 0; c < t->ncolumns; c++)
        kind = kind || (h->at[c] > 0 && strcmp(t->columns[c].name, t->candidate_kind) == 0);
    for (size_t i = from; i < to; i++) {
        taken = !is_name(&g->v[i], kind);
        for (size_t c = 0; c < t->ncolumns; c++)
            taken = taken || h->at[c] == g->v[i].column;
        if (taken)
            continue;
        h->at[name - t->columns] = g->v[i].column;
        h->matched++;
        return;
    }
}

/* The table whose head this row is. */
bool
head_find(const struct search *s, const struct grid *g, size_t from, size_t to, struct head *best)
{
    struct head most = {0};

    for (size_t i = 0; i < s->form->nsections; i++)
        for (size_t t = 0; t < s->form->sections[i].ntables; t++) {
            struct head h = {.table = &s->form->sections[i].tables[t]};
            h.at = xcalloc(h.table->ncolumns, sizeof *h.at);
            match_head(s, g, from, to, &h);
            match_name(g, from, to, &h);
            if (h.table->candidate_kind != NULL && h.matched + 1 == HEADER_LEAST)
                match_longer(g, from, to, &h);
            bool better = h.matched >= HEADER_LEAST && h.matched > most.matched;
            if (better) {
                free(most.at);
                most = h;
            } else {
                free(h.at);
            }
        }
    *best = most;
    return best->table != NULL;
}

/* The head and, where it has two rows, its second; the first cell behind. */
size_t
head_take(const struct search *s, const struct grid *g, size_t at, struct head *h)
{
    size_t end = grid_row_end(g, at), below = end < g->n ? grid_row_end(g, end) : end,
           before = h->matched;

    if (end < g->n && g->v[end].row == g->v[at].row + 1) {
        match_head(s, g, end, below, h);
        match_name(g, end, below, h);
    }
    end = h->matched > before ? below : end;
    match_longer(g, at, grid_row_end(g, at), h);
    return end;
}
