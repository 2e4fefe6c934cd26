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

static const char *
string_skip(struct operands *o, const char *at, const char *end)
{
    int deep = 1;

    for (; at < end && deep > 0; at++) {
        if (*at == '\\')
            at++;
        else
            deep += (*at == '(') - (*at == ')');
        o->text++;
    }
    return at < end ? at : end;
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
    } else {
        run(arg, from, (size_t)(at - from));
        o->n = 0;
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
            at = string_skip(o, at + 1, end);
        else if (*at == '%')
            while (at < end && *at != '\n' && *at != '\r')
                at++;
        else if (*at == '/')
            at = name_take(o, at, end);
        else if (*at == '<' && at + 1 < end && at[1] != '<')
            for (at++; at < end && *at != '>'; at++)
                o->text++;
        else if (is_blank(*at) || is_delimiter(*at))
            at++;
        else
            at = word_take(o, at, end, run, arg);
    }
}
