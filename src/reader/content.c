/* Transfer encodings of parts, decoded piece by piece and hashed while the
 * piece is in the cache. A scan or a picture is never held whole. */
#include "content.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "decode.h"
#include "sniff.h"

#define PIECE (48ul << 10)              /* encoded */
#define PROBED  4096
#define LINE_LEAST 40                   /* of base64 that nobody announced */
#define OVERLAP 16                      /* a sought word may lie across two pieces */

enum encoding { AS_IT_IS, BASE64, QUOTED, UUENCODE };

/* Lines of one length of the letters of base64, from the first on. */
static bool
is_base64(const char *in, size_t n)
{
    size_t line = 0, first = 0, at = 0;

    for (; at < n && at < PROBED; at++) {
        unsigned char c = (unsigned char)in[at];

        if (c == '\n') {
            if (first == 0 && line > 0)
                first = line;
            else if (line > first)
                return false;
            line = 0;
        } else if (isalnum(c) || c == '+' || c == '/' || c == '=') {
            line++;
        } else if (c != '\r') {
            return false;
        }
    }
    return (first > 0 ? first : line) >= LINE_LEAST && (first > 0 ? first : line) % 4 == 0;
}

static bool
is_file(GMimePart *part)
{
    return !g_mime_content_type_is_type(g_mime_object_get_content_type(GMIME_OBJECT(part)), "text",
                                        "*");
}

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

/* "base64;", "Base64 (x)": the word counts. Where none is given or it is
 * unknown, what is nothing but base64 is taken for that. */
static enum encoding
encoding_of(GMimePart *part, const char *in, size_t n, bool *odd)
{
    static const struct { const char *word; enum encoding encoding; } known[] = {
        { "7bit", AS_IT_IS }, { "8bit", AS_IT_IS }, { "binary", AS_IT_IS }, { "base64", BASE64 }, { "quoted-printable", QUOTED },
        { "x-uuencode", UUENCODE }, { "uuencode", UUENCODE }, { "x-uue", UUENCODE }, { "x-uu", UUENCODE },
        { "7-bit", AS_IT_IS }, { "8-bit", AS_IT_IS }, { "utf-8", AS_IT_IS }, { "none", AS_IT_IS },
    };
    GMimeHeader *h = g_mime_header_list_get_header(g_mime_object_get_header_list(
                                                       GMIME_OBJECT(part)),
                                                   "Content-Transfer-Encoding");
    const char *raw = h != NULL ? g_mime_header_get_raw_value(h) : NULL,
               *word = raw != NULL ? raw + strspn(raw, " \t\r\n\"'") : "";
    size_t len = strcspn(word, " \t\r\n\"';(,");

    *odd = false;
    for (size_t i = 0; i < ARRAY_LEN(known) && len > 0; i++) {
        if (strlen(known[i].word) == len && strncasecmp(known[i].word, word, len) == 0 &&
            known[i].encoding != AS_IT_IS)
            return known[i].encoding;
        if (strlen(known[i].word) == len && strncasecmp(known[i].word, word, len) == 0)
            return is_file(part) && is_base64(in, n) ? BASE64 : AS_IT_IS;
    }
    if (is_file(part) && is_base64(in, n))
        return BASE64;
    *odd = len > 0;
    return AS_IT_IS;
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

/* Behind the line "begin 644 name", which the decoder leaves to its caller. */
static void
read_uuencode(struct content *c, const char *in, size_t n)
{
    const char *begin = n >= 6 && memcmp(in, "begin ", 6) == 0 ? in : memmem(in, n, "\nbegin ", 7),
               *line = NULL;
    GMimeEncoding state;

    if (begin != NULL)
        line = memchr(begin + 1, '\n', n - (size_t)(begin + 1 - in));
    if (line != NULL) {
        n -= (size_t)(line + 1 - in);
        in = line + 1;
    }
    g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_UUENCODE);
    state.state |= GMIME_UUDECODE_STATE_BEGIN;
    c->owned = xmalloc(g_mime_encoding_outlen(&state, n) + 16);
    c->n = g_mime_encoding_flush(&state, in, n, (char *)c->owned);
    c->bytes = c->owned;
}

static void
read_other(struct content *c, enum encoding encoding, const char *in, size_t n)
{
    struct buf b = {0};

    if (encoding == QUOTED) {
        buf_adds(&b, "");
        decode_quoted(in, n, false, &b);
        c->n = b.len;
        c->bytes = c->owned = (unsigned char *)buf_take(&b);
    } else if (encoding == UUENCODE) {
        read_uuencode(c, in, n);
    } else {
        c->bytes = (const unsigned char *)in;
        c->n = n;
    }
}

void
content_read(GMimePart *part, const char *mail, size_t size, struct content *c)
{
    struct hash *h = hash_new();
    enum encoding encoding;
    const char *in;
    size_t n;

    *c = (struct content){ .bytes = (const unsigned char *)"" };
    window(part, mail, size, &in, &n);
    encoding = encoding_of(part, in, n, &c->odd_encoding);
    if (encoding == BASE64) {
        read_base64(c, in, n, h);
    } else {
        read_other(c, encoding, in, n);
        hash_add(h, c->bytes, c->n);
    }
    hash_hex(h, c->sha256);
    hash_free(h);
}

/* Measures, skims and hashes base64 without keeping it. False as soon as there
 * is something in it to read; if the first piece is all, it is kept instead. */
static bool
pass_over(struct content *c, const char *in, size_t n, const char *name,
          const struct format **format)
{
    struct hash *h = hash_new();
    struct base64 state = {0};
    unsigned char *piece = xmalloc(OVERLAP + PIECE / 4 * 3 + 8), *fresh = piece + OVERLAP;
    bool first = true, nothing = true, kept = false;

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
        nothing = (*format)->read == NULL ||
                  ((*format)->skim != NULL && !skim_must_read((*format)->skim, c->found));
        kept = !nothing && n == 0 && c->n == 0;
        if (!nothing && !kept)
            break;
        hash_add(h, fresh, got);
        c->n += got;
        if (got >= OVERLAP)
            memcpy(piece, fresh + got - OVERLAP, OVERLAP);
    } while (n > 0);
    hash_hex(h, c->sha256);
    hash_free(h);
    if (kept) {
        memmove(piece, fresh, c->n);
        c->bytes = c->owned = piece;
        c->found = 0;
        return true;
    }
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
    if (encoding_of(part, in, n, &c->odd_encoding) == BASE64 &&
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
