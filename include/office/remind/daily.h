/* One list a day for officers who want it so, of the notices put by for them. */
#ifndef DOCKETD_OFFICE_REMIND_DAILY_H
#define DOCKETD_OFFICE_REMIND_DAILY_H

#include "office/desk/desk.h"

/* Once a day within office hours, where there is something new; opens its own transaction. 0, or -1. */
int daily_tick(struct desk *, instant now);

#endif
