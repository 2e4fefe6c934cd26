/* An XLSX form goes back to its sender with the wrong cells filled and
 * commented: same file, values untouched. Runs only inside docket-reader,
 * after the sandbox is up. */
#ifndef DOCKETD_READER_MARK_H
#define DOCKETD_READER_MARK_H

#include <stddef.h>

#include "base/buf.h"

#define MARK_BYTES_MOST (4ul << 20)     /* a larger file is not sent back */
#define MARKS_MOST 400

struct cell_mark { char *place, *text; };       /* "Biểu 1!D12" */
struct cell_marks {
    struct cell_mark *v;
    size_t n;
    char *mended;               /* what a comment of an earlier return says where the cell is right now */
};
/* {"mended": text, "marks": [[place, text], ...]}: 0, or -1. */
int cell_marks_parse(const char *json, struct cell_marks *);
void cell_marks_free(struct cell_marks *);

/* Of the raw mail the file with this hash, marked. -1 and *why: it is none, is
 * no plain XLSX (macros, links, embedded or hidden things, parts that no form
 * has), or cannot be marked. */
int reader_mark(const void *mail, size_t n, const char *sha256, const struct cell_marks *,
                struct buf *out, char **why);

#endif
