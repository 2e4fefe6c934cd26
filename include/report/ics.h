/* Deadlines as a calendar entry that any mail program understands (RFC 5545). */
#ifndef DOCKETD_REPORT_ICS_H
#define DOCKETD_REPORT_ICS_H

#include <stddef.h>

#include "base/clock.h"

struct ics_event {
    const char *uid;                /* stable: the same deadline is the same entry when sent again */
    const char *summary, *description;
    struct date day;                /* all day: the last one on time */
};

/* One VCALENDAR, METHOD:PUBLISH (nobody is asked to answer), CRLF line ends;
 * owned by the caller. NULL: the library is not there, which the log says once. */
char *ics_write(const struct ics_event *events, size_t n, instant stamp);

#endif
