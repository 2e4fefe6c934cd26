/* Sheets of the workbooks we write. */
#include "sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"

#define FONT "Times New Roman"
#define CELL_MOST 32767                 /* characters of a cell */

lxw_workbook *
sheet_book(const char *path)
{
    char *unfinished = xasprintf("%s.tmp", path);
    lxw_workbook *book = workbook_new(unfinished);      /* keeps a copy of the name */

    free(unfinished);
    return book;
}

int
sheet_close(lxw_workbook *book, const char *path, char **cause)
{
    char *unfinished = xasprintf("%s.tmp", path);
    int fd = open(unfinished, O_WRONLY | O_CREAT | O_CLOEXEC, 0666), rc = 0;
    lxw_error error;

    if (fd == -1) {                     /* the library would say so on standard error, and not why */
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
        lxw_workbook_free(book);
        free(unfinished);
        return rc;
    }
    close(fd);
    error = workbook_close(book);
    if (error != LXW_NO_ERROR)
        rc = cause_set(cause, "%s: %s", path, lxw_strerror(error));
    else if (rename(unfinished, path) != 0)
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
    if (rc != 0)
        remove(unfinished);
    free(unfinished);
    return rc;
}

static const struct { double size; bool bold, italic, frame; const char *number; lxw_color_t ground; } looks[LOOKS] = {
    [LOOK_TITLE] = { 14, true, false, false, NULL, 0 },      [LOOK_NOTE] = { 11, false, true, false, NULL, 0 },
    [LOOK_HEAD] = { 11, true, false, true, NULL, 0xDCE6F1 },        [LOOK_TEXT] = { 11, false, false, true, "@", 0 },
    [LOOK_INTEGER] = { 11, false, false, true, "#,##0", 0 }, [LOOK_DECIMAL] = { 11, false, false, true, "#,##0.##", 0 },
    [LOOK_DATE] = { 11, false, false, true, "dd/mm/yyyy", 0 }, [LOOK_TIME] = { 11, false, false, true, "dd/mm/yyyy hh:mm", 0 },
    [LOOK_TOTAL] = { 11, true, false, true, "#,##0.##", 0 }, [LOOK_NOTED] = { 9, false, true, true, "@", 0 },
    [LOOK_MISSING] = { 11, true, false, true, "@", 0xF4B6B0 }, [LOOK_WAIVED] = { 11, false, true, true, "@", 0xE3E3E3 },
    [LOOK_LATE] = { 11, false, false, true, "@", 0xFFE08A }, [LOOK_BLANK] = { 11, false, true, true, "@", 0xFFF7D6 },
};

void
book_begin(struct book *b, const char *path, const char *language)
{
    b->book = sheet_book(path);
    b->language = language;
    for (size_t i = 0; i < LOOKS; i++) {
        lxw_format *f = b->look[i] = workbook_add_format(b->book);

        format_set_font_name(f, FONT);
        format_set_font_size(f, looks[i].size);
        format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
        if (looks[i].bold)
            format_set_bold(f);
        if (looks[i].italic)
            format_set_italic(f);
        if (looks[i].frame)
            format_set_border(f, LXW_BORDER_THIN);
        if (looks[i].number != NULL)
            format_set_num_format(f, looks[i].number);
        if (looks[i].ground != 0)
            format_set_bg_color(f, looks[i].ground);
        if (looks[i].frame && i != LOOK_TOTAL)
            format_set_text_wrap(f);
    }
    format_set_align(b->look[LOOK_HEAD], LXW_ALIGN_CENTER);
}

const char *
book_say(const struct book *b, const char *vi, const char *en)
{
    return en != NULL && strcmp(b->language, "en") == 0 ? en : vi;
}

/* A band stands once above all its columns. */
static bool
write_bands(struct book *b, lxw_worksheet *sheet, lxw_row_t row, const struct sheet_column *columns,
            size_t n)
{
    bool any = false;

    for (size_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && columns[k].band == columns[i].band; k++)
            ;
        if (columns[i].band == NULL)
            continue;
        any = true;
        if (k > i + 1)
            worksheet_merge_range(sheet, row, (lxw_col_t)i, row, (lxw_col_t)(k - 1),
                                  columns[i].band, b->look[LOOK_HEAD]);
        else
            worksheet_write_string(sheet, row, (lxw_col_t)i, columns[i].band, b->look[LOOK_HEAD]);
    }
    return any;
}

#define LINE_HEIGHT 16                  /* points */
#define PAGE_WIDTH 190                  /* of columns, that can still be read on A4 across */

lxw_worksheet *
book_sheet(struct book *b, const char *name, const char *title, const char *note,
           const struct sheet_column *columns, size_t n, lxw_row_t *row)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->book, name);
    lxw_row_t at = 0;
    double width = 0;
    int lines = 1, needed;

    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);      /* A4 */
    worksheet_set_footer(sheet, book_say(b, "&R&9Trang &P/&N", "&R&9Page &P/&N"));
    worksheet_write_string(sheet, at++, 0, title, b->look[LOOK_TITLE]);
    if (note != NULL)
        worksheet_write_string(sheet, at++, 0, note, b->look[LOOK_NOTE]);
    at += write_bands(b, sheet, at, columns, n);
    for (size_t i = 0; i < n; i++) {
        const char *label = book_say(b, columns[i].label, columns[i].english);

        width += columns[i].width;
        needed = (int)(1 + 1.2 * (double)text_width(label) / columns[i].width);
        lines = needed > lines ? needed : lines;
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
        worksheet_write_string(sheet, at, (lxw_col_t)i, label, b->look[LOOK_HEAD]);
    }
    worksheet_set_row(sheet, at, LINE_HEIGHT * lines, NULL);
    worksheet_fit_to_pages(sheet, (uint16_t)(1 + width / PAGE_WIDTH), 0);
    worksheet_repeat_rows(sheet, 0, at);
    if (width > PAGE_WIDTH)
        worksheet_repeat_columns(sheet, 0, 1);
    worksheet_freeze_panes(sheet, at + 1, width > PAGE_WIDTH ? 2 : 0);
    *row = at + 1;
    return sheet;
}

void
sheet_filter(lxw_worksheet *sheet, lxw_row_t first, lxw_row_t end, size_t columns)
{
    if (end > first && columns > 0)
        worksheet_autofilter(sheet, first - 1, 0, end - 1, (lxw_col_t)(columns - 1));
}

void
sheet_sum(const struct book *b, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t row,
          lxw_col_t column, double sum)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH], formula[LXW_MAX_CELL_RANGE_LENGTH + 8];

    lxw_rowcol_to_range(range, first, column, row - 1, column);
    snprintf(formula, sizeof formula, "=SUM(%s)", range);
    worksheet_write_formula_num(sheet, row, column, formula, b->look[LOOK_TOTAL], sum);
}

/* What is longer than a cell may be is cut where it is seen; the library would leave it out. */
static void
write_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
           lxw_format *look)
{
    char *cut;

    if (worksheet_write_string(sheet, row, column, text, look) !=
        LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        return;
    cut = text_cut(text, CELL_MOST - 1);
    worksheet_write_string(sheet, row, column, cut, look);
    free(cut);
}

void
sheet_word(const struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
           const char *text, enum look look)
{
    write_text(sheet, row, column, text, b->look[look]);
}

void
sheet_text(const struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
           const char *text)
{
    if (text == NULL || *text == '\0')
        worksheet_write_blank(sheet, row, column, b->look[LOOK_TEXT]);
    else
        write_text(sheet, row, column, text, b->look[LOOK_TEXT]);
}

void
sheet_number(const struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
             double number)
{
    worksheet_write_number(sheet, row, column, number, b->look[LOOK_INTEGER]);
}

void
sheet_time(const struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, instant at,
           int utc_offset)
{
    struct moment m;
    lxw_datetime time;

    if (at == INSTANT_NONE) {
        sheet_text(b, sheet, row, column, NULL);
        return;
    }
    m = moment_of(at, utc_offset);
    time = (lxw_datetime){ .year = m.date.year,
                           .month = m.date.month,
                           .day = m.date.day,
                           .hour = m.hour,
                           .min = m.minute,
                           .sec = m.second };
    worksheet_write_datetime(sheet, row, column, &time,
                             b->look[m.hour == 0 && m.minute == 0 ? LOOK_DATE : LOOK_TIME]);
}

bool
sheet_is_number(const char *text, double *n)
{
    bool figures = text != NULL && *text != '\0' && text[strspn(text, "0123456789.+-eE")] == '\0';
    char *end = NULL;

    *n = figures ? strtod(text, &end) : 0;
    if (figures && *end == '\0' && isfinite(*n))
        return true;
    *n = 0;
    return false;
}

void
sheet_value(const struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
            enum field_type type, const char *value)
{
    bool number = type == FIELD_INTEGER || type == FIELD_DECIMAL;
    struct date day;
    double n;

    if (number && sheet_is_number(value, &n)) {
        worksheet_write_number(sheet, row, column, n,
                               b->look[type == FIELD_INTEGER ? LOOK_INTEGER : LOOK_DECIMAL]);
    } else if (type == FIELD_DATE && value != NULL && date_parse(value, &day)) {
        lxw_datetime date = { .year = day.year, .month = day.month, .day = day.day };

        worksheet_write_datetime(sheet, row, column, &date, b->look[LOOK_DATE]);
    } else if (type == FIELD_YESNO && value != NULL) {
        sheet_text(b, sheet, row, column,
                   strcmp(value, "yes") == 0  ? book_say(b, "Có", "Yes")
                   : strcmp(value, "no") == 0 ? book_say(b, "Không", "No")
                                              : value);
    } else {
        sheet_text(b, sheet, row, column, value);
    }
}
