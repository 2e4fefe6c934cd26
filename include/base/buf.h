/* A growing byte string, always NUL-terminated once something was added.
 * {0} is the empty buffer. */
#ifndef DOCKETD_BASE_BUF_H
#define DOCKETD_BASE_BUF_H

#include <stddef.h>

struct buf {
    char *data;
    size_t len;
    size_t cap;
};

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_room(struct buf *b, size_t n);         /* for n more and the NUL */
void buf_adds(struct buf *b, const char *text);
void buf_addi(struct buf *b, long long number);      /* in decimals */
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *buf_text(const struct buf *b);      /* "" when empty; valid until the next change */
char *buf_take(struct buf *b);                  /* the text, owned by the caller; leaves {0} */
void buf_cut(struct buf *b, size_t len);        /* back to a length it had */
void buf_reset(struct buf *b);                  /* empty, memory kept */
void buf_free(struct buf *b);                   /* leaves {0} */

/* Texts are folded, wrapped and quoted letter by letter. */
static inline void
buf_addc(struct buf *b, char c)
{
    if (b->cap - b->len < 2)
        buf_room(b, 1);
    b->data[b->len++] = c;
    b->data[b->len] = '\0';
}

#endif
