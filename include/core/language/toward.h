/* To whom a letter or a paper is addressed. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_TOWARD_H
#define DOCKETD_CORE_LANGUAGE_TOWARD_H

#include "core/language/index.h"
#include "core/language/tokens.h"

/* "Kính gửi: Sở Nội vụ", "Gửi Phòng PC04": all whom the words address are bodies that are neither
 * this office, whose name this is (NULL: only the plan's), nor above it. The first of them, owned by
 * the caller; NULL: nobody is addressed, or one who may be this office. Not where others got it. */
char *toward_others(const struct match_index *, const char *office, const struct tokens *);

#endif
