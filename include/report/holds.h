/* Reminders that an officer stopped: as long as they are, it is said. */
#ifndef DOCKETD_REPORT_HOLDS_H
#define DOCKETD_REPORT_HOLDS_H

#include "model/plan.h"
#include "store/docket.h"

/* A line for each hold that stands: "mọi đơn vị: từ 08:05 ngày 08/6/2023 (officer:...)". -1: the docket failed. */
int holds_say(struct store *, const struct plan *, int utc_offset, const char *language,
              struct strings *lines);

#endif
