/* Forms that are not ours: a field is found by its label in a cell or table
 * row, compared folded. Two readings that disagree are a finding, never a
 * guess. */
#ifndef DOCKETD_CORE_FORM_LABELS_H
#define DOCKETD_CORE_FORM_LABELS_H

#include "model/docket.h"
#include "model/message.h"

/* Values and findings of spreadsheets, document tables and content controls;
 * nothing at all if no label of the form is found. */
void labels_extract(const struct form *, const struct attachment *, struct values *, struct findings *);

/* Findings both ways of reading share (core/validate.c). */
void validate_unreadable(const struct field *, bool error, const char *shown, const char *place, struct findings *);
void validate_missing(const struct field *, const char *place, struct findings *);
void validate_rows(const struct form *, const struct table *, size_t filled, const char *place, const struct values *,
                   struct findings *);

#endif
