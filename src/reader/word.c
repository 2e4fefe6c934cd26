/* DOC of Word 97 to 2003 (MS-DOC): the text lies in pieces, which a table in
 * another stream lists in order; paragraphs say whether they stand in a table. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "cfb.h"
#include "charset.h"
#include "doc.h"
#include "files.h"
#include "word_props.h"
#include "word_styles.h"

#define MAGIC       0xA5EC
#define ENCRYPTED   0x0100              /* flags, MS-DOC 2.5.2 */
#define TABLE_1     0x0200
#define LETTERS_AT  0x4C                /* ccpText, then as many letters of each of these behind it (2.5.4) */
enum {
    OF_TEXT,
    OF_FOOTNOTES,
    OF_HEADERS,
    OF_MACROS,
    OF_COMMENTS,
    OF_ENDNOTES,
    OF_BOXES,
    OF_HEADER_BOXES
};
#define RUNS_AT     0xFA                /* fcPlcfBteChpx */
#define PARAS_AT    0x102               /* fcPlcfBtePapx */
#define FONTS_AT    0x112               /* fcSttbfFfn */
#define PIECES_AT   0x1A2               /* fcClx, lcbClx */
#define ONE_BYTE    0x40000000u         /* of a piece's place */
#define NAME_IN_FONT 40

struct word {
    struct doc doc;
    struct word_stream text, table, data;
    struct word_runs runs, paragraphs;
    struct word_styles styles;
    enum legacy *fonts;
    size_t nfonts;
    int codes;                          /* fields whose code is being passed over */
    bool in_table, in_row;
    uint32_t place;             /* of the letters being read */
    struct word_paragraph paragraph;
};

/* ---- tables --------------------------------------------------------------------------- */

/* Letters come: the table, row and cell they stand in are open from here on. */
static void
table_open(struct word *w)
{
    if (w->in_table && !w->paragraph.in_table) {
        if (w->in_row)
            doc_row_end(&w->doc);
        doc_table_end(&w->doc);
        w->in_table = w->in_row = false;
    }
    if (!w->paragraph.in_table)
        return;
    if (!w->in_table)
        doc_table(&w->doc);
    if (!w->in_row) {
        doc_row(&w->doc);
        if (word_row_shades(&w->paragraphs, w->place))
            doc_ground(&w->doc, GROUND_ROW);
        doc_cell(&w->doc);
    }
    w->in_table = w->in_row = true;
}

static void
row_mark(struct word *w)
{
    int edges[WORD_CELLS_MOST + 1];
    bool down[WORD_CELLS_MOST];
    size_t cells = word_row(&w->paragraph, edges, down);

    doc_row_grid(&w->doc, edges, down, cells);
    doc_row_end(&w->doc);
    w->in_row = false;
}

static void
cell_mark(struct word *w)
{
    if (!w->paragraph.in_table) {
        doc_add(&w->doc, "\t", 1);
    } else if (w->paragraph.row_end) {
        row_mark(w);
    } else {
        doc_cell_end(&w->doc, 1, 1);
        doc_cell(&w->doc);
    }
}

/* ---- letters ---------------------------------------------------------------------------- */

/* The marks between letters: paragraphs, cells, fields (their codes are left out). */
static void
mark(struct word *w, char c)
{
    switch (c) {
    case 0x07: cell_mark(w); break;
    case 0x0B: case 0x0C: case 0x0D: case 0x0E: doc_line(&w->doc); break;
    case 0x13: w->codes++; break;
    case 0x14: case 0x15: w->codes -= w->codes > 0; break;
    case 0x1E: doc_add(&w->doc, "-", 1); break;
    case '\t': doc_add(&w->doc, "\t", 1); break;
    }
}

static void
letters(struct word *w, const struct word_look *as, const char *utf8)
{
    struct doc *d = &w->doc;

    d->look = as->look;
    d->font = as->font >= 0 && (size_t)as->font < w->nfonts ? w->fonts[as->font] : LEGACY_NONE;
    while (*utf8 != '\0') {
        size_t n = 0;

        while ((unsigned char)utf8[n] >= ' ')
            n++;
        if (n > 0 && w->codes == 0 && !as->deleted)
            doc_add(d, utf8, n);
        if (utf8[n] != '\0') {
            d->look = 0;
            mark(w, utf8[n++]);
            d->look = as->look;
        }
        utf8 += n;
    }
    d->look = 0;
    d->font = LEGACY_NONE;
}

/* A letter of a font of symbols stands for the one in the text. */
static void
symbol(struct word *w, const struct word_look *as)
{
    char code[] = { (char)(0xC0 | (as->symbol >> 6 & 3)), (char)(0x80 | (as->symbol & 0x3F)),
                    '\0' };

    if (as->font >= 0 && (size_t)as->font < w->nfonts && w->fonts[as->font] >= LEGACY_LETTERS)
        letters(w, as, code);
}

/* Letters of one look in one paragraph. */
static void
stretch(struct word *w, const struct word_look *as, const unsigned char *bytes, size_t count,
        size_t width)
{
    struct buf text = {0};

    if (as->deleted || as->changed)
        flag_add(&w->doc.a->flags, FLAG_TRACKED_CHANGES);
    if (as->symbol != 0) {
        symbol(w, as);
    } else if (width == 1) {
        char *utf8 = charset_convert("CP1252", bytes, count, NULL);

        letters(w, as, utf8);
        free(utf8);
    } else {
        charset_utf16(&text, bytes, count, true);
        letters(w, as, buf_text(&text));
        buf_free(&text);
    }
}

static struct word_look
look_of(const struct word *w, const struct word_run *run, const struct word_run *paragraph)
{
    struct props as = word_style(&w->styles, paragraph != NULL ? paragraph->style : 0), letters;
    int style = word_run_style(run);

    if (paragraph != NULL)
        word_props(paragraph->props, paragraph->n, &as);
    if (style >= 0) {
        letters = word_style(&w->styles, (unsigned)style);
        props_over(&as, &letters);
    }
    return word_look(run, as);
}

static void
piece(struct word *w, size_t start, size_t count, size_t width)
{
    size_t end = start + count * width;

    while (start < end) {
        uint32_t run_end, paragraph_end;
        const struct word_run *run, *paragraph;
        struct word_look as;
        size_t to, step;

        run = word_run_at(&w->runs, (uint32_t)start, &run_end);
        paragraph = word_run_at(&w->paragraphs, (uint32_t)start, &paragraph_end);
        as = look_of(w, run, paragraph);
        w->paragraph = word_paragraph(paragraph);
        w->place = (uint32_t)start;
        to = run_end < paragraph_end ? run_end : paragraph_end;
        to = to < end ? to : end;
        step = (to - start) / width > 0 ? (to - start) / width : 1;
        if (!w->paragraph.row_end)
            table_open(w);
        stretch(w, &as, w->text.v + start, step, width);
        start += step * width;
    }
}

/* The piece table (MS-DOC 2.8.35): first at which letter each run of text begins, then where its bytes are. */
static void
pieces(struct word *w, size_t at, size_t size, uint32_t first, uint32_t last)
{
    size_t n = (size - 4) / 12, all = 0;

    for (size_t i = 0; i < n && all < LIMIT_TEXT; i++) {
        uint32_t from = word_number(&w->table, at + 4 * i),
                 to = word_number(&w->table, at + 4 * i + 4);
        uint32_t place = word_number(&w->table, at + 4 * (n + 1) + 8 * i + 2);
        size_t width = place & ONE_BYTE ? 1 : 2,
               start = place & ONE_BYTE ? (place & ~ONE_BYTE) / 2 : place, count;

        start += from < first ? (first - from) * width : 0;
        from = from > first ? from : first;
        to = to < last ? to : last;
        if (to <= from || start >= w->text.n)
            continue;
        count = to - from < (w->text.n - start) / width ? to - from : (w->text.n - start) / width;
        if (count > LIMIT_TEXT - all) {
            shorten(w->doc.a, "only the first %lu KB of its text were read", LIMIT_TEXT >> 10);
            count = LIMIT_TEXT - all;
        }
        piece(w, start, count, width);
        all += count;
    }
}

/* The letters of one of the texts that follow each other (ccpText and those behind it). */
static void
text_pieces(struct word *w, size_t at, size_t size, int which)
{
    uint64_t first = 0, last;

    for (int i = 0; i < which; i++)
        first += word_number(&w->text, LETTERS_AT + 4 * (size_t)i);
    last = first + word_number(&w->text, LETTERS_AT + 4 * (size_t)which);
    if (first < UINT32_MAX)
        pieces(w, at, size, (uint32_t)first, last < UINT32_MAX ? (uint32_t)last : UINT32_MAX);
}

static void
text_end(struct word *w)
{
    w->paragraph = (struct word_paragraph){0};
    table_open(w);
}

static void
margins_read(struct word *w, size_t at, size_t size)
{
    static const int margins[] = { OF_BOXES, OF_HEADERS, OF_HEADER_BOXES };

    for (size_t i = 0; i < ARRAY_LEN(margins); i++) {
        struct attachment aside = {0};
        struct word margin = *w;

        margin.in_table = margin.in_row = false;
        margin.codes = 0;
        doc_begin(&margin.doc, &aside);
        if (margins[i] == OF_BOXES)
            doc_ground(&margin.doc, GROUND_TABLE);      /* they may have any colour */
        text_pieces(&margin, at, size, margins[i]);
        text_end(&margin);
        if (margins[i] == OF_BOXES)
            doc_boxes_end(&margin.doc, &w->doc);
        else
            doc_margin_end(&margin.doc, w->doc.a);
    }
}

/* Before the list of pieces may stand formats, each with its length. */
static bool
list_read(struct word *w)
{
    const struct word_stream *table = &w->table;
    size_t at = word_number(&w->text, PIECES_AT), end = at + word_number(&w->text, PIECES_AT + 4),
           size;

    end = end < table->n ? end : table->n;
    while (at + 3 < end && table->v[at] == 1)
        at += 3 + little(table->v + at + 1, 2);
    if (at + 5 >= end || table->v[at] != 2)
        return false;
    size = word_number(table, at + 1);
    at += 5;
    size = size < end - at ? size : end - at;
    if (size <= 4)
        return false;
    text_pieces(w, at, size, OF_TEXT);
    text_end(w);
    if (word_number(&w->text, LETTERS_AT + 4 * OF_COMMENTS) > 0)
        flag_add(&w->doc.a->flags, FLAG_COMMENTS);
    margins_read(w, at, size);
    return true;
}

/* Names of fonts, each in a record of its own length (MS-DOC 2.9.81). */
static void
fonts_read(struct word *w)
{
    size_t at = word_number(&w->text, FONTS_AT), end = at + word_number(&w->text, FONTS_AT + 4);
    unsigned n;

    if (end > w->table.n || end < at + 4)
        return;
    n = little(w->table.v + at, 2);
    for (at += 4; n > 0 && at < end && w->nfonts < LIMIT_ENTRIES; n--) {
        size_t size = (size_t)w->table.v[at] + 1;
        struct buf name = {0};

        if (size > end - at)
            return;
        if (size > NAME_IN_FONT + 1)
            charset_utf16(&name, w->table.v + at + NAME_IN_FONT, (size - NAME_IN_FONT) / 2, true);
        *ARRAY_MORE(w->fonts, w->nfonts) = legacy_font(buf_text(&name));
        buf_free(&name);
        at += size;
    }
}

static void
document_read(struct word *w, struct attachment *a)
{
    doc_begin(&w->doc, a);
    word_runs_read(&w->text, &w->table, RUNS_AT, false, &w->runs);
    word_runs_read(&w->text, &w->table, PARAS_AT, true, &w->paragraphs);
    word_runs_more(&w->paragraphs, &w->data);
    word_styles_read(&w->text, &w->table, &w->styles);
    fonts_read(w);
    if (list_read(w)) {
        a->status = ATTACHMENT_READ;
        free(a->reason);
        a->reason = NULL;
    }
    doc_end(&w->doc);
    free(w->runs.v);
    free(w->paragraphs.v);
    free(w->styles.v);
    free(w->fonts);
}

void
word_read(struct opening *o, const struct cfb *c, struct attachment *a)
{
    struct word w = {0};
    unsigned flags;
    bool cut = false;

    (void)o;
    w.text.v = cfb_stream(c, "WordDocument", &w.text.n, &cut);
    if (w.text.v == NULL)
        return;
    flags = word_number(&w.text, 0x0A) & 0xFFFF;
    if (flags & ENCRYPTED) {
        flag_add(&a->flags, FLAG_ENCRYPTED);
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
    } else if ((word_number(&w.text, 0) & 0xFFFF) == MAGIC &&
               (w.table.v = cfb_stream(c, flags & TABLE_1 ? "1Table" : "0Table", &w.table.n,
                                       &cut)) != NULL) {
        bool some = false;              /* of pictures it does not matter */

        w.data.v = cfb_stream(c, "Data", &w.data.n, &some);
        document_read(&w, a);
        if (cut)
            shorten(a, "the file is damaged: the end of its text is missing");
    }
    free(w.text.v);
    free(w.table.v);
    free(w.data.v);
}
