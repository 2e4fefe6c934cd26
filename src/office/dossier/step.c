/* One step of one dossier: its row, its history, the journal. */
#include "dossier_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/dossier/candidate.h"
#include "core/dossier/slots.h"

#define SERIES "HS"

static int
record(struct desk *desk, const struct dossier *d, enum stage from, const char *event,
       const struct dossier_act *act)
{
    struct step_row row = { .dossier = d->id,
                            .at = act->now,
                            .actor = (char *)act->actor,
                            .event = (char *)event,
                            .from = from,
                            .to = d->stage,
                            .seen = (char *)d->seen,
                            .about = (char *)act->about,
                            .note = (char *)act->note };
    char *detail = journal_detail("step", event, "from", stage_names[from], "to",
                                  stage_names[d->stage], "seen", d->seen, "by", act->about, NULL);
    int rc = step_put(desk->store, &row);

    if (rc == 0)
        rc = journal_add(desk->store, act->now, act->actor, "dossier", d->code, detail);
    free(detail);
    return rc;
}

/* ---- a new one -------------------------------------------------------------------- */

static int
make(struct desk *desk, struct dossier *d, const struct report *r, const struct dossier_act *act)
{
    int64_t number;
    int year = atoi(d->period);

    if (year == 0)
        year = moment_of(act->now, desk->settings->office.utc_offset).date.year;
    if (store_next_number(desk->store, SERIES, year, &number) != 0)
        return -1;
    d->code = xasprintf(SERIES "-%d-%04lld", year, (long long)number);
    d->until = dossier_until(desk, d, r, act->now);
    if (dossier_make(desk->store, d) != 0)
        return -1;
    return record(desk, d, d->stage, "selected", act);
}

int
dossier_open(struct desk *desk, const struct report *r, const char *period, const struct unit *unit,
             struct dossier *like, const struct dossier_act *act, bool *made)
{
    struct dossier d = { .report = xstrdup(r->code),
                         .period = xstrdup(period),
                         .unit = xstrdup(unit->code),
                         .key = xstrdup(like->key),
                         .kind = xstrdup(like->kind),
                         .name = xstrdup(like->name),
                         .place = xstrdup(like->place),
                         .level = xstrdup(like->level),
                         .evidence = xstrdup(like->evidence),
                         .listed = true,
                         .until = INSTANT_NONE };
    struct dossier *rows = NULL;
    size_t n = 0;
    int rc = dossier_list(desk->store, r->code, period, unit->code, &rows, &n);

    *made = true;
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].key, d.key) == 0)
            *made = false;
    if (rc == 0 && *made)
        rc = make(desk, &d, r, act);
    if (rc == 0 && *made)
        like->code = xstrdup(d.code);
    dossiers_free(rows, n);
    dossier_clear(&d);
    return rc;
}

int
dossier_own(struct desk *desk, const struct obligation *o, const struct dossier_act *act)
{
    const struct report *r = calendar_report(desk->plan, o->report, o->period);
    const struct unit *unit = plan_unit(desk->plan, o->unit);
    struct dossier like = {0};
    bool made = false;
    int rc = 0;

    if (r == NULL || unit == NULL || r->candidates != NULL)
        return 0;
    like.name = xstrdup(unit->name);
    like.kind = xstrdup(unit->kind);
    like.key = candidate_key(like.kind, like.name, NULL);
    rc = dossier_open(desk, r, o->period, unit, &like, act, &made);
    dossier_clear(&like);
    return rc;
}

/* Kinds that take their candidates from those that this one ended well for. */
static int
hand_on(struct desk *desk, struct dossier_told *t, const struct dossier_act *act)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && t->unit != NULL && i < desk->plan->nreports; i++) {
        const struct report *r = &desk->plan->reports[i];
        struct dossier like = t->d;
        bool made = false;

        if (r->nparts == 0 || r->candidates == NULL || strcmp(r->candidates, t->d.report) != 0)
            continue;
        like.code = NULL;
        rc = dossier_open(desk, r, t->d.period, t->unit, &like, act, &made);
        free(like.code);
    }
    return rc;
}

/* ---- a step ------------------------------------------------------------------------ */

int
dossier_step(struct desk *desk, struct dossier_told *t, enum step step,
             const struct dossier_act *act)
{
    enum stage from = t->d.stage, to = stage_after(from, step);
    bool turned = to != from;

    if (to == STAGES)
        return 1;
    t->d.stage = to;
    if (t->slots != NULL) {
        free(t->d.have);
        t->d.have = slots_have(t->slots, t->report->nparts);
        memcpy(t->d.seen, t->seen, sizeof t->d.seen);
    }
    if (act->until != 0)
        t->d.until = act->until;
    else if (t->report != NULL && (turned || step == STEP_LOST))
        t->d.until = dossier_until(desk, &t->d, t->report, act->now);
    if (dossier_put(desk->store, &t->d) != 0 ||
        record(desk, &t->d, from, step_names[step], act) != 0)
        return -1;
    return turned && to == STAGE_RECOGNISED ? hand_on(desk, t, act) : 0;
}

int
dossier_undone(struct desk *desk, const struct dossier *d, enum stage from,
               const struct dossier_act *act)
{
    return d->stage == from ? 0 : record(desk, d, from, "undone", act);
}

/* ---- what stands -------------------------------------------------------------------- */

static bool
lost_one(const char *had, const char *have)
{
    char *copy = xstrdup(had), *rest = NULL, *padded = xasprintf(" %s ", have);
    bool lost = false;

    for (char *code = strtok_r(copy, " ", &rest); code != NULL && !lost;
         code = strtok_r(NULL, " ", &rest)) {
        char *word = xasprintf(" %s ", code);

        lost = strstr(padded, word) == NULL;
        free(word);
    }
    free(padded);
    free(copy);
    return lost;
}

int
dossier_restage(struct desk *desk, struct dossier_told *t, const struct dossier_act *act)
{
    char *have, *had = xstrdup(t->d.have == NULL ? "" : t->d.have);
    const char *letter;
    enum stage to;
    enum step step;
    int rc = 0;

    if (t->report == NULL || strcmp(t->d.seen, t->seen) == 0 ||
        (t->d.seen[0] == '\0' && t->pieces.n == 0)) {
        free(had);
        return 0;
    }
    have = slots_have(t->slots, t->report->nparts);
    step = lost_one(had, have) ? STEP_LOST : t->wanting == 0 ? STEP_WHOLE : STEP_PART;
    if (step == STEP_PART && have[0] == '\0')
        step = STEP_LOST;               /* what came cannot be used, and nothing else is there */
    to = stage_after(t->d.stage, step);
    letter = to == STAGES ? NULL : stage_letter(step, to);
    if (to == STAGES) { /* the first thing that came is of no use: it stays where it is */
        memcpy(t->d.seen, t->seen, sizeof t->d.seen);
        rc = dossier_put(desk->store, &t->d);
    } else {
        rc = dossier_step(desk, t, step, act);
    }
    if (rc == 0 && letter != NULL) {
        bool order = act->about != NULL && strncmp(act->about, "GN-", 3) == 0;
        char *reason = order ? xasprintf("order:%s:%s", act->about, t->d.code)
                             : xasprintf("dossier:%s:%s:%s", t->d.code, t->seen,
                                         act->about == NULL ? "" : act->about);

        rc = dossier_letter(desk, letter, t, NULL, reason, act->note, act->now);
        free(reason);
    }
    free(had);
    free(have);
    return rc < 0 ? -1 : 0;
}
