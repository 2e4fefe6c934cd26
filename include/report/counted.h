/* Which version's figures stand in the sums of a report. */
#ifndef DOCKETD_REPORT_COUNTED_H
#define DOCKETD_REPORT_COUNTED_H

#include "model/docket.h"
#include "store/docket.h"
#include "store/store.h"

enum counted {
    COUNTED_NONE,           /* nothing came */
    COUNTED_FORCE,          /* those of the version in force */
    COUNTED_BEFORE,         /* an officer accepted that one; what came since he has not seen */
    COUNTED_RETURNED,       /* no: an officer sent the version in force back */
    COUNTED_STRANGE         /* no: nobody has said yet that it is the unit's */
};

/* v: all versions of the obligation, oldest first. *at: whose figures count, or would; n: none. 0, or -1 after logging. */
int counted_version(struct store *, const struct obligation *, const struct submission_row *v, size_t n, size_t *at, enum counted *how);
bool counted_in(enum counted);          /* they stand in the sums */

#endif
