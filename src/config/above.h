/* The groups above and below of docketd.conf. */
#ifndef CONFIG_ABOVE_H
#define CONFIG_ABOVE_H

#include "config/options.h"

extern const struct options above_options, below_options;

#endif
