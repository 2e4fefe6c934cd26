/* Words to lines, and lines to paragraphs, by their places on the page. */
#ifndef READER_PDF_LINES_H
#define READER_PDF_LINES_H

#include "pdf_private.h"

struct piece {                  /* of a line, up to the next column */
    struct box at;
    struct buf text;
    double lead;                /* width of its first word */
    size_t column, over;        /* from 0, among the lines around it; how many of their columns it stands over */
};
struct line { struct box at; struct piece *v; size_t n; };
struct lines { struct line *v; size_t n; };

/* The lines of these words, from the top; columns: wide gaps part them. */
void lines_make(const struct word **, size_t n, const char *letters, bool columns, struct lines *);
void lines_free(struct lines *);
/* Numbers the pieces of lines that stand in columns. */
void lines_align(struct lines *);
bool is_figure(const char *text);       /* and nothing else */
/* The lower line goes on with the upper one's sentence: its first word did not
 * fit into the room that was left there. */
bool line_goes_on(const struct line *upper, const struct line *lower, double room);

#endif
