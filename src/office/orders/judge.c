/* The officer's word on a report: good, incomplete, to be corrected. */
#include <stdlib.h>
#include <string.h>

#include "core/calendar/words.h"
#include "core/calendar/calendar.h"
#include "office/filing/fold.h"
#include "office/filing/told.h"
#include "order.h"

struct verdict {
    enum event event;
    const char *letter;                 /* its code in the answer too */
    bool cure;
};

static bool
filtered(const struct order *o, const struct obligation *ob)
{
    if (o->c->report != NULL &&
        (strcmp(o->c->report->code, ob->report) != 0 || strcmp(o->c->period, ob->period) != 0))
        return true;
    return o->c->nunits > 0 && strcmp(o->c->units[0]->code, ob->unit) != 0;
}

static int
tell(struct order *o, const struct verdict *v, const struct obligation *ob,
     const struct message_row *m)
{
    struct findings findings = {0};
    struct strings lines = {0};
    struct told told = {0};
    char *to = NULL, *about = obligation_name(ob->report, ob->period, ob->unit);
    int rc = told_version(o->desk, m->id, ob, &told);

    if (rc != 0)                        /* the plan has no such unit or report any more */
        goto out;
    findings_free(&told.item.findings);         /* the officer's word stands for what we found */
    if (v->event == EVENT_FOUND_INCOMPLETE)
        findings_add(&findings, SEVERITY_ERROR, "officer", NULL, xstrdup(o->c->reason),
                     xstrdup(o->c->reason));
    if (v->event == EVENT_RETURNED)
        strings_add(&lines, o->c->reason);
    told.facts.officer = o->officer->name;
    told.facts.findings = &findings;
    told.facts.lines = &lines;
    rc = order_addressee(o, told.facts.unit, m, &to);
    if (rc == 0)
        rc = order_letter(o, v->letter, to, about, told.facts, m->id, ob->id);
out:
    told_clear(&told);
    free(about);
    free(to);
    strings_free(&lines);
    findings_free(&findings);
    return rc < 0 ? -1 : 0;
}

static int
brings(struct order *o, const struct submission_row *v, bool *is)
{
    struct findings f = {0};
    int rc = submission_findings(o->desk->store, v->id, &f);

    *is = rc == 0 && findings_get(&f, "no-attachment") == NULL;
    findings_free(&f);
    return rc;
}

int
order_in_force(struct order *o, const struct obligation *ob, struct submission_row *out)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    bool is = false, kept = ob->accepted != 0;      /* its faults left the one before in force */
    int rc = submission_list(o->desk->store, ob->id, &v, &n);

    *out = (struct submission_row){0};
    for (size_t i = n; rc == 0 && i-- > 0 && !is;) {
        kept = kept && v[i].id != ob->accepted;
        if (v[i].standing == STANDING_VOUCHED && !kept)
            rc = brings(o, &v[i], &is);
        if (is) {
            *out = v[i];
            v[i] = (struct submission_row){0};
        }
    }
    submission_rows_free(v, n);
    return rc != 0 ? -1 : !is;
}

/* What came since waits for his word, because he had accepted this one: he may let it stand. */
static int
may_stand(struct order *o, const struct submission_row *now, const struct message_row *m, bool *is)
{
    struct message_row newer = {0};
    int rc = message_get(o->desk->store, now->message, &newer);

    *is = rc == 0 && newer.reason == REASON_AFTER_WORD && newer.about != NULL && strcmp(newer.about, m->code) == 0;
    message_row_clear(&newer);
    return rc == 0 ? 0 : -1;
}

static bool
since(const struct submission_row *now, const struct submission_row *s)
{
    return now->arrived != s->arrived ? now->arrived > s->arrived : now->version > s->version;
}

/* A verdict falls on the version in force alone: not on one that was replaced, on a stranger's
 * that counts for nothing, or on a mail without its report. */
static int
may_fall(struct order *o, const struct verdict *v, const struct submission_row *s,
         const struct obligation *ob, const struct message_row *m)
{
    struct submission_row now;
    bool is = false, stands = false;
    int rc;

    if (!fold_counts(s))
        return order_refuse(o, "not_vouched", "{s:s}", "code", m->code);
    if (brings(o, s, &is) != 0 || (rc = order_in_force(o, ob, &now)) < 0)
        return -1;
    if (rc == 0 && v->event == EVENT_ACCEPTED && may_stand(o, &now, m, &stands) != 0)
        rc = -1;
    else if (!is && (rc == 0 || v->event == EVENT_ACCEPTED))
        rc = order_refuse(o, "no_document", "{s:s s:s?}", "code", m->code, "other", now.message_code);
    else if (is && rc == 0 && !stands && now.message != m->id && since(&now, s))
        rc = order_refuse(o, "version_over", "{s:s s:s}", "code", m->code, "other", now.message_code);
    else
        rc = 0;
    submission_row_clear(&now);
    return rc;
}

static int
refuse_state(struct order *o, const char *unit, const char *report, const struct obligation *ob)
{
    char *by = order_last_on(o, "obligation", ob->id);

    order_refuse(o, "in_state", "{s:s s:s s:s s:s s:s?}", "unit", unit, "report", report, "period",
                 ob->period, "state", order_state(o, ob->state), "by", by);
    free(by);
    return 1;
}

/* The report is already what the verdict makes it, by the same words: nothing changes, and the
 * unit need not hear it again. 1: refused. */
static int
stands_already(struct order *o, const struct verdict *v, const struct submission_row *s,
               const struct obligation *ob, const char *unit, const char *report)
{
    static const enum state leads[EVENTS] = { [EVENT_ACCEPTED] = STATE_ACCEPTED,
                                              [EVENT_FOUND_INCOMPLETE] = STATE_INCOMPLETE,
                                              [EVENT_RETURNED] = STATE_RETURNED };
    char *by = NULL;
    int rc = 0;

    if (ob->state != leads[v->event])
        return 0;
    if (v->event != EVENT_ACCEPTED)
        rc = order_said_same(o, "obligation", ob->id, &by);
    else if (ob->accepted == s->id)
        by = order_last_on(o, "obligation", ob->id);
    if (rc == 0 && by != NULL)
        rc = order_refuse(o, "stands_already", "{s:s s:s s:s s:s s:s}", "unit", unit, "report",
                          report, "period", ob->period, "state", order_state(o, ob->state), "by",
                          by);
    free(by);
    return rc;
}

/* 1: not legal in this state, or nothing new; nothing changed. */
static int
pass_on(struct order *o, const struct verdict *v, const struct submission_row *s,
        struct obligation *ob, const struct message_row *m)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    const struct report *r = calendar_report(o->desk->plan, ob->report, ob->period);
    const char *unit = u == NULL ? ob->unit : unit_short(u),
               *report = r == NULL ? ob->report : r->name;
    enum state from = ob->state;
    int rc;

    if ((rc = may_fall(o, v, s, ob, m)) != 0 ||
        (rc = stands_already(o, v, s, ob, unit, report)) != 0)
        return rc;
    if (v->cure && u != NULL && order_exists(o, u) != 0)
        return 1;                       /* nobody is there to complete or correct it */
    if (v->cure && order_cure(o, o->c->to, ob->due) <= o->now)
        return order_refuse(o, "cure_over", NULL);
    if ((rc = order_act(o, ob, v->event, s->received, s->id,
                        v->cure ? order_cure(o, o->c->to, ob->due) : INSTANT_NONE)) != 0)
        return rc < 0 ? -1 : refuse_state(o, unit, report, ob);
    if (order_put_obligation(o, ob, from, o->c->reason) != 0)
        return -1;
    if (s->standing != STANDING_VOUCHED)
        order_note(o, "unconfirmed", "{s:s}", "code", m->code);
    order_done(o, v->letter, "{s:s s:s s:s s:s s:s?}", "unit", unit, "report", report, "period",
               ob->period, "code", m->code, "reason", o->c->reason);
    if (v->cure) {
        char *cure = words_deadline(ob->cure, o->desk->settings->office.utc_offset,
                                    order_language(o));

        order_note(o, "cure", "{s:s}", "deadline", cure);
        free(cure);
    }
    return tell(o, v, ob, m) != 0 ? -1 : 0;
}

/* What is said of a mail that only adds is said of the report that it adds to. */
static int
pass_on_whole(struct order *o, const struct verdict *v, const struct submission_row *s,
              struct obligation *ob, const struct message_row *m)
{
    struct submission_row now = {0};
    struct findings f = {0};
    int rc = submission_findings(o->desk->store, s->id, &f);
    bool adds = rc == 0 && findings_get(&f, "addition") != NULL && ob->accepted != s->id;

    findings_free(&f);
    if (adds)
        rc = order_in_force(o, ob, &now);
    if (rc >= 0)
        rc = pass_on(o, v, adds && rc == 0 ? &now : s, ob, m);
    submission_row_clear(&now);
    return rc;
}

static int
every_report(struct order *o, const struct verdict *v, const struct message_row *m)
{
    struct submission_row *rows = NULL;
    size_t n = 0, done = 0, rejected = 0;
    int rc = submission_of_message(o->desk->store, m->id, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        struct obligation ob = {0};

        rejected += rows[i].standing == STANDING_REJECTED;

        if (rc >= 0 && rows[i].standing != STANDING_REJECTED &&
            (rc = obligation_by_id(o->desk->store, rows[i].obligation, &ob) == 0 ? rc : -1) >= 0 &&
            !filtered(o, &ob)) {
            rc = pass_on_whole(o, v, &rows[i], &ob, m);
            done += rc == 0;
        }
        obligation_clear(&ob);
    }
    submission_rows_free(rows, n);
    if (rc < 0 || done > 0)
        return rc < 0 ? -1 : 0;
    return rc == 1 ? 1
                   : order_refuse(o, n == 0 ? "not_filed" : "not_counted", "{s:s s:b}", "code", m->code,
                                  "rejected", n > 0 && rejected == n);
}

static int
verdict(struct order *o, const struct verdict *v)
{
    struct message_row m = {0};
    int rc = order_mail(o, o->c->code, &m);

    if (rc == 0)
        rc = every_report(o, v, &m);
    message_row_clear(&m);
    return rc;
}

int
order_accept(struct order *o)
{
    static const struct verdict v = { EVENT_ACCEPTED, "accepted", false };

    return verdict(o, &v);
}

int
order_incomplete(struct order *o)
{
    static const struct verdict v = { EVENT_FOUND_INCOMPLETE, "incomplete", true };

    return verdict(o, &v);
}

int
order_return(struct order *o)
{
    static const struct verdict v = { EVENT_RETURNED, "returned", true };
    int rc = verdict(o, &v);

    return rc == 0 ? order_answers_wish(o, o->c->code) : rc;
}
