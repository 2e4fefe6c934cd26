/* The form of a report as a workbook: one sheet a person fills in, one hidden
 * sheet that says whose form it is. */
#include "report/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "form_cells.h"
#include "sheet.h"

#define NUMBER_WIDTH  5
#define LABEL_WIDTH   44
#define INPUT_WIDTH   24                /* of column C at least: scalars stand there */
#define HINT_WIDTH    20
#define LINE_HEIGHT   17.0
#define LONG_TEXT     500               /* characters: takes the whole width and some lines */
#define LONG_HEIGHT   70.0
#define PORTRAIT_MOST 120.0             /* width that A4 upright still shows legibly */

struct writer {
    struct form_sheet f;
    lxw_row_t row;
    double widths[64], width;   /* of each column; of all */
    const struct values *previous;
};

/* ---- columns -------------------------------------------------------------------- */

static lxw_col_t
first_column(const struct table *t)     /* of the input cells: behind STT, or behind the row labels */
{
    return t->row_labels.n > 0 ? 2 : 1;
}

static lxw_row_t
table_rows(const struct table *t)
{
    return (lxw_row_t)(t->row_labels.n > 0 ? t->row_labels.n : t->max_rows);
}

static void
table_widths(struct writer *w, const struct table *t)
{
    lxw_col_t column = first_column(t);

    for (size_t i = 0; i < t->ncolumns && column < 64; i++, column++) {
        double width = form_width(&t->columns[i]);

        if (width > w->widths[column])
            w->widths[column] = width;
        if (column > w->f.last)
            w->f.last = column;
    }
}

static void
set_columns(struct writer *w, const struct form *form)
{
    w->f.last = 3;
    w->width = 0;
    w->widths[0] = NUMBER_WIDTH;
    w->widths[1] = LABEL_WIDTH;
    w->widths[2] = INPUT_WIDTH;
    w->widths[3] = HINT_WIDTH;
    for (size_t s = 0; s < form->nsections; s++)
        for (size_t t = 0; t < form->sections[s].ntables; t++)
            table_widths(w, &form->sections[s].tables[t]);
    for (lxw_col_t c = 0; c <= w->f.last; c++) {
        worksheet_set_column(w->f.sheet, c, c, w->widths[c], NULL);
        w->width += w->widths[c];
    }
    if (w->width > PORTRAIT_MOST)
        worksheet_set_landscape(w->f.sheet);
}

/* ---- lines across the sheet -------------------------------------------------------- */

static void
across(struct writer *w, const char *text, enum style style, double line_height)
{
    if (text == NULL || *text == '\0')
        return;
    worksheet_set_row(w->f.sheet, w->row,
                      line_height * form_lines(text, w->width * 0.85) + 3, NULL);
    worksheet_merge_range(w->f.sheet, w->row, 0, w->row, w->f.last, text, w->f.style[style]);
    w->row++;
}

static char *
deadline(const struct plan *plan, const struct report *report, const char *period)
{
    struct round round;

    /* Days only, so any zone gives the same text. */
    if (calendar_round(plan, report, period, 0, &round))
        return words_deadline_weekday(round.due, 0, "vi");
    return report->attributes[ATTR_DEADLINE] == NULL ? xstrdup("Kế hoạch không quy định")
                                                     : xstrdup(report->attributes[ATTR_DEADLINE]);
}

static void
write_top(struct writer *w, const struct plan *plan, const struct report *report,
          const char *period, const struct unit *unit)
{
    const struct form *form = report->form;
    char *kept = words_period(period, "vi"), *due = deadline(plan, report, period);
    char *title = text_clean_line(form->title != NULL ? form->title : report->name,
                                  strlen(form->title != NULL ? form->title : report->name));
    char *about = xasprintf("%s" FORM_KEPT "%s – thời hạn: %s",
                            unit->holder != NULL ? unit->holder : unit->name, kept, due);
    char *named = words_plan(plan_of_report(plan, report), "vi");
    char *source = xasprintf("Theo %s", named);

    across(w, title, STYLE_TITLE, 22);
    across(w, about, STYLE_ABOUT, LINE_HEIGHT);
    worksheet_freeze_panes(w->f.sheet, w->row, 0);
    worksheet_repeat_rows(w->f.sheet, 0, w->row - 1);
    across(w, source, STYLE_NOTE, LINE_HEIGHT);
    across(w, form->note, STYLE_NOTE, LINE_HEIGHT);
    across(
        w,
        "Chỉ điền vào các ô nền vàng; mục có dấu * là bắt buộc. Không đổi tên trang tính, không xóa dòng, cột. "
        "Khi điền xong, lưu tệp (.xlsx) và gửi kèm thư.",
        STYLE_NOTE, LINE_HEIGHT);
    free(named);
    free(source);
    free(about);
    free(title);
    free(due);
    free(kept);
}

/* What the office checks when the form arrives, in the plan's own sentences. */
static void
write_rules(struct writer *w, const struct form *form)
{
    bool any = false;

    for (size_t i = 0; i < form->nrules; i++) {
        char *line;

        if (form->rules[i].message == NULL)
            continue;
        if (!any) {
            w->row++;
            across(w, "Khi nhận, hệ thống kiểm tra:", STYLE_NOTE, LINE_HEIGHT);
        }
        any = true;
        line = xasprintf("- %s", form->rules[i].message);
        across(w, line, STYLE_NOTE, LINE_HEIGHT);
        free(line);
    }
}

/* ---- fields --------------------------------------------------------------------------- */

static void
define(struct writer *w, char prefix, const char *name, lxw_row_t row, lxw_col_t column,
       lxw_row_t last_row, lxw_col_t last_column)
{
    char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
    char *full = xasprintf("%c_%s", prefix, name), *ref;

    lxw_rowcol_to_cell_abs(from, row, column, 1, 1);
    lxw_rowcol_to_cell_abs(to, last_row, last_column, 1, 1);
    ref = prefix == 'd' ? xasprintf("='" FORM_SHEET "'!%s", from)
                        : xasprintf("='" FORM_SHEET "'!%s:%s", from, to);
    workbook_define_name(w->f.book, full, ref);
    free(ref);
    free(full);
}

static double
label_height(const struct field *field, double width, bool required)
{
    char *vi = xasprintf("%s%s", field->label, required ? " *" : "");
    int lines = form_lines(vi, width * 0.95), small = form_lines(field->label_en, width * 1.2);

    free(vi);
    return LINE_HEIGHT * lines + 13.0 * small + 4;
}

static void
write_hint(struct writer *w, const struct field *field)
{
    const struct value *before = w->previous == NULL ? NULL
                                                     : values_get(w->previous, field->name, 0);
    char *hint = NULL;

    if (before != NULL && before->value != NULL && field->type != FIELD_TEXT)
        hint = xasprintf("kỳ trước: %s", field->type == FIELD_YESNO
                                             ? strcmp(before->value, "yes") == 0 ? "Có" : "Không"
                                             : before->value);
    else if (field->type == FIELD_DATE)
        hint = xstrdup("ngày/tháng/năm");
    if (hint != NULL)
        worksheet_write_string(w->f.sheet, w->row, 3, hint, w->f.style[STYLE_HINT]);
    free(hint);
}

static void
write_field(struct writer *w, const struct field *field, int number)
{
    lxw_format *input = w->f.style[STYLE_INPUT + field->type];
    bool is_long = field->type == FIELD_TEXT &&
                   (field->max_length == 0 || field->max_length >= LONG_TEXT);
    double height = label_height(field, LABEL_WIDTH, field->required);

    worksheet_set_row(w->f.sheet, w->row, is_long && height < LONG_HEIGHT ? LONG_HEIGHT : height,
                      NULL);
    worksheet_write_number(w->f.sheet, w->row, 0, number, w->f.style[STYLE_NUMBER]);
    form_label(&w->f, w->row, 1, field, STYLE_LABEL);
    if (is_long)
        worksheet_merge_range(w->f.sheet, w->row, 2, w->row, w->f.last, "", input);
    else
        worksheet_write_blank(w->f.sheet, w->row, 2, input);
    if (!is_long)
        write_hint(w, field);
    form_validate(&w->f, w->row, w->row, 2, field);
    define(w, 'd', field->name, w->row, 2, w->row, 2);
    w->row++;
}

/* ---- tables ----------------------------------------------------------------------------- */

static void
table_title(struct writer *w, const struct form *form, const struct table *t)
{
    const struct field *none = t->none_field == NULL ? NULL : form_field(form, t->none_field);
    const char *label = t->label == NULL ? t->name : t->label;
    char *text;

    if (t->row_labels.n > 0)
        text = xstrdup(label);
    else if (none != NULL)
        text = xasprintf("%s (nhiều nhất %zu dòng; nếu không có, chọn Có tại mục “%s”)", label,
                         t->max_rows, none->label);
    else
        text = xasprintf("%s (nhiều nhất %zu dòng)", label, t->max_rows);
    across(w, text, STYLE_TABLE, LINE_HEIGHT);
    free(text);
}

static void
table_head(struct writer *w, const struct table *t)
{
    lxw_col_t column = first_column(t);
    double height = 0;

    worksheet_write_string(w->f.sheet, w->row, 0, "STT", w->f.style[STYLE_HEAD]);
    if (t->row_labels.n > 0)
        worksheet_write_string(w->f.sheet, w->row, 1, "Nội dung", w->f.style[STYLE_HEAD]);
    for (size_t i = 0; i < t->ncolumns; i++, column++) {
        double needed = label_height(&t->columns[i], w->widths[column] * 0.9,
                                     t->columns[i].required);

        form_label(&w->f, w->row, column, &t->columns[i], STYLE_HEAD);
        height = needed > height ? needed : height;
    }
    worksheet_set_row(w->f.sheet, w->row, height, NULL);
    w->row++;
}

static void
table_line(struct writer *w, const struct table *t, lxw_row_t i)
{
    lxw_row_t row = w->row + i;
    lxw_col_t column = first_column(t);

    worksheet_write_number(w->f.sheet, row, 0, i + 1, w->f.style[STYLE_NUMBER]);
    if (t->row_labels.n > 0)
        worksheet_write_string(w->f.sheet, row, 1, t->row_labels.v[i], w->f.style[STYLE_LABEL]);
    for (size_t c = 0; c < t->ncolumns; c++, column++)
        worksheet_write_blank(w->f.sheet, row, column,
                              w->f.style[STYLE_INPUT + t->columns[c].type]);
}

static void
write_table(struct writer *w, const struct form *form, const struct table *t)
{
    lxw_row_t rows = table_rows(t);
    lxw_col_t first = first_column(t);

    table_title(w, form, t);
    table_head(w, t);
    for (lxw_row_t i = 0; i < rows; i++)
        table_line(w, t, i);
    for (size_t c = 0; c < t->ncolumns; c++)
        form_validate(&w->f, w->row, w->row + rows - 1, (lxw_col_t)(first + c), &t->columns[c]);
    define(w, 't', t->name, w->row, first, w->row + rows - 1, (lxw_col_t)(first + t->ncolumns - 1));
    w->row += rows;
}

static void
write_section(struct writer *w, const struct form *form, const struct section *s)
{
    across(w, s->title, STYLE_SECTION, LINE_HEIGHT + 3);
    for (size_t i = 0; i < s->nfields; i++)
        write_field(w, &s->fields[i], (int)i + 1);
    for (size_t i = 0; i < s->ntables; i++)
        write_table(w, form, &s->tables[i]);
    w->row++;
}

/* ---- the workbook --------------------------------------------------------------------------- */

static void
write_identity(lxw_worksheet *sheet, const struct plan *plan, const struct report *report,
               const char *period, const struct unit *unit)
{
    const char *const rows[][2] = { { "plan", plan_of_report(plan, report)->code }, { "report", report->code }, { "period", period },
                                    { "unit", unit->code }, { "version", report->form->version } };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        worksheet_write_string(sheet, (lxw_row_t)i, 0, rows[i][0], NULL);
        worksheet_write_string(sheet, (lxw_row_t)i, 1, rows[i][1], NULL);
    }
    worksheet_hide(sheet);
    worksheet_protect(sheet, NULL, NULL);
}

static void
set_up_sheet(lxw_worksheet *sheet)
{
    lxw_protection allowed = { .format_columns = LXW_TRUE, .format_rows = LXW_TRUE };

    worksheet_protect(sheet, NULL, &allowed);
    worksheet_set_paper(sheet, 9);      /* A4 */
    worksheet_set_margins(sheet, 0.6, 0.5, 0.6, 0.6);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_center_horizontally(sheet);
    worksheet_set_footer(sheet, "&R&9Trang &P/&N");
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
}

static int
form_possible(const struct report *report, char **cause)
{
    const struct form *form = report->form;

    if (form == NULL)
        return cause_set(cause, "the report %s has no form", report->code);
    for (size_t s = 0; s < form->nsections; s++)
        for (size_t t = 0; t < form->sections[s].ntables; t++)
            if (form->sections[s].tables[t].ncolumns >
                ARRAY_LEN(((struct writer *)NULL)->widths) - 2)
                return cause_set(cause, "the table %s has too many columns for a sheet",
                                 form->sections[s].tables[t].name);
    return 0;
}

int
form_write(const struct plan *plan, const struct report *report, const char *period,
           const struct unit *unit, const struct values *previous, const char *path, char **cause)
{
    struct writer w = { .previous = previous };

    if (form_possible(report, cause) != 0)
        return -1;
    w.f.book = sheet_book(path);
    w.f.sheet = workbook_add_worksheet(w.f.book, FORM_SHEET);
    w.f.identity = workbook_add_worksheet(w.f.book, FORM_IDENTITY);
    form_styles(&w.f);
    set_up_sheet(w.f.sheet);
    set_columns(&w, report->form);
    write_top(&w, plan, report, period, unit);
    for (size_t s = 0; s < report->form->nsections; s++)
        write_section(&w, report->form, &report->form->sections[s]);
    write_rules(&w, report->form);
    write_identity(w.f.identity, plan, report, period, unit);
    worksheet_activate(w.f.sheet);
    return sheet_close(w.f.book, path, cause);
}
