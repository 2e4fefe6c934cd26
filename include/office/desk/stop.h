/* One flag ends every loop after the step in hand. */
#ifndef DOCKETD_OFFICE_DESK_STOP_H
#define DOCKETD_OFFICE_DESK_STOP_H

#include <poll.h>
#include <signal.h>

extern volatile sig_atomic_t stop;      /* set by SIGTERM and SIGINT */

/* poll(2), ended with -1 by a stop signal, also by one that came just before. */
int stop_poll(struct pollfd *p, nfds_t n, int ms);
/* Sleeps, or returns early when `stop` is set. */
void rest_seconds(int seconds);

#endif
