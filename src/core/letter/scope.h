/* Values of a context while a template is filled: the sections that are open. */
#ifndef DOCKETD_CORE_LETTER_SCOPE_H
#define DOCKETD_CORE_LETTER_SCOPE_H

#include <jansson.h>
#include <stdbool.h>

#include "node.h"

struct scopes {
    const json_t *v[2 * DEPTH + 2];     /* outermost first */
    size_t n;
};

/* NULL: none of them has it; borrowed. */
const json_t *scope_value(const struct scopes *, const char *key);
/* A section over it is shown: neither missing, empty, 0 nor false. */
bool scope_stands(const json_t *);

#endif
