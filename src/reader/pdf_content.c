/* The words of a content stream (ISO 32000-1, 7.8.2). Dictionaries and arrays
 * need no telling apart: what they hold is dropped at the next operator. */
#include "pdf_content.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool
is_delimiter(char c)
{
    return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

static bool
is_blank(char c)
{
    return c == '\0' || c == ' ' || (c >= '\t' && c <= '\r');
}

static void
byte_add(struct operands *o, int byte)
{
    if (o->text < STRING_MOST)
        o->string[o->text] = (unsigned char)byte;
    o->text++;
}

/* What stands behind a backslash (7.3.4.2). */
static const char *
escape_take(struct operands *o, const char *at, const char *end)
{
    static const char signs[] = "nrtbf", bytes[] = "\n\r\t\b\f";
    const char *sign;
    int octal = 0;

    if (at == end)
        return at;
    if (*at >= '0' && *at <= '7') {
        for (int i = 0; i < 3 && at < end && *at >= '0' && *at <= '7'; i++)
            octal = octal * 8 + *at++ - '0';
        byte_add(o, octal & 0xFF);
        return at;
    }
    if (*at == '\r')
        return at + 1 < end && at[1] == '\n' ? at + 2 : at + 1;
    sign = *at != '\0' ? strchr(signs, *at) : NULL;
    if (*at != '\n')
        byte_add(o, sign != NULL ? bytes[sign - signs] : *at);
    return at + 1;
}

static const char *
string_take(struct operands *o, const char *at, const char *end)
{
    int deep = 1;

    while (at < end) {
        char c = *at++;

        if (c == '\\') {
            at = escape_take(o, at, end);
            continue;
        }
        deep += (c == '(') - (c == ')');
        if (deep == 0)
            break;
        byte_add(o, c);
    }
    return at;
}

static int
hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

static const char *
hex_take(struct operands *o, const char *at, const char *end)
{
    int high = -1;

    for (; at < end && *at != '>'; at++) {
        if (!isxdigit((unsigned char)*at))
            continue;
        if (high >= 0)
            byte_add(o, high << 4 | hex_value(*at));
        high = high >= 0 ? -1 : hex_value(*at);
    }
    if (high >= 0)
        byte_add(o, high << 4);
    return at;
}

/* An image within the content: its data ends with EI between blanks. */
static const char *
image_skip(const char *at, const char *end)
{
    for (; at + 3 < end; at++) {
        if (is_blank(at[0]) && at[1] == 'E' && at[2] == 'I' && is_blank(at[3]))
            return at + 3;
    }
    return end;
}

static const char *
word_take(struct operands *o, const char *at, const char *end, operator_seen *run, void *arg)
{
    const char *from = at;
    char number[32] = "", *behind;

    while (at < end && !is_blank(*at) && !is_delimiter(*at))
        at++;
    if ((size_t)(at - from) < sizeof number)
        memcpy(number, from, (size_t)(at - from));
    if (isdigit((unsigned char)*from) || strchr("+-.", *from) != NULL) {
        double x = strtod(number, &behind);

        if (o->n == OPERANDS_MOST)
            memmove(o->v, o->v + 1, (OPERANDS_MOST - 1) * sizeof *o->v);
        o->v[o->n == OPERANDS_MOST ? OPERANDS_MOST - 1 : o->n++] = x;
        o->sum += x;
    } else {
        run(arg, from, (size_t)(at - from));
        o->n = 0;
        o->sum = 0;
        o->text = 0;
        if (strcmp(number, "ID") == 0)
            at = image_skip(at, end);
    }
    return at;
}

static const char *
name_take(struct operands *o, const char *at, const char *end)
{
    const char *from = at++;
    size_t n;

    while (at < end && !is_blank(*at) && !is_delimiter(*at))
        at++;
    n = (size_t)(at - from) < sizeof o->name ? (size_t)(at - from) : sizeof o->name - 1;
    memcpy(o->name, from, n);
    o->name[n] = '\0';
    return at;
}

void
operators_read(const char *bytes, size_t n, struct operands *o, operator_seen *run, void *arg)
{
    const char *at = bytes, *end = bytes + n;

    while (at < end) {
        if (*at == '(')
            at = string_take(o, at + 1, end);
        else if (*at == '%')
            while (at < end && *at != '\n' && *at != '\r')
                at++;
        else if (*at == '/')
            at = name_take(o, at, end);
        else if (*at == '<' && at + 1 < end && at[1] != '<')
            at = hex_take(o, at + 1, end);
        else if (is_blank(*at) || is_delimiter(*at))
            at++;
        else
            at = word_take(o, at, end, run, arg);
    }
}
