/* The XLSX form of a report, prefilled for one unit. It is read back by
 * core/validate through what stands here, also after Excel, LibreOffice or
 * openpyxl saved it:
 *
 *   d_FIELD      defined name of each scalar field: its one input cell
 *   t_TABLE      defined name of each table: the input cells only, max_rows
 *                (or one per row label) x ncolumns, columns in the plan's
 *                order. STT and row labels stand left of the range, locked.
 *   "_docketd"   hidden sheet: A key, B text: plan, report, period, unit, version
 *
 * Input cells are unlocked and tinted, all else is locked (no password). */
#ifndef DOCKETD_REPORT_FORM_H
#define DOCKETD_REPORT_FORM_H

#include "model/docket.h"
#include "model/plan.h"

/* previous: accepted values of the unit's period before, shown beside the
 * fields; NULL: none. Writes path.tmp and renames it. 0, or -1 and *cause. */
int form_write(const struct plan *, const struct report *, const char *period, const struct unit *,
               const struct values *previous, const char *path, char **cause);

#endif
