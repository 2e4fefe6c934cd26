/* Who writes, and about what: gathers evidence, decides nothing. */
#ifndef DOCKETD_CORE_IDENTIFY_H
#define DOCKETD_CORE_IDENTIFY_H

#include "core/index.h"
#include "core/known.h"
#include "model/docket.h"
#include "model/message.h"

/* One row per piece of evidence, strongest source first: thread, form
 * identity, issuing body, registered sender, subject, file name, body. A row
 * about one attachment carries its index. */
void identify(const struct match_index *, const struct message *, const struct known *, struct evidences *out);

#endif
