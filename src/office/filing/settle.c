/* What a sender answered about his own mail. */
#include "office/filing/settle.h"

#include <stdlib.h>

#include "base/log.h"
#include "office/filing/reply.h"
#include "office/filing/filing.h"
#include "office/filing/kept.h"

static int
outcome(struct desk *desk, const struct message_row *m, enum outcome is, enum reason reason,
        instant now)
{
    char *detail = journal_detail("outcome", outcome_names[is], "reason", reason_words[reason].code,
                                  NULL);
    int rc = message_outcome_put(desk->store, m->id, is, reason, NULL);

    if (rc == 0)
        rc = journal_add(desk->store, now, "intake", "message", m->code, detail);
    free(detail);
    return rc;
}

static int
file_asked(struct desk *desk, struct message_row *m, const struct message *facts, struct item *item,
           const struct decision *said, instant now)
{
    struct filing f = { .message = m->id, .code = m->code, .facts = facts, .received = m->received, .now = now,
                        .vouched = said->sender_registered };
    struct decision d = { .outcome = OUTCOME_FILED,
                          .sender_registered = said->sender_registered,
                          .sender_verified = said->sender_verified,
                          .may_reply = said->may_reply,
                          .items = item,
                          .nitems = 1 };
    bool repeated = false;
    int rc = filing_write(desk, item, &f, &repeated);

    if (rc == 0)
        rc = repeated ? outcome(desk, m, OUTCOME_DUPLICATE, REASON_SAME_REPORT, now)
                      : outcome(desk, m, OUTCOME_FILED, REASON_SENDER_SAID, now);
    m->outcome = OUTCOME_FILED;
    m->entered = now;
    return rc != 0 ? -1 : reply_to_message(desk, m, facts, &d, NULL);
}

int
settle_asked(struct desk *desk, const struct decision *said, instant now)
{
    const struct item *is = &said->items[0];
    struct message_row m = {0};
    struct message *facts = NULL;
    struct item item = {0};
    char *cause = NULL;
    int rc = message_by_code(desk->store, said->asked, &m);

    if (rc != 0 || m.outcome != OUTCOME_REVIEW || is->unit == NULL || is->report == NULL ||
        is->period == NULL)
        goto out;                       /* an officer was quicker, or the answer is none: it stays a note */
    facts = kept_read(desk, &m, &cause);
    if (facts == NULL) {
        log_warning("%s could not be read again: %s", m.code, cause);
        goto out;
    }
    kept_item(desk, facts, is->unit, is->report, is->period, &item);
    rc = filing_examine(desk, &item, facts);
    if (rc == 0 && filing_doubt(&item) == NULL)         /* a word does not make the kind possible: an officer's matter */
        rc = file_asked(desk, &m, facts, &item, said, now);
out:
    free(cause);
    item_clear(&item);
    message_free(facts);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}
