/* "Số cuộc | Kế hoạch | 19", below it "Thực hiện | 12": one label before several lines, of which that
 * of the report is read, as of columns, by what its name says. */
#include <ctype.h>
#include <string.h>

#include "labels_private.h"

struct lines {
    size_t v[STACKED_MOST];       /* the cells that name the lines */
    enum says says[STACKED_MOST];
    size_t n;
    struct choice choice;
};

/* Words, a year or months; no figure. */
static bool
is_name(const struct search *s, const struct spot *spot)
{
    if (spot->type != CELL_TEXT)
        return grid_year(spot->value) != 0;
    return (isalpha((unsigned char)*spot->folded) || grid_year(spot->value) != 0 ||
            heading_months(spot->folded).to > 0) &&
           label_at(s, spot, NULL) == NULL;
}

/* The first cell of the row below, if the label holds for it too: its own cell is blank, or says the
 * same (documents repeat what is merged), and before it stands a number at most. g->n: it does not. */
static size_t
row_below(const struct grid *g, size_t at, const struct spot *label)
{
    size_t from = grid_row_end(g, at), to = from < g->n ? grid_row_end(g, from) : from;
    bool on = from < g->n && g->v[from].row == g->v[at].row + 1;

    for (size_t i = from; i < to && on && g->v[i].column <= label->column; i++)
        on = g->v[i].column < label->column
                 ? g->v[i].value[strspn(g->v[i].value, "0123456789. ")] == '\0'
                 : strcmp(g->v[i].value, label->value) == 0;
    return on ? from : g->n;
}

/* The cell that names the line whose label is at i, behind a measure if there is one; i: none does. */
static size_t
name_beside(const struct search *s, const struct grid *g, size_t i)
{
    size_t end = grid_row_end(g, i), k = i;

    while (k + 1 < end && (k == i || g->v[k + 1].column == g->v[k].last_column + 1) && is_name(s, &g->v[k + 1]))
        k++;
    return k;
}

static void
add(const struct search *s, const struct grid *g, size_t at, bool shown, struct lines *l)
{
    struct months m = {0};
    enum says says = heading_says(&g->v[at], s->year, &s->own, &m);

    if ((shown && g->v[at].hidden) || l->n == STACKED_MOST)
        return;
    l->says[l->n] = says;
    l->v[l->n++] = at;
    choice_add(&l->choice, says, &m, (int)l->n);
}

static void
take(const struct search *s, const struct grid *g, size_t i, size_t name, struct lines *l)
{
    const struct spot *label = &g->v[i];

    add(s, g, name, !label->hidden, l);
    for (size_t at = row_below(g, i, label); at < g->n; at = row_below(g, at, label)) {
        size_t end = grid_row_end(g, at);

        while (at < end && g->v[at].column < g->v[name].column)
            at++;
        if (at == end || g->v[at].column != g->v[name].column ||
            (*g->v[at].folded != '\0' && !is_name(s, &g->v[at])))     /* "+/-" */
            break;
        add(s, g, at, !label->hidden, l);
    }
}

static bool
beside(const struct lines *l, size_t i)
{
    return l->says[i] == SAYS_ASIDE || l->says[i] == SAYS_BESIDE ||
           (l->says[i] == SAYS_DRAFT && l->choice.n[SAYS_EITHER] == 0);
}

/* Of those that nothing tells apart each is a reading; a plan or another year is none, if there is else. */
static bool
of_report(const struct lines *l, size_t i, int made)
{
    bool all = true;

    for (size_t k = 0; k < l->n && all; k++)
        all = beside(l, k);
    return made > 0 ? (int)i + 1 == made : all || !beside(l, i);
}

static void
take_lines(struct search *s, const struct grid *g, const struct field *field, const struct lines *l)
{
    const struct spot *figures[2 * STACKED_MOST], *names[2 * STACKED_MOST], *blank = NULL;
    size_t n = 0;
    int made = choice_made(&l->choice);

    for (size_t i = 0; i < l->n; i++) {
        size_t name = l->v[i], at[2] = { name, name };

        if (of_report(l, i, made)) {
            blank = &g->v[name];
            at[0] = labels_value(s, g, name, field, &at[1]);
        }
        for (int k = 0; k < 2; k++) {
            names[n] = &g->v[name];
            figures[n] = &g->v[at[k]];
            n += at[k] != name;
        }
    }
    if (n > 0)
        found_several(s, g, field, figures, names, n);
    else if (blank != NULL)
        found_none(s, g, field, blank->row, blank->column + 1);
}

bool
labels_stacked(struct search *s, const struct grid *g, size_t i, const struct field *field)
{
    const struct spot *label = &g->v[i];
    struct lines l = {0};
    size_t name;

    if (label->row <= s->stacked.row && label->column == s->stacked.column)
        return true;                    /* repeated: read with the first */
    if ((field->type != FIELD_INTEGER && field->type != FIELD_DECIMAL) ||
        row_below(g, i, label) == g->n || (name = name_beside(s, g, i)) == i)
        return false;
    take(s, g, i, name, &l);
    if (l.n < 2)
        return false;
    take_lines(s, g, field, &l);
    s->stacked.row = g->v[l.v[l.n - 1]].row;
    s->stacked.column = label->column;
    return true;
}

/* "- Kế hoạch | 19", "- Thực hiện | 12" below a label without a figure. */
size_t
labels_sublines(const struct search *s, const struct grid *g, size_t label, const struct field *field)
{
    struct lines l = {0};
    size_t figures[STACKED_MOST];
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
        add(s, g, at, false, &l);
        figures[l.n - 1] = figure;
        at = end;
    }
    made = l.n > 1 ? choice_made(&l.choice) : 0;
    made = l.n > 1 && made == 0 ? choice_only(&l.choice) : made;
    return made > 0 ? figures[made - 1] : label;
}
