/* The tick, and what it tells the office itself. */
#include "office/remind/reminding.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "office/desk/wake.h"
#include "office/filing/told.h"
#include "office/post/post.h"
#include "office/post/reach.h"

#define DECIDED "reminding.decided"     /* the moment something was found due; "": nothing waits */
#define CURES_SEEN "reminding.cures"
#define AT_ONCE 3                       /* letters of one transaction: others write in between */

/* ---- the moment of decision ---------------------------------------------------- */

static int
decided_get(struct desk *desk, instant *at)
{
    char *value = NULL;
    int rc = store_setting(desk->store, DECIDED, &value);

    *at = rc == 0 && *value != '\0' ? strtoll(value, NULL, 10) : INSTANT_NONE;
    free(value);
    return rc < 0 ? -1 : 0;
}

/* A second counts whole: a draining that began within it may have begun
 * before. A clock that stands still has no such doubt. */
static int
decide(struct desk *desk, instant now)
{
    int rc = store_setting_put_instant(desk->store, DECIDED, clock_is_set() ? now : now + 1);

    wake_ring(desk->settings->runtime, "intake");
    return rc == 0 ? REMINDING_WAITS : -1;
}

/* 1: the mailbox was drained after the decision. A moment of another day, or of
 * a clock that was set back, is no decision about today. */
static int
drained(struct desk *desk, instant now, bool *valid)
{
    int offset = desk->settings->office.utc_offset;
    instant decision, at;

    if (decided_get(desk, &decision) != 0 || mailbox_drained(desk->store, &at) != 0)
        return -1;
    *valid = decision != INSTANT_NONE && decision <= now + 1 &&
             date_compare(moment_of(decision, offset).date, moment_of(now, offset).date) == 0;
    return *valid && at != INSTANT_NONE && at >= decision && at <= now;
}

/* ---- inside the office ----------------------------------------------------------- */

static void
add_owed(const struct remind_line *line, enum letter_why why, struct letter_owed **owed, size_t *n)
{
    struct letter_owed *o = ARRAY_MORE(*owed, *n);

    o->unit = line->of;
    o->report = line->report;
    o->period = line->obligation->period;
    o->due = line->obligation->due;
    o->days_left = line->stage == REMIND_BEFORE ? line->days : 0;
    o->days_overdue = line->stage == REMIND_OVERDUE ? line->days : 0;
    o->why = why;
}

static void
add_cures(const struct desk *desk, const struct reminding *r, struct letter_owed **owed, size_t *n)
{
    for (size_t i = 0; i < r->ncures; i++) {
        const struct obligation *o = &r->cures[i];
        const struct unit *unit = plan_unit(desk->plan, o->unit);
        const struct report *report = calendar_report(desk->plan, o->report, o->period);

        if (unit != NULL && report != NULL)
            *ARRAY_MORE(*owed, *n) = (struct letter_owed){ .unit = unit,
                                                           .report = report,
                                                           .period = o->period,
                                                           .due = o->due,
                                                           .cure = o->cure,
                                                           .why = LETTER_WHY_CURE };
    }
}

int
reminding_cures_shown(struct desk *desk, instant now)
{
    return store_setting_put_instant(desk->store, CURES_SEEN, now);
}

/* One notice a day: who was not reminded and why, whose cure date passed. */
static int
post_notice(struct desk *desk, const struct reminding *r, instant now)
{
    struct letter_owed *owed = NULL;
    size_t n = 0;
    char day[11], *reason;
    int rc;

    for (size_t i = 0; i < r->plan.nheld; i++)
        for (size_t k = 0; k < r->plan.held[i].nlines; k++)
            add_owed(&r->plan.held[i].lines[k], LETTER_WHY_HELD, &owed, &n);
    for (size_t i = 0; i < r->plan.n; i++)
        for (size_t k = 0; r->to[i] == NULL && k < r->plan.v[i].nlines; k++)
            add_owed(&r->plan.v[i].lines[k], LETTER_WHY_UNREACHABLE, &owed, &n);
    add_cures(desk, r, &owed, &n);
    date_write(moment_of(now, desk->settings->office.utc_offset).date, day);
    reason = xasprintf("reminding:%s", day);
    struct posting p = { .letter = "not-reminded", .reason = reason, .priority = PRIORITY_ANSWER,
                         .facts = { .owed = owed, .nowed = n } };
    rc = post_officers(desk, ROLE_OFFICER, &p, now);
    if (rc == 0)
        rc = reminding_cures_shown(desk, now);
    free(reason);
    free(owed);
    return rc;
}

static int
units_of(struct desk *desk, const struct escalation *e, const struct obligation *rows, size_t n,
             instant now, struct letter_unit **out, size_t *nout)
{
    struct reminded reminded;
    int rc = reminded_list(desk->store, e->report->code, e->period, &reminded);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct unit *unit = plan_unit(desk->plan, rows[i].unit);
        struct reminded_row r = reminded_of(&reminded, rows[i].id);
        char *to = NULL;

        if (unit == NULL)
            continue;
        rc = reach_unit(desk, unit, now, &to);
        *ARRAY_MORE(*out, *nout) = (struct letter_unit){ .unit = unit,
                                                             .obligation = &rows[i],
                                                             .reminded = r.count,
                                                             .last_reminder = r.last,
                                                             .bounced = to == NULL };
        free(to);
    }
    free(reminded.v);
    return rc;
}

static int
post_escalation(struct desk *desk, const struct escalation *e, instant now)
{
    struct letter_unit *units = NULL;
    struct obligation *rows = NULL;
    size_t n = 0, nunits = 0;
    struct posting p = { .letter = "escalation", .reason = e->reason, .priority = PRIORITY_ANSWER };
    int rc = obligation_list(desk->store, e->report->code, e->period, &rows, &n);

    if (rc == 0)
        rc = units_of(desk, e, rows, n, now, &units, &nunits);
    told_about(&p.facts, NULL, e->report, e->lines[0].obligation);
    p.facts.units = units;
    p.facts.nunits = nunits;
    if (rc == 0)
        rc = post_officers(desk, ROLE_LEAD, &p, now);
    free(units);
    obligations_free(rows, n);
    return rc;
}

/* ---- the tick ----------------------------------------------------------------------- */

static int
post_due(struct desk *desk, const struct reminding *r, instant now, bool *more)
{
    size_t posted = 0;

    for (size_t i = 0; i < r->plan.n && posted < AT_ONCE; i++) {
        if (r->to[i] == NULL)
            continue;
        if (reminding_post(desk, &r->plan.v[i], r->to[i], now) != 0)
            return -1;
        posted++;
    }
    for (size_t i = 0; i < r->plan.nescalations; i++)
        if (post_escalation(desk, &r->plan.escalations[i], now) != 0)
            return -1;
    if (reminding_notice_due(r) && post_notice(desk, r, now) != 0)
        return -1;
    *more = posted < r->plan.n - r->unreachable;
    return *more ? 0 : store_setting_put_instant(desk->store, DECIDED, INSTANT_NONE);
}

/* Looked at anew within the transaction: what came since has its say. */
int
reminding_write(struct desk *desk, instant now)
{
    struct reminding r = {0};
    bool more = false;
    int rc = store_begin(desk->store);

    if (rc != 0)
        return -1;
    rc = reminding_look(desk, now, &r);
    if (rc == 0)
        rc = post_due(desk, &r, now, &more);
    reminding_clear(&r);
    rc = store_end(desk->store, rc);
    if (rc == 0)
        wake_ring(desk->settings->runtime, "courier");
    return rc != 0 ? -1 : more ? REMINDING_MORE : REMINDING_QUIET;
}

int
reminding_tick(struct desk *desk, instant now)
{
    struct reminding r;
    bool any, valid;
    int rc = drained(desk, now, &valid);

    if (rc < 0)
        return -1;
    if (rc == 1)
        return reminding_write(desk, now);
    if (reminding_look(desk, now, &r) != 0)
        return -1;
    any = reminding_any(&r);
    reminding_clear(&r);
    if (any && !valid)
        return decide(desk, now);
    if (!any)                           /* what falls due later is a decision of its own */
        return valid && store_setting_put_instant(desk->store, DECIDED, INSTANT_NONE) != 0
                   ? -1
                   : REMINDING_QUIET;
    wake_ring(desk->settings->runtime, "intake");
    return REMINDING_WAITS;
}
