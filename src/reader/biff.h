/* The records of an old Excel workbook (MS-XLS 2.1.4): each has a number and
 * at most 8 KB, longer ones go on in CONTINUE records. */
#ifndef READER_BIFF_H
#define READER_BIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct biff {
    const unsigned char *bytes;
    size_t n;
    unsigned id;                /* of the record that is open */
    size_t at, end;             /* within its piece */
    bool wide;                  /* texts are Unicode: since Excel 97 */
    const char *charset;        /* of the others */
};

bool biff_next(struct biff *);          /* the next record; false at the end */
bool biff_left(struct biff *);          /* there is more of this one */
/* What is not there is 0. */
unsigned biff_u8(struct biff *);
unsigned biff_u16(struct biff *);
unsigned biff_u32(struct biff *);
double biff_double(struct biff *);
void biff_skip(struct biff *, size_t n);
#define BIFF_RUNS_MOST 60

struct biff_runs { size_t n; struct { unsigned at, font; } v[BIFF_RUNS_MOST]; };       /* at: in letters of UTF-16 */

/* A text of so many letters as UTF-8; at most LIMIT_CELL_TEXT bytes of it are
 * kept. runs: how its letters look; may be NULL. */
void biff_text(struct biff *, size_t letters, struct buf *out, struct biff_runs *runs);
char *biff_letters(struct biff *, size_t letters);      /* the same, the caller's */
double biff_rk(unsigned rk);            /* the short form of numbers, MS-XLS 2.5.217 */

#endif
