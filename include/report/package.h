/* What goes to the office above (model/package.h), out of the docket. */
#ifndef DOCKETD_REPORT_PACKAGE_H
#define DOCKETD_REPORT_PACKAGE_H

#include "model/package.h"
#include "model/settings.h"
#include "report/status.h"
#include "store/store.h"

/* Every unit that is asked for the report, or sent one, with what of it counts;
 * sealed with the key of settings->above. The same docket, status, before and
 * key give the same bytes. before: hash of the one before, NULL. NULL after logging. */
struct package *package_make(struct store *, const struct settings *, const struct status *, int sequence,
                             const char *before);

#endif
