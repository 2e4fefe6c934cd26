/* What an obligation is, made anew: from its versions that count and from the
 * officers' orders that stand, in the order in which they came. So whatever is
 * taken out of it later (a mail that was none, an order that was a mistake) is
 * as if it had never been. */
#ifndef DOCKETD_OFFICE_FOLD_H
#define DOCKETD_OFFICE_FOLD_H

#include "core/calendar/workflow.h"
#include "model/docket.h"
#include "office/desk/desk.h"

struct json_t;
struct submission_row;

/* It counts towards its obligation (and none that was set aside or rejected). */
bool fold_counts(const struct submission_row *);
/* A version that counts, and its findings, move the obligation, which the caller
 * writes; fold_count looks the findings up. */
void fold_version(struct obligation *, const struct submission_row *, const struct findings *);
int fold_count(struct desk *, struct obligation *, const struct submission_row *);

struct fold_act {                       /* what one order did to one obligation */
    enum event event;
    instant at;                         /* that of the paper, or of the version it is about */
    int64_t submission;                 /* that version; 0: none. Not counted any more, the act is void */
    instant cure;                       /* INSTANT_NONE */
    int after;                          /* versions there were before it */
};

struct json_t *fold_act_json(const struct fold_act *);      /* as an order's row keeps it; a new reference */

/* State, clocks, cure date and accepted version of o, which the caller writes.
 * 1: an order of an older docketd touched it, which does not tell what it did:
 * o is as it was. */
int fold_obligation(struct desk *, struct obligation *o);

/* What came first came another way: an officer's record of it that stands sets its clock. */
int fold_elsewhere(struct desk *, const struct obligation *, bool *is);

/* An officer's last word on that version of o is that it lacks something or is to be corrected;
 * *reason: his words, or NULL. 1: it is not. */
int fold_wanting(struct desk *, const struct obligation *o, int64_t submission, char **reason);

#endif
