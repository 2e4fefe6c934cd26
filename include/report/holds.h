/* Reminders that do not go out yet, or that an officer stopped: as long as it is so, it is said. */
#ifndef DOCKETD_REPORT_HOLDS_H
#define DOCKETD_REPORT_HOLDS_H

#include "model/plan.h"
#include "model/settings.h"
#include "store/docket.h"

/* "MỌI ĐƠN VỊ: trước 07:00 ngày 01/12/2026 chưa nhắc ai, chưa trả lời thư": mailbox.go_live, as long
 * as it is ahead; owned by the caller, NULL: it is not. */
char *holds_go_live(const struct settings *, instant now, const char *language);
/* That, and a line for each hold that stands: "mọi đơn vị: từ 08:05 ngày 08/6/2023 (officer:...)".
 * -1: the docket failed. */
int holds_say(struct store *, const struct plan *, const struct settings *, instant now,
              const char *language, struct strings *lines);

#define SENDING_PAUSED "sending.paused"
/* A moment that the docket remembers by this key, as SENDING_PAUSED: since when no
 * letter goes out; INSTANT_NONE: none. -1: the docket failed. */
int holds_sending(struct store *, const char *key, instant *since);

#endif
