/* Words to lines, and lines to paragraphs, by their places on the page. */
#ifndef READER_PDF_LINES_H
#define READER_PDF_LINES_H

#include "pdf_columns.h"

struct lines { struct line *v; size_t n; };

/* The lines of these words, from the top; columns: wide gaps part them. */
void lines_make(const struct word **, size_t n, const char *letters, bool columns, struct lines *);
void lines_free(struct lines *);
/* Numbers the pieces of lines that stand in columns. */
void lines_align(struct lines *);
/* The lower line goes on with the upper one's sentence: its first word did not
 * fit into the room that was left there. */
bool line_goes_on(const struct line *upper, const struct line *lower, double room);
bool begins_small(const char *text);            /* with a small letter, or a figure */

#endif
