/* A text in its lines, and the words of it: what is read of a letter or a document, made once. */
#ifndef DOCKETD_CORE_LANGUAGE_PASSAGE_H
#define DOCKETD_CORE_LANGUAGE_PASSAGE_H

#include "core/language/tokens.h"

struct passage {
    char *text;                 /* a line's end is " \n ", so that it parts words */
    struct tokens words;        /* their raw texts lie in it */
    uint16_t *index;            /* of the words; theirs, too */
};

/* Whole lines until most bytes are read; NULL: none. */
void passage_read(const char *text, size_t most, struct passage *out);
/* For who changes them: the folded words and their index remain the first's, which must live longer. */
void passage_lend(const struct passage *, struct passage *out);
void passage_free(struct passage *);

#endif
