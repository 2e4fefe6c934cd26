/* Days, instants, lists of texts and findings as JSON; a new reference each. */
#ifndef DOCKETD_REPORT_JSON_H
#define DOCKETD_REPORT_JSON_H

#include "base/clock.h"
#include "base/mem.h"
#include "model/docket.h"

struct json_t;

struct json_t *json_instant(instant);               /* "2023-06-09T02:30:00Z"; INSTANT_NONE: null */
struct json_t *json_day(struct date);               /* "2023-06-09"; {0}: null */
struct json_t *json_texts(const struct strings *);
struct json_t *json_findings(const struct findings *);

#endif
