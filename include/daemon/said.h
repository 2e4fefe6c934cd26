/* For the service manager's status line: a loop tells the supervisor, which alone
 * talks to it. */
#ifndef DOCKETD_DAEMON_SAID_H
#define DOCKETD_DAEMON_SAID_H

/* Before the loops are forked. The end that becomes readable; -1 after logging. */
int said_open(void);
void said_put(const char *line);        /* by a loop; nothing where there is no supervisor */
void said_pass_on(void);                /* by the supervisor, once it is readable */

#endif
