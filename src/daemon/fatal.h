/* The mail that was at hand when the intake was ended by a fault of the program. Kept in memory that the
 * loops share with the supervisor: what dies cannot write it down. */
#ifndef DOCKETD_DAEMON_FATAL_H
#define DOCKETD_DAEMON_FATAL_H

#include <stdbool.h>

void fatal_prepare(void);               /* by the supervisor, before it forks a loop */

/* By the intake: it begins with this mail, and ends with it (NULL). */
void fatal_hold(const char *sha256);
/* It has ended the intake as often as anything is tried: it is recorded as it came. */
bool fatal_known(const char *sha256);

/* By the supervisor, with the status its intake ended with. true: by a fault of the program over a
 * mail (not by somebody's signal), and once more, or without that mail, it may fare better. */
bool fatal_blame(int status);

#endif
