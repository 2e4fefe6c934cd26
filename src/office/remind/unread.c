#include "office/remind/unread.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/calendar/remind.h"
#include "office/post/start.h"
#include "office/post/post.h"
#include "store/docket.h"

#define TOLD_AFTER (4 * HOUR)

int
unread_look(struct desk *desk, instant now, bool *is, instant *since)
{
    int rc = mailbox_drained(desk->store, since);

    *is = rc == 0 && (*since == INSTANT_NONE || now - *since > HOUR);
    return rc;
}

int
unread_notice(struct desk *desk, instant since, instant now)
{
    char *reason = xasprintf("mailbox:%" PRId64, since);
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER,
                         .facts = { .notice = "mailbox", .told = since } };
    int rc = post_officers(desk, ROLE_OFFICER, &p, now);

    free(reason);
    return rc;
}

int
unread_tick(struct desk *desk, instant now)
{
    instant since;
    bool is;
    int rc = unread_look(desk, now, &is, &since);

    if (rc == 0 && is && since == INSTANT_NONE)
        rc = start_first(desk, &since);
    if (rc != 0 || !is || since == INSTANT_NONE || now - since < TOLD_AFTER ||
        !remind_hours(desk->plan, desk->settings, now))
        return rc;
    if (store_begin(desk->store) != 0)
        return -1;
    rc = unread_notice(desk, since, now);
    if (rc == 0)
        rc = store_commit(desk->store);
    if (rc != 0)
        store_rollback(desk->store);
    return rc;
}
