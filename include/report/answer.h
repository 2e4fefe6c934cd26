/* An answer to an officer while it is written: the same words as text (columns
 * aligned for Vietnamese) and as HTML for a telephone. Whatever stands in it
 * is escaped for its part; no colour says anything that the words do not. */
#ifndef DOCKETD_REPORT_ANSWER_H
#define DOCKETD_REPORT_ANSWER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/letter/letter.h"

#define ANSWER_COLUMNS 6

enum tone { TONE_PLAIN, TONE_GOOD, TONE_DOUBT, TONE_BAD };

struct answer {
    struct buf text, html;
    char *title;                        /* the first that was set; becomes the subject */
    struct letter_file *files;
    size_t nfiles;
};

void answer_title(struct answer *, char *title);            /* takes it */
void answer_head(struct answer *, const char *text);
void answer_line(struct answer *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void answer_item(struct answer *, const char *format, ...) __attribute__((format(printf, 2, 3)));   /* "  - ..." */
void answer_order(struct answer *, const char *line);       /* a line to send as it stands */
void answer_pair(struct answer *, const char *label, const char *value);        /* value NULL or "": nothing */
void answer_bar(struct answer *, int part, int whole);      /* [########----] 8/12 */
void answer_gap(struct answer *);
/* Takes bytes (heap). */
void answer_file(struct answer *, const char *name, const char *type, void *bytes, size_t size);

/* How far it is written; and back to there. */
struct answer_mark { size_t text, html, files; };
struct answer_mark answer_mark(const struct answer *);
void answer_back(struct answer *, struct answer_mark);

struct answer_table {
    size_t ncolumns;
    struct strings cells;               /* heads first, then row by row */
    enum tone tones[1000];
    size_t n;
};

/* heads to NULL; every row so many texts. NULL cells are "-". */
void answer_table_begin(struct answer_table *, const char *const *heads);
void answer_table_row(struct answer_table *, enum tone, const char *const *cells);
void answer_table_end(struct answer *, struct answer_table *);  /* writes and empties it */

void answer_clear(struct answer *);

#endif
