/* XLS of Excel 5 to 2003 (MS-XLS): the workbook's globals, then its sheets.
 * Formulas are not computed: their last result is in the file. */
#include "xls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cfb.h"
#include "look.h"

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

/* Height in twentieths of a point, marks, colour, weight, level, then what is not looked at, then its name. */
static void
read_font(struct xls *x)
{
    struct xls_font font = {0};
    unsigned level;
    char *name;

    if (x->fonts.n >= LIMIT_CELLS)
        return;
    font.look |= biff_u16(&x->b) < SIZE_LEAST * 20 ? LOOK_HIDDEN : 0;
    font.look |= biff_u16(&x->b) & FONT_STRUCK ? LOOK_STRUCK : 0;
    font.colour = biff_u16(&x->b);
    biff_skip(&x->b, 2);
    level = biff_u16(&x->b);
    font.look |= level == 1 ? LOOK_RAISED : level == 2 ? LOOK_LOWERED : 0;
    biff_skip(&x->b, 4);
    name = biff_letters(&x->b, biff_u8(&x->b));
    font.legacy = legacy_font(name);
    *ARRAY_MORE(x->fonts.v, x->fonts.n) = font;
    free(name);
}

static void
read_format(struct xls *x)
{
    int id = (int)biff_u16(&x->b);
    char *code = biff_letters(&x->b, x->b.wide ? biff_u16(&x->b) : biff_u8(&x->b));

    if (x->nformats < LIMIT_ENTRIES)
        *ARRAY_MORE(x->formats, x->nformats) = (struct own){ id, format_kind(code),
                                                             format_hides(code) };
    free(code);
}

/* What the cell is filled with (MS-XLS 2.5.20); 0: nothing. */
static unsigned
ground(struct xls *x)
{
    unsigned pattern;

    if (!x->b.wide || x->b.end - x->b.at < 16)
        return 0;
    biff_skip(&x->b, 10);
    pattern = biff_u32(&x->b) >> 26;
    return pattern == 0 ? 0 : biff_u16(&x->b) & 0x7F;
}

static void
read_style(struct xls *x)
{
    int font = (int)biff_u16(&x->b), format = (int)biff_u16(&x->b);

    if (x->nstyles < LIMIT_CELLS)
        *ARRAY_MORE(x->styles, x->nstyles) = (struct style){ font, format, ground(x) };
}

static void
read_palette(struct xls *x)
{
    x->own_white = true;
    for (unsigned i = 0, n = biff_u16(&x->b); i < n && i < 56 && biff_left(&x->b); i++)
        if ((biff_u32(&x->b) & 0xFFFFFF) == 0xFFFFFF)
            x->whites |= 1ull << i;
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
            (struct bound){ at, biff_letters(&x->b, biff_u8(&x->b)), (state & 3) != 0, type == 0 };
}

static void
read_shared(struct xls *x)
{
    size_t n;

    biff_skip(&x->b, 4);
    n = biff_u32(&x->b);
    while (x->nshared < n && biff_left(&x->b)) {
        struct shared_text *to = ARRAY_MORE(x->shared, x->nshared);
        struct biff_runs runs = {0};
        struct buf text = {0};

        buf_adds(&text, "");
        biff_text(&x->b, biff_u16(&x->b), &text, &runs);
        x->shared_bytes += text.len + runs.n * sizeof runs.v[0];
        to->text = buf_take(&text);
        if (runs.n > 0) {
            to->runs = xmalloc(sizeof runs);
            *to->runs = runs;
        }
        if (x->shared_bytes > LIMIT_CELL_BYTES || x->nshared > LIMIT_CELLS) {
            shorten(x->a, "its table of texts is larger than %lu MB; the rest was not read",
                    LIMIT_CELL_BYTES >> 20);
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
    for (unsigned n = biff_u16(&x->b);
         n > 0 && x->b.wide && biff_left(&x->b) && x->nlinks < LIMIT_ENTRIES; n--) {
        struct link *l = ARRAY_MORE(x->links, x->nlinks);

        l->book = biff_u16(&x->b);
        l->sheet = (int)biff_u16(&x->b);
        biff_skip(&x->b, 2);
    }
}

/* A name whose formula is one cell or one area (MS-XLS 2.5.198.28, .29); before
 * Excel 97 the sheet stands in the formula itself. */
static void
read_name(struct xls *x)
{
    unsigned flags = biff_u16(&x->b), letters, token, own, rows = x->b.wide ? 0xFFFF : 0x3FFF;
    struct defined d = { .sheet = -1 };
    bool area;

    biff_skip(&x->b, 1);
    letters = biff_u8(&x->b);
    biff_skip(&x->b, 10);
    d.name = biff_letters(&x->b, letters);
    token = biff_u8(&x->b) & 0x1F;
    area = token == 0x1B;
    d.link = own = biff_u16(&x->b);
    if (!x->b.wide) {
        biff_skip(&x->b, 8);
        d.sheet = (int)biff_u16(&x->b);
        biff_skip(&x->b, 2);
    }
    d.area[0] = (int)(biff_u16(&x->b) & rows);
    d.area[2] = area ? (int)(biff_u16(&x->b) & rows) : d.area[0];
    d.area[1] = (int)((x->b.wide ? biff_u16(&x->b) : biff_u8(&x->b)) & 0xFF);
    d.area[3] = area ? (int)((x->b.wide ? biff_u16(&x->b) : biff_u8(&x->b)) & 0xFF) : d.area[1];
    if ((x->b.wide || own >= 0x8000) && (flags & 0x20) == 0 && (token == 0x1A || area) &&
        x->nnames < LIMIT_ENTRIES)
        *ARRAY_MORE(x->names, x->nnames) = d;
    else
        free(d.name);
}

/* ---- the tables of records ---------------------------------------------------------------- */

static const struct record globals[] = {
    { R_BOF, read_begin }, { R_FILEPASS, read_locked }, { R_DATEMODE, read_datemode }, { R_CODEPAGE, read_codepage },
    { R_FONT, read_font }, { R_FORMAT, read_format }, { R_XF, read_style }, { R_PALETTE, read_palette }, { R_BOUNDSHEET, read_bound },
    { R_SST, read_shared }, { R_SUPBOOK, read_book }, { R_EXTERNSHEET, read_links }, { R_NAME, read_name }, { 0, NULL },
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
    const struct link *l = d->sheet < 0 && d->link < x->nlinks ? &x->links[d->link] : NULL;
    int sheet = l != NULL && l->book == x->self ? l->sheet : d->sheet;
    struct name *to;

    if (sheet < 0 || (size_t)sheet >= x->nsheets)
        return;
    to = ARRAY_MORE(x->a->names, x->a->nnames);
    *to = (struct name){ .name = text_clean_line(d->name, strlen(d->name)),
                         .sheet = text_clean_line(x->sheets[sheet].name,
                                                  strlen(x->sheets[sheet].name)),
                         .row = d->area[0] + 1,
                         .column = d->area[1] + 1,
                         .last_row = d->area[2] + 1,
                         .last_column = d->area[3] + 1 };
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
        x->nhidden = 0;
        memset(x->hidden_rows, 0, sizeof x->hidden_rows);
        if ((x->w.sheet = sheet_add(x->a, bound->name, strlen(bound->name))) == NULL)
            return;
        x->w.sheet->hidden = bound->hidden;
        substream(x, bound->at, xls_cells);
        sheet_sort(x->w.sheet);
        zeros_judge(&x->sums, x->a, x->w.sheet);
        zeros_free(&x->sums);
        xls_hidden_note(x);
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
    for (size_t i = 0; i < x->nshared; i++) {
        free(x->shared[i].text);
        free(x->shared[i].runs);
    }
    free(x->shared);
    free(x->sheets);
    free(x->names);
    free(x->styles);
    free(x->formats);
    free(x->fonts.v);
    free(x->links);
}

void
xls_read(struct opening *o, const struct cfb *c, struct attachment *a)
{
    struct xls x = { .files = o->files, .a = a, .charset = "CP1252" };
    bool cut = false;
    unsigned char *stream = cfb_stream(c, "Workbook", &x.b.n, &cut);

    if (stream == NULL && (stream = cfb_stream(c, "Book", &x.b.n, &cut)) == NULL)
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
        if (cut)
            shorten(a, "the file is damaged: the end of its workbook is missing");
        sheets_read(&x);
        for (size_t i = 0; i < x.nnames; i++)
            name_resolve(&x, &x.names[i]);
        sheets_legacy(a);
        if (!x.b.wide)
            sheets_lost(a, "?_");
    }
    xls_free(&x);
    free(stream);
}
