/* Tells of trouble by another way than mail: a command of the configuration,
 * run without a shell. */
#ifndef DOCKETD_OFFICE_REMIND_ALARM_H
#define DOCKETD_OFFICE_REMIND_ALARM_H

#include "office/desk/desk.h"

/* Runs it, if there is one, with these words on its standard input; it has a
 * minute. What goes wrong is logged: trouble is told again by nobody else. */
void alarm_ring(const struct desk *, const char *words);

#endif
