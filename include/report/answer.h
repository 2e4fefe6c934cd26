/* An answer to an officer before it has words: parts in order, each a template
 * of etc/letters/LANGUAGE/answers and the facts that fill it. One source gives
 * the text and the HTML (core/letter/letter.h); the first part that has a
 * subject names the mail. */
#ifndef DOCKETD_REPORT_ANSWER_H
#define DOCKETD_REPORT_ANSWER_H

#include <stddef.h>

#include "core/letter/letter.h"

struct json_t;

struct answer_part {
    const char *template;               /* one of answer_names */
    struct json_t *facts;
};

struct answer {
    struct answer_part *parts;
    size_t nparts;
    struct letter_file *files;
    size_t nfiles;
};

void answer_add(struct answer *, const char *template, struct json_t *facts);   /* takes the facts */
/* Takes bytes (heap). */
void answer_file(struct answer *, const char *name, const char *type, void *bytes, size_t size);

/* How far it is written; and back to there. */
struct answer_mark { size_t parts, files; };
struct answer_mark answer_mark(const struct answer *);
void answer_back(struct answer *, struct answer_mark);
void answer_clear(struct answer *);

/* A text into the facts of a part: it is taken and freed; NULL is null. */
void answer_put(struct json_t *facts, const char *key, char *text);

/* The templates every language has, and the keys they may use; both end with NULL. */
extern const char *const answer_names[];
extern const char *const answer_keys[];

#endif
