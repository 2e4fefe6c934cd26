/* What came in as workbooks to read, sort and pass on, in the office's first
 * language and by its clock. Every cell is a typed
 * value, so nothing a sender wrote is ever calculated; the only formulas are
 * our own totals. Each function writes path.tmp and renames it; 0, or -1 and
 * *cause (NULL if logged). */
#ifndef DOCKETD_REPORT_WORKBOOK_H
#define DOCKETD_REPORT_WORKBOOK_H

#include "base/buf.h"
#include "model/settings.h"
#include "report/status.h"
#include "store/store.h"

/* When the same workbook was sent before, and the journal's entry of that. */
struct workbook_sent { instant at; int64_t entry; };

/* One report in one period: the state of every unit; the values of every
 * unit's form side by side with their totals, and where each comes from; one
 * sheet for each table of the form; what was found. Sums that are not of all
 * units say so. Where the docket has changed since a workbook was sent, it is
 * addendum number k, and a sheet says what changed since the last that was
 * different. sent: oldest first. */
int workbook_report(struct store *, const struct plan *, const struct status *,
                    const struct workbook_sent *sent, size_t nsent, const struct office_settings *,
                    const char *path, char **cause);

/* The two books of annex IV of Decree 30/2020 over the mails received in
 * [from, to), by arrival: the register of incoming documents (ten columns) and
 * the book that tracks what became of them (seven). "Số đến", "Ngày chuyển",
 * "Ký nhận" and the number of the reply stay empty: they are the office's, a
 * receipt code (from 1 each year) is none of them and stands in the remark. */
enum register_book { REGISTER_INCOMING, REGISTER_TRACKING, REGISTER_BOOKS };
/* Both, a sheet each. */
int workbook_register(struct store *, const struct plan *, instant from, instant to,
                      const struct office_settings *, const char *path, char **cause);
/* One as CSV: UTF-8 with its mark, CRLF, every field quoted; no field begins a formula. */
int csv_register(struct store *, const struct plan *, enum register_book, instant from, instant to,
                 const struct office_settings *, struct buf *out);

#endif
