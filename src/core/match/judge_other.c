/* What comes in the report's place, and is not it by the letter's own words. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/finding.h"
#include "core/form/validate.h"
#include "core/language/beside.h"
#include "core/language/want.h"
#include "gather.h"
#include "kinds.h"
#include "model/format.h"

#define NAME_READ 200           /* bytes */
#define NOTICE_MOST 4000        /* bytes: a report of half a year is longer */

/* A picture of which neither its words nor its name say that it is a report. */
static bool
mere_picture(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];
    const char *title = attachment_title(a);
    struct tokens t;
    bool named;

    if (a->type == NULL || format_named(a->type)->class != FORMAT_IS_PICTURE ||
        kinds_of_file(j, file).n > 0)
        return false;
    tokens_of(title != NULL ? title : "", NAME_READ, &t);
    named = tokens_paper(&t, 0) < t.n;
    tokens_free(&t);
    return !named;
}

static bool
blank_form(const struct judge *j, int file, const struct report *r)
{
    struct values values = {0};
    struct findings findings = {0};
    bool blank;

    if (r->form == NULL || j->m->attachments[file].nsheets == 0)
        return false;
    validate_extract(r->form, NULL, &j->m->attachments[file], &values, &findings);
    blank = values.n == 0;
    values_free(&values);
    findings_free(&findings);
    return blank;
}

static bool
holds_others(const struct attachment *a)
{
    return a->type != NULL && a->status == ATTACHMENT_READ && a->size > 0 &&
           format_named(a->type)->class == FORMAT_IS_ARCHIVE;
}

/* Of the files that came, which is one at least; *name: of the last that was looked at. */
static bool
all_are(const struct judge *j, bool (*is)(const struct judge *, int file), const char **name)
{
    bool all = j->files > 0;

    for (size_t i = 0; i < j->m->nattachments && all; i++) {
        const struct attachment *a = &j->m->attachments[i];

        if (!attachment_counts(a) || holds_others(a))
            continue;
        all = is(j, (int)i);
        *name = attachment_title(a);
    }
    return all;
}

bool
judge_pictures(const struct judge *j)
{
    const char *name;

    return all_are(j, mere_picture, &name) && !beside_names_page(&j->words);
}

static bool
no_cells(const struct attachment *a)
{
    bool none = true;

    for (size_t i = 0; i < a->nsheets && none; i++)
        for (size_t k = 0; k < a->sheets[i].ncells && none; k++)
            none = a->sheets[i].cells[k].value == NULL;
    return none;
}

/* A text or workbook that was read, and in which nothing stands: no picture either, nothing in the margins,
 * nothing hidden or laid into it. */
static bool
empty(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];
    const struct format_facts *is = a->type != NULL ? format_named(a->type) : NULL;
    bool page = is == &format_facts[FORMAT_DOCX] && a->text != NULL,
         book = is == &format_facts[FORMAT_XLSX] && a->nsheets > 0;

    return (page || book) && a->status == ATTACHMENT_READ && a->flags.n == 0 && a->margins.n == 0 &&
           a->nfields == 0 && no_cells(a) &&
           (a->text == NULL || a->text[strspn(a->text, " \t\n\f")] == '\0');
}

bool
judge_empty(const struct judge *j, const char **name)
{
    return all_are(j, empty, name);
}

bool
judge_said_other(const struct judge *j, const struct report *r, const char **name)
{
    enum rank rank = index_rank(j->index, r);
    bool pictures = j->files > 0 && (rank == RANK_PART || rank == RANK_YEAR), form = pictures;

    for (size_t i = 0; i < j->m->nattachments && (pictures || form); i++) {
        const struct attachment *a = &j->m->attachments[i];

        if (!attachment_counts(a) || holds_others(a))
            continue;
        pictures = pictures && mere_picture(j, (int)i) && beside_depicts(&j->words);
        form = form && beside_unopened(&j->words) && blank_form(j, (int)i, r);
        *name = attachment_title(a);
    }
    return pictures || form;
}

/* What became of the unit's report; STATE_OPEN: it did not come. */
static enum state
stands(const struct judge *j, const struct report *r, const char *period)
{
    enum state state = STATE_OPEN;

    for (size_t i = 0; i < j->known->nanswered && j->unit != NULL && period != NULL; i++) {
        const struct obligation *o = &j->known->answered[i];

        if (strcmp(o->unit, j->unit->code) == 0 && strcmp(o->report, r->code) == 0 &&
            strcmp(o->period, period) == 0)
            state = o->state;
    }
    return state;
}

/* Its type is none that reports, nor goes with a report: "Danh sách", "Phiếu gửi". */
static bool
typed_other(const struct judge *j, int file)
{
    static const char *const beside[] = { "Danh sách", "Phiếu" };
    const struct evidence *row = judge_row(j, SOURCE_LETTERHEAD, MATTER_PAPER, file);
    bool other;

    row = row != NULL ? row : judge_row(j, SOURCE_HEAD, MATTER_PAPER, file);
    other = row != NULL && row->quote != NULL;
    for (size_t i = 0; i < ARRAY_LEN(beside) && other; i++)
        other = strncmp(row->quote, beside[i], strlen(beside[i])) != 0;
    return other || judge_row(j, SOURCE_LETTERHEAD, MATTER_PLAN, file) != NULL ||
           judge_row(j, SOURCE_HEAD, MATTER_PLAN, file) != NULL;
}

/* By its type, its title or, without one, its name. */
static bool
called_other(const struct judge *j, int file)
{
    const struct attachment *a = &j->m->attachments[file];
    char *title = gather_title(a);
    const char *called = *title != '\0' ? title : attachment_title(a);
    struct tokens t;
    size_t at = 0;
    bool other = typed_other(j, file);

    tokens_of(called != NULL ? called : "", NAME_READ, &t);
    while (at < t.n && t.v[at].number >= 0)         /* "02. Biên bản.pdf" */
        at++;
    other = other || beside_matter_at(&t, at);
    tokens_free(&t);
    free(title);
    return other;
}

/* Where the letter speaks for a file: it says nothing itself. */
static bool
says_nothing(const struct judge *j, int file)
{
    return kinds_of_file(j, file).n == 0 && !kinds_called_annex(&j->m->attachments[file]) &&
           !judge_form_stands(j, &j->m->attachments[file]);
}

/* Why the file is none; REASON_NONE: it may be the report, or go with it. */
static enum reason
other_file(const struct judge *j, int file)
{
    bool own = !judge_is_reply(j) && kinds_named(j, SOURCE_SUBJECT, -1).n == 0;

    if (kinds_titled(j, file).n == 0 && called_other(j, file))
        return want_part(&j->words) ? REASON_NONE : REASON_DOCUMENT_AND_SUBJECT;
    return says_nothing(j, file) &&
                   (beside_matter(&j->words) || (own && beside_matter(&j->subject)))
               ? REASON_TEXT_AND_FILE
               : REASON_NONE;
}

enum reason
judge_other_matter(const struct judge *j, const struct report *r, const char *period)
{
    enum rank rank = r != NULL ? index_rank(j->index, r) : RANK_LIST;
    enum state state = r != NULL ? stands(j, r, period) : STATE_OPEN;
    enum reason why = REASON_NONE;

    if (state == STATE_RETURNED || state == STATE_INCOMPLETE || rank == RANK_LIST ||
        rank == RANK_PLAN || r->nparts > 0 || r->recurrence == RECUR_ON_REQUEST ||
        judge_has(j, SOURCE_FORM) ||
        (state == STATE_OPEN && (j->other || r->recurrence == RECUR_ONCE)))
        return REASON_NONE;
    for (size_t i = 0; i < j->m->nattachments; i++)
        if (attachment_counts(&j->m->attachments[i]) && !holds_others(&j->m->attachments[i])) {
            why = other_file(j, (int)i);
            if (why == REASON_NONE)
                break;
        }
    return why;
}

/* The letter calls what it sends the signed page, or the report once more. */
static bool
told_as_page(const struct judge *j)
{
    static const char *const pages[] = { "ban ky", "da ky", "chu ky", "co ky", "dong dau", "con dau", "co dau",
                                         "ban chup", "ban giay", "ban do", "ban scan", "ban goc",
                                         "van ban", "trang", "bao cao da", "bao cao moi",
                                         "bo sung" };

    return want_again(&j->words) || SOMEWHERE(&j->words, pages, NULL) ||
           (!judge_is_reply(j) && (want_again(&j->subject) || SOMEWHERE(&j->subject, pages, NULL)));
}

bool
judge_bare_picture(const struct judge *j, const struct item *item, const char **name)
{
    return item->report != NULL && stands(j, item->report, item->period) == STATE_RETURNED &&
           (beside_depicts(&j->words) || !told_as_page(j)) && all_are(j, mere_picture, name);
}

/* At least a third of the form of the report, which units fill in by what they had, or a table of its list. */
static bool
holds_whole(const struct judge *j, const struct attachment *a, const struct report *r)
{
    size_t least = 0;

    if (r->form == NULL)
        return false;
    for (size_t i = 0; i < r->form->nsections; i++)
        least += r->form->sections[i].nfields;
    least = index_rank(j->index, r) == RANK_LIST ? LIST_LEAST : (least + 2) / 3;
    return validate_found(r->form, a) >= least;
}

enum correction { CORRECTS_NONE, CORRECTS_IS, CORRECTS_BESIDE };

/* "V/v đính chính báo cáo ...": a page that only says so, or by its name the scan of one. */
static enum correction
corrects(const struct judge *j, const struct attachment *a, const struct report *r)
{
    bool read = a->text != NULL && a->text[strspn(a->text, " \t\n\f")] != '\0', typed;

    if (a->nsheets > 0 || a->identity.report != NULL)
        return CORRECTS_NONE;
    if (read)
        return strlen(a->text) < NOTICE_MOST && gather_corrects(a) && !holds_whole(j, a, r) ? CORRECTS_IS : CORRECTS_NONE;
    if (attachment_title(a) == NULL || !gather_correction(attachment_title(a), &typed))
        return CORRECTS_NONE;
    return typed ? CORRECTS_IS : CORRECTS_BESIDE;
}

bool
judge_only_corrects(const struct judge *j, const struct report *r)
{
    bool any = false;

    if (r == NULL || r->nparts > 0 || judge_has(j, SOURCE_FORM))
        return false;
    for (size_t i = 0; i < j->m->nattachments; i++) {
        const struct attachment *a = &j->m->attachments[i];
        enum correction is = !attachment_counts(a) || holds_others(a) ? CORRECTS_BESIDE : corrects(j, a, r);

        if (is == CORRECTS_NONE)
            return false;
        any = any || is == CORRECTS_IS;
    }
    return any;
}
