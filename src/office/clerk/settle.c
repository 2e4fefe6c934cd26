/* What a sender answered about his own mail. */
#include "office/clerk/settle.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "core/match/identify.h"
#include "core/match/match.h"
#include "office/dossier/dossier.h"
#include "office/filing/filing.h"
#include "office/filing/kept.h"
#include "office/filing/recall.h"
#include "office/filing/reply.h"

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

/* The answer stands in place of what the subject named; its other words, "dự thảo", remain. */
static void
put_answer(struct evidences *e, const struct item *is)
{
    struct evidence *row;

    for (size_t i = e->n; i-- > 0;)
        if (e->v[i].source == SOURCE_SUBJECT && e->v[i].matter == MATTER_NONE)
            evidence_drop(e, i);
    row = evidence_add(e, SOURCE_SUBJECT, STRENGTH_STRONG, "");
    row->unit = xstrdup(is->unit->code);
    row = evidence_add(e, SOURCE_SUBJECT, STRENGTH_STRONG, "");
    row->report = xstrdup(is->report->code);
    row->period = xstrdup(is->period);
}

static bool
agrees(const struct decision *d, const struct item *is)
{
    return (d->outcome == OUTCOME_FILED || d->outcome == OUTCOME_DUPLICATE) && d->nitems > 0 &&
           d->items[0].unit == is->unit && d->items[0].report == is->report &&
           strcmp(d->items[0].period, is->period) == 0;
}

/* Would the mail have been filed, had its subject said this? A draft, a decision, another body's
 * or another year's report is none by being called so. */
static int
believed(struct desk *desk, const struct message_row *m, const struct message *facts,
         const struct item *is, bool *yes)
{
    const struct arrival at = { .received = m->received };
    struct recall recall = {0};
    struct evidences evidences = {0};
    struct decision d = {0};
    int rc = recall_message(desk, &at, facts, &recall);

    if (rc == 0) {
        identify(desk->index, facts, &recall.known, &evidences);
        put_answer(&evidences, is);
        rc = recall_answered(desk, facts, &evidences, &recall);
    }
    if (rc == 0)
        match(desk->index, facts, &recall.known, &evidences, &d);
    *yes = rc == 0 && agrees(&d, is);
    evidences_free(&evidences);
    decision_clear(&d);
    recall_clear(&recall);
    return rc;
}

/* *open: it waits as before. */
static int
settle_mail(struct desk *desk, struct message_row *m, const struct message *facts,
            const struct decision *said, instant now, bool *open)
{
    const struct item *is = &said->items[0];
    struct item item = {0};
    bool yes = false;
    int rc = believed(desk, m, facts, is, &yes);

    if (rc == 0 && yes) {
        kept_item(desk, facts, is->unit, is->report, is->period, &item);
        rc = filing_examine(desk, &item, facts);
        *open = filing_doubt(&item) != NULL;        /* a word does not make the kind possible: an officer's matter */
        if (rc == 0 && !*open)
            rc = file_asked(desk, m, facts, &item, said, now);
        item_clear(&item);
    }
    return rc;
}

/* He who was asked, or somebody of his unit, or of the one that he names. */
static int
may_answer(struct desk *desk, const struct message_row *row, const struct message_row *m,
           const struct decision *said, bool *may)
{
    *may = said->sender_registered;
    return *may ? 0 : recall_same_writer(desk, m->sender, row->sender, m->received, may);
}

static int
settle_asked(struct desk *desk, const struct message_row *row, const struct decision *said,
             bool *open)
{
    const struct item *is = &said->items[0];
    struct message_row m = {0};
    struct message *facts = NULL;
    char *cause = NULL;
    bool may = false;
    int rc = message_by_code(desk->store, said->asked, &m);

    *open = rc == 0 && m.outcome == OUTCOME_REVIEW;     /* else an officer was quicker */
    if (!*open || is->unit == NULL || is->report == NULL || is->period == NULL ||
        (rc = may_answer(desk, row, &m, said, &may)) != 0 || !may)
        goto out;
    facts = kept_read(desk, &m, &cause);
    if (facts == NULL)
        log_warning("%s could not be read again: %s", m.code, cause);
    else
        rc = settle_mail(desk, &m, facts, said, row->entered, open);
out:
    free(cause);
    message_free(facts);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}

int
settle_answer(struct desk *desk, const struct message_row *row, const struct message *facts,
              const struct decision *said)
{
    bool open = false;

    if (settle_asked(desk, row, said, &open) != 0)
        return -1;
    return open ? reply_to_message(desk, row, facts, said, NULL)
                : dossier_retake(desk, said->asked, "intake", row->entered);
}
