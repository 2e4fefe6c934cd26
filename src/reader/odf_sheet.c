/* The tables of a spreadsheet in OpenDocument. */
#include "odf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/cell.h"
#include "number.h"
#include "xml.h"

int
odf_count(const char **attributes, const char *name, int most)
{
    const char *value = xml_attribute(attributes, name);
    long n = value != NULL ? strtol(value, NULL, 10) : 1;

    return n < 1 ? 1 : n > most ? most : (int)n;
}

static void
set(char **to, const char *value)
{
    free(*to);
    *to = xstrdup(value);
}

/* ---- spreadsheet cells ---------------------------------------------------------------- */

/* "PT08H30M00S"; a fraction of a second is a rounding fault, as in dates. */
static void
duration(const char *value, char out[static 32])
{
    long h, m, all;
    double second = 0;

    if (sscanf(value, "PT%9ldH%2ldM%lf", &h, &m, &second) >= 2 && h >= 0 && m >= 0 && second >= 0 &&
        second < 60) {
        all = h * 3600 + m * 60 + (long)(second + 0.5);
        snprintf(out, 32, "%02ld:%02ld:%02ld", all / 3600, all / 60 % 60, all % 60);
    } else {
        snprintf(out, 32, "%.31s", value);
    }
}

/* "2023-06-09", or "2023-06-09T08:29:59.99648", which is half past eight. */
static void
day_and_time(const char *value, char out[static 48])
{
    struct date d;
    double second;
    int h, m;
    long all;

    snprintf(out, 48, "%.31s", value);
    if (sscanf(value, "%d-%d-%dT%d:%d:%lf", &d.year, &d.month, &d.day, &h, &m, &second) != 6 ||
        !date_valid(d) || !(second >= 0 && second < 60) || h < 0 || h > 23 || m < 0 || m > 59)
        return;
    all = h * 3600L + m * 60 + (long)(second + 0.5);
    d = date_of_day(date_day(d) + all / 86400);
    all %= 86400;
    snprintf(out, 48, "%04d-%02d-%02dT%02ld:%02ld:%02ld", d.year, d.month, d.day, all / 3600,
             all / 60 % 60, all % 60);
}

/* Some programs write a value beside what the cell shows: an error. */
static bool
shows_error(const struct odf *o, const char *text)
{
    static const char *const errors[] = { "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A" };

    for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
        if (o->formula && strcmp(text, errors[i]) == 0)
            return true;
    }
    return o->formula && strncmp(text, "Err:", 4) == 0;
}

static void
cell_write(struct odf *o, int row, int column)
{
    const char *text = buf_text(&o->text), *type = o->type != NULL ? o->type : "";
    unsigned look = look_seen(o->cell.look);
    char out[48];

    if (o->value != NULL && o->lines > 0 && o->text.len == 0)
        look |= LOOK_HIDDEN;            /* its format shows nothing */
    look &= o->value != NULL ? LOOK_HIDDEN | LOOK_STRUCK : LOOK_HIDDEN;
    if (!cell_shows(&o->w, look))
        return;
    if (shows_error(o, text)) {
        cell_add(&o->w, row, column, CELL_ERROR, text, NULL, true);
    } else if (strcmp(type, "float") == 0 || strcmp(type, "currency") == 0 ||
               strcmp(type, "percentage") == 0) {
        if (o->value == NULL || !number_canonical(o->value, out))
            return;
        cell_add(&o->w, row, column, CELL_NUMBER, out,
                 strcmp(type, "percentage") == 0 && o->text.len > 0 ? text : NULL, o->formula);
    } else if (strcmp(type, "date") == 0 && o->value != NULL) {
        day_and_time(o->value, out);
        cell_add(&o->w, row, column, CELL_DATE, out, NULL, o->formula);
    } else if (strcmp(type, "time") == 0 && o->value != NULL) {
        duration(o->value, out);
        cell_add(&o->w, row, column, CELL_DATE, out, NULL, o->formula);
    } else if (strcmp(type, "boolean") == 0 && o->value != NULL) {
        cell_add(&o->w, row, column, CELL_BOOL, o->value, NULL, o->formula);
    } else {
        cell_add(&o->w, row, column, CELL_TEXT, text, NULL, o->formula);
    }
}

static void
cell_begin(struct odf *o, const char **attributes)
{
    static const char *const value_names[] = { "value", "date-value", "time-value", "boolean-value" };
    const char *formula = xml_attribute(attributes, "formula");

    o->in_cell = true;
    o->cell = odf_style_props(&o->styles, "table-cell", xml_attribute(attributes, "style-name"));
    o->repeat = odf_count(attributes, "number-columns-repeated", 20000);
    o->span = odf_count(attributes, "number-columns-spanned", 20000);
    o->row_span = odf_count(attributes, "number-rows-spanned", LIMIT_ROWS);
    o->formula = formula != NULL;
    o->lines = 0;
    buf_reset(&o->text);
    set(&o->type, xml_attribute(attributes, "value-type"));
    set(&o->value, NULL);
    for (size_t i = 0; i < ARRAY_LEN(value_names) && o->value == NULL; i++)
        set(&o->value, xml_attribute(attributes, value_names[i]));
    if (o->formula && o->value != NULL && strcmp(o->value, "0") == 0)
        zeros_note(&o->sums, o->row, o->column, formula);
}

/* What stands in a row or column that is not shown. */
static void
hidden_note(struct odf *o)
{
    o->w.hidden = o->row_hidden;
    if (o->row_hidden)
        flag_add(&o->doc.a->flags, FLAG_HIDDEN_ROWS);
    for (size_t i = 0; i < o->nhidden; i++) {
        if (o->column <= o->hidden[i].to && o->column + o->repeat > o->hidden[i].from) {
            flag_add(&o->doc.a->flags, FLAG_HIDDEN_COLUMNS);
            o->w.hidden = true;
        }
    }
}

static bool
is_not_shown(const struct odf *o, const char *family, const char **attributes)
{
    const char *visibility = xml_attribute(attributes, "visibility");

    return (visibility != NULL && strcmp(visibility, "visible") != 0) ||
           odf_style_flat(&o->styles, family, xml_attribute(attributes, "style-name"));
}

static void
column_begin(struct odf *o, const char **attributes)
{
    int n = odf_count(attributes, "number-columns-repeated", 20000);

    if (is_not_shown(o, "table-column", attributes) && o->nhidden < ARRAY_LEN(o->hidden)) {
        o->hidden[o->nhidden].from = o->next_column;
        o->hidden[o->nhidden++].to = o->next_column + n - 1;
    }
    o->next_column += n;
}

static void
cell_end(struct odf *o)
{
    bool unknown = o->zeros && o->formula && o->value != NULL && strcmp(o->value, "0") == 0;
    int times = unknown || (o->text.len == 0 && o->value == NULL) ? 0 : o->repeat;
    char from[16], to[16];

    o->in_cell = false;
    if (times > LIMIT_REPEAT) {
        shorten(o->doc.a, "a cell is repeated more than %d times; the rest was not read",
                LIMIT_REPEAT);
        times = LIMIT_REPEAT;
    }
    if (times > 0)
        hidden_note(o);
    for (int i = 0; i < times && o->w.sheet != NULL; i++)
        cell_write(o, o->row, o->column + i);
    unknown |= o->formula && o->text.len == 0 && o->value == NULL;
    if (unknown && o->w.sheet != NULL)
        cell_add_unknown(&o->w, o->row, o->column);
    if ((o->span > 1 || o->row_span > 1) && o->w.sheet != NULL &&
        o->w.sheet->merged.n < LIMIT_ROWS) {
        cell_place(o->row, o->column, from);
        cell_place(o->row + o->row_span - 1, o->column + o->span - 1, to);
        strings_take(&o->w.sheet->merged, xasprintf("%s:%s", from, to));
    }
    o->column += o->repeat;
}

/* A row with something in it that stands for several is written so often. */
static void
row_end(struct odf *o)
{
    size_t from = o->row_from, n = o->w.sheet != NULL ? o->w.sheet->ncells - from : 0;
    int times = n == 0 ? 1 : o->row_repeat;

    if (times > LIMIT_REPEAT) {
        shorten(o->doc.a, "a row is repeated more than %d times; the rest was not read",
                LIMIT_REPEAT);
        times = LIMIT_REPEAT;
    }
    for (int k = 1; k < times; k++) {
        for (size_t i = from; i < from + n; i++) {
            struct cell c = o->w.sheet->cells[i];

            o->w.hidden = c.hidden;
            cell_add(&o->w, o->row + k, c.column, c.type, c.value, c.text, c.formula);
        }
    }
    o->row += o->row_repeat;
}

/* "$Sheet1.$B$3:.$C$5" or "$'Biểu 1'.$B$3" as a workbook writes it. */
static void
named_range(struct odf *o, const char *name, const char *address)
{
    struct name place = {0}, *to;
    const char *dot = strrchr(address, '.'), *colon = strstr(address, ":."),
               *sheet = address + (*address == '$');
    char *area, *sheet_name;
    size_t n;

    if (colon != NULL)
        for (dot = colon; dot > address && *dot != '.'; dot--)
            ;
    if (dot == NULL || o->doc.a->nnames >= LIMIT_ENTRIES)
        return;
    area = colon != NULL ? xasprintf("%.*s:%s", (int)(colon - dot - 1), dot + 1, colon + 2)
                         : xstrdup(dot + 1);
    n = (size_t)(dot - sheet);
    if (n >= 2 && *sheet == '\'' && sheet[n - 1] == '\'') {
        sheet++;
        n -= 2;
    }
    sheet_name = xstrndup(sheet, n);
    if (area_parse(area, &place.row, &place.column, &place.last_row, &place.last_column)) {
        to = ARRAY_MORE(o->doc.a->names, o->doc.a->nnames);
        *to = place;
        to->name = text_clean_line(name, strlen(name));
        to->sheet = text_clean_line(sheet_name, strlen(sheet_name));
    }
    free(sheet_name);
    free(area);
}

static void
table_begin(struct odf *o, const char **attributes)
{
    const char *name = xml_attribute(attributes, "name"),
               *style = xml_attribute(attributes, "style-name");
    struct sheet *sheet;

    o->row = o->row_repeat = o->next_column = 1;
    o->nhidden = 0;
    zeros_free(&o->sums);
    o->w = (struct sheet_writer){ .files = o->files, .a = o->doc.a };
    if ((sheet = sheet_add(o->doc.a, name != NULL ? name : "", name != NULL ? strlen(name) : 0)) ==
        NULL)
        return;
    o->w.sheet = sheet;
    sheet->hidden = odf_style_hides(&o->styles, style);
}

/* What another workbook held when a formula looked there: no program shows it. */
static void
table_drop_copy(struct odf *o)
{
    struct attachment *a = o->doc.a;

    if (o->w.sheet == NULL || !o->w.sheet->hidden || o->w.sheet->ncells > 0)
        return;
    free(a->sheets[--a->nsheets].name);
    o->w.sheet = NULL;
}

static void
table_end(struct odf *o)
{
    if (o->w.sheet == NULL)
        return;
    zeros_judge(&o->sums, o->doc.a, o->w.sheet);
    if (strcmp(o->w.sheet->name, IDENTITY_SHEET) == 0)
        identity_take(o->doc.a);
    else if (o->w.sheet->hidden)
        flag_add(&o->doc.a->flags, FLAG_HIDDEN_SHEET);
    o->w.sheet = NULL;
}

/* ---- elements ------------------------------------------------------------------------------ */

void
odf_sheet_start(struct odf *o, const char *name, const char **attributes)
{
    if (strcmp(name, "table") == 0) {
        table_begin(o, attributes);
    } else if (strcmp(name, "table-source") == 0) {
        table_drop_copy(o);
    } else if (strcmp(name, "table-row") == 0) {
        o->column = 1;
        o->row_hidden = is_not_shown(o, "table-row", attributes);
        o->row_repeat = odf_count(attributes, "number-rows-repeated", 1 << 20);
        o->row_from = o->w.sheet != NULL ? o->w.sheet->ncells : 0;
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        cell_begin(o, attributes);
    } else if (strcmp(name, "table-column") == 0) {
        column_begin(o, attributes);
    } else if (strcmp(name, "p") == 0 && o->in_cell && o->lines++ > 0) {
        buf_addc(&o->text, '\n');
    } else if (strcmp(name, "named-range") == 0) {
        const char *range = xml_attribute(attributes, "name"),
                   *address = xml_attribute(attributes, "cell-range-address");

        if (range != NULL && address != NULL)
            named_range(o, range, address);
    }
}

void
odf_sheet_end(struct odf *o, const char *name)
{
    if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)
        cell_end(o);
    else if (strcmp(name, "table-row") == 0)
        row_end(o);
    else if (strcmp(name, "table") == 0)
        table_end(o);
}
