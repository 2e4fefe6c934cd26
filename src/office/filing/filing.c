/* One item to one version of an obligation. */
#include "office/filing/filing.h"
#include "office/filing/fold.h"
#include "office/post/withdraw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/remind.h"
#include "core/calendar/workflow.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "core/form/remarks.h"
#include "core/form/validate.h"
#include "model/rendition.h"
#include "office/post/notice.h"
#include "store/docket.h"

/* A24: the first version's time stays. */
static void
time_item(const struct desk *desk, struct item *item, instant received, const struct obligation *o)
{
    if (o->first_received != INSTANT_NONE)
        received = o->first_received;
    item->due = o->due;
    item->has_due = item->due != INSTANT_NONE;
    item->days_late = item->has_due ? calendar_days_late(received, item->due, desk->settings->office.utc_offset) : 0;
    item->on_time = item->days_late == 0;
}

int
filing_timing(struct desk *desk, struct item *item, instant received, struct obligation *existing)
{
    int offset = desk->settings->office.utc_offset;
    struct round round;
    int rc = obligation_get(desk->store, item->unit->code, item->report->code, item->period, existing);

    if (rc < 0)
        return -1;
    if (rc == 1) {
        bool known = calendar_round(desk->plan, item->report, item->period, offset, &round);

        *existing = (struct obligation){ .due = known ? round.due : INSTANT_NONE, .cure = INSTANT_NONE,
                                         .first_received = INSTANT_NONE, .completed = INSTANT_NONE,
                                         .unit = xstrdup(item->unit->code), .report = xstrdup(item->report->code),
                                         .period = xstrdup(item->period),
                                         .tracked = item->unit->tracked && plan_owes(item->report, item->unit) };
        existing->due_original = existing->due;
    }
    item->obligation = existing->id;
    time_item(desk, item, received, existing);
    return 0;
}

/* ---- what is in it ------------------------------------------------------------ */

int
filing_previous(struct desk *desk, const struct unit *unit, const struct report *report, const char *period,
                struct values *out)
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
    if (document_count(m) > 0 && item->report->form != NULL && item->report->form->required && item->attachment < 0)
        findings_add(&item->findings, SEVERITY_ERROR, "no-form", NULL,
                     xstrdup("Chưa có biểu mẫu của cơ quan tiếp nhận kèm theo."),
                     xstrdup("The form of the receiving office is not attached."));
}

/* ---- two renditions ------------------------------------------------------------- */

/* -1: no file at all, which is another finding. */
static int
renditions_now(const struct message *m)
{
    int have = -1;

    for (size_t i = 0; i < m->nattachments; i++)
        if (attachment_counts(&m->attachments[i]))
            have = (have < 0 ? 0 : have) | rendition_of(m->attachments[i].type, attachment_status_names[m->attachments[i].status]);
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
static int
take_over(struct desk *desk, int64_t version, struct item *item)
{
    struct findings before = {0};
    int rc = submission_values(desk->store, version, &item->values);

    if (rc == 0)
        rc = submission_findings(desk->store, version, &before);
    for (size_t i = 0; rc == 0 && i < before.n; i++) {
        const struct finding *f = &before.v[i];

        if (strcmp(f->code, "no-signed-copy") != 0 && strcmp(f->code, "no-editable-copy") != 0)
            findings_add(&item->findings, f->severity, f->code, f->place, xstrdup(f->text), xstrdup(f->text_en));
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
    struct finding_words words = { .label = form->title != NULL ? form->title : item->report->name };
    bool known = false;

    for (size_t i = 0; i < item->nfiles; i++)
        known = known || m->attachments[item->files[i]].identity.report != NULL;
    if (known && item->values.n == 0 && item->findings.n == before)
        finding_say(&item->findings, FINDING_NOTHING_READ, SEVERITY_ERROR, m->attachments[item->files[0]].name, &words);
}

static void
read_form(struct item *item, const struct message *m)
{
    const struct form *form = item->report->form;
    const struct attachment words = { .text = m->text, .inside = -1 };      /* a form typed into the mail itself */
    size_t before = item->findings.n;

    if (validate_files(form, m, item->files, &item->nfiles, &item->values, &item->findings)) {
        item->attachment = item->files[0];
        if (item->values.n > 0)
            remarks_sources(&item->findings, m, item->files, item->nfiles);
    } else {
        validate_extract(form, &words, &item->values, &item->findings);
    }
    tell_nothing(item, m, before);
}

int
filing_examine(struct desk *desk, struct item *item, const struct message *m)
{
    const struct form *form = item->report->form;
    struct values before = {0};
    int have = renditions_now(m), had = 0, rc = 0;
    int64_t read = 0;

    if (item->examined)
        return 0;
    item->examined = true;
    if (item->report->renditions != RENDITIONS_ANY && have >= 0) {
        if (renditions_before(desk, item->obligation, &had, &read) != 0)
            return -1;
        validate_renditions(item->report, have | had, &item->findings);
        if (have == RENDITION_SIGNED && read != 0)
            return take_over(desk, read, item);
    }
    require_files(item, m);
    remarks_add(&item->findings, m, form != NULL);
    if (findings_get(&item->findings, "no-attachment") == NULL)
        validate_parts(item->report, m, &item->findings);
    if (form == NULL)
        return 0;
    read_form(item, m);
    if (rules_look_back(form))
        rc = filing_previous(desk, item->unit, item->report, item->period, &before);
    if (rc == 0)
        validate_rules(form, &item->values, before.n > 0 ? &before : NULL, &item->findings);
    if (item->attachment >= 0 || item->values.n > 0)
        validate_candidates(form, &item->values, item->unit, item->period, &item->findings, &item->nil);
    values_free(&before);
    return rc;
}

const struct finding *
filing_doubt(const struct item *item)
{
    return findings_get(&item->findings, "candidate-kind");
}

/* ---- the rows ------------------------------------------------------------------- */

/* What makes a version: the files that carry the form, else all files, else
 * the words. */
static void
content_hash(const struct item *item, const struct message *m, char out[static HASH_HEX])
{
    struct hash *h = hash_new();

    for (size_t i = 0; i < item->nfiles; i++)
        hash_add(h, m->attachments[item->files[i]].sha256, HASH_HEX - 1);
    for (size_t i = 0; i < m->nattachments && item->nfiles == 0; i++)
        if (attachment_counts(&m->attachments[i]))
            hash_add(h, m->attachments[i].sha256, HASH_HEX - 1);
    if (document_count(m) == 0 && m->text != NULL)
        hash_add(h, m->text, strlen(m->text));
    hash_hex(h, out);
    hash_free(h);
}

static enum event
event_of(const struct findings *f)
{
    if (findings_get(f, "no-attachment") != NULL)
        return EVENT_SUBMITTED_EMPTY;
    return findings_blocking(f) ? EVENT_SUBMITTED_INCOMPLETE : EVENT_SUBMITTED;
}

static int
journal_version(struct desk *desk, const struct item *item, const struct filing *f, const struct obligation *o,
                enum state before, int version)
{
    char number[16];
    char *subject = obligation_name(o->report, o->period, o->unit), *detail = NULL;
    int rc;

    snprintf(number, sizeof number, "%d", version);
    detail = journal_detail("code", f->code, "version", number, "from", state_names[before], "to", state_names[o->state],
                           "timeliness", !item->has_due ? "no deadline" : item->on_time ? "on time" : "late", NULL);
    rc = journal_add(desk->store, f->now, "intake", "submission", subject, detail);
    free(subject);
    free(detail);
    return rc;
}

/* ---- what counts ------------------------------------------------------------------ */

bool
filing_counts(const struct submission_row *v)
{
    return v->standing == STANDING_VOUCHED || v->standing == STANDING_PROVISIONAL;
}

/* An event that the table does not allow (a waived report still comes) leaves
 * the state as it is; the version is kept all the same. What came without its
 * document takes nobody's place, and gives up its own to the first that has one. */
static void
count_version(struct obligation *o, const struct submission_row *v, enum event event)
{
    bool answered = o->first_received != INSTANT_NONE;

    workflow_apply(o, event, v->received);
    if (v->complete || o->accepted == 0 || (!answered && event != EVENT_SUBMITTED_EMPTY))
        o->accepted = v->id;
}

int
filing_count(struct desk *desk, struct obligation *o, const struct submission_row *v)
{
    struct findings f = {0};
    int rc = submission_findings(desk->store, v->id, &f);

    if (rc == 0)
        count_version(o, v, event_of(&f));
    findings_free(&f);
    return rc;
}

int
filing_stand(struct desk *desk, const struct submission_row *v, enum standing standing, struct obligation *o)
{
    return submission_standing_put(desk->store, v->id, standing) != 0 ? -1 : fold_obligation(desk, o);
}

/* ---- the row ------------------------------------------------------------------------ */

static void
stand_beside(struct item *item, const struct submission_row *v, enum beside how)
{
    free(item->earlier);
    item->earlier = xstrdup(v->message_code);
    item->earlier_at = v->received;
    item->version = v->version;
    item->beside = how;
}

/* The version whose content counted until now. */
static int
find_earlier(struct desk *desk, struct item *item, const struct obligation *o)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = o->first_received == INSTANT_NONE || o->accepted == 0 ? 0 : submission_list(desk->store, o->id, &v, &n);

    for (size_t i = 0; i < n; i++) {
        if (v[i].id == o->accepted)
            stand_beside(item, &v[i], BESIDE_KEPT);
    }
    submission_rows_free(v, n);
    return rc;
}

static int
write_version(struct desk *desk, struct item *item, const struct filing *f, struct obligation *o, char *hash)
{
    bool blocked = findings_blocking(&item->findings), made = false;
    struct submission_row row = { .message = f->message, .received = f->received, .complete = !blocked,
                                  .late = item->has_due && !item->on_time, .days_late = item->days_late,
                                  .attachment = item->attachment, .content_hash = hash };
    enum state before = o->state;

    /* A stranger may file what nobody filed yet, for the unit and an officer to
     * look at; what the unit itself sent he does not replace (G7). */
    row.standing = f->vouched ? STANDING_VOUCHED : o->first_received == INSTANT_NONE ? STANDING_PROVISIONAL : STANDING_ASIDE;

    if (o->id == 0 && obligation_make(desk->store, o, &made) != 0)
        return -1;
    item->state = blocked ? STATE_INCOMPLETE : STATE_RECEIVED;
    row.obligation = item->obligation = o->id;
    if (find_earlier(desk, item, o) != 0 || submission_put(desk->store, &row, &item->values, &item->findings) != 0)
        return -1;
    if (filing_counts(&row))
        count_version(o, &row, event_of(&item->findings));
    item->version = row.version;
    if (item->beside == BESIDE_KEPT && o->accepted == row.id)
        item->beside = BESIDE_REPLACED;
    if (obligation_put(desk->store, o) != 0)
        return -1;
    /* What answers nothing takes no reminder back (A12). */
    if (!remind_waits(o) && withdraw_about(desk, o->unit, o->id, f->now) != 0)
        return -1;
    return journal_version(desk, item, f, o, before, row.version);
}

/* The version came earlier than we knew: the same mail or file lay in a folder
 * that is read later. The clocks that it set go back (A10, A24). */
static int
set_back(struct desk *desk, const struct submission_row *v, struct obligation *o, const char *code, instant received, instant now)
{
    bool first = o->first_received == v->received, completed = o->completed == v->received;
    char *subject, *detail;
    int rc;

    if (received >= v->received || !(first || completed))
        return 0;
    o->first_received = first ? received : o->first_received;
    o->completed = completed ? received : o->completed;
    if (submission_received_put(desk->store, v->id, received, o->due == INSTANT_NONE ? 0
                                : calendar_days_late(received, o->due, desk->settings->office.utc_offset)) != 0)
        return -1;
    subject = obligation_name(o->report, o->period, o->unit);
    detail = journal_detail("code", code, "reason", reason_words[REASON_CAME_EARLIER].code, NULL);
    rc = obligation_put(desk->store, o);
    if (rc == 0)
        rc = journal_add(desk->store, now, "intake", "submission", subject, detail);
    free(subject);
    free(detail);
    return rc;
}

/* What was said of the same content before is said again. */
static int
say_again(struct desk *desk, struct item *item, const struct submission_row *v)
{
    stand_beside(item, v, BESIDE_AGAIN);
    findings_free(&item->findings);
    return submission_findings(desk->store, v->id, &item->findings);
}

int
filing_repeats(struct desk *desk, int64_t first, struct item *item)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = submission_of_message(desk->store, first, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        if (rc == 0 && rows[i].obligation == item->obligation)
            rc = say_again(desk, item, &rows[i]);
    }
    free(rows);
    return rc;
}

int
filing_again(struct desk *desk, int64_t first, const char *code, instant received, instant now)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = submission_of_message(desk->store, first, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        struct obligation o = {0};

        if (rc == 0 && obligation_by_id(desk->store, rows[i].obligation, &o) == 0)
            rc = set_back(desk, &rows[i], &o, code, received, now);
        obligation_clear(&o);
    }
    submission_rows_free(rows, n);
    return rc;
}

/* The unit sends itself what a stranger sent before: that is its word. */
static int
vouch(struct desk *desk, const struct submission_row *v, struct obligation *o, const struct filing *f)
{
    char *subject, *detail;
    int rc = filing_stand(desk, v, STANDING_VOUCHED, o);

    if (rc == 1)                        /* it counts at least from now on */
        rc = filing_count(desk, o, v);
    subject = obligation_name(o->report, o->period, o->unit);
    detail = journal_detail("code", v->message_code, "vouched", f->code, NULL);
    if (rc == 0)
        rc = obligation_put(desk->store, o);
    if (rc == 0)
        rc = withdraw_about(desk, o->unit, o->id, f->now);
    if (rc == 0)
        rc = journal_add(desk->store, f->now, "intake", "submission", subject, detail);
    free(subject);
    free(detail);
    return rc;
}

static int
repeat(struct desk *desk, struct item *item, const struct filing *f, struct obligation *o, int64_t same)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = submission_list(desk->store, o->id, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        bool this = rc == 0 && rows[i].id == same;

        if (this && f->vouched && rows[i].standing != STANDING_VOUCHED)
            rc = vouch(desk, &rows[i], o, f);
        if (this && rc == 0)
            rc = set_back(desk, &rows[i], o, f->code, f->received, f->now);
        if (this && rc == 0)
            rc = say_again(desk, item, &rows[i]);
    }
    submission_rows_free(rows, n);
    time_item(desk, item, f->received, o);
    item->state = o->state;
    item->obligation = o->id;
    return rc;
}

int
filing_write(struct desk *desk, struct item *item, const struct filing *f, bool *repeated)
{
    struct obligation o = {0};
    char hash[HASH_HEX];
    int64_t same = 0;
    int rc = filing_timing(desk, item, f->received, &o);

    *repeated = false;
    if (rc >= 0 && filing_examine(desk, item, f->facts) != 0)
        rc = -1;
    content_hash(item, f->facts, hash);
    if (rc == 0 && o.id != 0)
        rc = submission_same_content(desk->store, o.id, hash, &same);
    if (rc == 0 && o.id != 0 && same != 0) {
        *repeated = true;
        rc = repeat(desk, item, f, &o, same);
    } else if (rc >= 0) {
        rc = write_version(desk, item, f, &o, hash);
    }
    obligation_clear(&o);
    return rc;
}
