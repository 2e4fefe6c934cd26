/* What can happen in a scenario, done to the docket in memory as the daemon
 * and the officers' commands do it to the real one. */
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/buf.h"
#include "config/config.h"
#include "core/calendar/calendar.h"
#include "office/desk/letters.h"
#include "office/orders/orders.h"
#include "office/post/withdraw.h"
#include "store/docket.h"
#include "simulation.h"

/* ---- mail ---------------------------------------------------------------------- */

/* A mail of this moment, with a code that an order may name. */
static int
put_mail(struct simulation *s, const struct happening *h, enum outcome outcome, const char *unit,
         struct message_row *row)
{
    struct message *facts = message_new();
    struct evidences evidences = {0};
    int64_t number = 0;
    int year = moment_of(h->at, s->desk->settings->office.utc_offset).date.year,
        rc = store_next_number(s->desk->store, "TN", year, &number);

    *row = (struct message_row){ .code = xasprintf("TN-%d-%04lld", year, (long long)number),
                                 .folder = xstrdup("simulate"),
                                 .received = h->at,
                                 .entered = s->now,
                                 .outcome = outcome,
                                 .reason = REASON_OTHER,
                                 .about = xstrdup(unit) };
    snprintf(row->sha256, sizeof row->sha256, "%064lld", (long long)number);
    evidence_add(&evidences, SOURCE_SUBJECT, STRENGTH_WEAK, unit)->unit = xstrdup(unit);
    if (rc == 0)
        rc = message_put(s->desk->store, row, facts, &evidences);
    evidences_free(&evidences);
    message_free(facts);
    return rc;
}

/* What the table does not allow changes nothing, as in life. */
static int
deliver(struct simulation *s, const struct happening *h, struct obligation *o, enum event event)
{
    int offset = s->desk->settings->office.utc_offset,
        late = o->due == INSTANT_NONE ? 0 : calendar_days_late(h->at, o->due, offset);
    struct message_row m = {0};
    int rc = put_mail(s, h, OUTCOME_FILED, o->unit, &m);
    struct submission_row v = { .message = m.id,
                                .obligation = o->id,
                                .received = h->at,
                                .complete = event == EVENT_SUBMITTED,
                                .late = late > 0,
                                .days_late = late,
                                .attachment = -1,
                                .content_hash = m.code,
                                .standing = STANDING_VOUCHED };

    if (rc == 0)
        rc = submission_put(s->desk->store, &v, &(struct values){0}, &(struct findings){0});
    if (rc == 0 && workflow_apply(o, event, h->at))
        o->accepted = v.id;
    if (rc == 0)
        rc = obligation_put(s->desk->store, o);
    if (rc == 0)
        rc = withdraw_about(s->desk, o->unit, o->id, s->now);
    message_row_clear(&m);
    return rc;
}

int
happen_arrive(struct simulation *s, const struct happening *h, char **cause)
{
    static const struct { const char *name; enum event event; } kinds[] = {
        { "complete", EVENT_SUBMITTED },
        { "incomplete", EVENT_SUBMITTED_INCOMPLETE },
        { "empty", EVENT_SUBMITTED_EMPTY },
    };
    const char *const *v = (const char *const *)h->operands.v;
    const char *kind = h->operands.n > 3 ? v[3] : "complete";
    struct obligation o = {0};
    size_t i = 0;
    int rc;

    while (i < ARRAY_LEN(kinds) && strcmp(kinds[i].name, kind) != 0)
        i++;
    if (i == ARRAY_LEN(kinds))
        return cause_set(cause, "line %zu: %s: write complete, incomplete or empty", h->line, kind);
    rc = obligation_get(s->desk->store, v[0], v[1], v[2], &o);
    if (rc == 0)
        rc = deliver(s, h, &o, kinds[i].event);
    else if (rc == 1)
        cause_set(cause, "line %zu: %s owes no %s %s then", h->line, v[0], v[1], v[2]);
    obligation_clear(&o);
    return rc == 0 ? 0 : -1;
}

int
happen_review(struct simulation *s, const struct happening *h, char **cause)
{
    struct message_row row = {0};
    int rc = put_mail(s, h, OUTCOME_REVIEW, h->operands.v[0], &row);

    (void)cause;
    message_row_clear(&row);
    return rc;
}

int
happen_bounce(struct simulation *s, const struct happening *h, char **cause)
{
    char *folded = address_fold(h->operands.v[0]);
    int rc = bounced_put(s->desk->store, folded, h->at, "simulated");

    (void)cause;
    free(folded);
    return rc;
}

/* ---- an officer ------------------------------------------------------------------- */

/* His own line, taken as docketctl do takes it; what asks for a code is confirmed. */
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
    rc = orders_play(s->desk, officer, buf_text(&line), s->now, &answer);
    if (rc == 1) {
        struct rendered words = {0};

        letters_answer(letters_of(s->desk->letters, officer), &answer, &words);
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
