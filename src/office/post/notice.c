/* Notices to officers. */
#include "office/post/notice.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "office/post/post.h"

int
notice_letter_failed(struct desk *desk, const struct letter_row *row, const char *reply,
                     instant now)
{
    char *reason = xasprintf("failed:%s", row->message_id);
    struct posting p = { .letter = "officer-notice",
                         .reason = reason,
                         .priority = PRIORITY_ANSWER,
                         .message = row->message,
                         .facts = { .notice = "failed",
                                    .recipient = row->recipient,
                                    .reply = reply,
                                    .title = row->subject } };
    int rc = 0;

    /* A notice that fails in turn is not told by another notice. */
    if (strcmp(row->letter, "officer-notice") != 0)
        rc = notice_officers(desk, ROLE_OFFICER, &p, now);
    free(reason);
    return rc;
}

static const char *
notice_of(enum outcome outcome, enum reason why, bool known_sender)
{
    switch (outcome) {
    case OUTCOME_NOTE: return why == REASON_EXTENSION ? "extension" : why == REASON_RECALL ? "recall" : "note";
    case OUTCOME_FILED: return known_sender ? "flagged" : "stranger";
    case OUTCOME_QUARANTINE: return "quarantine";
    case OUTCOME_TOO_LARGE: return "too_large";
    case OUTCOME_NOT_OBTAINABLE: return "not_obtainable";
    default: return "review";
    }
}

/* A flood of mail is no flood of notices: what is beyond the cap stands in the
 * queue, and the last notice says so. */
static int
notice_one(struct desk *desk, const struct officer *to, const struct posting *p, instant now)
{
    struct posting one = *p;
    int64_t today = 0;
    int most = desk->settings->sending.per_officer_day;

    if (post_today(desk, to->address, PRIORITY_ANSWER, p->letter, now, &today) != 0)
        return -1;
    if (today >= most && !(p->facts.urgent && p->facts.known_sender)) {
        log_notice("%s had %d notices in 24 hours: no notice of %s", to->address, most,
                   p->facts.code);
        return 0;
    }
    one.facts.last_notice = today == most - 1;
    return notice_officer(desk, to, &one, now);
}

int
notice_capped(struct desk *desk, enum role least, const struct posting *p, instant now)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < desk->settings->nofficers; i++)
        if (desk->settings->officers[i].role >= least)
            rc = notice_one(desk, &desk->settings->officers[i], p, now);
    return rc;
}

int
notice_message(struct desk *desk, const struct message_row *row, struct letter_facts facts)
{
    char *reason = xasprintf("notice:%s", row->code);
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = row->id,
                         .facts = facts };
    int rc;

    p.facts.notice = notice_of(row->outcome, row->reason, facts.known_sender);
    rc = notice_capped(desk, ROLE_OFFICER, &p, row->entered);
    free(reason);
    return rc;
}

/* For his list of the day (remind/daily.c): what it says stands in the journal. */
static int
put_by(struct desk *desk, const struct officer *to, const struct posting *p, instant now)
{
    char *subject = post_subject(desk, p, now), *about = xasprintf("notice:%s", to->address),
         *detail = journal_detail("code", p->facts.code, "says", subject, NULL);
    int rc = journal_add(desk->store, now, "clerk", "notice", about, detail);

    free(subject);
    free(about);
    free(detail);
    return rc;
}

int
notice_officer(struct desk *desk, const struct officer *to, const struct posting *p, instant now)
{
    struct posting one = *p;

    one.to = to->address;
    one.facts.officer = to->name;
    if (to->notices == NOTICES_OFF)
        return 0;
    return to->notices == NOTICES_DAILY && !p->facts.urgent ? put_by(desk, to, &one, now)
                                                            : post_letter(desk, &one, now);
}

int
notice_officers(struct desk *desk, enum role least, const struct posting *p, instant now)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < desk->settings->nofficers; i++)
        if (desk->settings->officers[i].role >= least)
            rc = notice_officer(desk, &desk->settings->officers[i], p, now);
    return rc;
}
