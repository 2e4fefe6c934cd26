/* A docket-reader whose children are not shut in, to be looked at by Valgrind, which needs system
 * calls of its own. Each counts from where the sandbox would close; the service, which may be
 * killed before it tells, counts nothing. The Makefile puts these in front of the reader's own
 * functions (ld's --wrap). */
#include <valgrind/callgrind.h>

void __wrap_sandbox_prepare(void);
void __wrap_sandbox_enter(void);

void
__wrap_sandbox_prepare(void)
{
    CALLGRIND_ZERO_STATS;
    CALLGRIND_TOGGLE_COLLECT;
}

void
__wrap_sandbox_enter(void)
{
    CALLGRIND_TOGGLE_COLLECT;
}
