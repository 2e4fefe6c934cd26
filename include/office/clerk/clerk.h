/* The clerk: one message's facts to decision, rows, journal and letters, all
 * inside the transaction that the caller opened. */
#ifndef DOCKETD_OFFICE_CLERK_H
#define DOCKETD_OFFICE_CLERK_H

#include <stdbool.h>
#include <stdint.h>

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "office/filing/recall.h"

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
