/* --now: the clock seam of the mains. */
#ifndef DOCKETD_OFFICE_DESK_FIXED_CLOCK_H
#define DOCKETD_OFFICE_DESK_FIXED_CLOCK_H

#include <stdbool.h>

#include "office/desk/desk.h"

/* Lets the clock stand at TIME in the office's zone. False after saying why. */
bool fixed_clock(const struct desk *, const char *time);

#endif
