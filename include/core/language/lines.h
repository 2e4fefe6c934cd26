/* A text in its lines, and the words of it: what is read of a letter or a document, made once. */
#ifndef DOCKETD_CORE_LANGUAGE_LINES_H
#define DOCKETD_CORE_LANGUAGE_LINES_H

#include "core/language/tokens.h"

struct lines {
    char *text;                 /* a line's end is " \n ", so that it parts words */
    struct tokens words;        /* their raw texts lie in it */
};

/* Whole lines until most bytes are read; NULL: none. */
void lines_read(const char *text, size_t most, struct lines *out);
/* For who changes them: the folded words remain the first's, which must live longer. */
void lines_lend(const struct lines *, struct lines *out);
void lines_free(struct lines *);

#endif
