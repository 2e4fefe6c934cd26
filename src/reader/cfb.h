/* Compound files (MS-CFB): the container of XLS, DOC, MSG and of encrypted
 * office documents. */
#ifndef READER_CFB_H
#define READER_CFB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cfb {
    const unsigned char *bytes;
    size_t n;
    unsigned shift;             /* of a sector's size */
    uint32_t *fat, *small_fat;  /* the sector after each */
    size_t nfat, nsmall;
    struct cfb_entry {
        char name[32];
        int type;
        bool top;
        uint32_t left, right, child, start;
        uint64_t size;
    } * entries;
    size_t nentries;
};

/* False if it is none; cfb_close is safe either way. The bytes must outlive it. */
bool cfb_open(struct cfb *, const void *bytes, size_t n);
void cfb_close(struct cfb *);
/* A stream or storage of that name: at the top, or anywhere. */
bool cfb_has(const struct cfb *, const char *name, bool anywhere);
/* The whole stream, the one at the top if there is; NULL if there is none. *cut
 * is set where the file ends or its sectors do before the stream. */
unsigned char *cfb_stream(const struct cfb *, const char *name, size_t *n, bool *cut);

static inline uint32_t little(const unsigned char *p, int bytes)
{
    uint32_t v = 0;

    while (bytes-- > 0)
        v = v << 8 | p[bytes];
    return v;
}

#endif
