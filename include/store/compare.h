/* Two dockets side by side: the one that was kept, and the one that was made
 * again from its archive and its journal (G5). */
#ifndef DOCKETD_STORE_COMPARE_H
#define DOCKETD_STORE_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct difference {
    const char *row;                    /* which row, in words: "TN-2023-0042" */
    const char *column;                 /* NULL: the row stands in one docket only */
    const char *kept, *rebuilt;         /* of the column; NULL: none. Without a column: whichever has the row is not NULL */
};
typedef void compare_told(void *arg, const struct difference *);

extern const char *const compare_tables[];          /* to NULL: what must be the same */
/* What may differ, each with the reason; to NULL. */
extern const struct aside { const char *table, *column, *why_vi, *why; } compare_aside[];

/* The rows of one of these tables; *rows: how many the kept docket has. */
int compare_table(struct store *kept, struct store *rebuilt, size_t table, int64_t *rows,
                  compare_told *, void *arg);

#endif
