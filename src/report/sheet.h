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
    LOOK_NOTED,                         /* small words below a total */
    LOOK_MISSING, LOOK_WAIVED, LOOK_LATE, LOOK_BLANK,       /* each on a ground of its own, and with a word */
    LOOKS
};

struct book {                           /* what is in pairs is told in its language */
    lxw_workbook *book;
    lxw_format *look[LOOKS];
    const char *language;               /* "vi", "en" */
};

struct sheet_column {
    const char *label, *english;        /* english NULL: as it is */
    double width;
    const char *band;                   /* stands once above neighbours that share it; NULL */
};

/* A workbook is written beside its path and renamed when it is whole. */
lxw_workbook *sheet_book(const char *path);
int sheet_close(lxw_workbook *, const char *path, char **cause);

void book_begin(struct book *, const char *path, const char *language);
const char *book_say(const struct book *, const char *vi, const char *en);  /* en NULL: vi */
/* A4 across, title, note (NULL: none) and heading, which repeat on every page;
 * data begins in the row returned. A wide one takes several pages side by side. */
lxw_worksheet *book_sheet(struct book *, const char *name, const char *title, const char *note,
                         const struct sheet_column *, size_t n, lxw_row_t *row);
void sheet_filter(lxw_worksheet *, lxw_row_t first, lxw_row_t end, size_t columns);     /* over the rows of data, heading above */
void sheet_sum(const struct book *, lxw_worksheet *, lxw_row_t first, lxw_row_t row, lxw_col_t, double sum);    /* of the rows above: a formula, and what it gives */
void sheet_word(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *text, enum look);
void sheet_text(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *text);     /* NULL: empty, framed */
void sheet_number(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, double);
void sheet_time(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, instant,
                int utc_offset);        /* at midnight the day alone */
/* A finite number as it is written in figures: no "nan", no "0x1f". 0 in *n: it is none. */
bool sheet_is_number(const char *text, double *n);
/* A canonical value of a field as what it is; one that is not is a text. */
void sheet_value(const struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t, enum field_type,
                 const char *value);

#endif
