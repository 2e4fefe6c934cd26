/* What is wrong with one cell of a form, as a finding. */
#ifndef DOCKETD_CORE_FORM_CELL_H
#define DOCKETD_CORE_FORM_CELL_H

#include "model/docket.h"
#include "model/plan.h"

void cell_unreadable(const struct field *, bool error, const char *shown, const char *place,
                         struct findings *);
void cell_missing(const struct field *, const char *place, struct findings *);
void cell_no_result(const struct field *, const char *place, struct findings *);        /* a formula nobody computed */
void cell_zero(const struct field *, const char *shown, const char *place, struct findings *);     /* "-" taken for 0 */

#endif
