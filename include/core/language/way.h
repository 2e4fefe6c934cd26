/* By what way a report goes that does not come into this mailbox. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_WAY_H
#define DOCKETD_CORE_LANGUAGE_WAY_H

#include "core/language/tokens.h"

/* The way named at this word, as orders name it ("trục liên thông"); NULL: none. *words: how many
 * name it. */
const char *way_at(const struct tokens *, size_t at, size_t *words);
/* The words say that something was sent by another way: which; NULL. Not what will be sent so,
 * nor what the office sent. */
const char *way_in(const struct tokens *);

#endif
