/* The text of a configuration file before libconfig sees it. */
#ifndef DOCKETD_CONFIG_SOURCE_H
#define DOCKETD_CONFIG_SOURCE_H

#include <stdbool.h>

#include "base/problem.h"

/* Checks the file and all it includes. False if something is wrong that
 * libconfig would take in silence or end the program over. */
bool source_check(const char *file, const char *folder, struct problems *);

#endif
