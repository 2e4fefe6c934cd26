/* The parts of the PDF reader. Places are those of Poppler: points from the
 * upper left corner of the page as it is shown. */
#ifndef READER_PDF_PRIVATE_H
#define READER_PDF_PRIVATE_H

#include <poppler.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "files.h"

/* ---- what a page draws (pdf_drawn.c) ---------------------------------------------- */

struct box { double x1, y1, x2, y2; };

struct drawn {
    struct box *rules;          /* thin and straight, lying or standing */
    struct box *veils;          /* where letters are drawn that nobody sees */
    size_t nrules, nveils;
    bool unplaced;              /* there are more of these; nobody knows where */
    bool full;                  /* more was drawn than is looked at */
    bool picture;               /* covers most of the page */
    bool pasted;                /* something that is no text is laid on it: a picture, a stamp, what a hand drew */
    size_t shown, hidden;       /* bytes of text set to be seen, and not to be seen (ISO 32000-1, 9.3.6) */
    size_t letterless;          /* of them in fonts that do not say which letters they show (9.10.2) */
};

struct drawings;                /* a document, opened for its drawings */
struct drawings *drawings_open(const unsigned char *bytes, size_t n);   /* NULL: it cannot be */
void drawings_close(struct drawings *);                                 /* NULL is safe */
void drawn_read(struct drawings *, int page, struct drawn *);           /* page: from 0 */
void drawn_free(struct drawn *);

/* ---- tables by their rules (pdf_grid.c) --------------------------------------------- */

struct grid {                   /* one ruled table of a page */
    double *xs, *ys;            /* rules, ascending */
    size_t nx, ny;
    size_t *cells;              /* (ny - 1) rows of nx - 1: the first cell of those that are merged */
};

struct grids { struct grid *v; size_t n; bool full; };       /* full: there are more, or larger ones */
void grids_find(const struct drawn *, struct grids *);
void grids_free(struct grids *);
/* The table and cell in which a point lies; false: in none. */
bool grids_cell(const struct grids *, double x, double y, size_t *grid, size_t *cell);
#define GRID_NONE SIZE_MAX

/* ---- letters (pdf_letters.c) --------------------------------------------------------- */

struct letter {
    struct box at;
    size_t start, len;          /* in the text of all letters */
    unsigned look;              /* look.h */
    bool gap;                   /* the file says that one stands before it */
    size_t grid, cell;          /* grid: GRID_NONE: in none */
};

struct letters { struct letter *v; size_t n; char *text; };
/* False: there are more. Takes the lines that strike them out from those that rule tables. */
bool page_letters(PopplerPage *, struct drawn *, struct letters *);
void page_letters_free(struct letters *);

/* ---- words by their places (pdf_words.c, pdf_text.c) ---------------------------------- */

struct word {
    struct box at;
    size_t start, len;          /* in the letters of all words */
    size_t grid, cell;          /* grid: GRID_NONE: in none */
};

struct words {
    struct word *v;
    size_t n;
    char *letters;
};
/* flags: what was left out: marks of notes, letters struck out or not to be seen. */
void words_make(const struct letters *, const struct grids *, struct words *, struct strings *flags);
bool words_lost(const struct words *, const struct drawn *);     /* no letters but nonsense */
void words_free(struct words *);

/* Adds rules between rows that have none (pdf_rows.c). True if some were found:
 * then tables and words are read anew. */
bool rows_find(const struct grids *, const struct words *, struct drawn *);

/* Where the pages of a document go. */
struct pdf_text {
    struct attachment *a;
    struct buf text;
    size_t cells;
    double *xs;                 /* of the last table of the page before */
    size_t nx;
    bool open;                  /* nothing but the page's end stands behind it */
    struct strings heads;       /* the first lines of the first page: others may repeat them */
    int page;                   /* of those with text, from 0 */
};
void pdf_text_free(struct pdf_text *);
/* The page's tables and lines, from the top to the bottom. */
void pdf_page(struct pdf_text *, const struct words *, const struct grids *, double width);

/* ---- form fields (pdf_fields.c) --------------------------------------------------------- */

void pdf_fields(PopplerPage *, struct attachment *);

#endif
