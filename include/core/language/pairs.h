/* Words of texts, two and two, to be found again by their hashes: of two words that share
 * one, one is taken for the other. */
#ifndef DOCKETD_CORE_LANGUAGE_PAIRS_H
#define DOCKETD_CORE_LANGUAGE_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/language/tokens.h"

struct pairs { uint64_t *v; size_t n; };

void pairs_add(struct pairs *, const char *text);               /* NULL adds none */
void pairs_sort(struct pairs *);                                /* after the last, before the first question */
bool pairs_have(const struct pairs *, const struct token *, const struct token *);
void pairs_free(struct pairs *);

#endif
