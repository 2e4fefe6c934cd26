/* The tree of parts of one mail, walked once. */
#ifndef READER_TREE_H
#define READER_TREE_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "files.h"

struct walk {
    struct message *m;
    struct files *files;
    int inside, depth;          /* of its files */
    const char *bytes;          /* the message, for the parts to point into */
    size_t n;
    GByteArray window;          /* the same as GMime wants it; parts keep a pointer to it */
    int parts;
    bool full;                  /* LIMIT_PARTS or LIMIT_DEPTH was reached */
    bool in_report;
};

/* What one branch of the tree says to a reader. */
struct bodies { char *plain, *html; };

/* The parts as GMime finds them; NULL: it is no mail. */
GMimeMessage *mail_parse(struct walk *w);
/* Files go to w->files, what is said in the open to *bodies. */
void part_walk(struct walk *w, GMimeObject *o, int depth, struct bodies *bodies);
const char *bodies_best(const struct bodies *s);    /* NULL: nothing */
void bodies_free(struct bodies *s);

#endif
