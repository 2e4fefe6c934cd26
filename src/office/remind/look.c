/* What is due now, and to whom it may go: reads the docket, writes nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "office/filing/told.h"
#include "office/post/reach.h"
#include "office/remind/reminding.h"

/* A cure date that passed longer ago is no news for the first notice ever. */
#define CURES_SHOWN 7                   /* days */
#define PAPER_LOOKED_INTO 7             /* days an officer has for a paper that a unit says it sent */
#define CURES_SEEN "reminding.cures"

/* ---- rows ------------------------------------------------------------------------ */

static int
load_rows(struct desk *desk, instant now, struct reminding *r)
{
    instant from, to;

    remind_window(desk->plan, desk->settings, now, &from, &to);
    return obligation_due_between(desk->store, from, to, &r->rows, &r->nrows);
}

/* What docketd itself found incomplete, and asked for by a day that is over since. */
static int
load_own_cures(struct desk *desk, instant seen, instant now, struct reminding *r)
{
    for (size_t i = 0; i < r->nrows; i++) {
        const struct obligation *o = &r->rows[i];
        instant until = INSTANT_NONE;
        int rc = !o->tracked || o->cure != INSTANT_NONE ? 1 : told_until(desk, o, &until);

        if (rc < 0)
            return -1;
        if (rc == 1 || until <= seen || until > now)
            continue;
        r->cures = xreallocarray(r->cures, r->ncures + 1, sizeof *r->cures);
        r->cures[r->ncures] = *o;
        r->cures[r->ncures].cure = until;
        r->cures[r->ncures].unit = xstrdup(o->unit);
        r->cures[r->ncures].report = xstrdup(o->report);
        r->cures[r->ncures++].period = xstrdup(o->period);
    }
    return 0;
}

static int
load_cures(struct desk *desk, instant now, struct reminding *r)
{
    char *value = NULL;
    int rc = store_setting(desk->store, CURES_SEEN, &value);
    instant seen = rc == 0 ? strtoll(value, NULL, 10) : now - CURES_SHOWN * DAY;

    free(value);
    if (rc < 0 || obligation_cures(desk->store, seen, now, &r->cures, &r->ncures) != 0)
        return -1;
    return load_own_cures(desk, seen, now, r);
}

static bool
on_hold(const struct strings *holds, const struct unit *unit)
{
    return strings_has(holds, "") || strings_has(holds, unit->code);
}

/* An officer's hold takes a unit out silently: he knows. */
static void
drop_on_hold(const struct strings *holds, struct reminder *v, size_t *n)
{
    size_t kept = 0;

    for (size_t i = 0; i < *n; i++) {
        if (!on_hold(holds, v[i].unit)) {
            v[kept++] = v[i];
            continue;
        }
        free(v[i].reason);
        free(v[i].lines);
    }
    *n = kept;
}

static int
address_all(struct desk *desk, instant now, struct reminding *r)
{
    struct strings bounced = {0}, holds = {0};
    int rc = hold_list(desk->store, &holds);

    if (rc == 0)
        rc = bounced_list(desk->store, &bounced);
    drop_on_hold(&holds, r->plan.v, &r->plan.n);
    drop_on_hold(&holds, r->plan.held, &r->plan.nheld);
    r->to = xcalloc(r->plan.n + 1, sizeof *r->to);
    for (size_t i = 0; rc == 0 && i < r->plan.n; i++) {
        rc = reach_unit_among(desk, &bounced, r->plan.v[i].unit, now, &r->to[i]);
        r->unreachable += r->to[i] == NULL;
    }
    strings_free(&bounced);
    strings_free(&holds);
    return rc;
}

/* ---- all of it ----------------------------------------------------------------------- */

int
reminding_held(struct desk *desk, instant now, struct strings *held)
{
    int rc = message_units(desk->store, OUTCOME_REVIEW, held);

    if (rc == 0)
        rc = message_units(desk->store, OUTCOME_QUARANTINE, held);
    return rc == 0 ? message_paper_units(desk->store, now - PAPER_LOOKED_INTO * DAY, held)
                   : rc;
}

static int
load_sets(struct desk *desk, const char *day, instant now, struct strings *held, struct strings *sent)
{
    char *prefix = xasprintf("remind:%s:", day);
    int rc = letter_reasons(desk->store, prefix, sent);

    free(prefix);
    if (rc == 0)
        rc = letter_reasons(desk->store, "escalate:", sent);
    return rc == 0 ? reminding_held(desk, now, held) : rc;
}

static int
seen_today(struct desk *desk, const char *day, struct reminding *r)
{
    struct strings notices = {0};
    char *prefix = xasprintf("reminding:%s", day);
    int rc = letter_reasons(desk->store, prefix, &notices);

    r->noticed = notices.n > 0;
    free(prefix);
    strings_free(&notices);
    return rc;
}

int
reminding_look(struct desk *desk, instant now, struct reminding *r)
{
    struct strings held = {0}, sent = {0};
    struct remind_question q = {
        .plan = desk->plan, .settings = desk->settings, .held = &held, .sent = &sent, .now = now
    };
    char day[11];
    int rc = 0;

    *r = (struct reminding){0};
    if (!remind_hours(desk->plan, desk->settings, now))
        return 0;
    date_write(moment_of(now, desk->settings->office.utc_offset).date, day);
    if (load_rows(desk, now, r) != 0 || load_cures(desk, now, r) != 0 ||
        seen_today(desk, day, r) != 0)
        rc = -1;
    if (rc == 0 && r->nrows > 0)
        rc = load_sets(desk, day, now, &held, &sent);
    if (rc == 0) {
        q.obligations = r->rows;
        q.n = r->nrows;
        remind_plan(&q, &r->plan);
        rc = address_all(desk, now, r);
    }
    strings_free(&held);
    strings_free(&sent);
    if (rc != 0)
        reminding_clear(r);
    return rc;
}

bool
reminding_notice_due(const struct reminding *r)
{
    return !r->noticed && (r->plan.nheld > 0 || r->unreachable > 0 || r->ncures > 0);
}

bool
reminding_any(const struct reminding *r)
{
    return r->plan.n > r->unreachable || r->plan.nescalations > 0 || reminding_notice_due(r);
}

void
reminding_clear(struct reminding *r)
{
    for (size_t i = 0; r->to != NULL && i < r->plan.n; i++)
        free(r->to[i]);
    free(r->to);
    reminders_clear(&r->plan);
    obligations_free(r->cures, r->ncures);
    obligations_free(r->rows, r->nrows);
    *r = (struct reminding){0};
}
