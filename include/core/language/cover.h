/* Which words of a text the plan's own words do not cover. A paper of another
 * regime names its matter; nobody can list all of them, but a report that the
 * plan asks for is told in the words of the plan, of offices, and of names. */
#ifndef DOCKETD_CORE_LANGUAGE_COVER_H
#define DOCKETD_CORE_LANGUAGE_COVER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/language/tokens.h"
#include "model/plan.h"

struct cover;                           /* the plan's words, in pairs */

struct cover *cover_new(const struct plan *);
void cover_free(struct cover *);        /* NULL is safe */

/* The first words that say another matter; *first == *last: none. used: words
 * that were read already (phrases, dates, symbols). one: a single word is enough. */
void cover_find(const struct cover *, const struct tokens *, const bool *used, bool one, size_t *first,
                size_t *last);

/* How many of these words stand in no text of the plan and in none of its forms. */
size_t cover_strange(const struct cover *, const struct tokens *, size_t first, size_t last);

bool cover_family(const struct token *);        /* many families are called so: "Nguyễn" */

#endif
