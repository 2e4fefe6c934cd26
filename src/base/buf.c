/* A growing byte string. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
buf_room(struct buf *b, size_t n)
{
    size_t need = b->len + n + 1;

    if (need <= b->cap)
        return;
    b->cap = b->cap < 64 ? 64 : b->cap;
    while (b->cap < need)
        b->cap *= 2;
    b->data = xreallocarray(b->data, b->cap, 1);
    b->data[b->len] = '\0';
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
    if (b->cap - b->len <= n)
        buf_room(b, n);
    if (n > 0)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void
buf_adds(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void
buf_addi(struct buf *b, long long number)
{
    if (number >= 0 && number < 10) {           /* most are */
        buf_addc(b, (char)('0' + number));
        return;
    }

    char digits[24], *at = digits + sizeof digits;
    unsigned long long left = number < 0 ? 0ull - (unsigned long long)number
                                         : (unsigned long long)number;

    do
        *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        *--at = '-';
    buf_add(b, at, (size_t)(digits + sizeof digits - at));
}

void
buf_addf(struct buf *b, const char *format, ...)
{
    va_list ap, again;
    size_t room;
    int n;

    buf_room(b, 0);
    room = b->cap - b->len;
    va_start(ap, format);
    va_copy(again, ap);
    n = vsnprintf(b->data + b->len, room, format, ap);
    va_end(ap);
    if (n > 0 && (size_t)n >= room) {
        buf_room(b, (size_t)n);
        vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
    }
    b->len += n > 0 ? (size_t)n : 0;
    va_end(again);
}

const char *
buf_text(const struct buf *b)
{
    return b->data != NULL ? b->data : "";
}

char *
buf_take(struct buf *b)
{
    char *text = b->data != NULL ? b->data : xstrdup("");

    *b = (struct buf){0};
    return text;
}

void
buf_cut(struct buf *b, size_t len)
{
    if (len < b->len) {
        b->len = len;
        b->data[len] = '\0';
    }
}

void
buf_reset(struct buf *b)
{
    b->len = 0;
    if (b->data != NULL)
        b->data[0] = '\0';
}

void
buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}
