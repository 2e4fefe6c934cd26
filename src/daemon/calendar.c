/* The calendar loop: obligations made ahead. */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "core/obligations.h"
#include "daemon/intake.h"
#include "daemon/loops.h"
#include "daemon/notice.h"
#include "store/docket.h"

#define TICK 30                         /* seconds */
#define BEFORE_GO_LIVE 400              /* days looked back where neither plan nor configuration says when it began */

/* ---- obligations -------------------------------------------------------------- */

/* The first day obligations are kept for: go-live, else the plan's own first. */
static struct date
beginning(const struct desk *desk, struct date today)
{
    const struct mailbox_settings *m = &desk->settings->mailbox;
    struct date first = {0};

    if (m->go_live != INSTANT_NONE)
        return moment_of(m->go_live, desk->settings->office.utc_offset).date;
    for (size_t i = 0; i < desk->plan->nreports; i++) {
        struct date d = desk->plan->reports[i].first;

        if (d.year != 0 && (first.year == 0 || date_compare(d, first) < 0))
            first = d;
    }
    return first.year != 0 ? first : date_add(today, -BEFORE_GO_LIVE);
}

static int
make_wanted(struct desk *desk, struct date today, instant now)
{
    int offset = desk->settings->office.utc_offset, rc = 0;
    struct obligations wanted = {0};
    char made_text[24], *detail;
    size_t made = 0;

    obligations_wanted(desk->plan, beginning(desk, today), date_add(today, desk->settings->horizon), offset, &wanted);
    for (size_t i = 0; rc == 0 && i < wanted.n; i++) {
        bool is_new = false;

        rc = obligation_make(desk->store, &wanted.v[i], &is_new);
        made += is_new;
    }
    obligations_clear(&wanted);
    if (rc != 0 || made == 0)
        return rc;
    snprintf(made_text, sizeof made_text, "%zu", made);
    detail = notice_detail("made", made_text, NULL);
    rc = journal_add(desk->store, now, "calendar", "obligations", NULL, detail);
    log_info("%zu obligations made", made);
    free(detail);
    return rc;
}

static int
journal_revision(struct desk *desk, const struct obligation *o, unsigned changed, instant now)
{
    char due[21] = "none", *subject = xasprintf("%s/%s/%s", o->report, o->period, o->unit), *detail;
    int rc;

    if (o->due != INSTANT_NONE)
        instant_write(o->due, due);
    detail = notice_detail("why", "the plan changed", "due", changed & REVISED_DUE ? due : NULL,
                           "tracked", changed & REVISED_TRACKED ? (o->tracked ? "yes" : "no") : NULL,
                           "state", changed & (REVISED_CANCELLED | REVISED_REOPENED) ? state_names[o->state] : NULL, NULL);
    rc = journal_add(desk->store, now, "calendar", "obligation", subject, detail);
    free(subject);
    free(detail);
    return rc;
}

/* A changed plan changes the open future only. */
static int
revise(struct desk *desk, instant now)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_list(desk->store, NULL, NULL, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        unsigned changed = obligation_revise(desk->plan, now, desk->settings->office.utc_offset, &rows[i]);

        if (changed == 0)
            continue;
        rc = obligation_put(desk->store, &rows[i]);
        if (rc == 0)
            rc = journal_revision(desk, &rows[i], changed, now);
    }
    obligations_free(rows, n);
    return rc;
}

static int
keep_obligations(struct desk *desk, struct date today, instant now)
{
    int rc = store_begin(desk->store);

    if (rc != 0)
        return -1;
    rc = make_wanted(desk, today, now);
    if (rc == 0)
        rc = revise(desk, now);
    if (rc == 0)
        rc = store_commit(desk->store);
    if (rc != 0)
        store_rollback(desk->store);
    return rc;
}

/* ---- the loop --------------------------------------------------------------------- */

/* The rows are looked over at the start, for the plan may have changed, and
 * once a day. */
int
calendar_run(struct desk *desk, bool once)
{
    struct date done = {0};
    int rc = 0;

    log_as("calendar");
    do {
        instant now = clock_now();
        struct date today = moment_of(now, desk->settings->office.utc_offset).date;

        if (date_compare(today, done) != 0)
            rc = keep_obligations(desk, today, now);
        done = today;
        if (once)
            break;
        rest_seconds(TICK);
    } while (rc == 0 && !stop);
    return rc;
}
