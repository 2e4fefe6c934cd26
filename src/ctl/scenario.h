/* A scenario: what happens to an office in a year that is played through. One
 * line an event, by time or not: TIME WORD OPERAND ... (docketctl(1)). */
#ifndef CTL_SCENARIO_H
#define CTL_SCENARIO_H

#include <stddef.h>

#include "base/clock.h"
#include "base/mem.h"

struct happening;

struct happenings {
    struct happening *v;            /* by time, and as written */
    size_t n;
};

struct simulation;

struct happening {
    instant at;
    size_t line;
    int (*happen)(struct simulation *, const struct happening *, char **cause);
    struct strings operands;
};

/* Reads the file. -1 and *cause ("FILE:12: ..."). */
int scenario_read(const char *file, int utc_offset, struct happenings *, char **cause);
void scenario_free(struct happenings *);

#endif
