/* The parts of the RTF reader: control words and groups (rtf.c), and the letters
 * between them (rtf_text.c). */
#ifndef READER_RTF_H
#define READER_RTF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "charset.h"
#include "doc.h"
#include "rtf_field.h"

#define CELLS_MOST 64
#define COLOURS_MOST 256

struct group {                  /* what a "}" gives back */
    bool skip, fonts, margin, colours;
    bool box;                   /* a text box: a text of its own, with its own tables */
    bool again;                 /* the same box once more, for programs of old */
    bool ground;                /* the paragraph has one of a colour */
    bool deleted;               /* by a change that is tracked: no text any more */
    unsigned look;
    int font, unicode_skip;
    struct rtf_field *field;    /* the field this group describes */
};

struct flow {                   /* the text of the pages, or of the boxes */
    struct doc doc;
    bool within, in_table, in_row;      /* the paragraph says it stands in a table; one is open */
    bool behind;                        /* a row, and nothing has come since */
    int edges[CELLS_MOST + 1];          /* of the row's cells */
    bool down[CELLS_MOST], next_down;   /* the one above reaches here */
    bool grounds[CELLS_MOST], next_ground;      /* it has a colour */
    size_t cells, cell;                 /* cell: being read */
};

struct font { int number; enum legacy legacy; char charset[12]; struct buf name; };

struct rtf {
    struct flow pages, boxes, *flow;    /* flow: the one that is being read */
    struct attachment *a;
    const unsigned char *at, *end;
    struct group now, open[LIMIT_XML_DEPTH];
    size_t nopen, too_deep;
    struct buf raw;             /* letters in the character set of their font */
    char charset[12];
    bool utf8;                  /* whatever the file and its fonts say */
    struct font *fonts;
    size_t nfonts;
    int to_skip;                /* letters after a Unicode one that say the same */
    unsigned high;              /* the first half of a pair */
    bool first_word;            /* of the group: it may name its purpose */
    bool whites[COLOURS_MOST];          /* of the table of colours */
    size_t ncolours;
    int parts, light;                   /* of the next of them: how many are told, how many full */
    struct rtf_field field;
    struct doc margin;          /* headers and footers: outside of the running text */
    bool boxed;                 /* the shape that is open has told what its box holds */
};

bool rtf_holds_utf8(const unsigned char *bytes, size_t n);     /* more than ASCII, and well-formed */
int rtf_hex(unsigned char);
void rtf_table_follow(struct rtf *);    /* begins the row that the paragraph stands in, or ends the table */
void rtf_put(struct rtf *, const char *utf8, size_t n);
void rtf_flush(struct rtf *);           /* letters that wait for their character set */
void rtf_letter(struct rtf *, char);
void rtf_unicode(struct rtf *, int);
void rtf_line(struct rtf *);
bool rtf_white(const struct rtf *, int colour);         /* by its place in the table of colours */

#endif
