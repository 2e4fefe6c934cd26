/* Between the two files of the XLSX reader. */
#ifndef READER_XLSX_H
#define READER_XLSX_H

#include "cells.h"
#include "legacy.h"
#include "look.h"
#include "number.h"
#include "xlsx_rich.h"
#include "zipbox.h"

struct book {
    struct zipbox *box;
    struct files *files;
    struct attachment *a;
    struct shared { char *text; size_t n; bool font_told; } *shared;    /* clean, not longer than a cell may be */
    size_t nshared;
    struct cell_style { enum number_kind kind; enum legacy font; unsigned look; } *styles;
    size_t nstyles;
    bool since_1904;
    bool recomputed;            /* when it is opened: the program that wrote it has not, and stores zeros */
};

/* The cells of one sheet part; -1 and *why. */
int xlsx_sheet(struct book *b, long member, struct sheet *sheet, char **why);

#endif
