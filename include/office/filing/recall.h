/* What the docket knows about a message before it is decided: fills struct
 * known from the store. */
#ifndef DOCKETD_OFFICE_FILING_RECALL_H
#define DOCKETD_OFFICE_FILING_RECALL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/match/known.h"
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

struct recall {
    struct known known;                 /* points into the rest */
    struct obligation thread, cited;
    struct obligation *requests, *answered, *repeated;
    size_t nrequests, nanswered, nrepeated;
    struct strings titles;              /* of the requests */
    char *asked, *stranger, *subject;
    char *overheard;                    /* as stranger; who answers speaks for nobody */
    char *repeats;                      /* receipt code of the mail whose files came again; NULL */
};

int recall_message(struct desk *, const struct arrival *, const struct message *, struct recall *);
/* Second step: obligations already answered of the units the evidence names. */
int recall_answered(struct desk *, const struct message *, const struct evidences *,
                    struct recall *);
/* Time is asked for beyond the day that the unit has now: its own, or the one by which it is to correct. */
int recall_deadlines(struct desk *, struct decision *);
/* One address, or both of one unit. NULL: nobody. */
int recall_same_writer(struct desk *, const char *a, const char *b, instant at, bool *same);
void recall_clear(struct recall *);

#endif
