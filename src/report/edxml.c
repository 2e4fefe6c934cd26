/* edXML as written: the envelope, its header, and the files behind it. */
#include "report/edxml.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "core/calendar/calendar.h"
#include "core/calendar/workflow.h"
#include "core/letter/page.h"
#include "register.h"

#define NAMESPACE "http://www.mic.gov.vn/TBT/QCVN_102_2016"

/* ---- what is told --------------------------------------------------------------------- */

static int
load_filed(struct store *store, const struct plan *plan, int64_t message, struct edxml *e)
{
    struct submission_row *rows = NULL;
    struct obligation o = {0};
    const struct unit *u;
    size_t n = 0;
    int rc = submission_of_message(store, message, &rows, &n);

    if (rc == 0 && n > 0)
        rc = obligation_by_id(store, rows[0].obligation, &o);
    if (rc == 0 && n > 0 && (u = plan_unit(plan, o.unit)) != NULL) {
        const struct report *report = calendar_report(plan, o.report, o.period);

        e->from.id = xstrdup(u->code);
        e->from.name = xstrdup(e->head.issuer != NULL ? e->head.issuer : u->holder != NULL ? u->holder : u->name);
        e->accepted = states[o.state].accepted && o.accepted == rows[0].id;
        if (e->head.subject == NULL && report != NULL)
            e->head.subject = xasprintf("%s, kỳ %s", report->name, o.period);
    }
    submission_rows_free(rows, n);
    obligation_clear(&o);
    return rc;
}

static int
load_head(struct store *store, int64_t message, struct letterhead *out)
{
    struct letterhead_row *rows = NULL;
    size_t n = 0;
    int rc = message_letterheads(store, message, &rows, &n);
    struct letterhead *h = rc == 0 ? register_main_document(rows, n) : NULL;

    if (h != NULL) {
        *out = *h;
        *h = (struct letterhead){0};
    }
    letterhead_rows_free(rows, n);
    return rc;
}

int
edxml_load(struct store *store, const struct plan *plan, const char *code, struct edxml *e)
{
    struct message_row m = {0};
    int rc = message_by_code(store, code, &m);

    *e = (struct edxml){0};
    if (rc != 0)
        return rc < 0 ? -1 : 1;
    if (m.outcome == OUTCOME_QUARANTINE || m.outcome == OUTCOME_TOO_LARGE ||
        m.outcome == OUTCOME_NOT_OBTAINABLE)
        rc = 2;
    if (rc == 0)
        rc = load_head(store, m.id, &e->head);
    if (rc == 0 && e->head.secrecy != NULL)
        rc = 2;
    if (rc == 0)
        rc = load_filed(store, plan, m.id, e);
    e->code = xstrdup(code);
    e->from.address = xstrdup(m.sender);
    if (e->head.subject == NULL)
        e->head.subject = xstrdup(m.subject != NULL ? m.subject : code);
    if (e->from.name == NULL)
        e->from.name = xstrdup(e->head.issuer != NULL ? e->head.issuer : m.sender);
    message_row_clear(&m);
    return rc;
}

void
edxml_clear(struct edxml *e)
{
    free(e->from.id);
    free(e->from.name);
    free(e->from.address);
    free(e->code);
    free(e->id);
    letterhead_clear(&e->head);
    *e = (struct edxml){0};
}

/* ---- elements ---------------------------------------------------------------------------- */

/* What is not known is left out. */
static void
leaf(struct buf *b, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    buf_addf(b, "<edXML:%s>", name);
    page_escape(b, text, strlen(text));
    buf_addf(b, "</edXML:%s>\n", name);
}

static void
open_element(struct buf *b, const char *name)
{
    buf_addf(b, "<edXML:%s>\n", name);
}

static void
close_element(struct buf *b, const char *name)
{
    buf_addf(b, "</edXML:%s>\n", name);
}

static void
organ(struct buf *b, const char *name, const struct edxml_organ *o)
{
    open_element(b, name);
    leaf(b, "OrganId", o->id);
    leaf(b, "OrganName", o->name);
    leaf(b, "Email", o->address);
    close_element(b, name);
}

/* "112/BC-CAH": the number, and the rest. */
static void
code_of(struct buf *b, const struct letterhead *h)
{
    const char *slash = h->number == NULL ? NULL : strchr(h->number, '/');
    char *number = slash == NULL ? xstrdup(h->number)
                                 : xstrndup(h->number, (size_t)(slash - h->number));

    if (number != NULL) {
        open_element(b, "Code");
        leaf(b, "CodeNumber", number);
        leaf(b, "CodeNotation", slash == NULL ? NULL : slash + 1);
        close_element(b, "Code");
    }
    free(number);
}

/* "2023/06/08" */
static char *
slashed(const char *date)
{
    char *day = xstrdup(date);

    for (char *p = day; p != NULL && *p != '\0'; p++)
        *p = *p == '-' ? '/' : *p;
    return day;
}

static void
stamp(struct buf *b, instant at, int utc_offset)
{
    struct moment m = moment_of(at, utc_offset);
    char *text = xasprintf("%04d/%02d/%02d %02d:%02d:%02d", m.date.year, m.date.month, m.date.day, m.hour,
                           m.minute, m.second);

    leaf(b, "Timestamp", text);
    free(text);
}

/* As the document says itself, else in the form that systems make of organ, day and number. */
static char *
id_of(const struct edxml *e)
{
    char *day, *id;

    if (e->id != NULL)
        return xstrdup(e->id);
    if (e->from.id == NULL || e->head.date == NULL || e->head.number == NULL)
        return xstrdup(e->code);
    day = slashed(e->head.date);
    id = xasprintf("%s,%s,%s", e->from.id, day, e->head.number);
    free(day);
    return id;
}

static void
begin(struct buf *b)
{
    buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<edXML xmlns=\"" NAMESPACE "\" xmlns:edXML=\"" NAMESPACE
                "\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n<edXML:edXMLEnvelope>\n<edXML:edXMLHeader>\n"
                "<edXML:MessageHeader>\n");
}

static struct edxml_organ
own(const struct settings *s)
{
    return (struct edxml_organ){ NULL, s->office.name, s->office.address };
}

/* ---- a document ------------------------------------------------------------------------------ */

static const char *
priority(const struct letterhead *h)
{
    static const struct { const char *word, *number; } rows[] = { { "Khẩn", "1" }, { "Thượng khẩn", "2" }, { "Hỏa tốc", "3" }, { "Hỏa tốc hẹn giờ", "4" } };

    for (size_t i = 0; i < ARRAY_LEN(rows) && h->urgency != NULL; i++)
        if (strcasecmp(rows[i].word, h->urgency) == 0)
            return rows[i].number;
    return "0";
}

static void
document_header(struct buf *b, const struct edxml *e, const struct settings *s)
{
    const struct edxml_organ to = own(s);
    char *day = slashed(e->head.date), *id = id_of(e);

    organ(b, "From", &e->from);
    organ(b, "To", &to);
    code_of(b, &e->head);
    open_element(b, "PromulgationInfo");
    leaf(b, "Place", e->head.place);
    leaf(b, "PromulgationDate", day);
    close_element(b, "PromulgationInfo");
    open_element(b, "DocumentType");
    leaf(b, "TypeName", e->head.type);
    close_element(b, "DocumentType");
    leaf(b, "Subject", e->head.subject);
    open_element(b, "SignerInfo");
    leaf(b, "Position", e->head.signer_position);
    leaf(b, "FullName", e->head.signer);
    close_element(b, "SignerInfo");
    open_element(b, "ToPlaces");
    for (size_t i = 0; i < e->head.recipients.n; i++)
        leaf(b, "Place", e->head.recipients.v[i]);
    close_element(b, "ToPlaces");
    open_element(b, "OtherInfo");
    leaf(b, "Priority", priority(&e->head));
    close_element(b, "OtherInfo");
    leaf(b, "DocumentId", id);
    close_element(b, "MessageHeader");
    free(day);
    free(id);
}

static void
trace(struct buf *b, const struct edxml *e, instant now, int utc_offset)
{
    buf_adds(b, "<edXML:TraceHeaderList edXML:id=\"\" edXML:version=\"1.0\" edXML:mustUnderstand=\"1\">\n");
    open_element(b, "TraceHeader");
    leaf(b, "OrganId", e->from.id);
    stamp(b, now, utc_offset);
    close_element(b, "TraceHeader");
    open_element(b, "Bussiness");       /* spelt so in the standard */
    leaf(b, "BussinessDocType", "0");
    leaf(b, "Paper", "0");
    close_element(b, "Bussiness");
    close_element(b, "TraceHeaderList");
}

static void
manifest(struct buf *b, const struct edxml_file *files, size_t n)
{
    buf_adds(b, "<edXML:edXMLBody>\n<edXML:edXMLManifest edXML:version=\"1.0\">\n");
    for (size_t i = 0; i < n; i++) {
        char *id = xasprintf("%zu", i + 1);

        buf_addf(b, "<edXML:Reference xlink:href=\"cid:%s\">\n", id);
        leaf(b, "ContentId", id);
        leaf(b, "ContentType", files[i].media_type);
        leaf(b, "AttachmentName", files[i].name);
        close_element(b, "Reference");
        free(id);
    }
    buf_adds(b, "</edXML:edXMLManifest>\n</edXML:edXMLBody>\n</edXML:edXMLEnvelope>\n");
}

static void
content(struct buf *b, const struct edxml_file *f)
{
    buf_adds(b, "<edXML:ContentTransferEncoded>");
    base64_add(b, f->bytes, f->size, "\n");
    buf_adds(b, "</edXML:ContentTransferEncoded>\n");
}

void
edxml_document(const struct edxml *e, const struct settings *s, const struct edxml_file *files,
               size_t n, instant now, struct buf *out)
{
    begin(out);
    document_header(out, e, s);
    trace(out, e, now, s->office.utc_offset);
    close_element(out, "edXMLHeader");
    manifest(out, files, n);
    open_element(out, "AttachmentEncoded");
    for (size_t i = 0; i < n; i++) {
        char *id = xasprintf("%zu", i + 1);

        open_element(out, "Attachment");
        leaf(out, "ContentType", files[i].media_type);
        leaf(out, "ContentId", id);
        leaf(out, "AttachmentName", files[i].name);
        content(out, &files[i]);
        close_element(out, "Attachment");
        free(id);
    }
    close_element(out, "AttachmentEncoded");
    buf_adds(out, "</edXML>\n");
}

/* ---- a status ----------------------------------------------------------------------------------- */

void
edxml_status(const struct edxml *e, const struct settings *s, enum edxml_status status, instant now,
             struct buf *out)
{
    const struct edxml_organ from = own(s);
    char *day = slashed(e->head.date), *id = id_of(e);

    begin(out);
    organ(out, "From", &from);
    organ(out, "To", &e->from);
    open_element(out, "ResponseFor");
    leaf(out, "OrganId", e->from.id);
    leaf(out, "Code", e->head.number);
    leaf(out, "PromulgationDate", day);
    leaf(out, "DocumentId", id);
    close_element(out, "ResponseFor");
    open_element(out, "StaffInfo");
    leaf(out, "Department", s->office.name);
    leaf(out, "Staff", s->office.contact);
    leaf(out, "Mobile", s->office.phone);
    leaf(out, "Email", s->office.address);
    close_element(out, "StaffInfo");
    leaf(out, "StatusCode", status == EDXML_DONE ? "06" : "03");
    leaf(out, "Description", status == EDXML_DONE ? "Đã hoàn thành" : "Đã tiếp nhận");
    stamp(out, now, s->office.utc_offset);
    buf_adds(out, "</edXML:MessageHeader>\n</edXML:edXMLHeader>\n</edXML:edXMLEnvelope>\n</edXML>\n");
    free(day);
    free(id);
}
