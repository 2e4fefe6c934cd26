/* What became of an attempt to send a letter. In the caller's transaction. */
#ifndef DOCKETD_OFFICE_POST_SENT_H
#define DOCKETD_OFFICE_POST_SENT_H

#include "office/desk/desk.h"
#include "store/docket.h"

#define SENT_SIZE "courier.size"        /* setting: bytes of a mail that the server takes, as it says (RFC 1870); "0": it does not */

struct sent_result {                /* what became of one attempt to send */
    enum letter_state state;
    instant next_try;               /* while it waits */
    int code;
    const char *reply;              /* of the server */
    bool free;                      /* a fault of the channel: no attempt of this letter's */
    bool rests;                     /* the channel is at fault */
    const char *refusal;            /* what it says to whatever letter; NULL */
};
/* Before the first byte of an attempt: 0, or 1: it waits no more, no attempt. */
int sent_begin(struct desk *, const struct letter_row *, instant now);
/* After it: the letter's row, the journal, and what follows from a failure. */
int sent_answered(struct desk *, const struct letter_row *, const struct sent_result *,
                  instant now);
/* The letter of this id ended, and the refusal is the channel's after all: it waits again, its address is good,
 * and what would tell the officers of its end is taken back. */
int sent_revived(struct desk *, const char *message_id, instant now);
/* The server says that it takes mails of so many bytes: kept (SENT_SIZE) for orders whose letter is large. */
int sent_takes(struct desk *, const char *bytes, instant now);

#endif
