/* An officer's own words to a sender, a refusal of more time, and the end of
 * what a mail asked. */
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "office/filing/about.h"
#include "office/filing/told.h"
#include "office/post/post.h"
#include "order.h"

/* In the thread of the mail, from the office's own address: what comes back is seen. */
static int
post_in_thread_of(struct order *o, const struct message_row *m, const char *letter, const char *to,
                  struct letter_facts *f)
{
    char *reason = xasprintf("order:%s:%s", o->row.code, m->code);
    struct message thread = { .message_id = m->message_id };
    struct posting p = { .letter = letter, .reason = reason, .to = to, .priority = PRIORITY_ANSWER, .thread = &thread,
                         .message = m->id, .facts = *f };
    int rc = post_letter(o->desk, &p, o->now);

    if (rc == 0)
        order_note(o, "written", "{s:s}", "to", to);
    free(reason);
    return rc;
}

/* ---- words ---------------------------------------------------------------------- */

/* 1: refused. */
static int
may_write(struct order *o, const struct message_row *m)
{
    const struct sending_settings *s = &o->desk->settings->sending;
    int64_t today = 0;

    if (m->outcome == OUTCOME_BOUNCE || m->outcome == OUTCOME_IGNORED ||
        m->outcome == OUTCOME_COMMAND || m->sender == NULL || !address_is(m->sender))
        return order_refuse(o, "no_writer", "{s:s}", "code", m->code);
    if (post_today(o->desk, m->sender, PRIORITY_ANSWER, "answered", o->now, &today) != 0)
        return -1;
    return s->per_sender_day != 0 && today >= s->per_sender_day
               ? order_refuse(o, "written_often", "{s:I s:s}", "n", (json_int_t)today, "to", m->sender)
               : 0;
}

static void
facts_of(const struct order *o, const struct message_row *m, const struct command_about *a,
         struct letter_facts *f)
{
    told_mail(f, m, NULL);
    f->unit = a->unit;
    f->report = a->period[0] == '\0' ? NULL : a->report;
    f->period = a->period[0] == '\0' ? NULL : a->period;
    f->officer = o->officer->name;
    f->known_sender = m->outcome != OUTCOME_QUARANTINE;     /* an officer chose to write to him */
}

/* By the same words: the sender need not read them twice. 1: refused. */
static int
told_already(struct order *o, const struct message_row *m)
{
    char *by = NULL;
    int rc = order_said_since(o, m->received, &by);

    if (rc == 0 && by != NULL)
        rc = order_refuse(o, "told_already", "{s:s s:s}", "code", m->code, "by", by);
    free(by);
    return rc;
}

/* What was a question is answered; a request waits for its own word. */
static bool
settles(const struct message_row *m, const struct command_about *a)
{
    return m->outcome == OUTCOME_NOTE && (a->asks == ASKS_WORDS || a->asks == ASKS_RECALL);
}

int
order_tell(struct order *o)
{
    struct message_row m = {0};
    struct command_about a = {0};
    struct strings lines = {0};
    struct letter_facts f = { .lines = &lines };
    int rc = order_mail(o, o->c->code, &m);

    if (rc == 0)
        rc = may_write(o, &m);
    if (rc == 0)
        rc = told_already(o, &m);
    if (rc == 0)
        rc = about_mail(o->desk, &m, &a);
    if (rc == 0) {
        strings_add(&lines, o->c->reason);
        facts_of(o, &m, &a, &f);
        order_done(o, "told_sender", "{s:s s:s}", "code", m.code, "text", o->c->reason);
        rc = post_in_thread_of(o, &m, "answered", m.sender, &f);
    }
    if (rc == 0 && settles(&m, &a))
        rc = order_put_outcome(o, &m, OUTCOME_NOTE, REASON_ANSWERED, NULL);
    strings_free(&lines);
    command_about_clear(&a);
    message_row_clear(&m);
    return rc;
}

/* ---- more time -------------------------------------------------------------------- */

static bool
asked_for_time(const struct message_row *m)
{
    return m->outcome == OUTCOME_NOTE &&
           (m->reason == REASON_EXTENSION || m->reason == REASON_TIME_GRANTED ||
            m->reason == REASON_TIME_REFUSED);
}

static int
requester(struct order *o, const struct message_row *m, const struct command_about *a, char **to)
{
    if (a->unit != NULL)
        return order_addressee(o, a->unit, m, to);
    *to = m->sender != NULL && address_is(m->sender) ? xstrdup(m->sender) : NULL;
    return 0;
}

static int
refuse_time(struct order *o, const struct message_row *m)
{
    struct command_about a = {0};
    struct obligation ob = {0};
    struct letter_facts f = {0};
    char *to = NULL;
    int rc;

    if (m->reason != REASON_EXTENSION)
        return order_refuse(o, m->reason == REASON_TIME_GRANTED ? "time_granted" : "time_answered",
                            "{s:s}", "code", m->code);
    if (o->c->reason == NULL)
        return order_refuse(o, "no_reason", "{s:s}", "code", m->code);
    rc = about_mail(o->desk, m, &a);
    if (rc == 0)
        rc = requester(o, m, &a, &to);
    if (rc == 0 && a.unit != NULL && a.report != NULL &&
        (rc = obligation_get(o->desk->store, a.unit->code, a.report->code, a.period, &ob)) == 0)
        f.due = ob.due == INSTANT_NONE ? 0 : ob.due;
    if (rc >= 0) {
        facts_of(o, m, &a, &f);
        f.reason = o->c->reason;
        order_done(o, "time_refused", "{s:s s:s? s:s}", "code", m->code, "unit",
                   a.unit == NULL ? NULL : unit_short(a.unit), "reason", o->c->reason);
        rc = order_put_outcome(o, m, OUTCOME_NOTE, REASON_TIME_REFUSED, NULL);
    }
    if (rc == 0 && to != NULL)
        rc = post_in_thread_of(o, m, "extension-refused", to, &f);
    else if (rc == 0)
        order_note(o, "not_written", NULL);
    obligation_clear(&ob);
    command_about_clear(&a);
    free(to);
    return rc;
}

int
order_reject(struct order *o)
{
    struct message_row m = {0};
    int rc = order_mail(o, o->c->code, &m);

    if (rc == 0)
        rc = asked_for_time(&m) ? refuse_time(o, &m) : order_disown(o);
    message_row_clear(&m);
    return rc;
}

/* The note that this order answers waits no longer. */
int
order_answers(struct order *o, enum reason with)
{
    struct message_row m = {0};
    int rc = o->c->code == NULL ? 1 : message_by_code(o->desk->store, o->c->code, &m);

    if (rc == 0 && m.outcome == OUTCOME_NOTE && (with != REASON_TIME_GRANTED || asked_for_time(&m)))
        rc = order_put_outcome(o, &m, OUTCOME_NOTE, with, NULL);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}

int
order_answers_wish(struct order *o, const char *code)
{
    struct message_row *rows = NULL;
    size_t n = 0;
    int rc = message_list(o->desk->store, OUTCOME_NOTE, &rows, &n);

    for (size_t i = 0; i < n && rc == 0; i++)
        if (rows[i].reason == REASON_RECALL && rows[i].about != NULL &&
            strcmp(rows[i].about, code) == 0)
            rc = order_put_outcome(o, &rows[i], OUTCOME_NOTE, REASON_ANSWERED, code);
    message_rows_free(rows, n);
    return rc;
}

/* ---- done with ---------------------------------------------------------------------- */

int
order_close(struct order *o)
{
    struct message_row m = {0};
    int rc = order_mail(o, o->c->code, &m);

    if (rc == 0 && (m.outcome == OUTCOME_FILED || m.outcome == OUTCOME_DUPLICATE))
        rc = order_refuse(o, "counts_already", "{s:s}", "code", m.code);
    else if (rc == 0 && m.outcome != OUTCOME_NOTE && m.outcome != OUTCOME_REVIEW &&
             m.outcome != OUTCOME_WRONG_ROUTE && m.outcome != OUTCOME_TOO_LARGE &&
             m.outcome != OUTCOME_NOT_OBTAINABLE && m.outcome != OUTCOME_QUARANTINE)
        rc = order_refuse(o, "not_open", "{s:s}", "code", m.code);
    else if (rc == 0 && (m.outcome == OUTCOME_NOTE || m.outcome == OUTCOME_QUARANTINE) && reason_settled(m.reason))
        rc = order_refuse(o, "closed_before", "{s:s}", "code", m.code);
    if (rc == 0) {
        order_done(o, "closed", "{s:s}", "code", m.code);
        if (asked_for_time(&m))
            order_note(o, "unit_waits", NULL);
        rc = order_put_outcome(o, &m, m.outcome == OUTCOME_REVIEW ? OUTCOME_NOTE : m.outcome,
                               REASON_CLOSED, NULL);
    }
    message_row_clear(&m);
    return rc;
}
