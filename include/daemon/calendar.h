/* The calendar loop's steps, for the loop itself and for whoever plays a year
 * through on a virtual clock. */
#ifndef DOCKETD_DAEMON_CALENDAR_H
#define DOCKETD_DAEMON_CALENDAR_H

#include "daemon/desk.h"

/* In the caller's transaction: makes the obligations the plan asks for up to
 * the horizon, and where the plan changed revises the open future. While the
 * plan stays, only the days that came into the horizon are looked at. */
int calendar_keep(struct desk *, instant now);

#endif
