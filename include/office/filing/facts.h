/* A mail and what was decided about it, as facts of letters. */
#ifndef DOCKETD_OFFICE_FILING_FACTS_H
#define DOCKETD_OFFICE_FILING_FACTS_H

#include "core/letter/context.h"
#include "office/desk/desk.h"
#include "store/docket.h"

struct letter_facts filing_facts(const struct desk *, const struct message_row *, const struct message *,
                                 const struct decision *);
/* Of what is known of a mail in review nothing is asked. */
void filing_fill_in(const struct desk *, const struct message_row *, const struct decision *,
                    struct letter_facts *);

#endif
