/* The officers' digest: what came, what is late, what waits, what could not be
 * delivered. On the first working day of a week and on the days before a
 * deadline; silent where nothing changed since the last one. */
#ifndef DOCKETD_OFFICE_REMIND_DIGEST_H
#define DOCKETD_OFFICE_REMIND_DIGEST_H

#include "office/desk/desk.h"

/* Once a day within office hours; opens its own transaction. 0, or -1. */
int digest_tick(struct desk *, instant now);

#endif
