/* What came in as workbooks to read, sort and pass on: no formulas, every cell
 * a typed value, so nothing a sender wrote is ever calculated. Each function
 * writes path.tmp and renames it; 0, or -1 and *cause (NULL if logged). */
#ifndef DOCKETD_REPORT_WORKBOOK_H
#define DOCKETD_REPORT_WORKBOOK_H

#include "model/plan.h"
#include "report/status.h"
#include "store/store.h"

/* One report in one period: the state of every unit; the values of every
 * unit's form side by side with their totals; one sheet for each table of the
 * form. */
int workbook_report(struct store *, const struct status *, int utc_offset, const char *path,
                    char **cause);

/* Register of incoming documents (Decree 30/2020, annex IV: ten columns) of
 * the mails received in [from, to). "Số đến", "Ngày chuyển" and "Ký nhận" stay
 * empty: they are the office's, a receipt code is none of them. */
int workbook_register(struct store *, const struct plan *, instant from, instant to, int utc_offset,
                      const char *path, char **cause);

#endif
