/* From evidence to a decision: a pure function over the rows of evidence.
 * Order of weight: thread > form identity > issuing body > registered sender
 * > subject > file name > body. Two strong ones that disagree go to review;
 * what cannot be proven is asked, never guessed. */
#ifndef DOCKETD_CORE_MATCH_H
#define DOCKETD_CORE_MATCH_H

#include "core/known.h"
#include "model/docket.h"
#include "model/message.h"

/* Sets outcome, items (unit, report, period, attachment; no values yet),
 * reason, unclear, candidates, flagged, answer, sender_registered. Takes over
 * `evidences`. */
void match(const struct plan *, const struct message *, const struct known *, struct evidences *evidences,
           struct decision *out);

/* May a mail be answered automatically (RFC 3834, and marks seen in the
 * field)? If not, *why is one English clause (static text). */
bool match_answerable(const struct message *, const struct office_settings *, const char **why);

#endif
