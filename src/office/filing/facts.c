/* A mail and what was decided about it, as facts of letters. */
#include "office/filing/facts.h"

#include <stddef.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "core/form/package.h"
#include "core/letter/letter.h"
#include "core/match/match.h"
#include "office/filing/filing.h"
#include "office/filing/told.h"
#include "store/docket.h"

/* It speaks of another matter, whatever else is in doubt before that. */
static bool
of_other_matter(const struct decision *d)
{
    bool other = false;

    for (size_t i = 0; i < d->evidences.n && !other; i++)
        other = d->evidences.v[i].matter == MATTER_FOREIGN || d->evidences.v[i].matter == MATTER_OUTSIDE;
    return other && d->reason == REASON_PERIOD && (d->unsure & UNSURE_REPORT) != 0;
}

/* The period is a request's, and the report none that is made on request. */
static bool
strange_request(const struct letter_facts *f)
{
    return strncmp(f->period, "DX:", 3) == 0 && f->report != NULL &&
           f->report->recurrence != RECUR_ON_REQUEST;
}

/* Two reports are named, and each for the same year: of the period there is no doubt. */
static bool
one_year(const struct evidences *e, const char *period)
{
    const char *report = NULL;
    bool two = false, named = period != NULL && strpbrk(period, "-:?") == NULL;

    for (size_t i = 0; i < e->n && named; i++) {
        const struct evidence *row = &e->v[i];

        if (row->report == NULL)
            continue;
        named = row->period != NULL && strcmp(row->period, period) == 0;
        two = two || (report != NULL && strcmp(report, row->report) != 0);
        report = row->report;
    }
    return named && two;
}

static unsigned
disputed(const struct decision *d, const struct letter_facts *f)
{
    const char *period = evidences_agree(&d->evidences, offsetof(struct evidence, period));
    unsigned unsure = match_disputed(f->why);
    bool known = (unsure & UNSURE_REPORT) != 0 && f->period != NULL && period != NULL &&
                 strcmp(f->period, period) == 0 && one_year(&d->evidences, period);

    return known ? unsure & ~(unsigned)UNSURE_PERIOD : unsure;
}

/* What is known is not asked again: where the doubt is another, that is said. */
void
filing_fill_in(const struct desk *desk, const struct message_row *row, const struct decision *d,
               struct letter_facts *f)
{
    const char *unit = evidences_agree(&d->evidences, offsetof(struct evidence, unit)),
               *report = evidences_agree(&d->evidences, offsetof(struct evidence, report));

    if (f->unit == NULL && unit != NULL)
        f->unit = plan_unit(desk->plan, unit);
    if (f->unit == NULL && d->sender_registered && row->sender != NULL)
        f->unit = plan_unit_of_address(desk->plan, row->sender);
    if (f->report == NULL && report != NULL)
        f->report = plan_report(desk->plan, report);
    if (f->period == NULL)
        f->period = evidences_agree(&d->evidences, offsetof(struct evidence, period));
    if (f->period != NULL && (strchr(f->period, '?') != NULL || strange_request(f)))
        f->period = NULL;               /* two years: neither */
    f->report = calendar_terms(desk->plan, f->report, f->period);
    f->unsure &= letter_doubt(f->why) ? ~(unsigned)(UNSURE_REPORT | UNSURE_PERIOD)
                                      : ~((f->report != NULL ? UNSURE_REPORT : 0u) |
                                          (f->period != NULL ? UNSURE_PERIOD : 0u));
    f->unsure |= disputed(d, f) | (of_other_matter(d) ? UNSURE_REPORT : 0u);
}

static void
earlier(instant *first, instant at)
{
    *first = *first == INSTANT_NONE || at < *first ? at : *first;
}

/* The first day by which something that is wanting is to come: of a report that was said to lack
 * it before, from then; of a dossier, no earlier than the docket waits for it. */
static instant
cure_of(const struct desk *desk, const struct decision *d, instant entered)
{
    instant first = INSTANT_NONE;

    for (size_t i = 0; i < d->nitems; i++) {
        const struct item *item = &d->items[i];
        instant from = item->beside == BESIDE_AGAIN ? item->earlier_at : entered, cure;

        if (findings_blocking(&item->findings) &&
            (cure = filing_cure(desk, item, from, entered)) > entered)
            earlier(&first, cure);          /* of a day that is over no letter says "by then" */
    }
    for (size_t i = 0; i < d->dossiers.n; i++) {
        const struct dossier_told *t = &d->dossiers.v[i];
        instant cure = calendar_cure(desk->plan, desk->settings, entered, t->d.until);

        if (t->wanting > 0)
            earlier(&first, cure);
    }
    return first == INSTANT_NONE ? 0 : first;
}

struct letter_facts
filing_facts(const struct desk *desk, const struct message_row *row, const struct message *m,
             const struct decision *d)
{
    const struct package *package = package_in(m, &(int){ 0 });
    struct letter_facts f = { .unsure = d->unsure,
                              .urgent = d->urgent,
                              .unanswered =
                                  d->sender_registered && !d->may_reply &&
                                  (d->outcome == OUTCOME_FILED || d->matter == MATTER_EXTENSION),
                              .known_sender = d->sender_registered || d->sender_verified,
                              .candidates = &d->candidates,
                              .evidences = &d->evidences,
                              .items = d->items,
                              .nitems = d->nitems,
                              .dossiers = &d->dossiers,
                              .why = row->reason,
                              .about = row->about,
                              .linked = document_count(m) == 0 && document_link(m),
                              .cure = cure_of(desk, d, row->entered) };

    told_mail(&f, row, m);
    f.sequence = package == NULL ? 0 : package->sequence;
    if (d->nitems > 0) {
        f.unit = d->items[0].unit;
        f.report = d->items[0].report;
        f.period = d->items[0].period;
        f.due = d->items[0].has_due ? d->items[0].due : 0;
    }
    if (d->reason == REASON_RECALL && d->nitems > 0 && d->items[0].earlier != NULL) {
        f.title = d->items[0].earlier;
        f.told = d->items[0].earlier_at;
    } else if (d->reason == REASON_RECALL && d->nitems > 0) {
        f.told = d->items[0].first;     /* ... of what an officer recorded */
    }
    if (d->outcome == OUTCOME_REVIEW ||
        (d->outcome == OUTCOME_QUARANTINE && d->matter != MATTER_SECRET))
        filing_fill_in(desk, row, d, &f);
    if (d->outcome == OUTCOME_WRONG_ROUTE)
        f.route = &d->candidates;
    if (d->outcome != OUTCOME_FILED && d->outcome != OUTCOME_DUPLICATE)
        f.nitems = 0;               /* what is only supposed is not told as a fact */
    for (size_t i = 0; d->outcome == OUTCOME_REVIEW && i < d->nitems; i++)
        if (filing_doubt(&d->items[i]) != NULL)
            f.findings = &d->items[i].findings;
    return f;
}
