/* What a unit's words ask for or tell that needs no officer: form and deadline
 * are sent, the number of a paper is acknowledged, and who says that a report was
 * sent before hears what came, who brings none that none came. The officers hear of the mail all
 * the same. */
#ifndef DOCKETD_OFFICE_FILING_HELP_H
#define DOCKETD_OFFICE_FILING_HELP_H

#include "office/desk/desk.h"
#include "office/filing/enclose.h"
#include "office/post/post.h"

struct help {
    struct obligation *rows;        /* of the unit */
    size_t nrows;
    struct letter_owed *owed;       /* of these, what the letter is about */
    const struct obligation **owing;
    size_t n;
    struct enclosures files;
    char *paper;
    bool forms;                     /* it sends forms and deadlines */
    bool sent;                      /* the letter that it chose stands in the outbox */
    bool searched;                  /* it says that it sent something, and the docket was looked through */
    struct letter_search search;
    struct letter_came *came;
    struct message_row *mails;
    size_t nmails;
    char *reason;
};

/* Sets p's letter, facts and files where the note of a registered sender is one
 * of these; else p stays as it is. p lasts no longer than help. 0, or -1. */
int help_find(struct desk *, const struct message_row *, const struct message *,
              const struct decision *, struct posting *p, struct help *);
void help_clear(struct help *);

#endif
