/* A mail that was filed, by itself or by an officer, and should not have been:
 * its versions count for nothing from now on, and whoever was told that it had
 * come hears that it does not count. The obligation is as if it had not come. */
#include <stdlib.h>
#include <string.h>

#include "office/filing/filing.h"
#include "office/filing/standing.h"
#include "order.h"
#include "core/calendar/calendar.h"

char *
order_last_on(struct order *o, const char *kind, int64_t id)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, kind, id, &rows, &n);
    char *out = rc == 0 && n > 0 ? xstrdup(rows[n - 1].code) : NULL;
    command_rows_free(rows, n);
    return out;
}

/* Two units may have written one mail: how it counts for this one, too. */
static char *
too_line(const struct order *o, const struct obligation *ob, const struct unit *u,
         const struct report *r)
{
    struct command c = *o->c;

    if (c.rule->verb != VERB_CLASSIFY || c.scope != SCOPE_MOVES || u == NULL || u == c.units[0])
        return NULL;
    c.scope = SCOPE_ADDS;
    c.units = &u;
    c.report = r;
    snprintf(c.period, sizeof c.period, "%s", ob->period);
    return command_say(&c);
}

static void
say_left(struct order *o, const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    const struct report *r = calendar_report(o->desk->plan, ob->report, ob->period);
    char *too = too_line(o, ob, u, r);

    order_note(o, "left", "{s:s s:s s:s s:s s:s?}", "unit", u == NULL ? ob->unit : unit_short(u),
               "report", r == NULL ? ob->report : r->name, "period", ob->period, "state",
               order_state(o, ob->state), "too", too);
    free(too);
}

/* 1: refused, and said why. */
int
order_stand(struct order *o, const struct submission_row *v, enum standing standing,
            struct obligation *ob)
{
    enum state from = ob->state;
    char key[64];
    int rc = order_touch_id(o, "obligation", ob->id, false);

    snprintf(key, sizeof key, "%lld %lld", (long long)v->message, (long long)v->id);
    if (rc == 0)
        rc = order_touch(o, "submission", key, false);
    if (rc == 0)
        rc = standing_put(o->desk, v, standing, ob);
    if (rc == 1)
        return order_refuse(o, "old_order", "{s:s}", "state", order_state(o, ob->state));
    return rc != 0 ? -1 : order_put_obligation(o, ob, from, standing_names[standing]);
}

static int
drop(struct order *o, const struct submission_row *v)
{
    struct obligation ob = {0};
    int rc = obligation_by_id(o->desk->store, v->obligation, &ob) == 0 ? 0 : -1;

    if (rc == 0)
        rc = order_stand(o, v, STANDING_REJECTED, &ob);
    if (rc == 0)
        say_left(o, &ob);
    obligation_clear(&ob);
    return rc;
}

int
order_unfile(struct order *o, const struct message_row *m, order_versions *which, size_t *dropped)
{
    struct submission_row *v = NULL;
    struct untold letters = {0};
    size_t n = 0;
    int rc = submission_of_message(o->desk->store, m->id, &v, &n);

    *dropped = 0;
    if (rc == 0)
        rc = untold_of_mail(o, m, &letters);
    for (size_t i = 0; i < n; i++) {
        if (rc == 0 && v[i].standing != STANDING_REJECTED && (which == NULL || which(o, &v[i]))) {
            rc = drop(o, &v[i]);
            ++*dropped;
        }
    }
    submission_rows_free(v, n);
    if (rc == 0 && *dropped > 0)
        rc = untold_tell(o, &letters, REASON_ORDER_UNFILED);
    untold_clear(&letters);
    return rc;
}
