/* A decision as `docketctl explain` prints it. */
#ifndef DOCKETD_CORE_MATCH_EXPLAIN_H
#define DOCKETD_CORE_MATCH_EXPLAIN_H

#include "model/docket.h"

struct json_t;

/* "auto", "auto-flag", "review", "quarantine", "ignore", "bounce", "command". */
const char *decision_word(const struct decision *);
/* {decision, outcome, reason, items, evidence, ...}: a new reference. */
struct json_t *decision_write(const struct decision *);

#endif
