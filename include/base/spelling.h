/* How a name is written, accents and all, for names that only their accents
 * tell apart. */
#ifndef DOCKETD_BASE_SPELLING_H
#define DOCKETD_BASE_SPELLING_H

/* Letters, digits and accents, wherever in its word a tone stands, whatever
 * marks stand between words and whether a word ends in i or y: "Hoà-Long" and
 * "hòa long" are the same, and "Mỹ Quý" and "Mỹ Quí"; "Tân Thành" and "Tân
 * Thạnh" are not. The caller frees. */
char *spelling_of(const char *utf8);

#endif
