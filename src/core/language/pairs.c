#include "core/language/pairs.h"

#include <stdlib.h>

#include "base/mem.h"

static uint64_t
pair_of(const struct token *a, const struct token *b)
{
    return (uint64_t)a->hash << 32 | b->hash;
}

static int
pair_order(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

void
pairs_add(struct pairs *p, const char *text)
{
    struct tokens t;

    tokens_of(text, text != NULL ? strlen(text) : 0, &t);
    for (size_t i = 0; i + 1 < t.n; i++)
        if (t.v[i].number < 0 && t.v[i + 1].number < 0)
            *ARRAY_MORE(p->v, p->n) = pair_of(&t.v[i], &t.v[i + 1]);
    tokens_free(&t);
}

void
pairs_sort(struct pairs *p)
{
    if (p->n > 0)
        qsort(p->v, p->n, sizeof *p->v, pair_order);
}

bool
pairs_have(const struct pairs *p, const struct token *a, const struct token *b)
{
    const uint64_t pair = pair_of(a, b);

    return p->n > 0 && bsearch(&pair, p->v, p->n, sizeof *p->v, pair_order) != NULL;
}

void
pairs_free(struct pairs *p)
{
    free(p->v);
}
