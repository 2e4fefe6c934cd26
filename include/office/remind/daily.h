/* One list a day for officers who want it so, of the notices put by for them. */
#ifndef DOCKETD_OFFICE_REMIND_DAILY_H
#define DOCKETD_OFFICE_REMIND_DAILY_H

#include "office/desk/desk.h"

/* Once a working day when the office opens, of what came before, if anything did;
 * opens its own transaction. 0, or -1. */
int daily_tick(struct desk *, instant now);

#endif
