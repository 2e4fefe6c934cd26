/* The templates of letters and answers: parsed and checked once, in one
 * language or both in the order of office.language. */
#ifndef DOCKETD_OFFICE_DESK_LETTERS_H
#define DOCKETD_OFFICE_DESK_LETTERS_H

#include "core/letter/letter.h"
#include "office/desk/sources.h"

struct answer;

/* The texts of a folder, then each that is no part of others parsed with its partials. */
struct templates {
    struct sources sources;
    struct letter_template **v;             /* same order; NULL where only partial */
};

struct language {
    char *name;                             /* "vi" */
    struct templates letters, answers;      /* the latter in the folder "answers" below */
};

struct letters {
    struct language of[2];
    size_t n;
};

/* NULL and *cause if a template is missing or malformed. */
struct letters *letters_load(const char *folder, const char *language, char **cause);
void letters_free(struct letters *);        /* NULL is safe */
/* NULL: there is none of this name. */
const struct letter_template *letters_template(const struct templates *, const char *name);

/* An answer as words, in the office's first language; rendered_free. */
void letters_answer(const struct letters *, const struct answer *, struct rendered *out);

#endif
