/* The rows of the docket: obligation, submission, value, finding, evidence,
 * and the decision that core/ takes over one message. Plain structs; texts
 * are owned by the struct they stand in unless marked const. */
#ifndef DOCKETD_MODEL_DOCKET_H
#define DOCKETD_MODEL_DOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "model/dossier.h"
#include "model/evidence.h"
#include "model/plan.h"
#include "model/reason.h"

/* ---- words --------------------------------------------------------------- */

/* What became of a message: exactly one (G2). */
enum outcome {
    OUTCOME_FILED,          /* became one or more submissions */
    OUTCOME_REVIEW,         /* an officer must say whose and what it is */
    OUTCOME_DUPLICATE,      /* the same bytes, or the same report again */
    OUTCOME_QUARANTINE,     /* secret marks, dangerous content, or killed the reader twice */
    OUTCOME_IGNORED,        /* auto-reply, list mail, our own letter: recorded, not answered */
    OUTCOME_BOUNCE,         /* a delivery report about a letter of ours */
    OUTCOME_COMMAND,        /* an officer's commands */
    OUTCOME_NOTE,           /* words to the office: a question, thanks, a plan sent for information */
    OUTCOME_WRONG_ROUTE,    /* from a commune or school that reports through its district */
    OUTCOME_HISTORIC,       /* older than the go-live moment */
    OUTCOME_TOO_LARGE,      /* beyond LIMIT_MESSAGE */
    OUTCOME_NOT_OBTAINABLE, /* listed by the server and, asked for often, not given */
    OUTCOMES
};
extern const char *const outcome_names[OUTCOMES];           /* as stored: "filed", "review", ... */
const char *outcome_said(enum outcome, const char *language);      /* "đã vào sổ", "filed" */

enum state {                /* of an obligation; also of the submission that last changed it */
    STATE_OPEN,             /* nothing received */
    STATE_RECEIVED,         /* complete, waits for the officer's look ("Đang kiểm tra") */
    STATE_INCOMPLETE,       /* something is missing or wrong ("Thiếu thành phần") */
    STATE_RETURNED,         /* sent back with a cure date ("Trả lại chỉnh sửa") */
    STATE_ACCEPTED,         /* "Đạt yêu cầu" */
    STATE_ON_PAPER,         /* received by another channel (A9) */
    STATE_WAIVED,           /* "Được miễn" */
    STATE_CANCELLED,        /* the plan no longer asks for it */
    STATES
};
extern const char *const state_names[STATES];               /* as stored: "open", "received", ... */

/* How far a version counts towards its obligation. */
enum standing {
    STANDING_VOUCHED,       /* its sender is registered, or the unit or an officer said that it is the unit's */
    STANDING_PROVISIONAL,   /* a stranger's, and the first: counts until somebody says otherwise */
    STANDING_ASIDE,         /* a stranger's, after others: kept, counts for nothing */
    STANDING_REJECTED,      /* the unit or an officer said that it is not the unit's */
    STANDINGS
};
extern const char *const standing_names[STANDINGS];         /* as stored: "vouched", ... */
extern const char *const standing_labels[STANDINGS], *const standing_labels_en[STANDINGS];     /* of a vouched one: "" */

/* ---- obligation ---------------------------------------------------------- */

struct obligation {
    int64_t id;             /* 0: not stored yet */
    char *unit, *report, *period;   /* codes; period "2023", "2023-06", "DX:512" */
    instant due;            /* on time if and only if received < due */
    instant due_original;   /* before extensions */
    instant cure;           /* date of a return; INSTANT_NONE */
    enum state state;
    instant first_received; /* first version that answers it: decides timeliness; INSTANT_NONE */
    instant completed;      /* first complete version */
    int64_t accepted;       /* submission whose content counts: latest accepted, else latest; 0 */
    bool tracked;
};
void obligation_clear(struct obligation *);
/* "HALF_YEAR/2023/h-tam-nong": how the journal names it; the caller frees it. */
char *obligation_name(const char *report, const char *period, const char *unit);

/* ---- findings and values -------------------------------------------------- */

struct finding {
    enum severity severity;
    char *code;             /* "required", "type", "range", "choice", "sum", "rows", "no-attachment", ... */
    char *place;            /* "Biểu 1!D12"; NULL: the whole report */
    char *text;             /* Vietnamese, one sentence, to the sender */
    char *text_en;
};
struct findings { struct finding *v; size_t n; };
void findings_add(struct findings *, enum severity, const char *code, const char *place, char *text, char *text_en);   /* takes text, text_en */
bool findings_blocking(const struct findings *);            /* at least one error */
const struct finding *findings_get(const struct findings *, const char *code);      /* the first; NULL if none */
void findings_free(struct findings *);

struct value {
    const char *field;      /* "so_cuoc", "candidates.ten" */
    int row;                /* 0: scalar; 1..: row of a table */
    enum field_type type;
    char *value;            /* canonical: "12", "3.5", "2023-06-09", "yes"/"no", text */
    char *place;            /* "Biểu 1!D12" */
};
struct values {
    struct value *v;
    size_t n;
    struct arena texts;     /* all of theirs: a form has hundreds */
};
const struct value *values_get(const struct values *, const char *field, int row);  /* NULL if none */
int values_last_row(const struct values *, const char *table);      /* of "table.column"; 0: it has none */
void values_add(struct values *, const char *field, int row, enum field_type, const char *value,
                const char *place);
/* The same of texts that are the list's already; place may be NULL. */
void values_take(struct values *, const char *field, int row, enum field_type, char *value,
                 char *place);
void values_free(struct values *);

/* ---- decision ------------------------------------------------- */

/* What an item is to an earlier version of its report. */
enum beside {
    BESIDE_NONE,            /* there is none */
    BESIDE_AGAIN,           /* the same content, once more */
    BESIDE_REPLACED,        /* it takes the place of the earlier one */
    BESIDE_ADDED,           /* it counts, and its sender says that it only adds to the earlier one */
    BESIDE_KEPT,            /* the earlier one stays: this one lacks its document, or has errors */
    BESIDE_OLDER            /* "earlier" came later and was filed before: it stays in force */
};

struct item {               /* one report that the message delivers */
    const struct unit *unit;
    const struct report *report;
    char *period;
    int attachment;         /* index of the attachment that carries its form; -1: none */
    int *files;             /* those that are searched for it, then those in which something of it was found */
    size_t nfiles;
    uint64_t others;        /* files that are another report of the same mail: a bit for each of the first 64 */
    instant due;
    bool on_time;
    int days_late;          /* A28; 0 on time */
    instant counted;        /* what is held against the deadline */
    bool has_due;
    instant cure;           /* by when an officer wants it whole; INSTANT_NONE or 0: he named no day */
    struct values values;
    struct findings findings;
    bool examined;          /* values and findings are those of its file */
    bool nil;               /* a list that says: no unit is eligible (A18) */
    bool uncorrected;       /* the whole letter was heard, and corrects no figure */
    bool adds;              /* it only adds to what came before, if anything did */
    bool annex;             /* ... and all its files are annexes by their names or heads */
    bool extends;           /* a list of candidates that says so of itself */
    int64_t obligation;     /* its row, once filed; 0 */
    int version;            /* its number among the versions, once filed; 0 */
    enum beside beside;
    char *earlier;          /* receipt code of that version's mail, ... */
    instant earlier_at;     /* ... and when it came */
    instant first;          /* when what decides on time came, if that is not this mail; 0 */
    bool elsewhere;         /* ... it came another way, as an officer recorded (A9) */
    bool waived;            /* an officer exempted the unit: no day is counted */
    bool older;             /* a version that counts came after it */
    bool rejected;          /* it is there again, and an officer or the unit said that it is none */
};
void item_clear(struct item *);     /* what it holds */

enum {
    UNSURE_UNIT = 1,
    UNSURE_REPORT = 2,
    UNSURE_PERIOD = 4,
    UNSURE_REQUEST = 8,
    UNSURE_CANDIDATES = 16
};

struct decision {
    enum outcome outcome;
    bool flagged;           /* filed, but an officer should look (auto-flag) */
    bool sender_registered; /* the sender is a registered address of the unit */
    bool may_reply;         /* a letter may go to the sender at all (RFC 3834) */
    enum reason reason;     /* why this outcome */
    unsigned unsure;        /* what the sender or officer must say (T3): UNSURE_UNIT, ... */
    char *unclear;          /* ... in Vietnamese, as the docket keeps it */
    struct item *items;
    size_t nitems;
    struct evidences evidences;
    struct strings candidates;      /* unit codes that remain possible */
    bool sender_verified;           /* registered, and authenticated by the trusted server or a keyed thread */
    bool urgent;                    /* KHẨN, THƯỢNG KHẨN, HỎA TỐC: the officer is told at once (A27) */
    bool replaces;                  /* the sender says it replaces an earlier one */
    bool answers;                   /* a mail of words: in answer to a letter, or like one of its sender's own before */
    char *asked;                    /* receipt code of the mail that this one settles: in review, or a stranger's; NULL */
    char *repeats;                  /* receipt code of the mail whose files it brings once more; NULL */
    int wanted;                     /* number of the consolidated report that did not come before this one; 0 */
    enum matter matter;             /* what it is if not a report */
    struct dossiers_told dossiers;  /* that it brought parts for, once filed */
};
void decision_drop_items(struct decision *);    /* it delivers nothing after all */
void decision_clear(struct decision *);

#endif
