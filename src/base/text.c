/* Text: UTF-8, NFC, what is kept of it, how wide it is. */
#include "base/text.h"

#include <ctype.h>
#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"
#include "utf8.h"

#define REPLACEMENT 0xFFFD

/* More combining marks than this on one letter are no writing (UAX #15,
 * stream-safe text): the rest is dropped, or sorting them would take a time
 * that grows with the square of their number. */
#define MARKS_MOST 30

/* Bytes of plain ASCII at the start, eight at a time; NUL ends them. */
static inline size_t
ascii_run(const char *bytes, size_t n)
{
    const uint64_t high = 0x8080808080808080u, one = 0x0101010101010101u;
    size_t i = 0;
    uint64_t word;

    for (; i + sizeof word <= n; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        word = le64toh(word);
        word = (word | ((word - one) & ~word)) & high;      /* the first of these bits is right, and no other matters */
        if (word != 0)
            return i + (size_t)__builtin_ctzll(word) / 8;
    }
    while (i < n && (unsigned char)bytes[i] < 0x80 && bytes[i] != '\0')
        i++;
    return i;
}

bool
text_is_utf8(const char *bytes, size_t n)
{
    size_t i = 0, step;

    while ((i += ascii_run(bytes + i, n - i)) < n) {
        if (code_point(bytes + i, n - i, &step) <= 0)
            return false;
        i += step;
    }
    return true;
}

/* Eight bytes without quote, backslash and control; a doubt is a no. */
static bool
is_plain_word(const char *at)
{
    const uint64_t each = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t word, quote, backslash;

    memcpy(&word, at, sizeof word);
    quote = word ^ each * '"';
    backslash = word ^ each * '\\';
    return ((((word - each * ' ') & ~word) | ((quote - each) & ~quote) |
             ((backslash - each) & ~backslash)) &
            high) == 0;
}

size_t
text_plain(const char *bytes, size_t n)
{
    size_t i = 0;

    while (n - i >= sizeof(uint64_t) && is_plain_word(bytes + i))
        i += sizeof(uint64_t);
    if (i > 0 && i < n && n - i < sizeof(uint64_t) && is_plain_word(bytes + n - sizeof(uint64_t)))
        return n;
    while (i < n && bytes[i] != '"' && bytes[i] != '\\' && (unsigned char)bytes[i] >= ' ')
        i++;
    return i;
}

void
text_quote(const char *text, size_t n, struct buf *b)
{
    char *to;

    if (b->cap - b->len < n + 3)
        buf_room(b, n + 2);
    to = b->data + b->len;
    *to++ = '"';
    memcpy(to, text, n);
    to[n] = '"';
    to[n + 1] = '\0';
    b->len += n + 2;
}

void
text_json(const char *text, struct buf *b)
{
    static const char digits[] = "0123456789ABCDEF", bytes[] = "\"\\\b\f\n\r\t",
                      names[] = "\"\\bfnrt";
    const char *end = text + strlen(text);

    if (text + text_plain(text, (size_t)(end - text)) == end) {
        text_quote(text, (size_t)(end - text), b);
        return;
    }
    buf_addc(b, '"');
    while (text < end) {
        const char *stop = text + text_plain(text, (size_t)(end - text)), *named;

        buf_add(b, text, (size_t)(stop - text));
        if (stop == end)
            break;
        if ((named = strchr(bytes, *stop)) != NULL) {
            const char pair[2] = { '\\', names[named - bytes] };

            buf_add(b, pair, sizeof pair);
        } else {
            const char code[6] = { '\\', 'u', '0', '0', digits[*stop >> 4], digits[*stop & 15] };

            buf_add(b, code, sizeof code);
        }
        text = stop + 1;
    }
    buf_addc(b, '"');
}

bool
text_is_mostly_utf8(const char *bytes, size_t n)
{
    size_t letters = 0, faults = 0, step;
    int32_t c = 0;

    for (size_t i = 0; i < n; i += step) {
        bool again = c < 0;

        if ((step = ascii_run(bytes + i, n - i)) > 0) {
            c = 0;
            continue;
        }
        c = code_point(bytes + i, n - i, &step);
        letters += c >= 0x80;
        faults += c < 0 && !again;      /* what is left of one letter is one fault */
    }
    return letters > 4 * faults;
}

/* ---- cleaning ------------------------------------------------------------ */

/* Vietnamese letters: nothing else is among them. */
static bool
is_plain_block(int32_t c)
{
    return c >= 0x1E00 && c <= 0x1EFF;
}

/* What no page shows: bidi controls, joiners, zero-width spaces, byte order
 * marks, variation selectors, the place of an object. A soft hyphen is a letter of TCVN3 and stays
 * until its font is known. */
static bool
is_invisible(int32_t c)
{
    if (c < 0x300 || is_plain_block(c))
        return false;
    return c == 0x34F || c == 0xFFFC || (c >= 0xFE00 && c <= 0xFE0F) ||
           utf8proc_category(c) == UTF8PROC_CATEGORY_CF;
}

static bool
is_space(int32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

/* Blocks in which every character is its own NFC and combines with nothing
 * before it: Latin up to U+02FF, Vietnamese letters, punctuation. */
static bool
is_surely_nfc(int32_t c)
{
    return c < 0x300 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2002 && c <= 0x206F);
}

#define WIDE_BY 0xFEE0          /* U+FF01 to U+FF5E repeat "!" to "~", as wide as an ideograph */

/* Letters and digits that were typed wide are the plain ones, and so is what stands around
 * figures; what addresses and pages are made of is not. Blanks of any width are one. */
static int32_t
narrow(int32_t c)
{
    if (c == 0x3000 || (c >= 0x2000 && c <= 0x200A))
        return ' ';
    int plain = c > WIDE_BY + ' ' && c < WIDE_BY + 0x7F ? (int)(c - WIDE_BY) : 0;

    return isalnum(plain) || (plain != 0 && strchr("%(),-./:;", plain) != NULL) ? plain : c;
}

static int32_t
to_line_feed(int32_t c, const char *next, size_t left)
{
    if (c == '\r')
        return left > 0 && *next == '\n' ? 0 : '\n';
    return c == 0x2028 || c == 0x2029 ? '\n' : narrow(c);
}

enum keep { KEEP_AS_IS, KEEP_SPACE, KEEP_NOT };

/* What becomes of one character. */
static enum keep
keep(int32_t c, bool one_line)
{
    if ((c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || is_invisible(c))
        return KEEP_NOT;
    return one_line && is_space(c) ? KEEP_SPACE : KEEP_AS_IS;
}

/* All but NFC; *nfc tells whether the result is in NFC anyway. */
static void
filter(const char *bytes, size_t n, bool one_line, struct buf *out, bool *nfc)
{
    int marks = 0;
    size_t step;

    *nfc = true;
    for (size_t i = 0; i < n; i += step) {
        int32_t raw = code_point(bytes + i, n - i, &step);
        int32_t c = raw < 0 ? REPLACEMENT : to_line_feed(raw, bytes + i + step, n - i - step);
        enum keep kept = keep(c, one_line);

        if (kept == KEEP_SPACE && out->len > 0 && out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
        if (kept != KEEP_AS_IS)
            continue;
        if (is_surely_nfc(c)) {
            marks = 0;
        } else {
            *nfc = false;
            marks = utf8proc_get_property(c)->combining_class != 0 ? marks + 1 : 0;
            if (marks > MARKS_MOST)
                continue;
        }
        if (c == raw)
            buf_add(out, bytes + i, step);
        else
            add_code_point(out, c);
    }
    if (one_line && out->len > 0 && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
}

/* NFC of well-formed text without NUL. */
static char *
compose(const char *utf8)
{
    utf8proc_uint8_t *out = NULL;
    const utf8proc_option_t how = UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE;

    if (utf8proc_map((const utf8proc_uint8_t *)utf8, 0, &out, how) < 0) {
        free(out);
        return xstrdup(utf8);
    }
    return (char *)out;
}

/* Bytes of a letter of U+00C0 to U+027F, or of U+1E80 to U+1EFF; 0: it is none of these. */
static size_t
vietnamese(const char *bytes, size_t n)
{
    unsigned char lead = (unsigned char)bytes[0], next = n > 1 ? (unsigned char)bytes[1] : 0;

    if (lead >= 0xC3 && lead <= 0xC9)
        return is_tail((char)next) ? 2 : 0;
    return lead == 0xE1 && (next == 0xBA || next == 0xBB) && n > 2 && is_tail(bytes[2]) ? 3 : 0;
}

/* Most cells of a form are clean as they come: then a copy is all. */
static bool
is_clean(const char *bytes, size_t n, bool one_line)
{
    size_t step;

    if (one_line && n > 0 && (bytes[0] == ' ' || bytes[n - 1] == ' '))
        return false;
    for (size_t i = 0; i < n; i += step) {
        int32_t c;

        step = 1;
        if (bytes[i] > ' ' && bytes[i] < 0x7F)
            continue;
        if ((step = vietnamese(bytes + i, n - i)) > 0)
            continue;
        c = code_point(bytes + i, n - i, &step);
        if (one_line ? c == ' ' && bytes[i - 1] != ' ' : c == ' ' || c == '\n' || c == '\t')
            continue;
        if (c < 0xA1 || !is_surely_nfc(c) || is_invisible(c) || is_space(c))
            return false;
    }
    return true;
}

static char *
clean(const char *bytes, size_t n, bool one_line)
{
    struct buf b = {0};
    bool nfc;
    char *composed;

    if (is_clean(bytes, n, one_line))
        return xstrndup(n > 0 ? bytes : "", n);
    filter(bytes, n, one_line, &b, &nfc);
    if (nfc)
        return buf_take(&b);
    composed = compose(buf_text(&b));
    buf_free(&b);
    return composed;
}

char *
text_clean(const char *bytes, size_t n)
{
    return clean(bytes, n, false);
}

char *
text_clean_line(const char *bytes, size_t n)
{
    return clean(bytes, n, true);
}

/* ---- measuring and cutting ------------------------------------------------ */

size_t
text_width(const char *utf8)
{
    char *nfc = text_clean(utf8, strlen(utf8));
    size_t width = 0, n = strlen(nfc), step;

    for (size_t i = 0; i < n; i += step)
        width += (size_t)utf8proc_charwidth(code_point(nfc + i, n - i, &step));
    free(nfc);
    return width;
}

size_t
text_length(const char *utf8)
{
    size_t length = 0;

    for (; *utf8 != '\0'; utf8++)
        length += !is_tail(*utf8);
    return length;
}

char *
text_cut(const char *utf8, size_t code_points)
{
    const char *at = utf8;

    if (text_length(utf8) <= code_points)
        return xstrdup(utf8);
    if (code_points == 0)
        return xstrdup("");
    for (size_t kept = 0; *at != '\0'; at++) {
        if (!is_tail(*at) && ++kept == code_points)
            break;
    }
    return xasprintf("%.*s…", (int)(at - utf8), utf8);
}

char *
text_pad(const char *utf8, size_t columns)
{
    struct buf out = {0};
    char *nfc = text_clean_line(utf8, strlen(utf8));
    size_t n = strlen(nfc), width = 0, step, whole = text_width(nfc);
    size_t room = whole > columns && columns > 0 ? columns - 1 : columns;

    for (size_t i = 0; i < n; i += step) {
        size_t wide = (size_t)utf8proc_charwidth(code_point(nfc + i, n - i, &step));

        if (width + wide > room)
            break;
        buf_add(&out, nfc + i, step);
        width += wide;
    }
    if (room < columns) {
        buf_adds(&out, "…");
        width++;
    }
    for (; width < columns; width++)
        buf_addc(&out, ' ');
    free(nfc);
    return buf_take(&out);
}

bool
text_is_small(const char *letter, size_t n)
{
    size_t step;
    int32_t c = code_point(letter, n, &step);

    return c < 0x80 ? c >= 'a' && c <= 'z' : utf8proc_tolower(c) == c;
}

char *
text_lower(const char *utf8)
{
    struct buf out = {0};
    char *nfc = text_clean(utf8, strlen(utf8)), *lower;
    size_t n = strlen(nfc), step;

    if (ascii_run(nfc, n) == n) {       /* an address, most names of files */
        for (char *p = nfc; *p != '\0'; p++)
            *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
        return nfc;
    }
    for (size_t i = 0; i < n; i += step)
        add_code_point(&out, utf8proc_tolower(code_point(nfc + i, n - i, &step)));
    free(nfc);
    lower = text_clean(buf_text(&out), out.len);
    buf_free(&out);
    return lower;
}

char *
text_size(unsigned long long bytes)
{
    const double mega = 1024.0 * 1024.0;
    char *text;

    if (bytes < 1024)
        return xasprintf("%llu byte", bytes);
    if (bytes < 1023 * 1024 + 512)
        return xasprintf("%llu KB", (bytes + 512) / 1024);
    text = bytes < (1ull << 30) ? xasprintf("%.1f MB", (double)bytes / mega)
                                : xasprintf("%.1f GB", (double)bytes / mega / 1024);
    text[strcspn(text, ".")] = ',';
    return text;
}

bool
text_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}
