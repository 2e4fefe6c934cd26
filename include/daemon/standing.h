/* --now: the clock seam of the mains. */
#ifndef DOCKETD_DAEMON_STANDING_H
#define DOCKETD_DAEMON_STANDING_H

#include <stdbool.h>

#include "daemon/desk.h"

/* Lets the clock stand at TIME in the office's zone. False after saying why. */
bool standing_clock(const struct desk *, const char *time);

#endif
