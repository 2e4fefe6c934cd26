/* Rates: what share of the reports asked for came, came on time, is complete,
 * is accepted - of each round (report and period) and of each unit. Counted by
 * core/calendar/count alone, of tracked units (A7); beside each percentage
 * stands of how many. A unit's rates are those of the reports asked of it by
 * now, a round's those of all its units. */
#ifndef DOCKETD_REPORT_RATES_H
#define DOCKETD_REPORT_RATES_H

#include "core/calendar/count.h"
#include "model/plan.h"
#include "store/store.h"

struct json_t;

struct rate {
    char *report, *period;          /* of a round; NULL */
    char *unit;                     /* of a unit; NULL */
    struct count count;
    int *leads;                     /* of each that came: days before its deadline */
    size_t nleads;
};

struct rates {
    const struct plan *plan;
    instant now;
    int utc_offset;
    struct rate *rounds, *units;    /* in the order of the plan, then of time */
    size_t nrounds, nunits;
};

/* report, period NULL: all. entry: as the docket stood after it (journal_as_of);
 * below 0: as it stands. 0, or -1 after logging. */
int rates_load(struct store *, const struct plan *, const char *report, const char *period,
               instant now, int64_t entry, int utc_offset, struct rates *);
void rates_clear(struct rates *);

char *rates_text(const struct rates *, const char *language);   /* the caller's */
/* {as_of, rounds: [...], units: [...]}: counts, percentages (null where N is 0), the median. */
struct json_t *rates_json(const struct rates *);

#endif
