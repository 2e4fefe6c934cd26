/* Whose a stranger's mail is: an officer's word, or that of the unit he wrote for. */
#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "core/calendar/calendar.h"

struct version {
    struct submission_row row;
    struct obligation obligation;
};

struct versions {
    struct version *v;
    size_t n;
};

static void
versions_clear(struct versions *list)
{
    for (size_t i = 0; i < list->n; i++) {
        submission_row_clear(&list->v[i].row);
        obligation_clear(&list->v[i].obligation);
    }
    free(list->v);
}

/* A unit's word settles what a stranger sent; what is its own, or what an
 * officer decided on, an officer alone takes back. */
static bool
settled(const struct order *o, const struct submission_row *v, enum standing wanted)
{
    return v->standing == wanted || (o->unit && v->standing == STANDING_VOUCHED);
}

/* Taken for another report meanwhile: what was rejected is not what is meant. */
static bool
stands(const struct submission_row *rows, size_t n)
{
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any = any || rows[i].standing != STANDING_REJECTED;
    return any;
}

/* What the mail delivered that can still be said to be the unit's, or not. */
static int
unsettled(struct order *o, int64_t message, enum standing wanted, struct versions *out)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = submission_of_message(o->desk->store, message, &rows, &n);
    bool any = stands(rows, n);

    for (size_t i = 0; i < n; i++) {
        if (rc != 0 || settled(o, &rows[i], wanted) ||
            (any && rows[i].standing == STANDING_REJECTED)) {
            submission_row_clear(&rows[i]);
            continue;
        }
        struct version *v = ARRAY_MORE(out->v, out->n);
        v->row = rows[i];
        rc = obligation_by_id(o->desk->store, rows[i].obligation, &v->obligation) == 0 ? 0 : -1;
    }
    free(rows);
    return rc;
}

static bool
decided(struct order *o, const struct versions *list)
{
    for (size_t i = 0; o->unit && i < list->n; i++) {
        const struct obligation *ob = &list->v[i].obligation;
        if (list->v[i].row.standing == STANDING_PROVISIONAL &&
            (ob->cure != INSTANT_NONE || states[ob->state].decided)) {
            order_refuse(o, "decided", "{s:s}", "state", order_state(o, ob->state));
            return true;
        }
    }
    return false;
}

static void
say_stand(struct order *o, const struct version *v, enum standing standing)
{
    const struct unit *u = plan_unit(o->desk->plan, v->obligation.unit);
    const struct report *r = calendar_report(o->desk->plan, v->obligation.report,
                                            v->obligation.period);

    order_done(o, standing == STANDING_VOUCHED ? "vouched" : "disowned",
               "{s:s s:s s:s s:s s:s? s:b}", "code", v->row.message_code, "unit",
               u == NULL ? v->obligation.unit : unit_short(u), "report",
               r == NULL ? v->obligation.report : r->name, "period", v->obligation.period,
               "reason", o->c->reason, "provisional", v->row.standing == STANDING_PROVISIONAL);
    order_say_now(o, &v->obligation);
}

/* There is nothing to decide: it was vouched for by an order before, it waits for nobody's word, or it
 * counts for nothing. */
static int
refuse_settled(struct order *o, int64_t message, enum standing standing)
{
    char *by = standing == STANDING_VOUCHED ? order_last_on(o, "message", message) : NULL;

    order_refuse(o,
                 by != NULL                     ? "vouched_already"
                 : standing == STANDING_VOUCHED ? "nothing_to_vouch"
                                                : "counts_nowhere",
                 "{s:s s:s?}", "code", o->c->code, "by", by);
    free(by);
    return 1;
}

static int
settle(struct order *o, enum standing standing)
{
    struct message_row m = {0};
    struct versions list = {0};
    struct untold letters = {0};
    int rc = message_by_code(o->desk->store, o->c->code, &m);

    if (rc == 0)
        rc = unsettled(o, m.id, standing, &list);
    if (rc == 0 && standing == STANDING_REJECTED)
        rc = untold_of_mail(o, &m, &letters);
    for (size_t i = 0; rc == 0 && i < list.n; i++)
        rc = untold_on(o, &list.v[i].obligation, &letters);
    if (rc < 0)
        goto out;
    if (rc == 1)
        rc = order_refuse(o, "no_mail", "{s:s}", "code", o->c->code);
    else if (list.n == 0)
        rc = refuse_settled(o, m.id, standing);
    else if (standing == STANDING_REJECTED && decided(o, &list))
        rc = 1;
    for (size_t i = 0; rc == 0 && i < list.n; i++) {
        rc = order_stand(o, &list.v[i].row, standing, &list.v[i].obligation);
        if (rc == 0)
            say_stand(o, &list.v[i], standing);
    }
    if (rc == 0)
        rc = order_put_outcome(o, &m, standing == STANDING_VOUCHED ? OUTCOME_FILED : OUTCOME_NOTE,
                               standing == STANDING_VOUCHED ? REASON_OWN : REASON_NOT_OWN, NULL);
    if (rc == 0)
        rc = untold_tell(o, &letters, REASON_ORDER_UNFILED);
out:
    untold_clear(&letters);
    versions_clear(&list);
    message_row_clear(&m);
    return rc;
}

int
order_vouch(struct order *o)
{
    struct message_row m = {0};
    int rc = o->unit ? 1 : message_by_code(o->desk->store, o->c->code, &m);

    if (rc >= 0)
        rc = rc == 0 && m.outcome == OUTCOME_QUARANTINE ? order_release(o, &m) : settle(o, STANDING_VOUCHED);
    message_row_clear(&m);
    return rc;
}

int
order_disown(struct order *o)
{
    return settle(o, STANDING_REJECTED);
}
