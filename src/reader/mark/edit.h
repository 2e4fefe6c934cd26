/* Changes to an XML text that leave every other byte as it stands. */
#ifndef READER_MARK_EDIT_H
#define READER_MARK_EDIT_H

#include <stdbool.h>
#include <stddef.h>

struct edit { size_t at, cut; char *put; };
struct edits { struct edit *v; size_t n; };

void edit_add(struct edits *, size_t at, size_t cut, char *put);        /* takes put; in any order, of one place in this */
char *edits_apply(const char *text, size_t n, const struct edits *, size_t *size);      /* owned by the caller */
void edits_free(struct edits *);

struct tag {
    const char *name;           /* without its prefix */
    int prefix;                 /* bytes of the prefix with its colon */
    const char **attributes;    /* as expat gives them */
    size_t at, end;             /* of the tag itself in the text */
    bool closed;                /* "<a/>": an end follows at the same place */
    int depth;                  /* the root is 1 */
};

struct scan {
    const char *text;
    size_t n;
    void (*start)(void *arg, const struct tag *);
    void (*end)(void *arg, const struct tag *);     /* at: where "</" begins; end: behind ">"; may be NULL */
    void *arg;
};

/* Walks a text in UTF-8 without DOCTYPE. -1 and *why for any other. */
int scan_run(const struct scan *, char **why);

/* The attribute of this very name within a tag: its value lies in [*from, *to). */
/* Sets it to a number, whether or not it was there. */
void edit_attribute(struct edits *, const char *text, const struct tag *, const char *name, size_t value);
/* Puts `put` (taken) before the end of an element that a tag began and this end closes;
 * "<a/>" becomes "<a>...</a>". begun is the start tag. */
void edit_inside(struct edits *, const char *text, const struct tag *begun, size_t end, char *put);

/* "&" and its like written out, and what XML 1.0 cannot hold left out; owned by the caller. */
char *xml_escaped(const char *text);

#endif
