/* Gives up everything a reader does not need: no files, no network, no new
 * process, no ptrace; memory and CPU bounded (limits.h). Fails closed: any
 * step the kernel offers and that fails ends the process. Landlock is used
 * where the kernel has it; seccomp is required. */
#ifndef DOCKETD_READER_SANDBOX_H
#define DOCKETD_READER_SANDBOX_H

/* Once, in the process whose children enter: compiles the filter and makes
 * the Landlock rule set, so that entering costs a few system calls. Children
 * may gain no privilege and are not dumpable from here on. */
void sandbox_prepare(void);

/* Prepares first if that was not done. Every descriptor but 0, 1 and 2 is closed. */
void sandbox_enter(void);

#endif
