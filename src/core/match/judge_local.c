/* Mail of communes, schools and firms: which unit it should have gone through. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/dossier/part.h"
#include "core/match/carrier.h"
#include "kinds.h"
#include "model/format.h"
#include "model/rendition.h"

bool
judge_about_candidates(const struct judge *j)
{
    for (size_t i = 0; i < j->d->nitems; i++) {
        const struct report *r = j->d->items[i].report;
        enum rank rank = r != NULL ? index_rank(j->index, r) : RANK_ONCE;
        if (rank != RANK_DOSSIER && rank != RANK_LIST && rank != RANK_PLAN)
            return false;
    }
    return j->d->nitems > 0;
}

/* How much speaks for this unit as the way of a commune's mail: each commune of
 * that name, then its own name beside it. */
static int
leads_to(const struct judge *j, const char *unit)
{
    const struct evidences *e = &j->d->evidences;
    int communes = 0, named = 0;

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        if (row->unit == NULL || strcmp(row->unit, unit) != 0 || row->source == SOURCE_REFERENCE)
            continue;
        communes += row->matter == MATTER_COMMUNE;
        named = named || row->strength != STRENGTH_WEAK;
    }
    return 2 * communes + named;
}

/* The candidates of a mail that went the wrong way are the units it may go
 * through: only those that have communes. */
static void
find_route(struct judge *j)
{
    int best = 1;

    strings_free(&j->d->candidates);
    for (size_t i = 0; i < j->plan->ncommunes; i++) {
        const char *unit = j->plan->communes[i].unit;
        int leads = unit_valid_on(plan_unit(j->plan, unit), judge_day(j)) ? leads_to(j, unit) : 0;
        if (leads > best)
            strings_free(&j->d->candidates);
        best = leads > best ? leads : best;
        if (leads == best)
            strings_add(&j->d->candidates, unit);
    }
}

static void
wrong_route(struct judge *j)
{
    find_route(j);
    for (size_t i = 0; i < j->d->nitems; i++)
        j->d->items[i].unit = NULL;         /* it counts for nobody */
    j->d->unsure = 0;
    judge_settle(j, OUTCOME_WRONG_ROUTE, REASON_LOCAL, MATTER_NONE);
}

bool
judge_mixed(const struct judge *j)
{
    bool dossier = false, report = false;

    for (size_t i = 0; i < j->d->nitems; i++) {
        const struct report *r = j->d->items[i].report;

        dossier = dossier || (r != NULL && r->nparts > 0);
        report = report || (r != NULL && r->nparts == 0);
    }
    return dossier && report;
}

enum side { SIDE_NONE, SIDE_REPORT, SIDE_DOSSIER, SIDE_EITHER };

/* Photographs, annexes and folders go with whatever they came with. */
static enum side
side_of(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];
    enum side side = SIDE_NONE;

    for (size_t i = 0; i < j->d->nitems; i++)
        if (j->d->items[i].report->nparts == 0 &&
            carries_report(&j->d->evidences, file, j->d->items[i].report->code))
            return SIDE_REPORT;
    for (size_t i = 0; i < j->d->nitems; i++) {
        const struct report *r = j->d->items[i].report;

        if (r->nparts > 0 && (part_of(r, a).part != NULL || part_of(r, a).several))
            side = SIDE_DOSSIER;
    }
    if (side == SIDE_NONE &&
        (kinds_called_annex(a) ||
         (a->type != NULL && format_named(a->type)->class == FORMAT_IS_PICTURE)))
        side = SIDE_EITHER;
    return side;
}

static bool
is_folder(const struct message *m, int file)
{
    bool is = false;

    for (size_t i = 0; i < m->nattachments && !is; i++)
        is = m->attachments[i].inside == file;
    return is;
}

bool
judge_parted(const struct judge *j)
{
    size_t n[SIDE_EITHER + 1] = {0};
    int *pdf_of;

    if (!judge_mixed(j))
        return false;
    pdf_of = xcalloc(j->m->nattachments + 1, sizeof *pdf_of);
    renditions_pair(j->m->attachments, j->m->nattachments, pdf_of);
    for (size_t i = 0; i < j->m->nattachments; i++)
        if (attachment_counts(&j->m->attachments[i]) && pdf_of[i] < 0 && !is_folder(j->m, (int)i))
            n[side_of(j, (int)i)]++;
    free(pdf_of);
    return n[SIDE_REPORT] > 0 && n[SIDE_DOSSIER] > 0 && n[SIDE_NONE] == 0;
}

/* The communes are the dossier's; the report must be told from it. */
static void
told_apart(struct judge *j)
{
    if (judge_parted(j))
        return;
    j->d->unsure |= UNSURE_REPORT;
    judge_doubt(j, REASON_MIXED_FILES);
}

/* Beside what another body issued comes the unit's own report. */
static bool
own_paper(const struct judge *j)
{
    bool own = false;

    for (size_t i = 0; i < j->d->nitems; i++)
        for (size_t f = 0; f < j->m->nattachments && j->d->items[i].report != NULL; f++)
            own = own || (attachment_counts(&j->m->attachments[f]) &&
                          carries_report(&j->d->evidences, (int)f, j->d->items[i].report->code));
    return own;
}

static bool
writes_it(const struct judge *j, int file)
{
    return judge_row(j, SOURCE_LETTERHEAD, MATTER_LOCAL_WRITES, file) != NULL ||
           judge_row(j, SOURCE_DOCUMENT, MATTER_LOCAL_WRITES, file) != NULL ||
           judge_row(j, SOURCE_FILE_NAME, MATTER_LOCAL_WRITES, file) != NULL;
}

bool
judge_own_commune(const struct judge *j, int file)
{
    const struct evidences *e = &j->d->evidences;
    bool own = false;

    for (size_t i = 0; i < e->n && !own && j->unit != NULL && writes_it(j, file); i++)
        own = e->v[i].attachment == file && e->v[i].matter == MATTER_COMMUNE &&
              e->v[i].unit != NULL && strcmp(e->v[i].unit, j->unit->code) == 0;
    return own;
}

/* What others wrote goes with the unit's own report; where it is its communes' nobody need look. */
static void
beside_own_paper(struct judge *j)
{
    for (size_t i = 0; i < j->m->nattachments; i++)
        j->d->flagged = j->d->flagged ||
                        (attachment_counts(&j->m->attachments[i]) && writes_it(j, (int)i) &&
                         !judge_own_commune(j, (int)i));
}

bool
judge_local_sender(struct judge *j)
{
    bool subject = judge_says(j, SOURCE_SUBJECT, MATTER_LOCAL_WRITES),
         writes = subject || judge_says(j, SOURCE_FILE_NAME, MATTER_LOCAL_WRITES);
    bool names = judge_says(j, SOURCE_SUBJECT, MATTER_LOCAL) ||
                 judge_all_files(j, MATTER_LOCAL, MATTER_LOCAL_WRITES);
    bool document = judge_says(j, SOURCE_LETTERHEAD, MATTER_LOCAL_WRITES);
    bool district = j->d->sender_registered;
    if (judge_elsewhere(j))                 /* no route of ours */
        return false;
    bool text = j->weaker && (judge_says(j, SOURCE_BODY, MATTER_LOCAL_WRITES) ||
                              judge_says(j, SOURCE_DOCUMENT, MATTER_LOCAL_WRITES));

    if (!(writes || names || document || text) ||
        (judge_about_candidates(j) && (district || (names && j->unit != NULL))))
        return false;
    if (district && judge_mixed(j)) {
        told_apart(j);
        return false;
    }
    if (district && !subject && !names && own_paper(j)) {
        beside_own_paper(j);
        return false;
    }
    if (district) {
        judge_doubt(j, document && !writes ? REASON_LOCAL_DOCUMENT : REASON_ABOUT_LOCAL);
        return false;
    }
    wrong_route(j);
    return true;
}

void
judge_beside_commune(struct judge *j)
{
    if (j->weaker &&
        (judge_says(j, SOURCE_BODY, MATTER_LOCAL) || judge_says(j, SOURCE_DOCUMENT, MATTER_LOCAL)))
        judge_doubt(j, REASON_ABOUT_LOCAL);
}
