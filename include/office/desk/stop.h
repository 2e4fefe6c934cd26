/* One flag ends every loop after the step in hand. */
#ifndef DOCKETD_OFFICE_DESK_STOP_H
#define DOCKETD_OFFICE_DESK_STOP_H

#include <signal.h>

extern volatile sig_atomic_t stop;      /* set by SIGTERM and SIGINT */

/* Sleeps, or returns early when `stop` is set. */
void rest_seconds(int seconds);

#endif
