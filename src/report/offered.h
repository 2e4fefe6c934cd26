/* What the lines offered for a mail are filled in with. */
#ifndef DOCKETD_REPORT_OFFERED_H
#define DOCKETD_REPORT_OFFERED_H

#include "report/about.h"

/* The periods that a mail may be of whose report is known and whose period is not. -1 after logging. */
int offered_rounds(const struct about_from *, instant at, struct command_about *out);

#endif
