/* What the files of the intake share: one connection, the folder in hand, and
 * two batches of its messages. */
#ifndef DAEMON_DRAINING_H
#define DAEMON_DRAINING_H

#include <pthread.h>
#include <stdatomic.h>

#include "daemon/intake.h"
#include "store/docket.h"

/* Two batches are in hand: while one is committed, the next arrives and the
 * readers are at work on it. */
struct batch {
    struct arrived *v;                  /* the messages that will share one commit */
    size_t n;
    bool any;                           /* it is to be committed, be it for its position alone */
    uint32_t last;                      /* the folder was looked through up to this UID */
};

/* What is ready is judged and committed in a thread while more is fetched: the
 * thread alone has the docket and the batch meanwhile, who fetches the
 * connection, the files on their way and the readers. */
struct aside {
    pthread_t thread;
    bool runs;
    atomic_bool done;
    int rc;
};

struct marks {                          /* of what is in the docket */
    uint32_t *uids;
    size_t n;
    bool told;                          /* the mailbox was; to be noted */
};

struct intake {
    struct desk *desk;
    struct readers *readers;
    struct imap *imap;
    struct imap_boxes boxes;            /* LIST, once a connection; empty: not asked for yet */
    bool once;                          /* one look and out */
    bool same;                          /* nothing came into the only folder since it was opened */
    /* the folder in hand */
    const char *folder;                 /* as the configuration names it */
    struct imap_folder state;
    uint32_t last;                      /* looked through up to this UID */
    struct missing_row *missing;        /* listed and not given */
    size_t nmissing;
    struct missing_row *owed;           /* of these, what earlier looks left */
    size_t nowed;
    size_t given;                       /* messages that came in this look */
    bool sizes_lie;                     /* a message that is there has another length than listed */
    bool marks_refused;                 /* in this look */
    char *trouble;                      /* what is wrong with it; NULL: nothing */
    bool unread;                        /* it was not read to its end, ... */
    char *why;                          /* ... because of this, to be noted; NULL: noted, or none */
    bool refused;                       /* the login */

    struct batch coming;                /* being fetched, then read */
    struct batch ready;                 /* read, not yet committed */
    struct aside aside;
    struct marks marks;
    bool not_kept;                      /* writing it failed: no fault of the server */
    char *cause;
};

/* ---- what a server may refuse (trouble.c) ----------------------------------------
 *
 *                          refused                         cut off, or not to be understood
 *   a message's text       asked for again in later looks; then a row of its own: not obtainable
 *   a row of the list      what it does not say is found out otherwise         connected anew
 *   a folder               not drained: the others are read, nobody is reminded    connected anew; it comes last
 *   a mark                 the docket alone knows what was read                    connected anew
 *
 * Where it is connected anew, what was in hand counts for nothing (docketd(8), Drained). */

/* The folder's trouble: said by the log when it is another than before. The first of a look stands. */
void trouble_set(struct intake *, const char *format, ...) __attribute__((format(printf, 2, 3)));
int trouble_tell(struct intake *);
/* The same, and because of it the mailbox is not read to its end. */
void trouble_unread(struct intake *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- a batch on its way in (batch.c) ------------------------------------------------ */

/* Fetches these, and commits what came before, maybe later than it returns 0:
 * the docket is the caller's again after batch_settle, or after -1. What is not
 * given is noted as missing. The `next` items behind them are asked for ahead:
 * those of the next call. */
int batch_take(struct intake *, const struct imap_item *items, size_t n, size_t next,
               uint32_t last);
/* How many of the items are fetched at once. */
size_t batch_size(const struct settings *, const struct imap_item *items, size_t n);

/* ---- what is ready (settle.c) --------------------------------------------------------- */

/* Tells the mailbox of what is in the docket. 0, or -1: the connection is dead. */
int batch_tell(struct intake *);
/* What came is read to its end, and its commit begins. 0, or -1 with no commit under way. */
int batch_commit(struct intake *);
/* A commit is under way. */
bool docket_busy(const struct intake *);
/* Ends it: the docket is the caller's again. 0, or -1: what was ready is not in it. */
int docket_back(struct intake *);
/* Commits what came and tells the mailbox, if it is still there. */
int batch_settle(struct intake *, bool connected);
void batch_free(struct batch *);
/* Marks owed by a run that ended between commit and mark. */
int batch_marks(struct intake *);
void batch_marks_free(struct intake *);

/* ---- what was listed and not given (missing.c) -------------------------------------- */

int missing_load(struct intake *);
void missing_free(struct intake *);
struct missing_row *missing_find(const struct intake *, uint32_t uid);
bool missing_is(const struct intake *, uint32_t uid);
/* It was asked for and did not come, or the connection died before it did. */
int missing_note(struct intake *, const struct imap_item *);
int missing_came(struct intake *, uint32_t uid);
int missing_gone_by(struct intake *, uint32_t uid);         /* somebody removed it from the mailbox */
bool missing_was_outage(const struct intake *, const struct missing_row *, instant now);
bool missing_given_up(const struct missing_row *);          /* the officers are to be told */

/* ---- a folder (drain.c) ------------------------------------------------------------- */

/* 0; -1 the connection or the docket failed. in->unread, in->trouble say the rest. */
int drain_folder(struct intake *, const char *folder);

#endif
