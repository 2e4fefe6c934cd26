/* The templates of letters and answers: parsed and checked once, in one
 * language or both in the order of office.language. */
#ifndef DOCKETD_OFFICE_DESK_LETTERS_H
#define DOCKETD_OFFICE_DESK_LETTERS_H

#include "core/letter/letter.h"
#include "model/plan.h"
#include "model/settings.h"
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
    struct language of[2];                  /* the office's, in its order; then what only units or officers have */
    size_t n, office;                       /* ... how many are the office's */
};

/* For the languages of the office, its officers and the units of its plan
 * (NULL: none). NULL and *cause if a template is missing or malformed. */
struct letters *letters_load(const struct settings *, const struct plan *, char **cause);
/* The languages of a letter to this unit (NULL: to nobody of the plan), in their order; the number of them. */
size_t letters_languages(const struct letters *, const struct unit *, const struct language *out[static 2]);
/* What he is written in; NULL: the office's first. */
const struct language *letters_of(const struct letters *, const struct officer *);
void letters_free(struct letters *);        /* NULL is safe */
/* NULL: there is none of this name. */
const struct letter_template *letters_template(const struct templates *, const char *name);

/* An answer as words; rendered_free. */
void letters_answer(const struct language *, const struct answer *, struct rendered *out);

#endif
