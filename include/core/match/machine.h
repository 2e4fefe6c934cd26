/* Mail that machines write. */
#ifndef DOCKETD_CORE_MATCH_MACHINE_H
#define DOCKETD_CORE_MATCH_MACHINE_H

#include <stdbool.h>

#include "model/message.h"
#include "model/reason.h"

/* Names the mark; REASON_NONE if a person may have written it. */
enum reason machine_mark(const struct message *);
/* "mailer-daemon@...", "bounces+x@...", "noreply@...". */
bool machine_address(const char *address);

#endif
