/* From evidence to a decision: a pure function over the rows of evidence.
 * Order of weight: thread > form identity > issuing body > registered sender
 * > subject > file name > body. Two strong ones that disagree go to review;
 * what cannot be proven is asked, never guessed. */
#ifndef DOCKETD_CORE_MATCH_H
#define DOCKETD_CORE_MATCH_H

#include "core/language/index.h"
#include "core/match/known.h"
#include "model/docket.h"
#include "model/message.h"

/* Sets outcome, matter, items (unit, report, period, attachment; no values
 * yet), reason, unclear, candidates, flagged, may_reply, sender_registered,
 * sender_verified. Takes over `evidences`.
 *
 * Filed: every item has unit, report and period, a finding "no-attachment"
 * where a file is missing (A12), and due/on_time by the plan where known->rounds
 * has the period; days_late, state, and a deadline of the unit's own
 * (extension) are the caller's. Any other outcome: items hold what is known so
 * far, unit, report and period may be NULL. */
void match(const struct match_index *, const struct message *, const struct known *,
           struct evidences *evidences, struct decision *out);

/* May a mail be answered automatically (RFC 3834, and marks seen in the
 * field)? If not, *why says so. */
bool match_answerable(const struct message *, const struct office_settings *, enum reason *why);

/* Of what (UNSURE_...) two places disagree for this reason, or a place speaks of another matter: none of
 * it is what a sender is asked to copy. */
unsigned match_disputed(enum reason);

#endif
