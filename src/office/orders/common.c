/* What orders share: their words, their obligations, their letters. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/log.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/filing/about.h"
#include "office/dossier/dossier.h"
#include "office/post/reach.h"
#include "office/post/withdraw.h"
#include "order.h"

/* ---- words ------------------------------------------------------------------- */

/* A sentence of a template by its code, with what stands in it. */
static void
say(struct order *o, const char *template, const char *code, const char *format, va_list ap)
{
    json_error_t why;
    json_t *facts = format == NULL ? json_object() : json_vpack_ex(&why, 0, format, ap);

    if (facts == NULL) {                /* a value that is no UTF-8: the sentence stands without */
        log_error("%s: the facts of \"%s\": %s", o->row.code, code, why.text);
        facts = json_object();
    }
    json_object_set_new(facts, code, json_true());
    answer_add(o->out, template, facts);
}

void
order_note(struct order *o, const char *code, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    say(o, "note", code, format, ap);
    va_end(ap);
}

int
order_done(struct order *o, const char *code, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    say(o, "done", code, format, ap);
    va_end(ap);
    buf_reset(&o->result);
    buf_adds(&o->result, code);
    return 0;
}

int
order_refuse(struct order *o, const char *code, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    say(o, "refused", code, format, ap);
    va_end(ap);
    buf_reset(&o->result);
    buf_adds(&o->result, code);
    return 1;
}

int
order_mail(struct order *o, const char *code, struct message_row *m)
{
    int rc = message_by_code(o->desk->store, code, m);

    return rc == 1 ? order_refuse(o, "no_mail", "{s:s}", "code", code) : rc;
}

char *
order_about(const struct order *o, const struct unit *u)
{
    return xasprintf("%s, %s %s", unit_short(u), o->c->report->name, o->c->period);
}

const char *
order_actor(const struct order *o, char out[static 320])
{
    snprintf(out, 320, "%s:%s", o->unit ? "unit" : "officer", o->officer->address);
    return out;
}

int
order_journal(struct order *o, const char *event, const char *subject, const char *detail)
{
    char actor[320];

    return journal_add(o->desk->store, o->now, order_actor(o, actor), event, subject, detail);
}

/* ---- periods ------------------------------------------------------------------- */

static struct command_round *
round_of(struct command_context *c, const struct report *r, const char *period)
{
    for (size_t i = 0; i < c->nrounds; i++)
        if (c->rounds[i].report == r && strcmp(c->rounds[i].period, period) == 0)
            return (struct command_round *)&c->rounds[i];
    return NULL;
}

static struct command_round *
add_round(struct command_context *c, const struct report *r, const char *period, instant due)
{
    struct command_round *rounds = (struct command_round *)c->rounds,
                         *to = ARRAY_MORE(rounds, c->nrounds);

    c->rounds = rounds;
    *to = (struct command_round){ .report = r, .due = due };
    snprintf(to->period, sizeof to->period, "%s", period);
    return to;
}

static void
add_own(const struct desk *desk, struct command_context *c, const struct obligation *o)
{
    struct command_own *owns = (struct command_own *)c->owns, *to = ARRAY_MORE(owns, c->nowns);

    c->owns = owns;
    *to = (struct command_own){ .unit = plan_unit(desk->plan, o->unit), .report = plan_report(desk->plan, o->report), .due = o->due };
    snprintf(to->period, sizeof to->period, "%s", o->period);
}

static bool
owed(const struct obligation *o)
{
    return o->tracked && states[o->state].owes;
}

/* Rounds that the docket knows, and whether somebody still owes them. */
static int
add_kept(const struct desk *desk, struct command_context *out)
{
    struct obligation_group *rows = NULL;
    size_t n = 0;
    int rc = obligation_groups(desk->store, NULL, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct report *r = plan_report(desk->plan, rows[i].report);
        struct command_round *round = r == NULL ? NULL : round_of(out, r, rows[i].period);

        if (r != NULL && round == NULL)
            round = add_round(out, r, rows[i].period, rows[i].due);
        if (round != NULL)
            round->open = round->open || (rows[i].tracked && states[rows[i].state].owes);
    }
    obligation_groups_free(rows, n);
    return rc;
}

static int
add_owns(const struct desk *desk, struct command_context *out)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_moved(desk->store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (plan_report(desk->plan, rows[i].report) != NULL)
            add_own(desk, out, &rows[i]);
    obligations_free(rows, n);
    return rc;
}

int
order_context(struct desk *desk, instant now, struct command_context *out)
{
    int offset = desk->settings->office.utc_offset;
    struct date today = moment_of(now, offset).date;

    *out = (struct command_context){ .index = desk->index, .now = now, .utc_offset = offset, .about = about_code };
    out->arg = xcalloc(1, sizeof(struct abouts));
    *(struct abouts *)out->arg = (struct abouts){ .desk = desk };
    for (size_t i = 0; i < desk->plan->nreports; i++) {
        size_t count = 0;
        struct round *rounds = calendar_rounds(desk->plan, &desk->plan->reports[i],
                                               date_add(today, -400), date_add(today, 400), offset,
                                               &count);

        for (size_t k = 0; k < count; k++)
            add_round(out, &desk->plan->reports[i], rounds[k].period, rounds[k].due);
        free(rounds);
    }
    return add_kept(desk, out) != 0 ? -1 : add_owns(desk, out);
}

void
order_context_clear(struct command_context *c)
{
    free((void *)c->rounds);
    free((void *)c->owns);
    if (c->arg != NULL)
        abouts_clear(c->arg);
    free(c->arg);
}

/* ---- obligations ------------------------------------------------------------------ */

/* Who took its place or a part of it; NULL: nobody. */
static char *
followers(const struct order *o, const struct unit *u, struct date today)
{
    struct strings codes = {0};
    char *names;

    for (size_t i = 0; i < o->desk->plan->nunits; i++)
        if (unit_follows(u, &o->desk->plan->units[i], today))
            strings_add(&codes, o->desk->plan->units[i].code);
    names = codes.n > 0 ? words_units(o->desk->plan, &codes, ", ") : NULL;
    strings_free(&codes);
    return names;
}

/* 1: refused. */
int
order_exists(struct order *o, const struct unit *u)
{
    struct date today = moment_of(o->now, o->desk->settings->office.utc_offset).date;
    char *day, *next;

    if (unit_valid_on(u, today))
        return 0;
    if (u->valid_from.year != 0 && date_compare(today, u->valid_from) < 0) {
        day = words_day(u->valid_from, order_language(o));
        order_refuse(o, "not_yet", "{s:s s:s}", "unit", unit_short(u), "day", day);
    } else {
        day = words_day(u->valid_to, order_language(o));
        next = followers(o, u, today);
        order_refuse(o, "no_more", "{s:s s:s s:s?}", "unit", unit_short(u), "day", day, "successor", next);
        free(next);
    }
    free(day);
    return 1;
}

int
order_all_exist(struct order *o)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < o->c->nunits; i++)
        rc = order_exists(o, o->c->units[i]);
    return rc;
}

int
order_all_last(struct order *o, instant due)
{
    struct date last = calendar_last_day(due, order_offset(o));
    char *day;

    for (size_t i = 0; i < o->c->nunits; i++) {
        const struct unit *u = o->c->units[i];

        if (unit_valid_on(u, last))
            continue;
        day = words_day(u->valid_to, order_language(o));
        order_refuse(o, "ends_before", "{s:s s:s}", "unit", unit_short(u), "day", day);
        free(day);
        return 1;
    }
    return 0;
}

void
targets_clear(struct targets *t)
{
    obligations_free(t->v, t->n);
    *t = (struct targets){0};
}

static bool
level_fits(const struct order *o, const struct obligation *row)
{
    const struct unit *u = plan_unit(o->desk->plan, row->unit);

    return u != NULL &&
           unit_valid_on(u, moment_of(o->now, o->desk->settings->office.utc_offset).date) &&
           (o->c->level == NULL ? row->tracked : command_reaches(o->c, u));
}

int
order_days_late(const struct order *o, const struct obligation *ob)
{
    return ob->first_received == INSTANT_NONE || ob->due == INSTANT_NONE ||
                   ob->state == STATE_WAIVED
               ? 0
               : calendar_days_late(ob->first_received, ob->due, order_offset(o));
}

/* Who still owes it; more time is for those as well who came too late: all are judged by one day. */
static bool
waits(const struct order *o, const struct obligation *row)
{
    return owed(row) || (o->c->rule->verb == VERB_EXTEND && order_days_late(o, row) > 0 &&
                         workflow_allows(row->state, EVENT_EXTENDED));
}

/* Whose report is in keeps what it was told. */
static void
say_left_alone(struct order *o, struct strings *names)
{
    char *list = strings_joined(names);

    if (names->n > 0 && o->c->rule->verb != VERB_REMIND)
        order_note(o, "left_alone", "{s:I s:s}", "n", (json_int_t)names->n, "those", list);
    free(list);
    strings_free(names);
}

static int
all_targets(struct order *o, bool waiting, struct targets *out)
{
    struct obligation *rows = NULL;
    struct strings in = {0};
    size_t n = 0;

    if (obligation_list(o->desk->store, o->c->report->code, o->c->period, &rows, &n) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        bool fits = level_fits(o, &rows[i]);

        if (fits && (!waiting || waits(o, &rows[i]))) {
            *ARRAY_MORE(out->v, out->n) = rows[i];
        } else {
            if (fits && rows[i].first_received != INSTANT_NONE)
                strings_add(&in, unit_short(plan_unit(o->desk->plan, rows[i].unit)));
            obligation_clear(&rows[i]);
        }
    }
    free(rows);
    say_left_alone(o, &in);
    return out->n > 0 ? 0
                      : order_refuse(o, "nobody_owes", "{s:s s:s}", "report", o->c->report->name,
                                     "period", o->c->period);
}

int
order_targets(struct order *o, bool waiting, struct targets *out)
{
    *out = (struct targets){0};
    if (o->c->all)
        return all_targets(o, waiting, out);
    for (size_t i = 0; i < o->c->nunits; i++) {
        struct obligation ob = {0};
        int rc = obligation_get(o->desk->store, o->c->units[i]->code, o->c->report->code,
                                o->c->period, &ob);

        if (rc == 0) {
            *ARRAY_MORE(out->v, out->n) = ob;
            continue;
        }
        targets_clear(out);
        return rc < 0 ? -1
                      : order_refuse(o, "owes_not", "{s:s s:s s:s}", "unit",
                                     unit_short(o->c->units[i]), "report", o->c->report->name,
                                     "period", o->c->period);
    }
    return 0;
}

int
order_put_obligation(struct order *o, const struct obligation *ob, enum state from, const char *why)
{
    char *subject = obligation_name(ob->report, ob->period, ob->unit), due[21] = "none", actor[320], *detail;
    int rc = obligation_put(o->desk->store, ob);

    if (ob->due != INSTANT_NONE)
        instant_write(ob->due, due);
    detail = journal_detail("command", o->row.code, "from", state_names[from], "to",
                            state_names[ob->state], "due", due, "why", why, NULL);
    if (rc == 0)
        rc = order_journal(o, "state", subject, detail);
    if (rc == 0)
        rc = withdraw_about(o->desk, ob->unit, ob->id, o->now);
    if (rc == 0)
        rc = dossier_follow(o->desk, ob, order_actor(o, actor), o->row.code, o->now);
    free(subject);
    free(detail);
    return rc;
}

/* ---- letters ------------------------------------------------------------------------ */

int
order_addressee(struct order *o, const struct unit *u, const struct message_row *m, char **to)
{
    struct date today = moment_of(o->now, o->desk->settings->office.utc_offset).date;
    bool is = false;

    *to = NULL;
    if (!unit_valid_on(u, today)) {             /* who took its place and wrote for it hears of it; else nobody */
        const struct unit *writer = NULL;

        if (m != NULL &&
            contact_unit(o->desk->store, o->desk->plan, m->sender, m->received, &writer) != 0)
            return -1;
        if (writer != NULL && unit_valid_on(writer, today) && unit_follows(u, writer, today))
            *to = xstrdup(m->sender);
        return 0;
    }
    if (m != NULL && contact_is(o->desk->store, u, m->sender, o->now, &is) != 0)
        return -1;
    if (is) {
        *to = xstrdup(m->sender);
        return 0;
    }
    return reach_unit(o->desk, u, o->now, to);
}

int
order_letter(struct order *o, const char *letter, const char *to, const char *about,
             struct letter_facts facts, int64_t message, int64_t obligation)
{
    char *reason = xasprintf("order:%s:%s", o->row.code, about);
    struct posting p = { .letter = letter, .reason = reason, .to = to, .priority = PRIORITY_ANSWER, .facts = facts,
                         .message = message, .obligation = obligation };
    int rc = 0;

    if (to != NULL) {
        rc = post_letter(o->desk, &p, o->now);
        order_note(o, "written", "{s:s}", "to", to);
    } else {
        order_note(o, "not_written", NULL);
    }
    free(reason);
    return rc;
}

instant
order_end_of_day(const struct order *o, struct date last)
{
    return instant_of(date_add(last, 1), 0, 0, o->desk->settings->office.utc_offset);
}

instant
order_due(const struct order *o)
{
    return o->c->hour < 0 ? order_end_of_day(o, o->c->day)
                          : instant_of(o->c->day, o->c->hour, o->c->minute,
                                       o->desk->settings->office.utc_offset);
}

instant
order_cure(const struct order *o, struct date last, instant due)
{
    return last.year != 0 ? order_end_of_day(o, last)
                          : calendar_cure(o->desk->plan, o->desk->settings, o->now, due);
}
