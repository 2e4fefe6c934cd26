/* What an officer knows of a dossier and the mails do not tell: whose a file
 * is, who decides, who was selected otherwise; and his questions about them. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/dossier/candidate.h"
#include "office/dossier/dossier.h"
#include "order.h"
#include "report/dossier.h"

static int
find(struct order *o, struct dossier *d)
{
    int rc = dossier_by_code(o->desk->store, o->c->dossier, d);

    return rc == 1 ? order_refuse(o, "no_dossier", "{s:s}", "code", o->c->dossier) : rc;
}

/* ---- files ------------------------------------------------------------------------ */

static int
touch_piece(struct order *o, const struct piece *p, bool made)
{
    char key[48];

    snprintf(key, sizeof key, "%lld %lld", (long long)p->message, (long long)p->id);
    return order_touch(o, "piece", key, made);
}

/* It lacks a place, or the order names its parts anew. */
static bool
is_meant(const struct order *o, const struct piece *p, int64_t dossier)
{
    return p->dossier == 0 || (p->dossier == dossier && (p->part == NULL || o->c->parts != 0));
}

/* The parts that the order names; of several the file gets a row each: it is never cut. */
static int
place_one(struct order *o, int64_t obligation, struct piece *p, const struct report *r,
          int64_t dossier)
{
    struct piece copy = *p;
    bool first = true;
    int rc = touch_piece(o, p, false);

    copy.dossier = dossier;
    for (unsigned n = 1; rc == 0 && n <= r->nparts; n++) {
        if ((o->c->parts & 1u << n) == 0)
            continue;
        copy.part = r->parts[n - 1].code;
        rc = first ? piece_place(o->desk->store, p->id, dossier, copy.part)
                   : piece_put(o->desk->store, obligation, &copy);
        first = false;
    }
    return rc == 0 && first ? piece_place(o->desk->store, p->id, dossier, p->part) : rc;
}

static int
touch_new(struct order *o, const struct pieces *before, int64_t message)
{
    struct pieces now = {0};
    int rc = piece_list(o->desk->store, PIECE_OF_MESSAGE, message, &now);

    for (size_t i = 0; rc == 0 && i < now.n; i++) {
        bool old = false;

        for (size_t k = 0; k < before->n; k++)
            old = old || before->v[k].id == now.v[i].id;
        if (!old)
            rc = touch_piece(o, &now.v[i], true);
    }
    pieces_free(&now);
    return rc;
}

static int
place_all(struct order *o, const struct message_row *m, const struct dossier *d,
          const struct report *r, int *placed)
{
    struct obligation ob = {0};
    struct pieces all = {0}, before = {0};
    int rc = obligation_get(o->desk->store, d->unit, d->report, d->period, &ob);

    if (rc == 0)
        rc = piece_list(o->desk->store, PIECE_OF_OBLIGATION, ob.id, &all);
    if (rc == 0)
        rc = piece_list(o->desk->store, PIECE_OF_MESSAGE, m->id, &before);
    for (size_t i = 0; rc == 0 && i < all.n; i++)
        if (all.v[i].message == m->id && is_meant(o, &all.v[i], d->id)) {
            rc = place_one(o, ob.id, &all.v[i], r, d->id);
            ++*placed;
        }
    if (rc == 0)
        rc = touch_new(o, &before, m->id);
    if (rc >= 0 && *placed == 0)
        rc = order_refuse(o, rc == 1 || before.n == 0 ? "dossier_other_unit" : "dossier_loose",
                          "{s:s s:s}", "code", m->code, "dossier", d->code);
    if (rc == 0) {
        char actor[320];

        rc = dossier_follow(o->desk, &ob, order_actor(o, actor), o->row.code, o->now);
    }
    pieces_free(&all);
    pieces_free(&before);
    obligation_clear(&ob);
    return rc;
}

static int
say_placed(struct order *o, const struct message_row *m, int placed)
{
    struct dossier d = {0};
    char *name, *stage;
    int rc = dossier_by_code(o->desk->store, o->c->dossier, &d);

    if (rc != 0)
        return -1;
    name = candidate_say(&d, false);
    stage = stage_say(d.stage, calendar_report(o->desk->plan, d.report, d.period),
                      order_language(o));
    rc = order_done(o, "dossier_placed", "{s:s s:s s:s s:s s:i}", "code", m->code, "dossier",
                    d.code, "candidate", name, "stage", stage, "n", placed);
    free(name);
    free(stage);
    dossier_clear(&d);
    return rc;
}

int
order_place(struct order *o)
{
    struct message_row m = {0};
    struct dossier d = {0};
    const struct report *r = NULL;
    int placed = 0, rc = find(o, &d);

    if (rc == 0)
        rc = order_mail(o, o->c->code, &m);
    if (rc == 0)
        r = calendar_report(o->desk->plan, d.report, d.period);
    for (unsigned n = 1; rc == 0 && r != NULL && n < 31; n++)
        if ((o->c->parts & 1u << n) != 0 && n > r->nparts)
            rc = order_refuse(o, "dossier_no_part", "{s:s s:i}", "code", d.code, "number", (int)n);
    if (rc == 0 && r != NULL)
        rc = order_touch(o, "dossier", d.code, false);
    if (rc == 0 && r != NULL)
        rc = place_all(o, &m, &d, r, &placed);
    if (rc == 0)
        rc = say_placed(o, &m, placed);
    message_row_clear(&m);
    dossier_clear(&d);
    return rc;
}

/* ---- who decides -------------------------------------------------------------------------- */

int
order_route(struct order *o)
{
    const char *arrow = strstr(o->c->reason, "->");
    struct dossier d = {0};
    char *name;
    int rc = find(o, &d);

    if (rc == 0)
        rc = order_touch(o, "dossier", d.code, false);
    if (rc == 0) {
        const char *decider = arrow == NULL ? o->c->reason : arrow + 2;

        free(d.assessor);
        free(d.decider);
        d.assessor =
            arrow == NULL ? NULL : text_clean_line(o->c->reason, (size_t)(arrow - o->c->reason));
        d.decider = text_clean_line(decider, strlen(decider));
        rc = dossier_put(o->desk->store, &d);
    }
    if (rc == 0) {
        name = candidate_say(&d, false);
        order_done(o, "dossier_routed", "{s:s s:s s:s? s:s}", "code", d.code, "candidate", name,
                   "assessor", d.assessor, "decider", d.decider);
        free(name);
    }
    dossier_clear(&d);
    return rc;
}

/* ---- selected otherwise ----------------------------------------------------------------------- */

/* The kind of dossier that takes its candidates from a list. */
static const struct report *
listed_kind(const struct plan *plan)
{
    for (size_t i = 0; i < plan->nreports; i++) {
        const struct report *r = &plan->reports[i],
                            *of = r->candidates == NULL ? NULL : plan_report(plan, r->candidates);

        if (r->nparts > 0 && of != NULL && of->nparts == 0)
            return r;
    }
    return NULL;
}

static char *
part_of_reason(const char *reason, size_t number)
{
    for (; number > 0 && reason != NULL; number--)
        reason = strchr(reason, ',') == NULL ? NULL : strchr(reason, ',') + 1;
    return reason == NULL ? NULL : text_clean_line(reason, strcspn(reason, ","));
}

static int
refuse_kind(struct order *o)
{
    struct buf names = {0};
    int rc;

    for (size_t i = 0; i < o->desk->plan->ncandidate_kinds; i++)
        buf_addf(&names, "%s%s", i > 0 ? ", " : "", o->desk->plan->candidate_kinds[i].name);
    rc = order_refuse(o, "dossier_no_kind", "{s:s}", "names", buf_text(&names));
    buf_free(&names);
    return rc;
}

/* An officer may choose more than the plan grants; he is told. */
static int
say_quota(struct order *o, const struct report *r, const char *period)
{
    const struct unit *u = o->c->units[0];
    struct dossier *rows = NULL;
    size_t n = 0, chosen = 0;
    int rc = dossier_list(o->desk->store, r->code, period, u->code, &rows, &n);

    for (size_t i = 0; i < n; i++)
        chosen += rows[i].stage != STAGE_DROPPED;
    if (unit_quota_holds(u, period) && u->quota_exact > 0 && chosen > (size_t)u->quota_exact)
        order_note(o, "quota_over", "{s:s s:s s:I}", "unit", unit_short(u), "quota", u->quota, "n",
                   (json_int_t)chosen);
    dossiers_free(rows, n);
    return rc;
}

static int
open_one(struct order *o, const struct report *r, struct dossier *like)
{
    const struct unit *u = o->c->units[0];
    char period[8], actor[320], *name = candidate_say(like, false);
    struct dossier_act act = { .actor = order_actor(o, actor),
                               .about = o->row.code,
                               .now = o->now };
    bool made = false;
    int rc;

    snprintf(period, sizeof period, "%d", o->c->year);
    rc = dossier_open(o->desk, r, period, u, like, &act, &made);
    if (rc == 0 && !made)
        rc = order_refuse(o, "dossier_chosen_before", "{s:s}", "candidate", name);
    if (rc == 0)
        rc = order_touch(o, "dossier", like->code, false);
    if (rc == 0) {                      /* taken back it is no candidate: its steps stay */
        char *thing = xasprintf("dossier:%s", like->code);

        json_object_set_new(json_object_get(o->before, thing), "stage",
                            json_string(stage_names[STAGE_DROPPED]));
        json_object_set_new(json_object_get(o->before, thing), "until", json_null());
        free(thing);
        order_done(o, "dossier_chosen", "{s:s s:s s:s}", "code", like->code, "candidate", name,
                   "unit", unit_short(u));
        rc = say_quota(o, r, period);
    }
    free(name);
    return rc;
}

int
order_select(struct order *o)
{
    const struct report *r = listed_kind(o->desk->plan);
    struct dossier like = { .name = xstrdup(o->c->title),
                            .kind = part_of_reason(o->c->reason, 0),
                            .level = part_of_reason(o->c->reason, 1),
                            .place = part_of_reason(o->c->reason, 2) };
    int rc;

    if (r == NULL)
        rc = order_refuse(o, "no_selection", NULL);
    else if (o->desk->plan->ncandidate_kinds > 0 &&
             (plan_candidate_kind(o->desk->plan, like.kind) == NULL ||
              (o->c->units[0]->candidate_kinds.n > 0 &&
               !strings_has(&o->c->units[0]->candidate_kinds, like.kind))))
        rc = refuse_kind(o);
    else {
        like.key = candidate_key(like.kind, like.name, like.place);
        rc = open_one(o, r, &like);
    }
    dossier_clear(&like);
    return rc;
}

/* ---- questions ------------------------------------------------------------------------------------ */

static int
show_one(struct order *o)
{
    struct dossier d = {0};
    struct dossier_told t = {0};
    struct date today = moment_of(o->now, order_offset(o)).date;
    json_t *history = NULL, *rows = json_array();
    char *text, *past, *rest = NULL;
    int rc = find(o, &d);

    if (rc == 0)
        rc = dossier_look(o->desk->store, o->desk->plan, &d, &t);
    if (rc == 0)
        rc = dossier_history(o->desk->store, &t, order_offset(o), order_language(o), &history);
    if (rc == 0) {
        text = dossier_text(&t, o->desk->plan, today, order_language(o));
        past = dossier_history_text(history, order_language(o));
        for (char *line = strtok_r(text, "\n", &rest); line != NULL;
             line = strtok_r(NULL, "\n", &rest))
            json_array_append_new(rows, json_string(line));
        for (char *line = strtok_r(past, "\n", &rest); line != NULL;
             line = strtok_r(NULL, "\n", &rest))
            json_array_append_new(rows, json_string(line));
        answer_add(o->out, "dossier", json_pack("{s:s s:O}", "code", t.d.code, "rows", rows));
        buf_addf(&o->result, "%s", t.d.code);
        free(text);
        free(past);
    }
    json_decref(rows);
    json_decref(history);
    dossier_told_clear(&t);
    dossier_clear(&d);
    return rc;
}

static json_t *
row_of(const struct order *o, const struct dossier_told *t)
{
    char *name = candidate_say(&t->d, true),
         *stage = stage_say(t->d.stage, t->report, order_language(o)),
         *decision = t->d.decision == NULL
                         ? NULL
                         : xasprintf("%s%s%s", t->d.decision, t->d.decided == NULL ? "" : " ",
                                     t->d.decided == NULL ? "" : t->d.decided);
    json_t *row = json_pack("{s:s s:s s:s s:s s:b s:I s:s?}", "code", t->d.code, "unit",
                            t->unit == NULL ? t->d.unit : unit_short(t->unit), "candidate", name,
                            "stage", stage, "listed", t->d.listed, "wanting",
                            stage_rows[t->d.stage].decided ? (json_int_t)0 : (json_int_t)t->wanting,
                            "decision", decision);

    free(decision);
    free(name);
    free(stage);
    return row;
}

static int
show_kind(struct order *o, const struct report *r, const char *period)
{
    struct dossiers_told all;
    json_t *rows = json_array(), *counts = json_array();
    int n[STAGES], rc = dossier_load(o->desk->store, o->desk->plan, r->code, period, NULL, &all);

    dossier_count(&all, n);
    for (int s = 0; s < STAGES; s++) {
        char *name = stage_say((enum stage)s, r, order_language(o));

        if (n[s] > 0)
            json_array_append_new(counts, json_pack("{s:s s:i}", "name", name, "n", n[s]));
        free(name);
    }
    for (size_t i = 0; rc == 0 && i < all.n; i++)
        json_array_append_new(rows, row_of(o, &all.v[i]));
    answer_add(o->out, "dossiers",
               json_pack("{s:s s:s s:o s:o}", "report", report_said(r, order_language(o)), "period",
                         period, "counts", counts, "rows", rows));
    buf_addf(&o->result, "%zu dossiers", all.n);
    dossiers_told_clear(&all);
    return rc;
}

int
order_dossier(struct order *o)
{
    char period[8];
    int rc = 0;
    bool any = false;

    if (o->c->dossier != NULL)
        return show_one(o);
    snprintf(period, sizeof period, "%d",
             o->c->year != 0 ? o->c->year : moment_of(o->now, order_offset(o)).date.year);
    for (size_t i = 0; rc == 0 && i < o->desk->plan->nreports; i++)
        if (o->desk->plan->reports[i].nparts > 0) {
            any = true;
            rc = show_kind(o, &o->desk->plan->reports[i], period);
        }
    return rc == 0 && !any ? order_refuse(o, "no_selection", NULL) : rc;
}
