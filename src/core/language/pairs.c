#include "core/language/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define PAIR_MOST 64            /* bytes: of two syllables there are fewer */

void
pairs_add(struct pairs *p, const char *text)
{
    struct tokens t;

    tokens_of(text, text != NULL ? strlen(text) : 0, &t);
    for (size_t i = 0; i + 1 < t.n; i++)
        if (t.v[i].number < 0 && t.v[i + 1].number < 0)
            *ARRAY_MORE(p->v, p->n) = xasprintf("%s %s", t.v[i].text, t.v[i + 1].text);
    tokens_free(&t);
}

void
pairs_sort(struct pairs *p)
{
    if (p->n > 0)
        qsort(p->v, p->n, sizeof *p->v, strings_order);
}

bool
pairs_have(const struct pairs *p, const struct token *a, const struct token *b)
{
    char text[PAIR_MOST], *key = text;

    if (strlen(a->text) + strlen(b->text) + 2 > sizeof text || p->n == 0)
        return false;
    stpcpy(stpcpy(stpcpy(text, a->text), " "), b->text);
    return bsearch(&key, p->v, p->n, sizeof *p->v, strings_order) != NULL;
}

void
pairs_free(struct pairs *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->v[i]);
    free(p->v);
}
