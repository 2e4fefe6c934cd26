/* Values: from what the file says to what the struct holds, by type. */
#ifndef DOCKETD_CONFIG_VALUES_H
#define DOCKETD_CONFIG_VALUES_H

#include "config/options.h"

#define TEXT_MOST 2000              /* code points of a text whose row names no limit */

enum given_as { GIVEN_TEXT, GIVEN_NUMBER, GIVEN_REAL, GIVEN_BOOL, GIVEN_OTHER };

struct given {                      /* one scalar as written */
    enum given_as as;
    const char *text;
    long long number;
    double real;
    bool fallback;                  /* from the table: numbers are written as text there */
};

/* Stores one value at object. False and *cause (a clause after "KEY: ") if it
 * is not what the row wants. For `many` rows it is appended. */
bool value_store(const struct option *, struct options_run *, const struct given *, void *object,
                 char **cause);

#endif
