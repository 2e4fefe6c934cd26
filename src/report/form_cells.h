/* Looks and validation of the cells of a form (report/form.c). */
#ifndef DOCKETD_REPORT_FORM_CELLS_H
#define DOCKETD_REPORT_FORM_CELLS_H

#include <xlsxwriter.h>

#include "model/plan.h"

#define FORM_SHEET    "Biểu 1"
#define FORM_IDENTITY "_docketd"

enum style {
    STYLE_TITLE,
    STYLE_ABOUT,
    STYLE_NOTE,
    STYLE_SECTION,
    STYLE_LABEL,
    STYLE_NUMBER,
    STYLE_HEAD,
    STYLE_TABLE,
    STYLE_HINT,
    STYLE_INPUT, /* + enum field_type */
    STYLES = STYLE_INPUT + FIELD_TYPES
};

struct form_sheet {
    lxw_workbook *book;
    lxw_worksheet *sheet, *identity;
    lxw_format *style[STYLES];
    lxw_format *vi, *en, *star;     /* runs of a label */
    lxw_row_t lists;                /* next free row of the identity sheet's lists */
    lxw_col_t last;                 /* last column of the form */
};

void form_styles(struct form_sheet *);
/* "Số cuộc tuyên truyền *" and below it, small, the English label. */
void form_label(struct form_sheet *, lxw_row_t, lxw_col_t, const struct field *, enum style);
/* What may be typed into the cells from (row, column) to (last row, column). */
void form_validate(struct form_sheet *, lxw_row_t first, lxw_row_t last, lxw_col_t column,
                   const struct field *);
/* Columns a value of this field takes. */
double form_width(const struct field *);
/* Lines of a text in a cell so wide; line ends in the text count. */
int form_lines(const char *text, double width);

#endif
