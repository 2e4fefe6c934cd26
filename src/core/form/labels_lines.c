/* A form that was pasted into a mail and sent as plain text: programs set each cell in a line
 * of its own, so that a figure stands below its label, and the next row's number below that. */
#include <string.h>

#include "labels_private.h"

#define HEADS_LEAST 3           /* of a table's columns, one below the other, where it has so many */

static bool
alone(const struct grid *g, size_t i)
{
    return i < g->n && grid_row_end(g, i) == i + 1 && (i == 0 || g->v[i - 1].row != g->v[i].row);
}

static bool
figure(const struct spot *spot)
{
    return spot->value[strspn(spot->value, "0123456789.) ")] == '\0';
}

/* Rows begin with their number: one stands before the first label. */
static bool
numbered(const struct search *s, const struct grid *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (alone(g, i) && label_at(s, &g->v[i], NULL) != NULL)
            return i > 0 && alone(g, i - 1) && figure(&g->v[i - 1]);
    return false;
}

const struct spot *
lines_below(const struct search *s, const struct grid *g, size_t i, const struct field *field)
{
    const struct spot *below = i + 1 < g->n ? &g->v[i + 1] : NULL;
    bool text = field->type == FIELD_TEXT, last = i + 2 >= g->n;

    if (s->file->type != NULL || g->name != NULL || below == NULL || !alone(g, i) ||
        !alone(g, i + 1) ||
        label_at(s, below, NULL) != NULL || (text && figure(below)) || !spot_reads(s, field, below))
        return NULL;
    if (!last && label_at(s, &g->v[i + 2], NULL) != NULL)
        return numbered(s, g) ? NULL : below;           /* else it is the number of the next row */
    return !text || last || figure(&g->v[i + 2]) ? below : NULL;
}

bool
lines_head(const struct search *s, const struct table *table, const struct grid *g, size_t at)
{
    size_t heads = 0;

    if (s->file->type != NULL || g->name != NULL)
        return false;
    for (; alone(g, at) && label_at(s, &g->v[at], table) != NULL; at++)
        heads++;
    return (heads >= HEADS_LEAST || (heads == table->ncolumns && heads > 1)) && at < g->n;
}

/* A text of several lines: where it ends nothing tells. */
void
lines_lost(struct search *s, const struct grid *g, size_t i, const struct field *field)
{
    struct finding_words words = { .label = field->label, .label_en = field->label_en };
    char place[PLACE_MOST];

    if (s->file->type != NULL || g->name != NULL || field->type != FIELD_TEXT || !alone(g, i) ||
        !alone(g, i + 1) || figure(&g->v[i + 1]) || label_at(s, &g->v[i + 1], NULL) != NULL ||
            !numbered(s, g))
        return;
    grid_place(s, g, g->v[i].row, 1, place);
    finding_say(s->findings, FINDING_PASTED, SEVERITY_WARNING, place, &words);
}
