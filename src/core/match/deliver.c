/* A report that a mail delivers: its period, its due day, its row of the decision. */
#include "deliver.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kinds.h"

/* What one source says of a report, else what it says of no report in particular. */
static void
hint_in(const struct judge *j, enum source source, const struct report *r, int attachment,
        struct period_hint *out)
{
    const struct evidences *e = &j->d->evidences;
    struct period_hint own = {0}, bare = {0};

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        if (row->period == NULL || row->source != source || row->matter == MATTER_PLAN ||
            kinds_ours(j, row->attachment) ||
            (attachment != KINDS_ANY && row->attachment != attachment))
            continue;
        if (row->report == NULL)
            period_hint_add(&bare, row->period);
        else if (strcmp(row->report, r->code) == 0)
            period_hint_add(&own, row->period);
    }
    period_hint_add(out, own.year[0] != '\0' ? own.year : bare.year);
    period_hint_add(out, own.part);
}

/* The paper's title says its year better than its name, which was kept from another year's. */
static void
hint_of_file(const struct judge *j, const struct report *r, int file, struct period_hint *out)
{
    struct period_hint named = {0}, titled = {0};

    hint_in(j, SOURCE_LETTERHEAD, r, file, &titled);
    hint_in(j, SOURCE_HEAD, r, file, &titled);
    hint_in(j, SOURCE_FILE_NAME, r, file, &named);
    if (titled.year[0] == '\0' && judge_year_of(j, file, r) != 0)
        period_hint_add(out, named.year);
    period_hint_add(out, titled.year);
    period_hint_add(out, named.part);
    period_hint_add(out, titled.part);
}

/* By all places that speak of this report; by the body where they are silent. */
static struct period_hint
hint_of(const struct judge *j, const struct report *r)
{
    struct period_hint s = {0}, body = {0};

    hint_in(j, SOURCE_ANSWER, r, -1, &s);
    hint_in(j, SOURCE_SUBJECT, r, -1, &s);
    for (size_t i = 0; i < j->m->nattachments; i++) {
        struct kinds k = kinds_of_file(j, (int)i);
        if ((k.n > 0 && !kinds_have(&k, r)) || kinds_annex(j, (int)i))
            continue;
        if (k.n > 0 || j->files == 1 || judge_cover(j, (int)i))
            hint_of_file(j, r, (int)i, &s);
    }
    hint_in(j, SOURCE_BODY, r, -1, &body);
    if (s.year[0] == '\0')
        period_hint_add(&s, body.year);
    if (s.part[0] == '\0')
        period_hint_add(&s, body.part);
    return s;
}

bool
deliver_titled_otherwise(const struct judge *j, const struct report *r, const char *period)
{
    const struct evidences *e = &j->d->evidences;
    struct period_hint hint = {0};

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        bool title = row->source == SOURCE_LETTERHEAD || row->source == SOURCE_HEAD;

        if (title && row->period != NULL && row->report != NULL &&
            strcmp(row->report, r->code) == 0 && !kinds_annex(j, row->attachment) &&
            !judge_is_earlier(j, row->attachment))
            period_hint_add(&hint, row->period);
    }
    return hint.year[0] != '?' && hint.part[0] != '?' && !period_hint_fits(&hint, period);
}

void
deliver(struct judge *j, const struct report *r)
{
    struct period_hint hint;
    instant due;
    bool flag;
    char *period;

    if (r->recurrence == RECUR_ON_REQUEST) {
        deliver_requests(j, r);
        return;
    }
    hint = hint_of(j, r);
    period = judge_period(j, r, &hint, &due, &flag);
    if (period == NULL && judge_other_list(j, r)) {
        judge_doubt(j, REASON_OTHER_LIST);
    } else if (period == NULL) {
        j->d->unsure |= UNSURE_PERIOD;
        judge_doubt(j, REASON_PERIOD);
    }
    deliver_due(j, deliver_item(j, r, period), due);
    j->d->flagged = j->d->flagged || flag;
}

/* The one other report of the plan as which every paper is titled; NULL: there is none. */
static const struct report *
titled_as(const struct judge *j, const struct report *r)
{
    struct kinds all = kinds_titled(j, KINDS_ANY);
    const struct report *other = all.n == 1 && all.v[0] != r && all.v[0]->nparts == 0 &&
                                         all.v[0]->recurrence != RECUR_ON_REQUEST
                                     ? all.v[0]
                                     : NULL;

    for (size_t i = 0; i < j->m->nattachments && other != NULL; i++)
        if (attachment_counts(&j->m->attachments[i]) && kinds_titled(j, (int)i).n == 0)
            other = NULL;
    return other;
}

bool
deliver_instead(struct judge *j, const struct report *r)
{
    const struct report *other = r->nparts == 0 && j->files > 0 ? titled_as(j, r) : NULL;
    struct kinds body = kinds_named(j, SOURCE_BODY, -1);
    const char *period;

    if (other == NULL || kinds_have(&body, r) || !kinds_allow(&body, other))
        return false;
    j->d->flagged = true;
    deliver(j, other);
    period = j->d->items[j->d->nitems - 1].period;
    if (period != NULL && judge_answered(j, other, period))
        judge_doubt(j, REASON_FILE_AND_THREAD);     /* what stands there is not replaced by a slip */
    return true;
}

/* ---- files beside and against ---------------------------------------------------------------- */

/* This file is one other report and nothing else; NULL: it is not. */
static const struct report *
other_report(const struct judge *j, int file, const struct report *r)
{
    struct kinds k = kinds_of_file(j, file);

    return k.n == 1 && k.v[0] != r &&
                   (k.v[0]->recurrence != RECUR_ON_REQUEST || deliver_answers(j, file, k.v[0]))
               ? k.v[0]
               : NULL;
}

void
deliver_beside(struct judge *j, const struct report *r)
{
    if (r->nparts > 0 || !kinds_supported(j, r))
        return;
    for (size_t i = 0; i < j->m->nattachments; i++) {
        const struct report *other = other_report(j, (int)i, r);
        struct item *last;
        if (other == NULL || delivered(j, other, NULL))
            continue;
        j->d->flagged = true;
        deliver(j, other);
        last = &j->d->items[j->d->nitems - 1];
        if (last->period != NULL && judge_answered(j, other, last->period)) {
            free(last->period);
            j->d->nitems--;
        }
    }
}
