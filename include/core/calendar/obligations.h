/* What the plan asks for, as rows of the docket. Pure: the daemon compares
 * with what is stored and writes. */
#ifndef DOCKETD_CORE_CALENDAR_OBLIGATIONS_H
#define DOCKETD_CORE_CALENDAR_OBLIGATIONS_H

#include "base/hash.h"
#include "model/docket.h"
#include "model/plan.h"

struct obligations {
    struct obligation *v;
    size_t n;
};

/* Every unit that owes a report, for every round whose `before` day lies in
 * [from, to] and not before the report's first: open, tracked as the unit is
 * (A7). A unit that does not exist on the last day on time has none (A25).
 * By report, deadline and unit, as they stand in the plan. */
void obligations_wanted(const struct plan *, struct date from, struct date to, int utc_offset,
                        struct obligations *out);
void obligations_clear(struct obligations *);

/* A digest of all in the plan that decides who owes what by when: while it
 * stays, the rows made before stand and none need be looked at again. */
void obligations_digest(const struct plan *, int utc_offset, char out[static HASH_HEX]);

enum {
    REVISED_DUE = 1,            /* the deadline moved; an extension that reaches further stays */
    REVISED_TRACKED = 2,
    REVISED_CANCELLED = 4,      /* the plan no longer asks for it */
    REVISED_REOPENED = 8,       /* it asks again */
};

/* A changed plan changes the open future only: an obligation that nothing
 * answers yet, with its deadline ahead, and still ahead by the new plan. What is asked on request is no
 * plan's matter. Changes *o and says what changed; 0: nothing. */
unsigned obligation_revise(const struct plan *, instant now, int utc_offset, struct obligation *o);

#endif
