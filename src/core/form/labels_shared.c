/* One figure merged over the rows of two labels, or over two columns: it may be the figure of either, of
 * both together, or of each. Nothing tells, so it is nobody's. */
#include <ctype.h>
#include <string.h>

#include "labels_private.h"

/* Words that begin a line of their own; "(trực tiếp)" goes on with the one above. */
static bool
names_line(const struct spot *spot)
{
    return spot->type == CELL_TEXT && isalpha((unsigned char)*spot->folded) &&
           (isupper((unsigned char)*spot->value) || isdigit((unsigned char)*spot->value) ||
            (unsigned char)*spot->value >= 0x80 || strchr("-+*", *spot->value) != NULL);
}

/* In this row before the figure, and not in the row where its cell begins. */
static const struct spot *
other_line(const struct grid *g, const struct spot *figure, int first, int row)
{
    size_t from = grid_from(g, row), to = from < g->n && g->v[from].row == row ? grid_row_end(g, from) : from;
    size_t top = grid_from(g, first), top_end = top < g->n ? grid_row_end(g, top) : top;

    for (size_t i = from; i < to && g->v[i].column < figure->column; i++) {
        const struct spot *own = grid_at(g, top, top_end, g->v[i].column);

        if (names_line(&g->v[i]) && (own == NULL || strcmp(own->folded, g->v[i].folded) != 0))
            return &g->v[i];
    }
    return NULL;
}

/* The words over a column, from the row of the figure's own head on. */
static const struct spot *
other_head(const struct search *s, const struct grid *g, const struct spot *figure, int column)
{
    const struct spot *own = figure->over > 0 ? &g->v[figure->over - 1] : NULL;
    struct months m;

    for (size_t i = own != NULL ? grid_from(g, figure->row) : 0; i-- > 0 && g->v[i].row >= own->row;) {
        const struct spot *head = &g->v[i];

        if (head->type != CELL_TEXT || !isalpha((unsigned char)*head->folded) || head->column > column ||
            head->last_column < column)
            continue;
        return head == own || heading_says(head, s->year, &s->own, &m) == SAYS_BESIDE ? NULL : head;
    }
    return NULL;
}

/* A figure; nothing is nothing for each. */
static bool
is_some(const struct search *s, const struct spot *spot, const struct field *field)
{
    struct arena texts = {0};
    char *got = NULL;
    bool some = spot_read(s, field, spot, &texts, &got) == READING_VALUE && strcmp(got, "0") != 0;

    arena_free(&texts);
    return some;
}

static const struct spot *
shared_with(const struct search *s, const struct grid *g, const struct spot *spot, const struct field *field)
{
    const struct spot *other = NULL;

    if ((field->type != FIELD_INTEGER && field->type != FIELD_DECIMAL) || !is_some(s, spot, field))
        return NULL;
    if (spot->repeated)
        other = other_line(g, spot, spot->row - 1, spot->row);
    for (int row = spot->row + 1; row <= spot->last_row && row - spot->row <= MERGED_MOST && other == NULL; row++)
        other = other_line(g, spot, spot->row, row);
    for (int c = spot->column + 1; c <= spot->last_column && c - spot->column <= MERGED_MOST && other == NULL; c++)
        other = other_head(s, g, spot, c);
    return other;
}

static bool
is_merged(const struct spot *spot)
{
    return spot->last_row > spot->row || spot->last_column > spot->column || spot->repeated;
}

void
shared_tell(const struct field *field, const struct spot *spot, const struct spot *other, const char *place,
            struct findings *findings)
{
    struct finding_words words = {
        .label = field->label, .label_en = field->label_en, .value = spot->value, .limit = other->value
    };

    finding_say(findings, FINDING_SHARED, SEVERITY_ERROR, place, &words);
}

/* Of fixed rows; rows that are listed may have one figure each, which is written once. */
bool
shared_cell(const struct search *s, const struct grid *g, struct line *line, size_t column, const struct spot *spot,
            const char *place)
{
    const struct field *field = &line->table->columns[column];
    const struct spot *other = line->table->row_labels.n > 0 && spot != NULL && is_merged(spot)
                                   ? shared_with(s, g, spot, field)
                                   : NULL;
    char own[PLACE_MOST];

    if (other == NULL)
        return false;
    grid_place(s, g, spot->row, spot->column, own);
    if (strcmp(own, place) == 0 && !spot->repeated)
        shared_tell(field, spot, other, place, &line->findings);
    line->cells[column].place = arena_text(s->texts, place);
    return true;
}

/* The row in which the figure's cell begins is of no field: nobody was told. */
static bool
of_none(const struct search *s, const struct grid *g, int row)
{
    size_t from = grid_from(g, row);

    return from < g->n && !label_within(s, g, from, grid_row_end(g, from));
}

/* Before the label, of a row above that is of no field; *other: what names that. NULL: there is none. */
const struct spot *
shared_above(const struct search *s, const struct grid *g, size_t i, const struct field *field,
             const struct spot **other)
{
    const struct spot *label = &g->v[i];

    for (size_t k = i; k-- > 0 && label->row - g->v[k].row <= MERGED_MOST;) {
        const struct spot *spot = &g->v[k];

        if (spot->last_row < label->row || spot->row == label->row || spot->column <= label->column)
            continue;
        *other = other_line(g, spot, label->row, spot->row);
        if (*other != NULL && of_none(s, g, spot->row) && is_some(s, spot, field))
            return spot;
    }
    return NULL;
}

bool
shared_by(const struct search *s, const struct grid *g, const struct spot *spot, const struct field *field,
          const struct spot **other)
{
    const struct label *label;

    *other = is_merged(spot) ? shared_with(s, g, spot, field) : NULL;
    if (*other == NULL)
        return false;
    label = label_at(s, *other, NULL);
    if (spot->repeated)
        *other = of_none(s, g, spot->row - 1) ? other_line(g, spot, spot->row, spot->row - 1) : NULL;
    else if (label != NULL && label->field == field)
        *other = NULL;
    return true;
}
