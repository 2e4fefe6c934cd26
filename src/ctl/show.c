/* show CODE: all of one mail. */
#include <jansson.h>
#include <stdlib.h>

#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/form/coverage.h"
#include "ctl/ctl.h"
#include "report/json.h"
#include "store/docket.h"

struct shown {
    struct message_row message;
    struct attachment_row *files;
    size_t nfiles;
    struct letterhead_row *heads;
    size_t nheads;
    struct submission_row *versions;
    size_t nversions;
    struct evidences evidences;
    struct journal_row *history;
    size_t nhistory;
};

static int
load(struct ctl *ctl, const char *code, struct shown *s)
{
    struct store *store = ctl->desk->store;
    int rc = message_by_code(store, code, &s->message);

    if (rc == 1)
        fprintf(stderr, "docketctl: there is no mail %s in the docket\n", code);
    if (rc != 0)
        return -1;
    if (message_attachments(store, s->message.id, &s->files, &s->nfiles) != 0 ||
        message_letterheads(store, s->message.id, &s->heads, &s->nheads) != 0 ||
        submission_of_message(store, s->message.id, &s->versions, &s->nversions) != 0 ||
        message_evidence(store, s->message.id, &s->evidences) != 0)
        return -1;
    return journal_list(store, code, &s->history, &s->nhistory);
}

static void
shown_free(struct shown *s)
{
    message_row_clear(&s->message);
    attachment_rows_free(s->files, s->nfiles);
    letterhead_rows_free(s->heads, s->nheads);
    submission_rows_free(s->versions, s->nversions);
    evidences_free(&s->evidences);
    journal_rows_free(s->history, s->nhistory);
}

/* ---- for programs ------------------------------------------------------------- */

static json_t *
values_json(const struct values *v)
{
    json_t *list = json_array();

    for (size_t i = 0; i < v->n; i++)
        json_array_append_new(list, json_pack("{s:s s:i s:s s:s?}", "field", v->v[i].field, "row",
                                              v->v[i].row, "value", v->v[i].value, "place",
                                              v->v[i].place));
    return list;
}

static const struct form *
form_of(struct ctl *ctl, const struct obligation *o)
{
    const struct report *r = calendar_report(ctl->desk->plan, o->report, o->period);

    return r != NULL ? r->form : NULL;
}

/* How much of the form was found; null where the report has none. */
static json_t *
coverage_json(const struct form *form, const struct values *values)
{
    struct coverage c;
    json_t *missing = json_array(), *out;

    coverage_of(form, values, &c);
    for (size_t i = 0; i < c.missing.n; i++)
        json_array_append_new(missing, json_string(c.missing.v[i]));
    out = form == NULL ? json_null()
                       : json_pack("{s:i s:i s:O}", "fields", (int)c.fields, "found", (int)c.found,
                                   "missing", missing);
    json_decref(missing);
    coverage_free(&c);
    return out;
}

static json_t *
version_json(struct ctl *ctl, const struct submission_row *s)
{
    struct obligation o = {0};
    struct findings findings = {0};
    struct values values = {0};
    json_t *out = NULL;
    char received[21];

    if (obligation_by_id(ctl->desk->store, s->obligation, &o) == 0 &&
        submission_findings(ctl->desk->store, s->id, &findings) == 0 &&
        submission_values(ctl->desk->store, s->id, &values) == 0) {
        int offset = ctl->desk->settings->office.utc_offset;
        int late = count_received(&o) ? count_days_late(&o, clock_now(), offset) : 0;

        instant_write(s->received, received);
        out = json_pack("{s:s s:s s:s s:i s:s s:s s:b s:b s:i s:s s:o s:o}", "unit", o.unit,
                        "report", o.report, "period", o.period, "version", s->version, "standing",
                        standing_names[s->standing], "received", received, "complete", s->complete,
                        "late", late > 0, "days_late", late, "state", state_names[o.state],
                        "findings", json_findings(&findings), "values", values_json(&values));
        json_object_set_new(out, "form", coverage_json(form_of(ctl, &o), &values));
    }
    obligation_clear(&o);
    findings_free(&findings);
    values_free(&values);
    return out != NULL ? out : json_null();
}

static const struct letterhead *
head_of(const struct shown *s, int file)
{
    for (size_t i = 0; i < s->nheads; i++)
        if (s->heads[i].attachment == file)
            return &s->heads[i].head;
    return NULL;
}

static json_t *
file_json(const struct shown *s, const struct attachment_row *f)
{
    const struct letterhead *h = head_of(s, f->number);
    json_t *out = json_pack("{s:s? s:s? s:I s:s? s:s s:s?}", "name", f->name, "type", f->type,
                            "size", (json_int_t)f->size, "sha256", f->sha256, "status", f->status,
                            "reason", f->reason);

    if (f->rendition_of >= 0)
        json_object_set_new(out, "rendition_of", json_integer(f->rendition_of));
    if (h != NULL)
        json_object_set_new(out, "letterhead",
                            json_pack("{s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s?}", "issuer",
                                      h->issuer, "number", h->number, "date", h->date, "type",
                                      h->type, "subject", h->subject, "signer", h->signer,
                                      "urgency", h->urgency, "secrecy", h->secrecy));
    return out;
}

static int
print_json(struct ctl *ctl, const struct shown *s)
{
    json_t *files = json_array(), *versions = json_array(), *evidence = json_array(), *out;
    char received[21], *reason = reason_say(s->message.reason, s->message.about, "en");

    for (size_t i = 0; i < s->nfiles; i++)
        json_array_append_new(files, file_json(s, &s->files[i]));
    for (size_t i = 0; i < s->nversions; i++)
        json_array_append_new(versions, version_json(ctl, &s->versions[i]));
    for (size_t i = 0; i < s->evidences.n; i++) {
        const struct evidence *e = &s->evidences.v[i];

        json_array_append_new(evidence,
                              json_pack("{s:s s:s? s:s? s:s? s:s? s:i s:s?}", "source",
                                        source_names[e->source], "unit", e->unit, "report",
                                        e->report, "matter",
                                        e->matter != MATTER_NONE ? matter_names[e->matter] : NULL,
                                        "period", e->period, "strength", (int)e->strength, "quote",
                                        e->quote));
    }
    instant_write(s->message.received, received);
    out = json_pack("{s:s s:s s:s s:b s:s s:s? s:s? s:s s:o s:o s:o}", "code", s->message.code,
                    "outcome", outcome_names[s->message.outcome], "reason", reason, "flagged",
                    s->message.flagged, "received", received, "sender", s->message.sender,
                    "subject", s->message.subject, "sha256", s->message.sha256, "attachments",
                    files, "submissions", versions, "evidence", evidence);
    free(reason);
    return ctl_print_json(out);
}

/* ---- for people ------------------------------------------------------------------ */

static void
line(const char *label, const char *text)
{
    char *clean = ctl_cell(text, 0), *padded = text_pad(label, 12);

    if (*clean != '\0')
        printf("%s: %s\n", padded, clean);
    free(clean);
    free(padded);
}

static void
print_version(struct ctl *ctl, const struct submission_row *s)
{
    struct obligation o = {0};
    struct findings findings = {0};
    struct values values = {0};
    char when[CTL_TIME], *found = NULL;

    if (obligation_by_id(ctl->desk->store, s->obligation, &o) != 0)
        return;
    ctl_time(s->received, ctl->desk->settings->office.utc_offset, when);
    printf("  %s/%s/%s  %s %d, %s, %s%s%s%s\n", o.report, o.period, o.unit,
           TELL(ctl, "phiên bản", "version"), s->version, when,
           TELL(ctl, states[o.state].label, states[o.state].label_en),
           s->late ? TELL(ctl, ", trễ hạn", ", late") : "",
           s->standing == STANDING_VOUCHED ? "" : "; ",
           TELL(ctl, standing_labels[s->standing], standing_labels_en[s->standing]));
    if (submission_values(ctl->desk->store, s->id, &values) == 0 &&
        (found = coverage_say(form_of(ctl, &o), &values, ctl_language(ctl))) != NULL)
        printf("    %s\n", found);
    if (submission_findings(ctl->desk->store, s->id, &findings) == 0)
        ctl_print_findings(ctl, &findings);
    free(found);
    values_free(&values);
    findings_free(&findings);
    obligation_clear(&o);
}

static void
print_letterhead(const struct letterhead *h)
{
    const char *const pieces[] = { h->secrecy, h->urgency, h->type,    h->number,
                                   h->date,    h->issuer,  h->subject, h->signer };
    const char *before = "     ";

    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        char *clean = ctl_cell(pieces[i], 0);

        if (*clean != '\0') {
            printf("%s%s", before, clean);
            before = "; ";
        }
        free(clean);
    }
    puts("");
}

static void
print_files(struct ctl *ctl, const struct shown *s)
{
    for (size_t i = 0; i < s->nfiles; i++) {
        const struct attachment_row *f = &s->files[i];
        char *name = ctl_cell(f->name, 0), *size = text_size(f->size),
             *reason = ctl_cell(f->reason, 0);

        printf("  %zu. %s (%s, %s) %s%s%s", i + 1, name, size, f->type == NULL ? "?" : f->type,
               f->status, *reason ? ": " : "", reason);
        if (f->rendition_of >= 0)
            printf(TELL(ctl, ", bản PDF của tệp %d", ", the PDF of file %d"), f->rendition_of + 1);
        printf("\n     %s\n", f->sha256 == NULL ? "" : f->sha256);
        if (head_of(s, f->number) != NULL)
            print_letterhead(head_of(s, f->number));
        free(name);
        free(size);
        free(reason);
    }
}

static int
print_text(struct ctl *ctl, const struct shown *s)
{
    int offset = ctl->desk->settings->office.utc_offset;
    char when[CTL_TIME],
        *reason = reason_say(s->message.reason, s->message.about, ctl_language(ctl));

    ctl_time(s->message.received, offset, when);
    line(TELL(ctl, "Mã", "Code"), s->message.code);
    line(TELL(ctl, "Người gửi", "Sender"), s->message.sender);
    line(TELL(ctl, "Tiêu đề", "Subject"), s->message.subject);
    line(TELL(ctl, "Nhận lúc", "Received"), when);
    line(TELL(ctl, "Kết quả", "Outcome"), outcome_said(s->message.outcome, ctl_language(ctl)));
    line(TELL(ctl, "Lý do", "Reason"), reason);
    free(reason);
    line("SHA-256", s->message.sha256);
    if (s->nfiles > 0)
        puts(TELL(ctl, "Tệp:", "Files:"));
    print_files(ctl, s);
    if (s->nversions > 0)
        puts(TELL(ctl, "Báo cáo:", "Reports:"));
    for (size_t i = 0; i < s->nversions; i++)
        print_version(ctl, &s->versions[i]);
    if (s->evidences.n > 0)
        puts(TELL(ctl, "Căn cứ:", "Evidence:"));
    ctl_print_evidences(&s->evidences);
    if (s->nhistory > 0)
        puts(TELL(ctl, "Lịch sử:", "History:"));
    for (size_t i = 0; i < s->nhistory; i++) {
        char *said = journal_detail_say(s->history[i].detail, ctl_language(ctl)),
             *detail = ctl_cell(said, 0);

        ctl_time(s->history[i].at, offset, when);
        printf("  %s  %s  %s  %s\n", when, s->history[i].actor, s->history[i].event, detail);
        free(said);
        free(detail);
    }
    return 0;
}

int
ctl_show(struct ctl *ctl)
{
    struct shown s = {0};
    int rc = 1;

    if (load(ctl, ctl->argv[0], &s) == 0)
        rc = ctl->json ? print_json(ctl, &s) : print_text(ctl, &s);
    shown_free(&s);
    return rc;
}
