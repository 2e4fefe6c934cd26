/* Cells of a form: how they look, what they take, what they say. */
#include "form_cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define FONT         "Times New Roman"      /* of official documents (Decree 30/2020, annex I) */
#define INPUT_COLOR  0xFFF7D6
#define BAND_COLOR   0xDCE6F1
#define GRAY         0x5F6368
#define LIST_MOST    255                    /* characters of a list inside a validation */
#define TITLE_MOST   32                     /* of its titles */
#define NUMBER_MOST  1e12

/* A month in words: what an American Excel makes of 09/06 is seen at once. */
#define DATE_FORMAT  "dd\" tháng \"m\" năm \"yyyy"

static const struct look {
    double size;
    bool bold, italic, border, wrap;
    uint8_t align;
    lxw_color_t color, fill;
} looks[STYLE_INPUT] = {
    [STYLE_TITLE] = { 15, true, false, false, true, LXW_ALIGN_CENTER, LXW_COLOR_BLACK, 0 },
    [STYLE_ABOUT] = { 12, true, false, false, true, LXW_ALIGN_CENTER, LXW_COLOR_BLACK, 0 },
    [STYLE_NOTE] = { 11, false, true, false, true, LXW_ALIGN_LEFT, GRAY, 0 },
    [STYLE_SECTION] = { 12, true, false, true, true, LXW_ALIGN_LEFT, LXW_COLOR_BLACK, BAND_COLOR },
    [STYLE_LABEL] = { 12, false, false, true, true, LXW_ALIGN_LEFT, LXW_COLOR_BLACK, 0 },
    [STYLE_NUMBER] = { 12, false, false, true, false, LXW_ALIGN_CENTER, LXW_COLOR_BLACK, 0 },
    [STYLE_HEAD] = { 12, true, false, true, true, LXW_ALIGN_CENTER, LXW_COLOR_BLACK, 0xF2F2F2 },
    [STYLE_TABLE] = { 12, false, true, false, true, LXW_ALIGN_LEFT, LXW_COLOR_BLACK, 0 },
    [STYLE_HINT] = { 10, false, true, false, true, LXW_ALIGN_LEFT, GRAY, 0 },
};

/* Texts are texts: "31/12" must not become a date. */
static const char *const number_formats[FIELD_TYPES] = {
    [FIELD_TEXT] = "@", [FIELD_INTEGER] = "#,##0", [FIELD_DECIMAL] = "#,##0.##", [FIELD_DATE] = DATE_FORMAT,
    [FIELD_CHOICE] = "@", [FIELD_YESNO] = "@",
};

static lxw_format *
format(struct form_sheet *f, double size)
{
    lxw_format *style = workbook_add_format(f->book);

    format_set_font_name(style, FONT);
    format_set_font_size(style, size);
    format_set_align(style, LXW_ALIGN_VERTICAL_CENTER);
    return style;
}

static lxw_format *
input_format(struct form_sheet *f, enum field_type type)
{
    lxw_format *style = format(f, 12);
    bool number = type == FIELD_INTEGER || type == FIELD_DECIMAL;

    format_set_unlocked(style);
    format_set_border(style, LXW_BORDER_THIN);
    format_set_bg_color(style, INPUT_COLOR);
    format_set_num_format(style, number_formats[type]);
    format_set_align(style, number               ? LXW_ALIGN_RIGHT
                            : type == FIELD_TEXT ? LXW_ALIGN_LEFT
                                                 : LXW_ALIGN_CENTER);
    format_set_text_wrap(style);
    return style;
}

void
form_styles(struct form_sheet *f)
{
    for (size_t i = 0; i < STYLE_INPUT; i++) {
        const struct look *look = &looks[i];
        lxw_format *style = f->style[i] = format(f, look->size);

        if (look->bold)
            format_set_bold(style);
        if (look->italic)
            format_set_italic(style);
        if (look->border)
            format_set_border(style, LXW_BORDER_THIN);
        if (look->wrap)
            format_set_text_wrap(style);
        if (look->fill != 0)
            format_set_bg_color(style, look->fill);
        format_set_align(style, look->align);
        if (look->align == LXW_ALIGN_LEFT)
            format_set_indent(style, 1);
        format_set_font_color(style, look->color);
    }
    for (enum field_type t = 0; t < FIELD_TYPES; t++)
        f->style[STYLE_INPUT + t] = input_format(f, t);
    f->vi = format(f, 12);
    f->en = format(f, 9);
    format_set_font_color(f->en, GRAY);
    f->star = format(f, 12);
    format_set_font_color(f->star, 0xC00000);
}

void
form_label(struct form_sheet *f, lxw_row_t row, lxw_col_t column, const struct field *field,
           enum style style)
{
    char *english = field->label_en == NULL ? NULL : xasprintf("\n%s", field->label_en);
    lxw_rich_string_tuple vi = { f->vi, field->label }, star = { f->star, " *" }, en = { f->en, english };
    lxw_rich_string_tuple *runs[4] = { &vi };
    size_t n = 1;

    if (style == STYLE_HEAD)
        vi.format = NULL;
    if (field->required)
        runs[n++] = &star;
    if (english != NULL)
        runs[n++] = &en;
    if (n > 1)
        worksheet_write_rich_string(f->sheet, row, column, runs, f->style[style]);
    else
        worksheet_write_string(f->sheet, row, column, field->label, f->style[style]);
    free(english);
}

double
form_width(const struct field *field)
{
    double width = 12;

    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_YESNO:
        return 12;
    case FIELD_DATE:
        return 22;
    case FIELD_CHOICE:
        for (size_t i = 0; i < field->choices.n; i++)
            if ((double)text_length(field->choices.v[i]) + 5 > width)
                width = (double)text_length(field->choices.v[i]) + 5;
        return width > 24 ? 24 : width;
    default:
        return field->max_length > 0 && field->max_length <= 100 ? 20 : 28;
    }
}

int
form_lines(const char *text, double width)
{
    int lines = 0;

    while (text != NULL && *text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = xstrndup(text, n);
        double columns = (double)text_length(line);

        do {
            lines++;
            columns -= width;
        } while (columns > 0);
        free(line);
        text += n + (text[n] == '\n');
    }
    return lines;
}

/* ---- validation ---------------------------------------------------------------- */

static char *
decimal(double number)                  /* as people here write it */
{
    char *text = xasprintf("%.10g", number), *dot = strchr(text, '.');

    if (dot != NULL)
        *dot = ',';
    return text;
}

static char *
bounds(const struct field *field, const char *what)
{
    char *min = decimal(field->min), *max = decimal(field->max), *text;

    if (field->has_min && field->has_max)
        text = xasprintf("%s từ %s đến %s.", what, min, max);
    else if (field->has_min)
        text = xasprintf("%s không nhỏ hơn %s.", what, min);
    else if (field->has_max)
        text = xasprintf("%s không lớn hơn %s.", what, max);
    else
        text = xasprintf("%s.", what);
    free(min);
    free(max);
    return text;
}

static char *
prompt(const struct field *field)
{
    switch (field->type) {
    case FIELD_INTEGER:
        return bounds(field, "Nhập số nguyên");
    case FIELD_DECIMAL:
        return bounds(field, "Nhập số");
    case FIELD_DATE:
        return xstrdup(
            "Nhập ngày/tháng/năm, ví dụ 09/06/2023. Đề nghị kiểm tra lại ngày, tháng hiện ra trong ô.");
    case FIELD_CHOICE:
        return xstrdup("Chọn một mục trong danh sách.");
    case FIELD_YESNO:
        return xstrdup("Chọn Có hoặc Không.");
    default:
        return field->max_length > 0
                   ? xasprintf("Nhập văn bản, nhiều nhất %zu ký tự.", field->max_length)
                   : xstrdup("Nhập văn bản.");
    }
}

static void
validate_number(const struct field *field, lxw_data_validation *v)
{
    v->validate = field->type == FIELD_INTEGER ? LXW_VALIDATION_TYPE_INTEGER
                                               : LXW_VALIDATION_TYPE_DECIMAL;
    v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    v->minimum_number = field->has_min ? field->min : -NUMBER_MOST;
    v->maximum_number = field->has_max ? field->max : NUMBER_MOST;
}

static void
validate_date(lxw_data_validation *v)
{
    v->validate = LXW_VALIDATION_TYPE_DATE;
    v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    v->minimum_datetime = (lxw_datetime){ .year = 1975, .month = 1, .day = 1 };
    v->maximum_datetime = (lxw_datetime){ .year = 2199, .month = 12, .day = 31 };
    v->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;  /* "13/06/2023" is a text to an American Excel: let it pass */
}

static bool
fits_inside(const struct strings *choices)
{
    size_t length = 0;

    for (size_t i = 0; i < choices->n; i++) {
        length += text_length(choices->v[i]) + 1;
        if (strpbrk(choices->v[i], ",\"") != NULL)
            return false;
    }
    return length <= LIST_MOST;
}

/* Long lists, and choices with a comma, stand on the hidden sheet, column D. */
static char *
list_range(struct form_sheet *f, const struct strings *choices)
{
    lxw_row_t first = f->lists + 1;

    for (size_t i = 0; i < choices->n; i++)
        worksheet_write_string(f->identity, f->lists++, 3, choices->v[i], NULL);
    return xasprintf("=%s!$D$%u:$D$%u", FORM_IDENTITY, first, f->lists);
}

void
form_validate(struct form_sheet *f, lxw_row_t first, lxw_row_t last, lxw_col_t column,
              const struct field *field)
{
    static char *yes_no[] = { "Có", "Không", NULL };
    lxw_data_validation v = { .show_error = LXW_VALIDATION_ON, .show_input = LXW_VALIDATION_ON,
                              .dropdown = LXW_VALIDATION_ON, .ignore_blank = LXW_VALIDATION_ON };
    char *title = text_cut(field->label, TITLE_MOST), *message = prompt(field), *range = NULL;
    char **list = NULL;

    v.input_title = title;
    v.input_message = message;
    v.error_title = title;
    v.error_message = message;
    if (field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL) {
        validate_number(field, &v);
    } else if (field->type == FIELD_DATE) {
        validate_date(&v);
    } else if (field->type == FIELD_YESNO) {
        v.validate = LXW_VALIDATION_TYPE_LIST;
        v.value_list = yes_no;
    } else if (field->type == FIELD_CHOICE && fits_inside(&field->choices)) {
        list = xcalloc(field->choices.n + 1, sizeof *list);
        memcpy(list, field->choices.v, field->choices.n * sizeof *list);
        v.validate = LXW_VALIDATION_TYPE_LIST;
        v.value_list = list;
    } else if (field->type == FIELD_CHOICE) {
        range = list_range(f, &field->choices);
        v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        v.value_formula = range;
    } else if (field->max_length > 0) {
        v.validate = LXW_VALIDATION_TYPE_LENGTH;
        v.criteria = LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO;
        v.value_number = (double)field->max_length;
    } else {
        v.validate = LXW_VALIDATION_TYPE_ANY;
    }
    worksheet_data_validation_range(f->sheet, first, column, last, column, &v);
    free(list);
    free(range);
    free(message);
    free(title);
}
