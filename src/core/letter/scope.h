/* A template is walked with a context: what stands in it goes to a sink. */
#ifndef DOCKETD_CORE_LETTER_SCOPE_H
#define DOCKETD_CORE_LETTER_SCOPE_H

#include <jansson.h>
#include <stdbool.h>

#include "node.h"

struct scopes {                         /* sections that are open */
    const json_t *v[2 * DEPTH + 2];     /* outermost first */
    size_t n;
};

struct sink {
    void *out;
    void (*text)(void *out, const char *);                  /* of the template */
    void (*value)(void *out, const char *);                 /* of the context: one line without controls, in NFC */
    void (*line)(void *out, const struct node *, bool end); /* a line begins, ends */
    void (*cell)(void *out);                                /* a cell of it begins; NULL: lines have none */
};
void scope_walk(const struct node *, struct scopes *, const struct sink *);

#endif
