/* The clerk: one message's facts to decision, rows, journal and letters, all
 * inside the transaction that the caller opened. The only place where the
 * rooms of core/ meet. */
#ifndef DOCKETD_OFFICE_CLERK_H
#define DOCKETD_OFFICE_CLERK_H

#include <stdbool.h>
#include <stdint.h>

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"

struct arrival {                    /* where and when a message came */
    const char *folder;
    uint32_t uidvalidity, uid;
    instant received;               /* INTERNALDATE, or --received of an import */
    uint64_t size;
    const char *sha256;
    const char *unreadable;         /* the reader could not open it: why; NULL: facts are whole */
    bool too_large;                 /* beyond the limit: nothing was fetched, facts is empty */
};

/* Records the message, files what it delivers, puts the letters that follow
 * into the outbox. Seen before (place): nothing happens. 0, or -1: roll back.
 * code (may be NULL) gets the receipt code, owned by the caller. */
int clerk_take(struct desk *, const struct arrival *, const struct message *facts, instant now, char **code);

/* What would be decided, without writing anything (docketctl explain). */
int clerk_consider(struct desk *, const struct arrival *, const struct message *facts, instant now,
                   struct decision *out);

#endif
