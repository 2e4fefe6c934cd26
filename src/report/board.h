/* The board while it is made: the docket's rows, and their contexts. */
#ifndef REPORT_BOARD_H
#define REPORT_BOARD_H

#include <jansson.h>

#include "core/calendar/count.h"
#include "report/board.h"
#include "store/docket.h"

#define BOARD_SOON 14               /* days before a deadline from which on it is shown as near */
#define BOARD_AHEAD 60              /* days for which deadlines are listed */
#define BOARD_BARS 6                /* rounds of a report in its chart */
#define BOARD_ROWS 400              /* units in the matrix; the others stand on the pages of the rounds */

struct round_rows {                 /* one report's period */
    const struct report *report;
    char *period;
    instant due;                    /* of most units; INSTANT_NONE */
    struct obligation **of_unit;    /* by index in the plan; NULL where it owes none */
    struct count count;             /* of tracked units */
    bool column;                    /* it stands in the matrix */
    json_t *said;                   /* its context, once made */
};

struct unit_rows {
    const struct unit *unit;
    json_t *page;                   /* its name: told in every row of the unit */
    bool tracked;                   /* in a round of the matrix */
    int overdue, days, unfinished;  /* the most days; reports that are incomplete or returned */
};

struct board {
    struct store *store;
    const struct plan *plan;
    const struct settings *settings;
    const struct board_style *style;
    bool public;
    instant now;
    int offset;
    struct open_list *waiting;      /* for an officer */
    board_take *take;
    void *arg;

    struct obligation *rows;        /* of all rounds */
    size_t nrows;
    struct round_rows *rounds;      /* by report as in the plan, then by deadline */
    size_t nrounds;
    const struct round_rows **dated;    /* those with a deadline, by it */
    size_t ndated;
    struct unit_rows *units;        /* worst first */
    size_t nunits;
    struct submission_code *codes;  /* by submission */
    size_t ncodes;
    struct snapshot_cover *covers;  /* of offices below, by submission */
    size_t ncovers;
};

int board_open(struct board *);        /* what waits for an officer */
int board_load(struct board *);

/* Contexts; new references. */
json_t *board_round(const struct board *, const struct round_rows *);
json_t *board_cell(const struct board *, const struct obligation *);   /* NULL: it owes nothing here */
json_t *board_charts(const struct board *);
int board_dossiers(const struct board *, json_t *context);          /* 0, or -1 */
int board_front(const struct board *, json_t *context);             /* queue, bounces, dates, health: 0, or -1 */

char *board_page_name(const char *kind, const char *code, const char *period);     /* period NULL: none */
void board_put(json_t *, const char *key, char *text);              /* takes the text; NULL is null */
int board_days_left(const struct board *, instant due);             /* until the last day on time; below 0: over */

#endif
