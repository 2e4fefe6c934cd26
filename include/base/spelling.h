/* How a name is written, accents and all, for names that only their accents
 * tell apart. */
#ifndef DOCKETD_BASE_SPELLING_H
#define DOCKETD_BASE_SPELLING_H

/* Letters, digits and accents, wherever in its word a tone stands and whatever
 * marks stand between words: "Hoà-Long" and "hòa long" give the same, "Tân
 * Thành" and "Tân Thạnh" do not. The caller frees. */
char *spelling_of(const char *utf8);

#endif
