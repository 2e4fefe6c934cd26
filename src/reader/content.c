/* Transfer encodings of parts, decoded piece by piece and hashed while the
 * piece is in the cache. A scan or a picture is never held whole. */
#include "content.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "decode.h"
#include "sniff.h"

#define PIECE (48ul << 10)              /* encoded */
#define OVERLAP 16                      /* a sought word may lie across two pieces */

/* Where the part lies in the mail: GMime's streams are windows on it. */
static void
window(GMimePart *part, const char *mail, size_t size, const char **bytes, size_t *n)
{
    GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
    GMimeStream *s = wrapper != NULL ? g_mime_data_wrapper_get_stream(wrapper) : NULL;
    gint64 end;

    *bytes = "";
    *n = 0;
    if (s == NULL)
        return;
    end = s->bound_end >= 0 ? s->bound_end : (gint64)size;
    if (s->bound_start < 0 || s->bound_start > end || end > (gint64)size)
        return;
    *bytes = mail + s->bound_start;
    *n = (size_t)(end - s->bound_start);
}

static void
read_base64(struct content *c, const char *in, size_t n, struct hash *h)
{
    struct base64 state = {0};

    c->owned = xmalloc(n / 4 * 3 + 8);
    while (n > 0) {
        size_t step = n < PIECE ? n : PIECE, got = base64_step(&state, in, step, c->owned + c->n);

        hash_add(h, c->owned + c->n, got);
        c->n += got;
        in += step;
        n -= step;
    }
    n = base64_rest(&state, c->owned + c->n);
    hash_add(h, c->owned + c->n, n);
    c->n += n;
    c->bytes = c->owned;
}

static void
read_other(struct content *c, GMimeContentEncoding encoding, const char *in, size_t n)
{
    struct buf b = {0};

    if (encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE) {
        buf_adds(&b, "");
        decode_quoted(in, n, false, &b);
        c->n = b.len;
        c->bytes = c->owned = (unsigned char *)buf_take(&b);
    } else if (encoding == GMIME_CONTENT_ENCODING_UUENCODE) {
        GMimeEncoding state;

        g_mime_encoding_init_decode(&state, encoding);
        c->owned = xmalloc(g_mime_encoding_outlen(&state, n) + 16);
        c->n = g_mime_encoding_flush(&state, in, n, (char *)c->owned);
        c->bytes = c->owned;
    } else {
        c->bytes = (const unsigned char *)in;
        c->n = n;
    }
}

void
content_read(GMimePart *part, const char *mail, size_t size, struct content *c)
{
    struct hash *h = hash_new();
    const char *in;
    size_t n;

    *c = (struct content){ .bytes = (const unsigned char *)"" };
    window(part, mail, size, &in, &n);
    if (g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_BASE64) {
        read_base64(c, in, n, h);
    } else {
        read_other(c, g_mime_part_get_content_encoding(part), in, n);
        hash_add(h, c->bytes, c->n);
    }
    hash_hex(h, c->sha256);
    hash_free(h);
}

/* Measures, skims and hashes base64 without keeping it; false as soon as there
 * is something in it to read. */
static bool
pass_over(struct content *c, const char *in, size_t n, const char *name, const struct format **format)
{
    struct hash *h = hash_new();
    struct base64 state = {0};
    unsigned char *piece = xmalloc(OVERLAP + PIECE / 4 * 3 + 8), *fresh = piece + OVERLAP;
    bool first = true, nothing = true;

    _Static_assert(OVERLAP >= SKIM_WORD_MOST, "a word that lies across two pieces is seen");
    memset(piece, 0, OVERLAP);
    do {
        size_t step = n < PIECE ? n : PIECE, got = base64_step(&state, in, step, fresh);

        in += step;
        n -= step;
        if (n == 0)
            got += base64_rest(&state, fresh + got);
        if (first)
            *format = sniff(name, fresh, got);
        first = false;
        if ((*format)->skim != NULL)
            c->found |= skim_words((*format)->skim, piece, OVERLAP + got);
        nothing = (*format)->read == NULL || ((*format)->skim != NULL && !skim_must_read((*format)->skim, c->found));
        if (!nothing)
            break;
        hash_add(h, fresh, got);
        c->n += got;
        if (got >= OVERLAP)
            memcpy(piece, fresh + got - OVERLAP, OVERLAP);
    } while (n > 0);
    hash_hex(h, c->sha256);
    hash_free(h);
    free(piece);
    return nothing;
}

void
content_sift(GMimePart *part, const char *mail, size_t size, const char *name, struct content *c,
             const struct format **format)
{
    const char *in;
    size_t n;

    *c = (struct content){0};
    *format = NULL;
    window(part, mail, size, &in, &n);
    if (g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_BASE64 &&
        pass_over(c, in, n, name, format))
        return;
    content_read(part, mail, size, c);
}

void
content_free(struct content *c)
{
    free(c->owned);
    *c = (struct content){0};
}
