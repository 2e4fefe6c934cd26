#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_LEAST 64          /* bytes: one that holds a single text costs no more than the text alone */
#define BLOCK_MOST  (64u << 10)

struct arena_block {
    struct arena_block *before;
    size_t size;
    char bytes[];
};

static void
more(struct arena *a, size_t n)
{
    size_t size = a->last == NULL ? BLOCK_LEAST : 2 * a->last->size;
    struct arena_block *b;

    if (size > BLOCK_MOST)
        size = BLOCK_MOST;
    if (size < n)
        size = n;
    b = xmalloc(sizeof *b + size);
    b->before = a->last;
    b->size = size;
    *a = (struct arena){ .last = b, .at = b->bytes, .left = size };
}

char *
arena_textn(struct arena *a, const char *text, size_t n)
{
    char *copy;

    if (n >= a->left)
        more(a, n + 1);
    copy = memcpy(a->at, text, n);
    copy[n] = '\0';
    a->at += n + 1;
    a->left -= n + 1;
    return copy;
}

char *
arena_text(struct arena *a, const char *text)
{
    return text == NULL ? NULL : arena_textn(a, text, strlen(text));
}

void *
arena_zeroed(struct arena *a, size_t n, size_t size)
{
    const size_t unit = _Alignof(max_align_t), all = n * size;
    size_t off = (unit - (uintptr_t)a->at % unit) % unit;
    char *place;

    if (off + all >= a->left) {
        more(a, all + unit);
        off = (unit - (uintptr_t)a->at % unit) % unit;
    }
    place = a->at + off;
    a->at += off + all;
    a->left -= off + all;
    return memset(place, 0, all);
}

void
arena_free(struct arena *a)
{
    for (struct arena_block *b = a->last, *before; b != NULL; b = before) {
        before = b->before;
        free(b);
    }
    *a = (struct arena){0};
}
