/* The rounds of all reports that are under way. */
#include <stdlib.h>

#include "report/status.h"

#define YEAR (366 * DAY)                /* a round longer past is over, whoever is still missing */
#define AHEAD 62                        /* days before its deadline from which on a round counts as open */

/* Of one report: what is over and not done with, and the next one ahead if it is near. */
static int
add(struct store *store, const struct plan *plan, const struct report *report, instant now,
    struct rounds *out)
{
    struct strings periods = {0};
    struct status next = {0};
    int rc = status_periods(store, report, now - YEAR, &periods);

    for (size_t i = 0; rc == 0 && i < periods.n; i++) {
        struct status s;

        rc = status_load(store, plan, report, periods.v[i], now, &s);
        if (rc != 0)
            break;
        if (!status_open(&s) || status_count(&s).expected == 0 ||
            (s.due != INSTANT_NONE && s.due - now > AHEAD * DAY)) {
            status_clear(&s);
        } else if (s.due != INSTANT_NONE && s.due <= now && out->n < ROUNDS_MOST) {
            *ARRAY_MORE(out->v, out->n) = s;
        } else if (next.report == NULL || (s.due != INSTANT_NONE && s.due < next.due)) {
            status_clear(&next);
            next = s;
        } else {
            status_clear(&s);
        }
    }
    if (next.report != NULL && out->n < ROUNDS_MOST)
        *ARRAY_MORE(out->v, out->n) = next;
    else
        status_clear(&next);
    strings_free(&periods);
    return rc;
}

static int
by_deadline(const void *a, const void *b)
{
    const struct status *x = a, *y = b;

    return (x->due > y->due) - (x->due < y->due);
}

int
rounds_open(struct store *store, const struct plan *plan, instant now, struct rounds *out)
{
    int rc = 0;

    *out = (struct rounds){0};
    for (size_t i = 0; rc == 0 && i < plan->nreports; i++)
        rc = add(store, plan, &plan->reports[i], now, out);
    if (out->n > 0)
        qsort(out->v, out->n, sizeof *out->v, by_deadline);
    return rc;
}
