/* What of the lexicon is no stranger's word under a plan. */
#ifndef CORE_LANGUAGE_HOME_H
#define CORE_LANGUAGE_HOME_H

#include "model/plan.h"

bool home_rhythm(const struct plan *, const char *phrase);      /* of a period the plan has reports for */
bool home_province(const struct plan *, const char *province);  /* the office's own */

#endif
