/* Properties of paragraphs and runs in an old Word document: they lie beside
 * the text, by the places of its letters in the file (MS-DOC 2.4.6). */
#ifndef READER_WORD_PROPS_H
#define READER_WORD_PROPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "look.h"

#define WORD_CELLS_MOST 63

struct word_stream { unsigned char *v; size_t n; };

struct word_runs {              /* in the order of the file, without those that say nothing */
    struct word_run {
        uint32_t from, to;
        const unsigned char *props;
        size_t n;
        const unsigned char *more;
        size_t nmore;
        unsigned style;         /* of a paragraph */
    } *v;
    size_t n;
};

struct word_paragraph { bool in_table, row_end; const unsigned char *row; size_t n; };  /* row: of a row's end, its cells */
struct word_look { unsigned look; bool deleted, changed; int font; uint32_t symbol; };  /* font: -1 none said */

uint32_t word_number(const struct word_stream *s, size_t at);           /* 0 beyond the end */
/* at: where the header of the document names the list of them. */
void word_runs_read(const struct word_stream *word, const struct word_stream *table, size_t at,
                    bool paragraphs, struct word_runs *out);
/* What has no room beside the text lies in the stream "Data", as the rows of wide tables do
 * (MS-DOC 2.6.2, sprmPHugePapx, sprmPTableProps): from here on the runs point into it, too. */
void word_runs_more(struct word_runs *, const struct word_stream *data);
/* The run that holds this place and where it or the gap it lies in ends. */
const struct word_run *word_run_at(const struct word_runs *runs, uint32_t place, uint32_t *end);
struct word_paragraph word_paragraph(const struct word_run *run);       /* NULL: plain */
/* Some cell of the row that begins here is of a colour: it is told behind their letters. */
bool word_row_shades(const struct word_runs *paragraphs, uint32_t place);
int word_run_style(const struct word_run *run);         /* of its letters; -1: none of its own */
struct word_look word_look(const struct word_run *run, struct props styled);    /* NULL: as its styles say */
/* What a list of properties says of how its letters look, over what a style says. */
void word_props(const unsigned char *props, size_t n, struct props *to);
/* The edges of a row's cells, one more than cells, and which the cell above reaches. Returns the cells. */
size_t word_row(const struct word_paragraph *, int edges[static WORD_CELLS_MOST + 1],
                bool down[static WORD_CELLS_MOST]);

#endif
