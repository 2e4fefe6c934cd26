/* When something was done, by the words of a letter. */
#ifndef DOCKETD_CORE_LANGUAGE_TIMES_H
#define DOCKETD_CORE_LANGUAGE_TIMES_H

#include "core/language/tokens.h"

/* At another time than now: "hôm qua", "lần trước", "hồi sáng" begins at this word, or within the
 * words [from, to). "Sáng nay" may be now. */
bool times_over_at(const struct tokens *, size_t at);
bool times_over(const struct tokens *, size_t from, size_t to);

/* "Đã", with its accents or with none, is one of the words [from, to). */
bool times_done(const struct tokens *, size_t from, size_t to);

#endif
