/* What recall.c and unmeant.c share. */
#ifndef DOCKETD_CORE_LANGUAGE_RECALL_H
#define DOCKETD_CORE_LANGUAGE_RECALL_H

#include "core/language/tokens.h"

/* "Đừng tính", "đề nghị không lấy": the word behind it; at: it does not stand here. */
size_t recall_unused(const struct tokens *, size_t at);
bool recall_thing(const struct tokens *, size_t at);        /* what may be sent, and taken back */
bool recall_wished(const struct tokens *, size_t at);       /* a wish to have it back begins here */

#endif
