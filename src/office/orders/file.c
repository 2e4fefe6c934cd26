/* Orders about mails that nobody could place. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/filing/filing.h"
#include "office/filing/fold.h"
#include "office/filing/kept.h"
#include "office/filing/told.h"
#include "office/dossier/dossier.h"
#include "order.h"

/* ---- classify ------------------------------------------------------------------ */

/* The mail's version of the very report that the order names, whether it counts or not: 0; 1: none; -1. */
static int
version_there(struct order *o, const struct message_row *m, struct submission_row *there,
              struct obligation *ob)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = obligation_get(o->desk->store, o->c->units[0]->code, o->c->report->code, o->c->period,
                            ob);

    if (rc == 0)
        rc = submission_of_message(o->desk->store, m->id, &v, &n) == 0 ? 1 : -1;
    for (size_t i = 0; i < n; i++)
        if (rc == 1 && v[i].obligation == ob->id) {
            *there = v[i];
            v[i] = (struct submission_row){0};
            rc = 0;
        }
    submission_rows_free(v, n);
    return rc;
}

static int
acknowledge(struct order *o, const struct message_row *m, const struct message *facts,
            struct item *item)
{
    const struct unit *u = item->unit;
    const char *letter = findings_blocking(&item->findings) ? "incomplete"
                         : item->has_due && !item->on_time  ? "late"
                                                            : "received";
    struct letter_facts f = { .known_sender = true };
    char *to = NULL, *about = obligation_name(item->report->code, item->period, u->code);
    struct dossiers_told dossiers = {0};
    struct message_row now = *m;
    int rc = order_addressee(o, u, m, &to);

    now.entered = o->now;
    if (rc == 0)
        rc = dossier_filed(o->desk, item, facts, &now, &dossiers);
    f.dossiers = &dossiers;
    told_mail(&f, m, facts);
    told_item(&f, item);
    f.released = m->outcome == OUTCOME_QUARANTINE;
    f.cure = filing_cure(o->desk, item, o->now, o->now);
    if (rc == 0)
        rc = order_letter(o, letter, to, about, f, m->id, item->obligation);
    if (rc == 0)
        rc = dossier_notice(o->desk, &dossiers, m->code, m->id, o->now);
    dossiers_told_clear(&dossiers);
    free(about);
    free(to);
    return rc;
}

static int
file_as(struct order *o, const struct message_row *m, const struct message *facts,
        struct item *item)
{
    bool repeated = false;
    int rc = order_put_outcome(o, m, OUTCOME_FILED, REASON_OFFICER_SAID, NULL);

    if (rc == 0)
        rc = order_file_item(o, m, facts, item, true, &repeated);
    if (rc == 0 && repeated)
        return order_put_outcome(o, m, OUTCOME_DUPLICATE, REASON_SAME_REPORT, NULL) == 0
                   ? order_done(o, "repeats", "{s:s}", "code", m->code) : -1;
    if (rc != 0)
        return -1;
    char *who = order_about(o, item->unit),
         *late = item->has_due ? words_late(item->due, item->counted, order_offset(o), order_language(o))
                               : NULL;
    order_done(o, "classified", "{s:s s:s s:b s:s?}", "code", m->code, "about", who, "on_time",
               item->has_due && item->on_time, "late", late);
    order_say_newer(o, m, item);
    free(late);
    free(who);
    return acknowledge(o, m, facts, item);
}

static bool
may_classify(enum outcome outcome)
{
    return outcome == OUTCOME_REVIEW || outcome == OUTCOME_NOTE || outcome == OUTCOME_WRONG_ROUTE ||
           outcome == OUTCOME_HISTORIC || outcome == OUTCOME_FILED || outcome == OUTCOME_DUPLICATE ||
           outcome == OUTCOME_QUARANTINE;
}

/* Filed for another unit or period before: that was wrong. What it brought for
 * other reports stays, and what is where the order wants it; "THÊM" leaves all,
 * "RIÊNG" nothing else. */
static bool
is_moved(struct order *o, const struct submission_row *v)
{
    struct obligation ob = {0};
    bool known = obligation_by_id(o->desk->store, v->obligation, &ob) == 0,
         same = known && strcmp(ob.report, o->c->report->code) == 0,
         there = same && strcmp(ob.unit, o->c->units[0]->code) == 0 &&
                 strcmp(ob.period, o->c->period) == 0;

    obligation_clear(&ob);
    return !there && o->c->scope != SCOPE_ADDS && (same || o->whole);
}

/* The same order in the words that say which is meant. */
static char *
line_of(const struct order *o, enum command_scope scope)
{
    struct command c = *o->c;

    c.scope = scope;
    return command_say(&c);
}

static int
refuse_several(struct order *o, const struct message_row *m, size_t n)
{
    char *adds = line_of(o, SCOPE_ADDS), *alone = line_of(o, SCOPE_ALONE);

    order_refuse(o, "counted_elsewhere", "{s:s s:I s:s s:s}", "code", m->code, "n", (json_int_t)n,
                 "adds", adds, "alone", alone);
    free(adds);
    free(alone);
    return 1;
}

/* 1: refused. */
static int
move_away(struct order *o, const struct message_row *m)
{
    struct submission_row *v = NULL;
    size_t n = 0, standing = 0, dropped;
    int rc = submission_of_message(o->desk->store, m->id, &v, &n);

    for (size_t i = 0; i < n; i++)
        standing += v[i].standing != STANDING_REJECTED;
    submission_rows_free(v, n);
    o->whole = standing == 1 || o->c->scope == SCOPE_ALONE;     /* the one it was filed for */
    if (rc == 0)
        rc = order_unfile(o, m, is_moved, &dropped);
    if (rc == 0 && standing > 1 && dropped == 0 && o->c->scope == SCOPE_MOVES)
        rc = refuse_several(o, m, standing);
    return rc;
}

/* It is there already: what counts stays as it is, what was set aside or taken for another
 * report meanwhile counts again. */
static int
classify_again(struct order *o, const struct message_row *m, const struct submission_row *v,
               struct obligation *ob)
{
    bool counts = v->standing == STANDING_VOUCHED, gone = v->standing == STANDING_REJECTED;
    char *who = order_about(o, o->c->units[0]);
    struct untold letters = {0};
    size_t dropped;
    int rc;

    o->whole = o->c->scope == SCOPE_ALONE;
    rc = counts ? order_unfile(o, m, is_moved, &dropped) : move_away(o, m);
    if (rc == 0 && !counts)
        rc = untold_on(o, ob, &letters);
    if (rc == 0 && !counts)
        rc = order_stand(o, v, STANDING_VOUCHED, ob);
    if (rc == 0 && !counts)
        rc = order_put_outcome(o, m, OUTCOME_FILED, REASON_OFFICER_SAID, NULL);
    if (rc == 0)
        rc = order_done(o, counts ? "classified_before" : "classified_again", "{s:s s:s s:b}",
                        "code", m->code, "about", who, "rejected", gone);
    if (rc == 0 && !counts)
        order_say_now(o, ob);
    if (rc == 0 && !counts)
        rc = untold_tell(o, &letters, REASON_ORDER_UNFILED);
    untold_clear(&letters);
    free(who);
    return rc;
}

/* A stranger's, and an officer or the unit said that it is not the unit's: that it is after
 * all is said in so many words. */
static bool
refused_stranger(struct order *o, const struct message_row *m, const struct submission_row *v)
{
    struct command_row *rows = NULL;
    char *thing = xasprintf("submission:%lld %lld", (long long)m->id, (long long)v->id);
    char *mark = NULL;
    bool is = false;
    size_t n = 0;

    if (m->reason == REASON_NOT_OWN && v->standing == STANDING_REJECTED &&
        command_touching(o->desk->store, thing, &rows, &n) == 0 && n > 0) {
        mark = xasprintf("\"%s\":true", thing);       /* it counted as the unit's own */
        is = rows[n - 1].before != NULL && strstr(rows[n - 1].before, mark) == NULL;
    }
    if (is)
        order_refuse(o, "refused_before", "{s:s s:s}", "code", m->code, "by", rows[n - 1].code);
    command_rows_free(rows, n);
    free(mark);
    free(thing);
    return is;
}

/* A25: when the mail came, or when what it brings was due: what a district owed
 * in June may still come in July. */
static bool
was_there(const struct order *o, const struct message_row *m)
{
    int offset = o->desk->settings->office.utc_offset;
    const struct unit *u = o->c->units[0];
    struct round round;

    return unit_valid_on(u, moment_of(m->received, offset).date) ||
           (calendar_round(o->desk->plan, o->c->report, o->c->period, offset, &round) &&
            unit_valid_on(u, round.last_day));
}

int
order_classify(struct order *o)
{
    struct message_row m = {0};
    struct message *facts = NULL;
    struct item item = {0};
    struct submission_row there = {0};
    struct obligation ob = {0};
    char *cause = NULL;
    int rc = order_mail(o, o->c->code, &m);

    if (rc != 0)
        goto out;
    if (!may_classify(m.outcome)) {
        rc = order_refuse(o, "not_waiting", "{s:s s:s}", "code", m.code, "outcome",
                          order_outcome(o, m.outcome));
        goto out;
    }
    if (!was_there(o, &m)) {
        rc = order_refuse(o, "not_valid_then", "{s:s s:s}", "unit", unit_short(o->c->units[0]),
                          "code", m.code);
        goto out;
    }
    if ((rc = version_there(o, &m, &there, &ob)) == 0)
        rc = refused_stranger(o, &m, &there) ? 1 : classify_again(o, &m, &there, &ob);
    if (rc != 1 || there.id != 0)
        goto out;
    if (!plan_owes(calendar_terms(o->desk->plan, o->c->report, o->c->period), o->c->units[0]) &&
        o->c->report->recurrence != RECUR_ON_REQUEST)
        order_note(o, "owes_not", "{s:s s:s}", "unit", unit_short(o->c->units[0]), "report",
                   o->c->report->name);
    facts = kept_read(o->desk, &m, &cause);
    if (facts == NULL) {
        log_warning("%s could not be read again: %s", m.code, cause);
        rc = order_refuse(o, "unreadable", "{s:s}", "code", m.code);
        goto out;
    }
    rc = move_away(o, &m);
    if (rc == 0 && m.outcome == OUTCOME_QUARANTINE)
        rc = order_reveal(o, &m, facts, NULL);
    kept_item(o->desk, facts, o->c->units[0], o->c->report, o->c->period, &item);
    if (rc == 0)
        rc = file_as(o, &m, facts, &item);
    if (rc == 0 && m.outcome == OUTCOME_QUARANTINE)
        rc = order_say_released(o, &m, facts);
out:
    free(cause);
    item_clear(&item);
    submission_row_clear(&there);
    obligation_clear(&ob);
    message_free(facts);
    message_row_clear(&m);
    return rc;
}

/* ---- duplicate, wrong route ------------------------------------------------------- */

/* What it was filed for counts no longer. */
static int
set_aside(struct order *o, const struct message_row *m, enum outcome outcome, enum reason reason,
          const char *about)
{
    size_t dropped;
    int rc;

    if (m->outcome == OUTCOME_QUARANTINE || m->outcome == OUTCOME_COMMAND)
        return order_refuse(o, "not_a_report", "{s:s}", "code", m->code);
    rc = order_unfile(o, m, NULL, &dropped);
    return rc != 0 ? rc : order_put_outcome(o, m, outcome, reason, about);
}

/* A version of these that counts, of this unit; 0: there is none; -1. */
static int
counts_for(struct order *o, const struct submission_row *v, size_t n, const char *unit)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct obligation ob = {0};

        if (fold_counts(&v[i]))
            rc = obligation_by_id(o->desk->store, v[i].obligation, &ob) != 0
                     ? -1
                     : strcmp(ob.unit, unit) == 0;
        obligation_clear(&ob);
    }
    return rc;
}

static int
refuse_copy(struct order *o, const struct message_row *m, const struct message_row *first,
            const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    const struct report *r = calendar_report(o->desk->plan, ob->report, ob->period);

    return order_refuse(o, "no_copy", "{s:s s:s s:s s:s s:s}", "code", m->code, "other", first->code, "unit",
                        u == NULL ? ob->unit : unit_short(u), "report", r == NULL ? ob->report : r->name, "period", ob->period);
}

/* What is set aside as a copy must be there in the other mail: two units' mails are no copies, and
 * of a mail that counts for nothing there is none. */
static int
is_copy(struct order *o, const struct message_row *m, const struct message_row *first)
{
    struct submission_row *rows = NULL, *firsts = NULL;
    size_t n = 0, nfirst = 0;
    int rc = submission_of_message(o->desk->store, m->id, &rows, &n);

    if (rc == 0)
        rc = submission_of_message(o->desk->store, first->id, &firsts, &nfirst);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct obligation ob = {0};

        if (!fold_counts(&rows[i]))
            continue;
        rc = obligation_by_id(o->desk->store, rows[i].obligation, &ob) != 0
                 ? -1
                 : counts_for(o, firsts, nfirst, ob.unit);
        rc = rc < 0 ? -1 : rc == 1 ? 0 : refuse_copy(o, m, first, &ob);
        obligation_clear(&ob);
    }
    submission_rows_free(rows, n);
    submission_rows_free(firsts, nfirst);
    return rc;
}

int
order_duplicate(struct order *o)
{
    struct message_row m = {0}, first = {0};
    int rc = order_mail(o, o->c->code, &m);

    if (rc == 0)
        rc = order_mail(o, o->c->other, &first);
    if (rc == 0 && m.id == first.id)
        rc = order_refuse(o, "same_code", NULL);
    if (rc == 0)
        rc = is_copy(o, &m, &first);
    if (rc == 0)
        rc = set_aside(o, &m, OUTCOME_DUPLICATE, REASON_OFFICER_REPEATS, o->c->other);
    if (rc == 0)
        order_done(o, "duplicate", "{s:s s:s}", "code", m.code, "other", first.code);
    message_row_clear(&m);
    message_row_clear(&first);
    return rc;
}

int
order_wrong_route(struct order *o)
{
    struct message_row m = {0};
    struct strings route = {0};
    char *by = NULL;
    int rc = order_mail(o, o->c->code, &m);

    for (size_t i = 0; i < o->c->nunits; i++)
        strings_add(&route, o->c->units[i]->code);
    if (rc == 0 && m.outcome == OUTCOME_WRONG_ROUTE && m.reason == REASON_OFFICER_ROUTE)
        rc = order_said_same(o, "message", m.id, &by);
    if (rc == 0 && by != NULL)
        rc = order_refuse(o, "route_already", "{s:s s:s}", "code", m.code, "by", by);
    free(by);
    if (rc == 0)
        rc = set_aside(o, &m, OUTCOME_WRONG_ROUTE, REASON_OFFICER_ROUTE, NULL);
    if (rc == 0) {
        struct letter_facts f = { .route = &route };

        told_mail(&f, &m, NULL);
        order_done(o, "wrong_route", "{s:s}", "code", m.code);
        rc = contact_unit(o->desk->store, o->desk->plan, m.sender, m.received, &f.unit);
        if (rc == 0)
            rc = order_letter(o, "wrong-route", m.sender, m.code, f, m.id, 0);
    }
    strings_free(&route);
    message_row_clear(&m);
    return rc;
}
