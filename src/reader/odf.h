/* Between the files of the OpenDocument reader. */
#ifndef READER_ODF_H
#define READER_ODF_H

#include "base/limits.h"
#include "cells.h"
#include "doc.h"
#include "formula.h"
#include "odf_style.h"

#define ODF_SPANS_DEEP 20
#define ODF_PARAGRAPHS_DEEP 4           /* one in a box that hangs in another */

struct odf_paragraph { struct props look, spans[ODF_SPANS_DEEP]; int nspans; };

struct odf {
    struct doc doc;
    struct files *files;
    struct sheet_writer w;
    bool spreadsheet;
    bool zeros;                 /* stand with formulas that no program has computed */
    struct zeros sums;          /* formulas of this sheet with a 0 */
    int skip;
    struct odf_styles styles;
    struct odf_paragraph paragraphs[ODF_PARAGRAPHS_DEEP];
    int open;                   /* how many of them, and more */
    /* what stands in the place of a text: a day, or nothing for a hint */
    int replaced;               /* elements open within it */
    int drawn;                  /* elements open within a shape that lies over a sheet */
    struct buf aside;           /* its words */
    int shapes;                 /* elements open within a shape of a text */
    /* the last cell of a text's tables, at each depth; lacks: columns that it spans and that nothing stood for yet */
    struct odf_cell { int repeat, rows, columns, lacks; } cells[DOC_TABLES_DEEP + 1];
    /* a form field from before content controls */
    char *field;                /* its kind; NULL: none */
    struct strings entries;
    int chosen;
    /* the cell being read */
    struct buf text;
    int row, column, row_repeat, repeat, span, row_span, lines;
    char *type, *value;
    struct props cell;
    bool formula, in_cell, row_hidden;
    struct { int from, to; } hidden[LIMIT_SHEETS];      /* columns */
    size_t nhidden;
    int next_column;            /* of the next column's description */
    size_t row_from;            /* the first cell of this row in the sheet */
};

int odf_count(const char **attributes, const char *name, int most);     /* 1 if it is not there */

/* odf_paragraph.c: how the text here looks: its cell, its paragraph, its spans */
void odf_paragraph_begin(struct odf *, const char *style);
void odf_paragraph_end(struct odf *);
void odf_span_begin(struct odf *, const char *style);
void odf_span_end(struct odf *);
struct props odf_looks(const struct odf *);

/* odf_table.c: the elements of a text's tables */
void odf_table_start(struct odf *, const char *name, const char **attributes);
void odf_table_end(struct odf *, const char *name);

/* odf_sheet.c: the elements of a spreadsheet's tables */
void odf_sheet_start(struct odf *, const char *name, const char **attributes);
void odf_sheet_end(struct odf *, const char *name);

#endif
