/* A text document on its way into an attachment: running text in the order of
 * the pages, tables beside it. Used by every format that has both. */
#ifndef READER_DOC_H
#define READER_DOC_H

#include "doc_grid.h"
#include "files.h"
#include "legacy.h"

#define DOC_TABLES_DEEP 6
#define DOC_SPAN_MOST 64                /* columns that one cell may stand for */

enum doc_ground { GROUND_TABLE = 1, GROUND_ROW = 2, GROUND_CELL = 4 };

struct doc {
    struct attachment *a;
    struct doc_level {
        struct buf text;        /* of the page, or of the cell being read */
        long table;             /* index of the table whose cell this is; -1: the page */
        bool row;               /* a row of it is open */
        unsigned ground;        /* which of enum doc_ground have a colour */
        int down[DOC_SPAN_MOST];        /* rows that the cell of this column still reaches down */
        struct grid grid;               /* of formats whose rows have edges of their own */
    } levels[DOC_TABLES_DEEP + 1];
    int level;
    int too_deep;               /* tables that are only text */
    size_t cells;
    enum legacy font;           /* of the text being added */
    unsigned look;              /* of it, too */
    bool fonts_known;           /* some text was converted by its font */
    bool pictured;              /* a picture stands at its head */
    int quoted;                 /* others' words: "> " goes before each line of the page */
};

void doc_begin(struct doc *d, struct attachment *a);
void doc_add(struct doc *d, const char *utf8, size_t n);
void doc_picture(struct doc *d);        /* one stands here */
void doc_line(struct doc *d);           /* a line or a paragraph ends */
bool doc_at_line(const struct doc *d);  /* nothing stands in this line yet */
void doc_table(struct doc *d);
void doc_row(struct doc *d);
void doc_cell(struct doc *d);           /* text goes into it from here on */
void doc_cell_end(struct doc *d, int columns, int rows);        /* how many it spans */
void doc_cell_above(struct doc *d, int columns);        /* the cell above it reaches down: its text stands here too */
void doc_cell_covered(struct doc *d);   /* another cell reaches here, from above or from the left */
void doc_cell_spanned(struct doc *d, int rows);  /* the one to the left reaches here, and so many rows down */
void doc_cells_reaching(struct doc *d); /* those from above that stand here, for formats that do not name them */
/* The cells of this row by their edges on the page; down: the one above reaches here. */
void doc_row_grid(struct doc *d, const int *edges, const bool *down, size_t cells);
size_t doc_column(const struct doc *d); /* columns before the next cell of the open row */
void doc_gap(struct doc *d, int columns);       /* columns of the grid without a cell */
void doc_row_end(struct doc *d);
void doc_table_end(struct doc *d);
/* The open table, row or cell (outside of all: the page) is not white: white letters are seen there. */
void doc_ground(struct doc *d, enum doc_ground);
/* What was read of a margin, as lines of `to`; frees the rest with the attachment it stood in. */
void doc_margin_end(struct doc *d, struct attachment *to);
/* What was read of the text boxes: as lines of a margin; with figures or tables behind the pages of `to`, too. */
void doc_boxes_end(struct doc *d, struct doc *to);
/* The running text alone; frees the rest. */
char *doc_text(struct doc *d);
/* Cleans, converts legacy fonts, finds the letterhead; frees the rest. */
void doc_end(struct doc *d);

#endif
