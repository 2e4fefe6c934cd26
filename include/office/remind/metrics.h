/* Numbers for the textfile collector of Prometheus' node_exporter: counts and
 * moments of the office, no unit, person or mail. */
#ifndef DOCKETD_OFFICE_REMIND_METRICS_H
#define DOCKETD_OFFICE_REMIND_METRICS_H

#include "office/desk/desk.h"
#include "office/remind/health.h"

/* Writes settings.metrics by rename; nothing where it is not set. A file that
 * cannot be written is logged. -1: the docket failed. */
int metrics_write(struct desk *, const struct health *);

#endif
