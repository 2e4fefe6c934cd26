/* Mail that machines write. */
#ifndef DOCKETD_CORE_MACHINE_H
#define DOCKETD_CORE_MACHINE_H

#include <stdbool.h>

#include "model/message.h"

/* One English clause (static) naming the mark; NULL if a person may have written it. */
const char *machine_mark(const struct message *);
/* "mailer-daemon@...", "bounces+x@...", "noreply@...". */
bool machine_address(const char *address);

#endif
