/* What comes in the report's place, and is not it by the letter's own words. */
#include "core/match/judge.h"

#include <string.h>

#include "base/mem.h"
#include "core/form/finding.h"
#include "core/form/validate.h"
#include "core/language/beside.h"
#include "core/language/want.h"
#include "kinds.h"
#include "model/format.h"

#define NAME_READ 200           /* bytes */

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

/* The unit's report was returned. */
static bool
returned(const struct judge *j, const struct item *item)
{
    bool is = false;

    for (size_t i = 0; i < j->known->nanswered && j->unit != NULL && item->period != NULL; i++) {
        const struct obligation *o = &j->known->answered[i];

        is = is || (o->state == STATE_RETURNED && strcmp(o->unit, j->unit->code) == 0 &&
                    strcmp(o->report, item->report->code) == 0 &&
                    strcmp(o->period, item->period) == 0);
    }
    return is;
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
    return item->report != NULL && returned(j, item) &&
           (beside_depicts(&j->words) || !told_as_page(j)) && all_are(j, mere_picture, name);
}
