/* The calendar loop: obligations made ahead, reminders on their days. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "daemon/loops.h"
#include "daemon/status_line.h"
#include "office/desk/board.h"
#include "office/desk/stop.h"
#include "office/desk/wake.h"
#include "office/dossier/dossier.h"
#include "office/post/withdraw.h"
#include "office/remind/daily.h"
#include "office/remind/digest.h"
#include "office/remind/health.h"
#include "office/remind/metrics.h"
#include "office/remind/watch.h"
#include "office/remind/obligations.h"
#include "office/remind/reminding.h"

#define TICK 60                         /* seconds: not more often where something goes on, ... */
#define TICK_QUIET (5 * MINUTE)         /* ... and at these minutes of the hour where nothing does */
#define TICK_SOON 2                     /* while something waits for the mailbox */

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
        rc = dossier_keep(desk, now);
    if (rc == 0)
        rc = dossier_tick(desk, now);
    return store_end(desk->store, rc);
}

static int
remind(struct desk *desk, instant now)
{
    int rc;

    while ((rc = reminding_tick(desk, now)) == REMINDING_MORE && !stop)
        ;
    return rc;
}

#define MEASURE (60 * 1000)             /* ms between two writings of the metrics */
#define SETTLED (15 * 60 * 1000)       /* ms: so long after its start the intake has looked at least once */
#define PATIENCE (2 * HOUR)              /* within office hours, before a digest says that the mailbox was not read */

/* Numbers of a mailbox that is just being read would be wrong: they wait for it. */
static int
digest(struct desk *desk, instant now, bool once, bool settled)
{
    struct moment m = moment_of(now, desk->settings->office.utc_offset);
    instant since;
    bool unread;

    if (health_unread(desk, now, &unread, &since) != 0 || watch_tick(desk, settled, now) != 0)
        return -1;
    if (unread && !once &&
        m.hour * 60 + m.minute < desk->settings->office.hours_from + PATIENCE / MINUTE)
        return 0;
    return digest_tick(desk, now) != 0 ? -1 : daily_tick(desk, now);
}

/* For systemctl status; said again only when it changed. */
static int
say_status(struct desk *desk, char **said, int64_t *measure, instant now)
{
    struct health h;
    char *line;
    int rc = 0;

    if (health_load(desk, now, &h) != 0)
        return -1;
    line = health_line(&h, desk->settings->office.utc_offset);
    if (clock_monotonic_ms() >= *measure) {
        rc = metrics_write(desk, &h);
        *measure = clock_monotonic_ms() + MEASURE;
    }
    health_clear(&h);
    if (*said == NULL || strcmp(line, *said) != 0)
        status_line_put(line);
    free(*said);
    *said = line;
    return rc;
}

/* Until something was entered or sent, else to the next full five minutes, on
 * which deadlines and office hours fall. Where a file of
 * metrics is wanted it is no older than a minute. What the first look finds is
 * not waited for so long: the board would call the mailbox unread. */
static void
pause_between(const struct desk *desk, int bell, bool first)
{
    struct pollfd p = { .fd = bell, .events = POLLIN };
    int64_t begun = clock_monotonic_ms();
    int quiet = TICK_QUIET - (int)(clock_now() % TICK_QUIET);

    store_rest(desk->store);
    mem_settle();
    mem_leave_code();
    if (desk->settings->metrics == NULL && stop_poll(&p, 1, quiet * 1000) <= 0)
        return;
    rest_seconds((first ? TICK_SOON : TICK) - (int)((clock_monotonic_ms() - begun) / 1000));
    wake_hush(bell);
}

int
calendar_run(struct desk *desk, bool once, bool last_look)
{
    struct board_watch board = {0};
    struct date last = {0};             /* the day whose rows were looked over */
    int64_t settled = clock_monotonic_ms() + (once ? 0 : SETTLED);
    int64_t measure = 0;
    char *said = NULL, *cause = NULL;
    bool first = true;
    int rc = 0, bell = once ? -1 : wake_open(desk->settings->runtime, "calendar", &cause);

    log_as("calendar");
    if (cause != NULL)
        log_warning("%s", cause);
    free(cause);
    do {
        instant now = clock_now();
        struct date today = moment_of(now, desk->settings->office.utc_offset).date;

        rc = date_compare(today, last) == 0 ? 0 : keep_day(desk, now);
        last = today;
        if (rc == 0)
            rc = remind(desk, now);
        if (rc >= 0 && last_look &&
            (digest(desk, now, once, clock_monotonic_ms() >= settled) != 0 ||
             board_tick(desk, &board, now) != 0 || say_status(desk, &said, &measure, now) != 0))
            rc = -1;
        if (rc == REMINDING_WAITS && once && !clock_is_set())
            rest_seconds(1);            /* a draining that begins in the second of the decision counts as before it */
        if (rc > REMINDING_QUIET && !once)
            rest_seconds(TICK_SOON);
        else if (rc == REMINDING_QUIET && !once) {
            pause_between(desk, bell, first);
            first = false;
        }
    } while (rc >= 0 && !once && !stop);
    free(said);
    if (bell != -1)
        close(bell);
    return rc < 0 ? -1 : 0;
}
