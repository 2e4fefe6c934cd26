/* "Kế hoạch 2024 và báo cáo 2023": beside the next year's plan it is the report of the year. */
#include "core/match/judge.h"

#include <stdlib.h>

#include "base/mem.h"
#include "kinds.h"

#define FAR 6                   /* words between a paper and its year */

static const char *const plans[] = { "ke hoach" };
static const char *const reports[] = { "bao cao", "tong ket", "ket qua" };

/* Of the paper that is named here; 0: none, or another paper's. */
static int
year_of(const struct tokens *t, size_t at)
{
    static const char *const joints[] = { "va", "kem", "cung", "theo" };

    for (size_t i = at; i < t->n && i < at + FAR; i++) {
        if (i > at && (ANY_AT(t, i, plans) || ANY_AT(t, i, joints) || token_gap(&t->v[i], ",;+&(")))
            return 0;
        if (t->v[i].number >= 2000 && t->v[i].number < 2100)
            return t->v[i].number;
    }
    return 0;
}

/* Sent beside the report, and not what it is about. */
static bool
is_sent(const struct tokens *t, size_t at)
{
    static const char *const about[] = { "theo", "hien", "khai", "cua", "trong", "ve" };

    return at == 0 || !ANY_AT(t, at - 1, about);
}

/* The years that the subject gives, taken together, are none of the report's. */
static void
drop_years(struct judge *j)
{
    struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == SOURCE_SUBJECT && e->v[i].report == NULL) {
            free(e->v[i].period);
            e->v[i].period = NULL;
        }
}

/* ... and is named beside it: "..., báo cáo 2023", "và báo cáo 2023". */
static bool
beside(const struct tokens *t, size_t at)
{
    static const char *const joints[] = { "va", "kem", "cung", "gui", "la" };

    return at == 0 || token_gap(&t->v[at], ",;+&-/") || ANY_AT(t, at - 1, joints);
}

static int
plan_year(const struct tokens *t)
{
    size_t at = TOKENS_FIND(t, 0, plans);

    while (at < t->n && !is_sent(t, at))
        at = TOKENS_FIND(t, at + 1, plans);
    return at < t->n ? year_of(t, at) : 0;
}

static void
name(struct judge *j, const char *report, enum matter matter, int year)
{
    struct evidence *row = evidence_add(&j->d->evidences, SOURCE_SUBJECT, STRENGTH_STRONG,
                                        j->m->subject);

    row->report = report != NULL ? xstrdup(report) : NULL;
    row->matter = matter;
    row->period = xasprintf("%d", year);
}

void
judge_year(struct judge *j)
{
    struct kinds named = kinds_named(j, SOURCE_SUBJECT, -1);
    const struct report *r = named.n == 0 ? index_only(j->index, RANK_YEAR) : NULL;
    int ahead = r != NULL ? plan_year(&j->subject) : 0;
    size_t at = TOKENS_FIND(&j->subject, 0, reports);

    if (ahead == 0 || judge_says(j, SOURCE_SUBJECT, MATTER_OUTSIDE))
        return;
    while (at < j->subject.n &&
           (year_of(&j->subject, at) == 0 || !beside(&j->subject, at)))
        at = TOKENS_FIND(&j->subject, at + 1, reports);
    if (at >= j->subject.n)
        return;
    if (year_of(&j->subject, at) != ahead - 1) {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_NO_REPORT);       /* of which kind it is, its year does not say */
        return;
    }
    j->d->flagged = true;               /* by its year alone, and of the plan perhaps nothing came */
    drop_years(j);
    name(j, r->code, MATTER_NONE, ahead - 1);
    if (!judge_says(j, SOURCE_SUBJECT, MATTER_PLAN))
        name(j, NULL, MATTER_PLAN, ahead);
}
