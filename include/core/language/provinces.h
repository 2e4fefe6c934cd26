/* Names of provinces, however they are run together. */
#ifndef DOCKETD_CORE_LANGUAGE_PROVINCES_H
#define DOCKETD_CORE_LANGUAGE_PROVINCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* A folded name, kept without its blanks: "longan", as in domains. */
void provinces_add(struct strings *provinces, const char *name);
bool provinces_have(const struct strings *provinces, const char *word, size_t len);
/* One may stand in this text. False: none does, however it is written. */
bool provinces_within(const struct strings *provinces, const char *text, size_t most_bytes);

#endif
