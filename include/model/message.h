/* What the reader found in one mail: facts, no judgement. The reader answers
 * with it packed, the daemon reads it back and trusts none of it: places,
 * lengths and UTF-8 are checked again (house rule 6). People and the archive
 * have it as one JSON object.
 *
 * Every text is UTF-8 in NFC without controls; NULL where the mail has none.
 * The JSON keys are the member names unless a comment says otherwise. */
#ifndef DOCKETD_MODEL_MESSAGE_H
#define DOCKETD_MODEL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* ---- one opened file ---------------------------------------------------- */

enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOL, CELL_ERROR, CELL_TYPES };

struct cell {
    int row, column;            /* 1-based; JSON "at": "B7" */
    enum cell_type type;
    char *value;                /* canonical: "12", "3.5", "2023-06-09", "true"; of a formula its cached result.
                                 * JSON: a text in quotation marks, "12" too */
    char *text;                 /* as a person sees it; NULL when equal to value */
    bool formula;
    bool hidden;                /* with its row or column */
};

struct sheet {
    char *name;
    bool hidden;
    struct cell *cells;         /* row by row, column by column; empty is only a formula without a stored result */
    size_t ncells;
    struct strings merged;      /* "A1:D1" */
};

struct name {                   /* a defined name */
    char *name, *sheet;
    int row, column, last_row, last_column;     /* JSON "ref": "C7" or "A20:H39" */
};

struct identity {               /* what docketctl form hid in the form; all NULL: none */
    char *plan, *report, *period, *unit, *version;
};

struct table_row { struct strings cells; };
struct document_table { struct table_row *rows; size_t nrows; };
struct control { char *tag, *value; };          /* DOCX content control */

enum form_kind {
    FORM_TEXT,
    FORM_CHECKBOX,
    FORM_RADIO,
    FORM_CHOICE,
    FORM_SIGNATURE,
    FORM_BUTTON,
    FORM_KINDS
};

struct form_field {             /* of a PDF */
    char *name;
    enum form_kind kind;        /* JSON "type" */
    char *value;                /* "true", "false" of a checkbox; of a radio group the chosen button's label or number;
                                 * chosen items one a line; NULL: of a kind that has none */
};

/* Letterhead of a Vietnamese official document (Decree 30/2020, art. 8). */
struct letterhead {
    char *above;                /* the body that the issuing one belongs to: "UBND TỈNH ĐỒNG THÁP" */
    char *issuer, *number, *place, *date, *type, *subject, *signer, *signer_position, *urgency,
        *secrecy;
    struct strings recipients;
};

enum attachment_status {
    ATTACHMENT_READ,            /* opened, facts below */
    ATTACHMENT_STORED,          /* kept, of a kind that is not opened; reason says so */
    ATTACHMENT_UNREADABLE,      /* should have opened, did not; reason */
    ATTACHMENT_QUARANTINED,     /* encrypted, executable, ...; reason */
    ATTACHMENT_STATUSES
};
extern const char *const attachment_status_names[ATTACHMENT_STATUSES];  /* "read", "stored", "unreadable", "quarantined" */

/* What a part can be to a report (core/form/document.h): not the reader's to say. */
enum file_role { FILE_DOCUMENT, FILE_CONTEXT, FILE_LINK };

struct package;

struct attachment {
    char *name;                 /* as the sender named it; never a path of ours */
    char *type;                 /* found by content: "xlsx", "pdf", "zip", ... */
    char *media_type;           /* as declared */
    char *subject, *from;       /* of a forwarded mail; from: the one address it names */
    char *message_id;           /* of a forwarded mail, without < > */
    uint64_t size;              /* decoded bytes */
    char *sha256;               /* hex, of the decoded bytes */
    enum attachment_status status;
    char *reason;               /* why not read, or what was capped: one English sentence */
    struct strings flags;       /* "macros", "hidden-sheet", "pdf-signature", "scan", "inline", "tcvn3", ... */
    char *text;                 /* its running text */
    struct strings margins;     /* lines that stand beside it: in headers and footers of its pages, in text boxes */
    struct identity identity;
    struct sheet *sheets;
    size_t nsheets;
    struct name *names;
    size_t nnames;
    struct document_table *tables;
    size_t ntables;
    struct strings shared;      /* "2!B3:B4": areas of the second table over which one figure is merged */
    struct control *controls;
    size_t ncontrols;
    struct form_field *fields;
    size_t nfields;
    struct letterhead *letterhead;      /* NULL: none found */
    struct package *package;    /* a lower office's whole report (model/package.h); NULL: it is none */
    enum file_role role;
    int inside;                 /* index of the container (zip, forwarded mail) it came out of; -1: the mail itself */
};

/* ---- the mail ------------------------------------------------------------ */

struct mailbox_address {
    char *name;                 /* display name: never decides anything */
    char *addr;                 /* addr-spec as written */
};

struct address_list { struct mailbox_address *v; size_t n; };
bool addresses_have(const struct address_list *, const char *address);     /* false for NULL */

/* How a header field that a decision hangs on was found. */
struct header_counts { int from, subject, message_id, date, content_type; };

struct message {
    /* JSON "headers": { ... } */
    char *subject;
    char *date;                 /* the Date field, RFC 3339; never decides timeliness (A10) */
    char *received;             /* of the newest Received field, RFC 3339: only where the mailbox does not say when */
    char *message_id;           /* without < > */
    struct strings in_reply_to, references;     /* ids without < > */
    struct address_list from, sender, reply_to, to, cc;
    char *return_path;          /* "" for <>; NULL: no field */
    char *auto_submitted;       /* keyword in lower case */
    char *precedence;
    char *content_type;         /* of the whole: "multipart/report" */
    char *report_type;          /* "delivery-status", "disposition-notification" */
    char *x_auto_response_suppress;
    struct strings list_headers;                /* names of List-* fields present */
    struct strings auto_headers;                /* names of further machine marks present: X-Autoreply, X-Loop, ... */
    struct strings authentication_results;      /* raw unfolded bodies, topmost first, of those above what the sender wrote */
    struct strings delivered_to;
    struct header_counts counts;                /* JSON "header_counts" */
    /* top level */
    char *text;                 /* the sender's own words: quote, signature, disclaimer cut */
    char *text_full;            /* the whole body */
    struct control *dsn;        /* fields of a delivery-status part (RFC 3464), in order; tag = field name in lower case */
    size_t ndsn;
    struct attachment *attachments;
    size_t nattachments;
    struct strings flags;       /* "raw-8bit-header", "nfd", "tcvn3", "vni", "doubtful-structure", "truncated", ... */
    struct strings problems;    /* limits reached and faults met, one sentence each */
    char *answer;               /* of message_unpack: all texts stand in it, none is to be freed or taken; else NULL */
};

struct json_t;                  /* jansson's value */
struct buf;

/* The reader's side: cuts what is longer than message_unpack takes, which costs
 * that member and never the file or the mail; it is flagged "truncated". */
void message_fit(struct message *);
void attachment_fit(struct attachment *);
/* Appends the message packed, for message_unpack of the same build. */
void message_pack(const struct message *, struct buf *);
/* Appends the message as JSON text. Its texts must be clean
 * (text_clean) and within limits.h. */
void message_print(const struct message *, struct buf *);
void attachment_print(const struct attachment *, struct buf *);
/* The daemon's side: places, lengths, counts and UTF-8 are checked. NULL and *cause ("name is longer than
 * it may be") if anything is not as promised. Takes over the allocated bytes, in which the texts stay. */
struct message *message_unpack(char *bytes, size_t n, char **cause);
/* The same of JSON text; *cause says where: "attachments[3].name is no text". */
struct message *message_parse(const char *json, size_t n, char **cause);

/* The same by way of jansson, for people's output; a tenth as fast. */
struct json_t *message_write(const struct message *);      /* a new reference */
struct message *message_new(void);
void message_free(struct message *);                       /* NULL is safe */
void attachment_clear(struct attachment *);                /* frees what it holds, not itself */
void letterhead_clear(struct letterhead *);
/* The first cell at or after this place; ncells: there is none. */
size_t sheet_from(const struct sheet *, int row, int column);
/* It can answer a report. */
bool attachment_counts(const struct attachment *);
/* It is not opened here, nor handed on: a program, a file with macros, or one that nobody can look into. */
bool attachment_may_act(const struct attachment *);
const char *attachment_title(const struct attachment *);   /* its name; a forwarded mail has only a subject; NULL */

/* The one From mailbox; NULL if the mail has none, two, or an odd one
 * (threats: two or odd From addresses). */
const char *message_sender(const struct message *);

#endif
