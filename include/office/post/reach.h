/* At which addresses a unit can be reached. */
#ifndef DOCKETD_OFFICE_POST_REACH_H
#define DOCKETD_OFFICE_POST_REACH_H

#include "core/calendar/remind.h"
#include "office/desk/desk.h"

#define REMINDING_LAST 1        /* days before the last day on time: from here on a reminder is the last */

/* The address that letters to the unit go to now: the first of the plan's and
 * of the contacts' that did not send mail back. NULL: none, or the unit is not
 * valid today. */
int reach_unit(struct desk *, const struct unit *, instant now, char **to);

/* The leaders who get a copy of this letter: where a line of it is the last
 * reminder before the deadline, those whose addresses take mail. */
int reach_leaders(struct desk *, const struct reminder *, struct strings *out);
/* The same beside addresses that sent mail back, sorted (bounced_list). */
int reach_unit_among(struct desk *, const struct strings *bounced, const struct unit *, instant now,
                     char **to);

#endif
