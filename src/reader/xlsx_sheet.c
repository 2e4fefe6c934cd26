/* One worksheet part: rows of cells, merged areas, what is hidden. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "formula.h"
#include "model/cell.h"
#include "xlsx.h"
#include "xml.h"

enum value_type {
    VALUE_NUMBER,
    VALUE_SHARED,
    VALUE_TEXT,
    VALUE_INLINE,
    VALUE_BOOL,
    VALUE_ERROR,
    VALUE_DATE
};

static const struct { const char *t; enum value_type type; } value_types[] = {
    { "s", VALUE_SHARED }, { "n", VALUE_NUMBER }, { "str", VALUE_TEXT }, { "inlineStr", VALUE_INLINE },
    { "b", VALUE_BOOL }, { "e", VALUE_ERROR }, { "d", VALUE_DATE },
};

#define HIDDEN_MOST 200                 /* areas of hidden columns */

struct reading {
    struct book *book;
    struct sheet_writer w;
    struct buf text;
    struct rich rich;           /* of a text that stands within its cell */
    int row, column;
    enum value_type type;
    size_t style;
    bool in_cell, in_value, in_formula, formula;
    struct buf formula_text;
    struct zeros zeros;
    bool row_hidden;
    bool in_margin;             /* a header or footer of its pages */
    struct { int from, to; } hidden[HIDDEN_MOST];       /* columns */
    size_t nhidden;
};

/* Every cell has one or two. */
static size_t
number_of(const char *digits)
{
    size_t value = 0;
    const char *p = digits;

    for (; *p >= '0' && *p <= '9' && p - digits < 9; p++)
        value = 10 * value + (size_t)(*p - '0');
    return *p == '\0' ? value : strtoul(digits, NULL, 10);
}

static enum value_type
value_type(const char *t)
{
    for (size_t i = 0; i < ARRAY_LEN(value_types); i++) {
        if (strcmp(value_types[i].t, t) == 0)
            return value_types[i].type;
    }
    return VALUE_NUMBER;
}

static void
cell_begin(struct reading *r, const char **attributes)
{
    r->column++;                        /* a cell without a place follows the one before */
    r->type = VALUE_NUMBER;
    r->style = 0;
    for (; attributes[0] != NULL; attributes += 2) {
        if (attributes[0][1] != '\0')
            continue;
        if (attributes[0][0] == 'r')
            cell_parse(attributes[1], &r->row, &r->column);
        else if (attributes[0][0] == 's')
            r->style = number_of(attributes[1]);
        else if (attributes[0][0] == 't')
            r->type = value_type(attributes[1]);
    }
    r->in_cell = true;
    r->formula = false;
    buf_reset(&r->text);
    buf_reset(&r->formula_text);
    rich_begin(&r->rich);
}

static struct cell_style
style_of(const struct reading *r)
{
    return r->style < r->book->nstyles ? r->book->styles[r->style] : (struct cell_style){0};
}

static void
text_add(struct reading *r, const char *text, bool font_told)
{
    cell_add_typed(&r->w, r->row, r->column, text, font_told ? LEGACY_NONE : style_of(r).font,
                   r->formula);
}

static void
shared_add(struct reading *r, const struct shared *shared)
{
    if (!shared->font_told && style_of(r).font != LEGACY_NONE)
        text_add(r, shared->text, false);
    else
        cell_add_text(&r->w, r->row, r->column, shared->text, shared->n, r->formula);
}

static bool
column_hidden(const struct reading *r)
{
    for (size_t i = 0; i < r->nhidden; i++) {
        if (r->column >= r->hidden[i].from && r->column <= r->hidden[i].to)
            return true;
    }
    return false;
}

/* False: it is not to be read. What is hidden is. */
static bool
is_read(struct reading *r)
{
    struct attachment *a = r->w.a;
    bool column = r->nhidden > 0 && column_hidden(r);

    r->w.hidden = r->row_hidden || column;
    if (r->row_hidden)
        flag_add(&a->flags, FLAG_HIDDEN_ROWS);
    if (column)
        flag_add(&a->flags, FLAG_HIDDEN_COLUMNS);
    return cell_shows(&r->w, style_of(r).look);
}

static void
value_add(struct reading *r, char *text)
{
    size_t i;

    switch (r->type) {
    case VALUE_NUMBER:
        cell_add_number(&r->w, r->row, r->column, text, style_of(r).kind, r->book->since_1904,
                        r->formula);
        break;
    case VALUE_SHARED:
        i = number_of(text);
        if (i < r->book->nshared)
            shared_add(r, &r->book->shared[i]);
        break;
    case VALUE_TEXT:
        rich_unescape(text);
        text_add(r, text, false);
        break;
    case VALUE_INLINE:
        text_add(r, text, r->rich.font_told);
        break;
    case VALUE_BOOL:
        cell_add(&r->w, r->row, r->column, CELL_BOOL,
                 strcmp(text, "0") == 0 || strcmp(text, "false") == 0 ? "false" : "true", NULL,
                 r->formula);
        break;
    case VALUE_ERROR:
        cell_add(&r->w, r->row, r->column, CELL_ERROR, text, NULL, r->formula);
        break;
    case VALUE_DATE:
        cell_add(&r->w, r->row, r->column, CELL_DATE, text, NULL, r->formula);
        break;
    }
}

/* No program has computed it. */
static bool
is_unknown(const struct book *book, const struct buf *value)
{
    return value->len == 0 || (book->recomputed && strcmp(value->data, "0") == 0);
}

static void
cell_end(struct reading *r)
{
    struct buf *value = r->type == VALUE_INLINE && r->rich.text.len > 0 ? &r->rich.text : &r->text;

    r->in_cell = false;
    if (r->formula && value->len == 1 && *value->data == '0')
        zeros_note(&r->zeros, r->row, r->column, buf_text(&r->formula_text));
    if (r->formula && r->type == VALUE_NUMBER && is_unknown(r->book, value))
        cell_add_unknown(&r->w, r->row, r->column);
    else if (value->len > 0 && is_read(r))
        value_add(r, value->data);
}

static bool
is_true(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* A width or height of nothing. */
static bool
is_nothing(const char *value)
{
    char *end;

    return value != NULL && strtod(value, &end) == 0 && end != value;
}

static const char *const margins[] = { "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", NULL };

static void
on_start(void *arg, const char *name, const char **attributes)
{
    struct reading *r = arg;
    const char *value;

    if (r->in_cell) {
        /* An inline text stands in <is>, everything else in <v>; some write both. */
        if (name[0] == 'v' && name[1] == '\0')
            r->in_value = true;
        else if (name[0] == 'f' && name[1] == '\0')
            r->formula = r->in_formula = true;
        else if (r->type == VALUE_INLINE)
            rich_start(&r->rich, name, attributes);
        return;
    }
    if (name[0] == 'c' && name[1] == '\0') {
        cell_begin(r, attributes);
    } else if (xml_among(margins, name)) {
        buf_reset(&r->text);
        r->in_margin = true;
    } else if (strcmp(name, "row") == 0) {
        value = xml_attribute(attributes, "r");
        r->row = value != NULL ? atoi(value) : r->row + 1;
        r->column = 0;
        r->row_hidden = is_true(xml_attribute(attributes, "hidden")) ||
                        is_nothing(xml_attribute(attributes, "ht"));
    } else if (strcmp(name, "col") == 0) {
        const char *from = xml_attribute(attributes, "min"), *to = xml_attribute(attributes, "max");

        if ((is_true(xml_attribute(attributes, "hidden")) ||
             is_nothing(xml_attribute(attributes, "width"))) && from != NULL && to != NULL &&
            r->nhidden < HIDDEN_MOST) {
            r->hidden[r->nhidden].from = atoi(from);
            r->hidden[r->nhidden++].to = atoi(to);
        }
    } else if (strcmp(name, "mergeCell") == 0) {
        int row, column, last_row, last_column;

        value = xml_attribute(attributes, "ref");
        if (value != NULL && area_parse(value, &row, &column, &last_row, &last_column) &&
            r->w.sheet->merged.n < LIMIT_ROWS)
            strings_add(&r->w.sheet->merged, value);
    }
}

static void
on_end(void *arg, const char *name)
{
    struct reading *r = arg;

    if (r->in_margin)
        sheet_margin(r->book->a, buf_text(&r->text));
    r->in_margin = false;
    if (!r->in_cell)
        return;
    if (name[0] == 'c' && name[1] == '\0')
        cell_end(r);
    else if (r->type == VALUE_INLINE)
        rich_end(&r->rich, name);
    r->in_value = r->in_formula = false;
}

static void
on_text(void *arg, const char *utf8, int n)
{
    struct reading *r = arg;

    if ((r->in_value || r->in_margin) && r->text.len <= LIMIT_CELL_TEXT)
        buf_add(&r->text, utf8, (size_t)n);
    else if (r->in_formula && r->formula_text.len <= LIMIT_NAME)
        buf_add(&r->formula_text, utf8, (size_t)n);
    else if (r->in_cell && r->type == VALUE_INLINE)
        rich_add(&r->rich, utf8, (size_t)n);
}

int
xlsx_sheet(struct book *b, long member, struct sheet *sheet, char **why)
{
    /* What may follow the merged areas (ECMA-376-1 18.3.1.99): the lists to
     * choose from, often as long as the cells. */
    static const char *const tail[] = { "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
                                        "printOptions", "pageMargins", "pageSetup", "headerFooter", NULL };
    static const struct xml how = { on_start, on_end, on_text, tail, "sheetData", "headerFooter" };
    struct reading r = { .book = b, .w = { .files = b->files, .a = b->a, .sheet = sheet }, .rich = { .a = b->a } };
    int rc = xml_member(b->box, (size_t)member, &how, &r, why);

    sheet_sort(sheet);
    zeros_judge(&r.zeros, b->a, sheet);
    zeros_free(&r.zeros);
    buf_free(&r.text);
    buf_free(&r.formula_text);
    rich_free(&r.rich);
    return rc;
}
