/* Gives up everything a reader does not need: no files, no network, no new
 * process, no ptrace; memory and CPU bounded (limits.h). Fails closed: any
 * step the kernel offers and that fails ends the process. Landlock is used
 * where the kernel has it; seccomp is required. */
#ifndef DOCKETD_READER_SANDBOX_H
#define DOCKETD_READER_SANDBOX_H

void sandbox_enter(void);
const char *sandbox_describe(void);     /* "seccomp", "seccomp+landlock": for docketctl check */

#endif
