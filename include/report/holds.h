/* Reminders that an officer stopped: as long as they are, it is said. */
#ifndef DOCKETD_REPORT_HOLDS_H
#define DOCKETD_REPORT_HOLDS_H

#include "model/plan.h"
#include "store/docket.h"

/* A line for each hold that stands: "mọi đơn vị: từ 08:05 ngày 08/6/2023 (officer:...)". -1: the docket failed. */
int holds_say(struct store *, const struct plan *, int utc_offset, const char *language,
              struct strings *lines);

#define SENDING_PAUSED "sending.paused"
/* A moment that the docket remembers by this key, as SENDING_PAUSED: since when no
 * letter goes out; INSTANT_NONE: none. -1: the docket failed. */
int holds_sending(struct store *, const char *key, instant *since);

#endif
