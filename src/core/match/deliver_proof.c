/* What a mail delivers by proof: our own forms and threads. */
#include <string.h>

#include "base/mem.h"
#include "core/form/validate.h"
#include "deliver.h"
#include "kinds.h"

static const struct known_round *
round_of(const struct judge *j, const struct report *r, const char *period)
{
    for (size_t i = 0; i < j->known->nrounds; i++)
        if (j->known->rounds[i].report == r && strcmp(j->known->rounds[i].period, period) == 0)
            return &j->known->rounds[i];
    return NULL;
}

static bool
dated(const struct report *r)
{
    return r->recurrence != RECUR_UNDATED && r->recurrence != RECUR_ON_REQUEST;
}

/* Our form comes twice, and each part of it is filled in only once: two halves of one
 * report, which are read together. */
static bool
other_half(const struct judge *j, const struct report *r, const struct evidence *row)
{
    const struct evidences *e = &j->d->evidences;
    bool half = false, twice = false;

    for (size_t i = 0; i < e->n && &e->v[i] != row; i++) {
        const struct evidence *before = &e->v[i];

        if (before->source != SOURCE_FORM || row->source != SOURCE_FORM ||
            strcmp(before->report, row->report) != 0 || strcmp(before->period, row->period) != 0 ||
            strcmp(before->unit, row->unit) != 0)
            continue;
        half = r->form != NULL && validate_parts(r->form, &j->m->attachments[before->attachment],
                                                 &j->m->attachments[row->attachment]);
        twice = twice || !half;
    }
    return half && !twice;
}

void
deliver_proven(struct judge *j, const struct evidence *row)
{
    const struct report *r = plan_report(j->plan, row->report);
    const struct known_round *round = r != NULL ? round_of(j, r, row->period) : NULL;

    if (r == NULL)
        return;
    if (delivered(j, r, row->period) && other_half(j, r, row))
        return;
    if (delivered(j, r, row->period))
        judge_doubt(j, REASON_TWO_FORMS);
    if (round == NULL && dated(r)) {
        j->d->unsure |= UNSURE_PERIOD;
        judge_doubt(j, REASON_FORM_NOT_DUE);
    }
    deliver_due(j, deliver_item(j, r, xstrdup(row->period)),
                round != NULL ? round->due : INSTANT_NONE);
}

static bool
period_is(const char *period, const char *words)
{
    struct period_hint hint = {0};

    period_hint_add(&hint, words);
    return period_hint_fits(&hint, period);
}

/* Words that name a report or year beside a form must not contradict it. */
static void
compare_words(struct judge *j, const struct kinds *words)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < words->n; i++) {
        if (delivered(j, words->v[i], NULL))
            continue;
        if (words->n > 1 && kinds_supported(j, words->v[i]))
            deliver(j, words->v[i]);
        else
            judge_doubt(j, REASON_FORM_AND_SUBJECT);
    }
    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == SOURCE_SUBJECT && e->v[i].report != NULL && e->v[i].period != NULL)
            for (size_t k = 0; k < j->d->nitems; k++)
                if (strcmp(j->d->items[k].report->code, e->v[i].report) == 0 &&
                    j->d->items[k].period != NULL && dated(j->d->items[k].report) &&
                    !period_is(j->d->items[k].period, e->v[i].period))
                    judge_doubt(j, REASON_FORM_AND_YEAR);
}

/* What its sender sees at the head of our form must not contradict what it was made for. */
static void
compare_head(struct judge *j, const struct evidence *form)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *head = &e->v[i];
        bool same = head->report == NULL || strcmp(head->report, form->report) == 0;

        if (head->source != SOURCE_HEAD || head->attachment != form->attachment || head->unit != NULL)
            continue;
        if (!same || (head->period != NULL && strchr(head->period, '?') == NULL && !period_is(form->period, head->period)))
            judge_doubt(j, REASON_FORM_HEAD);
    }
}

bool
deliver_by_proof(struct judge *j, const struct kinds *words)
{
    const struct evidences *e = &j->d->evidences;
    const struct evidence *thread = NULL;

    for (size_t i = 0; i < e->n; i++) {
        if (e->v[i].source == SOURCE_FORM) {
            deliver_proven(j, &e->v[i]);
            compare_head(j, &e->v[i]);
        } else if (e->v[i].source == SOURCE_THREAD)
            thread = &e->v[i];
    }
    if (j->d->nitems > 0 && thread != NULL &&
        !delivered(j, plan_report(j->plan, thread->report), thread->period))
        judge_doubt(j, REASON_FORM_AND_THREAD);
    if (j->d->nitems == 0 && thread != NULL) {
        struct kinds files = kinds_of_files(j);
        const struct report *r = plan_report(j->plan, thread->report);

        if (r != NULL && deliver_instead(j, r))
            return true;
        deliver_proven(j, thread);
        if (r != NULL &&
            (!kinds_allow(&files, r) || kinds_titled_otherwise(j, r) || judge_thread_other_day(j) ||
             (dated(r) && deliver_titled_otherwise(j, r, thread->period))) &&
            !kinds_all_parts(j, r) && !judge_added(j, r, thread->period))
            judge_doubt(j, REASON_FILE_AND_THREAD);
        else if (r != NULL && r->recurrence == RECUR_ON_REQUEST)
            deliver_request_papers(j, r, thread->period);
        else if (r != NULL)
            deliver_beside(j, r);
    }
    if (j->d->nitems > 0)
        compare_words(j, words);
    return j->d->nitems > 0;
}
