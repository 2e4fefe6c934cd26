/* What the reader found in one mail, as tables of members. */
#include "model/message.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/limits.h"
#include "base/problem.h"
#include "base/text.h"
#include "model/flag.h"
#include "record.h"

static const char *const cell_type_names[CELL_TYPES] = { "text", "number", "date", "bool", "error" };
static const char *const form_kind_names[FORM_KINDS] = { "text", "checkbox", "radio", "choice", "signature", "button" };
const char *const attachment_status_names[ATTACHMENT_STATUSES] = { "read", "stored", "unreadable", "quarantined" };

#define LONG_NAME   (4 * LIMIT_ENTRY_NAME)          /* bytes of names that have no cap of their own */
#define MARGIN       400                             /* a line in a margin */
#define IDS         (LIMIT_HEADER_BYTES / 4)        /* "<a@b>" as often as a header can hold it */

/* ---- one opened file ---------------------------------------------------------- */

static const struct member cell_members[] = {
    { KEY("at"), MEMBER_PLACE, offsetof(struct cell, row), offsetof(struct cell, column), 0, 0, 0, true, NULL, NULL },
    NAME(cell, "type", type, cell_type_names, CELL_TYPES),
    SCALAR(cell, "value", value, type, 1 << CELL_NUMBER | 1 << CELL_BOOL, LIMIT_CELL_TEXT),
    TEXT(cell, "text", text, LIMIT_CELL_TEXT),
    FLAG(cell, "formula", formula),
    FLAG(cell, "hidden", hidden),
};
static const struct record cell_record = RECORD(cell, cell_members);

static const struct member sheet_members[] = {
    NEEDED(sheet, "name", name, LONG_NAME),
    FLAG(sheet, "hidden", hidden),
    LIST(sheet, "cells", cells, ncells, cell_record, LIMIT_CELLS),
    TEXTS(sheet, "merged", merged, 64, LIMIT_CELLS),
};
static const struct record sheet_record = RECORD(sheet, sheet_members);

static const struct member name_members[] = {
    NEEDED(name, "name", name, LONG_NAME),
    TEXT(name, "sheet", sheet, LONG_NAME),
    { KEY("ref"), MEMBER_AREA, offsetof(struct name, row), 0, 0, 0, 0, true, NULL, NULL },
};
static const struct record name_record = RECORD(name, name_members);

static const struct member identity_members[] = {
    TEXT(identity, "plan", plan, LONG_NAME),
    TEXT(identity, "report", report, LONG_NAME),
    TEXT(identity, "period", period, LONG_NAME),
    TEXT(identity, "unit", unit, LONG_NAME),
    TEXT(identity, "version", version, LONG_NAME),
};
static const struct record identity_record = RECORD(identity, identity_members);

static const struct member row_members[] = { TEXTS(table_row, "cells", cells, LIMIT_CELL_TEXT, LIMIT_CELLS) };
static const struct record row_record = BARE(table_row, row_members);
static const struct member table_members[] = { LIST(document_table, "rows", rows, nrows, row_record, LIMIT_ROWS) };
static const struct record table_record = BARE(document_table, table_members);

static const struct member control_members[] = {
    TEXT(control, "tag", tag, LONG_NAME),
    TEXT(control, "value", value, LIMIT_TEXT),
};
static const struct record control_record = RECORD(control, control_members);
static const struct member field_members[] = {
    TEXT(form_field, "name", name, LONG_NAME),
    NAME(form_field, "type", kind, form_kind_names, FORM_KINDS),
    TEXT(form_field, "value", value, LIMIT_TEXT),
};
static const struct record field_record = RECORD(form_field, field_members);

static const struct member letterhead_members[] = {
    TEXT(letterhead, "above", above, LIMIT_TEXT),
    TEXT(letterhead, "issuer", issuer, LIMIT_TEXT),
    TEXT(letterhead, "number", number, LIMIT_TEXT),
    TEXT(letterhead, "place", place, LIMIT_TEXT),
    TEXT(letterhead, "date", date, LIMIT_TEXT),
    TEXT(letterhead, "type", type, LIMIT_TEXT),
    TEXT(letterhead, "subject", subject, LIMIT_TEXT),
    TEXT(letterhead, "signer", signer, LIMIT_TEXT),
    TEXT(letterhead, "signer_position", signer_position, LIMIT_TEXT),
    TEXT(letterhead, "urgency", urgency, LIMIT_TEXT),
    TEXT(letterhead, "secrecy", secrecy, LIMIT_TEXT),
    TEXTS(letterhead, "recipients", recipients, LIMIT_TEXT, LIMIT_REMARKS),
};
static const struct record letterhead_record = RECORD(letterhead, letterhead_members);

static const struct member attachment_members[] = {
    TEXT(attachment, "name", name, LONG_NAME),
    TEXT(attachment, "type", type, LONG_NAME),
    TEXT(attachment, "media_type", media_type, LIMIT_HEADER_BYTES),
    TEXT(attachment, "subject", subject, 4 * LIMIT_SUBJECT),
    TEXT(attachment, "from", from, 4 * LIMIT_SUBJECT),
    TEXT(attachment, "message_id", message_id, LIMIT_HEADER_BYTES),
    SIZE(attachment, "size", size),
    TEXT(attachment, "sha256", sha256, 64),
    NAME(attachment, "status", status, attachment_status_names, ATTACHMENT_STATUSES),
    TEXT(attachment, "reason", reason, LIMIT_TEXT),
    TEXTS(attachment, "flags", flags, LONG_NAME, LIMIT_REMARKS),
    TEXT(attachment, "text", text, LIMIT_CELL_BYTES),
    TEXTS(attachment, "margins", margins, MARGIN, LIMIT_REMARKS),
    ONE(attachment, "identity", identity, identity_record),
    LIST(attachment, "sheets", sheets, nsheets, sheet_record, LIMIT_SHEETS),
    LIST(attachment, "names", names, nnames, name_record, LIMIT_CELLS),
    LIST(attachment, "tables", tables, ntables, table_record, LIMIT_ROWS),
    TEXTS(attachment, "shared", shared, 64, LIMIT_ROWS),
    LIST(attachment, "controls", controls, ncontrols, control_record, LIMIT_CELLS),
    LIST(attachment, "fields", fields, nfields, field_record, LIMIT_CELLS),
    MAYBE(attachment, "letterhead", letterhead, letterhead_record),
    MAYBE(attachment, "package", package, package_record),
    INT(attachment, "inside", inside, -1),
};
static const struct record attachment_record = RECORD(attachment, attachment_members);

/* ---- the mail -------------------------------------------------------------------- */

static const struct member address_members[] = {
    TEXT(mailbox_address, "name", name, LIMIT_HEADER_BYTES),
    NEEDED(mailbox_address, "addr", addr, LIMIT_HEADER_BYTES),
};
static const struct record address_record = RECORD(mailbox_address, address_members);

#define ADDRESSES(key, member) LIST(message, key, member.v, member.n, address_record, LIMIT_ADDRESSES)
#define HEADER(key, member) TEXT(message, key, member, LIMIT_HEADER_BYTES)
#define HEADERS(key, member) TEXTS(message, key, member, LIMIT_HEADER_BYTES, IDS)

static const struct member header_members[] = {
    TEXT(message, "subject", subject, 4 * LIMIT_SUBJECT),
    HEADER("date", date),
    HEADER("received", received),
    HEADER("message_id", message_id),
    HEADERS("in_reply_to", in_reply_to),
    HEADERS("references", references),
    ADDRESSES("from", from),
    ADDRESSES("sender", sender),
    ADDRESSES("reply_to", reply_to),
    ADDRESSES("to", to),
    ADDRESSES("cc", cc),
    HEADER("return_path", return_path),
    HEADER("auto_submitted", auto_submitted),
    HEADER("precedence", precedence),
    HEADER("content_type", content_type),
    HEADER("report_type", report_type),
    HEADER("x_auto_response_suppress", x_auto_response_suppress),
    HEADERS("list_headers", list_headers),
    HEADERS("auto_headers", auto_headers),
    HEADERS("authentication_results", authentication_results),
    HEADERS("delivered_to", delivered_to),
};
static const struct record header_record = RECORD(message, header_members);

static const struct member count_members[] = {
    INT(header_counts, "from", from, 0),
    INT(header_counts, "subject", subject, 0),
    INT(header_counts, "message_id", message_id, 0),
    INT(header_counts, "date", date, 0),
    INT(header_counts, "content_type", content_type, 0),
};
static const struct record count_record = RECORD(header_counts, count_members);

static const struct member message_members[] = {
    /* The headers stand in the message itself. */
    { KEY("headers"), MEMBER_ONE, 0, 0, 0, 0, 0, false, NULL, &header_record },
    ONE(message, "header_counts", counts, count_record),
    TEXT(message, "text", text, LIMIT_TEXT),
    TEXT(message, "text_full", text_full, LIMIT_TEXT),
    LIST(message, "dsn", dsn, ndsn, control_record, LIMIT_HEADER_FIELDS),
    LIST(message, "attachments", attachments, nattachments, attachment_record, LIMIT_ATTACHMENTS),
    TEXTS(message, "flags", flags, LONG_NAME, LIMIT_REMARKS),
    TEXTS(message, "problems", problems, LIMIT_TEXT, LIMIT_REMARKS),
};
static const struct record message_record = RECORD(message, message_members);

/* ---- lifecycle --------------------------------------------------------------------- */

static const char too_long[] = "a name or a text in it is longer than it may be and was cut";

/* True: something was cut. */
static bool
file_fit(struct attachment *a)
{
    if (record_fit(&attachment_record, a) == 0)
        return false;
    flag_add(&a->flags, FLAG_TRUNCATED);
    if (a->reason == NULL)
        a->reason = xstrdup(too_long);
    return true;
}

void
attachment_fit(struct attachment *a)
{
    file_fit(a);
}

void
message_fit(struct message *m)
{
    size_t n = m->nattachments, cut = 0;
    bool again = n > LIMIT_ATTACHMENTS;

    for (size_t i = 0; i < n; i++)
        again |= file_fit(&m->attachments[i]);
    m->nattachments = again ? n : 0;            /* those that fit need no second look: they are most of a mail */
    cut = record_fit(&message_record, m);
    if (!again)
        m->nattachments = n;
    if (cut == 0)
        return;
    flag_add(&m->flags, FLAG_TRUNCATED);
    if (m->problems.n < LIMIT_REMARKS)
        strings_add(&m->problems, too_long);
}

void
message_print(const struct message *m, struct buf *out)
{
    record_write(out, &message_record, m);
}

void
attachment_print(const struct attachment *a, struct buf *out)
{
    record_write(out, &attachment_record, a);
}

/* Later code walks from a file to its container: it must come to an end. */
static int
check_containers(const struct message *m, char **cause)
{
    for (size_t i = 0; i < m->nattachments; i++) {
        int inside = m->attachments[i].inside;

        if (inside < -1 || inside >= (int)i)
            return cause_set(cause, "attachments[%zu].inside is no attachment before it", i);
    }
    return 0;
}

/* rc: of reading it. */
static struct message *
checked(struct message *m, int rc, char **cause)
{
    if (rc == 0 && check_containers(m, cause) == 0)
        return m;
    message_free(m);
    return NULL;
}

struct message *
message_parse(const char *json, size_t n, char **cause)
{
    struct message *m = message_new();

    return checked(m, record_read(&message_record, json, n, m, cause), cause);
}

void
message_pack(const struct message *m, struct buf *out)
{
    record_pack(out, &message_record, m);
}

struct message *
message_unpack(char *bytes, size_t n, char **cause)
{
    struct message *m = message_new();

    m->answer = bytes;
    return checked(m, record_unpack(&message_record, bytes, n, m, cause), cause);
}

json_t *
message_write(const struct message *m)
{
    struct buf text = {0};
    json_t *tree;

    message_print(m, &text);
    tree = json_loadb(buf_text(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
    assert(tree != NULL);
    buf_free(&text);
    return tree;
}

struct message *
message_new(void)
{
    return xcalloc(1, sizeof(struct message));
}

size_t
sheet_from(const struct sheet *s, int row, int column)
{
    size_t low = 0, high = s->ncells;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct cell *c = &s->cells[mid];

        if (c->row < row || (c->row == row && c->column < column))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

void
message_free(struct message *m)
{
    char *answer;

    if (m == NULL)
        return;
    answer = m->answer;
    if (answer != NULL)
        record_clear_in_place(&message_record, m);
    else
        record_clear(&message_record, m);
    free(answer);
    free(m);
}

void
attachment_clear(struct attachment *a)
{
    record_clear(&attachment_record, a);
}

void
letterhead_clear(struct letterhead *h)
{
    record_clear(&letterhead_record, h);
}

bool
attachment_may_act(const struct attachment *a)
{
    return a->status == ATTACHMENT_QUARANTINED || flag_on(&a->flags, FLAG_MACROS);
}

const char *
attachment_title(const struct attachment *a)
{
    return a->name != NULL ? a->name : a->subject;
}

bool
addresses_have(const struct address_list *list, const char *address)
{
    bool have = false;

    for (size_t i = 0; i < list->n && !have; i++)
        have = text_same(list->v[i].addr, address);
    return have;
}

const char *
message_sender(const struct message *m)
{
    if (m->counts.from > 1 || m->from.n != 1 || !address_is(m->from.v[0].addr))
        return NULL;
    return m->from.v[0].addr;
}

bool
attachment_counts(const struct attachment *a)
{
    return a->role == FILE_DOCUMENT;
}
