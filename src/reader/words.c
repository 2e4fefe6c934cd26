/* RFC 2047 encoded words. Neighbours in one character set are joined before
 * they are converted: mail programs split words inside a character. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "charset.h"
#include "decode.h"
#include "fields.h"

#define CHARSET_MOST 40

struct word {
    char charset[CHARSET_MOST];
    bool base64;
    const char *text;
    size_t len, whole;          /* of the text, of the word with its marks */
};

static bool
word_at(const char *s, size_t n, struct word *w)
{
    const char *q, *e, *end = s + n, *close;

    if (n < 8 || s[0] != '=' || s[1] != '?' || (q = memchr(s + 2, '?', n - 2)) == NULL)
        return false;
    if (q == s + 2 || (size_t)(q - s - 2) >= sizeof w->charset || end - q < 5 || q[2] != '?')
        return false;
    if (strchr("bBqQ", q[1]) == NULL)
        return false;
    memcpy(w->charset, s + 2, (size_t)(q - s - 2));
    w->charset[q - s - 2] = '\0';
    if ((e = strchr(w->charset, '*')) != NULL)      /* RFC 2231: a language */
        w->charset[e - w->charset] = '\0';
    w->base64 = q[1] == 'b' || q[1] == 'B';
    w->text = q + 3;
    if ((close = memmem(w->text, (size_t)(end - w->text), "?=", 2)) == NULL)
        return false;
    w->len = (size_t)(close - w->text);
    w->whole = (size_t)(close + 2 - s);
    return true;
}

struct run {                    /* bytes of one character set not yet converted */
    struct buf bytes;
    char charset[CHARSET_MOST];
};

static void
run_end(struct run *r, struct buf *out, struct strings *flags)
{
    char *utf8;

    if (r->bytes.len > 0) {
        utf8 = charset_convert(r->charset, r->bytes.data, r->bytes.len, flags);
        buf_adds(out, utf8);
        free(utf8);
    }
    buf_reset(&r->bytes);
}

static void
run_add(struct run *r, const struct word *w, struct buf *out, struct strings *flags)
{
    if (r->bytes.len > 0 && strcasecmp(r->charset, w->charset) != 0)
        run_end(r, out, flags);
    memcpy(r->charset, w->charset, sizeof r->charset);
    if (w->base64)
        decode_base64(w->text, w->len, &r->bytes);
    else
        decode_quoted(w->text, w->len, true, &r->bytes);
}

static size_t
space_run(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    return i;
}

char *
words_decode(const char *s, size_t n, struct strings *flags)
{
    struct buf out = {0}, raw = {0};
    struct run run = {0};
    struct word w;
    size_t i = 0;
    bool after_word = false;
    char *utf8;

    buf_adds(&out, "");
    while (i < n) {
        size_t gap = after_word ? space_run(s + i, n - i) : 0;

        if (i + gap < n && s[i + gap] == '=' && word_at(s + i + gap, n - i - gap, &w)) {
            if (raw.len > 0) {
                utf8 = charset_convert(NULL, raw.data, raw.len, NULL);
                buf_adds(&out, utf8);
                free(utf8);
                buf_reset(&raw);
            }
            run_add(&run, &w, &out, flags);
            i += gap + w.whole;
            after_word = true;
            continue;
        }
        if (after_word)
            run_end(&run, &out, flags);
        after_word = false;
        buf_addc(&raw, s[i++]);
    }
    run_end(&run, &out, flags);
    if (raw.len > 0) {
        utf8 = charset_convert(NULL, raw.data, raw.len, NULL);
        buf_adds(&out, utf8);
        free(utf8);
    }
    buf_free(&raw);
    buf_free(&run.bytes);
    return buf_take(&out);
}
