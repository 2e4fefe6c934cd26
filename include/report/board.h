/* The board: what an office looks at instead of asking. Static pages of HTML
 * made of the docket's rows and templates of etc/board; the same docket, clock
 * and templates give the same bytes. Reads the store, writes no file.
 *
 * Pages: index.html, and unless it is public one of each round shown there
 * (report-HALF_YEAR-2023.html) and of each unit (unit-h-tam-nong.html). Public
 * ones hold counts and dates, no unit, person or mail.
 *
 * The keys of the templates stand in board_keys, with their meaning. */
#ifndef DOCKETD_REPORT_BOARD_H
#define DOCKETD_REPORT_BOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/letter/letter.h"
#include "model/plan.h"
#include "model/settings.h"
#include "store/store.h"

struct board_style {                /* one language's templates; nothing is owned here */
    const char *language;           /* "vi", "en" */
    const struct letter_template *index, *report, *unit;
    const char *style_hash;         /* "sha256-..." of what stands in <style> (CSP level 3) */
};

/* The docket as it stands, for pages in any language; lives no longer than what it
 * is given. 0, or -1 after logging, and NULL. */
struct board;
int board_read(struct store *, const struct plan *, const struct settings *, bool public,
               instant now, struct board **);
void board_free(struct board *);        /* NULL is safe */

/* Takes one page, which is gone when it returns; not 0 ends the making with that. */
typedef int board_take(void *arg, const char *name, const char *html, size_t n);

/* 0, what take returned, or -1 after logging. */
int board_make(struct board *, const struct board_style *, board_take *take, void *arg);

/* For letter_template_check. */
extern const char *const board_keys[];
extern const size_t board_nkeys;

#endif
