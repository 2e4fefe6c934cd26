/* A report that a mail delivers: its period, its due day, its row of the decision. */
#include "deliver.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kinds.h"

struct item *
deliver_item(struct judge *j, const struct report *r, char *period)
{
    struct item *item = ARRAY_MORE(j->d->items, j->d->nitems);

    item->unit = j->unit;
    item->report = r;
    item->period = period;
    item->attachment = -1;
    return item;
}

void
deliver_due(struct judge *j, struct item *item, instant due)
{
    item->has_due = due != INSTANT_NONE;
    item->due = due;
    item->on_time = !item->has_due || j->known->received < due;
}

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
        if (k.n > 0 || j->files == 1 || judge_cover(j, (int)i)) {
            hint_in(j, SOURCE_FILE_NAME, r, (int)i, &s);
            hint_in(j, SOURCE_LETTERHEAD, r, (int)i, &s);
            hint_in(j, SOURCE_HEAD, r, (int)i, &s);
        }
    }
    hint_in(j, SOURCE_BODY, r, -1, &body);
    if (s.year[0] == '\0')
        period_hint_add(&s, body.year);
    if (s.part[0] == '\0')
        period_hint_add(&s, body.part);
    return s;
}

static const char *
request_in(const struct judge *j, const struct report *r, enum source one, enum source other)
{
    const struct evidences *e = &j->d->evidences;
    const char *number = NULL;

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        if (row->report == NULL || row->period == NULL || strcmp(row->report, r->code) != 0 ||
            kinds_ours(j, row->attachment) || (row->source != one && row->source != other))
            continue;
        number = number == NULL || strcmp(number, row->period) == 0 ? row->period : "?";
    }
    return number;
}

/* The number of a request, "DX:512", as answer and subject name it, else titles; NULL: they do not. */
static const char *
request_said(const struct judge *j, const struct report *r)
{
    const char *number = request_in(j, r, SOURCE_ANSWER, SOURCE_SUBJECT);

    number = number != NULL ? number : request_in(j, r, SOURCE_LETTERHEAD, SOURCE_HEAD);
    return number != NULL ? number : request_in(j, r, SOURCE_FILE_NAME, SOURCE_DOCUMENT);
}

/* The unit's open request of this number; without a number, its only one. */
static const struct obligation *
request_of(const struct judge *j, const char *period)
{
    const struct obligation *found = NULL;

    for (size_t i = 0; i < j->known->nrequests; i++) {
        const struct obligation *o = &j->known->requests[i];
        if (j->unit == NULL || strcmp(o->unit, j->unit->code) != 0 ||
            (period != NULL && strcmp(o->period, period) != 0 &&
             !judge_request_numbered(j->known, i, period)))
            continue;
        if (found != NULL)
            return NULL;
        found = o;
    }
    return found;
}

static void
deliver_request(struct judge *j, const struct report *r)
{
    const char *number = request_said(j, r);
    const struct obligation *o = request_of(j, number);

    if (o != NULL && number == NULL && judge_request_other_day(j, (size_t)(o - j->known->requests)))
        o = NULL;
    struct item *item = deliver_item(j, r, xstrdup(o != NULL ? o->period : number));

    if (o == NULL) {
        j->d->unsure |= UNSURE_REQUEST;
        judge_doubt(j, REASON_NO_REQUEST);
        return;
    }
    j->d->flagged = j->d->flagged || number == NULL;
    deliver_due(j, item, o->due);
}

void
deliver(struct judge *j, const struct report *r)
{
    struct period_hint hint;
    instant due;
    bool flag;
    char *period;

    if (r->recurrence == RECUR_ON_REQUEST) {
        deliver_request(j, r);
        return;
    }
    hint = hint_of(j, r);
    period = judge_period(j, r, &hint, &due, &flag);
    if (period == NULL) {
        j->d->unsure |= UNSURE_PERIOD;
        judge_doubt(j, REASON_PERIOD);
    }
    deliver_due(j, deliver_item(j, r, period), due);
    j->d->flagged = j->d->flagged || flag;
}

/* ---- files beside and against ---------------------------------------------------------------- */

bool
delivered(const struct judge *j, const struct report *r, const char *period)
{
    for (size_t i = 0; i < j->d->nitems; i++)
        if (j->d->items[i].report == r &&
            (period == NULL || strcmp(j->d->items[i].period, period) == 0))
            return true;
    return false;
}

/* This file is one other report and nothing else; NULL: it is not. */
static const struct report *
other_report(const struct judge *j, int file, const struct report *r)
{
    struct kinds k = kinds_of_file(j, file);

    return k.n == 1 && k.v[0] != r && k.v[0]->recurrence != RECUR_ON_REQUEST ? k.v[0] : NULL;
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
