/* "ĐẠT TẤT CẢ": every report that waits for its examination. Which ones stands
 * in the order itself from the moment it is asked about: what comes later, or
 * changed since, is not accepted by it. */
#include <stdlib.h>
#include <string.h>

#include "order.h"

static bool
wanted(const struct order *o, const struct unit *u)
{
    const struct command *c = o->c;
    bool named = c->nunits == 0;

    for (size_t i = 0; i < c->nunits; i++)
        named = named || c->units[i] == u;
    return u != NULL && named && command_reaches(c, u);
}

/* The mail of the version in force, if an officer's look is all it waits for. *code NULL: it is not. */
static int
waiting_mail(struct order *o, const struct obligation *ob, char **code)
{
    struct submission_row now = {0};
    int rc = ob->state == STATE_RECEIVED ? order_in_force(o, ob, &now) : 1;

    *code = rc == 0 ? xstrdup(now.message_code) : NULL;
    submission_row_clear(&now);
    return rc < 0 ? -1 : 0;
}

static int
list_waiting(struct order *o)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_list(o->desk->store, o->c->report->code, o->c->period, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        char *code = NULL;

        if (wanted(o, plan_unit(o->desk->plan, rows[i].unit)))
            rc = waiting_mail(o, &rows[i], &code);
        if (code != NULL && !strings_has(&o->c->codes, code))
            strings_add(&o->c->codes, code);
        free(code);
    }
    obligations_free(rows, n);
    return rc;
}

int
order_all_listed(struct order *o)
{
    return o->c->rule != NULL && o->c->rule->verb == VERB_ACCEPT_ALL &&
                   o->c->problem == COMMAND_FINE && o->c->codes.n == 0
               ? list_waiting(o)
               : 0;
}

static int
put_reached(struct order *o, const char *code, json_t *rows)
{
    struct message_row m = {0};
    struct submission_row *v = NULL;
    struct obligation ob = {0};
    size_t n = 0;
    int rc = submission_of_code(o->desk->store, code, &m, &v, &n);

    if (rc == 0 && n > 0)
        rc = obligation_by_id(o->desk->store, v[0].obligation, &ob);
    if (rc == 0 && n > 0) {
        const struct unit *u = plan_unit(o->desk->plan, ob.unit);
        json_t *row = json_pack("{s:s s:s}", "unit", u == NULL ? ob.unit : unit_short(u), "code", m.code);

        answer_put(row, "received", order_stamp(o, m.received));
        json_array_append_new(rows, row);
    }
    obligation_clear(&ob);
    submission_rows_free(v, n);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}

/* Whom it reaches, before he confirms it. 1: nobody. */
int
order_all_said(struct order *o)
{
    json_t *rows;
    int rc = 0;

    if (o->c->codes.n == 0)
        return order_refuse(o, "none_waits", "{s:s s:s}", "report", o->c->report->name, "period", o->c->period);
    rows = json_array();
    for (size_t i = 0; rc == 0 && i < o->c->codes.n; i++)
        rc = put_reached(o, o->c->codes.v[i], rows);
    answer_add(o->out, "reached", json_pack("{s:I s:o}", "n", (json_int_t)o->c->codes.n, "rows", rows));
    return rc;
}

/* 1: something came, or was decided, since it was listed; nothing is done. */
static int
still_waits(struct order *o, const char *code)
{
    struct message_row m = {0};
    struct submission_row *v = NULL;
    size_t n = 0;
    bool waits = false;
    int rc = submission_of_code(o->desk->store, code, &m, &v, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct obligation ob = {0};
        char *last = NULL;

        rc = obligation_by_id(o->desk->store, v[i].obligation, &ob);
        if (rc == 0 && strcmp(ob.report, o->c->report->code) == 0 &&
            strcmp(ob.period, o->c->period) == 0)
            rc = waiting_mail(o, &ob, &last);
        waits = waits || (last != NULL && strcmp(last, code) == 0);
        free(last);
        obligation_clear(&ob);
    }
    submission_rows_free(v, n);
    message_row_clear(&m);
    return rc < 0 ? -1 : !waits;
}

int
order_accept_all(struct order *o)
{
    struct command *c = o->c;
    size_t done = 0;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < c->codes.n; i++) {
        rc = still_waits(o, c->codes.v[i]);
        if (rc == 1)
            order_note(o, "skipped", "{s:s}", "code", c->codes.v[i]);
        if (rc != 0)
            continue;
        c->code = c->codes.v[i];
        rc = order_accept(o);
        c->code = NULL;
        done += rc == 0;
    }
    if (rc < 0)
        return -1;
    return done > 0 ? order_done(o, "accepted_all", "{s:I s:I}", "n", (json_int_t)done, "count", (json_int_t)c->codes.n)
                    : order_refuse(o, "none_waits_now", NULL);
}
