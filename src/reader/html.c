/* HTML to text. Not a browser: what stands on the page in the order of the
 * source; tables line by line with TAB between cells, so that a label and its
 * value stay in one line. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "parts.h"

#define ENTITY_MOST 10

enum effect { EFFECT_NONE, EFFECT_BREAK, EFFECT_BLOCK, EFFECT_CELL, EFFECT_HIDE, EFFECT_QUOTE };

static const struct { const char *tag; enum effect effect; } tags[] = {
    { "br", EFFECT_BREAK }, { "p", EFFECT_BLOCK }, { "div", EFFECT_BLOCK }, { "tr", EFFECT_BLOCK }, { "table", EFFECT_BLOCK },
    { "li", EFFECT_BLOCK }, { "ul", EFFECT_BLOCK }, { "ol", EFFECT_BLOCK }, { "h1", EFFECT_BLOCK }, { "h2", EFFECT_BLOCK },
    { "h3", EFFECT_BLOCK }, { "h4", EFFECT_BLOCK }, { "h5", EFFECT_BLOCK }, { "h6", EFFECT_BLOCK }, { "hr", EFFECT_BLOCK },
    { "pre", EFFECT_BLOCK }, { "dt", EFFECT_BLOCK }, { "dd", EFFECT_BLOCK }, { "section", EFFECT_BLOCK },
    { "article", EFFECT_BLOCK }, { "header", EFFECT_BLOCK }, { "footer", EFFECT_BLOCK }, { "td", EFFECT_CELL },
    { "th", EFFECT_CELL }, { "blockquote", EFFECT_QUOTE }, { "script", EFFECT_HIDE }, { "style", EFFECT_HIDE },
    { "title", EFFECT_HIDE }, { "template", EFFECT_HIDE },
};

static const struct { const char *name; uint16_t c; } entities[] = {
    { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", 160 }, { "ndash", 0x2013 },
    { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201C }, { "rdquo", 0x201D },
    { "hellip", 0x2026 }, { "bull", 0x2022 }, { "middot", 183 }, { "copy", 169 }, { "reg", 174 }, { "deg", 176 },
    { "laquo", 171 }, { "raquo", 187 }, { "euro", 0x20AC }, { "trade", 0x2122 }, { "times", 215 }, { "frac12", 189 },
    { "Agrave", 192 }, { "Aacute", 193 }, { "Acirc", 194 }, { "Atilde", 195 }, { "Auml", 196 }, { "Aring", 197 },
    { "AElig", 198 }, { "Ccedil", 199 }, { "Egrave", 200 }, { "Eacute", 201 }, { "Ecirc", 202 }, { "Euml", 203 },
    { "Igrave", 204 }, { "Iacute", 205 }, { "Icirc", 206 }, { "Iuml", 207 }, { "ETH", 208 }, { "Ntilde", 209 },
    { "Ograve", 210 }, { "Oacute", 211 }, { "Ocirc", 212 }, { "Otilde", 213 }, { "Ouml", 214 }, { "Oslash", 216 },
    { "Ugrave", 217 }, { "Uacute", 218 }, { "Ucirc", 219 }, { "Uuml", 220 }, { "Yacute", 221 }, { "THORN", 222 },
    { "szlig", 223 }, { "agrave", 224 }, { "aacute", 225 }, { "acirc", 226 }, { "atilde", 227 }, { "auml", 228 },
    { "aring", 229 }, { "aelig", 230 }, { "ccedil", 231 }, { "egrave", 232 }, { "eacute", 233 }, { "ecirc", 234 },
    { "euml", 235 }, { "igrave", 236 }, { "iacute", 237 }, { "icirc", 238 }, { "iuml", 239 }, { "eth", 240 },
    { "ntilde", 241 }, { "ograve", 242 }, { "oacute", 243 }, { "ocirc", 244 }, { "otilde", 245 }, { "ouml", 246 },
    { "oslash", 248 }, { "ugrave", 249 }, { "uacute", 250 }, { "ucirc", 251 }, { "uuml", 252 }, { "yacute", 253 },
    { "thorn", 254 }, { "yuml", 255 }, { "scaron", 0x161 }, { "Scaron", 0x160 }, { "zwnj", 0 }, { "zwj", 0 }, { "shy", 0 },
};

struct page {
    struct buf out;
    bool space;                 /* white space is owed */
    int quoted;                 /* blockquotes around */
};

static void
page_line(struct page *p)
{
    while (p->out.len > 0 && p->out.data[p->out.len - 1] == ' ')
        p->out.data[--p->out.len] = '\0';
    buf_addc(&p->out, '\n');
    p->space = false;
}

static bool
at_line_start(const struct page *p)
{
    return p->out.len == 0 || p->out.data[p->out.len - 1] == '\n';
}

static void
page_bytes(struct page *p, const char *bytes, size_t n)
{
    if (at_line_start(p)) {
        for (int i = 0; i < p->quoted && i < 5; i++)
            buf_adds(&p->out, "> ");
    } else if (p->space && p->out.data[p->out.len - 1] != '\t') {
        buf_addc(&p->out, ' ');
    }
    p->space = false;
    buf_add(&p->out, bytes, n);
}

static void
page_code_point(struct page *p, uint32_t c)
{
    char out[4];
    size_t n = 0;

    if (c == 0 || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        return;
    if (c < 0x80) {
        out[n++] = (char)c;
    } else if (c < 0x800) {
        out[n++] = (char)(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        out[n++] = (char)(0xE0 | c >> 12);
        out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
    } else {
        out[n++] = (char)(0xF0 | c >> 18);
        out[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
    }
    if (c >= 0x80)
        out[n++] = (char)(0x80 | (c & 0x3F));
    page_bytes(p, out, n);
}

/* "&amp;", "&#7879;", "&#x1EC7;": its length, or 0 if it is only an "&". */
static size_t
entity(struct page *p, const char *s, size_t n)
{
    size_t i = 1;
    char name[ENTITY_MOST + 1];
    uint32_t c = 0;

    if (n > 2 && s[1] == '#') {
        bool hex = s[2] == 'x' || s[2] == 'X';

        for (i = hex ? 3 : 2; i < n && i < 12 && (hex ? isxdigit((unsigned char)s[i]) : isdigit((unsigned char)s[i])); i++)
            c = c * (hex ? 16 : 10) + (uint32_t)(s[i] <= '9' ? s[i] - '0' : (s[i] | 32) - 'a' + 10);
        if (c == 0 || i == (hex ? 3u : 2u))
            return 0;
        page_code_point(p, c);
        return i < n && s[i] == ';' ? i + 1 : i;
    }
    while (i < n && i <= ENTITY_MOST && isalnum((unsigned char)s[i]))
        i++;
    memcpy(name, s + 1, i - 1);
    name[i - 1] = '\0';
    for (size_t k = 0; k < ARRAY_LEN(entities); k++) {
        if (strcmp(entities[k].name, name) == 0) {
            if (entities[k].c == 160)
                p->space = true;
            else
                page_code_point(p, entities[k].c);
            return i < n && s[i] == ';' ? i + 1 : i;
        }
    }
    return 0;
}

static enum effect
effect_of(const char *name, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
        if (strlen(tags[i].tag) == n && strncasecmp(tags[i].tag, name, n) == 0)
            return tags[i].effect;
    }
    return EFFECT_NONE;
}

/* Past a tag's ">": one in a quoted attribute does not end it. */
static size_t
tag_end(const char *s, size_t n)
{
    char quote = '\0';

    for (size_t i = 1; i < n; i++) {
        if (quote != '\0' ? s[i] == quote : s[i] == '>') {
            if (quote == '\0')
                return i + 1;
            quote = '\0';
        } else if (quote == '\0' && (s[i] == '"' || s[i] == '\'') && s[i - 1] == '=') {
            quote = s[i];
        }
    }
    return n;
}

/* Past "</script>" and the like. */
static size_t
hidden_end(const char *s, size_t n, const char *name, size_t len)
{
    for (size_t i = 0; i + len + 2 < n; i++) {
        const char *p = memchr(s + i, '<', n - i);

        if (p == NULL || (size_t)(p - s) + len + 2 >= n)
            break;
        i = (size_t)(p - s);
        if (p[1] == '/' && strncasecmp(p + 2, name, len) == 0)
            return i + tag_end(p, n - i);
    }
    return n;
}

static size_t
tag(struct page *p, const char *s, size_t n)
{
    size_t name = 1, len = 0, end;
    bool closing;

    if (n >= 4 && memcmp(s, "<!--", 4) == 0) {
        const char *close = memmem(s + 4, n - 4, "-->", 3);

        return close != NULL ? (size_t)(close + 3 - s) : n;
    }
    closing = n > 1 && s[1] == '/';
    name += closing;
    while (name + len < n && isalnum((unsigned char)s[name + len]))
        len++;
    if (len == 0 && (n < 2 || strchr("!?/", s[1]) == NULL)) {
        page_bytes(p, s, 1);            /* a "<" that begins no tag */
        return 1;
    }
    end = tag_end(s, n);
    switch (effect_of(s + name, len)) {
    case EFFECT_HIDE:
        return closing ? end : end + hidden_end(s + end, n - end, s + name, len);
    case EFFECT_BREAK:
        page_line(p);
        break;
    case EFFECT_QUOTE:
    case EFFECT_BLOCK:
        if (!at_line_start(p))
            page_line(p);
        break;
    case EFFECT_CELL:
        if (!closing && !at_line_start(p))
            buf_addc(&p->out, '\t');
        p->space = false;
        break;
    case EFFECT_NONE:
        break;
    }
    if (effect_of(s + name, len) == EFFECT_QUOTE)
        p->quoted += closing ? (p->quoted > 0 ? -1 : 0) : 1;
    return end;
}

char *
html_text(const char *s, size_t n)
{
    struct page p = {0};
    size_t i = 0, used;

    buf_adds(&p.out, "");
    while (i < n) {
        if (s[i] == '<') {
            i += tag(&p, s + i, n - i);
        } else if (s[i] == '&' && (used = entity(&p, s + i, n - i)) > 0) {
            i += used;
        } else if (isspace((unsigned char)s[i])) {
            p.space = !at_line_start(&p);
            i++;
        } else {
            for (used = 1; i + used < n && strchr("<& \t\r\n\f", s[i + used]) == NULL;)
                used++;
            page_bytes(&p, s + i, used);
            i += used;
        }
    }
    return buf_take(&p.out);
}
