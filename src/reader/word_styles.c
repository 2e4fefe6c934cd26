/* The stylesheet (MS-DOC 2.4.6.5, 2.9.271): each style in a record of its own length. */
#include "word_styles.h"

#include "base/limits.h"
#include "cfb.h"

#define STYLES_AT    0xA2               /* fcStshf, lcbStshf */
#define BASED_MOST   12                 /* styles upon styles */
#define BASE_LEAST   10                 /* bytes of what is the same in every style (2.9.260) */
enum { KIND_PARAGRAPH = 1, KIND_LETTERS = 2 };

struct record { const unsigned char *v; size_t n; };

static unsigned
two_bytes(struct record r, size_t at)
{
    return at + 2 <= r.n ? little(r.v + at, 2) : 0;
}

/* A list of properties behind its length and so many other bytes. */
static void
list_read(struct record r, size_t at, size_t before, struct props *to)
{
    size_t n = two_bytes(r, at);

    at += 2;
    if (at <= r.n && n <= r.n - at && n > before)
        word_props(r.v + at + before, n - before, to);
}

/* Behind the name of a style stand its properties: of a paragraph first, then of its letters. */
static void
style_add(struct word_styles *out, struct record r, size_t base)
{
    struct word_style *style = ARRAY_MORE(out->v, out->n);
    unsigned kind = two_bytes(r, 2) & 0xF;
    size_t at = base + 2 + 2 * (two_bytes(r, base) + 1);

    *style = (struct word_style){ .based = two_bytes(r, 2) >> 4 };
    if (r.n < BASE_LEAST || (kind != KIND_PARAGRAPH && kind != KIND_LETTERS))
        return;
    if (kind == KIND_PARAGRAPH) {
        list_read(r, at, 2, &style->props);             /* its own number stands before them */
        at += 2 + two_bytes(r, at) + (two_bytes(r, at) & 1);
    }
    list_read(r, at, 0, &style->props);
}

void
word_styles_read(const struct word_stream *word, const struct word_stream *table,
                 struct word_styles *out)
{
    size_t from = word_number(word, STYLES_AT), size = word_number(word, STYLES_AT + 4), at, base;
    struct record all;

    if (from > table->n || size > table->n - from)
        return;
    all = (struct record){ table->v + from, size };
    base = two_bytes(all, 4);
    for (at = 2 + two_bytes(all, 0); at + 2 <= all.n && out->n < LIMIT_ENTRIES;) {
        size_t n = two_bytes(all, at);

        at += 2;
        n = n < all.n - at ? n : all.n - at;
        style_add(out, (struct record){ all.v + at, n }, base);
        at += n + (n & 1);
    }
}

struct props
word_style(const struct word_styles *styles, unsigned style)
{
    const struct word_style *chain[BASED_MOST];
    struct props out = {0};
    size_t n = 0;

    for (; style < styles->n && n < BASED_MOST; style = chain[n - 1]->based)
        chain[n++] = &styles->v[style];
    while (n > 0)
        props_over(&out, &chain[--n]->props);
    return out;
}
