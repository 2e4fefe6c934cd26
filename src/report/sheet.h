/* Sheets of the workbooks we write: files, looks, typed cells. */
#ifndef DOCKETD_REPORT_SHEET_H
#define DOCKETD_REPORT_SHEET_H

#include <xlsxwriter.h>

#include "base/clock.h"
#include "model/plan.h"

enum look {
    LOOK_TITLE,
    LOOK_NOTE,
    LOOK_HEAD,
    LOOK_TEXT,
    LOOK_INTEGER,
    LOOK_DECIMAL,
    LOOK_DATE,
    LOOK_TIME,
    LOOK_TOTAL,
    LOOKS
};

struct book {
    lxw_workbook *book;
    lxw_format *look[LOOKS];
};

struct sheet_column { const char *label; double width; };

/* A workbook is written beside its path and renamed when it is whole. */
lxw_workbook *sheet_book(const char *path);
int sheet_close(lxw_workbook *, const char *path, char **cause);

void sheet_looks(struct book *);
/* A4 across, title, note (NULL: none) and heading; data begins in the row returned. */
lxw_worksheet *book_sheet(struct book *, const char *name, const char *title, const char *note,
                         const struct sheet_column *, size_t n, lxw_row_t *row);
void sheet_text(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *text);     /* NULL: empty, framed */
void sheet_number(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, double);
void sheet_time(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, instant,
                int utc_offset);
/* A canonical value of a field as what it is; one that is not is a text. */
void sheet_value(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, enum field_type,
                 const char *value);

#endif
