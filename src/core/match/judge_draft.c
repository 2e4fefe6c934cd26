/* A draft, or a report that asks for guidance beside: an issued paper is no draft. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/finding.h"
#include "core/language/draft.h"
#include "core/language/reserve.h"
#include "core/language/tokens.h"
#include "core/language/want.h"
#include "model/flag.h"
#include "model/rendition.h"

#define OWNER_MOST 8            /* words of a letter that says whose it is and nothing beside */

/* "112-BC.signed.pdf", "BC_da ky.pdf" */
static bool
named_signed(const struct attachment *a)
{
    const char *title = attachment_title(a);
    struct tokens t;
    bool is = false;

    if (title == NULL)
        return false;
    tokens_of(title, strlen(title), &t);
    for (size_t i = 0; i < t.n && !is; i++)
        is = token_is(&t.v[i], "signed") ||
             (token_is(&t.v[i], "ky") && i > 0 &&
              (token_is(&t.v[i - 1], "da") || token_is(&t.v[i - 1], "ban"))) ||
             tokens_are(&t, i, "dong dau");
    tokens_free(&t);
    return is;
}

static bool
signed_copy(const struct attachment *a)
{
    return attachment_counts(a) && (flag_on(&a->flags, FLAG_PDF_SIGNATURE) || named_signed(a));
}

/* Signed, or with number, date and signer (Decree 30/2020, article 8). */
static bool
issued(const struct attachment *a)
{
    const struct letterhead *l = a->letterhead;

    return signed_copy(a) ||
           (attachment_counts(a) && !flag_on(&a->flags, FLAG_BLANK_NUMBER) &&
            (l != NULL && l->number != NULL && l->date != NULL && l->signer != NULL));
}

/* A proposal that asks for an opinion is no dossier by being signed. */
static bool
brings_issued(const struct judge *j)
{
    bool any = false;

    if (j->d->nitems == 0 || j->d->items[0].report == NULL || j->d->items[0].report->nparts > 0)
        return false;

    for (size_t i = 0; i < j->m->nattachments && !any; i++)
        any = issued(&j->m->attachments[i]);
    return any;
}

/* What the subject says beside the report: a question, or a draft. */
static bool
subject_asks(struct judge *j)
{
    const struct tokens *title = &j->subject;
    bool asks;

    if (!judge_says(j, SOURCE_SUBJECT, MATTER_QUESTION) || draft_replaced(title))
        return false;
    if (want_corrected(title)) {
        j->d->flagged = true;
        return false;
    }
    asks = want_guidance(title) && !draft_short(title);
    if (asks)
        j->beside = REASON_GUIDANCE;
    return !(asks && brings_issued(j));
}

bool
judge_draft(struct judge *j)
{
    struct tokens passed;
    bool told = j->d->evidences.beside.advice;

    /* All its words are those that he passes on; below a subject of ours they are ours. */
    if ((j->m->text == NULL || *j->m->text == '\0') && j->own == OWN_NONE) {
        tokens_letter(j->m->text_full, &passed);
        told = draft_told(&passed);
        tokens_free(&passed);
    }

    if (j->d->evidences.beside.guidance)
        j->beside = REASON_GUIDANCE;
    return subject_asks(j) || judge_every_file(j, MATTER_QUESTION) || told;
}

void
judge_copy_later(struct judge *j)
{
    bool later = j->files > 0 && (j->d->evidences.beside.copy || signed_later(&j->subject));

    for (size_t i = 0; i < j->m->nattachments && later; i++)
        later = !signed_copy(&j->m->attachments[i]);
    for (size_t i = 0; i < j->d->nitems && later; i++) {
        struct item *item = &j->d->items[i];
        bool demanded = item->report != NULL && (item->report->renditions & RENDITIONS_SIGNED) != 0;

        if (item->report != NULL && !demanded)
            finding_say(&item->findings, FINDING_COPY_LATER, SEVERITY_WARNING, NULL, NULL);
    }
    if (later && j->beside == REASON_NONE)
        j->beside = REASON_COPY_LATER;
}

/* The first whose head leaves its number or day open; NULL: none, or another file may be the copy that was
 * issued, whose number a hand or a stamp wrote. */
static const struct attachment *
blank_head(const struct message *m)
{
    const struct attachment *first = NULL;

    for (size_t i = 0; i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];
        bool blank = flag_on(&a->flags, FLAG_BLANK_NUMBER) || flag_on(&a->flags, FLAG_BLANK_DAY);

        if (!attachment_counts(a))
            continue;
        if (!blank && (a->status != ATTACHMENT_READ || rendition_of(a->type, "read") == RENDITION_SIGNED))
            return NULL;
        first = first == NULL && blank ? a : first;
    }
    return first;
}

void
judge_blank_head(struct judge *j)
{
    const struct attachment *a = blank_head(j->m);
    bool said = false;

    if (a == NULL)
        return;
    for (size_t i = 0; i < j->d->nitems && !said; i++) {
        struct item *item = &j->d->items[i];
        bool number = flag_on(&a->flags, FLAG_BLANK_NUMBER), day = flag_on(&a->flags, FLAG_BLANK_DAY);

        if (item->report == NULL)
            continue;
        said = true;
        if (findings_get(&item->findings, "copy-later") == NULL)        /* what is awaited is said */
            finding_say(&item->findings, number && day ? FINDING_BLANK_HEAD : number ? FINDING_BLANK_NUMBER : FINDING_BLANK_DAY,
                        SEVERITY_WARNING, NULL, &(struct finding_words){ .value = attachment_title(a) });
    }
}

/* Our own form says itself what it is, so a letter that calls it of another time, or another's, does not
 * hold it back (match.c); who reads both sees which is meant. */
static bool
calls_it_otherwise(const struct judge *j)
{
    const struct wanted *w = &j->d->evidences.beside;
    const struct item *item = &j->d->items[0];
    const char *period = item->period;

    return w->others || (w->part && item->report != NULL && item->report->recurrence != RECUR_ON_REQUEST) ||
           (w->year != 0 && period != NULL && atoi(period) > 0 && atoi(period) != w->year &&
            (j->files == 1 || !judge_earlier_year(j, w->year)));
}

/* "Của huyện Lai Vung" and nothing else, from another one. */
static bool
names_owner_alone(const struct judge *j)
{
    const struct evidences *e = &j->d->evidences;
    bool other = false;

    if (j->words.n > OWNER_MOST || j->words.n == 0 || !token_is(&j->words.v[0], "cua") || j->unit == NULL)
        return false;
    for (size_t i = 0; i < e->n && !other; i++)
        other = e->v[i].source == SOURCE_BODY && e->v[i].unit != NULL &&
                strcmp(e->v[i].unit, j->unit->code) != 0;
    return other;
}

void
judge_reserve(struct judge *j)
{
    if (j->files == 0 || j->typed || j->d->nitems == 0 || j->d->items[0].report == NULL ||
        j->doubt != REASON_NONE || j->beside != REASON_NONE || j->d->flagged)
        return;
    if (calls_it_otherwise(j) || names_owner_alone(j) || reserve_told(&j->words) || reserve_titled(&j->subject)) {
        j->beside = REASON_RESERVE;
        j->d->flagged = true;
    }
}
