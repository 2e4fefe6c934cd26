/* winmail.dat (MS-OXTNEF): a list of attributes; only the attached files in
 * it are taken. Written here because it is short and every length is checked
 * in one place. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "charset.h"
#include "files.h"

enum { LEVEL_MESSAGE = 1, LEVEL_ATTACHMENT = 2 };
enum { ATTR_TITLE = 0x8010, ATTR_DATA = 0x800F, ATTR_RENDERING = 0x9002, ATTR_PROPERTIES = 0x9005 };
enum { PROP_LONG_NAME = 0x3707, PROP_TEXT8 = 0x1E, PROP_TEXT16 = 0x1F };

struct span { const unsigned char *at; size_t n; };

struct found {
    char *title, *long_name;
    struct span data;
};

static uint32_t
u16(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t
u32(const unsigned char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

static bool
skip(struct span *s, size_t n)
{
    if (n > s->n)
        return false;
    s->at += n;
    s->n -= n;
    return true;
}

static char *
name_text(const char *charset, const unsigned char *bytes, size_t n)
{
    char *utf8, *clean;

    while (n > 0 && bytes[n - 1] == '\0')
        n--;
    if (charset != NULL && n % 2 == 1)          /* a zero was half of the last letter */
        n++;
    utf8 = charset_convert(charset, bytes, n, NULL);
    clean = text_clean_line(utf8, strlen(utf8));
    free(utf8);
    return clean;
}

/* Bytes of one value of a property of fixed size; 0: its length stands before it. */
static size_t
fixed_size(uint32_t type)
{
    switch (type & 0xFFF) {
    case 0x02: case 0x03: case 0x04: case 0x0A: case 0x0B: return 4;
    case 0x05: case 0x06: case 0x07: case 0x14: case 0x40: return 8;
    case 0x48: return 16;
    }
    return 0;
}

/* A property with a number instead of a name has that in between (2.1.3.5). */
static bool
skip_name(struct span *s, uint32_t id)
{
    uint32_t kind, len;

    if (id < 0x8000)
        return true;
    if (!skip(s, 16) || s->n < 8)
        return false;
    kind = u32(s->at);
    len = u32(s->at + 4);
    return skip(s, 8) && (kind == 0 || (len <= s->n && skip(s, (len + 3) & ~3u)));
}

static void
properties_read(struct span s, struct found *f)
{
    uint32_t count = s.n >= 4 ? u32(s.at) : 0;

    skip(&s, 4);
    for (uint32_t i = 0; i < count && s.n >= 4; i++) {
        uint32_t type = u16(s.at), id = u16(s.at + 2), values = 1;
        size_t fixed = fixed_size(type);

        skip(&s, 4);
        if (!skip_name(&s, id))
            return;
        if (fixed == 0 || (type & 0x1000) != 0) {       /* a count of values comes first */
            values = s.n >= 4 ? u32(s.at) : 0;
            skip(&s, 4);
        }
        for (uint32_t v = 0; v < values; v++) {
            uint32_t len = fixed > 0 ? (uint32_t)fixed : s.n >= 4 ? u32(s.at) : 0;

            if ((fixed == 0 && !skip(&s, 4)) || len > s.n)
                return;
            if (id == PROP_LONG_NAME && f->long_name == NULL &&
                ((type & 0xFFF) == PROP_TEXT16 || (type & 0xFFF) == PROP_TEXT8))
                f->long_name = name_text((type & 0xFFF) == PROP_TEXT16 ? "UTF-16LE" : NULL, s.at,
                                         len);
            if (!skip(&s, (len + 3) & ~(size_t)3))
                return;
        }
    }
}

static void
found_end(struct found *f, struct opening *o, struct buf *names)
{
    const char *name = f->long_name != NULL && *f->long_name != '\0' ? f->long_name : f->title;

    if (f->data.at != NULL && o->files->n < LIMIT_ENTRIES) {
        struct incoming in = { .name = name, .bytes = f->data.at, .n = f->data.n };

        buf_addf(names, "%s\n", name != NULL ? name : "");
        files_add(o->files, &in, o->index, o->depth + 1);
    }
    free(f->title);
    free(f->long_name);
    *f = (struct found){0};
}

void
tnef_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct span s = { bytes, n };
    struct found f = {0};
    struct buf names = {0};

    if (o->depth >= LIMIT_ARCHIVE_DEPTH) {
        refuse(a, ATTACHMENT_UNREADABLE, "archives are nested deeper than %d", LIMIT_ARCHIVE_DEPTH);
        return;
    }
    a->status = ATTACHMENT_READ;
    skip(&s, 6);
    while (s.n >= 9) {
        uint32_t level = s.at[0], id = u16(s.at + 1), len = u32(s.at + 5);
        struct span value = { s.at + 9, len };

        if (len > s.n - 9 || level < LEVEL_MESSAGE || level > LEVEL_ATTACHMENT) {
            shorten(a, "it ends in the middle of an attribute");
            break;
        }
        if (level == LEVEL_ATTACHMENT && id == ATTR_RENDERING) {
            found_end(&f, o, &names);
        } else if (level == LEVEL_ATTACHMENT && id == ATTR_TITLE) {
            free(f.title);
            f.title = name_text(NULL, value.at, value.n);
        } else if (level == LEVEL_ATTACHMENT && id == ATTR_DATA) {
            f.data = value;
        } else if (level == LEVEL_ATTACHMENT && id == ATTR_PROPERTIES) {
            properties_read(value, &f);
        }
        skip(&s, 9 + (size_t)len);
        if (!skip(&s, 2))                       /* checksum */
            break;
    }
    if (s.n > 0)
        shorten(a, "it ends in the middle of an attribute");
    found_end(&f, o, &names);
    if (names.len == 0 && flag_on(&a->flags, FLAG_TRUNCATED))
        refuse(a, ATTACHMENT_UNREADABLE, "no file could be read of it: it is damaged");
    a->text = names.len > 0 ? buf_take(&names) : NULL;
}
