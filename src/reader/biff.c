#include "biff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "cfb.h"
#include "charset.h"

#define CONTINUE 0x3C

static bool
open_at(struct biff *b, size_t at)
{
    size_t size;

    if (at > b->n || b->n - at < 4)
        return false;
    b->id = little(b->bytes + at, 2);
    size = little(b->bytes + at + 2, 2);
    b->at = at + 4;
    b->end = size < b->n - b->at ? b->at + size : b->n;
    return true;
}

bool
biff_next(struct biff *b)
{
    return open_at(b, b->end);
}

bool
biff_left(struct biff *b)
{
    unsigned id = b->id;

    while (b->at == b->end && b->n - b->end >= 4 && little(b->bytes + b->end, 2) == CONTINUE)
        open_at(b, b->end);
    b->id = id;
    return b->at < b->end;
}

static unsigned
number(struct biff *b, int bytes)
{
    unsigned v = 0;

    for (int i = 0; i < bytes && biff_left(b); i++)
        v |= (unsigned)b->bytes[b->at++] << (8 * i);
    return v;
}

unsigned biff_u8(struct biff *b) { return number(b, 1); }
unsigned biff_u16(struct biff *b) { return number(b, 2); }
unsigned biff_u32(struct biff *b) { return number(b, 4); }

double
biff_double(struct biff *b)
{
    uint64_t low = biff_u32(b), bits = low | (uint64_t)biff_u32(b) << 32;
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

double
biff_rk(unsigned rk)
{
    uint64_t bits = (uint64_t)(rk & ~3u) << 32;
    double x;

    memcpy(&x, &bits, sizeof x);
    if (rk & 2)
        x = (int32_t)rk >> 2;
    return rk & 1 ? x / 100 : x;
}

void
biff_skip(struct biff *b, size_t n)
{
    while (n > 0 && biff_left(b)) {
        size_t step = n < b->end - b->at ? n : b->end - b->at;

        b->at += step;
        n -= step;
    }
}

static void
old_text(struct biff *b, size_t letters, struct buf *out)
{
    size_t n = letters < b->end - b->at ? letters : b->end - b->at;
    char *utf8 = charset_convert(b->charset, b->bytes + b->at, n, NULL);

    buf_adds(out, utf8);
    b->at += n;
    free(utf8);
}

/* Each piece says anew whether its letters have one byte or two. */
void
biff_text(struct biff *b, size_t letters, struct buf *out, struct biff_runs *runs)
{
    unsigned flags;
    size_t formats, phonetic;

    if (!b->wide) {
        old_text(b, letters, out);
        return;
    }
    flags = biff_u8(b);
    formats = flags & 8 ? biff_u16(b) : 0;
    phonetic = flags & 4 ? biff_u32(b) : 0;
    while (letters > 0) {
        size_t n, width;

        if (b->at == b->end) {
            if (!biff_left(b))
                return;
            flags = (flags & ~1u) | (biff_u8(b) & 1);
        }
        width = flags & 1 ? 2 : 1;
        n = (b->end - b->at) / width;
        n = n < letters ? n : letters;
        if (n == 0)
            return;
        if (out->len <= LIMIT_CELL_TEXT)
            charset_utf16(out, b->bytes + b->at, n, width == 2);
        b->at += n * width;
        letters -= n;
    }
    for (; runs != NULL && formats > 0 && runs->n < BIFF_RUNS_MOST; formats--) {
        runs->v[runs->n].at = biff_u16(b);
        runs->v[runs->n++].font = biff_u16(b);
    }
    biff_skip(b, 4 * formats);
    biff_skip(b, phonetic);
}

char *
biff_letters(struct biff *b, size_t letters)
{
    struct buf out = {0};

    buf_adds(&out, "");
    biff_text(b, letters, &out, NULL);
    return buf_take(&out);
}
