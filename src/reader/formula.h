/* Formulas with which a 0 is stored: whether it is what comes of them, or what a program wrote
 * that computes nothing (and another kept, when it saved the workbook again). */
#ifndef READER_FORMULA_H
#define READER_FORMULA_H

#include "cells.h"

struct zeros { struct zero { int row, column; char *formula; } *v; size_t n; };

void zeros_note(struct zeros *, int row, int column, const char *formula);
/* Cells of a sorted sheet whose formula adds up more than nothing have no result. */
void zeros_judge(const struct zeros *, struct attachment *, struct sheet *);
void zeros_free(struct zeros *);

#endif
