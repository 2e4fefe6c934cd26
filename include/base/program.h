/* A program of the office's own (an alarm, a chat that we have no words for):
 * run once, with a text on its standard input. */
#ifndef DOCKETD_BASE_PROGRAM_H
#define DOCKETD_BASE_PROGRAM_H

#define PROGRAM_NONE (-1)               /* it could not be started */
#define PROGRAM_KILLED (-2)             /* a signal ended it, or we did when its time was over */

/* words[0] is its path, NULL ends them. It inherits no descriptor and no
 * environment but PATH and LANG, what it prints is dropped, and it ends with
 * us. Its exit status, or one of the above; returns within seconds. */
int program_run(char *const *words, const char *input, int seconds);

#endif
