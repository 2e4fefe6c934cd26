/* The clerk: one message's facts to decision, rows, journal and letters, all
 * inside the transaction that the caller opened. */
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
    enum reason unfetched;          /* REASON_TOO_LARGE, REASON_NOT_OBTAINABLE: nothing was fetched, facts is empty; 0: it was */
    bool failed;                    /* it could not be worked on before: it is only recorded (replay.c) */
    bool by_hand;                   /* docketctl import */
    bool undated;                   /* the mailbox did not say when: received is a guess, an officer looks */
};

struct taken {
    char *code;                     /* the receipt code; NULL: seen before */
    char *said;                     /* what the log says of it once the transaction stands */
};
void taken_clear(struct taken *);

/* Records the message, files what it delivers, puts the letters that follow
 * into the outbox. Seen before (place and bytes): nothing happens. What fails
 * on the way twice, and is not the docket's own fault, leaves the message in
 * review and nothing else (G6). 0, or -1: the docket cannot be written, roll
 * back. out: owned by the caller. */
int clerk_take(struct desk *, const struct arrival *, const struct message *facts, instant now,
               struct taken *out);

/* What would be decided, without writing anything (docketctl explain). */
int clerk_consider(struct desk *, const struct arrival *, const struct message *facts,
                   struct decision *out);

#endif
