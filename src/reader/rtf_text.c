/* The letters of RTF: in the character set of their font, or each by its number. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "rtf.h"

int
rtf_hex(unsigned char c)
{
    return isdigit(c) ? c - '0' : isxdigit(c) ? tolower(c) - 'a' + 10 : 0;
}

static const struct font *
font_here(const struct rtf *r)
{
    for (size_t i = 0; i < r->nfonts; i++) {
        if (r->fonts[i].number == r->now.font)
            return &r->fonts[i];
    }
    return NULL;
}

void
rtf_table_follow(struct rtf *r)
{
    struct flow *f = r->flow;

    f->behind = false;
    if (f->in_table && !f->within && !f->in_row) {
        doc_table_end(&f->doc);
        f->in_table = false;
    }
    if (!f->within || f->in_row)
        return;
    if (!f->in_table)
        doc_table(&f->doc);
    doc_row(&f->doc);
    doc_cell(&f->doc);
    f->in_table = f->in_row = true;
}

bool
rtf_white(const struct rtf *r, int colour)
{
    return colour >= 0 && (size_t)colour < r->ncolours && r->whites[colour];
}

/* White letters are seen there; a shape may have any colour. */
static bool
has_ground(const struct rtf *r)
{
    const struct flow *f = r->flow;

    return r->now.margin || r->now.box || r->now.ground ||
           (f->within && f->cell < CELLS_MOST && f->cell < f->cells && f->grounds[f->cell]);
}

static void
colour_end(struct rtf *r)
{
    if (r->ncolours < COLOURS_MOST)
        r->whites[r->ncolours++] = r->parts == 3 && r->light == 3;
    r->parts = r->light = 0;
}

void
rtf_put(struct rtf *r, const char *utf8, size_t n)
{
    const struct font *font = font_here(r);

    if (r->now.fonts && r->nfonts > 0) {
        buf_add(&r->fonts[r->nfonts - 1].name, utf8, n);
    } else if (r->now.field != NULL) {
        rtf_field_text(r->now.field, utf8, n);
    } else if (!r->now.deleted && (r->now.margin || !r->now.skip)) {
        struct doc *d = r->now.margin ? &r->margin : &r->flow->doc;

        if (!r->now.margin)
            rtf_table_follow(r);
        d->look = r->now.look | (has_ground(r) ? LOOK_GROUND : 0);
        d->font = font != NULL ? font->legacy : LEGACY_NONE;
        doc_add(d, utf8, n);
        d->look = 0;
        d->font = LEGACY_NONE;
    }
}

void
rtf_flush(struct rtf *r)
{
    const struct font *font = font_here(r);
    char *utf8;

    if (r->raw.len == 0)
        return;
    utf8 = charset_convert(r->utf8 ? "utf-8" : font != NULL && *font->charset != '\0'
                           ? font->charset : r->charset,
                           r->raw.data, r->raw.len, NULL);
    buf_reset(&r->raw);
    rtf_put(r, utf8, strlen(utf8));
    free(utf8);
}

void
rtf_letter(struct rtf *r, char c)
{
    r->first_word = false;
    if (r->now.colours && c == ';')
        colour_end(r);
    if (r->to_skip > 0) {
        r->to_skip--;
    } else if (!r->now.skip || r->now.margin || r->now.fonts || r->now.field != NULL) {
        if (r->raw.len < LIMIT_TEXT)
            buf_addc(&r->raw, c);
        else
            shorten(r->a, "only the first %lu KB of its text were read", LIMIT_TEXT >> 10);
    }
}

void
rtf_unicode(struct rtf *r, int n)
{
    unsigned c = (unsigned)(n < 0 ? n + 0x10000 : n) & 0xFFFF;
    unsigned char wide[4];
    struct buf utf8 = {0};
    size_t k = 0;

    rtf_flush(r);
    r->to_skip = r->now.unicode_skip;
    if (c >= 0xD800 && c < 0xDC00) {
        r->high = c;
        return;
    }
    if (r->high != 0) {
        wide[k++] = (unsigned char)(r->high & 0xFF);
        wide[k++] = (unsigned char)(r->high >> 8);
        r->high = 0;
    }
    wide[k++] = (unsigned char)(c & 0xFF);
    wide[k++] = (unsigned char)(c >> 8);
    charset_utf16(&utf8, wide, k / 2, true);
    rtf_put(r, buf_text(&utf8), utf8.len);
    buf_free(&utf8);
}

void
rtf_line(struct rtf *r)
{
    if (r->now.deleted)
        return;
    if (r->now.margin)
        doc_line(&r->margin);
    if (r->now.skip)
        return;
    if (r->flow->behind)                /* an empty paragraph that says nothing of itself: not a row */
        r->flow->within = false;
    rtf_table_follow(r);
    doc_line(&r->flow->doc);
}

/* RTF has 7 bits and a code page; programs that know neither write UTF-8 as it is, or byte by byte
 * as "\\'c3\\'b3". A piece of text may hold one such letter: only all of them tell. */
bool
rtf_holds_utf8(const unsigned char *bytes, size_t n)
{
    struct buf high = {0};
    bool is;

    for (size_t i = 0; i < n; i++) {
        bool escaped = bytes[i] == '\\' && i + 3 < n && bytes[i + 1] == '\'';
        int c = escaped ? rtf_hex(bytes[i + 2]) * 16 + rtf_hex(bytes[i + 3]) : bytes[i];

        i += escaped ? 3 : 0;
        if (c >= 0x80)
            buf_addc(&high, (char)c);
        else if (high.len > 0 && high.data[high.len - 1] != ' ')
            buf_addc(&high, ' ');
    }
    is = high.len > 0 && charset_is_utf8((const unsigned char *)buf_text(&high), high.len);
    buf_free(&high);
    return is;
}
