/* Reminders as rows of the outbox: what core/remind finds due becomes letters,
 * once it is certain that nothing in the mailbox answers it.
 *
 * Two steps. A tick that finds something due notes the moment and has the
 * mailbox drained. A later tick, once the mailbox was drained after that
 * moment, looks anew within one transaction and writes what is then still due.
 * A crash leaves the note, or letters that stand: they are not made twice,
 * for (reason, recipient) is unique. */
#ifndef DOCKETD_OFFICE_REMIND_REMINDING_H
#define DOCKETD_OFFICE_REMIND_REMINDING_H

#include <stdbool.h>

#include "core/calendar/remind.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* ---- what is due ------------------------------------------------------------ */

struct reminding {
    struct reminders plan;           /* .v goes to the units, .held and what follows is shown to officers */
    char **to;                      /* address of each of due.v; NULL: none takes mail */
    size_t unreachable;             /* how many of these */
    struct obligation *cures;       /* whose cure date passed since the officers were last told */
    size_t ncures;
    bool noticed;                   /* the officers had today's notice */
    struct obligation *rows;        /* what due points into */
    size_t nrows;
};

/* Reads only. Empty outside office hours. */
int reminding_look(struct desk *, instant now, struct reminding *);
/* Codes of units that may have sent it already: mail of theirs waits in review or quarantine, or they said that
 * it went another way, which an officer has some days to look into. */
int reminding_held(struct desk *, instant now, struct strings *held);
bool reminding_notice_due(const struct reminding *);
bool reminding_any(const struct reminding *);       /* a letter, to whomever, would go out */
void reminding_clear(struct reminding *);

/* ---- what is done about it ---------------------------------------------------- */

enum { REMINDING_QUIET, REMINDING_WAITS, REMINDING_MORE };

/* One tick, in a transaction of its own: nothing is due; the mailbox is being
 * drained; or letters were written and there are more. -1: the docket failed. */
int reminding_tick(struct desk *, instant now);
/* Its second step alone, for who knows that the mailbox was drained. */
int reminding_write(struct desk *, instant now);

/* In the caller's transaction: */

/* One letter to one address about these reports. */
int reminding_post(struct desk *, const struct reminder *, const char *to, instant now);
const char *reminding_template(const struct reminder *);    /* "reminder", "overdue"; "reminders": several reports */
/* The officers were shown what passed its cure date until now. */
int reminding_cures_shown(struct desk *, instant now);
#endif
