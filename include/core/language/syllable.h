/* Vietnamese syllables, folded: to take words apart that lost the space
 * between them ("vàhuyện": two encoded words of a header, RFC 2047). */
#ifndef DOCKETD_CORE_LANGUAGE_SYLLABLE_H
#define DOCKETD_CORE_LANGUAGE_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

bool syllable_is(const char *folded, size_t len);
/* Where the second of two syllables begins, if there is exactly one way to
 * take the word apart; else 0. A word that is a syllable stays whole. */
size_t syllable_split(const char *folded, size_t len);

#endif
