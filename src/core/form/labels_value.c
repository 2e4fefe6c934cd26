/* Which cell of a row is the value of the label before it: between the two may
 * stand a unit of measure, and behind it last year's figure or a remark. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "labels_parts.h"

static const char *const unit_heads[] = { "don vi tinh", "dvt", "don vi" };
static const char *const result_heads[] = { "ket qua", "so lieu", "so luong", "thuc hien", "trong ky", "ky nay", "ky bao cao", "gia tri" };

static bool
begins(const char *folded, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);
        if (strncmp(folded, words[i], len) == 0 && (folded[len] == ' ' || folded[len] == '\0'))
            return true;
    }
    return false;
}

/* The nearest words above; figures are no heading. */
static const char *
heading(const struct grid *g, size_t i)
{
    for (size_t k = i; k-- > 0;)
        if (g->v[k].column == g->v[i].column && g->v[k].row < g->v[i].row && g->v[k].type == CELL_TEXT &&
            isalpha((unsigned char)*g->v[k].folded))
            return g->v[k].folded;
    return "";
}

static bool
same_value(const struct field *field, const struct spot *a, const struct spot *b)
{
    char *x = NULL, *y = NULL;
    bool same = reading_of(field, a->type, a->value, a->text, &x) == READING_VALUE &&
                reading_of(field, b->type, b->value, b->text, &y) == READING_VALUE && strcmp(x, y) == 0;

    free(x);
    free(y);
    return same;
}

bool
labels_reads(const struct field *field, const struct spot *spot)
{
    char *got = NULL;
    bool yes = reading_of(field, spot->type, spot->value, spot->text, &got) == READING_VALUE;

    free(got);
    return yes;
}

size_t
labels_value(const struct search *s, const struct grid *g, size_t i, const struct field *field, size_t *other)
{
    size_t end = grid_row_end(g, i), first = i, titled = i, ntitled = 0;

    *other = i;
    for (size_t k = i + 1; k < end && label_in(s, g->v[k].folded, NULL) == NULL; k++) {
        const char *head = heading(g, k);

        if (begins(head, unit_heads, ARRAY_LEN(unit_heads)))
            continue;
        if (field->type == FIELD_TEXT)
            return k;
        if (!labels_reads(field, &g->v[k]))
            continue;
        if (first == i)
            first = k;
        else if (*other == i && !same_value(field, &g->v[first], &g->v[k]))
            *other = k;
        if (begins(head, result_heads, ARRAY_LEN(result_heads)) && ntitled++ == 0)
            titled = k;
    }
    if (ntitled == 1) {
        *other = i;
        return titled;
    }
    if (first != i)
        return first;
    return i + 1 < end && label_in(s, g->v[i + 1].folded, NULL) == NULL ? i + 1 : i;      /* what cannot be read is told */
}
