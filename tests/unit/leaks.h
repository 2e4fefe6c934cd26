/* What a library keeps for the life of the process (iconv's converters, PDF's
 * warm-up) is no leak of ours. */
#ifndef TESTS_LEAKS_H
#define TESTS_LEAKS_H

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#define LEAKS_ASIDE(call) do { __lsan_disable(); call; __lsan_enable(); } while (0)
#else
#define LEAKS_ASIDE(call) call
#endif

#endif
