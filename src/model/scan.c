/* JSON text (RFC 8259), as much of it as a reader's answer needs. jansson
 * builds a tree of a dozen allocations per cell; an answer with a whole form
 * in it is read here in a tenth of the time, straight into its struct. */
#include "record.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

int
scan_fail(struct scan *t, const char *what)
{
    if (t->what == NULL)
        t->what = xstrdup(what);
    return -1;
}

char
scan_past_space(struct scan *t)
{
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\n' || *t->at == '\t' || *t->at == '\r'))
        t->at++;
    return t->at < t->end ? *t->at : '\0';
}

int
scan_take_far(struct scan *t, char c)
{
    const char what[] = { '\'', c, '\'', ' ', 'e', 'x', 'p', 'e', 'c', 't', 'e', 'd', '\0' };

    if (scan_peek(t) != c)
        return scan_fail(t, what);
    t->at++;
    return 0;
}

bool
scan_next(struct scan *t, char close, bool first, int *rc)
{
    if (scan_peek(t) == close) {
        t->at++;
        return false;
    }
    if (!first)
        *rc = scan_take(t, ',');
    return *rc == 0;
}

int
scan_key(struct scan *t, const char **key, size_t *n)
{
    if (scan_take(t, '"') != 0)
        return -1;
    *key = t->at;
    while (t->at < t->end && *t->at != '"' && *t->at != '\\')
        t->at++;
    *n = (size_t)(t->at - *key);
    return scan_take(t, '"') != 0 || scan_take(t, ':') != 0 ? -1 : 0;
}

int
scan_word(struct scan *t, char *out, size_t size)
{
    const char *at;
    size_t n = 0;

    if (scan_peek(t) != '"')
        return scan_fail(t, "is no text");
    for (at = t->at + 1; at < t->end && *at > ' ' && *at != '"' && *at != '\\' && n + 1 < size; at++)
        out[n++] = *at;
    out[n] = '\0';
    if (at == t->end || *at != '"')
        return scan_fail(t, "is no word that may stand here");
    t->at += n + 2;
    return 0;
}

/* ---- strings ----------------------------------------------------------------- */

static int
hex4(const char *at, const char *end, unsigned *out)
{
    unsigned value = 0;

    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *found = at[i] != '\0' ? strchr(digits, at[i]) : NULL;

        if (found == NULL)
            return -1;
        value = value << 4 | (unsigned)((found - digits) & 15);
    }
    *out = value;
    return 0;
}

static void
add_utf8(struct buf *b, unsigned c)
{
    if (c < 0x80) {
        buf_addc(b, (char)c);
    } else if (c < 0x800) {
        buf_addc(b, (char)(0xC0 | c >> 6));
    } else if (c < 0x10000) {
        buf_addc(b, (char)(0xE0 | c >> 12));
        buf_addc(b, (char)(0x80 | (c >> 6 & 0x3F)));
    } else {
        buf_addc(b, (char)(0xF0 | c >> 18));
        buf_addc(b, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_addc(b, (char)(0x80 | (c >> 6 & 0x3F)));
    }
    if (c >= 0x80)
        buf_addc(b, (char)(0x80 | (c & 0x3F)));
}

/* \uXXXX behind the u, a pair where it is a surrogate. A lone surrogate ends
 * as bytes that are no UTF-8, which is refused with the whole text. */
static int
unicode_escape(struct scan *t, struct buf *b)
{
    unsigned c, low;

    if (hex4(t->at, t->end, &c) != 0)
        return scan_fail(t, "has a broken escape");
    t->at += 4;
    if (c >= 0xD800 && c < 0xDC00 && t->end - t->at >= 6 && t->at[0] == '\\' && t->at[1] == 'u' &&
        hex4(t->at + 2, t->end, &low) == 0 && low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        t->at += 6;
    }
    add_utf8(b, c);
    return 0;
}

static int
escape(struct scan *t, struct buf *b)
{
    static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char c = t->at < t->end ? *t->at++ : '\0';
    const char *found = c != '\0' ? strchr(names, c) : NULL;

    if (c == 'u')
        return unicode_escape(t, b);
    if (found == NULL)
        return scan_fail(t, "has a broken escape");
    buf_addc(b, bytes[found - names]);
    return 0;
}

static int
check(struct scan *t, const char *text, size_t n, size_t most)
{
    if (n > most)
        return scan_fail(t, "is longer than it may be");
    if (!text_is_utf8(text, n))
        return scan_fail(t, "is no UTF-8 or holds a NUL");
    return 0;
}

static const char *
run_end(const char *at, const char *end)
{
    return at + text_plain(at, (size_t)(end - at));
}

static int
escaped_string(struct scan *t, size_t most, char **out)
{
    struct buf b = {0};
    int rc = 0;

    for (;;) {
        const char *stop = run_end(t->at, t->end);

        buf_add(&b, t->at, (size_t)(stop - t->at));
        t->at = stop;
        if (stop == t->end || *stop != '\\')
            break;
        t->at++;
        if ((rc = escape(t, &b)) != 0)
            break;
    }
    if (rc == 0)
        rc = check(t, buf_text(&b), b.len, most);
    if (rc == 0)
        rc = scan_take(t, '"');
    if (rc == 0)
        *out = buf_take(&b);
    buf_free(&b);
    return rc;
}

int
scan_string(struct scan *t, size_t most, char **out)
{
    const char *stop;
    size_t n;

    if (scan_peek(t) != '"')
        return scan_fail(t, "is no text");
    t->at++;
    stop = run_end(t->at, t->end);
    if (stop < t->end && *stop == '\\')
        return escaped_string(t, most, out);
    n = (size_t)(stop - t->at);
    if (stop == t->end || *stop != '"')
        return scan_fail(t, "is a text without an end or with a control character");
    if (check(t, t->at, n, most) != 0)
        return -1;
    *out = xstrndup(t->at, n);
    t->at = stop + 1;
    return 0;
}

/* ---- numbers and words ---------------------------------------------------------- */

static const char *
digits_end(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* Where the number at `at` ends; `at` if there is none. */
static const char *
number_end(const char *at, const char *end)
{
    const char *start = at, *whole, *stop;

    if (at < end && *at == '-')
        at++;
    whole = digits_end(at, end);
    if (whole == at || (*at == '0' && whole - at > 1))
        return start;
    at = whole;
    if (at < end && *at == '.') {
        stop = digits_end(at + 1, end);
        if (stop == at + 1)
            return start;
        at = stop;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        stop = digits_end(at, end);
        if (stop == at)
            return start;
        at = stop;
    }
    return at;
}

static bool
word(struct scan *t, const char *text)
{
    size_t n = strlen(text);

    if ((size_t)(t->end - t->at) < n || memcmp(t->at, text, n) != 0)
        return false;
    t->at += n;
    return true;
}

int
scan_bool(struct scan *t, bool *out)
{
    char c = scan_peek(t);

    *out = c == 't';
    if ((c == 't' && word(t, "true")) || (c == 'f' && word(t, "false")))
        return 0;
    return scan_fail(t, "is neither true nor false");
}

int
scan_scalar(struct scan *t, size_t most, char **out)
{
    char c = scan_peek(t);
    const char *start = t->at;
    bool flag;
    size_t n;

    if (c == '"')
        return scan_string(t, most, out);
    if (c == 't' || c == 'f') {
        if (scan_bool(t, &flag) != 0)
            return -1;
    } else {
        t->at += number_end(start, t->end) - start;
        if (t->at == start)
            return scan_fail(t, "is neither text, number nor boolean");
    }
    n = (size_t)(t->at - start);
    if (n > most)
        return scan_fail(t, "is longer than it may be");
    *out = xstrndup(start, n);
    return 0;
}

int
scan_integer(struct scan *t, int64_t least, uint64_t most, uint64_t *out)
{
    bool negative = scan_peek(t) == '-';
    const char *first, *stop;
    uint64_t value = 0;

    first = t->at + negative;
    stop = digits_end(first, t->end);
    if (stop == first || number_end(t->at, t->end) != stop)
        return scan_fail(t, "is no whole number");
    for (const char *p = first; p < stop; p++) {
        if (__builtin_mul_overflow(value, 10u, &value) ||
            __builtin_add_overflow(value, (uint64_t)(*p - '0'), &value))
            return scan_fail(t, "is out of range");
    }
    if (negative ? least >= 0 || value > (uint64_t)-least : value > most)
        return scan_fail(t, "is out of range");
    *out = negative ? -value : value;
    t->at += stop - t->at;
    return 0;
}

bool
is_plain_number(const char *text)
{
    size_t n = strlen(text), digits = 0;
    const char *point = strchr(text, '.');

    for (size_t i = 0; i < n; i++) {
        if (text[i] == 'e' || text[i] == 'E')
            return false;
        digits += text[i] >= '0' && text[i] <= '9';
    }
    /* 15 digits are what a double keeps; "-0", "3.50" and "0.00001" come back
     * in another spelling from those who read them as one. */
    if (n == 0 || digits > 15 || number_end(text, text + n) != text + n)
        return false;
    if (text[0] == '-' && (text[1] == '0' && point == NULL))
        return false;
    return point == NULL || (text[n - 1] != '0' && strncmp(point, ".0000", 5) != 0);
}
