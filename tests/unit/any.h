/* Numbers that are the same at every run. */
#ifndef DOCKETD_TESTS_ANY_H
#define DOCKETD_TESTS_ANY_H

#include <stdint.h>

static inline uint32_t
any(uint32_t below)
{
    static uint32_t seed = 2463534242u;     /* xorshift (Marsaglia 2003) */

    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

#endif
