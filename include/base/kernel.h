/* What the kernel that we run on offers. */
#ifndef DOCKETD_BASE_KERNEL_H
#define DOCKETD_BASE_KERNEL_H

#include <stdbool.h>

/* Landlock (Linux 5.13, and on in its lsm= list): without it what opens mails
 * is shut in by seccomp alone. */
bool kernel_landlock(void);

#endif
