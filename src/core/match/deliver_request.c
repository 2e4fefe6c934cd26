/* Which of the unit's open requests a mail answers: by its subject, and by the papers that name one. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/finding.h"
#include "deliver.h"
#include "kinds.h"

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

/* The number of a request, "DX:512", as answer and subject name it, else titles, else words; NULL: they do not. */
static const char *
request_said(const struct judge *j, const struct report *r)
{
    const char *number = request_in(j, r, SOURCE_ANSWER, SOURCE_SUBJECT);

    number = number != NULL ? number : request_in(j, r, SOURCE_LETTERHEAD, SOURCE_HEAD);
    number = number != NULL ? number : request_in(j, r, SOURCE_FILE_NAME, SOURCE_DOCUMENT);
    return number != NULL ? number : request_in(j, r, SOURCE_BODY, SOURCE_BODY);
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

static const char *
title_of(const struct judge *j, const struct obligation *o)
{
    const struct strings *titles = j->known->titles;
    size_t at = (size_t)(o - j->known->requests);

    return titles != NULL && at < titles->n ? titles->v[at] : "";
}

const char *
deliver_title(const struct judge *j, const struct report *r)
{
    const struct obligation *o = request_of(j, request_said(j, r));

    return o != NULL ? title_of(j, o) : r->name;
}

/* Of several that the unit has open the mail names none, or two. */
static bool
which_request(const struct judge *j, const char *number)
{
    size_t open = 0;

    for (size_t i = 0; i < j->known->nrequests; i++)
        open += j->unit != NULL && strcmp(j->known->requests[i].unit, j->unit->code) == 0;
    return open > 1 && (number == NULL || *number == '?');
}

/* The only one that is named, or that there is. */
static void
deliver_one(struct judge *j, const struct report *r)
{
    const char *number = request_said(j, r);
    const struct obligation *o = request_of(j, number);

    if (o != NULL && number == NULL && judge_request_other_day(j, (size_t)(o - j->known->requests)))
        o = NULL;
    struct item *item = deliver_item(j, r, xstrdup(o != NULL ? o->period : number));

    if (o == NULL) {
        j->d->unsure |= UNSURE_REQUEST;
        judge_doubt(j, which_request(j, number) ? REASON_WHICH_REQUEST : REASON_NO_REQUEST);
        return;
    }
    j->d->flagged = j->d->flagged || number == NULL;
    deliver_due(j, item, o->due);
}

/* ---- several ---------------------------------------------------------------------------- */

struct asked {                  /* one for each open request */
    bool *said, *papers;        /* by the subject; by a paper */
    size_t nsaid, npapers, both;
};

static bool
is_title(enum source source)
{
    return source == SOURCE_LETTERHEAD || source == SOURCE_HEAD;
}

/* The row's request, where the row counts: what a paper is called says nothing beside its title. */
static const struct obligation *
request_by(const struct judge *j, const struct report *r, const struct evidence *row)
{
    if (row->report == NULL || row->period == NULL || strcmp(row->report, r->code) != 0 ||
        kinds_ours(j, row->attachment))
        return NULL;
    if (row->source == SOURCE_FILE_NAME) {
        struct kinds k = kinds_titled(j, row->attachment);

        return k.n == 0 ? request_of(j, row->period) : NULL;
    }
    return row->source == SOURCE_ANSWER || row->source == SOURCE_SUBJECT || is_title(row->source)
               ? request_of(j, row->period)
               : NULL;
}

bool
deliver_answers(const struct judge *j, int file, const struct report *r)
{
    const struct evidences *e = &j->d->evidences;
    bool is = false;

    for (size_t i = 0; i < e->n && !is; i++)
        is = e->v[i].attachment == file && request_by(j, r, &e->v[i]) != NULL;
    return is;
}

static struct asked
asked_in(const struct judge *j, const struct report *r)
{
    const struct evidences *e = &j->d->evidences;
    struct asked a = { .said = xcalloc(j->known->nrequests + 1, sizeof *a.said),
                       .papers = xcalloc(j->known->nrequests + 1, sizeof *a.papers) };

    for (size_t i = 0; i < e->n; i++) {
        const struct obligation *o = request_by(j, r, &e->v[i]);
        size_t at = o != NULL ? (size_t)(o - j->known->requests) : 0;

        if (o != NULL)
            (e->v[i].attachment >= 0 ? a.papers : a.said)[at] = true;
    }
    for (size_t i = 0; i < j->known->nrequests; i++) {
        a.nsaid += a.said[i];
        a.npapers += a.papers[i];
        a.both += a.said[i] && a.papers[i];
    }
    return a;
}

/* How many files name none and may yet be one of them. */
static size_t
spare_files(const struct judge *j, const struct report *r)
{
    bool *copy = xcalloc(j->m->nattachments + 1, sizeof *copy);
    size_t n = 0;

    judge_copies(j, copy);
    for (size_t i = 0; i < j->m->nattachments; i++)
        n += !copy[i] && judge_may_be(j, (int)i, r);
    free(copy);
    return n;
}

/* Those that came, by their papers or in a file that may be it; the others of the subject are asked for. */
static void
deliver_all(struct judge *j, const struct report *r, const struct asked *a, size_t spare)
{
    size_t first = j->d->nitems;

    for (size_t i = 0; i < j->known->nrequests; i++) {
        const struct obligation *o = &j->known->requests[i];

        if (!a->papers[i] && !(a->said[i] && spare > 0))
            continue;
        spare -= !a->papers[i];
        deliver_due(j, deliver_item(j, r, xstrdup(o->period)), o->due);
    }
    for (size_t i = 0; i < j->known->nrequests; i++) {
        const char *title = title_of(j, &j->known->requests[i]);

        if (a->said[i] && !delivered(j, r, j->known->requests[i].period))
            finding_say(&j->d->items[first].findings, FINDING_NOT_AMONG, SEVERITY_WARNING, NULL,
                        &(struct finding_words){ .label = title, .label_en = title });
    }
    j->d->flagged = j->d->flagged || a->nsaid + a->npapers - a->both > 1;      /* subject and paper name one */
}

void
deliver_requests(struct judge *j, const struct report *r)
{
    struct asked a = asked_in(j, r);
    size_t spare = a.nsaid + a.npapers > 1 ? spare_files(j, r) : 0;

    if (a.nsaid > 0 && a.npapers > 0 && a.both == 0 && spare == 0) {
        deliver_item(j, r, NULL);
        j->d->unsure |= UNSURE_REQUEST;
        judge_doubt(j, REASON_DOCUMENT_AND_SUBJECT);
    } else if (a.nsaid + a.npapers > 1 && (a.npapers > 0 || spare >= a.nsaid)) {
        deliver_all(j, r, &a, spare);
    } else {
        deliver_one(j, r);
    }
    free(a.said);
    free(a.papers);
}

void
deliver_request_papers(struct judge *j, const struct report *r, const char *thread)
{
    struct asked a = asked_in(j, r);
    bool own = spare_files(j, r) > 0;
    size_t others = 0;

    for (size_t i = 0; i < j->known->nrequests; i++) {
        own = own || (a.papers[i] && strcmp(j->known->requests[i].period, thread) == 0);
        others += a.papers[i] && strcmp(j->known->requests[i].period, thread) != 0;
    }
    if (others > 0 && !own)
        judge_doubt(j, REASON_FILE_AND_THREAD);
    for (size_t i = 0; i < j->known->nrequests && own; i++) {
        const struct obligation *o = &j->known->requests[i];

        if (!a.papers[i] || delivered(j, r, o->period))
            continue;
        deliver_due(j, deliver_item(j, r, xstrdup(o->period)), o->due);
        j->d->flagged = true;
    }
    free(a.said);
    free(a.papers);
}
