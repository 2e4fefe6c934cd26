/* A compound file is a small file system: sectors chained by a table, small
 * streams within the stream of the root, names in a directory that is a tree. */
#include "cfb.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define HEADER      512
#define ENTRY       128
#define SMALL_SHIFT 6
#define SMALL_LEAST 4096                /* a shorter stream is a small one */
#define NONE        0xFFFFFFFFu
#define LAST_SECTOR 0xFFFFFFFAu         /* above are marks, no sectors */
#define ENTRIES_MOST 20000

static const char magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

static const unsigned char *
sector(const struct cfb *c, uint32_t i, size_t *n)
{
    uint64_t at = ((uint64_t)i + 1) << c->shift;

    if (i >= LAST_SECTOR || at >= c->n)
        return NULL;
    *n = c->n - at < (size_t)1 << c->shift ? c->n - (size_t)at : (size_t)1 << c->shift;
    return c->bytes + at;
}

/* A table's sector: whole numbers of 32 bits, appended. */
static bool
table_add(const struct cfb *c, uint32_t i, uint32_t **table, size_t *n)
{
    size_t size;
    const unsigned char *p = sector(c, i, &size);

    if (p == NULL || *n > c->n / 4 + HEADER)        /* no more than the file could hold */
        return false;
    for (size_t k = 0; k + 4 <= size; k += 4)
        *ARRAY_MORE(*table, *n) = little(p + k, 4);
    return true;
}

/* 109 of the table's sectors stand in the header, the others in a chain. */
static void
fat_read(struct cfb *c)
{
    uint32_t more = little(c->bytes + 0x44, 4), per = (1u << c->shift) / 4 - 1;
    size_t size, turns = 0;
    const unsigned char *p;

    for (int i = 0; i < 109 && table_add(c, little(c->bytes + 0x4C + 4 * i, 4), &c->fat, &c->nfat);
         i++)
        ;
    while ((p = sector(c, more, &size)) != NULL && size == (size_t)1 << c->shift &&
           turns++ <= c->n >> c->shift) {
        for (uint32_t i = 0; i < per; i++)
            table_add(c, little(p + 4 * i, 4), &c->fat, &c->nfat);
        more = little(p + 4 * per, 4);
    }
}

/* The bytes of a chain of sectors, at most so many. */
static unsigned char *
chain(const struct cfb *c, uint32_t start, uint64_t most, size_t *n)
{
    unsigned char *out;
    size_t size, turns = 0, room = most < c->n ? (size_t)most : c->n;
    const unsigned char *p;

    *n = 0;
    out = xmalloc(room + 1);
    while (*n < room && (p = sector(c, start, &size)) != NULL && turns++ <= c->n >> c->shift) {
        size = size < room - *n ? size : room - *n;
        memcpy(out + *n, p, size);
        *n += size;
        start = start < c->nfat ? c->fat[start] : NONE;
    }
    return out;
}

static unsigned char *
small_chain(const struct cfb *c, uint32_t start, uint64_t most, size_t *n)
{
    size_t within = 0, room = most < SMALL_LEAST ? (size_t)most : SMALL_LEAST;
    unsigned char *all = chain(c, c->entries[0].start, c->entries[0].size, &within),
                  *out = xmalloc(room + 1);

    *n = 0;
    while (*n < room && start < LAST_SECTOR && (uint64_t)start << SMALL_SHIFT < within) {
        size_t at = (size_t)start << SMALL_SHIFT,
               size = within - at < 1u << SMALL_SHIFT ? within - at : 1u << SMALL_SHIFT;

        size = size < room - *n ? size : room - *n;
        memcpy(out + *n, all + at, size);
        *n += size;
        start = start < c->nsmall ? c->small_fat[start] : NONE;
    }
    free(all);
    return out;
}

static void
entry_add(struct cfb *c, const unsigned char *p)
{
    struct cfb_entry *e = ARRAY_MORE(c->entries, c->nentries);

    *e = (struct cfb_entry){ .type = p[66],
                             .left = little(p + 68, 4),
                             .right = little(p + 72, 4),
                             .child = little(p + 76, 4),
                             .start = little(p + 116, 4),
                             .size = little(p + 120, 4) };
    for (size_t i = 0; i + 1 < sizeof e->name && (p[2 * i] != 0 || p[2 * i + 1] != 0); i++)
        e->name[i] = p[2 * i + 1] == 0 && p[2 * i] < 0x80 ? (char)p[2 * i] : '?';
}

/* The siblings of the root's child; each is visited once. */
static void
top_mark(struct cfb *c)
{
    uint32_t *open = xcalloc(c->nentries + 1, sizeof *open);
    size_t n = 0;

    open[n++] = c->entries[0].child;
    while (n > 0) {
        uint32_t i = open[--n];
        struct cfb_entry *e;

        if (i >= c->nentries || c->entries[i].top)
            continue;
        e = &c->entries[i];
        e->top = true;
        if (n + 2 <= c->nentries) {
            open[n++] = e->left;
            open[n++] = e->right;
        }
    }
    free(open);
}

bool
cfb_open(struct cfb *c, const void *bytes, size_t n)
{
    unsigned char *directory;
    size_t size, nfat = 0;
    uint32_t next;

    *c = (struct cfb){ .bytes = bytes, .n = n };
    if (n < HEADER || memcmp(bytes, magic, sizeof magic - 1) != 0)
        return false;
    c->shift = little(c->bytes + 0x1E, 2);
    if (c->shift != 9 && c->shift != 12)
        return false;
    fat_read(c);
    directory = chain(c, little(c->bytes + 0x30, 4), n, &size);
    for (size_t at = 0; at + ENTRY <= size && c->nentries < ENTRIES_MOST; at += ENTRY)
        entry_add(c, directory + at);
    free(directory);
    next = little(c->bytes + 0x3C, 4);
    while (nfat++ <= n >> c->shift && table_add(c, next, &c->small_fat, &c->nsmall))
        next = next < c->nfat ? c->fat[next] : NONE;
    if (c->nentries == 0)
        return false;
    top_mark(c);
    return true;
}

void
cfb_close(struct cfb *c)
{
    free(c->fat);
    free(c->small_fat);
    free(c->entries);
    *c = (struct cfb){0};
}

static const struct cfb_entry *
find(const struct cfb *c, const char *name, bool anywhere)
{
    for (size_t i = 1; i < c->nentries; i++) {
        const struct cfb_entry *e = &c->entries[i];

        if ((e->type == 1 || e->type == 2) && (anywhere || e->top) &&
            strcasecmp(e->name, name) == 0)
            return e;
    }
    return NULL;
}

bool
cfb_has(const struct cfb *c, const char *name, bool anywhere)
{
    return find(c, name, anywhere) != NULL;
}

unsigned char *
cfb_stream(const struct cfb *c, const char *name, size_t *n, bool *cut)
{
    const struct cfb_entry *e = find(c, name, false);
    unsigned char *out;

    if (e == NULL)
        e = find(c, name, true);
    if (e == NULL || e->type != 2)
        return NULL;
    out = e->size < SMALL_LEAST ? small_chain(c, e->start, e->size, n)
                                : chain(c, e->start, e->size, n);
    *cut |= *n < e->size;
    return out;
}
