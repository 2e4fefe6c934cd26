/* Rows of a table whose cells say where they begin and end on the page, as
 * old Word documents and RTF have them: brought into one grid of columns. */
#ifndef READER_DOC_GRID_H
#define READER_DOC_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "model/message.h"

struct row_grid { int *edges; bool *down; size_t cells; };     /* cells + 1 edges; down: the cell above reaches here */

struct grid { struct row_grid *rows; size_t n; };               /* by the rows of the table */

/* For the row that stands last in a table of so many. Copies both. */
void grid_row(struct grid *, size_t nrows, const int *edges, const bool *down, size_t cells);
void grid_align(const struct grid *, struct attachment *, size_t table);        /* the table of this index */
void grid_free(struct grid *);                                  /* leaves {0} */

#endif
