/* DOC of Word 97 to 2003 (MS-DOC): the text lies in pieces, which a table in
 * another stream lists in order. */
#include "word.h"

#include <stdlib.h>

#include "base/limits.h"
#include "charset.h"
#include "doc.h"

#define MAGIC       0xA5EC
#define ENCRYPTED   0x0100              /* flags, MS-DOC 2.5.2 */
#define TABLE_1     0x0200
#define LETTERS_AT  0x4C                /* ccpText */
#define PIECES_AT   0x1A2               /* fcClx, lcbClx */
#define ONE_BYTE    0x40000000u         /* of a piece's place */

struct stream { unsigned char *v; size_t n; };

static uint32_t
number(const struct stream *s, size_t at)
{
    return at < s->n && s->n - at >= 4 ? little(s->v + at, 4) : 0;
}

/* The marks between letters: paragraphs, cells, fields (their codes are left out). */
static void
mark(struct doc *d, char c, int *codes)
{
    switch (c) {
    case 0x07: doc_add(d, "\t", 1); break;
    case 0x0B: case 0x0C: case 0x0D: case 0x0E: doc_line(d); break;
    case 0x13: ++*codes; break;
    case 0x14: case 0x15: *codes -= *codes > 0; break;
    case 0x1E: doc_add(d, "-", 1); break;
    case '\t': doc_add(d, "\t", 1); break;
    }
}

static void
piece(struct doc *d, const char *utf8, int *codes)
{
    while (*utf8 != '\0') {
        size_t n = 0;

        while ((unsigned char)utf8[n] >= ' ')
            n++;
        if (n > 0 && *codes == 0)
            doc_add(d, utf8, n);
        if (utf8[n] != '\0')
            mark(d, utf8[n++], codes);
        utf8 += n;
    }
}

/* Places of letters, then of pieces (MS-DOC 2.8.35). */
static void
pieces(struct doc *d, const struct stream *word, const struct stream *table, size_t at, size_t size)
{
    size_t n = (size - 4) / 12, letters = number(word, LETTERS_AT), all = 0;
    int codes = 0;

    for (size_t i = 0; i < n && all < LIMIT_TEXT; i++) {
        uint32_t from = number(table, at + 4 * i), to = number(table, at + 4 * i + 4), place = number(table, at + 4 * (n + 1) + 8 * i + 2);
        size_t width = place & ONE_BYTE ? 1 : 2, start = place & ONE_BYTE ? (place & ~ONE_BYTE) / 2 : place, count;
        struct buf text = {0};

        to = to < letters ? to : (uint32_t)letters;
        if (to <= from || start >= word->n)
            continue;
        count = to - from < (word->n - start) / width ? to - from : (word->n - start) / width;
        count = count < LIMIT_TEXT ? count : LIMIT_TEXT;
        if (width == 1) {
            char *utf8 = charset_convert("CP1252", word->v + start, count, NULL);

            piece(d, utf8, &codes);
            free(utf8);
        } else {
            charset_utf16(&text, word->v + start, count, true);
            piece(d, buf_text(&text), &codes);
        }
        all += count;
        buf_free(&text);
    }
}

/* Before the list of pieces may stand formats, each with its length. */
static void
list_find(struct doc *d, const struct stream *word, const struct stream *table)
{
    size_t at = number(word, PIECES_AT), end = at + number(word, PIECES_AT + 4);

    end = end < table->n ? end : table->n;
    while (at + 3 < end && table->v[at] == 1)
        at += 3 + little(table->v + at + 1, 2);
    if (at + 5 < end && table->v[at] == 2) {
        size_t size = number(table, at + 1);

        at += 5;
        size = size < end - at ? size : end - at;
        if (size > 4)
            pieces(d, word, table, at, size);
    }
}

void
word_text(const struct cfb *c, struct attachment *a)
{
    struct stream word = {0}, table = {0};
    struct doc d;
    unsigned flags;

    word.v = cfb_stream(c, "WordDocument", &word.n);
    if (word.v == NULL)
        return;
    flags = number(&word, 0x0A) & 0xFFFF;
    if (flags & ENCRYPTED) {
        flag_add(&a->flags, "encrypted");
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
    } else if ((number(&word, 0) & 0xFFFF) == MAGIC &&
               (table.v = cfb_stream(c, flags & TABLE_1 ? "1Table" : "0Table", &table.n)) != NULL) {
        doc_begin(&d, a);
        list_find(&d, &word, &table);
        doc_end(&d);
    }
    free(word.v);
    free(table.v);
}
