/* What keeps all letters back at once, or the mailbox from being read: the
 * server cannot be reached, the login or our right to send is refused.
 * Remembered in the docket, so that a new process, an officer's digest and
 * docketctl know. */
#ifndef DOCKETD_OFFICE_POST_CHANNEL_H
#define DOCKETD_OFFICE_POST_CHANNEL_H

#include "office/desk/desk.h"

enum channel_kind { CHANNEL_SENDING, CHANNEL_MAILBOX, CHANNELS };

struct channel {
    instant since, until;       /* until: INSTANT_NONE: it rests still */
    char *reply;                /* the server's last words on it */
    char *refusal;              /* what it says to whatever letter, as channel_refusal; NULL */
    int logins;                 /* refused in a row */
};
void channel_clear(struct channel *);

int channel_get(struct desk *, enum channel_kind, struct channel *);    /* the fault that stands; 1: none */
int channel_last(struct desk *, enum channel_kind, struct channel *);   /* the last that is over; 1: none */
/* One more time. In the caller's transaction. */
int channel_fault(struct desk *, enum channel_kind, const char *reply, const char *refusal,
                  bool login, instant now);
int channel_works(struct desk *, enum channel_kind, instant now);       /* it did; the same */

/* What two answers have in common that mean the same: without addresses and numbers of their own. */
char *channel_refusal(const char *reply);

#endif
