/* Many small texts and tables that are freed together: an allocation serves dozens of them.
 * {0} is the empty arena. */
#ifndef DOCKETD_BASE_ARENA_H
#define DOCKETD_BASE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_block *last;
    char *at;                   /* what of it is not given away */
    size_t left;
};

char *arena_text(struct arena *, const char *text);        /* a copy, the arena's; NULL gives NULL */
char *arena_textn(struct arena *, const char *text, size_t n);     /* of the n bytes at text, and a NUL */
void *arena_zeroed(struct arena *, size_t n, size_t size);   /* n of this size, aligned for pointers and numbers */
void arena_free(struct arena *);                            /* leaves {0} */

#endif
