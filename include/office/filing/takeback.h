/* A wish to have a report back (REASON_RECALL): passed on to the officers, who alone return it. */
#ifndef DOCKETD_OFFICE_FILING_TAKEBACK_H
#define DOCKETD_OFFICE_FILING_TAKEBACK_H

#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* Which mail of the unit it means, of those that count: by receipt code, report or the paper's
 * number; where it names none, the only one. Sets the first item's report, period, earlier and
 * earlier_at; leaves earlier NULL where nothing of it was received, or nobody can say which. */
int takeback_find(struct desk *, const struct message *, instant received, struct decision *);

#endif
