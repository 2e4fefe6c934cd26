/* What the docket knows of its reports, for other programs: one JSON value as
 * src/report/export.schema.json describes it. Codes are texts, numbers are
 * numbers, days are ISO 8601, instants UTC. The same docket and clock give the
 * same value. */
#ifndef DOCKETD_REPORT_EXPORT_H
#define DOCKETD_REPORT_EXPORT_H

#include "model/plan.h"
#include "model/settings.h"
#include "store/store.h"

struct json_t;

/* report, period NULL: all. NULL after logging. */
struct json_t *export_json(struct store *, const struct plan *, const struct settings *,
                           const char *report, const char *period, instant now);

#endif
