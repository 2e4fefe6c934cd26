/* Notices to officers, journal details. */
#include "daemon/notice.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/post.h"

char *
notice_detail(const char *key, ...)
{
    json_t *object = json_object();
    va_list ap;
    char *text;

    va_start(ap, key);
    for (const char *k = key; k != NULL; k = va_arg(ap, const char *)) {
        const char *value = va_arg(ap, const char *);

        if (value != NULL)
            json_object_set_new(object, k, json_string(value));
    }
    va_end(ap);
    text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

int
notice_letter_failed(struct desk *desk, const struct letter_row *row, const char *reply, instant now)
{
    char *reason = xasprintf("failed:%s", row->message_id);
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = row->message,
                         .facts = { .notice = "failed", .recipient = row->recipient, .reply = reply, .reason = row->subject } };
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
    case OUTCOME_FILED: return known_sender ? "review" : "stranger";
    case OUTCOME_QUARANTINE: return "quarantine";
    case OUTCOME_BOUNCE: return "bounce";
    case OUTCOME_TOO_LARGE: return "too_large";
    default: return "review";
    }
}

int
notice_message(struct desk *desk, const struct message_row *row, struct letter_facts facts)
{
    char *reason = xasprintf("notice:%s", row->code);
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = row->id,
                         .facts = facts };
    int rc;

    p.facts.notice = notice_of(row->outcome, facts.known_sender);
    rc = post_officers(desk, ROLE_OFFICER, &p, row->entered);
    free(reason);
    return rc;
}
