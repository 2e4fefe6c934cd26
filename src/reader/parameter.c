/* Parameters of Content-Type and Content-Disposition: RFC 2045 as written,
 * RFC 2231 pieces and character sets, and the RFC 2047 words that mail
 * programs put where only RFC 2231 is allowed. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "charset.h"
#include "fields.h"

#define PIECES_MOST 100

struct piece {
    int index;                  /* -1: not numbered */
    bool extended;              /* %XX and, in the first, charset'language' */
    char *bytes;
    size_t n;
};

struct cursor { const char *at, *end; };

static void
skip_blank(struct cursor *c)
{
    while (c->at < c->end && (isspace((unsigned char)*c->at) || *c->at == ';'))
        c->at++;
}

/* A quoted string or what stands up to the next ";": names with blanks are
 * often not quoted. */
static char *
take_value(struct cursor *c, size_t *n)
{
    struct buf b = {0};

    buf_adds(&b, "");
    while (c->at < c->end && isspace((unsigned char)*c->at))
        c->at++;
    if (c->at < c->end && *c->at == '"') {
        for (c->at++; c->at < c->end && *c->at != '"'; c->at++) {
            if (*c->at == '\\' && c->at + 1 < c->end && (c->at[1] == '"' || c->at[1] == '\\'))
                c->at++;
            if (*c->at != '\r' && *c->at != '\n')
                buf_addc(&b, *c->at);
        }
        while (c->at < c->end && *c->at != ';')
            c->at++;
    } else {
        for (; c->at < c->end && *c->at != ';'; c->at++) {
            if (*c->at != '\r' && *c->at != '\n')
                buf_addc(&b, *c->at);
        }
        while (b.len > 0 && isspace((unsigned char)b.data[b.len - 1]))
            b.data[--b.len] = '\0';
    }
    *n = b.len;
    return buf_take(&b);
}

/* "name", "name*", "name*0", "name*0*": false if it is another parameter. */
static bool
name_matches(const char *key, size_t n, const char *name, struct piece *p)
{
    size_t len = strlen(name);

    *p = (struct piece){ .index = -1 };
    if (n < len || strncasecmp(key, name, len) != 0)
        return false;
    if (n == len)
        return true;
    if (key[len] != '*')
        return false;
    p->extended = key[n - 1] == '*';
    if (n > len + 1 && isdigit((unsigned char)key[len + 1])) {
        p->index = 0;
        for (size_t i = len + 1; i < n && isdigit((unsigned char)key[i]) && p->index < PIECES_MOST;
             i++)
            p->index = p->index * 10 + (key[i] - '0');
    }
    return true;
}

static int
by_index(const void *a, const void *b)
{
    return ((const struct piece *)a)->index - ((const struct piece *)b)->index;
}

static int
hex_digit(char c)
{
    return isdigit((unsigned char)c)    ? c - '0'
           : isxdigit((unsigned char)c) ? (tolower((unsigned char)c) - 'a') + 10
                                        : -1;
}

static void
add_percent(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '%' && i + 2 < n && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
            buf_addc(b, (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2])));
            i += 2;
        } else {
            buf_addc(b, s[i]);
        }
    }
}

/* charset'language'text: the charset goes to out, what is left is returned. */
static const char *
take_charset(const struct piece *p, char out[static 40], size_t *left)
{
    const char *first = memchr(p->bytes, '\'', p->n), *second;

    *out = '\0';
    *left = p->n;
    if (first == NULL ||
        (second = memchr(first + 1, '\'', p->n - (size_t)(first + 1 - p->bytes))) == NULL)
        return p->bytes;
    if ((size_t)(first - p->bytes) < 40) {
        memcpy(out, p->bytes, (size_t)(first - p->bytes));
        out[first - p->bytes] = '\0';
    }
    *left = p->n - (size_t)(second + 1 - p->bytes);
    return second + 1;
}

static char *
pieces_join(struct piece *v, size_t n, struct strings *flags)
{
    struct buf b = {0};
    char charset[40] = "", *utf8;
    bool extended = false;

    buf_adds(&b, "");
    for (size_t i = 0; i < n; i++) {
        size_t left = v[i].n;
        const char *text = v[i].bytes;

        if (i > 0 && v[i].index == v[i - 1].index)
            continue;
        if (i == 0 && v[i].extended)
            text = take_charset(&v[i], charset, &left);
        if (v[i].extended)
            add_percent(&b, text, left);
        else
            buf_add(&b, text, left);
        extended |= v[i].extended;
    }
    if (!extended && memmem(b.data, b.len, "=?", 2) != NULL)
        utf8 = words_decode(b.data, b.len, flags);
    else
        utf8 = charset_convert(charset, b.data, b.len, flags);
    buf_free(&b);
    return utf8;
}

char *
field_parameter(const char *value, size_t n, const char *name, bool *twice, struct strings *flags)
{
    struct cursor c = { value, value + n };
    struct piece *plain = NULL, *parts = NULL, p;
    size_t nplain = 0, nparts = 0;
    char *utf8 = NULL, *clean = NULL;

    while (c.at < c.end && *c.at != ';')
        c.at++;
    for (skip_blank(&c); c.at < c.end; skip_blank(&c)) {
        const char *key = c.at;
        size_t len;

        while (c.at < c.end && *c.at != '=' && *c.at != ';')
            c.at++;
        for (len = (size_t)(c.at - key); len > 0 && isspace((unsigned char)key[len - 1]);)
            len--;
        if (c.at == c.end || *c.at == ';')
            continue;
        c.at++;
        if (!name_matches(key, len, name, &p)) {
            free(take_value(&c, &p.n));
            continue;
        }
        p.bytes = take_value(&c, &p.n);
        if (p.index == -1 && !p.extended)
            *ARRAY_MORE(plain, nplain) = p;
        else if (nparts < PIECES_MOST)
            *ARRAY_MORE(parts, nparts) = p;
        else
            free(p.bytes);
    }
    if (twice != NULL)
        *twice = nplain > 1;
    if (nparts > 0) {
        qsort(parts, nparts, sizeof *parts, by_index);
        utf8 = pieces_join(parts, nparts, flags);
    } else if (nplain > 0) {
        utf8 = pieces_join(plain, 1, flags);
    }
    if (utf8 != NULL)
        clean = text_clean_line(utf8, strlen(utf8));
    for (size_t i = 0; i < nplain; i++)
        free(plain[i].bytes);
    for (size_t i = 0; i < nparts; i++)
        free(parts[i].bytes);
    free(plain);
    free(parts);
    free(utf8);
    return clean;
}
