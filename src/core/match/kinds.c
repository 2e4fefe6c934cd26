/* The reports that a place of a mail names. */
#include "kinds.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/dossier/part.h"
#include "core/language/tokens.h"

#define TYPE_READ 40            /* bytes of "tờ trình", however it is written */

bool
kinds_have(const struct kinds *k, const struct report *r)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i] == r)
            return true;
    return false;
}

/* Words of a document allow this report: they name it, or another kind of
 * dossier, for one "tờ trình" is as good a part of the one as of the other. */
bool
kinds_allow(const struct kinds *k, const struct report *r)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i] == r || (r != NULL && r->nparts > 0 && k->v[i]->nparts > 0))
            return true;
    return k->n == 0;
}

static void
add(struct kinds *k, const struct report *r)
{
    if (r != NULL && k->n < KINDS_SEEN && !kinds_have(k, r))
        k->v[k->n++] = r;
}

bool
kinds_ours(const struct judge *j, int attachment)
{
    return attachment >= 0 && judge_row(j, SOURCE_LETTERHEAD, MATTER_OURS, attachment) != NULL;
}

const struct report *
kinds_plan(const struct judge *j)
{
    for (size_t i = 0; i < j->plan->nreports; i++)
        if (index_rank(j->index, &j->plan->reports[i]) == RANK_PLAN)
            return &j->plan->reports[i];
    return NULL;
}

static const struct evidence *
title_row(const struct judge *j, enum matter matter, int attachment)
{
    const struct evidence *row = judge_row(j, SOURCE_LETTERHEAD, matter, attachment);

    return row != NULL ? row : judge_row(j, SOURCE_HEAD, matter, attachment);
}

/* By its type a paper of this file can be the report: a dossier holds minutes and decisions, a list
 * is a list, a plan a plan; "Quyết định khen thưởng 6 tháng" reports nothing. */
static bool
paper_fits(const struct judge *j, int attachment, const struct report *r)
{
    const struct evidence *row = attachment < 0 || r == NULL || r->nparts > 0
                                     ? NULL
                                     : title_row(j, MATTER_PAPER, attachment);
    enum rank rank = r != NULL ? index_rank(j->index, r) : RANK_ONCE;

    if (attachment >= 0 && judge_selects(r) && judge_roster(j, attachment))
        return false;
    if (row != NULL)
        return rank == RANK_LIST && row->quote != NULL &&
               (strcmp(row->quote, "Danh sách") == 0 || strcmp(row->quote, "Bản đăng ký") == 0);
    return attachment < 0 || r == NULL || r->nparts > 0 || rank == RANK_PLAN ||
           title_row(j, MATTER_PLAN, attachment) == NULL;
}

/* Reports a source names; of one attachment, or of any that is not ours. */
struct kinds
kinds_named(const struct judge *j, enum source source, int attachment)
{
    const struct evidences *e = &j->d->evidences;
    struct kinds k = {0};

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].report != NULL && e->v[i].source == source &&
            (attachment == KINDS_ANY || e->v[i].attachment == attachment) &&
            !kinds_ours(j, e->v[i].attachment) &&
            paper_fits(j, e->v[i].attachment, plan_report(j->plan, e->v[i].report)))
            add(&k, plan_report(j->plan, e->v[i].report));
    return k;
}

struct kinds
kinds_titled(const struct judge *j, int attachment)
{
    struct kinds k = kinds_named(j, SOURCE_LETTERHEAD, attachment),
                 heads = kinds_named(j, SOURCE_HEAD, attachment);

    for (size_t i = 0; i < heads.n; i++)
        add(&k, heads.v[i]);
    return k;
}

/* An archive that was opened is a folder: "ho so.zip" is just what people call one. */
static bool
only_folder(const struct judge *j, int attachment)
{
    const struct evidences *e = &j->d->evidences;
    bool opened = false, plain = true;

    for (size_t i = 0; i < j->m->nattachments; i++)
        opened = opened || j->m->attachments[i].inside == attachment;
    for (size_t i = 0; i < e->n && opened; i++)
        if (e->v[i].attachment == attachment && e->v[i].report != NULL && e->v[i].quote != NULL)
            plain = plain && strchr(e->v[i].quote, ' ') == strrchr(e->v[i].quote, ' ');     /* two syllables at most */
    return opened && plain;
}

bool
kinds_called_annex(const struct attachment *a)
{
    const char *title = attachment_title(a);
    static const char *const annexes[] = { "phu luc", "phu bieu", "cac phu luc", "cac phu bieu" };
    struct tokens t;
    size_t at = 0;
    bool is;

    if (title == NULL || *title == '\0' || strchr("pPcC0123456789", *title) == NULL)
        return false;
    tokens_of(title, strlen(title), &t);
    while (at < t.n && t.v[at].number >= 0)         /* "02. Phụ lục" */
        at++;
    is = tokens_any(&t, at, annexes, ARRAY_LEN(annexes)) ||
         (at + 1 < t.n && token_is(&t.v[at], "pl") && t.v[at + 1].number > 0);
    tokens_free(&t);
    return is;
}

bool
kinds_annex(const struct judge *j, int attachment)
{
    bool beside = false;

    if (attachment < 0 || !kinds_called_annex(&j->m->attachments[attachment]))
        return false;
    for (size_t i = 0; i < j->m->nattachments && !beside; i++)
        beside = attachment_counts(&j->m->attachments[i]) &&
                 !kinds_called_annex(&j->m->attachments[i]);
    return beside;
}

/* An annex is what the paper beside it is, unless the subject names its report. */
static void
drop_unnamed(const struct judge *j, struct kinds *k)
{
    struct kinds subject = kinds_named(j, SOURCE_SUBJECT, -1);
    size_t kept = 0;

    for (size_t i = 0; i < k->n; i++)
        if (kinds_have(&subject, k->v[i]))
            k->v[kept++] = k->v[i];
    k->n = kept;
}

/* "TTr.pdf" beside a report, and nothing speaks of a dossier or of whom it proposes: it covers the report. */
static bool
only_covers(const struct judge *j, int attachment, const struct kinds *k)
{
    const struct evidence *row, *thread = judge_row(j, SOURCE_THREAD, MATTER_NONE, -1);
    struct kinds subject = kinds_named(j, SOURCE_SUBJECT, -1);
    const struct report *r = thread != NULL  ? plan_report(j->plan, thread->report)
                             : subject.n > 0 ? subject.v[0]
                                             : NULL;
    struct tokens t;
    bool bare;

    if (k->n != 1 || k->v[0]->nparts == 0 || r == NULL || r->nparts > 0 ||
        kinds_have(&subject, k->v[0]))
        return false;
    row = judge_row(j, SOURCE_FILE_NAME, MATTER_NONE, attachment);
    tokens_of(row != NULL && row->quote != NULL ? row->quote : "", TYPE_READ, &t);
    bare = t.n == 2 && tokens_are(&t, 0, "to trinh");
    tokens_free(&t);
    return bare && judge_row(j, SOURCE_FILE_NAME, MATTER_LOCAL, attachment) == NULL &&
           judge_row(j, SOURCE_FILE_NAME, MATTER_LOCAL_WRITES, attachment) == NULL &&
           judge_row(j, SOURCE_FILE_NAME, MATTER_COMMUNE, attachment) == NULL;
}

/* What one file shows itself to be: by its title, else by its name. A covering letter names what it covers,
 * a report of an earlier round is none that is sent. */
struct kinds
kinds_of_file(const struct judge *j, int attachment)
{
    struct kinds k = kinds_titled(j, attachment);

    if (judge_cover(j, attachment) || judge_is_earlier(j, attachment))
        return (struct kinds){0};
    if (k.n == 0 && !only_folder(j, attachment)) {
        k = kinds_named(j, SOURCE_FILE_NAME, attachment);
        if (only_covers(j, attachment, &k))
            return (struct kinds){0};
    }
    if (kinds_annex(j, attachment))
        drop_unnamed(j, &k);
    return k;
}

struct kinds
kinds_of_files(const struct judge *j)
{
    struct kinds all = {0};

    for (size_t i = 0; i < j->m->nattachments; i++) {
        struct kinds k = kinds_of_file(j, (int)i);
        for (size_t n = 0; n < k.n; n++)
            add(&all, k.v[n]);
    }
    return all;
}

bool
kinds_supported(const struct judge *j, const struct report *r)
{
    struct kinds files = kinds_of_files(j);

    return kinds_have(&files, r);
}

/* "6 tháng đầu năm" for the report that the plan calls "báo cáo 6 tháng": its own period. */
static bool
own_words(const struct report *r, const struct evidence *row)
{
    char *name = text_fold(r->name), *quote = text_fold(row->quote != NULL ? row->quote : "");
    bool own = text_has_tokens(name, quote);

    for (size_t i = 0; i < r->subject_words.n && !own; i++) {
        free(name);
        name = text_fold(r->subject_words.v[i]);
        own = text_has_tokens(name, quote);
    }
    free(name);
    free(quote);
    return own;
}

/* The title of this file is of another period or kind than this report, whatever its name says. */
static bool
titled_other(const struct judge *j, int file, const struct report *r)
{
    const struct evidences *e = &j->d->evidences;
    struct kinds titles = kinds_titled(j, file);
    bool plan = index_rank(j->index, r) == RANK_PLAN, other = false;

    for (size_t i = 0; i < e->n && !kinds_have(&titles, r) && !other; i++) {
        const struct evidence *row = &e->v[i];

        if (row->attachment == file && (row->source == SOURCE_LETTERHEAD || row->source == SOURCE_HEAD))
            other = (row->matter == MATTER_OUTSIDE && !own_words(r, row)) ||
                    (!plan && row->matter == MATTER_PLAN) ||
                    (row->matter == MATTER_PAPER && !paper_fits(j, file, r));
    }
    return other;
}

bool
kinds_titled_otherwise(const struct judge *j, const struct report *r)
{
    bool other = judge_other_list(j, r), supported = false;

    for (size_t i = 0; i < j->m->nattachments; i++) {
        struct kinds k = kinds_of_file(j, (int)i);
        bool counts = !kinds_ours(j, (int)i) && attachment_counts(&j->m->attachments[i]) &&
                      !kinds_annex(j, (int)i);

        if (counts && titled_other(j, (int)i, r))
            other = true;
        else
            supported = supported || kinds_have(&k, r);
    }
    return other && !supported;
}

/* Each file is a part of such a dossier, whatever else its title might name: "Báo cáo kết quả xây dựng
 * xã điển hình năm 2023" is the part that was asked for. */
bool
kinds_all_parts(const struct judge *j, const struct report *r)
{
    bool all = r->nparts > 0;

    for (size_t i = 0; i < j->m->nattachments && all; i++)
        all = !attachment_counts(&j->m->attachments[i]) ||
              part_of(r, &j->m->attachments[i]).part != NULL;
    return all;
}
