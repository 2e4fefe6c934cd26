/* A form with wrong cells goes back to its sender with those cells marked. */
#ifndef DOCKETD_OFFICE_FILING_MARK_H
#define DOCKETD_OFFICE_FILING_MARK_H

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "office/filing/enclose.h"
#include "store/docket.h"

struct marked {
    struct enclosures files;
    struct strings names;           /* files that go back marked ... */
    struct strings not;             /* ... and those whose wrong cells only the letter lists */
};

/* Every file of the mail in which the decision finds wrong cells. A file that
 * cannot be marked is no failure: it is named, and the log says why. */
void mark_files(struct desk *, const struct message_row *, const struct message *,
                const struct decision *, struct marked *);
void marked_clear(struct marked *);

#endif
