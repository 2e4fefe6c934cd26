/* Dossiers on the board: how many stand where, and which. */
#include <string.h>

#include "base/mem.h"
#include "core/dossier/candidate.h"
#include "core/dossier/stage.h"
#include "report/dossier.h"
#include "board.h"

static json_t *
row_of(const struct board *b, const struct dossier_told *t)
{
    json_t *row = json_object();

    board_put(row, "code", xstrdup(t->d.code));
    board_put(row, "unit", xstrdup(t->unit == NULL ? t->d.unit : unit_short(t->unit)));
    board_put(row, "page", t->unit == NULL ? NULL : board_page_name("unit", t->d.unit, NULL));
    board_put(row, "candidate", candidate_say(&t->d, true));
    board_put(row, "stage", stage_say(t->d.stage, t->report, b->style->language));
    board_put(row, "decision", t->d.decision == NULL ? NULL : xstrdup(t->d.decision));
    json_object_set_new(row, "wanting",
                        json_integer(stage_rows[t->d.stage].decided ? 0 : (json_int_t)t->wanting));
    json_object_set_new(row, "left", json_boolean(!t->d.listed));
    return row;
}

/* Those of one kind and period, which stand together. */
static size_t
kind_of(const struct board *b, const struct dossiers_told *all, size_t from, json_t *list)
{
    const struct dossier_told *first = &all->v[from];
    struct dossiers_told group = { .v = all->v + from };
    json_t *kind = json_object(), *counts = json_array(), *rows = json_array();
    int n[STAGES];

    while (from + group.n < all->n &&
           strcmp(all->v[from + group.n].d.report, first->d.report) == 0 &&
           strcmp(all->v[from + group.n].d.period, first->d.period) == 0)
        group.n++;
    dossier_count(&group, n);
    for (int s = 0; s < STAGES; s++)
        if (n[s] > 0) {
            json_t *one = json_object();

            board_put(one, "stage", stage_say((enum stage)s, first->report, b->style->language));
            json_object_set_new(one, "n", json_integer(n[s]));
            json_array_append_new(counts, one);
        }
    for (size_t i = 0; i < group.n && i < BOARD_ROWS && !b->public; i++)
        json_array_append_new(rows, row_of(b, &group.v[i]));
    board_put(kind, "report",
              xstrdup(first->report == NULL ? first->d.report
                                            : report_said(first->report, b->style->language)));
    board_put(kind, "period", xstrdup(first->d.period));
    json_object_set_new(kind, "counts", counts);
    json_object_set_new(kind, "rows", rows);
    json_array_append_new(list, kind);
    return from + group.n;
}

int
board_dossiers(const struct board *b, json_t *context)
{
    struct dossiers_told all;
    json_t *list = json_array();
    int rc = dossier_load(b->store, b->plan, NULL, NULL, NULL, &all);

    for (size_t i = 0; rc == 0 && i < all.n;)
        i = kind_of(b, &all, i, list);
    json_object_set_new(context, "has_dossiers", json_boolean(json_array_size(list) > 0));
    json_object_set_new(context, "dossiers", list);
    dossiers_told_clear(&all);
    return rc;
}
