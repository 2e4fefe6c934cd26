/* SpreadsheetML of 2003: a workbook as one XML file. Excel opens it under any
 * name, most often ".xls". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "cells.h"
#include "look.h"
#include "model/cell.h"
#include "xml.h"

#define STYLES_MOST 4000
#define LOOKS_DEEP  8

struct sheet_style { char *id; struct props props; };

struct xml_sheet {
    struct files *files;
    struct attachment *a;
    struct sheet_writer w;
    struct sheet_style *styles;
    size_t nstyles;
    bool in_style, in_data, in_comment, in_state;
    unsigned looks[LOOKS_DEEP];         /* of the elements open within a text */
    int nlooks;
    struct props cell;
    struct buf text, state;
    char type[16];
    bool formula, row_hidden;
    int row, column, across;
    struct { int from, to; } hidden[LIMIT_SHEETS];      /* columns */
    size_t nhidden;
    int next_column;
};

static int
number(const char **attributes, const char *name, int otherwise)
{
    const char *value = xml_attribute(attributes, name);

    return value != NULL && atoi(value) >= 0 ? atoi(value) : otherwise;
}

/* A width or height of nothing. */
static bool
is_nothing(const char **attributes, const char *name)
{
    const char *value = xml_attribute(attributes, name);
    char *end;

    return value != NULL && strtod(value, &end) == 0 && end != value;
}

/* ---- styles and names ----------------------------------------------------------------------- */

static void
style_begin(struct xml_sheet *x, const char **attributes)
{
    const char *id = xml_attribute(attributes, "ID"), *parent = xml_attribute(attributes, "Parent");
    struct sheet_style style = {0};

    x->in_style = id != NULL && x->nstyles < STYLES_MOST;
    for (size_t i = 0; i < x->nstyles && x->in_style && parent != NULL; i++) {
        if (strcmp(x->styles[i].id, parent) == 0)
            style.props = x->styles[i].props;
    }
    style.id = x->in_style ? xstrdup(id) : NULL;
    if (x->in_style)
        *ARRAY_MORE(x->styles, x->nstyles) = style;
}

static void
style_property(struct props *to, const char *name, const char **attributes)
{
    const char *struck = xml_attribute(attributes, "StrikeThrough"),
               *font = xml_attribute(attributes, "FontName");
    const char *format = xml_attribute(attributes, "Format"),
               *colour = xml_attribute(attributes, "Color"),
               *size = xml_attribute(attributes, "Size");

    if (strcmp(name, "Font") == 0 && colour != NULL)
        props_look(to, LOOK_WHITE, look_white(colour));
    if (strcmp(name, "Font") == 0 && size != NULL)
        props_look(to, LOOK_TINY, look_tiny(size));
    if (strcmp(name, "Interior") == 0)
        props_look(to, LOOK_GROUND, colour != NULL && !look_white(colour));

    if (strcmp(name, "Font") == 0 && struck != NULL)
        props_look(to, LOOK_STRUCK, strcmp(struck, "0") != 0);
    if (strcmp(name, "Font") == 0 && font != NULL)
        props_font(to, legacy_font(font));
    if (strcmp(name, "NumberFormat") == 0 && format != NULL)
        props_look(to, LOOK_HIDDEN, format_hides(format));
}

static struct props
style_of(const struct xml_sheet *x, const char *id)
{
    for (size_t i = 0; i < x->nstyles && id != NULL; i++) {
        if (strcmp(x->styles[i].id, id) == 0)
            return x->styles[i].props;
    }
    return (struct props){0};
}

/* "='Biểu 1'!R7C3:R9C5" */
static void
name_add(struct xml_sheet *x, const char **attributes)
{
    const char *name = xml_attribute(attributes, "Name"),
               *refers = xml_attribute(attributes, "RefersTo");
    const char *bang = refers != NULL && *refers == '=' ? strrchr(refers, '!') : NULL;
    struct name place = {0}, *to;
    char *sheet;
    size_t n;
    int got;

    if (name == NULL || bang == NULL || x->a->nnames >= LIMIT_ENTRIES)
        return;
    got = sscanf(bang + 1, "R%7dC%5d:R%7dC%5d", &place.row, &place.column, &place.last_row,
                 &place.last_column);
    if (got != 2 && got != 4)
        return;
    if (got == 2) {
        place.last_row = place.row;
        place.last_column = place.column;
    }
    if (place.row < 1 || place.column < 1 || place.last_row < place.row ||
        place.last_column < place.column)
        return;
    n = (size_t)(bang - refers - 1);
    sheet = n >= 2 && refers[1] == '\'' ? xstrndup(refers + 2, n - 2) : xstrndup(refers + 1, n);
    to = ARRAY_MORE(x->a->names, x->a->nnames);
    *to = place;
    to->name = text_clean_line(name, strlen(name));
    to->sheet = text_clean_line(sheet, strlen(sheet));
    free(sheet);
}

/* ---- rows and cells --------------------------------------------------------------------------- */

static void
sheet_begin(struct xml_sheet *x, const char **attributes)
{
    const char *name = xml_attribute(attributes, "Name");

    x->w = (struct sheet_writer){ .files = x->files, .a = x->a };
    x->w.sheet = sheet_add(x->a, name != NULL ? name : "", name != NULL ? strlen(name) : 0);
    x->row = x->next_column = 0;
    x->nhidden = 0;
}

static void
column_begin(struct xml_sheet *x, const char **attributes)
{
    int at = number(attributes, "Index", x->next_column + 1), span = number(attributes, "Span", 0);

    if ((number(attributes, "Hidden", 0) == 1 || is_nothing(attributes, "Width")) && x->nhidden < ARRAY_LEN(x->hidden)) {
        x->hidden[x->nhidden].from = at;
        x->hidden[x->nhidden++].to = at + span;
    }
    x->next_column = at + span;
}

static void
merge_add(struct xml_sheet *x, int down)
{
    char from[16], to[16];

    if ((x->across == 0 && down == 0) || x->w.sheet == NULL || x->w.sheet->merged.n >= LIMIT_ROWS)
        return;
    cell_place(x->row, x->column, from);
    cell_place(x->row + down, x->column + x->across, to);
    strings_take(&x->w.sheet->merged, xasprintf("%s:%s", from, to));
}

static void
cell_begin(struct xml_sheet *x, const char **attributes)
{
    x->column = number(attributes, "Index", x->column + 1);
    x->across = number(attributes, "MergeAcross", 0);
    x->formula = xml_attribute(attributes, "Formula") != NULL;
    x->cell = style_of(x, xml_attribute(attributes, "StyleID"));
    x->type[0] = '\0';
    buf_reset(&x->text);
    merge_add(x, number(attributes, "MergeDown", 0));
}

static void
hidden_note(struct xml_sheet *x)
{
    x->w.hidden = x->row_hidden;
    if (x->row_hidden)
        flag_add(&x->a->flags, FLAG_HIDDEN_ROWS);
    for (size_t i = 0; i < x->nhidden; i++) {
        if (x->column >= x->hidden[i].from && x->column <= x->hidden[i].to) {
            flag_add(&x->a->flags, FLAG_HIDDEN_COLUMNS);
            x->w.hidden = true;
        }
    }
}

/* "2023-06-05T00:00:00.000" is a day. */
static void
date_add(struct xml_sheet *x, char *text)
{
    char *dot = strchr(text, '.'), *midnight = strstr(text, "T00:00:00");

    if (dot != NULL)
        *dot = '\0';
    if (midnight != NULL)
        *midnight = '\0';
    cell_add(&x->w, x->row, x->column, CELL_DATE, text, NULL, x->formula);
}

static void
cell_end(struct xml_sheet *x)
{
    char *text = x->text.len > 0 ? x->text.data : NULL;

    if (x->w.sheet == NULL)
        return;
    if (text == NULL && x->formula)
        cell_add_unknown(&x->w, x->row, x->column);
    if (text != NULL)
        hidden_note(x);
    if (text == NULL || !cell_shows(&x->w, look_seen(x->cell.look))) {
        ;
    } else if (strcmp(x->type, "Number") == 0) {
        cell_add_number(&x->w, x->row, x->column, text, NUMBER_PLAIN, false, x->formula);
    } else if (strcmp(x->type, "DateTime") == 0) {
        date_add(x, text);
    } else if (strcmp(x->type, "Boolean") == 0) {
        cell_add(&x->w, x->row, x->column, CELL_BOOL, strcmp(text, "0") == 0 ? "false" : "true",
                 NULL, x->formula);
    } else if (strcmp(x->type, "Error") == 0) {
        cell_add(&x->w, x->row, x->column, CELL_ERROR, text, NULL, x->formula);
    } else {
        cell_add_typed(&x->w, x->row, x->column, text, x->cell.font, x->formula);
    }
    x->column += x->across;
}

/* ---- elements ----------------------------------------------------------------------------------- */

/* HTML of its own kind within a text. */
static void
text_begin(struct xml_sheet *x, const char *name)
{
    unsigned look = x->nlooks > 0 && x->nlooks <= LOOKS_DEEP ? x->looks[x->nlooks - 1] : 0;

    if (strcasecmp(name, "S") == 0 || strcasecmp(name, "Del") == 0)
        look |= LOOK_STRUCK;
    else if (strcasecmp(name, "Sup") == 0)
        look |= LOOK_RAISED;
    else if (strcasecmp(name, "Sub") == 0)
        look |= LOOK_LOWERED;
    if (x->nlooks < LOOKS_DEEP)
        x->looks[x->nlooks] = look;
    x->nlooks++;
}

static void
on_start(void *arg, const char *name, const char **attributes)
{
    struct xml_sheet *x = arg;
    const char *type;

    if (x->in_data) {
        text_begin(x, name);
    } else if (strcmp(name, "Style") == 0) {
        style_begin(x, attributes);
    } else if (x->in_style) {
        style_property(&x->styles[x->nstyles - 1].props, name, attributes);
    } else if (strcmp(name, "NamedRange") == 0) {
        name_add(x, attributes);
    } else if (strcmp(name, "Worksheet") == 0) {
        sheet_begin(x, attributes);
    } else if (strcmp(name, "Column") == 0) {
        column_begin(x, attributes);
    } else if (strcmp(name, "Row") == 0) {
        x->row = number(attributes, "Index", x->row + 1);
        x->column = 0;
        x->row_hidden = number(attributes, "Hidden", 0) == 1 || is_nothing(attributes, "Height");
    } else if (strcmp(name, "Cell") == 0) {
        cell_begin(x, attributes);
    } else if (strcmp(name, "Comment") == 0) {
        x->in_comment = true;
    } else if (strcmp(name, "Data") == 0 && !x->in_comment) {
        type = xml_attribute(attributes, "Type");
        snprintf(x->type, sizeof x->type, "%s", type != NULL ? type : "");
        x->in_data = true;
        x->nlooks = 0;
    } else if (strcmp(name, "Header") == 0 || strcmp(name, "Footer") == 0) {
        sheet_margin(x->a, xml_attribute(attributes, "Data"));
    } else if (strcmp(name, "Visible") == 0) {
        x->in_state = true;
        buf_reset(&x->state);
    }
}

static void
sheet_end(struct xml_sheet *x)
{
    if (x->w.sheet == NULL)
        return;
    sheet_sort(x->w.sheet);
    if (strcmp(x->w.sheet->name, IDENTITY_SHEET) == 0)
        identity_take(x->a);
    else if (x->w.sheet->hidden)
        flag_add(&x->a->flags, FLAG_HIDDEN_SHEET);
    x->w.sheet = NULL;
}

static void
on_end(void *arg, const char *name)
{
    struct xml_sheet *x = arg;

    if (x->in_data && x->nlooks > 0) {
        x->nlooks--;
    } else if (strcmp(name, "Data") == 0) {
        x->in_data = false;
    } else if (strcmp(name, "Style") == 0) {
        x->in_style = false;
    } else if (strcmp(name, "Comment") == 0) {
        x->in_comment = false;
    } else if (strcmp(name, "Cell") == 0) {
        cell_end(x);
    } else if (strcmp(name, "Visible") == 0) {
        x->in_state = false;
        if (x->w.sheet != NULL)
            x->w.sheet->hidden = strstr(buf_text(&x->state), "Hidden") != NULL;
    } else if (strcmp(name, "Worksheet") == 0) {
        sheet_end(x);
    }
}

static void
on_text(void *arg, const char *utf8, int n)
{
    struct xml_sheet *x = arg;
    unsigned look = x->nlooks > 0
                        ? x->looks[x->nlooks <= LOOKS_DEEP ? x->nlooks - 1 : LOOKS_DEEP - 1]
                        : 0;

    if (x->in_state && x->state.len < LIMIT_NAME)
        buf_add(&x->state, utf8, (size_t)n);
    if (x->in_data && x->text.len <= LIMIT_CELL_TEXT &&
        look_counts(look, buf_text(&x->text), x->text.len, utf8, (size_t)n, &x->a->flags))
        buf_add(&x->text, utf8, (size_t)n);
}

void
xml_sheet_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    static const struct xml how = { on_start, on_end, on_text, NULL, NULL, NULL };
    struct xml_sheet x = { .files = o->files, .a = a };
    char *why = NULL;

    if (xml_bytes(bytes, n, &how, &x, &why) == 0) {
        a->status = ATTACHMENT_READ;
        sheets_legacy(a);
    } else {
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    }
    free(why);
    for (size_t i = 0; i < x.nstyles; i++)
        free(x.styles[i].id);
    free(x.styles);
    buf_free(&x.text);
    buf_free(&x.state);
}
