/* The pieces of printed lines, and the columns they stand in. */
#ifndef READER_PDF_COLUMNS_H
#define READER_PDF_COLUMNS_H

#include "pdf_private.h"

struct cut { size_t at; double from, to; };     /* between two words: the blank in the text, and its place */

struct piece {                  /* of a line, up to the next column */
    struct box at;
    struct buf text;
    struct cut *cuts;
    size_t ncuts;
    double lead;                /* width of its first word */
    size_t column, over;        /* from 0, among the lines around it; how many of their columns it stands over */
};
struct line { struct box at; struct piece *v; size_t n; };

/* Numbers the pieces of lines that may be a table, and parts those that two columns
 * share; a line of figures that nothing lays into columns becomes one piece. False:
 * no line has more than one piece. */
bool columns_align(struct line *, size_t n);

void box_grow(struct box *, struct box by);
void piece_clear(struct piece *);
bool is_figure(const char *text);               /* and nothing else */
bool holds_figure(const struct piece *);

#endif
