/* Days and instants as they are written in Viet Nam. */
#ifndef DOCKETD_TESTS_LOCAL_TIME_H
#define DOCKETD_TESTS_LOCAL_TIME_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"

#define VIETNAM 25200
#define DATE(y, m, d) ((struct date){ (y), (m), (d) })

static inline instant
at(const char *local)
{
    instant t = 0;

    assert_true(instant_parse(local, VIETNAM, &t));
    return t;
}

#endif
