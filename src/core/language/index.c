/* All phrases of a plan and of the lexicon in one table, looked up by the hash
 * of their folded words. */
#include "index_private.h"

#include <string.h>

#include "base/text.h"

struct phrase *
index_exact(const struct match_index *x, uint64_t hash, const struct tokens *t, size_t at, size_t n)
{
    for (size_t slot = hash & (x->nslots - 1); x->slots[slot] != 0;
         slot = (slot + 1) & (x->nslots - 1)) {
        struct phrase *p = &x->v[x->slots[slot] - 1];
        if (x->hashes[x->slots[slot] - 1] == hash && p->words == n && tokens_are(t, at, p->text))
            return p;
    }
    return NULL;
}

bool
index_report_word(const struct match_index *x, const struct token *word, bool english)
{
    return text_has_tokens(x->names[english], word->text);
}

const struct plan *
index_plan(const struct match_index *x)
{
    return x->plan;
}

bool
index_has_kind(const struct match_index *x, const char *kind, struct date day)
{
    if (!strings_has(&x->kinds, kind) || day.year == 0)
        return strings_has(&x->kinds, kind);
    for (size_t i = 0; i < x->plan->nunits; i++) {
        const struct unit *u = &x->plan->units[i];

        if (u->kind != NULL && !u->host && strcmp(u->kind, kind) == 0 && unit_valid_on(u, day))
            return true;
    }
    return false;
}

const struct cover *
index_cover(const struct match_index *x)
{
    return x->cover;
}

const struct phrase *
index_phrase(const struct match_index *x, const struct tokens *t, size_t at)
{
    return index_phrase_most(x, t, at, PHRASE_MOST);
}

const struct phrase *
index_phrase_most(const struct match_index *x, const struct tokens *t, size_t at, size_t most)
{
    const struct phrase *best = NULL, *p;
    uint64_t h = HASH_START;
    unsigned lengths = at < t->n ? x->firsts[t->v[at].hash % FIRST_WORDS].lengths : 0;

    for (size_t n = 1; lengths != 0 && n <= most && at + n <= t->n; n++, lengths >>= 1) {
        h = hash_word(h, &t->v[at + n - 1]);
        if ((lengths & 1) != 0 && (p = index_exact(x, h, t, at, n)) != NULL)
            best = p;
    }
    return best;
}

bool
index_names_province(const struct match_index *x, const struct tokens *t)
{
    for (size_t at = 0; at < t->n; at++) {
        uint64_t h = HASH_START;
        unsigned lengths = x->firsts[t->v[at].hash % FIRST_WORDS].provinces;

        for (size_t n = 1; lengths != 0 && at + n <= t->n; n++, lengths >>= 1) {
            const struct phrase *p;

            h = hash_word(h, &t->v[at + n - 1]);
            if ((lengths & 1) != 0 && (p = index_exact(x, h, t, at, n)) != NULL && p->province)
                return true;
        }
    }
    return false;
}

const struct strings *
index_provinces(const struct match_index *x)
{
    return &x->provinces;
}

const struct report *
index_gapped(const struct match_index *x, const struct tokens *t, size_t at, size_t gap, size_t *words)
{
    for (size_t i = 0; i < x->ngapped; i++) {
        const struct gapped *g = &x->gapped[i];
        if (!tokens_are(t, at, g->head))
            continue;
        for (size_t k = at + g->nhead; k <= at + g->nhead + gap; k++)
            if (tokens_are(t, k, g->tail)) {
                *words = k + g->ntail - at;
                return g->report;
            }
    }
    return NULL;
}

enum rank
index_rank(const struct match_index *x, const struct report *r)
{
    return x->ranks[r - x->plan->reports];
}

const struct report *
index_only(const struct match_index *x, enum rank rank)
{
    const struct report *one = NULL;

    for (size_t i = 0; i < x->plan->nreports; i++)
        if (x->ranks[i] == rank) {
            if (one != NULL)
                return NULL;
            one = &x->plan->reports[i];
        }
    return one;
}
