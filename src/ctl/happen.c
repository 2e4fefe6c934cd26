/* What can happen in a scenario, done to the docket in memory as the daemon
 * and the officers' commands do it to the real one. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "config/config.h"
#include "core/calendar/calendar.h"
#include "office/desk/letters.h"
#include "office/orders/orders.h"
#include "office/post/reach.h"
#include "office/post/withdraw.h"
#include "office/remind/reminding.h"
#include "store/docket.h"
#include "simulation.h"

/* ---- an obligation ------------------------------------------------------------- */

static int
take(struct simulation *s, const struct happening *h, struct obligation *o, char **cause)
{
    const char *const *v = (const char *const *)h->operands.v;
    int rc = obligation_get(s->desk->store, v[0], v[1], v[2], o);

    return rc == 1 ? cause_set(cause, "line %zu: %s owes no %s %s then", h->line, v[0], v[1], v[2])
                   : rc;
}

static int
put(struct simulation *s, struct obligation *o, int rc)
{
    if (rc == 0)
        rc = obligation_put(s->desk->store, o);
    if (rc == 0)
        rc = withdraw_about(s->desk, o->unit, o->id, s->now);
    obligation_clear(o);
    return rc;
}

/* What the table does not allow changes nothing, as in life. */
static int
apply(struct simulation *s, const struct happening *h, enum event event, instant at, char **cause)
{
    struct obligation o = {0};
    int rc = take(s, h, &o, cause);

    if (rc == 0)
        workflow_apply(&o, event, at);
    return put(s, &o, rc);
}

/* The first instant after a day, or after the minute that was named. */
static int
end_of(struct simulation *s, const struct happening *h, const char *text, instant *out,
       char **cause)
{
    struct date d;
    int offset = s->desk->settings->office.utc_offset;

    if (date_parse(text, &d)) {
        *out = instant_of(date_add(d, 1), 0, 0, offset);
        return 0;
    }
    if (!instant_parse(text, offset, out))
        return cause_set(cause, "line %zu: %s is not a day", h->line, text);
    *out += 60;
    return 0;
}

int
happen_arrive(struct simulation *s, const struct happening *h, char **cause)
{
    static const struct { const char *name; enum event event; } kinds[] = {
        { "complete", EVENT_SUBMITTED },
        { "incomplete", EVENT_SUBMITTED_INCOMPLETE },
        { "empty", EVENT_SUBMITTED_EMPTY },
    };
    const char *kind = h->operands.n > 3 ? h->operands.v[3] : "complete";

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (strcmp(kinds[i].name, kind) == 0)
            return apply(s, h, kinds[i].event, h->at, cause);
    return cause_set(cause, "line %zu: %s: write complete, incomplete or empty", h->line, kind);
}

int
happen_paper(struct simulation *s, const struct happening *h, char **cause)
{
    instant at = h->at;

    if (h->operands.n > 3 &&
        !instant_parse(h->operands.v[3], s->desk->settings->office.utc_offset, &at))
        return cause_set(cause, "line %zu: %s is not a day", h->line, h->operands.v[3]);
    return apply(s, h, EVENT_ON_PAPER, at, cause);
}

int
happen_extend(struct simulation *s, const struct happening *h, char **cause)
{
    struct obligation o = {0};
    instant due = 0;
    int rc = end_of(s, h, h->operands.v[3], &due, cause);

    if (rc == 0)
        rc = take(s, h, &o, cause);
    if (rc == 0 && workflow_apply(&o, EVENT_EXTENDED, h->at))
        o.due = due;
    return put(s, &o, rc);
}

int
happen_waive(struct simulation *s, const struct happening *h, char **cause)
{
    return apply(s, h, EVENT_WAIVED, h->at, cause);
}

int
happen_return(struct simulation *s, const struct happening *h, char **cause)
{
    struct obligation o = {0};
    instant cure = 0;
    int rc = end_of(s, h, h->operands.v[3], &cure, cause);

    if (rc == 0)
        rc = take(s, h, &o, cause);
    if (rc == 0 && workflow_apply(&o, EVENT_RETURNED, h->at))
        o.cure = cure;
    return put(s, &o, rc);
}

int
happen_accept(struct simulation *s, const struct happening *h, char **cause)
{
    return apply(s, h, EVENT_ACCEPTED, h->at, cause);
}

/* ---- mail that waits, addresses, holds ------------------------------------------- */

int
happen_review(struct simulation *s, const struct happening *h, char **cause)
{
    struct message *facts = message_new();
    struct evidences evidences = {0};
    struct message_row row = { .code = xasprintf("SIM-%d", ++s->mails),
                               .folder = xstrdup("simulate"),
                               .received = h->at,
                               .entered = s->now,
                               .outcome = OUTCOME_REVIEW,
                               .reason = REASON_OTHER,
                               .about = xstrdup(h->operands.v[0]) };
    int rc;

    (void)cause;
    memset(row.sha256, '0', HASH_HEX - 1);
    evidence_add(&evidences, SOURCE_SUBJECT, STRENGTH_WEAK, h->operands.v[0])->unit = xstrdup(
        h->operands.v[0]);
    rc = message_put(s->desk->store, &row, facts, &evidences);
    evidences_free(&evidences);
    message_row_clear(&row);
    message_free(facts);
    return rc;
}

int
happen_clear(struct simulation *s, const struct happening *h, char **cause)
{
    struct message_row *rows = NULL;
    size_t n = 0;
    int rc = message_list(s->desk->store, OUTCOME_REVIEW, &rows, &n);

    (void)cause;
    for (size_t i = 0; i < n; i++)
        if (rc == 0 && rows[i].about != NULL && strcmp(rows[i].about, h->operands.v[0]) == 0)
            rc = message_outcome_put(s->desk->store, rows[i].id, OUTCOME_NOTE, REASON_OTHER,
                                     "looked at");
    message_rows_free(rows, n);
    return rc;
}

int
happen_bounce(struct simulation *s, const struct happening *h, char **cause)
{
    char *folded = text_address_fold(h->operands.v[0]);
    int rc = bounced_put(s->desk->store, folded, h->at, "simulated");

    (void)cause;
    free(folded);
    return rc;
}

static const char *
whom(const struct happening *h)
{
    return strcmp(h->operands.v[0], "all") == 0 ? NULL : h->operands.v[0];
}

int
happen_hold(struct simulation *s, const struct happening *h, char **cause)
{
    bool made;

    (void)cause;
    return hold_put(s->desk->store, whom(h), h->at, "simulated", &made);
}

int
happen_release(struct simulation *s, const struct happening *h, char **cause)
{
    (void)cause;
    return hold_end(s->desk->store, whom(h), h->at) < 0 ? -1 : 0;
}

/* ---- an officer ------------------------------------------------------------------- */

/* His own line, taken as docketctl do takes it. */
int
happen_order(struct simulation *s, const struct happening *h, char **cause)
{
    const struct settings *settings = s->desk->settings;
    const struct officer *officer = NULL;
    struct answer answer = {0};
    struct buf line = {0};
    int rc;

    for (size_t i = 0; i < settings->nofficers; i++)
        if (officer == NULL || settings->officers[i].role > officer->role)
            officer = &settings->officers[i];
    if (officer == NULL)
        return cause_set(cause, "line %zu: the configuration names no officer", h->line);
    for (size_t i = 0; i < h->operands.n; i++)
        buf_addf(&line, "%s%s", i > 0 ? " " : "", h->operands.v[i]);
    rc = orders_shell(s->desk, officer, "simulate", buf_text(&line), s->now, &answer);
    if (rc == 1) {
        struct rendered words = {0};

        letters_answer(s->desk->letters, officer, &answer, &words);
        cause_set(cause, "line %zu: %s", h->line, words.text);
        rendered_free(&words);
    }
    answer_clear(&answer);
    buf_free(&line);
    return rc == 0 ? 0 : -1;
}

/* ---- the machine, the plan, the clock ---------------------------------------------- */

int
happen_down(struct simulation *s, const struct happening *h, char **cause)
{
    (void)h;
    (void)cause;
    s->down = true;
    return 0;
}

int
happen_up(struct simulation *s, const struct happening *h, char **cause)
{
    (void)h;
    (void)cause;
    s->down = false;
    return 0;
}

int
happen_plan(struct simulation *s, const struct happening *h, char **cause)
{
    struct problems problems = {0};
    struct plan *plan = plan_read(h->operands.v[0], &problems);
    char *why = problems.n > 0 ? problem_line(&problems.v[0]) : NULL;

    if (plan != NULL) {
        plan_free(s->desk->plan);
        s->desk->plan = plan;
    } else {
        cause_set(cause, "line %zu: %s", h->line, why);
    }
    free(why);
    problems_free(&problems);
    return plan == NULL ? -1 : 0;
}

int
happen_clock(struct simulation *s, const struct happening *h, char **cause)
{
    if (!instant_parse(h->operands.v[0], s->desk->settings->office.utc_offset, &s->jump))
        return cause_set(cause, "line %zu: %s is not a time", h->line, h->operands.v[0]);
    return 0;
}

/* ---- a request ------------------------------------------------------------------------ */

static int
ask(struct simulation *s, const struct report *report, const struct happening *h, instant due,
    const struct unit *unit)
{
    struct obligation o = { .unit = xstrdup(unit->code),
                            .report = xstrdup(report->code),
                            .period = xstrdup(h->operands.v[0]),
                            .due = due,
                            .due_original = due,
                            .cure = INSTANT_NONE,
                            .state = STATE_OPEN,
                            .first_received = INSTANT_NONE,
                            .completed = INSTANT_NONE,
                            .tracked = true };
    char *to = NULL;
    bool made = false;
    int rc = obligation_make(s->desk->store, &o, &made);

    if (rc == 0)
        rc = reach_unit(s->desk, unit, s->now, &to);
    if (rc == 0 && made)
        rc = simulated_request(s, unit, to, &o);
    free(to);
    obligation_clear(&o);
    return rc;
}

int
happen_request(struct simulation *s, const struct happening *h, char **cause)
{
    const struct report *report = plan_on_request(s->desk->plan);
    struct request_row row = { .period = h->operands.v[0], .title = h->operands.v[0], .opened = h->at, .author = "simulated" };
    bool made = false;
    int rc = 0;

    if (report == NULL)
        return cause_set(cause, "line %zu: the plan has no report on request", h->line);
    if (!instant_parse(h->operands.v[1], s->desk->settings->office.utc_offset, &row.due))
        return cause_set(cause, "line %zu: %s is not a time", h->line, h->operands.v[1]);
    rc = request_put(s->desk->store, &row, &made);
    for (size_t i = 2; rc == 0 && i < h->operands.n; i++) {
        const struct unit *unit = plan_unit(s->desk->plan, h->operands.v[i]);

        if (unit == NULL)
            return cause_set(cause, "line %zu: the plan has no unit %s", h->line, h->operands.v[i]);
        rc = ask(s, report, h, row.due, unit);
    }
    return rc;
}
