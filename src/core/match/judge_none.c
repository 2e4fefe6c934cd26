/* What cannot be a report whatever its words are: our own letters, secrets, bounces, what machines
 * send, what may act, orders. */
#include "core/match/judge.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/form/document.h"
#include "core/match/machine.h"
#include "model/flag.h"

static bool
our_own(struct judge *j)
{
    const char *own = j->known->office != NULL ? j->known->office->address : NULL;

    if (!j->known->own_letter && !addresses_have(&j->m->from, own))
        return false;
    decision_drop_items(j->d);
    judge_settle(j, OUTCOME_IGNORED, REASON_OWN_LETTER, MATTER_NONE);
    return true;
}

/* A26: what it says is neither quoted nor passed on. */
static bool
secret(struct judge *j)
{
    struct evidences *e = &j->d->evidences;

    if (j->known->released || !judge_says(j, SOURCE_MARK, MATTER_SECRET))
        return false;
    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source != SOURCE_SENDER && e->v[i].source != SOURCE_MARK) {
            free(e->v[i].quote);
            e->v[i].quote = NULL;
        }
    decision_drop_items(j->d);
    *ARRAY_MORE(j->d->items, j->d->nitems) = (struct item){.unit = j->unit, .attachment = -1};
    judge_settle(j, OUTCOME_QUARANTINE, REASON_SECRET, MATTER_SECRET);
    return true;
}

/* RFC 3464, and the reports of systems that do not know it. */
static bool
bounce(struct judge *j)
{
    const struct message *m = j->m;
    bool report = text_same(m->content_type, "multipart/report")
                      ? text_same(m->report_type, "delivery-status")
                      : m->ndsn > 0 && m->report_type == NULL;
    bool machine = m->return_path != NULL && *m->return_path == '\0';

    for (size_t i = 0; i < m->from.n; i++)
        machine = machine || (m->from.v[i].addr != NULL && machine_address(m->from.v[i].addr));
    machine = machine || strings_has(&m->auto_headers, "X-Failed-Recipients");
    if (!report &&
        !(machine && (judge_says(j, SOURCE_SUBJECT, MATTER_BOUNCE) ||
                      (j->known->returned && !text_same(m->content_type, "multipart/report")))))
        return false;
    decision_drop_items(j->d);
    judge_settle(j, OUTCOME_BOUNCE, REASON_UNDELIVERED, MATTER_NONE);
    return true;
}

bool
judge_known_person(const struct judge *j)
{
    return j->d->sender_registered || j->known->officer != NULL || judge_has(j, SOURCE_THREAD);
}

/* "... đã chia sẻ «Báo cáo 6 tháng 2023» với bạn": the program of a service says that somebody laid a
 * file there, and whose or what it is. */
static bool
shares(const struct judge *j)
{
    const struct item *item = j->d->nitems > 0 ? &j->d->items[0] : NULL;
    bool named = j->unit != NULL || (item != NULL && item->report != NULL);

    for (size_t i = 0; i < j->m->reply_to.n && !named; i++)
        named = j->m->reply_to.v[i].addr != NULL &&
                plan_unit_of_address(j->plan, j->m->reply_to.v[i].addr) != NULL;
    return named && j->files == 0 && document_link(j->m) &&
           !text_same(j->m->auto_submitted, "auto-replied") &&
           !text_same(j->m->content_type, "multipart/report");
}

/* Systems of offices send reports in bulk, so with files it is read on; what a
 * program answers or writes of its own accord (another docketd's reminder with
 * its empty form) is no report until somebody says so. */
static bool
machine(struct judge *j)
{
    enum reason mark = machine_mark(j->m), list = machine_list(j->m);

    if (mark == REASON_NONE && j->files == 0 &&
        (judge_says(j, SOURCE_SUBJECT, MATTER_AUTOREPLY) ||
         (j->known->officer != NULL && j->own == OWN_WRAPPED)))
        mark = REASON_AUTO_SUBJECT;
    if (list == REASON_NONE && !judge_known_person(j))
        list = machine_provider(j->m);
    if (mark == REASON_NONE && list == REASON_NONE)
        return false;
    if (j->files > 0 && !text_same(j->m->content_type, "multipart/report")) {
        j->d->flagged = true;
        if (mark != REASON_NONE)
            judge_doubt(j, REASON_AUTO_FILES);
        return false;
    }
    if (mark == REASON_NONE && judge_known_person(j))
        return false;
    if (shares(j)) {
        judge_settle(j, OUTCOME_NOTE, mark != REASON_NONE ? mark : list, MATTER_NONE);
        return true;
    }
    decision_drop_items(j->d);
    judge_settle(j, OUTCOME_IGNORED, mark != REASON_NONE ? mark : list, MATTER_NONE);
    return true;
}

/* The mail itself is encrypted, and nothing else is kept from us. */
static bool
sealed(const struct message *m)
{
    bool only = flag_on(&m->flags, FLAG_ENCRYPTED);

    for (size_t i = 0; only && i < m->nattachments; i++)
        only = !attachment_may_act(&m->attachments[i]) || flag_on(&m->attachments[i].flags, FLAG_ENCRYPTED);
    return only;
}

static bool
dangerous(struct judge *j)
{
    for (size_t i = 0; i < j->m->nattachments && !j->known->released; i++)
        if (attachment_may_act(&j->m->attachments[i])) {
            judge_settle(j, OUTCOME_QUARANTINE, sealed(j->m) ? REASON_SEALED : REASON_DANGEROUS,
                         MATTER_DANGEROUS);
            return true;
        }
    return false;
}

static bool
command(struct judge *j)
{
    bool word = judge_says(j, SOURCE_SUBJECT, MATTER_COMMAND);
    bool unit_asks = j->d->sender_registered && word;

    if (message_sender(j->m) == NULL || j->files > 0 || !(j->known->officer != NULL || unit_asks))
        return false;
    if (machine_list(j->m) != REASON_NONE) {        /* whom would it answer? An officer looks */
        judge_settle(j, OUTCOME_NOTE, machine_list(j->m), MATTER_NONE);
        return true;
    }
    if (j->d->nitems == 0)
        *ARRAY_MORE(j->d->items, j->d->nitems) = (struct item){.unit = j->unit, .attachment = -1};
    judge_settle(j, OUTCOME_COMMAND, j->known->officer != NULL ? REASON_OFFICER : REASON_UNIT_ASKS,
           MATTER_COMMAND);
    return true;
}

bool
judge_no_report(struct judge *j)
{
    static bool (*const kinds[])(struct judge *) = { our_own,   secret,        bounce, machine,
                                                     dangerous, judge_receipt, command };
    bool settled = false;

    for (size_t i = 0; i < ARRAY_LEN(kinds) && !settled; i++)
        settled = kinds[i](j);
    return settled;
}
