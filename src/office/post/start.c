#include "office/post/start.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "store/docket.h"

#define FIRST "intake.first"
#define SLACK HOUR                      /* what came just before, while somebody set it all up */

int
start_first(struct desk *desk, instant *at)
{
    char *value = NULL;
    int rc = store_setting(desk->store, FIRST, &value);

    *at = rc == 0 ? strtoll(value, NULL, 10) : INSTANT_NONE;
    free(value);
    return rc < 0 ? -1 : 0;
}

int
start_note(struct desk *desk, instant now)
{
    char value[24], from[21], *detail;
    instant first;
    int rc = start_first(desk, &first);

    if (rc != 0 || first != INSTANT_NONE)
        return rc;
    snprintf(value, sizeof value, "%" PRId64, now);
    instant_write(now - SLACK, from);
    if (desk->settings->mailbox.go_live == INSTANT_NONE)
        log_notice(
            "this is the first start: mail that came before %s is recorded and not answered, "
            "and what was due by now is owed by nobody (mailbox.go_live says otherwise)",
            from);
    detail = journal_detail("from", from, NULL);
    rc = store_setting_put(desk->store, FIRST, value);
    if (rc == 0)
        rc = journal_add(desk->store, now, "intake", "start", NULL, detail);
    free(detail);
    return rc;
}

int
start_historic(struct desk *desk, instant received, bool by_hand, bool *is)
{
    instant from = desk->settings->mailbox.go_live;

    if (from == INSTANT_NONE && !by_hand) {
        if (start_first(desk, &from) != 0)
            return -1;
        from = from == INSTANT_NONE ? from : from - SLACK;
    }
    *is = from != INSTANT_NONE && received < from;
    return 0;
}
