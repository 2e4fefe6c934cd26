/* Where what came stands: on time or not, beside which earlier version, and whether it counts. */
#ifndef DOCKETD_OFFICE_STANDING_H
#define DOCKETD_OFFICE_STANDING_H

#include "model/docket.h"
#include "office/desk/desk.h"
#include "store/docket.h"

struct filing;

/* On time or not, by the obligation's deadline and what came first, else this receipt. -1: the
 * docket failed. */
int standing_time(struct desk *, struct item *, instant received, const struct obligation *);
/* The earlier version that the item is told beside. */
void standing_beside(struct item *, const struct submission_row *v, enum beside how);
/* A version that counts from now on, or no longer: o is made anew (fold.h), and
 * the caller writes it. 1: as fold_obligation. */
int standing_put(struct desk *, const struct submission_row *, enum standing standing,
                 struct obligation *o);
/* What the mail f->code makes of the version v of o: "vouched", "aside". */
int standing_journal(struct desk *, const struct submission_row *v, const struct obligation *o,
                     const struct filing *f, const char *what);

#endif
