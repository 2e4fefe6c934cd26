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
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = row->message,
                         .facts = { .notice = "failed", .recipient = row->recipient, .reply = reply, .title = row->subject } };
    int rc = 0;

    /* A notice that fails in turn is not told by another notice. */
    if (strcmp(row->letter, "officer-notice") != 0)
        rc = post_officers(desk, ROLE_OFFICER, &p, now);
    free(reason);
    return rc;
}

static const char *
notice_of(enum outcome outcome, bool known_sender)
{
    switch (outcome) {
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
    one.to = to->address;
    one.facts.officer = to->name;
    one.facts.last_notice = today == most - 1;
    return post_letter(desk, &one, now);
}

int
notice_message(struct desk *desk, const struct message_row *row, struct letter_facts facts)
{
    char *reason = xasprintf("notice:%s", row->code);
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = row->id,
                         .facts = facts };
    int rc = 0;

    p.facts.notice = notice_of(row->outcome, facts.known_sender);
    for (size_t i = 0; rc == 0 && i < desk->settings->nofficers; i++)
        if (desk->settings->officers[i].role >= ROLE_OFFICER)
            rc = notice_one(desk, &desk->settings->officers[i], &p, row->entered);
    free(reason);
    return rc;
}

int
notice_officer(struct desk *desk, const struct officer *to, const struct posting *p, instant now)
{
    struct posting one = *p;

    one.to = to->address;
    one.facts.officer = to->name;
    return post_letter(desk, &one, now);
}
