/* Each file of a mail ends somewhere: as a report, as the unit's plan, or said to count for nothing. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/form/finding.h"
#include "core/language/want.h"
#include "kinds.h"
#include "model/format.h"
#include "model/rendition.h"

#define NAME_READ 200           /* bytes */
#define HEAD_LINES 12           /* of a page, in which its title stands */

static const struct evidence *
shown(const struct judge *j, enum matter matter, int file)
{
    static const enum source places[] = { SOURCE_LETTERHEAD, SOURCE_HEAD, SOURCE_FILE_NAME };
    const struct evidence *row = NULL;

    for (size_t i = 0; i < ARRAY_LEN(places) && row == NULL; i++)
        row = judge_row(j, places[i], matter, file);
    return row;
}

/* A paper by itself, and not the photograph, annex, covering letter or form that goes with a report. */
static bool
stands_alone(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];

    return attachment_counts(a) && !kinds_ours(j, file) && !kinds_annex(j, file) &&
           a->identity.report == NULL && !judge_cover(j, file) &&
           (a->type == NULL || format_named(a->type)->class != FORMAT_IS_PICTURE);
}

/* A list of whomever goes with the report that tells of them. */
static bool
is_list(const struct judge *j, int file)
{
    char *name = text_fold(attachment_title(&j->m->attachments[file]) != NULL ? attachment_title(&j->m->attachments[file]) : "");
    bool is = strncmp(name, "danh sach", strlen("danh sach")) == 0 || strncmp(name, "ds ", strlen("ds ")) == 0;

    free(name);
    return is;
}

/* The paper goes with what it covers ("Phiếu gửi"), proves what is on a list or puts a plan into force. */
static bool
goes_with(const struct judge *j, const struct evidence *paper)
{
    static const char *const types[] = { "Phiếu", "Danh sách" };
    bool goes = false;

    for (size_t i = 0; i < ARRAY_LEN(types) && paper->quote != NULL; i++)
        goes = goes || strncmp(paper->quote, types[i], strlen(types[i])) == 0;
    for (size_t i = 0; i < j->d->nitems; i++) {
        enum rank rank = index_rank(j->index, j->d->items[i].report);

        goes = goes || rank == RANK_LIST || rank == RANK_PLAN;
    }
    return goes;
}

bool
judge_shows_other(const struct judge *j, int file)
{
    static const enum matter matters[] = { MATTER_PAPER, MATTER_PLAN, MATTER_OUTSIDE,
                                           MATTER_FOREIGN, MATTER_ROSTER, MATTER_EARLIER };
    bool other = false;

    for (size_t i = 0; i < ARRAY_LEN(matters); i++)
        other = other || shown(j, matters[i], file) != NULL;
    return other;
}

bool
judge_may_be(const struct judge *j, int file, const struct report *r)
{
    const struct evidence *paper = shown(j, MATTER_PAPER, file);
    bool list = paper != NULL && paper->quote != NULL && strcmp(paper->quote, "Danh sách") == 0;

    return kinds_of_file(j, file).n == 0 && stands_alone(j, file) &&
           (r->nparts > 0 || !judge_shows_other(j, file) ||
            (list && index_rank(j->index, r) == RANK_LIST && !judge_roster(j, file)));
}

bool
judge_apart(const struct judge *j, const struct report *r)
{
    bool ours = false, other = false;

    for (size_t i = 0; i < j->m->nattachments; i++) {
        struct kinds k = kinds_of_file(j, (int)i);

        ours = ours || (attachment_counts(&j->m->attachments[i]) && kinds_have(&k, r));
        other = other || (k.n == 0 && stands_alone(j, (int)i) && judge_shows_other(j, (int)i));
    }
    return ours && other;
}

/* By its own title or name the file is none of what the mail delivers. */
static bool
another(const struct judge *j, int file)
{
    struct kinds k = kinds_of_file(j, file);
    const struct evidence *paper = shown(j, MATTER_PAPER, file);
    bool ours = false;

    if (!stands_alone(j, file))
        return false;
    for (size_t i = 0; i < j->d->nitems; i++)
        ours = ours || kinds_have(&k, j->d->items[i].report) ||
               (j->d->items[i].report == kinds_plan(j) && shown(j, MATTER_PLAN, file) != NULL);
    if ((shown(j, MATTER_LOCAL_WRITES, file) != NULL ||
         judge_row(j, SOURCE_DOCUMENT, MATTER_LOCAL_WRITES, file) != NULL) &&
        !judge_about_candidates(j))
        return true;                    /* what another body reports */
    if (ours || (paper != NULL && goes_with(j, paper)))
        return false;
    return k.n > 0 || (judge_shows_other(j, file) && !is_list(j, file));
}

/* ---- the unit's plan ------------------------------------------------------------------ */

/* By its title, or by its name where the mail names a plan beside the report. */
static bool
is_plan(const struct judge *j, int file)
{
    bool titled = judge_row(j, SOURCE_LETTERHEAD, MATTER_PLAN, file) != NULL ||
                  judge_row(j, SOURCE_HEAD, MATTER_PLAN, file) != NULL,
         named = judge_says(j, SOURCE_SUBJECT, MATTER_PLAN) ||
                 judge_says(j, SOURCE_BODY, MATTER_PLAN);
    struct kinds k = kinds_of_file(j, file);

    return k.n == 0 && shown(j, MATTER_FOREIGN, file) == NULL &&
           (titled || (named && judge_row(j, SOURCE_FILE_NAME, MATTER_PLAN, file) != NULL));
}

/* What the file says of its year, else the mail. */
static struct period_hint
plan_hint(const struct judge *j, int file)
{
    const struct evidences *e = &j->d->evidences;
    struct period_hint own = {0}, told = {0};

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];

        if (row->period == NULL || row->report != NULL)
            continue;
        if (row->attachment == file && row->source != SOURCE_DOCUMENT)
            period_hint_add(&own, row->period);
        else if (row->attachment < 0 && row->matter == MATTER_PLAN)
            period_hint_add(&told, row->period);
    }
    return own.year[0] != '\0' ? own : told;
}

static bool
deliver_plan(struct judge *j, int file)
{
    const struct report *plan = kinds_plan(j);
    struct period_hint hint = plan_hint(j, file);
    instant due;
    bool flag;
    char *period = plan != NULL && is_plan(j, file) ? judge_period(j, plan, &hint, &due, &flag)
                                                    : NULL;

    if (period == NULL)
        return false;
    *ARRAY_MORE(j->d->items, j->d->nitems) = (struct item){
        .unit = j->unit, .report = plan, .period = period, .attachment = -1, .on_time = true
    };
    return true;
}

/* ---- the files ------------------------------------------------------------------------- */

/* Reports, of which one comes in some other file. */
static bool
beside_a_report(const struct judge *j)
{
    bool report = j->d->nitems > 0, one = false;

    for (size_t i = 0; i < j->d->nitems; i++)
        report = report && j->d->items[i].report != NULL && j->d->items[i].report->nparts == 0;
    for (size_t i = 0; i < j->m->nattachments && report && !one; i++)
        one = attachment_counts(&j->m->attachments[i]) && !kinds_ours(j, (int)i) &&
              !another(j, (int)i);
    return one;
}

/* "PHỤ LỤC" heads the page. */
static bool
headed_annex(const struct attachment *a)
{
    const char *line = a->text != NULL ? a->text : "";
    bool is = false;

    for (int n = 0; n < HEAD_LINES && *line != '\0' && !is; n++) {
        size_t len = strcspn(line, "\n");
        struct buf folded = {0};

        text_fold_add(line, len, &folded);
        is = strncmp(buf_text(&folded), "phu luc", strlen("phu luc")) == 0;
        buf_free(&folded);
        line += len + (line[len] == '\n');
    }
    return is;
}

/* "46-BC.docx" */
static bool
named_report(const struct attachment *a)
{
    const char *title = attachment_title(a);
    char *folded = text_fold(title != NULL ? title : "");
    bool is = text_has_tokens(folded, "bc") || text_has_tokens(folded, "bao cao");

    free(folded);
    return is;
}

/* What goes with this report: a list, too, where the report has a form and is none itself. */
static bool
is_annex(const struct judge *j, int file, const struct report *r)
{
    const struct attachment *a = &j->m->attachments[file];

    return kinds_called_annex(a) || headed_annex(a) ||
           (r->form != NULL && index_rank(j->index, r) != RANK_LIST && is_list(j, file));
}

bool
judge_annexes(const struct judge *j, const struct report *r)
{
    bool all = j->files > 0;

    for (size_t i = 0; i < j->m->nattachments && all; i++)
        all = !attachment_counts(&j->m->attachments[i]) ||
              (is_annex(j, (int)i, r) && kinds_titled(j, (int)i).n == 0);
    return all;
}

bool
judge_adds(const struct judge *j, const struct report *r)
{
    bool again = want_again(&j->subject) || want_again(&j->words),
         part = want_part(&j->words) || (!judge_is_reply(j) && want_part(&j->subject)),
         words = j->d->evidences.beside.adds || (!judge_is_reply(j) && want_adds(&j->subject)),
         annexes = j->files > 0, whole = false, other = false;

    if (want_instead(&j->subject) || want_instead(&j->words) || r == NULL || r->nparts > 0)
        return false;
    for (size_t i = 0; i < j->m->nattachments; i++) {
        const struct attachment *a = &j->m->attachments[i];
        struct kinds k = kinds_of_file(j, (int)i), titles = kinds_titled(j, (int)i);
        bool annex = is_annex(j, (int)i, r);

        if (!attachment_counts(a) || kinds_ours(j, (int)i))
            continue;
        annexes = annexes && annex;
        other = other || (!kinds_called_annex(a) && !headed_annex(a) &&
                          !kinds_allow(&titles, r));
        whole = whole || a->identity.report != NULL ||
                (!annex && (kinds_have(&k, r) || named_report(a)));
    }
    return (part || annexes || (words && !again) || judge_said_other(j, r, &(const char *){ NULL })) &&
           j->files > 0 && !whole && !other;
}

bool
judge_added(const struct judge *j, const struct report *r, const char *period)
{
    return period != NULL && judge_answered(j, r, period) && judge_adds(j, r) &&
           judge_other_matter(j, r, period) == REASON_NONE;
}

void
judge_copies(const struct judge *j, bool *copy)
{
    int *pdf_of = xcalloc(j->m->nattachments + 1, sizeof *pdf_of);

    renditions_pair(j->m->attachments, j->m->nattachments, pdf_of);
    for (size_t i = 0; i < j->m->nattachments; i++)
        copy[i] = pdf_of[i] >= 0;
    free(pdf_of);
}

static size_t
papers(const struct judge *j)
{
    bool *copy = xcalloc(j->m->nattachments + 1, sizeof *copy);
    size_t n = 0;

    judge_copies(j, copy);
    for (size_t i = 0; i < j->m->nattachments; i++)
        n += attachment_counts(&j->m->attachments[i]) && !copy[i] && !kinds_annex(j, (int)i);
    free(copy);
    return n;
}

/* The subject names a plan beside the report, and no file shows itself to be it. */
static void
want_plan(struct judge *j)
{
    static const struct finding_words words = { .label = "kế hoạch", .label_en = "plan" };
    bool plan = !judge_says(j, SOURCE_SUBJECT, MATTER_PLAN) || papers(j) < 2;

    for (size_t i = 0; i < j->d->nitems; i++)
        plan = plan || j->d->items[i].report == kinds_plan(j);
    if (plan)
        return;
    j->d->flagged = true;
    finding_say(&j->d->items[0].findings, FINDING_NOT_AMONG, SEVERITY_WARNING, NULL, &words);
}

/* What a covering letter brings beside a report: its annex, list, table of figures. Where the form stands
 * in it, or its name says the report, it is that. */
static bool
comes_beside(const struct judge *j, int file, const struct report *r)
{
    static const char *const tables[] = { "bieu", "bang", "so lieu" };
    const struct attachment *a = &j->m->attachments[file];
    const char *title = attachment_title(a);
    struct tokens t;
    bool table;

    tokens_of(title != NULL ? title : "", NAME_READ, &t);
    table = tokens_any(&t, 0, tables, ARRAY_LEN(tables));
    tokens_free(&t);
    return ((table && r->form != NULL) || is_annex(j, file, r)) &&
           kinds_of_file(j, file).n == 0 && !named_report(a) && !judge_form_stands(j, a);
}

/* No file is more than that, or its printed copy, or what goes with a report; *name: one of them. */
static bool
only_covers(const struct judge *j, const struct report *r, const char **name)
{
    bool *copy = NULL, only = j->files > 0, any = false;

    for (size_t i = 0; i < j->m->nattachments && !any; i++)
        any = judge_cover(j, (int)i);
    if (!any)
        return false;
    copy = xcalloc(j->m->nattachments + 1, sizeof *copy);
    judge_copies(j, copy);
    for (size_t i = 0; i < j->m->nattachments && only; i++)
        if (attachment_counts(&j->m->attachments[i]) && !copy[i]) {
            bool cover = judge_cover(j, (int)i);

            only = cover || comes_beside(j, (int)i, r);
            *name = cover ? attachment_title(&j->m->attachments[i]) : *name;
        }
    free(copy);
    return only;
}

/* ... of each report, that it has not come. */
static void
tell_covers(struct judge *j)
{
    for (size_t i = 0; i < j->d->nitems; i++) {
        const struct report *r = j->d->items[i].report;
        const char *name = NULL;
        enum finding_kind what;

        if (r == NULL || r->nparts > 0 || !r->needs_attachment)
            continue;
        if (judge_empty(j, &name))
            what = FINDING_EMPTY;
        else if (only_covers(j, r, &name))
            what = FINDING_COVER_ONLY;
        else if ((j->other = judge_said_other(j, r, &name)))
            what = FINDING_SAID_OTHER;
        else if (judge_bare_picture(j, &j->d->items[i], &name))
            what = FINDING_BARE_PICTURE;
        else
            continue;
        j->d->flagged = true;
        finding_say(&j->d->items[i].findings, what, SEVERITY_ERROR, NULL,
                    &(struct finding_words){ .value = name });
    }
}

void
judge_files(struct judge *j)
{
    tell_covers(j);
    j->d->flagged = j->d->flagged || judge_pictures(j);
    if (j->files < 2 || j->doubt != REASON_NONE || !beside_a_report(j))
        return;
    for (size_t i = 0; i < j->m->nattachments; i++) {
        if (!another(j, (int)i))
            continue;
        j->d->flagged = j->d->flagged ||
                        !(judge_is_earlier(j, (int)i) || judge_own_commune(j, (int)i));
        if (judge_is_earlier(j, (int)i) || !deliver_plan(j, (int)i))
            finding_say(&j->d->items[0].findings, FINDING_BESIDE, SEVERITY_WARNING,
                        attachment_title(&j->m->attachments[i]), NULL);
    }
    want_plan(j);
}
