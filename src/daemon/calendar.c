/* The calendar loop: obligations made ahead, reminders on their days. */
#include "base/log.h"
#include "core/calendar/remind.h"
#include "daemon/loops.h"
#include "office/desk/stop.h"
#include "office/post/withdraw.h"
#include "office/remind/digest.h"
#include "office/remind/obligations.h"
#include "office/remind/reminding.h"
#include "store/docket.h"

#define TICK 30                         /* seconds */
#define TICK_SOON 2                     /* while something waits for the mailbox */

struct calendar {
    struct date kept;                   /* the day's rows were looked over on this day */
    struct date quiet_day;              /* nothing was due on this day, ... */
    bool quiet_hours;                   /* ... within office hours or outside, ... */
    int64_t quiet_head;                 /* ... while the journal ended here */
};

/* Once a day, and at the start, for the plan may have changed. */
static int
keep_day(struct desk *desk, instant now)
{
    int rc = store_begin(desk->store);

    if (rc != 0)
        return -1;
    rc = obligations_keep(desk, now);
    if (rc == 0)
        rc = withdraw_expired(desk, now);
    if (rc == 0)
        rc = store_commit(desk->store);
    if (rc != 0)
        store_rollback(desk->store);
    return rc;
}

/* Nothing changes without a journal entry (G5): where nothing was due and the
 * journal stands still, nothing is due. */
static int
remind(struct desk *desk, struct calendar *c, struct date today, instant now)
{
    bool hours = remind_hours(desk->plan, desk->settings, now);
    int64_t head = 0;
    int rc = journal_head(desk->store, &head);

    if (rc != 0)
        return -1;
    if (date_compare(today, c->quiet_day) == 0 && hours == c->quiet_hours && head == c->quiet_head)
        return 0;
    while ((rc = reminding_tick(desk, now)) == REMINDING_MORE && !stop)
        ;
    if (rc == REMINDING_QUIET) {
        c->quiet_day = today;
        c->quiet_hours = hours;
        c->quiet_head = head;
    }
    return rc;
}

int
calendar_run(struct desk *desk, bool once)
{
    struct calendar c = {0};
    int rc = 0;

    log_as("calendar");
    do {
        instant now = clock_now();
        struct date today = moment_of(now, desk->settings->office.utc_offset).date;
        bool kept = date_compare(today, c.kept) == 0;

        rc = kept ? 0 : keep_day(desk, now);
        c.kept = today;
        if (rc == 0)
            rc = remind(desk, &c, today, now);
        if (rc >= 0 && digest_tick(desk, now) != 0)
            rc = -1;
        if (rc == REMINDING_WAITS && once && !clock_is_set())
            rest_seconds(1);            /* a draining that begins in the second of the decision counts as before it */
        if (rc >= 0 && !once)
            rest_seconds(rc == REMINDING_QUIET ? TICK : TICK_SOON);
    } while (rc >= 0 && !once && !stop);
    return rc < 0 ? -1 : 0;
}
