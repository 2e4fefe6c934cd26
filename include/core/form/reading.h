/* From what stands in a cell to the canonical value of a field's type. */
#ifndef DOCKETD_CORE_FORM_READING_H
#define DOCKETD_CORE_FORM_READING_H

#include "model/message.h"
#include "model/plan.h"

enum reading { READING_VALUE, READING_EMPTY, READING_BAD };

/* The canonical value of one cell ("12", "3.5", "2023-06-09", "yes", a choice
 * as the plan spells it, trimmed text) in *out, owned by the caller; *out is
 * NULL unless READING_VALUE. text may be NULL (equal to value). */
enum reading reading_of(const struct field *, enum cell_type, const char *value, const char *text, char **out);

/* d/m/yyyy, d-m-yyyy, d.m.yy, yyyy-mm-dd, "ngày 9 tháng 6 năm 2023": the whole text must be a date. */
bool reading_date(const char *text, struct date *out);

#endif
