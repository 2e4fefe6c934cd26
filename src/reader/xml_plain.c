/* A subset of XML 1.0: UTF-8 with ASCII names, elements, attributes, text and
 * the references every document has. No DOCTYPE, comment, CDATA or instruction.
 * Each check that expat makes is made here, or the document is not plain:
 * both tell the same of every document (tests/unit/reader_xml). */
#include "xml_plain.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

#define ATTRIBUTES_MOST 32

enum { SPACE = 1, FIRST = 2, NAME = 4, TEXT = 8, VALUE = 16 };      /* TEXT, VALUE: stands for itself in it */

#define LETTER (FIRST | NAME | TEXT | VALUE)
#define INNER (NAME | TEXT | VALUE)
#define SIGN (TEXT | VALUE)

static const unsigned char kinds[256] = {
    ['\t'] = SPACE | TEXT, ['\n'] = SPACE | TEXT, ['\r'] = SPACE, [' '] = SPACE | SIGN,
    ['!'] = SIGN, ['"'] = TEXT, ['#' ... '%'] = SIGN, ['\''] = TEXT, ['(' ... ','] = SIGN,
    ['-' ... '.'] = INNER, ['/'] = SIGN, ['0' ... '9'] = INNER, [':'] = LETTER, [';'] = SIGN,
    ['='] = SIGN, ['>' ... '@'] = SIGN, ['A' ... 'Z'] = LETTER, ['['] = SIGN, ['\\'] = SIGN,
    [']'] = VALUE, ['^'] = SIGN, ['_'] = LETTER, ['`'] = SIGN, ['a' ... 'z'] = LETTER,
    ['{' ... 0x7F] = SIGN,
};

struct plain {
    const struct xml_events *to;
    void *arg;
    size_t told;
    int depth;
    const char *open[LIMIT_XML_DEPTH + 1];
    const char *attributes[2 * ATTRIBUTES_MOST + 1];
    size_t nattributes;
};

static bool
is(char c, unsigned kind)
{
    return (kinds[(unsigned char)c] & kind) != 0;
}

static char *
skip(char *p, unsigned kind)
{
    while (is(*p, kind))
        p++;
    return p;
}

/* ---- characters ----------------------------------------------------------------------- */

static bool
is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the character beyond ASCII at p; 0: none, or one that must not stand in XML. */
static size_t
wide(const char *p)
{
    unsigned char c = (unsigned char)p[0], next = (unsigned char)p[1];

    if (c >= 0xC2 && c <= 0xDF)
        return is_tail(p[1]) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF && is_tail(p[1]) && is_tail(p[2]))
        return (c == 0xE0 && next < 0xA0) || (c == 0xED && next > 0x9F) ||
                       (c == 0xEF && next == 0xBF && (unsigned char)p[2] > 0xBD)
                   ? 0
                   : 3;
    if (c >= 0xF0 && c <= 0xF4 && is_tail(p[1]) && is_tail(p[2]) && is_tail(p[3]))
        return (c == 0xF0 && next < 0x90) || (c == 0xF4 && next > 0x8F) ? 0 : 4;
    return 0;
}

static char *
put(char *to, unsigned long c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xE0 | c >> 12);
        } else {
            *to++ = (char)(0xF0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (c & 0x3F));
    return to;
}

static bool
may_stand(unsigned long c)
{
    return c >= 0x20 ? !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF
                     : c == '\t' || c == '\n' || c == '\r';
}

/* From "&" to behind ";"; NULL. No reference is shorter than what it stands for. */
static char *
reference(char *p, char **to)
{
    static const struct { const char *name; char c; } named[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
    };
    bool hex = p[1] == '#' && p[2] == 'x';
    unsigned long c = 0;
    char *digit = p + (hex ? 3 : 2), *at = digit;

    if (p[1] != '#') {
        for (size_t i = 0; i < ARRAY_LEN(named); i++) {
            if (strncmp(p, named[i].name, strlen(named[i].name)) != 0)
                continue;
            *(*to)++ = named[i].c;
            return p + strlen(named[i].name);
        }
        return NULL;
    }
    for (; c <= 0x10FFFF; at++) {
        if (*at >= '0' && *at <= '9')
            c = c * (hex ? 16 : 10) + (unsigned long)(*at - '0');
        else if (hex && (*at | 0x20) >= 'a' && (*at | 0x20) <= 'f')
            c = c * 16 + (unsigned long)((*at | 0x20) - 'a' + 10);
        else
            break;
    }
    if (at == digit || *at != ';' || !may_stand(c))
        return NULL;
    *to = put(*to, c);
    return at + 1;
}

/* Text, or a value between two of quote, up to what ends it, made in place what
 * it stands for; it then ends at *end. NULL: not plain. */
static char *
run(char *p, unsigned kind, char quote, char **end)
{
    char *to = p = skip(p, kind);
    size_t n;

    for (;;) {
        if (is(*p, kind)) {
            *to++ = *p++;
        } else if (*p == '&') {
            if ((p = reference(p, &to)) == NULL)
                return NULL;
        } else if ((unsigned char)*p >= 0x80) {
            if ((n = wide(p)) == 0)
                return NULL;
            while (n-- > 0)
                *to++ = *p++;
        } else if (is(*p, SPACE)) {     /* XML 1.0, 2.11 and 3.3.3 */
            p += p[0] == '\r' && p[1] == '\n' ? 2 : 1;
            *to++ = kind == VALUE ? ' ' : '\n';
        } else if (*p == ']' ? strncmp(p, "]]>", 3) != 0 : kind == VALUE && *p != quote && (*p == '"' || *p == '\'')) {
            *to++ = *p++;
        } else {
            *end = to;
            return p;
        }
    }
}

/* ---- tags --------------------------------------------------------------------------------- */

static char *
attribute(struct plain *s, char *p)
{
    char *name = p, *name_end, *value, *end, quote;

    if (!is(*p, FIRST) || s->nattributes == ATTRIBUTES_MOST)
        return NULL;
    p = skip(name_end = skip(p, NAME), SPACE);
    if (*p != '=')
        return NULL;
    p = skip(p + 1, SPACE);
    quote = *p;
    if (quote != '"' && quote != '\'')
        return NULL;
    value = p + 1;
    p = run(value, VALUE, quote, &end);
    if (p == NULL || *p != quote)
        return NULL;
    *name_end = *end = '\0';
    for (size_t i = 0; i < s->nattributes; i++) {
        if (*s->attributes[2 * i] == *name && strcmp(s->attributes[2 * i], name) == 0)
            return NULL;
    }
    s->attributes[2 * s->nattributes] = name;
    s->attributes[2 * s->nattributes++ + 1] = value;
    return p + 1;
}

static void
tell_text(const struct plain *s, const char *text, size_t n)
{
    if (n > 0 && s->to->text != NULL)
        s->to->text(s->arg, text, (int)n);
}

static void
tell_end(struct plain *s)
{
    s->to->end(s->arg, s->open[--s->depth]);
    s->told++;
}

/* Nothing is told before the whole tag is known to be plain. */
static char *
start_tag(struct plain *s, char *p, const char *text, size_t n)
{
    char *name = p, *name_end;
    bool empty;

    if (!is(*p, FIRST) || s->depth > LIMIT_XML_DEPTH)
        return NULL;
    name_end = p = skip(p, NAME);
    s->nattributes = 0;
    while (is(*p, SPACE) && *(p = skip(p, SPACE)) != '>' && *p != '/') {
        if ((p = attribute(s, p)) == NULL)
            return NULL;
    }
    empty = *p == '/';
    if (p[empty] != '>')
        return NULL;
    p += empty + 1;
    *name_end = '\0';
    s->attributes[2 * s->nattributes] = NULL;
    tell_text(s, text, n);
    s->open[s->depth++] = name;
    s->to->start(s->arg, name, s->attributes);
    s->told++;
    if (empty)
        tell_end(s);
    return p;
}

static char *
end_tag(struct plain *s, char *p, const char *text, size_t n)
{
    size_t length;

    if (s->depth == 0)
        return NULL;
    length = strlen(s->open[s->depth - 1]);
    if (strncmp(p, s->open[s->depth - 1], length) != 0 || *(p = skip(p + length, SPACE)) != '>')
        return NULL;
    tell_text(s, text, n);
    tell_end(s);
    return p + 1;
}

/* The declarations that programs write; NULL: another one. */
static char *
declaration(char *p)
{
    static const char *const usual[] = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>", "<?xml version='1.0' encoding='UTF-8'?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>", "<?xml version=\"1.0\"?>",
    };

    if (strncmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    if (strncmp(p, "<?", 2) != 0)
        return p;
    for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
        if (strncmp(p, usual[i], strlen(usual[i])) == 0)
            return p + strlen(usual[i]);
    }
    return NULL;
}

bool
xml_plain(char *bytes, size_t n, const struct xml_events *to, void *arg, const bool *stop,
          size_t *told)
{
    struct plain s = { .to = to, .arg = arg };
    char *p = declaration(bytes), *text, *end;

    while (p != NULL && !*stop) {
        text = end = p;
        p = s.depth > 0 ? run(p, TEXT, '\0', &end) : skip(p, SPACE);
        if (p == NULL || *p != '<' || (s.depth == 0 && s.told > 0))
            break;
        p = p[1] == '/' ? end_tag(&s, p + 2, text, (size_t)(end - text))
                        : start_tag(&s, p + 1, text, (size_t)(end - text));
    }
    *told = s.told;
    return *stop || (p == bytes + n && s.depth == 0 && s.told > 0);
}
