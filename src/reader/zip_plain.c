/* PKWARE's APPNOTE 4.3: one archive from the first byte to the last, stored or
 * deflated, each member where the list says it is. */
#include "zip_plain.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

#define LOCAL 30                /* bytes of a local header, of a row of the list, of the end, without what varies */
#define ROW 46
#define END 22
#define COMMENT_MOST 0x10000    /* how far before the last byte the end may stand */
#define UTF8 0x0800
#define FLAGS_KNOWN (UTF8 | 0x000E)     /* how hard it was packed, sizes behind the data */
#define DEFLATED 8

static uint32_t
number(const unsigned char *p, int bytes)
{
    uint32_t value = 0;

    while (bytes-- > 0)
        value = value << 8 | p[bytes];
    return value;
}

/* Beyond ASCII: whether it is UTF-8 or of some DOS page is said. */
static bool
name_is_plain(const unsigned char *name, size_t n, uint32_t flags, bool *utf8)
{
    bool ascii = true;

    for (size_t i = 0; i < n; i++) {
        if (name[i] < 0x20 || name[i] == 0x7F)
            return false;
        ascii = ascii && name[i] < 0x80;
    }
    *utf8 = ascii || (flags & UTF8) != 0;
    return n > 0 && n <= LIMIT_ENTRY_NAME &&
           (ascii || !*utf8 || text_is_utf8((const char *)name, n));
}

/* Times and owners; not larger sizes, other names, encryption. */
static bool
extra_is_plain(const unsigned char *p, size_t n)
{
    static const uint32_t known[] = { 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0xA220, 0xCAFE };
    size_t i = 0;

    while (n > 0) {
        if (n < 4 || n - 4 < number(p + 2, 2))
            return false;
        for (i = 0; i < ARRAY_LEN(known) && known[i] != number(p, 2);)
            i++;
        if (i == ARRAY_LEN(known))
            return false;
        n -= 4 + number(p + 2, 2);
        p += 4 + number(p + 2, 2);
    }
    return true;
}

/* The local header before its data says the same. */
static bool
data_find(struct plain_member *m, const unsigned char *bytes, size_t list, uint32_t at,
          uint32_t method)
{
    const unsigned char *p;
    size_t room, before;

    if (at > list || (room = list - at) < LOCAL)
        return false;
    p = bytes + at;
    before = LOCAL + (size_t)number(p + 26, 2) + number(p + 28, 2);
    if (memcmp(p, "PK\3\4", 4) != 0 || number(p + 8, 2) != method || number(p + 26, 2) != m->name_size ||
        before > room || m->packed > room - before || memcmp(p + LOCAL, m->name, m->name_size) != 0)
        return false;
    m->data = p + before;
    return true;
}

/* Bytes of the row at p, of which there are room; 0: it is not plain. */
static size_t
row_read(const unsigned char *bytes, size_t list, const unsigned char *p, size_t room,
         struct plain_member *m)
{
    size_t name, extra, method;

    if (room < ROW || memcmp(p, "PK\1\2", 4) != 0 || number(p + 32, 2) != 0 || number(p + 34, 2) != 0 ||
        (number(p + 8, 2) & ~(uint32_t)FLAGS_KNOWN) != 0)
        return 0;
    method = number(p + 10, 2);
    name = number(p + 28, 2);
    extra = number(p + 30, 2);
    *m = (struct plain_member){ .name = (const char *)p + ROW, .name_size = name, .crc = number(p + 16, 4),
                                .packed = number(p + 20, 4), .size = number(p + 24, 4), .stored = method == 0 };
    if (room - ROW < name + extra || !name_is_plain(p + ROW, name, number(p + 8, 2), &m->utf8) ||
        !extra_is_plain(p + ROW + name, extra) || m->packed == UINT32_MAX ||
        m->size == UINT32_MAX || (method != 0 && method != DEFLATED) ||
        (m->stored && m->packed != m->size) ||
        !data_find(m, bytes, list, number(p + 42, 4), (uint32_t)method))
        return 0;
    return ROW + name + extra;
}

/* Where libzip might find another list. */
static bool
ends_once(const unsigned char *from, const unsigned char *end)
{
    while ((from = memchr(from, 'P', (size_t)(end - from))) != NULL) {
        if (memcmp(from, "PK\5\6", 4) == 0)
            return false;
        from++;
    }
    return true;
}

bool
zip_plain_list(const void *bytes, size_t size, struct plain_member **v, size_t *n)
{
    const unsigned char *end = (const unsigned char *)bytes + (size < END ? 0 : size - END), *p;
    size_t list, left, used = 0;

    *v = NULL;
    *n = 0;
    if (size < END || memcmp(end, "PK\5\6", 4) != 0 || number(end + 4, 4) != 0 || number(end + 20, 2) != 0 ||
        number(end + 8, 2) != number(end + 10, 2) || number(end + 10, 2) > LIMIT_ENTRIES)
        return false;
    left = number(end + 12, 4);
    list = number(end + 16, 4);
    if (list > size - END || left != size - END - list)
        return false;
    if (!ends_once(end - (size - END < COMMENT_MOST ? size - END : COMMENT_MOST), end))
        return false;
    *v = xcalloc(number(end + 10, 2) + 1, sizeof **v);
    p = (const unsigned char *)bytes + list;
    while (*n < number(end + 10, 2) && (used = row_read(bytes, list, p, left, &(*v)[*n])) > 0) {
        p += used;
        left -= used;
        ++*n;
    }
    if (left == 0 && *n > 0 && *n == number(end + 10, 2))
        return true;
    free(*v);
    *v = NULL;
    *n = 0;
    return false;
}

static bool
inflate(const struct plain_member *m, char *out, struct libdeflate_decompressor **d)
{
    size_t used = 0;

    if (*d == NULL && (*d = libdeflate_alloc_decompressor()) == NULL)
        return false;
    return libdeflate_deflate_decompress_ex(*d, m->data, m->packed, out, m->size, &used, NULL) ==
               LIBDEFLATE_SUCCESS &&
           used == m->packed;
}

char *
zip_plain_take(const struct plain_member *m, struct libdeflate_decompressor **d)
{
    char *out = xmalloc((size_t)m->size + 1);

    if (m->stored)
        memcpy(out, m->data, m->size);
    if ((!m->stored && !inflate(m, out, d)) || libdeflate_crc32(0, out, m->size) != m->crc) {
        free(out);
        return NULL;
    }
    out[m->size] = '\0';
    return out;
}

void
zip_plain_prepare(void)
{
    static const unsigned char nothing[] = { 3, 0 };
    const struct plain_member empty = { .data = nothing, .packed = sizeof nothing };
    struct libdeflate_decompressor *d = NULL;

    free(zip_plain_take(&empty, &d));
    zip_plain_done(d);
}

void
zip_plain_done(struct libdeflate_decompressor *d)
{
    if (d != NULL)
        libdeflate_free_decompressor(d);
}
