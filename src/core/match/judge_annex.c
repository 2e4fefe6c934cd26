/* An annex without its report goes to the report that it plainly belongs to. */
#include "core/match/judge.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "core/language/want.h"
#include "deliver.h"
#include "model/docket.h"

#define RECENT (15 * DAY)       /* behind a report in which what was forgotten follows it */

/* Its year, where the mail names one. */
static struct period_hint
said_period(const struct judge *j)
{
    const struct evidences *e = &j->d->evidences;
    struct period_hint hint = {0};

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].period != NULL)
            period_hint_add(&hint, e->v[i].period);
    return hint;
}

/* A report that is wanting itself is made good by nothing that only adds to it. */
static bool
whole(const struct obligation *o)
{
    return o->state != STATE_INCOMPLETE;
}

bool
judge_adds_to_whole(const struct judge *j, const struct report *r, const char *period)
{
    bool is = period != NULL && judge_added(j, r, period);

    for (size_t i = 0; i < j->known->nanswered && is; i++) {
        const struct obligation *o = &j->known->answered[i];

        is = whole(o) || strcmp(o->unit, j->unit->code) != 0 || strcmp(o->report, r->code) != 0 ||
             strcmp(o->period, period) != 0;
    }
    return is;
}

/* The unit sent it a few days ago, or was asked for more of it. */
static bool
may_belong(const struct judge *j, const struct obligation *o, const struct period_hint *hint)
{
    const struct report *r = plan_report(j->plan, o->report);
    bool wanting = o->state == STATE_RETURNED || !whole(o);

    return strcmp(o->unit, j->unit->code) == 0 && r != NULL && r->nparts == 0 &&
           period_hint_fits(hint, o->period) &&
           (wanting || j->known->received - o->first_received <= RECENT);
}

/* The one; several: *n says so. */
static const struct obligation *
belongs_to(const struct judge *j, size_t *n)
{
    struct period_hint hint = said_period(j);
    const struct obligation *found = NULL;

    *n = 0;
    for (size_t i = 0; i < j->known->nanswered; i++) {
        const struct obligation *o = &j->known->answered[i];

        if (!may_belong(j, o, &hint))
            continue;
        found = o;
        ++*n;
        if (o->id != 0 && j->known->followed == o->id) {
            *n = 1;
            break;
        }
    }
    return found;
}

/* "Bổ sung" may be said of anything: where something shows another matter, it is not of the report. */
static bool
other_matter(const struct judge *j)
{
    bool other = judge_says(j, SOURCE_SUBJECT, MATTER_FOREIGN) ||
                 judge_says(j, SOURCE_SUBJECT, MATTER_PLAN);

    for (size_t i = 0; i < j->m->nattachments && !other; i++)
        other = attachment_counts(&j->m->attachments[i]) && judge_shows_other(j, (int)i);
    return other;
}

bool
judge_annex(struct judge *j)
{
    const struct obligation *o;
    const struct report *r;
    struct item *item;
    size_t n;

    if (j->unit == NULL || !j->d->sender_registered || j->files == 0 || other_matter(j))
        return false;
    o = belongs_to(j, &n);
    r = n > 0 ? plan_report(j->plan, o->report) : NULL;
    if (r == NULL || (n == 1 && !whole(o)) || !judge_adds(j, r) ||
        judge_other_matter(j, r, o->period) != REASON_NONE)
        return false;
    j->d->flagged = true;
    if (n > 1) {
        j->d->unsure |= UNSURE_REPORT | UNSURE_PERIOD;
        judge_doubt(j, REASON_WHICH_REPORT);
        return true;
    }
    item = deliver_item(j, r, xstrdup(o->period));
    item->adds = true;
    deliver_due(j, item, o->due);
    return true;
}
