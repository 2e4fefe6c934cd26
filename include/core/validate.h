/* The form of a report against its field rules (plan data; domain: forms). */
#ifndef DOCKETD_CORE_VALIDATE_H
#define DOCKETD_CORE_VALIDATE_H

#include "model/docket.h"
#include "model/message.h"

/* Reads the values of `form` out of one spreadsheet attachment: by defined
 * name first. Every value keeps its place; what cannot be read as its type is
 * a finding there. */
void validate_extract(const struct form *, const struct attachment *, struct values *, struct findings *);

/* required, range, choice, length, sum, at_most, rows. previous: accepted
 * values of the unit's period before ("prev." terms); NULL: those rules are
 * skipped. */
void validate_rules(const struct form *, const struct values *, const struct values *previous, struct findings *);

#endif
