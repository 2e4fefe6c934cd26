/* How many letters the configuration lets out in an hour and in a day. */
#ifndef DOCKETD_OFFICE_POST_BUDGET_H
#define DOCKETD_OFFICE_POST_BUDGET_H

#include "office/desk/desk.h"

/* When the limits next leave room for a letter of this priority: now, or a later moment. */
int post_budget(struct desk *, int priority, instant now, instant *open);

#endif
