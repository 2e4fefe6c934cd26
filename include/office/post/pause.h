/* Sending stopped as a whole: by an officer, or because the docket was put back
 * from a copy and nobody knows which of its letters went out since. */
#ifndef DOCKETD_OFFICE_POST_PAUSE_H
#define DOCKETD_OFFICE_POST_PAUSE_H

#include "office/desk/desk.h"
#include "store/docket.h"

/* since: INSTANT_NONE: letters go out. restored: it was put back from a copy then; INSTANT_NONE. */
int pause_get(struct desk *, instant *since, instant *restored);

/* The next three in the caller's transaction. */
int pause_begin(struct desk *, instant now);
/* The docket was put back; journalled. */
int pause_restored(struct desk *, instant now);
/* Letters go out again. What a docket that was lost may have sent already is
 * withdrawn and counted: what waited in the copy, what is about mail that came
 * before it was put back, and what the calendar writes on that day. */
int pause_end(struct desk *, instant now, size_t *withdrawn);

#endif
