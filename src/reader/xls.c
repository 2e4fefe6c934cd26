/* XLS of Excel 5 to 2003 (MS-XLS): the workbook's globals, then its sheets.
 * Formulas are not computed: their last result is in the file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/cell.h"
#include "biff.h"
#include "cells.h"
#include "cfb.h"
#include "charset.h"
#include "legacy.h"

enum {
    R_FORMULA = 0x06, R_EOF = 0x0A, R_EXTERNSHEET = 0x17, R_NAME = 0x18, R_DATEMODE = 0x22, R_FILEPASS = 0x2F, R_FONT = 0x31,
    R_CODEPAGE = 0x42, R_COLINFO = 0x7D, R_BOUNDSHEET = 0x85, R_MULRK = 0xBD, R_RSTRING = 0xD6, R_XF = 0xE0, R_MERGED = 0xE5,
    R_SST = 0xFC, R_LABELSST = 0xFD, R_SUPBOOK = 0x1AE, R_NUMBER = 0x203, R_LABEL = 0x204, R_BOOLERR = 0x205, R_STRING = 0x207,
    R_ROW = 0x208, R_RK = 0x27E, R_FORMAT = 0x41E, R_BOF = 0x809,
};

#define UNICODE_SINCE 0x600             /* of the version in BOF */
#define SUPBOOK_SELF  0x0401
#define HIDDEN_ROW    0x20
#define ERR_TEXTS     43

struct style { int font, format; };
struct bound { size_t at; char *name; bool hidden, cells; };
struct defined { char *name; unsigned link; int area[4]; };

struct xls {
    struct biff b;
    struct files *files;
    struct attachment *a;
    char charset[16];
    bool since_1904, locked;
    struct style *styles;
    size_t nstyles;
    struct own { int id; enum number_kind kind; } *formats;
    size_t nformats;
    enum legacy *fonts;
    size_t nfonts;
    struct strings shared;
    size_t shared_bytes;
    struct bound *sheets;
    size_t nsheets;
    struct defined *names;
    size_t nnames;
    struct link { unsigned book; int sheet; } *links;       /* what a name's sheet is looked up in */
    size_t nlinks;
    unsigned books;
    unsigned self;                      /* which book is this one */
    struct sheet_writer w;
    struct { int row, column, style; bool open; } formula;  /* waits for its text */
};

static char *
letters_read(struct biff *b, size_t letters)
{
    struct buf out = {0};

    buf_adds(&out, "");
    biff_text(b, letters, &out);
    return buf_take(&out);
}

/* ---- globals ------------------------------------------------------------------------ */

static void
read_begin(struct xls *x)
{
    x->b.wide = biff_u16(&x->b) >= UNICODE_SINCE;
}

static void read_locked(struct xls *x) { x->locked = true; }

static void
read_datemode(struct xls *x)
{
    x->since_1904 = biff_u16(&x->b) == 1;
    if (x->since_1904)
        flag_add(&x->a->flags, FLAG_SINCE_1904);
}

static void
read_codepage(struct xls *x)
{
    snprintf(x->charset, sizeof x->charset, "CP%u", biff_u16(&x->b));
}

static void
read_font(struct xls *x)
{
    char *name;

    if (x->nfonts >= LIMIT_CELLS)
        return;
    biff_skip(&x->b, 14);
    name = letters_read(&x->b, biff_u8(&x->b));
    *ARRAY_MORE(x->fonts, x->nfonts) = legacy_font(name);
    free(name);
}

static void
read_format(struct xls *x)
{
    int id = (int)biff_u16(&x->b);
    char *code = letters_read(&x->b, x->b.wide ? biff_u16(&x->b) : biff_u8(&x->b));

    if (x->nformats < LIMIT_ENTRIES)
        *ARRAY_MORE(x->formats, x->nformats) = (struct own){ id, format_kind(code) };
    free(code);
}

static void
read_style(struct xls *x)
{
    int font = (int)biff_u16(&x->b), format = (int)biff_u16(&x->b);

    if (x->nstyles < LIMIT_CELLS)
        *ARRAY_MORE(x->styles, x->nstyles) = (struct style){ font, format };
}

static void
read_bound(struct xls *x)
{
    size_t at = biff_u32(&x->b);
    unsigned state = biff_u8(&x->b), type = biff_u8(&x->b);

    if (type == 1 || type == 6)
        flag_add(&x->a->flags, FLAG_MACROS);
    if (x->nsheets <= LIMIT_SHEETS)
        *ARRAY_MORE(x->sheets, x->nsheets) =
            (struct bound){ at, letters_read(&x->b, biff_u8(&x->b)), (state & 3) != 0, type == 0 };
}

static void
read_shared(struct xls *x)
{
    size_t n;

    biff_skip(&x->b, 4);
    n = biff_u32(&x->b);
    while (x->shared.n < n && biff_left(&x->b)) {
        char *text = letters_read(&x->b, biff_u16(&x->b));

        x->shared_bytes += strlen(text);
        strings_take(&x->shared, text);
        if (x->shared_bytes > LIMIT_CELL_BYTES || x->shared.n > LIMIT_CELLS) {
            shorten(x->a, "its table of texts is larger than %lu MB; the rest was not read", LIMIT_CELL_BYTES >> 20);
            return;
        }
    }
}

static void
read_book(struct xls *x)
{
    biff_skip(&x->b, 2);
    if (biff_u16(&x->b) == SUPBOOK_SELF)
        x->self = x->books;
    else
        flag_add(&x->a->flags, FLAG_EXTERNAL_LINKS);
    x->books++;
}

static void
read_links(struct xls *x)
{
    for (unsigned n = biff_u16(&x->b); n > 0 && x->b.wide && biff_left(&x->b) && x->nlinks < LIMIT_ENTRIES; n--) {
        struct link *l = ARRAY_MORE(x->links, x->nlinks);

        l->book = biff_u16(&x->b);
        l->sheet = (int)biff_u16(&x->b);
        biff_skip(&x->b, 2);
    }
}

/* A name whose formula is one cell or one area (MS-XLS 2.5.198.28, .29). */
static void
read_name(struct xls *x)
{
    unsigned flags = biff_u16(&x->b), letters, token;
    struct defined d = {0};

    biff_skip(&x->b, 1);
    letters = biff_u8(&x->b);
    biff_skip(&x->b, 10);
    d.name = letters_read(&x->b, letters);
    token = biff_u8(&x->b) & 0x1F;
    d.link = biff_u16(&x->b);
    d.area[0] = (int)biff_u16(&x->b);
    d.area[2] = token == 0x1B ? (int)biff_u16(&x->b) : d.area[0];
    d.area[1] = (int)(biff_u16(&x->b) & 0xFF);
    d.area[3] = token == 0x1B ? (int)(biff_u16(&x->b) & 0xFF) : d.area[1];
    if (x->b.wide && (flags & 0x20) == 0 && (token == 0x1A || token == 0x1B) && x->nnames < LIMIT_ENTRIES)
        *ARRAY_MORE(x->names, x->nnames) = d;
    else
        free(d.name);
}

/* ---- cells ------------------------------------------------------------------------------ */

static enum number_kind
kind_of(const struct xls *x, int style)
{
    int id = style >= 0 && (size_t)style < x->nstyles ? x->styles[style].format : 0;

    for (size_t i = 0; i < x->nformats; i++) {
        if (x->formats[i].id == id)
            return x->formats[i].kind;
    }
    return format_builtin(id);
}

static enum legacy
font_of(const struct xls *x, int style)
{
    int i = style >= 0 && (size_t)style < x->nstyles ? x->styles[style].font : -1;

    i -= i > 4;                         /* there is no font 4 */
    return i >= 0 && (size_t)i < x->nfonts ? x->fonts[i] : LEGACY_NONE;
}

static void
number_add(struct xls *x, int row, int column, int style, double value, bool formula)
{
    char text[32];

    if (value - value != 0)             /* no number */
        return;
    number_write(value, text);
    cell_add_number(&x->w, row, column, text, kind_of(x, style), x->since_1904, formula);
}

static void
text_add(struct xls *x, int row, int column, int style, const char *text, bool formula)
{
    cell_add_typed(&x->w, row, column, text, font_of(x, style), formula);
}

static void
truth_add(struct xls *x, int row, int column, unsigned value, bool error, bool formula)
{
    static const char *const errors[ERR_TEXTS] = { [0] = "#NULL!", [7] = "#DIV/0!", [15] = "#VALUE!", [23] = "#REF!",
                                                   [29] = "#NAME?", [36] = "#NUM!", [42] = "#N/A" };

    if (!error)
        cell_add(&x->w, row, column, CELL_BOOL, value != 0 ? "true" : "false", NULL, formula);
    else
        cell_add(&x->w, row, column, CELL_ERROR, value < ERR_TEXTS && errors[value] != NULL ? errors[value] : "#N/A", NULL, formula);
}

/* Row, column and style stand at the head of every cell. */
#define PLACE(x) int row = (int)biff_u16(&(x)->b) + 1, column = (int)biff_u16(&(x)->b) + 1, style = (int)biff_u16(&(x)->b)

static void read_number(struct xls *x) { PLACE(x); number_add(x, row, column, style, biff_double(&x->b), false); }
static void read_rk(struct xls *x) { PLACE(x); number_add(x, row, column, style, biff_rk(biff_u32(&x->b)), false); }

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
    char *text = letters_read(&x->b, biff_u16(&x->b));

    text_add(x, row, column, style, text, false);
    free(text);
}

static void
read_shared_label(struct xls *x)
{
    PLACE(x);
    size_t i = biff_u32(&x->b);

    if (i < x->shared.n)
        text_add(x, row, column, style, x->shared.v[i], false);
}

static void
read_truth(struct xls *x)
{
    PLACE(x);
    unsigned value = biff_u8(&x->b);

    (void)style;
    truth_add(x, row, column, value, biff_u8(&x->b) != 0, false);
}

/* Its result is a number, or says that it is something else (MS-XLS 2.5.133). */
static void
read_formula(struct xls *x)
{
    PLACE(x);
    const unsigned char *p = x->b.bytes + x->b.at;

    if (x->b.end - x->b.at < 8)
        return;
    if (p[6] != 0xFF || p[7] != 0xFF)
        number_add(x, row, column, style, biff_double(&x->b), true);
    else if (p[0] == 1 || p[0] == 2)
        truth_add(x, row, column, p[2], p[0] == 2, true);
    x->formula.open = p[6] == 0xFF && p[7] == 0xFF && p[0] == 0;
    x->formula.row = row;
    x->formula.column = column;
    x->formula.style = style;
}

static void
read_result(struct xls *x)
{
    char *text = letters_read(&x->b, biff_u16(&x->b));

    if (x->formula.open)
        text_add(x, x->formula.row, x->formula.column, x->formula.style, text, true);
    x->formula.open = false;
    free(text);
}

static void
read_row(struct xls *x)
{
    biff_skip(&x->b, 12);
    if (biff_u16(&x->b) & HIDDEN_ROW)
        flag_add(&x->a->flags, FLAG_HIDDEN_ROWS);
}

static void
read_column(struct xls *x)
{
    biff_skip(&x->b, 8);
    if (biff_u16(&x->b) & 1)
        flag_add(&x->a->flags, FLAG_HIDDEN_COLUMNS);
}

static void
read_merged(struct xls *x)
{
    for (unsigned n = biff_u16(&x->b); n > 0 && biff_left(&x->b) && x->w.sheet->merged.n < LIMIT_ROWS; n--) {
        int row = (int)biff_u16(&x->b), last_row = (int)biff_u16(&x->b);
        int column = (int)biff_u16(&x->b), last_column = (int)biff_u16(&x->b);
        char first[16], last[16];

        cell_place(row + 1, column + 1, first);
        cell_place(last_row + 1, last_column + 1, last);
        strings_take(&x->w.sheet->merged, xasprintf("%s:%s", first, last));
    }
}

/* ---- the tables of records ---------------------------------------------------------------- */

struct record { unsigned id; void (*read)(struct xls *); };

static const struct record globals[] = {
    { R_BOF, read_begin }, { R_FILEPASS, read_locked }, { R_DATEMODE, read_datemode }, { R_CODEPAGE, read_codepage },
    { R_FONT, read_font }, { R_FORMAT, read_format }, { R_XF, read_style }, { R_BOUNDSHEET, read_bound },
    { R_SST, read_shared }, { R_SUPBOOK, read_book }, { R_EXTERNSHEET, read_links }, { R_NAME, read_name }, { 0, NULL },
};
static const struct record cells[] = {
    { R_NUMBER, read_number }, { R_RK, read_rk }, { R_MULRK, read_rks }, { R_LABEL, read_label }, { R_RSTRING, read_label },
    { R_LABELSST, read_shared_label }, { R_BOOLERR, read_truth }, { R_FORMULA, read_formula },
    { 0x206, read_formula }, { 0x406, read_formula },           /* some programs write those of older versions */
    { R_STRING, read_result }, { R_ROW, read_row }, { R_COLINFO, read_column }, { R_MERGED, read_merged }, { 0, NULL },
};

/* One substream, without those inside of it (charts). */
static void
substream(struct xls *x, size_t at, const struct record *table)
{
    int depth = 0;

    x->b.end = at;
    while (biff_next(&x->b) && !x->locked && !x->w.full) {
        unsigned id = x->b.id;

        depth += id == R_BOF;
        for (const struct record *r = table; r->read != NULL && depth == 1; r++) {
            if (r->id == id)
                r->read(x);
        }
        if (id == R_EOF && --depth <= 0)
            return;
    }
}

/* ---- the workbook ----------------------------------------------------------------------- */

static void
name_resolve(struct xls *x, struct defined *d)
{
    const struct link *l = d->link < x->nlinks ? &x->links[d->link] : NULL;
    struct name *to;

    if (l == NULL || l->book != x->self || l->sheet < 0 || (size_t)l->sheet >= x->nsheets)
        return;
    to = ARRAY_MORE(x->a->names, x->a->nnames);
    *to = (struct name){ .name = text_clean_line(d->name, strlen(d->name)),
                         .sheet = text_clean_line(x->sheets[l->sheet].name, strlen(x->sheets[l->sheet].name)),
                         .row = d->area[0] + 1, .column = d->area[1] + 1, .last_row = d->area[2] + 1, .last_column = d->area[3] + 1 };
}

static void
sheets_read(struct xls *x)
{
    for (size_t i = 0; i < x->nsheets; i++) {
        const struct bound *bound = &x->sheets[i];

        if (!bound->cells)
            continue;
        x->w = (struct sheet_writer){ .files = x->files, .a = x->a };
        x->formula.open = false;
        if ((x->w.sheet = sheet_new(x->a, bound->name, strlen(bound->name))) == NULL)
            return;
        x->w.sheet->hidden = bound->hidden;
        substream(x, bound->at, cells);
        sheet_sort(x->w.sheet);
        if (strcmp(x->w.sheet->name, IDENTITY_SHEET) == 0)
            identity_take(x->a);
        else if (bound->hidden)
            flag_add(&x->a->flags, FLAG_HIDDEN_SHEET);
    }
}

static void
xls_free(struct xls *x)
{
    for (size_t i = 0; i < x->nsheets; i++)
        free(x->sheets[i].name);
    for (size_t i = 0; i < x->nnames; i++)
        free(x->names[i].name);
    free(x->sheets);
    free(x->names);
    free(x->styles);
    free(x->formats);
    free(x->fonts);
    free(x->links);
    strings_free(&x->shared);
}

void
xls_read(struct opening *o, const struct cfb *c, struct attachment *a)
{
    struct xls x = { .files = o->files, .a = a, .charset = "CP1252" };
    unsigned char *stream = cfb_stream(c, "Workbook", &x.b.n);

    if (stream == NULL && (stream = cfb_stream(c, "Book", &x.b.n)) == NULL)
        return;
    x.b.bytes = stream;
    x.b.charset = x.charset;
    substream(&x, 0, globals);
    if (x.locked) {
        flag_add(&a->flags, FLAG_ENCRYPTED);
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
    } else if (x.nsheets == 0) {
        refuse(a, ATTACHMENT_UNREADABLE, "no sheet could be read of it");
    } else {
        free(a->reason);
        a->reason = NULL;
        a->status = ATTACHMENT_READ;
        sheets_read(&x);
        for (size_t i = 0; i < x.nnames; i++)
            name_resolve(&x, &x.names[i]);
        sheets_legacy(a);
    }
    xls_free(&x);
    free(stream);
}
