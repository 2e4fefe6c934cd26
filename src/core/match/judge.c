/* One look at the rows of evidence, and what is decided from them. */
#include "core/match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "core/form/validate.h"
#include "core/language/gist.h"
#include "core/language/nil.h"
#include "core/language/passage.h"
#include "gather.h"

#define FORM_PLAIN 6            /* so many, and it is the form, whatever stands above it */

const struct evidence *
judge_row(const struct judge *j, enum source source, enum matter matter, int attachment)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == source && e->v[i].matter == matter &&
            (attachment == -2 || e->v[i].attachment == attachment))
            return &e->v[i];
    return NULL;
}

bool
judge_says(const struct judge *j, enum source source, enum matter matter)
{
    return judge_row(j, source, matter, -2) != NULL;
}

bool
judge_is_earlier(const struct judge *j, int file)
{
    return judge_row(j, SOURCE_FILE_NAME, MATTER_EARLIER, file) != NULL;
}

int
judge_offset(const struct judge *j)
{
    return j->known->office != NULL ? j->known->office->utc_offset : 0;
}

struct date
judge_day(const struct judge *j)
{
    return moment_of(j->known->received, judge_offset(j)).date;
}

void
judge_doubt(struct judge *j, enum reason why)
{
    if (j->doubt == REASON_NONE)
        j->doubt = why;
}

bool
judge_has(const struct judge *j, enum source source)
{
    for (size_t i = 0; i < j->d->evidences.n; i++)
        if (j->d->evidences.v[i].source == source)
            return true;
    return false;
}

void
judge_settle(struct judge *j, enum outcome outcome, enum reason reason, enum matter matter)
{
    j->d->outcome = outcome;
    j->d->reason = reason;
    j->d->matter = matter;
}

static const struct evidence *
file_shows(const struct judge *j, enum matter matter, int attachment)
{
    static const enum source places[] = {SOURCE_LETTERHEAD, SOURCE_HEAD, SOURCE_DOCUMENT, SOURCE_FILE_NAME};
    const struct evidence *row = NULL;

    for (size_t i = 0; i < ARRAY_LEN(places) && row == NULL; i++)
        row = judge_row(j, places[i], matter, attachment);
    return row;
}

/* Whatever the file is called, and whomever it lists: so much of a form of the plan stands in it. */
static bool
form_stands(const struct judge *j, const struct attachment *file, size_t least)
{
    for (size_t i = 0; i < j->plan->nreports; i++)
        if (j->plan->reports[i].form != NULL &&
            validate_found(j->plan->reports[i].form, file) >= least)
            return true;
    return false;
}

bool
judge_form_stands(const struct judge *j, const struct attachment *file)
{
    return form_stands(j, file, FORM_LEAST);
}

static bool
file_says_nil(const struct judge *j, const struct attachment *file)
{
    struct passage p;
    bool nil;

    if (!attachment_counts(file) || file->text == NULL || form_stands(j, file, FORM_LEAST))
        return false;
    passage_read(file->text, LETTER_READ, &p);
    nil = nil_said(&p.words);
    passage_free(&p);
    return nil;
}

void
judge_nil(struct judge *j)
{
    bool nil = false;

    for (size_t i = 0; i < j->d->nitems; i++) {
        struct item *item = &j->d->items[i];

        if (item->report == NULL || index_rank(j->index, item->report) != RANK_LIST)
            continue;
        nil = nil_said(&j->subject) || nil_said(&j->words);
        for (size_t f = 0; f < j->m->nattachments && !nil; f++)
            nil = file_says_nil(j, &j->m->attachments[f]);
        item->nil = nil;
        j->d->flagged = j->d->flagged || nil;
    }
}

static bool
form_plain(const struct judge *j)
{
    bool plain = false;

    for (size_t i = 0; i < j->m->nattachments && !plain; i++)
        plain = attachment_counts(&j->m->attachments[i]) &&
                form_stands(j, &j->m->attachments[i], FORM_PLAIN);
    return plain;
}

/* An archive, or a forwarded mail: its files speak for it. */
static bool
holds_files(const struct message *m, size_t i)
{
    bool holds = false;

    for (size_t k = i + 1; k < m->nattachments && !holds; k++)
        holds = m->attachments[k].inside == (int)i && attachment_counts(&m->attachments[k]);
    return holds;
}

/* By itself, or by the name of what it came in: "Dự thảo.zip", whose text is a list of all. */
static const struct evidence *
shown_within(const struct judge *j, enum matter matter, enum matter or, int i)
{
    const struct evidence *row = file_shows(j, matter, i);

    row = row != NULL ? row : file_shows(j, or, i);
    for (i = j->m->attachments[i].inside; i >= 0 && row == NULL; i = j->m->attachments[i].inside)
        row = judge_row(j, SOURCE_FILE_NAME, matter, i);
    return row;
}

bool
judge_file_shows(const struct judge *j, enum matter matter, int file)
{
    return shown_within(j, matter, matter, file) != NULL;
}

/* A file in which so much of a form of the plan stands shows nothing else, unless that is certain. */
static bool
all_files(const struct judge *j, enum matter matter, enum matter or, size_t form)
{
    const struct evidence *row;
    bool any = false;

    for (size_t i = 0; i < j->m->nattachments; i++) {
        if (!attachment_counts(&j->m->attachments[i]) || holds_files(j->m, i))
            continue;
        row = shown_within(j, matter, or, (int)i);
        if (row == NULL ||
            (row->strength == STRENGTH_WEAK && form_stands(j, &j->m->attachments[i], form)))
            return false;
        any = true;
    }
    return any;
}

bool
judge_all_files(const struct judge *j, enum matter matter, enum matter or)
{
    return all_files(j, matter, or, FORM_LEAST);
}

bool
judge_every_file(const struct judge *j, enum matter matter)
{
    return all_files(j, matter, matter, SIZE_MAX);
}

static bool
subject_names_report(const struct judge *j)
{
    for (size_t i = 0; i < j->d->evidences.n; i++)
        if (j->d->evidences.v[i].source == SOURCE_SUBJECT && j->d->evidences.v[i].report != NULL)
            return true;
    return false;
}

bool
judge_elsewhere(const struct judge *j)
{
    return judge_says(j, SOURCE_SUBJECT, MATTER_ELSEWHERE) ||
           judge_says(j, SOURCE_LETTERHEAD, MATTER_ELSEWHERE) ||
           judge_says(j, SOURCE_FILE_NAME, MATTER_ELSEWHERE) ||
           (!judge_has(j, SOURCE_SENDER) && (judge_says(j, SOURCE_BODY, MATTER_ELSEWHERE) ||
                                             judge_says(j, SOURCE_DOCUMENT, MATTER_ELSEWHERE)));
}

/* A title above the form says itself that the matter is ours. */
static bool
titled_ours(const struct judge *j)
{
    bool ours = false;

    for (size_t i = 0; i < j->m->nattachments && !ours; i++) {
        const struct attachment *a = &j->m->attachments[i];
        char *title = attachment_counts(a) ? gather_title(a) : NULL;
        struct gist gist;

        if (title == NULL)
            continue;
        gist_of(j->index, title, strlen(title), judge_day(j), &gist);
        ours = gist.our_topic.first != gist.our_topic.last;
        gist_free(&gist);
        free(title);
    }
    return ours;
}

bool
judge_foreign(const struct judge *j)
{
    /* The lines we asked for say what it is about, whatever stands above them. */
    bool answers = j->known->asked != NULL && j->files == 0 && judge_has(j, SOURCE_ANSWER);

    const struct evidence *subject = judge_row(j, SOURCE_SUBJECT, MATTER_FOREIGN, -2);

    if (!answers && subject != NULL && (subject_names_report(j) || j->files == 0)) {
        /* The form outweighs the subject; an officer sees both. Not one that names another matter wholly. */
        const bool plain = form_plain(j) && (subject->strength == STRENGTH_WEAK || titled_ours(j));

        j->d->flagged = j->d->flagged || plain;
        return !plain;
    }
    /* So does it outweigh a title: some words of the form stand in anybody's report. */
    bool foreign = all_files(j, MATTER_FOREIGN, MATTER_FOREIGN, FORM_PLAIN);

    j->d->flagged = j->d->flagged || (!foreign && judge_every_file(j, MATTER_FOREIGN));
    return foreign;
}

bool
judge_typed_foreign(const struct judge *j)
{
    const struct attachment text = { .text = j->m->text, .inside = -1 };
    char *title = gather_title(&text);
    struct evidences said = {0};
    struct gather g = { j->index, j->m, j->known, &said, judge_day(j) };
    struct gist gist;
    bool foreign;

    gist_of(j->index, title, strlen(title), g.day, &gist);
    gather_foreign(&g, SOURCE_LETTERHEAD, &gist, -1);
    foreign = said.n > 0 && said.v[0].strength == STRENGTH_STRONG;
    evidences_free(&said);
    gist_free(&gist);
    free(title);
    return foreign;
}
