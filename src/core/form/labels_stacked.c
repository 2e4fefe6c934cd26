/* "Số cuộc | Kế hoạch | 19", below it "Thực hiện | 12": one label before several lines. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "labels_private.h"

struct lines { size_t figures[STACKED_MOST]; size_t n; struct choice choice; };

static void
line_add(const struct search *s, struct lines *l, const struct spot *name, size_t figure)
{
    struct months m = {0};

    l->figures[l->n++] = figure;
    choice_add(&l->choice, heading_says(name, s->year, &s->own, &m), &m, (int)l->n);
}

static int
line_made(const struct lines *l)
{
    int made = choice_made(&l->choice);

    return made > 0 ? made : choice_only(&l->choice);
}

/* Words between the label and its figure, that are no measure. */
static const struct spot *
name_before(const struct grid *g, size_t label, size_t value, const struct field *field)
{
    for (size_t i = label + 1; i < value; i++)
        if (g->v[i].type == CELL_TEXT && isalpha((unsigned char)*g->v[i].folded) &&
            !blank_value(g->v[i].value, field))
            return &g->v[i];
    return NULL;
}

/* The figure of a line that goes on below the label: nothing stands under this itself. g->n: it is none. */
static size_t
figure_of(const struct search *s, const struct grid *g, size_t at, const struct spot *label,
          const struct spot *name, int column, const struct field *field)
{
    size_t end = grid_row_end(g, at);
    const struct spot *own = grid_at(g, at, end, name->column), *figure = grid_at(g, at, end, column);

    if (g->v[at].column <= label->column || own == NULL || !isalpha((unsigned char)*own->folded) ||
        figure == NULL || !spot_reads(s, field, figure))
        return g->n;
    return (size_t)(figure - g->v);
}

size_t
labels_stacked(const struct search *s, const struct grid *g, size_t label, size_t value,
               const struct field *field, const struct spot *figures[static STACKED_MOST])
{
    const struct spot *first = &g->v[label], *name = name_before(g, label, value, field);
    struct lines l = {0};
    int made;

    if (field->type == FIELD_TEXT || name == NULL || !spot_reads(s, field, &g->v[value]))
        return 0;
    line_add(s, &l, name, value);
    for (size_t at = grid_row_end(g, label), row = (size_t)first->row + 1;
         at < g->n && (size_t)g->v[at].row == row && l.n < STACKED_MOST; row++) {
        size_t end = grid_row_end(g, at), figure = figure_of(s, g, at, first, name, g->v[value].column, field);

        if (figure == g->n)
            break;
        line_add(s, &l, grid_at(g, at, end, name->column), figure);
        at = end;
    }
    if (l.n < 2)
        return 0;
    made = line_made(&l);
    for (size_t i = 0; i < l.n; i++)
        figures[i] = &g->v[l.figures[i]];
    if (made > 0)
        figures[0] = figures[made - 1];
    return made > 0 ? 1 : l.n;
}

/* "- Kế hoạch | 19", "- Thực hiện | 12" below a label without a figure. */
size_t
labels_sublines(const struct search *s, const struct grid *g, size_t label, const struct field *field)
{
    struct lines l = {0};
    int made;

    for (size_t at = grid_row_end(g, label), row = (size_t)g->v[label].row + 1;
         field->type != FIELD_TEXT && at < g->n && (size_t)g->v[at].row == row && l.n < STACKED_MOST; row++) {
        size_t end = grid_row_end(g, at), other, figure;
        const struct spot *name = grid_at(g, at, end, g->v[label].column);

        if (name == NULL || &g->v[at] != name || strchr("-+*", *name->value) == NULL ||
            label_at(s, name, NULL) != NULL)
            break;
        figure = labels_value(s, g, at, field, &other);
        if (figure == at || other != at || !spot_reads(s, field, &g->v[figure]))
            break;
        line_add(s, &l, name, figure);
        at = end;
    }
    made = l.n > 1 ? line_made(&l) : 0;
    return made > 0 ? l.figures[made - 1] : label;
}
