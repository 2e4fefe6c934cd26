/* The words of a plan, folded once: unit aliases, registered addresses,
 * report phrases. Built when the plan is loaded, read-only afterwards. */
#ifndef DOCKETD_CORE_INDEX_H
#define DOCKETD_CORE_INDEX_H

#include "model/plan.h"

struct match_index;

/* Borrows the plan, which must outlive it. */
struct match_index *match_index_new(const struct plan *);
void match_index_free(struct match_index *);        /* NULL is safe */

#endif
