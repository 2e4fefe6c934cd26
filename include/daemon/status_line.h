/* For the service manager's status line: a loop tells the supervisor, which alone
 * talks to it. */
#ifndef DOCKETD_DAEMON_STATUS_LINE_H
#define DOCKETD_DAEMON_STATUS_LINE_H

/* Before the loops are forked. The end that becomes readable; -1: nobody asks for a status, or it was logged why not. */
int status_line_open(void);
void status_line_put(const char *line);        /* by a loop; nothing where there is no supervisor */
void status_line_pass_on(void);                /* by the supervisor, once it is readable */

#endif
