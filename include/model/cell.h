/* How a cell's place is written in a sheet: "B7" is row 7, column 2. */
#ifndef DOCKETD_MODEL_CELL_H
#define DOCKETD_MODEL_CELL_H

#include <stdbool.h>

#define CELL_LAST_ROW     9999999
#define CELL_LAST_COLUMN  18278         /* ZZZ */

/* From 1; what lies beyond the last row or column is written as the last. */
void cell_place(int row, int column, char out[static 16]);
bool cell_parse(const char *place, int *row, int *column);

#endif
