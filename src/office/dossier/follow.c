/* After a mail or an order changed what counts: candidates of a list, parts of
 * dossiers. */
#include "dossier_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "core/dossier/candidate.h"

/* ---- lists -------------------------------------------------------------------- */

/* The candidates of the version that counts. A stranger's word selects nobody,
 * nor does a list with errors. */
static int
listed_now(struct desk *desk, const struct obligation *o, const struct report *list,
           struct dossier **out, size_t *n)
{
    struct submission_row *v = NULL;
    struct values values = {0};
    size_t nv = 0;
    int64_t counts = 0;
    int rc = submission_list(desk->store, o->id, &v, &nv);

    *out = NULL;
    *n = 0;
    for (size_t i = 0; i < nv; i++)
        if (v[i].id == o->accepted && v[i].complete && v[i].standing == STANDING_VOUCHED)
            counts = v[i].id;
    submission_rows_free(v, nv);
    if (rc == 0 && counts != 0)
        rc = submission_values(desk->store, counts, &values);
    if (rc == 0)
        *out = candidates_of(list->form, &values, desk->plan, n);
    values_free(&values);
    return rc;
}

static const struct dossier *
same_key(const struct dossier *v, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].key, key) == 0)
            return &v[i];
    return NULL;
}

static void
take_key(struct dossier *d, const char *key)
{
    free(d->key);
    d->key = xstrdup(key);
}

/* Who stands there in other letters than before, or twice, is the same one. */
static void
keep_keys(struct dossier *now, size_t nnow, const struct dossier *were, size_t nwere)
{
    for (size_t i = 0; i < nnow; i++) {
        for (size_t k = 0; k < nwere && same_key(were, nwere, now[i].key) == NULL; k++)
            if (same_key(now, nnow, were[k].key) == NULL && candidate_same(&now[i], &were[k]))
                take_key(&now[i], were[k].key);
        for (size_t k = 0; k < i; k++)
            if (candidate_same(&now[i], &now[k]))
                take_key(&now[i], now[k].key);
    }
}

/* What was selected stays: that a list names it no longer, an officer decides. */
static int
compare(struct desk *desk, struct dossier *d, const struct dossier *now,
        const struct obligation *list, const struct dossier_act *act, struct dossiers_told *ask)
{
    struct dossier_told t;
    bool was = d->listed;
    int rc = dossier_look(desk->store, desk->plan, d, &t);

    if (rc != 0)
        return -1;
    t.d.listed = now != NULL;
    if (now != NULL && now->evidence != NULL) {
        free(t.d.evidence);
        t.d.evidence = xstrdup(now->evidence);
    }
    if (was && !t.d.listed && !stage_rows[t.d.stage].decided)
        t.d.until = calendar_cure(desk->plan, desk->settings, act->now, INSTANT_NONE);
    rc = dossier_put(desk->store, &t.d);
    if (rc == 0 && now != NULL && list->state == STATE_ACCEPTED && t.d.stage == STAGE_SELECTED)
        rc = dossier_step(desk, &t, STEP_LIST_ACCEPTED, act) < 0 ? -1 : 0;
    if (rc == 0 && was && !t.d.listed && t.d.stage != STAGE_DROPPED)
        *ARRAY_MORE(ask->v, ask->n) = t;
    else
        dossier_told_clear(&t);
    return rc;
}

static int
follow_list(struct desk *desk, const struct obligation *o, const struct report *list,
            const struct report *kind, const struct dossier_act *act)
{
    const struct unit *unit = plan_unit(desk->plan, o->unit);
    struct dossier *now = NULL, *were = NULL;
    struct dossiers_told ask = {0};
    size_t nnow = 0, nwere = 0;
    int rc = listed_now(desk, o, list, &now, &nnow);

    if (rc == 0)
        rc = dossier_list(desk->store, kind->code, o->period, o->unit, &were, &nwere);
    keep_keys(now, nnow, were, nwere);
    dossiers_free(were, nwere);
    were = NULL;
    nwere = 0;
    for (size_t i = 0; rc == 0 && unit != NULL && i < nnow; i++) {
        bool made;

        rc = dossier_open(desk, kind, o->period, unit, &now[i], act, &made);
    }
    if (rc == 0)
        rc = dossier_list(desk->store, kind->code, o->period, o->unit, &were, &nwere);
    for (size_t i = 0; rc == 0 && i < nwere; i++)
        rc = compare(desk, &were[i], same_key(now, nnow, were[i].key), o, act, &ask);
    if (rc == 0 && ask.n > 0) {
        char *reason = xasprintf("dossier-left:%s", act->about == NULL ? o->period : act->about);

        rc = dossier_ask_officers(desk, &ask, reason, NULL, 0, act->now);
        free(reason);
    }
    dossiers_told_clear(&ask);
    dossiers_free(now, nnow);
    dossiers_free(were, nwere);
    return rc;
}

/* ---- parts --------------------------------------------------------------------- */

static int
restage_all(struct desk *desk, const struct obligation *o, const struct dossier_act *act)
{
    struct dossier *rows = NULL;
    size_t n = 0;
    int rc = dossier_list(desk->store, o->report, o->period, o->unit, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct dossier_told t;

        rc = dossier_look(desk->store, desk->plan, &rows[i], &t);
        if (rc == 0)
            rc = dossier_restage(desk, &t, act);
        dossier_told_clear(&t);
    }
    dossiers_free(rows, n);
    return rc;
}

/* Files that came before their candidate was known. */
static int
rebind_kind(struct desk *desk, const struct obligation *list, const struct report *kind,
            const struct dossier_act *act)
{
    struct obligation o = {0};
    int rc = obligation_get(desk->store, list->unit, kind->code, list->period, &o);

    if (rc == 0)
        rc = dossier_rebind(desk, &o);
    if (rc == 0)
        rc = restage_all(desk, &o, act);
    obligation_clear(&o);
    return rc < 0 ? -1 : 0;
}

int
dossier_follow(struct desk *desk, const struct obligation *o, const char *actor, const char *about,
               instant now)
{
    const struct report *r = calendar_report(desk->plan, o->report, o->period);
    struct dossier_act act = { .actor = actor, .about = about, .now = now };
    int rc = 0;

    for (size_t i = 0; rc == 0 && r != NULL && r->nparts == 0 && i < desk->plan->nreports; i++) {
        const struct report *kind = &desk->plan->reports[i];

        if (kind->nparts == 0 || kind->candidates == NULL || strcmp(kind->candidates, r->code) != 0)
            continue;
        rc = follow_list(desk, o, r, kind, &act);
        if (rc == 0)
            rc = rebind_kind(desk, o, kind, &act);
    }
    return rc == 0 && r != NULL && r->nparts > 0 ? restage_all(desk, o, &act) : rc;
}

/* ---- what was there before ---------------------------------------------------------- */

static int
keep_list(struct desk *desk, const struct report *kind, const struct obligation *list, instant now)
{
    struct dossier *rows = NULL;
    size_t n = 0;
    int rc = dossier_list(desk->store, kind->code, list->period, list->unit, &rows, &n);

    dossiers_free(rows, n);
    return rc == 0 && n == 0 && list->accepted != 0
               ? dossier_follow(desk, list, "calendar", NULL, now)
               : rc;
}

int
dossier_keep(struct desk *desk, instant now)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < desk->plan->nreports; i++) {
        const struct report *kind = &desk->plan->reports[i];
        struct obligation *lists = NULL;
        size_t n = 0;

        if (kind->nparts == 0 || kind->candidates == NULL)
            continue;
        rc = obligation_list(desk->store, kind->candidates, NULL, &lists, &n);
        for (size_t k = 0; rc == 0 && k < n; k++)
            rc = keep_list(desk, kind, &lists[k], now);
        obligations_free(lists, n);
    }
    return rc;
}
