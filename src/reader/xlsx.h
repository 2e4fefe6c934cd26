/* Between the two files of the XLSX reader. */
#ifndef READER_XLSX_H
#define READER_XLSX_H

#include "cells.h"
#include "legacy.h"
#include "number.h"
#include "zipbox.h"

struct book {
    struct zipbox *box;
    struct files *files;
    struct attachment *a;
    struct shared { char *text; size_t n; } *shared;    /* clean, not longer than a cell may be */
    size_t nshared;
    struct cell_style { enum number_kind kind; enum legacy font; } *styles;
    size_t nstyles;
    bool since_1904;
};

/* The cells of one sheet part; -1 and *why. */
int xlsx_sheet(struct book *b, long member, struct sheet *sheet, char **why);
/* "_x000D_" stands for a character XML cannot hold (ECMA-376-1 22.9.2.19). */
void xlsx_unescape(char *text);
bool area_parse(const char *text, int *row, int *column, int *last_row, int *last_column);

#endif
