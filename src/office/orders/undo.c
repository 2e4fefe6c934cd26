/* One order taken back, if nothing was ordered since about what it touched.
 * What came by mail since stays, and counts as if the order had not been. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/filing/fold.h"
#include "office/post/withdraw.h"
#include "office/dossier/dossier.h"
#include "order.h"

struct undoing {
    struct order *o;
    struct command_row *row;
    json_t *before, *after;
};

static bool
is_obligation(const char *thing, const char **key)
{
    return order_kind(thing, key) == &order_kinds[0];
}

/* ---- may it be -------------------------------------------------------------------- */

static json_int_t
order_of(const struct command_row *row)
{
    json_t *after = json_loads(row->after, 0, NULL);
    json_int_t order = json_integer_value(json_object_get(after, "order"));

    json_decref(after);
    return order;
}

/* Orders carried out since that touched the same, and stand. */
static int
later_orders(struct undoing *u, struct strings *codes)
{
    json_int_t mine = order_of(u->row);
    const char *thing;
    json_t *state;

    json_object_foreach(u->before, thing, state) {
        struct command_row *rows = NULL;
        size_t n = 0;

        if (command_touching(u->o->desk->store, thing, &rows, &n) != 0)
            return -1;
        for (size_t i = 0; i < n; i++) {
            json_int_t other = order_of(&rows[i]);

            if ((other > mine || (other == mine && rows[i].id > u->row->id)) &&
                !strings_has(codes, rows[i].code))
                strings_add(codes, rows[i].code);
        }
        command_rows_free(rows, n);
    }
    return 0;
}

/* 0: its versions and orders make it what it is; 1: they do not, or do not tell. */
static int
explained(struct order *o, const char *key)
{
    struct obligation is = {0}, made;
    int rc = obligation_by_id(o->desk->store, atoll(key), &is);

    made = is;
    if (rc == 0)
        rc = fold_obligation(o->desk, &made);
    if (rc == 0)
        rc = made.state != is.state || made.first_received != is.first_received ||
             made.completed != is.completed || made.cure != is.cure || made.accepted != is.accepted;
    obligation_clear(&is);
    return rc;
}

/* Of an obligation that versions and orders explain, only what no mail moves need be as it was left. */
static int
as_left(struct undoing *u, const char *thing, const json_t *left, json_t *now, bool *same)
{
    static const char *const fixed[] = { "due", "due_original", "tracked" };
    json_t *state = json_object_get(now, thing);
    const char *key;
    int rc = is_obligation(thing, &key) && json_is_object(state) && json_is_object(left)
                 ? explained(u->o, key)
                 : 1;

    if (rc < 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(fixed); i++)
        *same = *same &&
                json_equal(json_object_get(state, fixed[i]), json_object_get(left, fixed[i]));
    if (rc == 1 && json_is_object(state) && json_object_get(left, "act") != NULL)
        json_object_set(state, "act", json_object_get(left, "act"));
    if (rc == 1)
        *same = *same && json_equal(state, left);
    return 0;
}

static int
unchanged(struct undoing *u, bool *same)
{
    json_t *now = order_snapshot(u->o->desk->store, u->before), *state;
    const char *thing;
    int rc = now == NULL ? -1 : 0;

    *same = true;
    json_object_foreach(u->before, thing, state) {
        if (rc == 0)
            rc = as_left(u, thing, json_object_get(u->after, thing), now, same);
    }
    json_decref(now);
    return rc;
}

/* An obligation that the order made, and that others have answered: their codes. */
static int
answered_by_others(struct undoing *u, const char *key, struct strings *codes)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_list(u->o->desk->store, atoll(key), &v, &n);

    for (size_t i = 0; i < n; i++) {
        char *thing = xasprintf("submission:%lld %lld", (long long)v[i].message,
                                (long long)v[i].id);

        if (!json_is_null(json_object_get(u->before, thing)))
            strings_add(codes, v[i].message_code);
        free(thing);
    }
    submission_rows_free(v, n);
    return rc;
}

/* 1: refused, and said why. */
static int
may_undo(struct undoing *u)
{
    struct strings codes = {0};
    const char *thing, *key;
    bool same = false;
    json_t *was;
    char *list;
    int rc = later_orders(u, &codes);

    if (rc == 0 && codes.n > 0) {
        list = strings_joined(&codes);
        rc = order_refuse(u->o, "ordered_since", "{s:s s:s s:s}", "understood", u->row->understood,
                          "act", u->row->code, "codes", list);
        free(list);
    }
    json_object_foreach(u->before, thing, was) {
        if (rc == 0 && json_is_null(was) && is_obligation(thing, &key))
            rc = answered_by_others(u, key, &codes);
    }
    if (rc == 0 && codes.n > 0) {
        list = strings_joined(&codes);
        rc = order_refuse(u->o, "answered_since", "{s:s s:s}", "codes", list, "act", u->row->code);
        free(list);
    }
    if (rc == 0)
        rc = unchanged(u, &same);
    if (rc == 0 && !same)
        rc = order_refuse(u->o, "changed_since", "{s:s s:s}", "understood", u->row->understood, "act",
                          u->row->code);
    strings_free(&codes);
    return rc;
}

/* ---- putting back -------------------------------------------------------------------- */

static int
fold_again(struct order *o, const char *key)
{
    struct obligation ob = {0};
    int rc = obligation_by_id(o->desk->store, atoll(key), &ob);

    if (rc == 0)
        rc = fold_obligation(o->desk, &ob);
    if (rc == 0)
        rc = obligation_put(o->desk->store, &ob);
    obligation_clear(&ob);
    return rc < 0 ? -1 : 0;             /* 1: what was put back stands */
}

static int
restore(struct undoing *u)
{
    struct store *store = u->o->desk->store;
    const char *thing, *key;
    json_t *was;
    int rc = 0;

    for (size_t i = 0; i < order_nkinds; i++)
        json_object_foreach(u->before, thing, was) {
            if (rc == 0 && order_kind(thing, &key) == &order_kinds[i])
                rc = order_kinds[i].restore(store, key, was);
        }
    if (rc == 0)
        rc = command_undone(store, u->row->id, u->o->row.id) == 0 ? 0 : -1;
    json_object_foreach(u->before, thing, was) {
        if (rc == 0 && is_obligation(thing, &key))
            rc = json_is_null(was) ? undo_obligation(store, atoll(key)) : fold_again(u->o, key);
    }
    return rc;
}

/* Where mails came since, the officer reads what they make of it now. */
void
order_say_now(struct order *o, const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    const struct report *r = calendar_report(o->desk->plan, ob->report, ob->period);
    int offset = o->desk->settings->office.utc_offset;
    char *late = order_days_late(o, ob) == 0
                     ? NULL : words_late(ob->due, ob->first_received, offset, order_language(o));
    char *when = ob->first_received == INSTANT_NONE
                     ? NULL : words_moment(ob->first_received, offset, order_language(o));

    order_note(o, "now", "{s:s s:s s:s s:s s:s? s:s?}", "unit", u == NULL ? ob->unit : unit_short(u),
               "report", r == NULL ? ob->report : r->name, "period", ob->period, "state",
               order_state(o, ob->state), "received", when, "late", late);
    free(late);
    free(when);
}

static int
journal_obligation(struct order *o, const char *key, const char *code)
{
    struct obligation ob = {0};
    char *subject, *detail, due[21] = "none";
    int rc;

    if (obligation_by_id(o->desk->store, atoll(key), &ob) != 0)
        return -1;
    subject = obligation_name(ob.report, ob.period, ob.unit);
    if (ob.due != INSTANT_NONE)
        instant_write(ob.due, due);
    detail = journal_detail("command", o->row.code, "undone", code, "to", state_names[ob.state],
                            "due", due, NULL);
    rc = order_journal(o, "state", subject, detail);
    if (rc == 0)
        rc = withdraw_about(o->desk, ob.unit, ob.id, o->now);
    order_say_now(o, &ob);
    free(subject);
    free(detail);
    obligation_clear(&ob);
    return rc;
}

static int
journal_message(struct order *o, const char *key, const char *code)
{
    struct message_row m = {0};
    char *detail;
    int rc;

    if (message_get(o->desk->store, atoll(key), &m) != 0)
        return -1;
    detail = journal_detail("command", o->row.code, "undone", code, "outcome",
                            outcome_names[m.outcome], "reason", reason_words[m.reason].code,
                            "about", m.about, NULL);
    rc = order_journal(o, "message", m.code, detail);
    free(detail);
    message_row_clear(&m);
    return rc;
}

/* Every obligation and mail put back is told in the journal. */
static int
journal_restored(struct undoing *u)
{
    const char *thing, *key;
    json_t *was;
    int rc = 0;

    json_object_foreach(u->before, thing, was) {
        const struct order_kind *kind = order_kind(thing, &key);

        if (rc != 0 || kind == NULL || json_is_null(was))
            continue;
        if (is_obligation(thing, &key))
            rc = journal_obligation(u->o, key, u->row->code);
        else if (strcmp(kind->name, "message") == 0)
            rc = journal_message(u->o, key, u->row->code);
        else if (strcmp(kind->name, "dossier") == 0)
            rc = order_dossier_undone(
                u->o, key,
                json_string_value(json_object_get(json_object_get(u->after, thing), "stage")));
    }
    return rc;
}

/* Obligations that it touched, as they are named: those that it made are gone behind it. */
static int
touched(struct undoing *u, struct obligation **out, size_t *n)
{
    const char *thing, *key;
    json_t *was;
    int rc = 0;

    json_object_foreach(u->before, thing, was) {
        if (rc == 0 && is_obligation(thing, &key))
            rc = obligation_by_id(u->o->desk->store, atoll(key), ARRAY_MORE(*out, *n));
    }
    return rc;
}

/* Candidates and parts that rest on them. */
static int
follow(struct undoing *u, struct obligation *v, size_t n)
{
    char actor[320];
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct obligation now = {0};

        rc = obligation_get(u->o->desk->store, v[i].unit, v[i].report, v[i].period, &now);
        if (rc == 1)
            v[i].id = v[i].accepted = 0;
        if (rc >= 0)
            rc = dossier_follow(u->o->desk, rc == 0 ? &now : &v[i], order_actor(u->o, actor),
                                u->o->row.code, u->o->now);
        obligation_clear(&now);
    }
    return rc;
}

/* ---- the order ------------------------------------------------------------------------ */

static int
take_back(struct order *o, struct command_row *row)
{
    struct undoing u = { .o = o,
                         .row = row,
                         .before = json_loads(row->before, 0, NULL),
                         .after = json_loads(row->after, 0, NULL) };
    struct untold letters = {0};
    struct obligation *about = NULL;
    size_t n = 0;
    int rc = u.before == NULL || u.after == NULL ? -1 : may_undo(&u);

    if (rc == 0)
        rc = untold_of_order(o, row->code, &letters);
    if (rc == 0)
        rc = touched(&u, &about, &n);
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = untold_on(o, &about[i], &letters);
    if (rc == 0)
        rc = restore(&u);
    if (rc == 0)
        order_done(o, "undone", "{s:s s:s}", "act", row->code, "understood", row->understood);
    if (rc == 0)
        rc = journal_restored(&u);
    if (rc == 0)
        rc = follow(&u, about, n);
    if (rc == 0)
        rc = untold_tell(o, &letters, REASON_ORDER_UNDONE);
    untold_clear(&letters);
    obligations_free(about, n);
    json_decref(u.before);
    json_decref(u.after);
    return rc;
}

/* Reminders that were ordered and still wait are all that such an order leaves. */
static int
take_back_letters(struct order *o, struct command_row *row)
{
    char *prefix = xasprintf("order:%s:", row->code);
    struct strings withdrawn = {0};
    size_t n;
    int rc = undo_letters(o->desk->store, prefix, &withdrawn);

    n = withdrawn.n;
    rc = withdraw_journal(o->desk, rc, &withdrawn, REASON_ORDER_UNDONE, o->now);
    free(prefix);
    if (rc != 0)
        return -1;
    if (n == 0)
        return order_refuse(o, "changed_nothing", "{s:s}", "act", row->code);
    if (command_undone(o->desk->store, row->id, o->row.id) != 0)
        return -1;
    return order_done(o, "undone_letters", "{s:s s:s s:I}", "act", row->code, "understood",
                      row->understood, "n", (json_int_t)n);
}

static int
drop_waiting(struct order *o, const struct command_row *row)
{
    return order_close_other(o, row, COMMAND_REFUSED, "taken back before it was confirmed") == 0
               ? order_done(o, "dropped", "{s:s}", "act", row->code)
               : -1;
}

static int
refuse_another(struct order *o, const struct command_row *row)
{
    const struct officer *his = settings_officer(o->desk->settings, row->officer);

    return order_refuse(o, "of_another", "{s:s s:s s:s s:s}", "act", row->code, "officer",
                        his->name == NULL ? his->address : his->name, "address", his->address,
                        "understood", row->understood == NULL ? row->text : row->understood);
}

int
order_undo(struct order *o)
{
    struct command_row row = {0};
    int rc = command_by_code(o->desk->store, o->c->act, &row);

    if (rc < 0)
        return -1;
    if (rc == 1)
        rc = order_refuse(o, "no_act", "{s:s}", "act", o->c->act);
    else if (row.id == o->row.id)
        rc = order_refuse(o, "itself", "{s:s}", "act", row.code);
    else if (row.state == COMMAND_WAITING && strcmp(row.officer, o->officer->address) == 0)
        rc = drop_waiting(o, &row);
    else if (row.state != COMMAND_DONE)
        rc = order_refuse(o, "not_done", "{s:s}", "act", row.code);
    else if (row.undone_by != 0)
        rc = order_refuse(o, "undone_before", "{s:s}", "act", row.code);
    else if (!order_may_undo(o, &row))
        rc = refuse_another(o, &row);
    else
        rc = row.before == NULL ? take_back_letters(o, &row) : take_back(o, &row);
    if (rc == 0 && row.state == COMMAND_DONE)
        rc = order_tell_over(o, &row);
    command_row_clear(&row);
    return rc;
}
