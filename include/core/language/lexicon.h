/* The field's words that no plan needs to list. */
#ifndef DOCKETD_CORE_LANGUAGE_LEXICON_H
#define DOCKETD_CORE_LANGUAGE_LEXICON_H

#include <stddef.h>

#include "core/language/index.h"

struct word_sense { enum sense sense; const char *phrase; };      /* folded, abbreviations written out */

extern const struct word_sense lexicon[];
extern const size_t lexicon_size;
extern const char *const lexicon_provinces[];   /* folded, of 2023 */
extern const size_t lexicon_nprovinces;

#endif
