/* Letters into the outbox: template + facts + recipient = one row, in the
 * transaction that gave the reason for it. Nothing is sent here. */
#ifndef DOCKETD_OFFICE_POST_H
#define DOCKETD_OFFICE_POST_H

#include "core/letter/context.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

struct answer;
struct letter_file;

/* Low first: who wrote is answered before who did not. */
enum { PRIORITY_ACKNOWLEDGEMENT, PRIORITY_ANSWER, PRIORITY_REMINDER, PRIORITY_DIGEST };

struct posting {
    const char *letter;             /* template */
    const char *reason;             /* unique with the recipient: "ack:TN-2023-0042" */
    const char *to;
    const struct strings *cc;       /* each gets a row of its own, the same letter; NULL: none */
    int priority;
    const struct message *in_reply_to;  /* the mail it replies to: In-Reply-To, null envelope sender; NULL: of our own accord */
    const struct message *thread;   /* beside in_reply_to: in this one's thread, and of our own accord; NULL */
    bool by_hand;                   /* an officer ordered this very letter: it is no automatic one (RFC 3834) and may be answered */
    int64_t message, obligation;    /* what it is about; 0 */
    struct letter_facts facts;      /* office, plan, language and now are set by post_letter */
    const int64_t *reminds;         /* obligations that it reminds of */
    size_t nreminds;
    const struct letter_file *files;
    size_t nfiles;
    const struct answer *body;      /* stands above the template's words, its files go along; NULL */
};

/* 0: the row stands (or stood already), -1: roll back. */
int post_letter(struct desk *, const struct posting *, instant now);
/* The subject that it would have; the caller's. */
char *post_subject(struct desk *, const struct posting *, instant now);
/* Letters of this priority, and template (NULL: any), to one address in the last 24 hours. */
int post_today(struct desk *, const char *to, int priority, const char *letter, instant now,
               int64_t *count);
/* The same letter to every officer of at least this role. */
/* Our own letters among the mails it answers: how long this conversation runs. */
int post_in_thread(const struct desk *, const struct message *);
int post_officers(struct desk *, enum role least, const struct posting *, instant now);

#endif
