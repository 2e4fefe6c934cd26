/* All names of a unit: those that the plan gives it, and how they are written for short. */
#ifndef DOCKETD_CORE_LANGUAGE_NAMES_H
#define DOCKETD_CORE_LANGUAGE_NAMES_H

#include <stdbool.h>

#include "model/plan.h"

/* each: once or more for each name; strong: it can be this unit alone. */
void names_each(const struct unit *, void (*each)(void *arg, const char *words, bool strong), void *arg);

#endif
