/* Which cell of a row is the value of the label before it: between the two may
 * stand a unit of measure, and behind it last year's figure or a remark. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"
#include "number.h"

#define MEASURE_MOST 60         /* bytes */

static const char *const unit_heads[] = { "don vi tinh", "dvt", "don vi" };

enum reading
spot_read(const struct search *s, const struct field *field, const struct spot *spot,
          struct arena *texts, char **out)
{
    *out = NULL;
    if (spot->no_result)
        return READING_BAD;
    return reading_with(field, &s->habits, spot->type, spot->value, spot->text, texts, out);
}

bool
spot_reads(const struct search *s, const struct field *field, const struct spot *spot)
{
    struct arena texts = {0};
    char *got;
    enum reading r = spot_read(s, field, spot, &texts, &got);

    arena_free(&texts);
    return r == READING_VALUE || r == READING_ZERO;
}

static bool
same_value(const struct search *s, const struct field *field, const struct spot *a,
           const struct spot *b)
{
    struct arena texts = {0};
    char *x, *y;
    bool same;

    spot_read(s, field, a, &texts, &x);
    spot_read(s, field, b, &texts, &y);
    same = x != NULL && y != NULL && strcmp(x, y) == 0;
    arena_free(&texts);
    return same;
}

/* What our own form prints beside a field: how a date is written, the period before. */
static bool
hint(const struct spot *spot)
{
    return spot->type == CELL_TEXT && (strncmp(spot->folded, "ky truoc", 8) == 0 ||
                                       strcmp(spot->folded, "ngay thang nam") == 0);
}

/* "nghìn lượt", where the label does not say so itself. A measure over a whole table
 * is that of the fields that name what it counts. */
static bool
scaled(const struct spot *spot, const struct field *field, bool over)
{
    static const struct { const char *folded, *accented; } words[] = { { "nghin", "nghìn" }, { "ngan", "ngàn" }, { "trieu", "triệu" } };
    const char *word = NULL, *rest = NULL;
    char *lower, *label;
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++) {
        if ((word = strstr(spot->folded, words[i].folded)) == NULL ||
            strlen(spot->folded) > MEASURE_MOST)
            continue;
        lower = text_lower(spot->value);
        label = text_fold(field->label);
        rest = word + strlen(words[i].folded);
        rest += *rest == ' ';
        is = (over || word == spot->folded) && strstr(label, words[i].folded) == NULL &&
             (strstr(lower, words[i].accented) != NULL || strcmp(lower, spot->value) == 0) &&
             (*rest == '\0' || (over ? text_has_tokens(label, rest) : number_unit(rest, label)));
        free(label);
        free(lower);
    }
    return is;
}

const char *
scale_of(const struct search *s, const struct grid *g, const struct spot *spot,
         const struct field *field)
{
    const struct spot *over = s->chapter.measure;

    if (field->type != FIELD_INTEGER && field->type != FIELD_DECIMAL)
        return NULL;
    for (size_t i = grid_from(g, spot->row); i < g->n && g->v[i].row == spot->row; i++)
        if (&g->v[i] != spot && g->v[i].type == CELL_TEXT && g->v[i].column != spot->column &&
            scaled(&g->v[i], field, false))
            return g->v[i].value;
    return over != NULL && scaled(over, field, true) ? over->value : NULL;
}

bool
blank_value(const char *value, const struct field *field)
{
    char *folded = text_fold(value), *label = text_fold(field->label);
    bool blank = *folded == '\0' || (strpbrk(folded, "0123456789") == NULL && number_unit(folded, label));

    free(folded);
    free(label);
    return blank;
}

/* "cuộc", under any head or none. */
static bool
unit_cell(const struct spot *spot, const struct field *field)
{
    char *label;
    bool is;

    if (spot->type != CELL_TEXT || strpbrk(spot->value, "0123456789") != NULL ||
        field->type == FIELD_TEXT || field->type == FIELD_CHOICE || field->type == FIELD_YESNO)
        return false;
    label = text_fold(field->label);
    is = number_unit(spot->folded, label);
    free(label);
    return is;
}

/* Another label; "17 (đang duy trì)" behind its own is a figure. */
static bool
begins_label(const struct search *s, const struct spot *spot, const struct field *field)
{
    const struct label *label = label_at(s, spot, NULL);

    return label != NULL && (label->field != field || !isdigit((unsigned char)*spot->value) || !spot_reads(s, field, spot));
}

size_t
labels_value(const struct search *s, const struct grid *g, size_t i, const struct field *field,
             size_t *other)
{
    size_t end = grid_row_end(g, i), first = i, blamed = i, veiled = i;
    int result = columns_result(g, &g->v[i]);

    *other = i;
    for (size_t k = i + 1; k < end && !begins_label(s, &g->v[k], field); k++) {
        if (result > g->v[k].column && result <= g->v[k].last_column && spot_reads(s, field, &g->v[k]))
            return k;                   /* merged over it */
        if (hint(&g->v[k]) ||
            grid_begins(columns_over(g, &g->v[k]), unit_heads, ARRAY_LEN(unit_heads)) ||
            columns_aside(g, &g->v[i], g->v[k].column))
            continue;
        if (g->v[k].hidden && !g->v[i].hidden) {
            veiled = veiled == i && spot_reads(s, field, &g->v[k]) ? k : veiled;
            continue;
        }
        if (g->v[k].column == result)
            return k;
        if (unit_cell(&g->v[k], field))
            continue;
        blamed = blamed == i ? k : blamed;
        if (result != 0)
            continue;
        if (field->type == FIELD_TEXT || g->v[k].no_result)
            return k;
        if (!spot_reads(s, field, &g->v[k])) {
            if (first == i && strpbrk(g->v[k].value, "0123456789") != NULL)
                return k;               /* meant as the figure: what cannot be read is told */
            continue;
        }
        if (first == i)
            first = k;
        else if (*other == i || same_value(s, field, &g->v[first], &g->v[*other]))
            *other = k;
    }
    first = first == i && result == 0 ? blamed : first;
    return first == i ? veiled : first;
}

static bool
figure(const struct search *s, const struct field *field, const struct spot *spot, double *out)
{
    struct arena texts = {0};
    char *got = NULL;

    if (spot != NULL)
        spot_read(s, field, spot, &texts, &got);
    if (got != NULL)
        *out = strtod(got, NULL);
    arena_free(&texts);
    return got != NULL;
}

/* Of what is counted at a day the last part's is that of the whole. */
bool
labels_differ(const struct search *s, const struct grid *g, const struct spot *label,
               const struct spot *value, const struct field *field, char sum[static 32])
{
    const struct columns *c = label->columns > 0 ? &g->columns[label->columns - 1] : NULL;
    size_t from = grid_from(g, label->row), to = from < g->n ? grid_row_end(g, from) : from;
    double whole, part = 0, all = 0;

    if (c == NULL || c->nparts < 2 || value->column != c->result ||
        (field->type != FIELD_INTEGER && field->type != FIELD_DECIMAL) ||
        !figure(s, field, value, &whole))
        return false;
    for (size_t i = 0; i < c->nparts; i++) {
        if (!figure(s, field, grid_at(g, from, to, c->parts[i]), &part))
            return false;
        all += part;
    }
    snprintf(sum, 32, "%.10g", all);
    return all != whole && part != whole;
}
