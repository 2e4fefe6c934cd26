#include "core/match/carrier.h"

#include <stdlib.h>
#include <string.h>

#include "model/format.h"
#include "model/rendition.h"

enum says { SAYS_IT, SAYS_NOTHING, SAYS_ANOTHER, SAYS_NEVER };

static bool
readable(const struct attachment *a)
{
    return a->status == ATTACHMENT_READ && attachment_counts(a) &&
           (a->type == NULL || format_named(a->type)->form) &&
           (a->nsheets > 0 || a->ntables > 0 || a->ncontrols > 0 || a->nfields > 0 ||
            (a->text != NULL && *a->text != '\0'));
}

/* It names this request or none; request: NULL, any is meant. */
static bool
answers(const struct evidence *row, const char *request)
{
    return request == NULL || row->period == NULL || strncmp(row->period, "DX:", 3) != 0 ||
           strcmp(row->period, request) == 0;
}

/* By one kind of evidence about the file. */
static enum says
says_by(const struct evidences *e, enum source source, int file, const char *report,
        const char *request)
{
    enum says says = SAYS_NOTHING;

    for (size_t i = 0; i < e->n; i++) {
        const struct evidence *row = &e->v[i];
        if (row->attachment != file || row->source != source)
            continue;
        if (row->matter == MATTER_OURS)
            return SAYS_NEVER;
        if (row->report != NULL && says != SAYS_IT)
            says = strcmp(row->report, report) == 0 && answers(row, request) ? SAYS_IT
                                                                             : SAYS_ANOTHER;
    }
    return says;
}

/* A commune's own, or of an earlier round: it goes with the report. */
static bool
only_beside(const struct evidences *e, int file)
{
    bool is = false;

    for (size_t i = 0; i < e->n && !is; i++)
        is = e->v[i].attachment == file &&
             (e->v[i].matter == MATTER_LOCAL_WRITES || e->v[i].matter == MATTER_EARLIER);
    return is;
}

bool
carries_report(const struct evidences *e, int file, const char *report)
{
    enum says says = says_by(e, SOURCE_FORM, file, report, NULL);

    if (says == SAYS_NOTHING)
        says = says_by(e, SOURCE_LETTERHEAD, file, report, NULL);
    if (says == SAYS_NOTHING)
        says = says_by(e, SOURCE_HEAD, file, report, NULL);
    if (says == SAYS_NOTHING)
        says = says_by(e, SOURCE_FILE_NAME, file, report, NULL);
    return says == SAYS_IT && !only_beside(e, file);
}

static enum says
says_of(const struct evidences *e, const struct message *m, int file, const struct item *item)
{
    const struct identity *id = &m->attachments[file].identity;
    enum says says;

    if (!readable(&m->attachments[file]))
        return SAYS_NEVER;
    if (id->report != NULL)
        return strcmp(id->report, item->report->code) == 0 &&
                       (id->period == NULL || item->period == NULL ||
                        strcmp(id->period, item->period) == 0)
                   ? SAYS_IT
                   : SAYS_NEVER;
    if (only_beside(e, file) && item->report->nparts == 0)
        return SAYS_ANOTHER;
    says = says_by(e, SOURCE_LETTERHEAD, file, item->report->code, item->period);
    if (says == SAYS_NOTHING)
        says = says_by(e, SOURCE_HEAD, file, item->report->code, item->period);
    return says == SAYS_NOTHING ? says_by(e, SOURCE_FILE_NAME, file, item->report->code, item->period) : says;
}

int *
carriers(const struct evidences *e, const struct message *m, const struct item *item, bool alone,
         size_t *n)
{
    int *list = NULL, *pdf_of = xcalloc(m->nattachments + 1, sizeof *pdf_of);

    *n = 0;
    renditions_pair(m->attachments, m->nattachments, pdf_of);
    for (enum says says = SAYS_IT; says < SAYS_NEVER && item->report != NULL; says++) {
        if ((says > SAYS_IT && !alone) || (says == SAYS_ANOTHER && *n > 0))
            break;
        for (int pdf = 0; pdf < 2; pdf++)
            for (size_t i = 0; i < m->nattachments; i++)
                if ((pdf_of[i] >= 0) == pdf && says_of(e, m, (int)i, item) == says)
                    *ARRAY_MORE(list, *n) = (int)i;
    }
    free(pdf_of);
    return list;
}
