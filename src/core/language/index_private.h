/* The table of all phrases, for its two files: index_build.c fills it, index.c asks it. */
#ifndef DOCKETD_CORE_INDEX_PRIVATE_H
#define DOCKETD_CORE_INDEX_PRIVATE_H

#include <stdint.h>

#include "core/language/index.h"
#include "core/language/tokens.h"

#define PHRASE_MOST 16      /* words */
#define FIRST_WORDS 4096

struct gapped { char *head, *tail; size_t nhead, ntail; const struct report *report; };

struct match_index {
    const struct plan *plan;
    struct phrase *v;
    size_t n;
    uint64_t *hashes;           /* of v[i] */
    size_t *slots, nslots;      /* open addressing; 0: empty, else index + 1; a power of two */
    struct first {              /* what begins with a word of this hash */
        uint16_t lengths;       /* bit n: a phrase of n + 1 words, ... */
        uint16_t provinces;     /* ... the name of a province */
    } firsts[FIRST_WORDS];
    enum rank *ranks;              /* of the plan's reports */
    char *names[2];             /* their words, one after the other; [1]: in English */
    struct gapped *gapped;
    size_t ngapped;
    struct cover *cover;
    struct strings provinces;   /* the others', without blanks: "longan" */
    struct strings kinds;       /* of the units that report */
};

#define HASH_START 14695981039346656037u    /* FNV-1a, of words in the place of bytes */

static inline uint64_t
hash_word(uint64_t h, const struct token *word)
{
    return (h ^ word->hash) * 1099511628211u;
}

/* The phrase of these `n` words exactly, which have this hash. */
struct phrase *index_exact(const struct match_index *, uint64_t hash, const struct tokens *, size_t at, size_t n);

#endif
