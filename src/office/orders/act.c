/* Orders about obligations: paper, more time, none at all; and about whom a
 * unit is reached by. */
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/filing/told.h"
#include "office/post/bounce.h"
#include "order.h"

/* All targets are looked at before any is changed: an order is done whole or
 * not at all. */
typedef int each_target(struct order *, struct obligation *);

/* More time helps what is still to come, or came too late. */
static bool
may(const struct order *o, const struct obligation *ob, enum event event)
{
    const struct state_row *is = &states[ob->state];

    return workflow_allows(ob->state, event) &&
           (event != EVENT_EXTENDED || (!is->accepted && !is->arrived) ||
            order_days_late(o, ob) > 0);
}

static int
may_all(struct order *o, const struct targets *t, enum event event)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct unit *u = plan_unit(o->desk->plan, t->v[i].unit);

        char *by;

        if (may(o, &t->v[i], event))
            continue;
        by = order_last_on(o, "obligation", t->v[i].id);
        order_refuse(o, "in_state", "{s:s s:s s:s s:s s:s?}", "unit",
                     u == NULL ? t->v[i].unit : unit_short(u), "report", o->c->report->name,
                     "period", o->c->period, "state", order_state(o, t->v[i].state), "by", by);
        free(by);
        return order_say_over(o, &t->v[i]) == 0 ? 1 : -1;
    }
    return 0;
}

/* Whether it came, is asked for, or how late it is: another day alone is told to nobody. */
static bool
counts_alike(const struct order *o, const struct obligation *a, const struct obligation *b)
{
    return order_days_late(o, a) == order_days_late(o, b) &&
           (a->first_received == INSTANT_NONE) == (b->first_received == INSTANT_NONE) &&
           (a->state == STATE_WAIVED) == (b->state == STATE_WAIVED);
}

/* Who was told how his report counts hears it when an order makes that another. */
static int
change_told(struct order *o, struct obligation *ob, each_target *change)
{
    struct untold letters = {0};
    const struct obligation was = *ob;
    int rc = untold_on(o, ob, &letters);

    if (rc == 0)
        rc = change(o, ob);
    if (rc == 0 && !counts_alike(o, &was, ob))
        rc = untold_tell(o, &letters, REASON_OWED_CHANGED);
    untold_clear(&letters);
    return rc;
}

static int
each(struct order *o, const struct targets *t, enum event event, each_target *change)
{
    int rc = may_all(o, t, event);

    for (size_t i = 0; rc == 0 && i < t->n; i++)
        rc = change_told(o, &t->v[i], change);
    if (rc == 0 && t->n > 1) {
        buf_reset(&o->result);
        buf_addf(&o->result, "%s: %zu units", o->c->rule->key, t->n);
    }
    return rc;
}

static int
each_named(struct order *o, enum event event, bool waiting, each_target *change)
{
    struct targets t;
    int rc = order_targets(o, waiting, &t);

    if (rc == 0)
        rc = each(o, &t, event, change);
    targets_clear(&t);
    return rc;
}

static char *
about(const struct order *o, const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);

    return u != NULL ? order_about(o, u)
                     : xasprintf("%s, %s %s", ob->unit, o->c->report->name, o->c->period);
}

#define LONG_BEFORE 270         /* days before its deadline no report comes on paper: the year is a slip */
#define MONTHS_BEFORE 100       /* ... in the year of its deadline: then the month is, ... */
#define LATELY 31               /* ... unless it came within these days: that is no slip */
#define NEW_YEAR 60             /* days into its year: what is due later than that comes in the same year */
#define LONG_BEHIND 183         /* days beyond the deadline that stands: so is that of an extension */

static int
refuse_day(struct order *o, const char *code)
{
    char *day = words_day(o->c->day, order_language(o));
    int rc = order_refuse(o, code, "{s:s}", "day", day);

    free(day);
    return rc;
}

/* ---- paper (A9) ------------------------------------------------------------------ */

/* What the unit had sent as well. */
static int
say_sent(struct order *o, const struct obligation *ob)
{
    struct submission_row *rows = NULL;
    struct message_row m = {0};
    size_t n = 0;
    int rc = submission_list(o->desk->store, ob->id, &rows, &n);

    if (rc == 0 && n > 0 && (rc = message_get(o->desk->store, rows[n - 1].message, &m)) == 0) {
        char *at = words_moment(m.received, order_offset(o), order_language(o));

        order_note(o, "sent_too", "{s:s s:s}", "code", m.code, "received", at);
        free(at);
    }
    message_row_clear(&m);
    submission_rows_free(rows, n);
    return rc;
}

/* An order that said before when it came on paper: its day would stay and this one be lost. */
static int
said_before(struct order *o, const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, "obligation", ob->id, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (strncmp(rows[i].understood, o->c->rule->name, strlen(o->c->rule->name)) == 0 ||
            strncmp(rows[i].understood, o->c->rule->name_en, strlen(o->c->rule->name_en)) == 0)
            rc = order_refuse(o, "in_state", "{s:s s:s s:s s:s s:s}", "unit",
                              u == NULL ? ob->unit : unit_short(u), "report", o->c->report->name,
                              "period", ob->period, "state", order_state(o, ob->state), "by",
                              rows[i].code);
    command_rows_free(rows, n);
    return rc == 1 && order_say_over(o, ob) != 0 ? -1 : rc;
}

static int
paper(struct order *o, struct obligation *ob)
{
    int offset = o->desk->settings->office.utc_offset;
    instant at = instant_of(o->c->day, 0, 0, offset);
    enum state from = ob->state;
    char *who = about(o, ob), *day = words_day(o->c->day, order_language(o)), *late;
    int rc = said_before(o, ob);

    if (rc == 0)
        rc = order_act(o, ob, EVENT_ON_PAPER, at, 0, INSTANT_NONE);
    late = words_late(ob->due, ob->first_received, offset, order_language(o));
    if (rc == 0)
        rc = order_put_obligation(o, ob, from, o->c->channel == NULL ? "giấy" : o->c->channel);
    if (rc == 0)
        order_done(o, "paper", "{s:s s:s? s:s s:s? s:s?}", "about", who, "channel",
                   command_channel(o->c->channel, o->c->english),
                   "day", day, "number", o->c->number, "late", late);
    if (rc == 0 && ob->first_received < at) {
        char *first = words_moment(ob->first_received, offset, order_language(o));

        order_note(o, "first_stays", "{s:s}", "received", first);
        free(first);
    }
    if (rc == 0)
        rc = say_sent(o, ob);
    free(late);
    free(who);
    free(day);
    return rc;
}

/* The first day on which a report that is due then can have come. */
static struct date
earliest(struct date last, struct date today)
{
    struct date first = { last.year, 1, 1 }, month = date_add(last, -MONTHS_BEFORE),
                lately = date_add(today, -LATELY);

    if (date_day(last) - date_day(first) < NEW_YEAR)
        return date_add(last, -LONG_BEFORE);
    if (date_compare(month, lately) > 0)
        month = lately;
    return date_compare(month, first) > 0 ? month : first;
}

/* Before that no report of this round can have come: year 0, it is not known. 0, or -1. */
static int
first_day(struct order *o, struct date *first)
{
    struct round round;
    struct request_row asked = {0};
    int rc = 0;

    *first = (struct date){0};
    if (o->c->report->recurrence == RECUR_ON_REQUEST) {
        if ((rc = request_get(o->desk->store, o->c->period, &asked)) == 0)
            *first = moment_of(asked.opened, order_offset(o)).date;
        request_row_clear(&asked);
    } else if (calendar_round(o->desk->plan, o->c->report, o->c->period, order_offset(o), &round) &&
               round.due != INSTANT_NONE)
        *first = earliest(round.last_day, moment_of(o->now, order_offset(o)).date);
    return rc < 0 ? -1 : 0;
}

int
order_paper(struct order *o)
{
    struct date today = moment_of(o->now, o->desk->settings->office.utc_offset).date;
    struct date first;

    if (date_compare(o->c->day, today) > 0)
        return order_refuse(o, "day_ahead", NULL);
    if (first_day(o, &first) != 0)
        return -1;
    if (first.year != 0 && date_compare(o->c->day, first) < 0)
        return refuse_day(o, "long_before");
    int rc = each_named(o, EVENT_ON_PAPER, false, paper);

    return rc == 0 ? order_answers(o, REASON_ANSWERED) : rc;
}

/* ---- extension --------------------------------------------------------------------- */

/* To who asked for it, in his thread; of our own accord, to the unit. */
static int
tell_extended(struct order *o, const struct obligation *ob, instant old)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    struct message_row m = {0};
    struct letter_facts f = {0};
    struct obligation was = *ob;
    char *to = NULL, *subject = obligation_name(ob->report, ob->period, ob->unit);
    bool asked = o->c->code != NULL && message_by_code(o->desk->store, o->c->code, &m) == 0;
    int rc = order_addressee(o, u, asked ? &m : NULL, &to);

    if (asked)
        told_mail(&f, &m, NULL);
    was.due = old;
    told_about(&f, u, o->c->report, &was);
    f.new_due = order_due(o);
    f.officer = o->officer->name;
    f.reason = o->c->reason;
    if (rc == 0)
        rc = order_letter(o, "extension-granted", to, subject, f, asked ? m.id : 0, ob->id);
    message_row_clear(&m);
    free(to);
    free(subject);
    return rc;
}

/* By when it is to come as it stands: of one that came in time and is to be corrected, that day. */
static instant
due_until(const struct order *o, const struct obligation *ob)
{
    return ob->cure != INSTANT_NONE && ob->cure > ob->due && order_days_late(o, ob) == 0 ? ob->cure
                                                                                        : ob->due;
}

/* One that came late and is to be corrected gets more time for that; late it stays. A day before
 * that helps it to be no longer late, and all are given one day. */
static bool
to_correct(const struct order *o, const struct obligation *ob, instant due)
{
    return !o->c->all && ob->first_received != INSTANT_NONE && ob->cure != INSTANT_NONE &&
           ob->first_received >= ob->due && due > ob->cure;
}

static int
extend(struct order *o, struct obligation *ob)
{
    instant due = order_due(o), old = due_until(o, ob);
    bool corrects = to_correct(o, ob, due);
    enum state from = ob->state;
    char *who = about(o, ob);
    int rc;

    old = corrects ? ob->cure : old;
    ob->due = corrects ? ob->due : due;
    rc = order_act(o, ob, EVENT_EXTENDED, o->now, 0, corrects ? due : INSTANT_NONE);
    if (rc == 0)
        rc = order_put_obligation(o, ob, from, o->c->reason);
    if (rc == 0) {
        char *last = words_day(o->c->day, order_language(o)),
             *before = words_day(date_add(o->c->day, 1), order_language(o)),
             *hour = o->c->hour < 0 ? NULL
                                    : words_deadline(due, order_offset(o), order_language(o));

        order_done(o, "extended", "{s:s s:s s:s s:s?}", "about", who, "last", last, "before",
                   before, "hour", hour);
        free(last);
        free(before);
        free(hour);
        if (corrects)
            order_note(o, "corrects", NULL);
        rc = tell_extended(o, ob, old);
    }
    free(who);
    return rc;
}

/* A day that is over helps only a report that came by then: so an officer says,
 * with his reason, that it is not late (A11). */
static bool
over(const struct order *o, const struct obligation *ob, instant due)
{
    return due <= o->now && (ob->first_received == INSTANT_NONE || ob->first_received >= due);
}

/* 1: of no use, or a slip; the order is refused. */
static int
refuse_deadline(struct order *o, const struct obligation *ob, instant due)
{
    instant until = due_until(o, ob);

    if (over(o, ob, due))
        return order_refuse(o, "deadline_over", NULL);
    if (until != INSTANT_NONE && due - until > LONG_BEHIND * (instant)DAY)
        return refuse_day(o, "long_behind");
    if (until == INSTANT_NONE || due > until || o->c->all)
        return 0;
    return order_refuse(o, "deadline_no_later", NULL) == 1 && order_say_over(o, ob) == 0 ? 1 : -1;
}

static void
say_own_deadline(struct order *o, const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    char *deadline = words_deadline(due_until(o, ob), order_offset(o), order_language(o));

    order_note(o, "extended_not", "{s:s s:s}", "unit", u == NULL ? ob->unit : unit_short(u),
               "deadline", deadline);
    free(deadline);
}

/* Of "all" those stay as they are, and are named, who have as much time already. */
static int
leave_longer(struct order *o, struct targets *t, instant due)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) {
        instant until = due_until(o, &t->v[i]);

        if (until == INSTANT_NONE || due > until) {
            t->v[n++] = t->v[i];
        } else {
            say_own_deadline(o, &t->v[i]);
            obligation_clear(&t->v[i]);
        }
    }
    t->n = n;
    return n > 0 ? 0 : order_refuse(o, "deadline_no_later", NULL);
}

int
order_extend(struct order *o)
{
    struct targets t = {0};
    instant due = order_due(o);
    int rc = order_all_exist(o);

    if (rc == 0)
        rc = order_all_last(o, due);
    if (rc == 0)
        rc = order_targets(o, true, &t);
    for (size_t i = 0; rc == 0 && i < t.n; i++)
        rc = refuse_deadline(o, &t.v[i], due);
    if (rc == 0)
        rc = leave_longer(o, &t, due);
    if (rc == 0)
        rc = each(o, &t, EVENT_EXTENDED, extend);
    targets_clear(&t);
    return rc == 0 ? order_answers(o, REASON_TIME_GRANTED) : rc;
}

/* ---- waiver ---------------------------------------------------------------------------- */

static int
waive(struct order *o, struct obligation *ob)
{
    enum state from = ob->state;
    char *who = about(o, ob);
    int rc;

    rc = order_act(o, ob, EVENT_WAIVED, o->now, 0, INSTANT_NONE);
    if (rc == 0)
        rc = order_put_obligation(o, ob, from, o->c->reason);
    if (rc == 0)
        order_done(o, "waived", "{s:s s:s?}", "about", who, "reason", o->c->reason);
    free(who);
    return rc;
}

int
order_waive(struct order *o)
{
    return each_named(o, EVENT_WAIVED, true, waive);
}

/* ---- contacts ------------------------------------------------------------------------------ */

/* An address that sent mail back is written to again. 1: it was, and nothing else is to be done. */
static int
good_again(struct order *o)
{
    char actor[320], *folded = address_fold(o->c->address);
    bool was = false;
    instant at = 0;
    int rc = bounced_get(o->desk->store, folded, &at);

    if (rc == 0)
        rc = order_touch(o, "bounced", folded, false);
    if (rc == 0)
        rc = bounce_good_again(o->desk, order_actor(o, actor), folded, o->now, &was);
    free(folded);
    return rc < 0 ? -1 : was;
}

static int
say_contact(struct order *o, int (*say)(struct order *, const char *, const char *, ...),
            const char *code)
{
    return say(o, code, "{s:s s:s}", "address", o->c->address, "unit", unit_short(o->c->units[0]));
}

int
order_contact(struct order *o)
{
    const struct unit *u = o->c->units[0];
    char *key = xasprintf("%s %s", u->code, o->c->address), *detail = NULL, actor[320];
    bool made = false;
    int rc = order_exists(o, u), was = rc == 0 ? good_again(o) : 0;

    if (rc != 0 || was < 0) {
        rc = rc != 0 ? rc : -1;
        goto out;
    }
    if (was == 1 && strings_has(&u->addresses, o->c->address)) {
        say_contact(o, order_done, "contact_again");
        goto out;
    }
    if (strings_has(&u->addresses, o->c->address)) {
        rc = say_contact(o, order_refuse, "contact_in_plan");
        goto out;
    }
    rc = order_touch(o, "contact", key, false);
    if (rc == 0)
        rc = contact_put(o->desk->store, u->code, o->c->address, o->now, order_actor(o, actor),
                         &made);
    if (rc == 0 && !made && was == 0)
        rc = say_contact(o, order_refuse, "contact_known");
    if (rc == 0 && made) {
        detail = journal_detail("command", o->row.code, "address", o->c->address, NULL);
        rc = order_journal(o, "contact", u->code, detail);
    }
    if (rc == 0)
        say_contact(o, order_done, made ? "contact" : "contact_again");
out:
    free(detail);
    free(key);
    return rc;
}
