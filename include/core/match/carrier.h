/* Which files of a mail are searched for a report's form: the one rule. */
#ifndef DOCKETD_CORE_MATCH_CARRIER_H
#define DOCKETD_CORE_MATCH_CARRIER_H

#include "model/docket.h"
#include "model/message.h"

/* Indexes of the documents that were opened and may hold the form of the
 * item's report, likeliest first: those that say by their identity, title or
 * name that they are it; where the mail delivers nothing else (alone) also
 * those that say nothing, and only where there is none such, those that say
 * something else. Never a document of the office, or the form of another
 * report or period. The PDF of a file in the list stands behind it. The list
 * is the caller's; NULL where there is none. */
int *carriers(const struct evidences *, const struct message *, const struct item *, bool alone,
              size_t *n);

/* The file is this report by its form, title or name, and no commune's paper. */
bool carries_report(const struct evidences *, int file, const char *report);

#endif
