/* What officers decide about a dossier. An order names the documents that its
 * author saw, by their mark: others since, and it is refused. */
#include <stdlib.h>
#include <string.h>

#include "core/dossier/candidate.h"
#include "core/dossier/slots.h"
#include "office/dossier/dossier.h"
#include "order.h"
#include "report/dossier.h"

/* ---- the dossier that is named ---------------------------------------------------- */

static int
find(struct order *o, struct dossier_told *t)
{
    struct dossier d = {0};
    int rc = dossier_by_code(o->desk->store, o->c->dossier, &d);

    *t = (struct dossier_told){0};
    if (rc == 0)
        rc = dossier_look(o->desk->store, o->desk->plan, &d, t);
    if (rc < 0 || t->report != NULL)
        return rc;
    order_refuse(o, "no_dossier", "{s:s}", "code", o->c->dossier);
    return 1;
}

static struct dossier_act
act_of(const struct order *o, char actor[static 320])
{
    return (struct dossier_act){
        .actor = order_actor(o, actor), .about = o->row.code, .note = o->c->reason, .now = o->now
    };
}

/* ---- other documents than were seen ------------------------------------------------- */

/* What stood when it bore that mark: the files as they came, one by one. */
static bool
slots_at(const struct dossier_told *t, const char *mark, struct slot *out)
{
    for (size_t n = t->pieces.n + 1; n-- > 0;) {
        struct pieces first = { t->pieces.v, n };
        char seen[9];

        slots_fill(t->report, &first, &t->d.faults, out);
        slots_seen(out, t->report->nparts, seen);
        if (strcmp(seen, mark) == 0)
            return true;
    }
    return false;
}

static char *
file_of(const struct slot *s)
{
    return s->piece == NULL ? xstrdup("-")
                            : xasprintf("%s (%.8s)", s->piece->name == NULL ? "?" : s->piece->name,
                                        s->piece->sha256);
}

static int
refuse_changed(struct order *o, const struct dossier_told *t)
{
    struct slot *were = xcalloc(t->report->nparts + 1, sizeof *were);
    bool known = slots_at(t, o->c->mark, were);
    json_t *changes = json_array();
    int rc;

    for (size_t i = 0; i < t->report->nparts; i++) {
        const struct slot *now = &t->slots[i];
        bool same =
            known &&
            (were[i].piece == NULL
                 ? now->piece == NULL
                 : now->piece != NULL && strcmp(were[i].piece->sha256, now->piece->sha256) == 0) &&
            were[i].state == now->state;
        char *old = known ? file_of(&were[i]) : xstrdup("?"), *new = file_of(now), *line;

        if (!same) {
            line = xasprintf("%zu. %s: %s -> %s", i + 1, now->part->name, old, new);
            json_array_append_new(changes, json_string(line));
            free(line);
        }
        free(old);
        free(new);
    }
    rc = order_refuse(o, "dossier_changed", "{s:s s:s s:s s:o}", "code", t->d.code, "mark",
                      o->c->mark, "seen", t->seen, "changes", changes);
    free(were);
    return rc;
}

/* ---- a step --------------------------------------------------------------------------- */

static int
refuse_stage(struct order *o, const struct dossier_told *t)
{
    char *stage = stage_say(t->d.stage, t->report, order_language(o)),
         *name = candidate_say(&t->d, false);

    order_refuse(o, "dossier_stage", "{s:s s:s s:s}", "code", t->d.code, "candidate", name, "stage",
                 stage);
    free(stage);
    free(name);
    return 1;
}

/* The unit hears of it, with the officer's words and what its dossier holds. */
static int
tell_unit(struct order *o, struct dossier_told *t, const char *letter)
{
    struct dossiers_told one = { .v = t, .n = 1 };
    struct strings lines = {0};
    struct letter_facts f = { .known_sender = true,
                              .unit = t->unit,
                              .report = t->report,
                              .period = t->d.period,
                              .officer = o->officer->name,
                              .dossiers = &one,
                              .lines = &lines };
    char *to = NULL;
    int rc = t->unit == NULL ? 0 : order_addressee(o, t->unit, NULL, &to);

    if (o->c->reason != NULL)
        strings_add(&lines, o->c->reason);
    if (rc == 0 && t->unit != NULL)
        rc = order_letter(o, letter, to, t->d.code, f, 0, 0);
    strings_free(&lines);
    free(to);
    return rc;
}

static int
say_step(struct order *o, const struct dossier_told *t)
{
    char *stage = stage_say(t->d.stage, t->report, order_language(o)),
         *name = candidate_say(&t->d, false);
    int rc = order_done(o, "dossier_step", "{s:s s:s s:s s:s?}", "code", t->d.code, "candidate",
                        name, "stage", stage, "decision", o->c->number);

    free(stage);
    free(name);
    return rc;
}

static void
put(char **text, const char *value)
{
    free(*text);
    *text = xstrdup(value);
}

/* What the order says is kept with the dossier. */
static void
note_decision(struct order *o, struct dossier_told *t, enum step step)
{
    char day[11];
    bool decides = step == STEP_RECOGNISE || step == STEP_REFUSE;

    if (o->c->reason != NULL)
        put(&t->d.reason, o->c->reason);
    if (decides)
        put(&t->d.decided_seen, t->seen);
    if (step == STEP_RECOGNISE) {
        date_write(o->c->day, day);
        put(&t->d.decision, o->c->number);
        put(&t->d.decided, day);
        put(&t->d.reason, NULL);
    }
    if (step == STEP_REOPEN && t->d.stage != STAGE_COMMENDED) {
        put(&t->d.decision, NULL);
        put(&t->d.decided, NULL);
        put(&t->d.decided_seen, NULL);
    }
}

/* 1: refused. */
static int
may_step(struct order *o, const struct dossier_told *t, enum step step)
{
    struct date today = moment_of(o->now, order_offset(o)).date;

    if (stage_after(t->d.stage, step) == STAGES)
        return refuse_stage(o, t);
    if (o->c->mark[0] != '\0' && strcmp(o->c->mark, t->seen) != 0)
        return refuse_changed(o, t);
    if ((step == STEP_RECOGNISE || step == STEP_COMMEND) && date_compare(o->c->day, today) > 0)
        return order_refuse(o, "day_ahead", NULL);
    if (step == STEP_DEFER && date_compare(o->c->day, today) < 0)
        return order_refuse(o, "day_over", NULL);
    if (step == STEP_RECOGNISE && candidate_decider(&t->d, o->desk->plan, o->c->day) == NULL)
        return order_refuse(o, "dossier_no_route", "{s:s}", "code", t->d.code);
    return 0;
}

static int
step_order(struct order *o, enum step step)
{
    struct dossier_told t;
    char actor[320];
    struct dossier_act act = act_of(o, actor);
    int rc = find(o, &t);

    if (rc == 0)
        rc = may_step(o, &t, step);
    if (rc == 0)
        rc = order_touch(o, "dossier", t.d.code, false);
    if (rc == 0) {
        const char *letter = stage_letter(step, stage_after(t.d.stage, step));

        if (o->c->number != NULL)
            act.note = o->c->number;
        if (step == STEP_DEFER)
            act.until = order_end_of_day(o, o->c->day);
        note_decision(o, &t, step);
        rc = dossier_step(o->desk, &t, step, &act);
        if (rc == 0)
            rc = say_step(o, &t);
        if (rc == 0 && letter != NULL)
            rc = tell_unit(o, &t, letter);
    }
    dossier_told_clear(&t);
    return rc;
}

int
order_appraise(struct order *o)
{
    return step_order(o, STEP_APPRAISE);
}

int
order_recognise(struct order *o)
{
    return step_order(o, STEP_RECOGNISE);
}

int
order_not_recognise(struct order *o)
{
    return step_order(o, STEP_REFUSE);
}

int
order_defer(struct order *o)
{
    return step_order(o, STEP_DEFER);
}

int
order_commend(struct order *o)
{
    return step_order(o, STEP_COMMEND);
}

int
order_reopen(struct order *o)
{
    return step_order(o, STEP_REOPEN);
}

int
order_drop(struct order *o)
{
    return step_order(o, STEP_DROP);
}

/* ---- what an officer found wrong --------------------------------------------------------- */

static void
add_fault(struct dossier *d, const char *part, const struct piece *p, const char *why)
{
    if (p != NULL)
        *ARRAY_MORE(d->faults.v, d->faults.n) = (struct fault){ xstrdup(part), xstrdup(p->sha256), xstrdup(why) };
}

static int
lacking(struct order *o, struct dossier_told *t)
{
    for (unsigned n = 1; n < 31; n++) {
        const struct slot *s = n <= t->report->nparts ? &t->slots[n - 1] : NULL;

        if ((o->c->parts & 1u << n) == 0)
            continue;
        if (s == NULL)
            return order_refuse(o, "dossier_no_part", "{s:s s:i}", "code", t->d.code, "number",
                                (int)n);
        if (s->piece == NULL)
            return order_refuse(o, "dossier_no_document", "{s:s s:s}", "code", t->d.code, "part",
                                s->part->name);
    }
    for (unsigned n = 1; n <= t->report->nparts; n++)
        if (o->c->parts & 1u << n) {
            const struct slot s = t->slots[n - 1];

            add_fault(&t->d, s.part->code, s.piece, o->c->reason);
            add_fault(&t->d, s.part->code, s.copy, o->c->reason);
        }
    return 0;
}

int
order_lack(struct order *o)
{
    struct dossier_told t;
    char actor[320], *name;
    struct dossier_act act = act_of(o, actor);
    int rc = find(o, &t);

    act.until = order_cure(o, o->c->to, INSTANT_NONE);
    if (rc == 0 && stage_rows[t.d.stage].decided)
        rc = refuse_stage(o, &t);
    if (rc == 0 && act.until <= o->now)
        rc = order_refuse(o, "cure_over", NULL);
    if (rc == 0)
        rc = order_touch(o, "dossier", t.d.code, false);
    if (rc == 0)
        rc = lacking(o, &t);
    if (rc == 0) {
        dossier_fill(&t);
        put(&t.d.reason, o->c->reason);
        rc = dossier_put(o->desk->store, &t.d);
    }
    if (rc == 0)
        rc = dossier_restage(o->desk, &t, &act);
    if (rc == 0) {
        name = candidate_say(&t.d, false);
        for (unsigned n = 1; n <= t.report->nparts; n++)
            if (o->c->parts & 1u << n)
                order_done(o, "dossier_lacks", "{s:s s:s s:s s:s}", "code", t.d.code, "candidate",
                           name, "part", t.slots[n - 1].part->name, "reason", o->c->reason);
        free(name);
    }
    dossier_told_clear(&t);
    return rc;
}

int
order_dossier_undone(struct order *o, const char *code, const char *from_stage)
{
    int from = name_index(stage_names, STAGES, from_stage), rc;
    struct dossier d = {0};
    struct dossier_told t = {0};
    char actor[320];
    struct dossier_act act = { .actor = order_actor(o, actor),
                               .about = o->row.code,
                               .now = o->now };

    rc = dossier_by_code(o->desk->store, code, &d);
    if (rc == 0 && from >= 0)
        rc = dossier_undone(o->desk, &d, (enum stage)from, &act);
    if (rc == 0)
        rc = dossier_look(o->desk->store, o->desk->plan, &d, &t);
    if (rc == 0)
        rc = dossier_restage(o->desk, &t, &act);
    dossier_clear(&d);
    dossier_told_clear(&t);
    return rc == 0 ? 0 : -1;
}
