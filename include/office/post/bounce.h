/* Addresses that do not take our mail: noted, and not written to of our own
 * accord until an officer names another. In the caller's transaction. */
#ifndef DOCKETD_OFFICE_POST_BOUNCE_H
#define DOCKETD_OFFICE_POST_BOUNCE_H

#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* A delivery report that says that a letter of ours failed: notes the letter's
 * recipient, never an address that the report names, and tells the officers. */
int bounce_reported(struct desk *, const struct message *, const struct message_row *);
/* An id of a letter of ours that the words of a mail, or of a mail within it,
 * quote: 0 and *letter, 1: none. Reports of failure that know no fields quote
 * the header of what they return. */
int bounce_quotes(struct desk *, const struct message *, struct letter_row *letter);
/* Its owner writes from it, or an officer says so: it is written to again. *was: it was noted. */
int bounce_good_again(struct desk *, const char *actor, const char *address, instant now,
                      bool *was);
/* The server's last word on a letter: notes its recipient if it says that
 * there is no such mailbox (RFC 3463: 5.1.1 and its like). */
int bounce_refused(struct desk *, const struct letter_row *, const char *reply, instant now);

#endif
