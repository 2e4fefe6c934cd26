/* What a unit holds in its hand after an order: the last letter about a report says whether it
 * counts, since when, and which mail; one that is not so any more is followed by one that is. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/calendar/calendar.h"
#include "office/filing/filing.h"
#include "office/filing/fold.h"
#include "office/filing/standing.h"
#include "office/filing/told.h"
#include "order.h"

/* What letters say of a report, of how its obligation was then. */
struct truth {
    bool counts, by_mail, waived;
    int days_late;
    int64_t version;
    enum state state;                   /* "standing" alone names it, and until when it is to be ... */
    instant cure;                       /* ... completed: of others a verdict's own letter tells */
};

static struct truth
truth_of(const struct order *o, const struct obligation *ob, const struct submission_row *v,
         size_t n)
{
    struct truth t = { .counts = ob->id != 0 && ob->first_received != INSTANT_NONE,
                       .waived = ob->id != 0 && ob->state == STATE_WAIVED };

    if (!t.counts)
        return t;
    t.version = ob->accepted;
    t.state = ob->state;
    t.cure = ob->cure;
    t.days_late = order_days_late(o, ob);
    for (size_t i = 0; i < n; i++)
        t.by_mail = t.by_mail || v[i].received == ob->first_received;
    return t;
}

static bool
same_truth(struct truth a, struct truth b)
{
    return a.counts == b.counts && a.by_mail == b.by_mail && a.waived == b.waived &&
           a.days_late == b.days_late && a.version == b.version;
}

/* The journal's entry with which the letter was written; 0: none. */
static int
written_with(struct order *o, const struct letter_row *l, int64_t *entry)
{
    struct journal_row *rows = NULL;
    size_t n = 0;
    int rc = journal_list(o->desk->store, l->reason, &rows, &n);

    *entry = 0;
    for (size_t i = 0; i < n && *entry == 0; i++)
        if (strcmp(rows[i].event, "letter") == 0)
            *entry = rows[i].number;
    journal_rows_free(rows, n);
    return rc;
}

/* It says that a stranger's mail counts for now, and this order says that it is the unit's. */
static bool
for_now(const struct order *o, const struct letter_row *l, const struct untold_report *r,
        int64_t version)
{
    bool own = false;

    for (size_t i = 0; i < r->nv; i++)
        own = own || (r->v[i].id == version && r->v[i].standing == STANDING_VOUCHED);
    return own && !o->unit && strcmp(l->letter, "unregistered") == 0 &&
           (o->c->rule->verb == VERB_VOUCH || o->c->rule->verb == VERB_CLASSIFY);
}

/* The letter says of the report what is so now. */
static int
says(struct order *o, const struct letter_row *l, const struct untold_report *r, struct truth now,
     bool *is)
{
    struct obligation was = {0};
    struct truth then = {0};
    int64_t entry;
    int rc = written_with(o, l, &entry);

    if (rc == 0)
        rc = obligation_as_of(o->desk->store, entry, r->was.id, &was);
    if (rc == 0)
        then = truth_of(o, &was, r->v, r->nv);
    obligation_clear(&was);
    *is = same_truth(then, now) && !for_now(o, l, r, now.version) && (strcmp(l->letter, "standing") != 0 ||
                                    (then.state == now.state && then.cure == now.cure));
    return rc < 0 ? -1 : 0;
}

/* ---- the letter --------------------------------------------------------------------- */

/* The first that counts gives its time to the one that took its place. */
static void
put_earlier(const struct untold_report *r, const struct submission_row *v, instant received,
            struct item *item)
{
    for (const struct submission_row *first = r->v; first < v; first++)
        if (fold_counts(first) && first->received == received) {
            standing_beside(item, first, BESIDE_REPLACED);
            item->version = v->version;
            return;
        }
}

/* The last letter to him about the report says otherwise. */
static int
told_otherwise(struct order *o, const char *who, const struct untold_report *r, struct truth now,
               bool *is)
{
    size_t i = r->nheld;
    bool so = true;
    int rc;

    while (i > 0 && strcasecmp(r->held[i - 1].recipient, who) != 0)
        i--;
    rc = i > 0 ? says(o, &r->held[i - 1], r, now, &so) : 0;
    *is = rc == 0 && !so;
    return rc;
}

/* A stranger whose mail counts for now had his own receipt of it: what has changed in that he hears,
 * too; why, the office says to the unit, and which of the two it is he is not asked. */
static int
write_to_stranger(struct order *o, const char *subject, struct letter_facts f, const char *who,
                  const struct untold_report *r, struct truth is, int64_t message)
{
    bool otherwise = false;
    int rc = who == NULL ? 0 : told_otherwise(o, who, r, is, &otherwise);

    f.asked = false;
    f.reason = NULL;
    return rc != 0 || !otherwise
               ? rc
               : order_letter(o, "standing", who, subject, f, message, r->was.id);
}

/* A unit that was told nothing yet gets its receipt. */
static int
write_to(struct order *o, const struct obligation *now, const struct untold_report *r,
         const struct submission_row *v, bool told)
{
    char *to = NULL, *name = obligation_name(now->report, now->period, now->unit),
         *subject = xasprintf("standing:%s", name);
    struct told t = {0};
    int rc = told_version(o->desk, v->message, now, &t);

    if (rc == 0 && (rc = order_addressee(o, t.facts.unit, &t.row, &to)) == 0) {
        bool blocked = findings_blocking(&t.item.findings);

        put_earlier(r, v, now->first_received, &t.item);
        t.facts.known_sender = v->standing == STANDING_VOUCHED;
        t.facts.asked = !t.facts.known_sender;
        t.facts.officer = o->officer->name;
        t.facts.reason = o->c->reason;
        t.facts.stands = now;
        if (!told && blocked)
            t.facts.cure = filing_cure(o->desk, &t.item, o->now, o->now);
        rc = order_letter(o,
                          told                                ? "standing"
                          : blocked                           ? "incomplete"
                          : t.item.has_due && !t.item.on_time ? "late"
                                                              : "received",
                          to, subject, t.facts, v->message, now->id);
        if (rc == 0 && told && t.facts.asked && (to == NULL || strcasecmp(to, t.row.sender) != 0))
            rc = write_to_stranger(o, subject, t.facts, t.row.sender, r,
                                   truth_of(o, now, r->v, r->nv), v->message);
    }
    told_clear(&t);
    free(subject);
    free(name);
    free(to);
    return rc < 0 ? -1 : 0;
}

/* Of a report that no mail of the unit brought, or that it need not send. */
static int
write_without(struct order *o, const struct obligation *now)
{
    const struct unit *u = plan_unit(o->desk->plan, now->unit);
    const struct report *report = calendar_report(o->desk->plan, now->report, now->period);
    char *to = NULL, *name = obligation_name(now->report, now->period, now->unit),
         *subject = xasprintf("decided:%s", name);
    struct letter_facts f = { .officer = o->officer->name, .reason = o->c->reason, .stands = now };
    int rc = u == NULL || report == NULL ? 1 : order_addressee(o, u, NULL, &to);

    if (rc == 0) {
        told_about(&f, u, report, now);
        f.received = now->first_received == INSTANT_NONE ? 0 : now->first_received;
        rc = order_letter(o, "decided", to, subject, f, 0, now->id);
    }
    free(subject);
    free(name);
    free(to);
    return rc < 0 ? -1 : 0;
}

/* ---- the rule ------------------------------------------------------------------------ */

struct hand {
    bool told;                          /* what it holds says so */
    bool wrong;                         /* or something else */
    struct letter_row *last;            /* that else, sent; NULL: it is about others too */
};

/* From the last letter back: one that says so, or one that was sent and does not. What waits
 * and is not so is never sent; a receipt of several reports is left. */
static int
look_back(struct order *o, const struct untold *u, const struct untold_report *r, struct truth now,
          struct strings *withdrawn, struct hand *out)
{
    int rc = 0;

    for (size_t i = r->nheld; rc == 0 && i-- > 0 && !out->told && !out->wrong;) {
        struct letter_row *l = &r->held[i];

        if (untold_has(u, l->id))
            continue;
        rc = says(o, l, r, now, &out->told);
        if (rc != 0 || out->told)
            continue;
        if (l->state == LETTER_QUEUED && l->obligation == r->was.id)
            rc = undo_letters(o->desk->store, l->reason, withdrawn);
        else {
            out->wrong = true;
            out->last = l->obligation == r->was.id ? l : NULL;
        }
    }
    return rc;
}

/* The version whose content counts, if only for now. */
static const struct submission_row *
in_force(const struct obligation *now, const struct untold_report *r)
{
    for (size_t i = 0; i < r->nv; i++)
        if (r->v[i].id == now->accepted && fold_counts(&r->v[i]))
            return &r->v[i];
    return NULL;
}

/* What counts for now is told, and taken back, by letters of its own: only a wrong one is set right. */
static bool
to_be_told(struct hand hand, struct untold_said said, const struct submission_row *v, bool same)
{
    return hand.wrong || (v->standing == STANDING_VOUCHED &&
                          (said.again || (!hand.told && (said.any || !same))));
}

int
untold_settle(struct order *o, struct untold *u, struct untold_report *r, struct strings *withdrawn)
{
    struct obligation now = {0};
    const struct submission_row *v;
    struct hand hand = {0};
    struct truth then = truth_of(o, &r->was, r->v, r->nv), is;
    struct untold_said said = untold_said(u, r);
    int rc = obligation_get(o->desk->store, r->was.unit, r->was.report, r->was.period, &now);

    if (rc == 0) {                      /* the order may have made, or undone, the last */
        submission_rows_free(r->v, r->nv);
        r->v = NULL;
        r->nv = 0;
        rc = submission_list(o->desk->store, now.id, &r->v, &r->nv);
    }
    if (rc < 0)
        goto out;
    is = truth_of(o, &now, r->v, r->nv);
    v = in_force(&now, r);
    rc = look_back(o, u, r, is, withdrawn, &hand);
    if (rc == 0 && v != NULL && to_be_told(hand, said, v, same_truth(then, is))) {
        rc = write_to(o, &now, r, v, hand.wrong || said.sent);
        untold_answer(u, r);
    } else if (rc == 0 && v == NULL && (is.counts || is.waived) &&
               (hand.wrong || (!hand.told && is.waived && !then.waived))) {
        rc = write_without(o, &now);
    } else if (rc == 0 && hand.last != NULL && !is.counts && !said.sent &&
               strcmp(hand.last->letter, "withdrawn") != 0) {
        rc = untold_add(o, u, hand.last);
    }
out:
    obligation_clear(&now);
    return rc < 0 ? -1 : 0;
}
