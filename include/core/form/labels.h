/* Findings about one field or table, however it was read (core/form). */
#ifndef DOCKETD_CORE_FORM_LABELS_H
#define DOCKETD_CORE_FORM_LABELS_H

#include "model/docket.h"
#include "model/message.h"

void validate_unreadable(const struct field *, bool error, const char *shown, const char *place,
                         struct findings *);
void validate_missing(const struct field *, const char *place, struct findings *);
void validate_no_result(const struct field *, const char *place, struct findings *);       /* a formula nobody computed */
void validate_zero(const struct field *, const char *shown, const char *place, struct findings *);     /* "-" taken for 0 */
void validate_rows(const struct form *, const struct table *, size_t filled, const char *place,
                   const struct values *, struct findings *);

#endif
