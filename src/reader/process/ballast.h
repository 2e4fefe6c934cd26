/* Makes forks of the service cheap. */
#ifndef READER_BALLAST_H
#define READER_BALLAST_H

/* In the service, after everything is prepared: what no child uses is not
 * inherited. */
void ballast_leave(void);

#endif
