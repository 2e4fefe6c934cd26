/* Code points, one by one: inline, for nearly all text goes through here. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utf8proc.h>

#include "base/buf.h"

static inline bool
is_tail(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The code point at bytes; *step bytes long. Malformed: -1, one byte. Two and
 * three bytes, which is all Vietnamese needs, are read here: this is where a
 * form's text spends its time. */
static inline int32_t
code_point(const char *bytes, size_t n, size_t *step)
{
    utf8proc_int32_t c = (unsigned char)*bytes;
    utf8proc_ssize_t used;

    *step = 1;
    if (c < 0x80)
        return c;
    if (c >= 0xC2 && c < 0xE0 && n > 1 && is_tail(bytes[1])) {
        *step = 2;
        return (c & 0x1F) << 6 | (bytes[1] & 0x3F);
    }
    if (c > 0xE0 && c < 0xED && n > 2 && is_tail(bytes[1]) && is_tail(bytes[2])) {
        *step = 3;
        return (c & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
    }
    used = utf8proc_iterate((const utf8proc_uint8_t *)bytes, n < 4 ? (utf8proc_ssize_t)n : 4, &c);
    if (used <= 0)
        return -1;
    *step = (size_t)used;
    return c;
}

static inline void
add_code_point(struct buf *b, int32_t c)
{
    utf8proc_uint8_t bytes[4];

    buf_add(b, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

#endif
