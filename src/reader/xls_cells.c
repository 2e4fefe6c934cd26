/* The cells of one sheet of an old workbook. */
#include "xls.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "cfb.h"
#include "look.h"
#include "model/cell.h"
#include "xls_formula.h"

/* ---- cells ------------------------------------------------------------------------------ */

static struct own
format_of_style(const struct xls *x, int style)
{
    int id = style >= 0 && (size_t)style < x->nstyles ? x->styles[style].format : 0;

    for (size_t i = 0; i < x->nformats; i++) {
        if (x->formats[i].id == id)
            return x->formats[i];
    }
    return (struct own){ id, format_builtin(id), false };
}

static struct xls_font
font_of(const struct xls *x, int style)
{
    return xls_font(&x->fonts,
                    style >= 0 && (size_t)style < x->nstyles ? x->styles[style].font : -1);
}

/* Of the palette; 0: none, which is black as letters and white as ground. */
static bool
xls_white(const struct xls *x, unsigned colour)
{
    return colour == 1 || (colour == 9 && !x->own_white) ||
           (colour > 8 && colour < 64 && x->whites >> (colour - 8) & 1);
}

/* Sets whether the next cell is hidden by its letters, ground or format. */
static void
cell_shown(struct xls *x, int style)
{
    bool ground = style >= 0 && (size_t)style < x->nstyles && x->styles[style].ground != 0 &&
                  !xls_white(x, x->styles[style].ground);
    struct xls_font font = font_of(x, style);
    bool hides = (font.look & LOOK_HIDDEN) || format_of_style(x, style).hides ||
                 (xls_white(x, font.colour) && !ground);

    x->w.hidden = false;
    cell_shows(&x->w, hides ? LOOK_HIDDEN : 0);
}

/* A cell all of which is raised marks nothing. */
static bool
shows(struct xls *x, int style)
{
    cell_shown(x, style);
    return look_counts(font_of(x, style).look & LOOK_STRUCK, "", 0, "x", 1, &x->a->flags);
}

static void
number_add(struct xls *x, int row, int column, int style, double value, bool formula)
{
    char text[32];

    if (value - value != 0 || !shows(x, style))         /* no number */
        return;
    number_write(value, text);
    cell_add_number(&x->w, row, column, text, format_of_style(x, style).kind, x->since_1904,
                    formula);
}

static void
text_add(struct xls *x, int row, int column, int style, const char *text, bool formula)
{
    if (shows(x, style))
        cell_add_typed(&x->w, row, column, text, font_of(x, style).legacy, formula);
}

/* The cell's own font is that of the letters before the first run. */
static void
rich_add(struct xls *x, int row, int column, int style, const struct shared_text *shared)
{
    struct xls_font font = font_of(x, style);
    char *text;

    cell_shown(x, style);
    font.look &= ~(unsigned)LOOK_HIDDEN;        /* which is the cell's */
    text = xls_rich(&x->fonts, font, x->a, shared->text, shared->runs);
    cell_add(&x->w, row, column, CELL_TEXT, text, NULL, false);
    free(text);
}

static void
truth_add(struct xls *x, int row, int column, unsigned value, bool error, bool formula)
{
    static const char *const errors[ERR_TEXTS] = { [0] = "#NULL!", [7] = "#DIV/0!", [15] = "#VALUE!", [23] = "#REF!",
                                                   [29] = "#NAME?", [36] = "#NUM!", [42] = "#N/A" };

    x->w.hidden = false;
    if (!error)
        cell_add(&x->w, row, column, CELL_BOOL, value != 0 ? "true" : "false", NULL, formula);
    else
        cell_add(&x->w, row, column, CELL_ERROR,
                 value < ERR_TEXTS && errors[value] != NULL ? errors[value] : "#N/A", NULL,
                 formula);
}

/* Row, column and style stand at the head of every cell. */
#define PLACE(x) int row = (int)biff_u16(&(x)->b) + 1, column = (int)biff_u16(&(x)->b) + 1, style = (int)biff_u16(&(x)->b)

static void
read_number(struct xls *x)
{
    PLACE(x);
    number_add(x, row, column, style, biff_double(&x->b), false);
}
static void
read_rk(struct xls *x)
{
    PLACE(x);
    number_add(x, row, column, style, biff_rk(biff_u32(&x->b)), false);
}

static void
read_rks(struct xls *x)
{
    int row = (int)biff_u16(&x->b) + 1, column = (int)biff_u16(&x->b) + 1;

    while (x->b.end - x->b.at >= 6) {   /* the last column's number comes after them */
        int style = (int)biff_u16(&x->b);

        number_add(x, row, column++, style, biff_rk(biff_u32(&x->b)), false);
    }
}

static void
read_label(struct xls *x)
{
    PLACE(x);
    char *text = biff_letters(&x->b, biff_u16(&x->b));

    text_add(x, row, column, style, text, false);
    free(text);
}

/* A text with its runs behind it, as before Excel 97. */
static void
read_rich_label(struct xls *x)
{
    PLACE(x);
    struct biff_runs runs = {0};
    struct shared_text text = { biff_letters(&x->b, biff_u16(&x->b)), &runs };
    bool wide = x->b.wide;

    for (unsigned n = wide ? biff_u16(&x->b) : biff_u8(&x->b);
         n > 0 && runs.n < BIFF_RUNS_MOST && biff_left(&x->b); n--) {
        runs.v[runs.n].at = wide ? biff_u16(&x->b) : biff_u8(&x->b);
        runs.v[runs.n++].font = wide ? biff_u16(&x->b) : biff_u8(&x->b);
    }
    rich_add(x, row, column, style, &text);
    free(text.text);
}

static void
read_shared_label(struct xls *x)
{
    PLACE(x);
    size_t i = biff_u32(&x->b);

    if (i >= x->nshared)
        return;
    if (x->shared[i].runs == NULL)
        text_add(x, row, column, style, x->shared[i].text, false);
    else
        rich_add(x, row, column, style, &x->shared[i]);
}

static void
read_truth(struct xls *x)
{
    PLACE(x);
    unsigned value = biff_u8(&x->b);

    (void)style;
    truth_add(x, row, column, value, biff_u8(&x->b) != 0, false);
}

#define FORMULA_AT 16           /* its size, then its signs, in the order in which they are computed */

/* An empty text is not what comes of it, but what a program wrote that computes nothing: its
 * last sign (MS-XLS 2.5.198.2) is one of + - * / ^, or a function whose result is a figure. */
static bool
is_unknown(const unsigned char *result, size_t n)
{
    static const unsigned functions[] = { 0, 4, 5, 6, 7 };      /* COUNT, SUM, AVERAGE, MIN, MAX */
    size_t size = n >= FORMULA_AT ? little(result + FORMULA_AT - 2, 2) : 0;
    const unsigned char *end = result + FORMULA_AT + size;

    if (size == 0 || size > n - FORMULA_AT)
        return false;
    if ((end[-1] >= 0x03 && end[-1] <= 0x07) || (size >= 4 && little(end - 4, 2) == 0x1019))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
        if (size > 4 && end[-4] > 0x20 && (end[-4] & 0x1F) == 0x02 && little(end - 2, 2) == functions[i])
            return true;
    }
    return false;
}

static void
zero_note(struct xls *x, int row, int column, const unsigned char *p)
{
    static const unsigned char nothing[8];
    size_t n = x->b.end - x->b.at, size = n >= FORMULA_AT ? little(p + FORMULA_AT - 2, 2) : 0;
    struct buf sum = {0};

    if (x->b.wide && memcmp(p, nothing, sizeof nothing) == 0 && size > 0 && size <= n - FORMULA_AT &&
        xls_sum(p + FORMULA_AT, size, &sum))
        zeros_note(&x->sums, row, column, buf_text(&sum));
    buf_free(&sum);
}

/* Its result is a number, or says that it is something else (MS-XLS 2.5.133). */
static void
read_formula(struct xls *x)
{
    PLACE(x);
    const unsigned char *p = x->b.bytes + x->b.at;

    if (x->b.end - x->b.at < 8)
        return;
    zero_note(x, row, column, p);
    if (p[6] != 0xFF || p[7] != 0xFF)
        number_add(x, row, column, style, biff_double(&x->b), true);
    else if (p[0] == 1 || p[0] == 2)
        truth_add(x, row, column, p[2], p[0] == 2, true);
    else if (p[0] == 3 && is_unknown(p, x->b.end - x->b.at))
        cell_add_unknown(&x->w, row, column);
    x->formula.open = p[6] == 0xFF && p[7] == 0xFF && p[0] == 0;
    x->formula.row = row;
    x->formula.column = column;
    x->formula.style = style;
}

static void
read_result(struct xls *x)
{
    char *text = biff_letters(&x->b, biff_u16(&x->b));

    if (x->formula.open)
        text_add(x, x->formula.row, x->formula.column, x->formula.style, text, true);
    x->formula.open = false;
    free(text);
}

static void
read_row(struct xls *x)
{
    unsigned row = biff_u16(&x->b);
    bool flat;

    biff_skip(&x->b, 4);
    flat = (biff_u16(&x->b) & 0x7FFF) == 0;
    biff_skip(&x->b, 4);
    if ((biff_u16(&x->b) & HIDDEN_ROW) || flat)
        x->hidden_rows[row / 8] |= (unsigned char)(1u << row % 8);
}

static void
read_column(struct xls *x)
{
    int from = (int)biff_u16(&x->b), to = (int)biff_u16(&x->b);
    bool narrow;

    narrow = biff_u16(&x->b) == 0;
    biff_skip(&x->b, 2);
    if (((biff_u16(&x->b) & 1) == 0 && !narrow) || x->nhidden == ARRAY_LEN(x->hidden))
        return;
    x->hidden[x->nhidden].from = from + 1;
    x->hidden[x->nhidden++].to = to + 1;
}

/* Rows and columns that are not shown, with something in them. */
void
xls_hidden_note(struct xls *x)
{
    for (size_t i = 0; i < x->w.sheet->ncells; i++) {
        struct cell *c = &x->w.sheet->cells[i];
        unsigned row = (unsigned)c->row - 1;

        if (row < ROWS_MOST && (x->hidden_rows[row / 8] >> row % 8 & 1) != 0) {
            flag_add(&x->a->flags, FLAG_HIDDEN_ROWS);
            c->hidden = true;
        }
        for (size_t k = 0; k < x->nhidden; k++) {
            if (c->column >= x->hidden[k].from && c->column <= x->hidden[k].to) {
                flag_add(&x->a->flags, FLAG_HIDDEN_COLUMNS);
                c->hidden = true;
            }
        }
    }
}

static void
read_merged(struct xls *x)
{
    for (unsigned n = biff_u16(&x->b);
         n > 0 && biff_left(&x->b) && x->w.sheet->merged.n < LIMIT_ROWS; n--) {
        int row = (int)biff_u16(&x->b), last_row = (int)biff_u16(&x->b);
        int column = (int)biff_u16(&x->b), last_column = (int)biff_u16(&x->b);
        char first[16], last[16];

        cell_place(row + 1, column + 1, first);
        cell_place(last_row + 1, last_column + 1, last);
        strings_take(&x->w.sheet->merged, xasprintf("%s:%s", first, last));
    }
}

static void
read_page_margin(struct xls *x)
{
    size_t letters = !biff_left(&x->b) ? 0 : x->b.wide ? biff_u16(&x->b) : biff_u8(&x->b);
    char *codes = letters > 0 ? biff_letters(&x->b, letters) : NULL;

    sheet_margin(x->a, codes);
    free(codes);
}

/* Of even pages, then of the first. */
static void
read_page_margins(struct xls *x)
{
    unsigned letters[4];

    biff_skip(&x->b, 12 + 16 + 2);              /* the record again, a view, how they differ */
    for (size_t i = 0; i < ARRAY_LEN(letters); i++)
        letters[i] = biff_u16(&x->b);
    for (size_t i = 0; i < ARRAY_LEN(letters); i++)
        if (letters[i] > 0)
            read_page_margin(x);
}

/* What is written in a drawn box; how it looks stands behind. */
static void
read_box(struct xls *x)
{
    size_t letters;
    char *text;

    biff_skip(&x->b, 10);
    letters = biff_u16(&x->b);
    biff_skip(&x->b, 6);
    text = letters > 0 ? biff_letters(&x->b, letters) : NULL;
    margins_add(x->a, text);
    free(text);
}

const struct record xls_cells[] = {
    { R_NUMBER, read_number }, { R_RK, read_rk }, { R_MULRK, read_rks }, { R_LABEL, read_label }, { R_RSTRING, read_rich_label },
    { R_LABELSST, read_shared_label }, { R_BOOLERR, read_truth }, { R_FORMULA, read_formula },
    { 0x206, read_formula }, { 0x406, read_formula },           /* some programs write those of older versions */
    { R_STRING, read_result }, { R_ROW, read_row }, { R_COLINFO, read_column }, { R_MERGED, read_merged },
    { R_HEADER, read_page_margin }, { R_FOOTER, read_page_margin }, { R_HEADERS, read_page_margins }, { R_TXO, read_box }, { 0, NULL },
};

