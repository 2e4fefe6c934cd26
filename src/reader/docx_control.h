/* Content controls of Word documents (ECMA-376-1, 17.5.2): what a person entered under a name, the
 * hint of one that is not filled in, the day that a date picker holds. */
#ifndef READER_DOCX_CONTROL_H
#define READER_DOCX_CONTROL_H

#include "doc.h"

#define CONTROLS_DEEP 16

struct controls {               /* those that are open, the outermost first */
    struct open_control {
        char *tag;
        size_t from;            /* where its text begins */
        int level;              /* in which buffer of the document */
        bool placeholder, content;
        const char *checked;
        char date[16];          /* the day it holds; "" */
        char picture[48];       /* what it shows of it */
        bool shown;             /* that day stands in the text */
    } v[CONTROLS_DEEP];
    int n, too_deep;
};

void control_begin(struct controls *);
void control_property(struct controls *, const struct doc *, const char *name,
                      const char **attributes);
/* The text stands for something else, and is not read as it is. */
bool control_replaces(struct controls *, const char *text, size_t n);
/* Where the picture of a day ends, the day is said. */
void control_say(struct controls *, struct doc *);
void control_end(struct controls *, struct doc *);
void control_add(struct attachment *, const char *tag, char *value);    /* takes the value */
/* The text since a place in one of the document's buffers. */
char *control_text(const struct doc *, int level, size_t from);

#endif
