/* Messages on their way from mailbox to docket. */
#ifndef DOCKETD_DAEMON_INTAKE_H
#define DOCKETD_DAEMON_INTAKE_H

#include "mail/imap.h"
#include "model/message.h"
#include "office/clerk/clerk.h"
#include "office/desk/desk.h"
#include "office/desk/readers.h"
#include "store/raw.h"

struct arrived {                    /* one message fetched, not yet committed */
    uint32_t uid;
    instant received;               /* INTERNALDATE; INSTANT_NONE: the server gives none */
    uint64_t size;                  /* as listed, of a message that was not fetched */
    enum reason unfetched;          /* why it was not: REASON_TOO_LARGE, REASON_NOT_OBTAINABLE; 0: it was */
    bool whole;                     /* it came to its last octet */
    bool gone;                      /* it was removed from the mailbox meanwhile, or its text is none: nothing is recorded */
    struct raw_file *raw;
    int tries;                      /* of the reader on it */
    bool answered;
    struct message *facts;
    char *unreadable;               /* why the reader failed twice */
    struct taken taken;             /* what became of it */
};

void arrived_unfetched(struct arrived *, uint32_t uid, uint64_t size, instant received,
                       enum reason);
/* Ends the raw file and hands message `i` of the batch to a reader. */
int arrived_read(struct readers *, struct arrived *batch, size_t i, char **cause);
/* Collects the readers' answers. A message that kills its reader is tried
 * once more, then its header alone is read, so that its sender gets a receipt. */
int arrived_finish(struct readers *, struct arrived *batch, size_t n, char **cause);
/* Keeps the raw files: on the disk before a row names them. */
int arrived_keep(struct raw *, const struct arrived *batch, size_t n, char **cause);
/* One transaction: every message through the clerk, the folder's new position.
 * 0, or -1 (it is logged). */
int arrived_commit(struct desk *, const char *folder, uint32_t uidvalidity, struct arrived *batch,
                   size_t n, uint32_t last);
void arrived_clear(struct arrived *);

#endif
