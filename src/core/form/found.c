/* What was found of a scalar field, where it stands once or more often. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

static void
tell_two(struct search *s, struct hit *old, const char *value, const char *place)
{
    struct finding_words words = { .label = old->field->label,
                                   .label_en = old->field->label_en,
                                   .value = old->value,
                                   .limit = value };
    bool columns = old->over != NULL && s->over != NULL && old->grid == s->grid &&
                   strcmp(old->over, s->over) != 0;
    bool parts = !columns && old->part != NULL && s->below != NULL && strcmp(old->part, s->below) != 0;
    const char *one = parts ? old->part : old->over, *other = parts ? s->below : s->over;
    char *both = columns || parts ? xasprintf("“%s”: %s, “%s”: %s", one, old->value, other, value)
                 : strcmp(old->value, value) == 0 ? xasprintf("%s, %s", value, value)
                                                  : NULL;

    words.limit = both != NULL ? both : value;
    finding_say(s->findings, both != NULL ? FINDING_TWO_COLUMNS : FINDING_TWO_READINGS, SEVERITY_ERROR,
                place, &words);
    free(both);
    old->bad = true;
}

struct hit *
hit_of(struct search *s, const struct field *field)
{
    for (size_t i = 0; i < s->nhits; i++)
        if (s->hits[i].field == field)
            return &s->hits[i];
    struct hit *h = ARRAY_MORE(s->hits, s->nhits);
    h->field = field;
    return h;
}

/* Texts agree if one says all that the other does. */
bool
values_agree(const struct field *field, const char *a, const char *b)
{
    char *x, *y;
    bool agree = strcmp(a, b) == 0;

    if (agree || field->type != FIELD_TEXT)
        return agree;
    x = text_fold(a);
    y = text_fold(b);
    agree = *x != '\0' && *y != '\0' && (text_has_tokens(x, y) || text_has_tokens(y, x));
    free(x);
    free(y);
    return agree;
}

static void
tell_bad(struct search *s, struct hit *h, const struct spot *spot, const char *place)
{
    if (spot->no_result)
        cell_no_result(h->field, place, s->findings);
    else
        cell_unreadable(h->field, spot->type == CELL_ERROR,
                            spot->text != NULL ? spot->text : spot->value, place, s->findings);
    h->bad = true;
}

static void
keep(struct search *s, struct hit *h, enum reading r, char *got, const struct spot *spot,
     const char *place)
{
    if (r == READING_ZERO)
        cell_zero(h->field, spot->value, place, s->findings);
    if (s->whole != 0 && s->grid != s->whole && h->value == NULL)
        sheets_only(s, &s->fields, h->field->label);
    h->value = got;
    h->over = s->over != NULL ? arena_text(s->texts, s->over) : NULL;
    h->part = s->below;
    h->block = s->block;
    h->grid = s->grid;
    h->place = arena_text(s->texts, place);
}

bool
found_aside(struct search *s, const struct field *field)
{
    bool ahead = s->chapter.ahead != NULL;
    bool aside = s->chapter.aside && (!s->all || ahead) && field->type != FIELD_TEXT;

    s->skipped = s->skipped || (aside && !ahead);
    return aside;
}

void
found_ahead(struct search *s, const struct field *field, const char *place)
{
    struct hit *h = s->chapter.ahead != NULL ? hit_of(s, field) : NULL;

    if (h == NULL || h->ahead != NULL)
        return;
    h->ahead = s->chapter.ahead;
    h->ahead_at = arena_text(s->texts, place);
}

/* What nobody sees is not the unit's word; where it hides a figure that stands nowhere else, that is told. */
static bool
veiled(struct search *s, struct hit *h, const struct spot *spot, char *got, const char *place)
{
    if (!spot->hidden && !s->veiled)
        return false;
    if (got != NULL && h->veiled == NULL) {
        h->veiled = got;
        h->veiled_at = arena_text(s->texts, place);
    }
    if (h->place == NULL)
        h->place = arena_text(s->texts, place);
    return true;
}

/* The sheet of the whole has it. */
static bool
of_part(struct search *s, const struct hit *h, const char *got)
{
    if (s->whole == 0 || s->grid == s->whole || h->grid != s->whole || h->value == NULL)
        return false;
    if (got != NULL && !values_agree(h->field, h->value, got))
        strings_once(&s->passed, s->part);
    return true;
}

/* The labels of the grid begin again: another block. */
static void
turn(struct search *s, struct hit *h, const struct spot *spot)
{
    if (h->seen == s->block && h->row != spot->row)
        s->block++;
    h->seen = s->block;
    h->row = spot->row;
}

/* The same figure of another: of the commune beside it, below it or in the next sheet. */
static bool
of_another(const struct search *s, const struct hit *h, const char *got)
{
    bool number = h->field->type == FIELD_INTEGER || h->field->type == FIELD_DECIMAL;

    if (!number || strcmp(got, "0") == 0)
        return false;
    if (h->grid == s->grid && h->over != NULL && s->over != NULL && strcmp(h->over, s->over) != 0 &&
        (s->parts || parts_differ(h->over, s->over)))
        return true;
    return h->part != s->below && parts_differ(h->part, s->below);
}

static void
add_pair(struct search *s, const struct hit *h, const char *got, const char *place, bool differ)
{
    if (h->block >= s->first && h->block != s->block && h->field->type != FIELD_TEXT && !s->copied)
        *ARRAY_MORE(s->pairs, s->npairs) = (struct pair){ .field = h->field, .block = h->block,
                                                          .other = s->block, .differ = differ, .value = got,
                                                          .place = arena_text(s->texts, place) };
}

/* Where two blocks differ more often than not, they are no copies: what is the same in both is so by chance. */
void
pairs_settle(struct search *s)
{
    for (size_t i = 0; i < s->npairs; i++) {
        const struct pair *p = &s->pairs[i];
        struct hit *h = hit_of(s, p->field);
        size_t differ = 0, all = 0;

        for (size_t k = 0; k < s->npairs; k++)
            if (s->pairs[k].block == p->block && s->pairs[k].other == p->other) {
                differ += s->pairs[k].differ;
                all++;
            }
        if (!p->differ && differ * 2 > all && !h->bad && h->block == p->block && strcmp(p->value, "0") != 0)
            tell_two(s, h, p->value, p->place);
    }
    free(s->pairs);
    s->pairs = NULL;
    s->npairs = 0;
}

void
found(struct search *s, const struct field *field, const struct spot *spot, const char *place)
{
    if (found_aside(s, field)) {
        if (spot_reads(s, field, spot))
            found_ahead(s, field, place);
        return;
    }
    struct hit *h = hit_of(s, field);
    char *got;
    enum reading r = spot_read(s, field, spot, s->texts, &got);

    if (veiled(s, h, spot, got, place) || of_part(s, h, got))
        return;
    h->place = h->alone ? NULL : h->place;
    h->alone = false;
    turn(s, h, spot);
    if (r == READING_BAD && !h->bad)
        tell_bad(s, h, spot, place);
    else if (got != NULL && h->value == NULL && !h->bad)
        keep(s, h, r, got, spot, place);
    else if (got != NULL && h->value != NULL) {
        s->repeats = s->repeats || h->grid != s->grid;
        bool differ = !values_agree(field, h->value, got);
        if (!h->bad)
            add_pair(s, h, got, place, differ);
        if (!h->bad && (differ || of_another(s, h, got)))
            tell_two(s, h, got, place);
        else if (strlen(got) > strlen(h->value) && field->type == FIELD_TEXT)
            keep(s, h, r, got, spot, place);
    }
    if (h->place == NULL)
        h->place = arena_text(s->texts, place);
}

static void
tell_scaled(struct search *s, const struct field *field, const struct spot *spot, const char *scale,
            const char *place)
{
    struct hit *h = hit_of(s, field);
    struct finding_words words = {
        .label = field->label, .label_en = field->label_en, .value = spot->value, .limit = scale
    };

    if (!h->bad)
        finding_say(s->findings, FINDING_SCALED, SEVERITY_ERROR, place, &words);
    h->bad = true;
    h->alone = false;
    h->place = arena_text(s->texts, place);
}

/* Of a page that was printed: the text goes on in the line below, and where it
 * ends nothing tells. */
static bool
goes_on(const struct search *s, const struct grid *g, const struct spot *spot)
{
    size_t from = grid_from(g, spot->row + 1), to = from < g->n ? grid_row_end(g, from) : from;
    const struct spot *below = from < g->n && g->v[from].row == spot->row + 1
                                   ? grid_at(g, from, to, spot->column)
                                   : NULL;
    const char *value;
    char *lower;
    bool on;

    if (below == NULL || label_at(s, below, NULL) != NULL || label_colon(s, below, &value) != NULL)
        return false;
    if (spot->column > 1)
        return g->v[from].column > 1;
    lower = text_lower(below->value);
    on = to - from == 1 && (below->bare == NULL || strcmp(below->bare, below->folded) == 0) &&
         *lower == *below->value && strncmp(lower, below->value, 4) == 0;
    free(lower);
    return on;
}

static void
tell_wrapped(struct search *s, struct hit *h, const char *place)
{
    struct finding_words words = { .label = h->field->label, .label_en = h->field->label_en };

    if (!h->bad && h->value == NULL)
        finding_say(s->findings, FINDING_WRAPPED, SEVERITY_WARNING, place, &words);
    h->alone = false;
    h->bad = h->bad || h->value == NULL;
    if (h->place == NULL)
        h->place = arena_text(s->texts, place);
}

/* The words over its column, where they are its head: no figure stands in their row. */
static const char *
head_over(const struct grid *g, const struct spot *spot)
{
    const struct spot *head = g->name != NULL && spot->over > 0 ? &g->v[spot->over - 1] : NULL;
    bool words = head != NULL;
    size_t from = words ? grid_from(g, head->row) : 0, to = words ? grid_row_end(g, from) : 0;

    for (size_t i = from; i < to && words; i++)
        words = grid_year(g->v[i].value) != 0 ||
                g->v[i].value[strspn(g->v[i].value, "0123456789., ")] != '\0';
    return words ? head->value : NULL;
}

void
found_shared(struct search *s, const struct grid *g, const struct field *field, const struct spot *spot,
             const struct spot *other)
{
    struct hit *h = hit_of(s, field);
    char place[PLACE_MOST];

    grid_place(s, g, spot->row, spot->column, place);
    if (!h->bad && other != NULL)
        shared_tell(field, spot, other, place, s->findings);
    h->bad = true;
    h->alone = false;
    if (h->place == NULL)
        h->place = arena_text(s->texts, place);
}

void
found_at(struct search *s, const struct grid *g, const struct field *field, const struct spot *spot)
{
    const struct spot *other;
    char place[PLACE_MOST];
    const char *scale;

    grid_place(s, g, spot->row, spot->column, place);
    if (named_here(s, 'd', field->name))
        return;
    if (shared_by(s, g, spot, field, &other) && !found_aside(s, field)) {
        found_shared(s, g, field, spot, other);
        return;
    }
    scale = scale_of(s, g, spot, field);
    if (scale != NULL && spot_reads(s, field, spot) && !found_aside(s, field)) {
        tell_scaled(s, field, spot, scale, place);
    } else if (field->type == FIELD_TEXT && g->printed && goes_on(s, g, spot)) {
        tell_wrapped(s, hit_of(s, field), place);
    } else {
        s->over = s->line != NULL ? s->line : head_over(g, spot);
        found(s, field, spot, place);
        s->over = NULL;
    }
}

void
found_several(struct search *s, const struct grid *g, const struct field *field,
              const struct spot *const *figures, const struct spot *const *names, size_t n)
{
    const struct hit *h;
    char place[PLACE_MOST];

    for (size_t i = 0; i < n; i++) {
        s->line = names != NULL ? names[i]->value : NULL;
        found_at(s, g, field, figures[i]);
    }
    s->over = s->line;
    s->line = NULL;
    if (n > 1 && !found_aside(s, field)) {
        h = hit_of(s, field);
        grid_place(s, g, figures[n - 1]->row, figures[n - 1]->column, place);
        if (h->value != NULL && !h->bad && h->grid == s->grid && strcmp(h->value, "0") != 0)
            tell_two(s, hit_of(s, field), h->value, place);
    }
    s->over = NULL;
}

void
found_again(struct search *s, const struct grid *g, const struct field *field, const struct spot *spot,
            int first)
{
    const char *over = head_over(g, spot);
    struct doubt d = { .field = field, .first = first, .over = over != NULL ? arena_text(s->texts, over) : NULL };
    char place[PLACE_MOST];

    found_at(s, g, field, spot);
    if (found_aside(s, field))
        return;
    grid_place(s, g, spot->row, spot->column, place);
    d.place = arena_text(s->texts, place);
    spot_read(s, field, spot, s->texts, &d.value);
    d.asked = hit_of(s, field)->bad;
    *ARRAY_MORE(s->doubts, s->ndoubts) = d;
}

/* In a table whose columns are parts a row's figures may be the same by chance. */
void
doubts_settle(struct search *s)
{
    for (size_t i = 0; i < s->ndoubts; i++) {
        const struct doubt *d = &s->doubts[i];
        struct hit *h = hit_of(s, d->field);
        bool asked = false;

        for (size_t k = 0; k < s->ndoubts && !asked; k++)
            asked = s->doubts[k].first == d->first && s->doubts[k].asked;
        if (!asked || h->bad || h->value == NULL || h->grid != s->grid || d->value == NULL ||
            strcmp(d->value, "0") == 0)
            continue;
        s->over = d->over;
        tell_two(s, h, d->value, d->place);
        s->over = NULL;
    }
    free(s->doubts);
    s->doubts = NULL;
    s->ndoubts = 0;
}

void
found_none(struct search *s, const struct grid *g, const struct field *field, int row, int column)
{
    found_at(s, g, field,
             &(struct spot){ .row = row, .column = column, .type = CELL_TEXT, .value = "" });
}

/* Running text has headings that are called as a figure is; what they head stands
 * below them in words. */
void
found_alone(struct search *s, const struct grid *g, const struct field *field,
            const struct spot *label)
{
    struct hit *h =
        field->type != FIELD_TEXT && !found_aside(s, field) && !named_here(s, 'd', field->name)
            ? hit_of(s, field)
            : NULL;
    char place[PLACE_MOST];

    if (h == NULL || h->place != NULL)
        return;
    grid_place(s, g, label->row, label->column, place);
    h->place = arena_text(s->texts, place);
    h->alone = true;
}

/* It stands nowhere but among what is to be done. */
static bool
only_ahead(const struct hit *h)
{
    return h->ahead != NULL && h->place == NULL;
}

bool
found_half(const struct search *s)
{
    size_t scalars = 0, hits = s->nhits;

    for (size_t i = 0; i < s->form->nsections; i++)
        scalars += s->form->sections[i].nfields;
    for (size_t i = 0; i < s->nhits; i++)
        hits -= only_ahead(&s->hits[i]);
    return hits > 1 && hits * 2 >= scalars;
}

void
found_settle(struct search *s)
{
    bool form = found_half(s);
    size_t kept = 0;

    for (size_t i = 0; i < s->nhits; i++) {
        if (s->hits[i].alone && !form)
            continue;
        s->hits[kept] = s->hits[i];
        s->hits[kept++].alone = false;
    }
    s->nhits = kept;
}
