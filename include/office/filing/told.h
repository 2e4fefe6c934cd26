/* The facts of letters about a mail, what it brought, and what a unit owes: put
 * together here and nowhere else, so that no letter says less or more than another. */
#ifndef DOCKETD_OFFICE_TOLD_H
#define DOCKETD_OFFICE_TOLD_H

#include "core/letter/context.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* The mail itself: code, subject, sender, receipt, files. m NULL: its files are not known. */
void told_mail(struct letter_facts *, const struct message_row *, const struct message *m);
/* What it concerns; the deadlines of the obligation, INSTANT_NONE being none. */
void told_about(struct letter_facts *, const struct unit *, const struct report *,
                const struct obligation *);
/* One item of a mail, as it was filed just now; borrowed. */
void told_item(struct letter_facts *, struct item *);

struct told {                           /* facts that stand on rows of the docket */
    struct letter_facts facts;
    struct message_row row;
    struct message *mail;               /* read again; NULL where it could not be */
    struct item item;
};

/* What the mail brought for this obligation, as the docket has it: its version,
 * result and findings. 1: nothing of it counts. */
int told_version(struct desk *, int64_t message, const struct obligation *, struct told *);
/* The same of the last version that counts, but for its files; 1: there is none. */
int told_last_version(struct desk *, const struct obligation *, struct told *);
void told_clear(struct told *);

/* By when what came and is incomplete was to be completed: an officer's day, else the one that the last letter
 * about it named by rule. 1: nothing came, or it is not incomplete. */
int told_until(struct desk *, const struct obligation *, instant *until);

#endif
