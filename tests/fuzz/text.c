/* libFuzzer: what is done with text once it is out of its file: the first
 * byte chooses the step. */
#include <string.h>

#include "base/text.h"
#include "charset.h"
#include "decode.h"
#include "dsn.h"
#include "fields.h"
#include "fuzz.h"
#include "html.h"
#include "legacy.h"
#include "letterhead.h"
#include "number.h"
#include "own.h"

static void
letterhead(const char *text, size_t n)
{
    struct attachment a = { .text = xstrdup(text) };

    (void)n;
    a.letterhead = letterhead_find(&a);
    attachment_clear(&a);
}

static void
old_fonts(const char *text, size_t n)
{
    enum legacy font = legacy_guess(text);

    (void)n;
    free(legacy_convert(font != LEGACY_NONE ? font : LEGACY_VNI, text));
    free(legacy_convert(LEGACY_TCVN3, text));
}

static void own(const char *text, size_t n) { (void)n; free(own_words(text)); }
static void html(const char *text, size_t n) { free(html_text(text, n, NULL)); }
static void words(const char *text, size_t n) { free(words_decode(text, n, NULL)); }

static void
parameter(const char *text, size_t n)
{
    bool twice;

    free(field_parameter(text, n, "filename", &twice, NULL));
}

static void
charset(const char *text, size_t n)
{
    static const char *const sets[] = { "windows-1258", "utf-16", "utf-7", "iso-2022-jp", "gb2312", "viscii", NULL };

    for (size_t i = 0; i < ARRAY_LEN(sets); i++)
        free(charset_convert(sets[i], text, n, NULL));
}

static void
quoted(const char *text, size_t n)
{
    struct buf b = {0};

    decode_quoted(text, n, false, &b);
    decode_base64(text, n, &b);
    buf_free(&b);
}

static void
returned(const char *text, size_t n)
{
    struct message *m = message_new();

    dsn_read(m, text, n);
    message_free(m);
}

static void
number(const char *text, size_t n)
{
    char out[32];

    (void)n;
    if (number_canonical(text, out))
        serial_write(strtod(out, NULL), format_kind(text), false, out);
}

/* The first three take clean text, the fourth any UTF-8, the others bytes. */
static void (*const steps[])(const char *, size_t) = {
    letterhead, old_fonts, own, html, words, parameter, charset, quoted, returned, number,
};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    size_t step = n > 0 ? bytes[0] % ARRAY_LEN(steps) : 0;
    char *raw, *utf8, *clean;

    if (n < 2)
        return 0;
    raw = xcalloc(n, 1);
    memcpy(raw, bytes + 1, n - 1);
    utf8 = charset_convert(NULL, raw, n - 1, NULL);
    clean = text_clean(utf8, strlen(utf8));
    if (step > 3)
        steps[step](raw, n - 1);
    else
        steps[step](step < 3 ? clean : utf8, strlen(step < 3 ? clean : utf8));
    free(raw);
    free(utf8);
    free(clean);
    return 0;
}
