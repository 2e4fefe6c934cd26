/* The board's templates, and its pages on disk (report/board.h makes them). */
#ifndef DOCKETD_OFFICE_DESK_BOARD_H
#define DOCKETD_OFFICE_DESK_BOARD_H

#include <stdbool.h>

#include "office/desk/desk.h"

struct board_styles;                /* of each of the office's languages */

/* NULL and *cause if a template is missing or malformed. */
struct board_styles *board_styles_load(const char *folder, const char *language, char **cause);
void board_styles_free(struct board_styles *);      /* NULL is safe */

/* Makes all pages and puts each in its place by rename; pages of ours that are
 * no more are removed. A second language has a folder of its own below. 0; -1
 * if the docket cannot be read; -2 and *cause if the folder cannot be written. */
int board_write(struct desk *, const char *folder, bool public, instant now, char **cause);

struct board_watch {                /* zero at start */
    int64_t head;                   /* the journal's, when it was last made */
    instant made;
    int64_t rest_until;             /* monotonic ms */
};
/* Writes it if anything changed, an hour went by or the day turned. */
int board_tick(struct desk *, struct board_watch *, instant now);

#endif
