/* Orders about reminders: to send one now, to hold them, and all sending. */
#include <stdlib.h>
#include <string.h>

#include "core/calendar/remind.h"
#include "office/filing/told.h"
#include "office/post/pause.h"
#include "office/post/reach.h"
#include "office/post/withdraw.h"
#include "office/remind/reminding.h"
#include "order.h"

/* ---- reminders -------------------------------------------------------------------------- */

static struct remind_line
line_of(const struct order *o, const struct obligation *ob)
{
    int offset = o->desk->settings->office.utc_offset;
    struct date today = moment_of(o->now, offset).date;
    struct remind_line l = { .obligation = ob,
                             .report = o->c->report,
                             .unit = plan_unit(o->desk->plan, ob->unit) };

    calendar_days(o->desk->plan, ob->due, offset, &l.round);
    l.stage = o->now < ob->due ? REMIND_BEFORE : REMIND_OVERDUE;
    if (l.stage == REMIND_OVERDUE) {
        l.days = calendar_days_late(o->now, ob->due, offset);
    } else {
        l.days = (int)(date_day(l.round.last_day) - date_day(today));
        l.level = l.days;
        l.working_days = calendar_working_days(o->desk->plan, today, l.round.last_day);
    }
    return l;
}

/* What the officer wrote in the last order that found it wanting. */
static int
officers_words(struct order *o, const struct obligation *ob, struct strings *lines)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, "obligation", ob->id, &rows, &n);

    for (size_t i = n; rc == 0 && lines->n == 0 && i-- > 0;) {
        struct command c;

        command_parse(o->context, rows[i].understood, &c);
        if (c.rule != NULL && (c.rule->verb == VERB_INCOMPLETE || c.rule->verb == VERB_RETURN) &&
            c.reason != NULL)
            strings_add(lines, c.reason);
        command_clear(&c);
    }
    command_rows_free(rows, n);
    return rc;
}

/* One that came and is wanting: what was received, what is missing, by when. 1: nothing that counts came. */
static int
remind_to_complete(struct order *o, const struct obligation *ob, const char *to)
{
    struct strings lines = {0};
    struct told told = {0};
    int rc = ob->cure == INSTANT_NONE ? 0 : officers_words(o, ob, &lines);

    if (rc == 0)
        rc = told_last_version(o->desk, ob, &told);
    if (rc == 0) {
        struct letter_facts *f = &told.facts;
        char *reason = xasprintf("order:%s:%s", o->row.code, ob->unit);
        struct posting p = { .letter = "completing",
                             .reason = reason,
                             .to = to,
                             .priority = PRIORITY_REMINDER,
                             .message = told.row.id,
                             .obligation = ob->id,
                             .reminds = &ob->id,
                             .nreminds = 1 };

        f->stands = ob;
        f->lines = &lines;
        if (told_until(o->desk, ob, &f->cure) != 0)
            f->cure = calendar_cure(o->desk->plan, o->desk->settings, told.row.entered, ob->due);
        f->overdue = o->now < f->cure ? 0 : f->cure;
        if (lines.n > 0)
            findings_free(&told.item.findings);         /* the officer's word stands for what we found */
        p.facts = *f;
        rc = post_letter(o->desk, &p, o->now);
        free(reason);
    }
    told_clear(&told);
    strings_free(&lines);
    return rc;
}

static int
remind_to_send(struct order *o, const struct obligation *ob, const char *to)
{
    struct remind_line l = line_of(o, ob);
    struct reminder r = { .unit = l.unit,
                          .lines = &l,
                          .nlines = 1,
                          .reason = xasprintf("order:%s:%s", o->row.code, ob->unit) };
    int rc = reminding_post(o->desk, &r, to, o->now);

    free(r.reason);
    return rc;
}

static int
remind_one(struct order *o, struct obligation *ob, const struct strings *held, size_t *sent)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    char *to = NULL;
    int rc;

    if (u == NULL)
        return 0;
    if (ob->due == INSTANT_NONE || !states[ob->state].owes) {
        order_note(o, "reminded_not", "{s:s s:s}", "unit", unit_short(u), "state",
                   order_state(o, ob->state));
        return 0;
    }
    if (strings_has(held, u->code)) {
        order_note(o, "reminded_held", "{s:s}", "unit", unit_short(u));
        return 0;
    }
    rc = reach_unit(o->desk, u, o->now, &to);
    if (rc == 0 && to == NULL) {
        order_note(o, "no_address", "{s:s}", "unit", unit_short(u));
        return 0;
    }
    if (rc == 0) {
        bool came = ob->first_received != INSTANT_NONE;

        rc = came ? remind_to_complete(o, ob, to) : remind_to_send(o, ob, to);
        if (rc == 0)
            order_note(o, "reminded_unit", "{s:s s:s s:b}", "unit", unit_short(u), "to", to, "came",
                       came);
        else if (rc == 1)
            order_note(o, "reminded_doubt", "{s:s}", "unit", unit_short(u));
        *sent += rc == 0;
    }
    free(to);
    return rc < 0 ? -1 : 0;
}

int
order_remind(struct order *o)
{
    struct strings held = {0};
    struct targets t;
    size_t sent = 0;
    int rc = order_all_exist(o);

    if (rc != 0)
        return rc;
    rc = order_targets(o, true, &t);
    if (rc == 0)
        rc = reminding_held(o->desk, o->now, &held);
    for (size_t i = 0; rc == 0 && i < t.n; i++)
        rc = remind_one(o, &t.v[i], &held, &sent);
    strings_free(&held);
    targets_clear(&t);
    return rc != 0    ? rc
           : sent > 0 ? order_done(o, "reminded", "{s:I}", "n", (json_int_t)sent)
                      : order_refuse(o, "nobody_to_remind", NULL);
}

static int
journal_hold(struct order *o, const char *unit, const char *what)
{
    char *detail = journal_detail("command", o->row.code, "reminders", what, NULL);
    int rc = order_journal(o, "hold", unit, detail);

    free(detail);
    return rc;
}

/* Of everybody where no unit is named. */
static int
say_hold(struct order *o, const char *code, const struct unit *u)
{
    return order_done(o, code, "{s:s?}", "unit", u == NULL ? NULL : unit_short(u));
}

/* Whether it is stopped itself, and what else still is: of a unit all together, of all single ones. */
static int
held(struct order *o, const struct unit *u, bool *itself, struct strings *others)
{
    const char *code = u == NULL ? "" : u->code;
    struct strings holds = {0};
    int rc = hold_list(o->desk->store, &holds);

    *itself = rc == 0 && strings_has(&holds, code);
    for (size_t i = 0; i < holds.n; i++)
        if (strcmp(holds.v[i], code) != 0 && (u == NULL || *holds.v[i] == '\0'))
            strings_add(others, holds.v[i]);
    strings_free(&holds);
    return rc;
}

static void
say_held(struct order *o, const struct strings *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        const struct unit *u = plan_unit(o->desk->plan, codes->v[i]);

        if (u != NULL || *codes->v[i] == '\0')
            order_note(o, "still_held", "{s:s?}", "unit", u == NULL ? NULL : unit_short(u));
    }
}

static int
pause_unit(struct order *o, const struct unit *u)
{
    struct strings others = {0};
    char actor[320];
    bool made = false, before = false;
    int64_t waited = 0, waits = 0;
    int rc = held(o, u, &before, &others);

    strings_free(&others);
    if (before)
        return say_hold(o, "paused_before", u);
    if (rc == 0)
        rc = order_touch(o, "hold", u == NULL ? "" : u->code, false);
    if (rc == 0)
        rc = hold_put(o->desk->store, u == NULL ? NULL : u->code, o->now, order_actor(o, actor),
                      &made);
    if (rc != 0)
        return -1;
    say_hold(o, "paused", u);
    rc = journal_hold(o, u == NULL ? NULL : u->code, "stopped");
    if (rc == 0)
        rc = letter_waiting(o->desk->store, &waited);
    for (size_t i = 0; rc == 0 && i < o->desk->plan->nunits; i++)
        if (u == NULL || u == &o->desk->plan->units[i])
            rc = withdraw_about(o->desk, o->desk->plan->units[i].code, 0, o->now);
    if (rc == 0)
        rc = letter_waiting(o->desk->store, &waits);
    if (waits < waited)                 /* an order may have said that they went */
        order_note(o, "withdrawn", "{s:I}", "n", (json_int_t)(waited - waits));
    return rc;
}

/* The units named, those of a level, or (NULL) everybody at once. */
static int
each_unit(struct order *o, int (*change)(struct order *, const struct unit *))
{
    const struct plan *plan = o->desk->plan;
    int rc = 0;

    if (o->c->nunits == 0 && o->c->level == NULL)
        return change(o, NULL);
    for (size_t i = 0; rc == 0 && i < o->c->nunits; i++)
        rc = change(o, o->c->units[i]);
    for (size_t i = 0; rc == 0 && o->c->nunits == 0 && i < plan->nunits; i++)
        if (!plan->units[i].host && command_reaches(o->c, &plan->units[i]))
            rc = change(o, &plan->units[i]);
    return rc;
}

int
order_pause(struct order *o)
{
    return each_unit(o, pause_unit);
}

static int
resume_unit(struct order *o, const struct unit *u)
{
    struct strings others = {0};
    bool is = false;
    int rc = held(o, u, &is, &others);

    if (rc == 0)
        say_hold(o, is ? "resumed" : "not_paused", u);
    say_held(o, &others);
    strings_free(&others);
    if (rc != 0 || !is)
        return rc;
    rc = order_touch(o, "hold", u == NULL ? "" : u->code, false);
    if (rc == 0)
        rc = hold_end(o->desk->store, u == NULL ? NULL : u->code, o->now);
    return rc != 0 ? -1 : journal_hold(o, u == NULL ? NULL : u->code, "resumed");
}

int
order_resume(struct order *o)
{
    return each_unit(o, resume_unit);
}

/* ---- sending as a whole ------------------------------------------------------------------- */

static int
journal_sending(struct order *o, const char *what)
{
    char *detail = journal_detail("sending", what, "order", o->row.code, NULL);
    int rc = order_journal(o, "sending", NULL, detail);

    free(detail);
    return rc;
}

int
order_halt(struct order *o)
{
    instant since, restored;

    if (pause_get(o->desk, &since, &restored) != 0)
        return -1;
    if (since != INSTANT_NONE)
        return order_refuse(o, "halted_before", NULL);
    order_done(o, "halted", NULL);
    return pause_begin(o->desk, o->now) != 0 ? -1 : journal_sending(o, "stopped");
}

int
order_go(struct order *o)
{
    instant since, restored;
    size_t lost = 0;

    if (pause_get(o->desk, &since, &restored) != 0)
        return -1;
    if (since == INSTANT_NONE)
        return order_refuse(o, "not_halted", NULL);
    if (pause_end(o->desk, o->now, &lost) != 0)
        return -1;
    order_done(o, "going", "{s:o?}", "lost", lost > 0 ? json_integer((json_int_t)lost) : NULL);
    return journal_sending(o, "resumed");
}
