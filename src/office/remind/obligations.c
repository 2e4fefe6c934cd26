/* Obligations made ahead of their days, and revised where the plan changed. */
#include "office/remind/obligations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/calendar/obligations.h"
#include "office/post/withdraw.h"
#include "store/docket.h"

#define MADE "calendar.made"            /* digest of plan and go-live, and the last day looked at */

/* ---- what was made before -------------------------------------------------------- */

struct made {
    bool ever, changed;                 /* changed: the plan is another than the rows were made from */
    char digest[HASH_HEX];              /* of the plan now */
    struct date through;                /* last `before` day looked at, by the plan before */
};

static int
made_read(struct desk *desk, struct made *m)
{
    char *value = NULL;
    int rc = store_setting(desk->store, MADE, &value);

    *m = (struct made){0};
    obligations_digest(desk->plan, desk->settings->office.utc_offset, m->digest);
    m->ever = rc == 0 && strlen(value) == HASH_HEX + 10 &&
              date_parse(value + HASH_HEX, &m->through);
    m->changed = m->ever && strncmp(value, m->digest, HASH_HEX - 1) != 0;
    free(value);
    return rc < 0 ? -1 : 0;
}

static int
made_write(struct desk *desk, const struct made *m, struct date through)
{
    char value[HASH_HEX + 11], day[11];

    date_write(through, day);
    snprintf(value, sizeof value, "%s %s", m->digest, day);
    return store_setting_put(desk->store, MADE, value);
}

/* ---- obligations ------------------------------------------------------------------ */

/* From when on obligations are kept: go-live, else the first start. What was due before is not owed
 * to this docket; a report that comes for such a round makes its row by itself. */
static instant
beginning(const struct desk *desk, instant now)
{
    instant live = desk->settings->mailbox.go_live;

    return live != INSTANT_NONE ? live : now;
}

/* What a changed plan asks anew it asks for the future: nobody is late with
 * what he was never asked for. */
static struct date
first_day(const struct desk *desk, const struct made *m, instant now)
{
    int offset = desk->settings->office.utc_offset;
    struct date next = date_add(m->through, 1), tomorrow = date_add(moment_of(now, offset).date, 1);

    if (!m->ever)
        return moment_of(beginning(desk, now), offset).date;
    return m->changed && date_compare(tomorrow, next) < 0 ? tomorrow : next;
}

static int
make_wanted(struct desk *desk, struct date from, struct date to, bool first, instant now)
{
    struct obligations wanted = {0};
    char made_text[24], *detail;
    size_t made = 0;
    int rc = 0;

    obligations_wanted(desk->plan, from, to, desk->settings->office.utc_offset, &wanted);
    for (size_t i = 0; rc == 0 && i < wanted.n; i++) {
        bool is_new = false;

        if (first && wanted.v[i].due <= beginning(desk, now))
            continue;
        rc = obligation_make(desk->store, &wanted.v[i], &is_new);
        made += is_new;
    }
    obligations_clear(&wanted);
    if (rc != 0 || made == 0)
        return rc;
    snprintf(made_text, sizeof made_text, "%zu", made);
    detail = journal_detail("made", made_text, NULL);
    rc = journal_add(desk->store, now, "calendar", "obligations", NULL, detail);
    log_info("%zu obligations made", made);
    free(detail);
    return rc;
}

static int
journal_revision(struct desk *desk, const struct obligation *o, unsigned changed, instant now)
{
    char due[21] = "none", *subject = obligation_name(o->report, o->period, o->unit), *detail;
    int rc;

    if (o->due != INSTANT_NONE)
        instant_write(o->due, due);
    detail = journal_detail("reason", reason_words[REASON_PLAN_CHANGED].code, "due",
                            changed & REVISED_DUE ? due : NULL, "tracked",
                            changed & REVISED_TRACKED ? (o->tracked ? "yes" : "no") : NULL, "state",
                            changed & (REVISED_CANCELLED | REVISED_REOPENED) ? state_names[o->state]
                                                                             : NULL,
                            NULL);
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
    int rc = obligation_due_between(desk->store, now + 1, INT64_MAX, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        unsigned changed = obligation_revise(desk->plan, now, desk->settings->office.utc_offset,
                                             &rows[i]);

        if (changed == 0)
            continue;
        rc = obligation_put(desk->store, &rows[i]);
        if (rc == 0)
            rc = journal_revision(desk, &rows[i], changed, now);
        if (rc == 0 && (changed & (REVISED_DUE | REVISED_CANCELLED)))
            rc = withdraw_about(desk, rows[i].unit, rows[i].id, now);
    }
    obligations_free(rows, n);
    return rc;
}

/* Which plan and program decide from now on: who replays the journal must know. */
static int
journal_plan(struct desk *desk, const struct made *m, instant now)
{
    char *detail, *codes;
    int rc;

    if (m->ever && !m->changed)
        return 0;
    codes = plan_codes(desk->plan);
    detail = journal_detail("digest", m->digest, "program", DOCKETD_VERSION, NULL);
    rc = journal_add(desk->store, now, "calendar", "plan", codes, detail);
    free(codes);
    free(detail);
    return rc;
}

int
obligations_keep(struct desk *desk, instant now)
{
    struct date today = moment_of(now, desk->settings->office.utc_offset).date, from;
    struct date to = date_add(today, desk->settings->horizon);
    struct made made;
    int rc = made_read(desk, &made);

    if (rc != 0)
        return -1;
    from = first_day(desk, &made, now);
    if (!made.changed && date_compare(to, from) < 0)
        return 0;
    rc = journal_plan(desk, &made, now);
    if (rc == 0)
        rc = make_wanted(desk, from, to, !made.ever, now);
    if (rc == 0 && made.changed)
        rc = revise(desk, now);
    if (rc == 0)
        rc = made_write(desk, &made,
                        made.ever && date_compare(made.through, to) > 0 ? made.through : to);
    return rc;
}
