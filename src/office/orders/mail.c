/* One mail as an officer looks at it: what it is, what became of it, who did what. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "core/form/coverage.h"
#include "order.h"

#define EVIDENCE_MOST 6
#define FINDINGS_MOST 20

/* The words of a quarantined mail are not repeated (A26). */
void
order_put_mail(const struct order *o, json_t *row, const struct message_row *m)
{
    bool hidden = m->outcome == OUTCOME_QUARANTINE;

    answer_put(row, "code", xstrdup(m->code));
    json_object_set_new(row, "hidden", json_boolean(hidden));
    answer_put(row, "subject", hidden ? NULL : xstrdup(m->subject));
    answer_put(row, "sender", xstrdup(m->sender));
    answer_put(row, "received", words_moment(m->received, order_offset(o), order_language(o)));
    answer_put(row, "when", order_stamp(o, m->received));
    answer_put(row, "outcome", xstrdup(order_outcome(o, m->outcome)));
    answer_put(row, "reason", reason_say(m->reason, m->about, order_language(o)));
    answer_put(row, "unclear", xstrdup(m->unclear));
}

static const char *
finding_text(const struct order *o, const struct finding *f)
{
    return strcmp(order_language(o), "en") == 0 && f->text_en != NULL ? f->text_en : f->text;
}

/* What its form says, and what is wrong with it. */
static int
put_content(struct order *o, json_t *row, const struct report *r, int64_t version)
{
    json_t *list = json_array();
    struct values values = {0};
    struct findings f = {0};
    int rc = submission_values(o->desk->store, version, &values);

    if (rc == 0)
        rc = submission_findings(o->desk->store, version, &f);
    answer_put(row, "coverage",
               rc == 0 && r != NULL ? coverage_say(r->form, &values, order_language(o)) : NULL);
    for (size_t i = 0; i < f.n && i < FINDINGS_MOST; i++)
        json_array_append_new(list, json_pack("{s:s? s:s}", "place", f.v[i].place, "text",
                                              finding_text(o, &f.v[i])));
    json_object_set_new(row, "findings", list);
    findings_free(&f);
    values_free(&values);
    return rc;
}

static int
put_version(struct order *o, json_t *list, const struct submission_row *v)
{
    struct obligation ob = {0};
    int rc = obligation_by_id(o->desk->store, v->obligation, &ob);

    if (rc == 0) {
        const struct unit *u = plan_unit(o->desk->plan, ob.unit);
        const struct report *r = calendar_report(o->desk->plan, ob.report, ob.period);
        json_t *row = json_pack("{s:s s:s s:s s:i s:b s:b}", "unit",
                                u == NULL ? ob.unit : unit_short(u), "report",
                                r == NULL ? ob.report : report_said(r, order_language(o)), "period",
                                ob.period, "version", v->version, "complete", v->complete,
                                standing_names[v->standing], true);

        order_put_row(o, row, &ob);
        rc = put_content(o, row, r, v->id);
        json_array_append_new(list, row);
    }
    obligation_clear(&ob);
    return rc;
}

static int
put_files(struct order *o, json_t *facts, const struct message_row *m)
{
    struct attachment_row *files = NULL;
    json_t *list = json_array();
    size_t n = 0;
    int rc = message_attachments(o->desk->store, m->id, &files, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        json_t *row = json_pack("{s:s? s:s?}", "name",
                                m->outcome == OUTCOME_QUARANTINE ? NULL : files[i].name, "reason",
                                files[i].reason);

        answer_put(row, "size", text_size(files[i].size));
        json_array_append_new(list, row);
    }
    json_object_set_new(facts, "has_files", json_boolean(n > 0));
    json_object_set_new(facts, "files", list);
    attachment_rows_free(files, n);
    return rc;
}

static int
put_evidence(struct order *o, json_t *facts, const struct message_row *m)
{
    struct evidences e = {0};
    struct strings lines = {0};
    int rc = m->outcome == OUTCOME_QUARANTINE ? 0 : message_evidence(o->desk->store, m->id, &e);

    for (size_t i = 0; i < e.n && i < EVIDENCE_MOST; i++)
        strings_take(&lines, words_evidence(&e.v[i], o->desk->plan, order_language(o)));
    json_object_set_new(facts, "has_evidence", json_boolean(lines.n > 0));
    json_object_set_new(facts, "more_evidence",
                        json_integer(e.n > EVIDENCE_MOST ? (json_int_t)(e.n - EVIDENCE_MOST) : 0));
    json_object_set_new(facts, "evidence", order_texts(&lines));
    evidences_free(&e);
    return rc;
}

/* ---- its history: the orders about it, the letters it was answered with -------------- */

struct events { struct event_row { instant at; json_t *row; } *v; size_t n; };

static void
add_event(const struct order *o, struct events *e, instant at, json_t *row)
{
    answer_put(row, "when", order_stamp(o, at));
    *ARRAY_MORE(e->v, e->n) = (struct event_row){ at, row };
}

/* Letters to senders and units whose reason begins so; officers know what they were told. */
static int
add_letters(struct order *o, struct events *e, const char *series, const char *code)
{
    char *prefix = xasprintf("%s:%s", series, code);
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc = letter_begun(o->desk->store, prefix, &rows, &n);

    for (size_t i = 0; i < n; i++)
        if (settings_officer(o->desk->settings, rows[i].recipient) == NULL)
            add_event(o, e, rows[i].sent != INSTANT_NONE ? rows[i].sent : rows[i].created,
                      json_pack("{s:s s:s s:b}", "letter",
                                rows[i].subject == NULL ? rows[i].letter : rows[i].subject, "to",
                                rows[i].recipient, "waits", rows[i].state == LETTER_QUEUED));
    letter_rows_free(rows, n);
    free(prefix);
    return rc;
}

static int
add_orders(struct order *o, struct events *e, struct strings *seen, const char *kind, int64_t id)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, kind, id, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        if (strings_has(seen, rows[i].code))
            continue;
        strings_add(seen, rows[i].code);
        add_event(o, e, rows[i].at,
                  json_pack("{s:s s:s s:s}", "order", rows[i].understood, "act", rows[i].code,
                            "officer", rows[i].officer));
        rc = add_letters(o, e, "order", rows[i].code);
    }
    command_rows_free(rows, n);
    return rc;
}

static int
by_time(const void *a, const void *b)
{
    const struct event_row *x = a, *y = b;

    return (x->at > y->at) - (x->at < y->at);
}

static void
put_history(json_t *facts, struct events *e)
{
    json_t *list = json_array();

    if (e->n > 0)
        qsort(e->v, e->n, sizeof *e->v, by_time);
    for (size_t i = 0; i < e->n; i++)
        json_array_append_new(list, e->v[i].row);
    json_object_set_new(facts, "has_history", json_boolean(e->n > 0));
    json_object_set_new(facts, "history", list);
    free(e->v);
}

static int
put_work(struct order *o, json_t *facts, const struct message_row *m)
{
    struct submission_row *v = NULL;
    struct strings seen = {0};
    struct events events = {0};
    json_t *versions = json_array();
    size_t n = 0;
    int rc = submission_of_message(o->desk->store, m->id, &v, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        rc = put_version(o, versions, &v[i]);
        if (rc == 0)
            rc = add_orders(o, &events, &seen, "obligation", v[i].obligation);
    }
    if (rc == 0)
        rc = add_orders(o, &events, &seen, "message", m->id);
    if (rc == 0)
        rc = add_letters(o, &events, "ack", m->code);
    if (rc == 0)
        rc = add_letters(o, &events, "unregistered", m->code);
    json_object_set_new(facts, "versions", versions);
    put_history(facts, &events);
    strings_free(&seen);
    submission_rows_free(v, n);
    return rc;
}

int
order_code(struct order *o)
{
    struct message_row m = {0};
    int rc = order_mail(o, o->c->code, &m);
    json_t *facts;

    if (rc != 0)
        return rc;
    facts = json_object();
    order_put_mail(o, facts, &m);
    rc = put_work(o, facts, &m);
    if (rc == 0)
        rc = put_files(o, facts, &m);
    if (rc == 0)
        rc = put_evidence(o, facts, &m);
    answer_add(o->out, "mail", facts);
    buf_adds(&o->result, m.code);
    message_row_clear(&m);
    return rc;
}
