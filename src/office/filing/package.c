#include "office/filing/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "core/calendar/calendar.h"
#include "core/form/package.h"
#include "core/match/authres.h"
#include "office/post/post.h"

/* Of the plan that asks for this report. */
static bool
for_plan(const struct desk *desk, const struct package *p, const struct report *report)
{
    return p->plan == NULL || strcmp(p->plan, plan_of_report(desk->plan, report)->code) == 0;
}

/* ---- whose it is ----------------------------------------------------------------------- */

/* A key where there is one, else the registered sender on the word of our own mail server. */
static int
proven(struct desk *desk, const struct package *p, const struct message *m, const struct unit *unit,
       instant now, bool *is)
{
    const char *key = settings_key_of(desk->settings, unit->code);
    int rc = 0;

    *is = false;
    if (key != NULL)
        *is = package_signed(p, key);
    else if (authres_of(m, &desk->settings->office) == AUTHRES_PASS)
        rc = contact_is(desk->store, unit, message_sender(m), now, is);
    return rc;
}

/* ---- whether its turn has come ------------------------------------------------------------- */

/* Sets *wanted to the number of the one that did not come before it, 0. One that
 * is here already is filed as that: filing knows the same content again. */
static enum reason
turn_of(const struct package *p, const struct package_row *last, bool again, int *wanted)
{
    *wanted = 0;
    if (again)
        return REASON_CERTAIN;
    if (p->sequence == last->sequence)
        return REASON_PACKAGE_CONFLICT;
    if (p->sequence < last->sequence)
        return REASON_PACKAGE_OLDER;
    if (p->sequence > last->sequence + 1 ||
        (last->sequence > 0 && (p->before == NULL || strcmp(p->before, last->hash) != 0)))
        *wanted = p->sequence - 1;
    return REASON_CERTAIN;
}

static int
weigh_turn(struct desk *desk, const struct package *p, struct decision *d)
{
    const struct item *item = &d->items[0];
    struct obligation o = {0};
    struct package_row last = {0};
    int64_t same = 0;
    int rc = obligation_get(desk->store, item->unit->code, item->report->code, item->period, &o);

    if (rc == 0)
        rc = snapshot_last(desk->store, o.id, &last);
    if (rc >= 0 && o.id != 0)
        rc = submission_same_content(desk->store, o.id, p->hash, &same);
    if (rc >= 0) {
        d->reason = turn_of(p, &last, same != 0, &d->wanted);
        d->outcome = d->reason == REASON_CERTAIN           ? OUTCOME_FILED
                     : d->reason == REASON_PACKAGE_CONFLICT ? OUTCOME_REVIEW
                                                            : OUTCOME_DUPLICATE;
    }
    package_row_clear(&last);
    obligation_clear(&o);
    return rc < 0 ? -1 : 0;
}

/* ---- the decision ---------------------------------------------------------------------------- */

static void
doubt(struct decision *d, enum reason why)
{
    d->outcome = OUTCOME_REVIEW;
    d->reason = why;
    d->matter = MATTER_NONE;
    d->unsure = 0;
}

/* The package alone says which report it is: what the mail's words and its workbook name are the units below. */
static bool
find_item(struct desk *desk, const struct package *p, int attachment, struct decision *d)
{
    const struct unit *unit = plan_unit(desk->plan, p->unit);
    const struct report *report = plan_report(desk->plan, p->report);
    struct round round;

    if (unit == NULL || report == NULL || !for_plan(desk, p, report) ||
        !calendar_round(desk->plan, report, p->period, desk->settings->office.utc_offset, &round))
        return false;
    decision_drop_items(d);
    *ARRAY_MORE(d->items, d->nitems) = (struct item){ .unit = unit, .report = report, .period = xstrdup(p->period), .attachment = attachment };
    *ARRAY_MORE(d->items[0].files, d->items[0].nfiles) = attachment;
    return true;
}

int
package_decide(struct desk *desk, const struct message *m, instant received, struct decision *d)
{
    int attachment = -1;
    const struct package *p = package_in(m, &attachment);
    bool own = false, is = false;

    if (p == NULL || (d->outcome != OUTCOME_FILED && d->outcome != OUTCOME_REVIEW &&
                      d->outcome != OUTCOME_NOTE && d->outcome != OUTCOME_WRONG_ROUTE))
        return 0;
    if (!find_item(desk, p, attachment, d)) {
        doubt(d, REASON_PACKAGE_STRANGE);
        return 0;
    }
    if (contact_is(desk->store, d->items[0].unit, message_sender(m), received, &own) != 0 ||
        proven(desk, p, m, d->items[0].unit, received, &is) != 0)
        return -1;
    d->sender_registered = own;
    if (!is || !plan_owes(d->items[0].report, d->items[0].unit)) {
        doubt(d, is ? REASON_NOT_OWED : REASON_PACKAGE_UNPROVEN);
        return 0;
    }
    d->sender_registered = true;        /* the key speaks for the unit as its address does */
    d->matter = MATTER_NONE;
    return weigh_turn(desk, p, d);
}

/* ---- what it counts as --------------------------------------------------------------------------- */

const struct package *
package_of_item(const struct desk *desk, const struct message *m, const struct item *item,
                int *attachment)
{
    const struct package *p = package_in(m, attachment);

    return p != NULL && for_plan(desk, p, item->report) && strcmp(p->unit, item->unit->code) == 0 &&
                   strcmp(p->report, item->report->code) == 0 &&
                   strcmp(p->period, item->period) == 0
               ? p
               : NULL;
}

bool
package_examine(const struct desk *desk, struct item *item, const struct message *m)
{
    int attachment;
    const struct package *p = package_of_item(desk, m, item, &attachment);

    if (p == NULL)
        return false;
    item->attachment = attachment;
    if (item->report->form != NULL)
        package_total(item->report->form, p, NULL, NULL, &item->values);
    package_remarks(item->report->form, p, &item->findings);
    return true;
}

int
package_ask(struct desk *desk, const struct message_row *row, const struct message *m,
            const struct decision *d)
{
    const struct item *item = d->nitems > 0 ? &d->items[0] : NULL;
    struct posting p = { .letter = "package-gap",
                         .to = row->sender,
                         .priority = PRIORITY_ACKNOWLEDGEMENT,
                         .in_reply_to = m,
                         .message = row->id };
    char *reason;
    int rc;

    if (item == NULL || d->wanted == 0 || d->outcome != OUTCOME_FILED || !d->may_reply || row->sender == NULL)
        return 0;
    reason = xasprintf("gap:%s:%s:%s:%d", item->report->code, item->period, item->unit->code, d->wanted);
    p.reason = reason;
    p.facts = (struct letter_facts){ .unit = item->unit,
                                     .report = item->report,
                                     .period = item->period,
                                     .known_sender = true,
                                     .code = row->code,
                                     .sender = row->sender,
                                     .received = row->received,
                                     .sequence = d->wanted + 1,
                                     .wanted = d->wanted };
    rc = post_letter(desk, &p, row->entered);
    free(reason);
    return rc;
}
