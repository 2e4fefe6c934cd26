/* The templates of letters: parsed and checked once, in one language or both
 * in the order of office.language. */
#ifndef DOCKETD_OFFICE_DESK_LETTERS_H
#define DOCKETD_OFFICE_DESK_LETTERS_H

#include "core/letter/letter.h"
#include "office/desk/sources.h"

/* The texts of one language's folder, then each parsed with its partials. */
struct language {
    char *name;                             /* "vi" */
    struct sources sources;
    struct letter_template **templates;     /* same order; NULL where only partial */
};

struct letters {
    struct language of[2];
    size_t n;
};

/* NULL and *cause if a template is missing or malformed. */
struct letters *letters_load(const char *folder, const char *language, char **cause);
void letters_free(struct letters *);        /* NULL is safe */
/* NULL: there is none of this name. */
const struct letter_template *letters_template(const struct language *, const char *name);

#endif
