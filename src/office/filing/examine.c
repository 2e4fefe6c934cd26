/* What is in a mail for one report: values, findings, copies of one document. */
#include "office/filing/filing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/dossier/candidate.h"
#include "core/dossier/part.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "core/form/remarks.h"
#include "core/form/validate.h"
#include "model/rendition.h"
#include "office/filing/package.h"
#include "store/docket.h"

int
filing_previous(struct desk *desk, const struct unit *unit, const struct report *report,
                const char *period, struct values *out)
{
    struct obligation before = {0};
    char last[24];
    int rc;

    if (!calendar_period_before(report, period, last))
        return 0;
    rc = obligation_get(desk->store, unit->code, report->code, last, &before);
    if (rc == 0 && before.accepted != 0)
        rc = submission_values(desk->store, before.accepted, out);
    obligation_clear(&before);
    return rc < 0 ? -1 : 0;
}

static bool
rules_look_back(const struct form *form)
{
    for (size_t i = 0; i < form->nrules; i++)
        for (size_t k = 0; k < form->rules[i].right.n; k++)
            if (strstr(form->rules[i].right.v[k], "prev.") != NULL)
                return true;
    return false;
}

static void
require_files(struct item *item, const struct message *m)
{
    if (document_count(m) > 0 && item->report->form != NULL && item->report->form->required &&
        item->attachment < 0)
        finding_say(&item->findings, FINDING_NO_FORM, SEVERITY_ERROR, NULL, NULL);
}

/* ---- two renditions ------------------------------------------------------------- */

/* -1: no file at all, which is another finding. */
static int
renditions_now(const struct message *m)
{
    int have = -1;

    for (size_t i = 0; i < m->nattachments; i++)
        if (attachment_counts(&m->attachments[i]))
            have = (have < 0 ? 0 : have) |
                   rendition_of(m->attachments[i].type,
                                attachment_status_names[m->attachments[i].status]);
    return have;
}

/* What earlier mails brought towards the obligation. *read: the last version
 * whose editable file was read; 0. */
static int
renditions_before(struct desk *desk, int64_t obligation, int *have, int64_t *read)
{
    struct submission_row *versions = NULL;
    size_t nversions = 0;
    int rc = obligation == 0 ? 0 : submission_list(desk->store, obligation, &versions, &nversions);

    for (size_t i = 0; i < nversions; i++) {
        struct attachment_row *files = NULL;
        size_t nfiles = 0;

        if (rc == 0)
            rc = message_attachments(desk->store, versions[i].message, &files, &nfiles);
        for (size_t k = 0; k < nfiles; k++) {
            int kind = rendition_of(files[k].type, files[k].status);

            *have |= kind;
            *read = kind == RENDITION_EDITABLE ? versions[i].id : *read;
        }
        attachment_rows_free(files, nfiles);
    }
    submission_rows_free(versions, nversions);
    return rc;
}

/* A signed copy that comes after its editable file changes nothing of what was
 * read from that: values and findings are taken over. */
int
filing_take_over(struct desk *desk, int64_t version, struct item *item)
{
    struct findings before = {0};
    int rc = submission_values(desk->store, version, &item->values);

    if (rc == 0)
        rc = submission_findings(desk->store, version, &before);
    for (size_t i = 0; rc == 0 && i < before.n; i++) {
        const struct finding *f = &before.v[i];

        if (strcmp(f->code, "no-signed-copy") != 0 && strcmp(f->code, "no-editable-copy") != 0 &&
            strcmp(f->code, "said-otherwise") != 0 && strcmp(f->code, "no-attachment") != 0)
            findings_add(&item->findings, f->severity, f->code, f->place, xstrdup(f->text),
                         xstrdup(f->text_en));
    }
    findings_free(&before);
    return rc;
}

/* A form that was recognised, by what docketctl form hid in it or by its named
 * cells, and gave neither a value nor a word about one. */
static void
tell_nothing(struct item *item, const struct message *m, size_t before)
{
    const struct form *form = item->report->form;
    struct finding_words words = { .label = form->title != NULL ? form->title
                                                                : item->report->name };
    bool known = false;

    for (size_t i = 0; i < item->nfiles; i++)
        known = known || m->attachments[item->files[i]].identity.report != NULL;
    if (known && item->values.n == 0 && item->findings.n == before)
        finding_say(&item->findings, FINDING_NOTHING_READ, SEVERITY_ERROR,
                    m->attachments[item->files[0]].name, &words);
}

static void
read_form(struct item *item, const struct message *m)
{
    const struct form *form = item->report->form;
    const struct attachment words = { .text = m->text, .inside = -1 };      /* a form typed into the mail itself */
    size_t before = item->findings.n;

    if (validate_files(form, item->period, m, item->files, &item->nfiles, &item->values, &item->findings)) {
        item->attachment = item->files[0];
        if (item->values.n > 0)
            remarks_sources(&item->findings, m, item->files, item->nfiles);
        if (!item->uncorrected)
            validate_words(form, &item->values, m->text, &item->findings);
    } else {
        validate_extract(form, item->period, &words, &item->values, &item->findings);
    }
    tell_nothing(item, m, before);
}

/* What a dossier lacks is told of the dossier; where none is known, of the mail. */
static int
examine_parts(struct desk *desk, struct item *item, const struct message *m)
{
    struct dossier *rows = NULL;
    size_t n = 0;

    if (item->report->nparts == 0 || findings_get(&item->findings, "no-attachment") != NULL)
        return 0;
    if (dossier_list(desk->store, item->report->code, item->period, item->unit->code, &rows, &n) !=
        0)
        return -1;
    dossiers_free(rows, n);
    if (n == 0 && item->report->candidates != NULL)
        part_missing(item->report, m, &item->findings);
    part_signers(item->report, m, item->others, &item->findings);
    return 0;
}

static int
keep_of(struct desk *desk, struct item *item, const struct submission_row *v)
{
    int rc = filing_take_over(desk, v->id, item);

    if (rc == 0 && findings_get(&item->findings, "figures-kept") == NULL)
        finding_say(&item->findings, FINDING_FIGURES_KEPT, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = v->message_code });
    return rc;
}

/* The form that came before was not filled in: a report without one takes its place, and that is said. */
static int
tell_blank(struct desk *desk, struct item *item, const struct submission_row *v)
{
    struct findings had = {0};
    int rc = submission_findings(desk->store, v->id, &had);

    if (rc == 0 && findings_get(&had, "required") != NULL)
        finding_say(&item->findings, FINDING_STILL_BLANK, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = v->message_code });
    findings_free(&had);
    return rc;
}

/* An annex, or a signed scan of what came before, has no figures of its own: those
 * that were read stay, with what was wrong in them, and that is said. */
static int
keep_figures(struct desk *desk, struct item *item)
{
    struct obligation o = {0};
    struct submission_row *v = NULL;
    struct values had = {0};
    size_t n = 0;
    int rc = obligation_by_id(desk->store, item->obligation, &o);

    if (rc == 0 && o.accepted != 0)
        rc = submission_values(desk->store, o.accepted, &had);
    if (rc == 0 && o.accepted != 0)
        rc = submission_list(desk->store, o.id, &v, &n);
    for (size_t i = 0; rc == 0 && i < n; i++)
        if (v[i].id == o.accepted && had.n > 0)
            rc = keep_of(desk, item, &v[i]);
        else if (v[i].id == o.accepted && !v[i].complete)
            rc = tell_blank(desk, item, &v[i]);
    submission_rows_free(v, n);
    values_free(&had);
    obligation_clear(&o);
    return rc;
}

/* The required fields that only the earlier of two versions has; *first: one of them. */
static size_t
fields_left(const struct form *form, const struct values *had, const struct values *now,
            const struct field **first)
{
    size_t n = 0;

    for (size_t i = 0; i < form->nsections; i++)
        for (size_t k = 0; k < form->sections[i].nfields; k++) {
            const struct field *field = &form->sections[i].fields[k];

            if (!field->required || values_get(had, field->name, 0) == NULL ||
                values_get(now, field->name, 0) != NULL)
                continue;
            *first = n++ == 0 ? field : *first;
        }
    return n;
}

static bool
same_figures(const struct values *had, const struct values *now)
{
    bool same = had->n == now->n;

    for (size_t i = 0; i < now->n && same; i++) {
        const struct value *v = values_get(had, now->v[i].field, now->v[i].row);

        same = v != NULL && (v->value == NULL) == (now->v[i].value == NULL) &&
               (v->value == NULL || strcmp(v->value, now->v[i].value) == 0);
    }
    return same;
}

/* The form once more with less in it, as in "the other part": it takes the place of
 * the version before, and what goes with that is said; so is a correction that changes nothing. */
static int
tell_left(struct desk *desk, struct item *item, const struct message *m)
{
    struct submission_row *v = NULL;
    const struct submission_row *last = NULL;
    const struct field *first = NULL;
    struct values had = {0};
    char count[24];
    size_t n = 0, left;
    int rc = submission_list(desk->store, item->obligation, &v, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        last = v[i].standing != STANDING_REJECTED ? &v[i] : last;
    if (last != NULL)
        rc = submission_values(desk->store, last->id, &had);
    left = rc == 0 && last != NULL ? fields_left(item->report->form, &had, &item->values, &first) : 0;
    snprintf(count, sizeof count, "%zu", left);
    if (left > 0)
        finding_say(&item->findings, FINDING_FIGURES_LEFT, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = last->message_code,
                                             .limit = count,
                                             .label = first->label,
                                             .label_en = first->label_en });
    if (rc == 0 && had.n > 0 && same_figures(&had, &item->values) && validate_corrected(m) &&
        findings_get(&item->findings, "said-otherwise") == NULL)
        finding_say(&item->findings, FINDING_SAME_FIGURES, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = last->message_code });
    submission_rows_free(v, n);
    values_free(&had);
    return rc;
}

/* The form, or the only document, is another unit's as well: one of them took the wrong file. */
static int
sent_elsewhere(struct desk *desk, struct item *item, const struct message *m)
{
    struct obligation o = { .unit = item->unit->code,
                            .report = item->report->code,
                            .period = item->period };
    const struct attachment *a = item->attachment >= 0 ? &m->attachments[item->attachment] : NULL;
    int64_t mail = 0;
    int rc;

    for (size_t i = 0; item->attachment < 0 && document_count(m) == 1 && i < m->nattachments; i++)
        if (attachment_counts(&m->attachments[i]) && m->attachments[i].inside < 0)
            a = &m->attachments[i];
    if (a == NULL || a->sha256 == NULL)
        return 0;
    if ((rc = submission_elsewhere(desk->store, &o, a->sha256, &mail)) == 0)
        finding_say(&item->findings, FINDING_ELSEWHERE, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = a->name });
    return rc < 0 ? -1 : 0;
}

static int
examine(struct desk *desk, struct item *item, const struct message *m)
{
    const struct form *form = item->report->form;
    struct values before = {0};
    int have = renditions_now(m), had = 0, rc = 0;
    int64_t read = 0;

    if (item->examined)
        return 0;
    item->examined = true;
    if (package_examine(desk, item, m))
        return 0;
    if (item->report->renditions != RENDITIONS_ANY && have >= 0) {
        if (renditions_before(desk, item->obligation, &had, &read) != 0)
            return -1;
        validate_renditions(item->report, item->annex ? had : have | had, &item->findings);
        if (have == RENDITION_SIGNED && read != 0 && !item->annex)
            return filing_take_over(desk, read, item);
    }
    require_files(item, m);
    remarks_add(&item->findings, m, form != NULL);
    if (examine_parts(desk, item, m) != 0)
        return -1;
    if (form == NULL) {
        remarks_misnamed(&item->findings, m);
        return 0;
    }
    read_form(item, m);
    if (item->values.n == 0)
        remarks_misnamed(&item->findings, m);
    if (item->obligation != 0 && !item->older && item->values.n == 0 && !findings_blocking(&item->findings))
        return keep_figures(desk, item);
    if (item->obligation != 0 && !item->older && item->values.n > 0)
        rc = tell_left(desk, item, m);
    if (rc == 0 && rules_look_back(form))
        rc = filing_previous(desk, item->unit, item->report, item->period, &before);
    if (rc == 0)
        validate_rules(form, &item->values, before.n > 0 ? &before : NULL, &item->findings);
    if (item->attachment >= 0 || item->values.n > 0) {
        validate_candidates(form, &item->values, item->unit, item->period, &item->findings,
                            &item->nil);
        candidates_check(form, &item->values, desk->plan, item->unit, &item->findings);
    }
    values_free(&before);
    return rc;
}

int
filing_examine(struct desk *desk, struct item *item, const struct message *m)
{
    bool examined = item->examined;
    int rc = examine(desk, item, m);

    if (rc == 0 && !examined)
        rc = sent_elsewhere(desk, item, m);
    if (rc == 0 && !examined)
        findings_order(&item->findings);
    return rc;
}

const struct finding *
filing_doubt(const struct item *item)
{
    return findings_get(&item->findings, "candidate-kind");
}
