/* Rows of the docket, one group per noun (src/store/ has one file for each).
 * Every change of state is written together with a journal entry (G5). Row
 * structs own their texts; x_clear frees what a row holds, rows_free a list.
 * What takes several statements (a message with its attachments) is whole even
 * where the caller opened no transaction. */
#ifndef DOCKETD_STORE_DOCKET_H
#define DOCKETD_STORE_DOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/hash.h"
#include "model/docket.h"
#include "model/dossier.h"
#include "model/message.h"
#include "store/store.h"

/* ---- mailbox (store/mailbox.c) ------------------------------------------- */

/* The folder's state; creates the row. A changed uidvalidity starts the folder
 * anew (last_uid 0) and is journalled: the full rescan finds only duplicates.
 * So does a uidnext (0: unknown) that is not beyond what was read: the mailbox
 * was put back from a copy, and what came since has uids used before. */
int mailbox_state(struct store *, const char *folder, uint32_t uidvalidity, uint32_t uidnext,
                  uint32_t *last_uid);
int mailbox_seen(struct store *, const char *folder, uint32_t uidvalidity, uint32_t last_uid);
/* What was last told about the folder, "": nothing is wrong. *changed: it is told anew. */
int mailbox_trouble(struct store *, const char *folder, const char *trouble, bool *changed);
int mailbox_searched(struct store *, const char *folder, instant *at);      /* for mails without a mark; INSTANT_NONE: never */
int mailbox_searched_put(struct store *, const char *folder, instant at);

/* A mail that is listed and was not given. */
struct missing_row {
    uint32_t uid;
    uint64_t size;                  /* as listed; 0: not said */
    instant received;               /* as listed; INSTANT_NONE */
    int tries;
    instant next_try;
    bool told;                      /* it has its row in the docket */
};
int missing_list(struct store *, const char *folder, uint32_t uidvalidity, struct missing_row **rows, size_t *n);    /* by uid */
int missing_put(struct store *, const char *folder, uint32_t uidvalidity,
                const struct missing_row *);
int missing_gone(struct store *, const char *folder, uint32_t uidvalidity, uint32_t uid);      /* it came, or is there no more */

/* When every folder was last drained completely; INSTANT_NONE: never. */
int mailbox_drained(struct store *, instant *at);
int mailbox_drained_put(struct store *, instant at);

/* ---- message (store/message.c) --------------------------------------------- */

struct message_row {
    int64_t id;
    char *code;                     /* "TN-2023-0042" */
    char *folder;                   /* where it was first seen; "import" for docketctl import */
    uint32_t uidvalidity, uid;
    instant received, entered;      /* INTERNALDATE; when the row was made */
    char sha256[HASH_HEX];
    uint64_t size;
    char *message_id, *sender, *sender_name, *subject, *date;
    enum outcome outcome;
    enum reason reason;
    char *about;                    /* what the reason names; NULL */
    char *unclear;
    bool flagged;
    int64_t duplicate_of;           /* 0 */
    bool marked;                    /* the mailbox was told (after the commit) */
    char *text;                     /* the sender's own words */
    bool secret;                    /* writing only: its subject, words and file names are not kept (A26) */
};
void message_row_clear(struct message_row *);
void message_rows_free(struct message_row *, size_t n);

/* A mail is known by its place and by its bytes. */
int message_by_place(struct store *, const char *folder, uint32_t uidvalidity, uint32_t uid, int64_t *id);     /* 1: none */
int message_by_hash(struct store *, const char *sha256, int64_t *id);                                          /* 1: none; the first one */
int message_by_file(struct store *, const char *sha256, int64_t *id);                                          /* 1: none; the first one with such an attachment */
/* The last mail of that sender before this one that had such an attachment and was refused by an officer; 1: none. */
int message_refused(struct store *, const char *sha256, int64_t before, const char *sender, int64_t *id);
int message_by_message_id(struct store *, const char *message_id, int64_t *id);                                /* 1: none */
int message_by_code(struct store *, const char *code, struct message_row *);                                   /* 1: none */
/* Notes before this one in which the sender said the same, entered since; what asks
 * for something (to recall a mail) is the same under the same subject alone. */
int message_said(struct store *, const struct message_row *, instant since, int64_t *count);
int message_get(struct store *, int64_t id, struct message_row *);
/* Inserts the row (sets id), its attachments and evidence. code must be set. */
int message_put(struct store *, struct message_row *, const struct message *facts,
                const struct evidences *);
int message_outcome_put(struct store *, int64_t id, enum outcome, enum reason, const char *about);
/* What a mail out of quarantine says, which was not written down with it; the row's id and unclear count. */
int message_reveal(struct store *, const struct message_row *, const struct message *facts);
int message_ended(struct store *, enum outcome, enum reason, instant entered, struct message_row **rows, size_t *n);     /* entered since then, newest first */
int message_since(struct store *, instant entered, struct message_row **rows, size_t *n);      /* oldest first */
/* Received since then, of which the evidence names the unit or whose sender this is (in lower case); as they came. */
int message_about_unit(struct store *, const char *unit, const char *sender, instant since, struct message_row **rows, size_t *n);
int message_before(struct store *, int64_t id, struct message_row **rows, size_t *n);   /* the thousand before it, newest first */
/* How many ended so, by outcome; unread: of those in review, by a reader that failed. For metrics. */
int message_outcomes(struct store *, int64_t counts[static OUTCOMES], int64_t *unread);
/* Mails that wait for an officer, and since when the first of them; INSTANT_NONE. */
int message_waiting(struct store *, int64_t *count, instant *oldest);
int message_list(struct store *, enum outcome, struct message_row **rows, size_t *n);   /* oldest first */
/* ... without the drafts of reports that came since. */
int message_open(struct store *, enum outcome, struct message_row **rows, size_t *n);
/* Its place in the mailbox was given to another mail. */
int message_place_leave(struct store *, int64_t id);
/* Committed but not yet marked in the mailbox (a crash between); what was not
 * fetched is owed no mark: */
int message_unmarked(struct store *, const char *folder, uint32_t uidvalidity, uint32_t **uids,
                     size_t *n);
int message_marked_put(struct store *, const char *folder, uint32_t uidvalidity,
                       const uint32_t *uids, size_t n);
int message_evidence(struct store *, int64_t id, struct evidences *);
/* Units that the evidence of mails with this outcome names, drafts left out as by message_open. */
int message_units(struct store *, enum outcome, struct strings *units);
/* Mails, and their units, that said since then that a report went another way: one which is open still and due
 * not long before or after. */
struct numbers;
int message_paper(struct store *, instant since, struct numbers *messages);
int message_paper_units(struct store *, instant since, struct strings *units);

struct attachment_row {
    int number;                     /* 0-based */
    char *name, *type, *sha256, *status, *reason;
    uint64_t size;
    int rendition_of;               /* number of the editable file that this is the PDF of; -1 */
};
int message_attachments(struct store *, int64_t id, struct attachment_row **rows, size_t *n);
void attachment_rows_free(struct attachment_row *, size_t n);

/* ---- letterhead (store/letterhead.c) ------------------------------------------- */

struct letterhead_row {
    int attachment;                 /* 0-based */
    struct letterhead head;
};
int letterhead_put(struct store *, int64_t message, int attachment, const struct letterhead *);
int message_letterheads(struct store *, int64_t id, struct letterhead_row **rows, size_t *n);     /* by attachment */
void letterhead_rows_free(struct letterhead_row *, size_t n);

/* ---- obligation (store/obligation.c) ----------------------------------------- */

/* Makes the row if (unit, report, period) has none; *made tells. */
int obligation_make(struct store *, struct obligation *, bool *made);
int obligation_get(struct store *, const char *unit, const char *report, const char *period, struct obligation *);  /* 1: none */
int obligation_by_id(struct store *, int64_t id, struct obligation *);
int obligation_put(struct store *, const struct obligation *);          /* all but the key */
/* report, period NULL: all. Ordered by report, period, unit as made. */
int obligation_list(struct store *, const char *report, const char *period,
                    struct obligation **rows, size_t *n);
int obligation_of_state(struct store *, const char *report, const char *period, enum state,
                        struct obligation **rows, size_t *n);
int obligation_moved(struct store *, struct obligation **rows, size_t *n);      /* whose deadline is not their first one any more */
/* The units of a round that stand alike, ordered by report and period; due: the first deadline of one of them. It costs
 * no more than it gives, however many units there are. report NULL: all. */
struct obligation_group { char *report, *period; enum state state; bool tracked; instant due; };
int obligation_groups(struct store *, const char *report, struct obligation_group **rows, size_t *n);
void obligation_groups_free(struct obligation_group *, size_t n);
/* The same as they stood after this entry of the journal (journal_as_of). */
int obligation_list_as_of(struct store *, int64_t entry, const char *report, const char *period,
                          struct obligation **rows, size_t *n);
int obligation_as_of(struct store *, int64_t entry, int64_t id, struct obligation *);   /* one of them */
int obligation_of_unit(struct store *, const char *unit, struct obligation **rows, size_t *n);
/* Due within [from, to], by deadline. */
int obligation_due_between(struct store *, instant from, instant to, struct obligation **rows,
                           size_t *n);
/* With a cure date in (after, until]. */
int obligation_cures(struct store *, instant after, instant until, struct obligation **rows,
                     size_t *n);
void obligations_free(struct obligation *, size_t n);

/* ---- submission (store/submission.c) ------------------------------------------- */

struct submission_row {
    int64_t id, message, obligation;
    int version;                    /* 1, 2, ...: versions never overwrite */
    instant received;
    bool complete, late;
    int days_late;
    int attachment;                 /* -1: none */
    char *content_hash;             /* of the attachment that carries it, or of all; tells a re-send from a version */
    char *message_code;             /* read only */
    enum standing standing;
    instant arrived;                /* when its mail came; read only */
};
void submission_row_clear(struct submission_row *);
void submission_rows_free(struct submission_row *, size_t n);
/* Inserts with its values and findings; sets id and version. */
int submission_put(struct store *, struct submission_row *, const struct values *,
                   const struct findings *);
/* It came earlier than was known. */
int submission_received_put(struct store *, int64_t id, instant received, int days_late);
int submission_standing_put(struct store *, int64_t id, enum standing);
int submission_of_message(struct store *, int64_t message, struct submission_row **rows, size_t *n);
/* The mail of this receipt code and what it delivered. 1: there is none of it. */
int submission_of_code(struct store *, const char *code, struct message_row *, struct submission_row **rows, size_t *n);
/* As their mails came, and those of one time by version: what was filed late stands where it belongs. */
int submission_list(struct store *, int64_t obligation, struct submission_row **rows, size_t *n);
/* Adds the mails whose versions wait for a person's word in such a group: complete and
 * not yet judged, or a stranger's, whatever it is. Freed by the caller. */
struct numbers { int64_t *v; size_t n; };
int submission_waiting(struct store *, const struct obligation_group *, struct numbers *messages);
int submission_values(struct store *, int64_t submission, struct values *);
int submission_filled(struct store *, int64_t message, int64_t *count);    /* versions that the mail brought, of which some figure was read */
int submission_findings(struct store *, int64_t submission, struct findings *);
struct submission_code { int64_t submission; char *code; };
/* Receipt codes of the versions whose content counts, by submission. */
int submission_codes(struct store *, struct submission_code **rows, size_t *n);
void submission_codes_free(struct submission_code *, size_t n);
/* The first mail from *message on that answered the obligation with such a file; 1: none. */
int submission_by_file(struct store *, int64_t obligation, const char *sha256, int64_t *message);
/* The first mail by which another unit answered the same report and period with such a file; 1: none. */
int submission_elsewhere(struct store *, const struct obligation *, const char *sha256, int64_t *message);
int submission_same_content(struct store *, int64_t obligation, const char *content_hash, int64_t *id);    /* 1: none */

/* ---- dossier (store/dossier.c) ---------------------------------------------------- */

int dossier_make(struct store *, struct dossier *);             /* code must be set; sets id */
int dossier_put(struct store *, const struct dossier *);        /* all but what names the candidate */
int dossier_by_code(struct store *, const char *code, struct dossier *);    /* 1: none */
int dossier_by_id(struct store *, int64_t id, struct dossier *);            /* 1: none */
/* report, period, unit NULL: all. By report, period, unit, as made. */
int dossier_list(struct store *, const char *report, const char *period, const char *unit,
                 struct dossier **rows, size_t *n);
int dossier_due(struct store *, instant now, struct dossier **rows, size_t *n);     /* an officer should look by now */
int piece_put(struct store *, int64_t obligation, const struct piece *);    /* the same once more is nothing */
int piece_place(struct store *, int64_t id, int64_t dossier, const char *part);
enum piece_of { PIECE_OF_DOSSIER, PIECE_OF_OBLIGATION, PIECE_OF_MESSAGE };
int piece_list(struct store *, enum piece_of, int64_t id, struct pieces *);         /* as they came */
int undo_piece(struct store *, int64_t id);
int step_put(struct store *, const struct step_row *);
int step_list(struct store *, int64_t dossier, struct step_row **rows, size_t *n);
void step_rows_free(struct step_row *, size_t n);

/* ---- package (store/package.c) ----------------------------------------------------- */

struct package;
struct package_row { int sequence; char *hash; instant at; bool outdated; };   /* at: when it was made; of a snapshot, when it came */
void package_row_clear(struct package_row *);
/* What was sent to the office above. 1: nothing yet. */
int package_last(struct store *, const char *report, const char *period, struct package_row *);
int package_put(struct store *, const struct package *, instant made);
/* The last of a round, which since is another than it tells (outdated): a state, a version that counts, a unit. */
struct package_stale { char *report, *period; int sequence; instant since; };   /* since: when something first changed */
/* Those that an entry of the journal behind this one touched first (0: all). 0, or -1 after logging. */
int package_outdated(struct store *, int64_t entry, struct package_stale **, size_t *n);
void package_stale_free(struct package_stale *, size_t n);
/* What a unit's office sent with a version. The last of the obligation, among versions that are vouched for; 1: none. */
int snapshot_last(struct store *, int64_t obligation, struct package_row *);
int snapshot_put(struct store *, int64_t submission, const struct package *);
/* Of how many of its units a whole report is; by submission, free *out. snapshot_cover: 1: it came without one. */
struct snapshot_cover { int64_t submission; int sequence, known, expected; };
int snapshot_covers(struct store *, struct snapshot_cover **out, size_t *n);
int snapshot_cover(struct store *, int64_t submission, struct snapshot_cover *);
int snapshot_get(struct store *, int64_t submission, struct package **);    /* 1: it came without one */

/* ---- outbox (store/outbox.c) ------------------------------------------------------ */

enum letter_state {
    LETTER_QUEUED,
    LETTER_SENDING,                 /* its DATA may have been sent: found after a crash it means "unknown" */
    LETTER_UNKNOWN,                 /* tried, answer lost: once more after a pause, same Message-ID */
    LETTER_SENT,
    LETTER_FAILED,                  /* permanent; the officer is told */
    LETTER_WITHDRAWN,               /* its reason went away before it was sent */
    LETTER_STATES
};
extern const char *const letter_state_names[LETTER_STATES];

struct letter_row {
    int64_t id;
    char *reason;                   /* unique with recipient: "ack:TN-2023-0042", "remind:HALF_YEAR:2023:7" */
    char *recipient;                /* one address */
    char *letter;                   /* template: "received", "late", ... */
    int priority;                   /* 0 acknowledgement, 1 answer, 2 reminder, 3 digest: low first */
    int64_t message, obligation;    /* what it is about; 0 */
    char *message_id;               /* fixed for ever */
    char *subject;
    char *envelope_from;            /* "" for automatic replies */
    void *mail;                     /* the whole RFC 5322 message */
    size_t size;
    instant created, next_try;
    enum letter_state state;
    int attempts;
    int doubts;                     /* attempts whose answer was lost */
    int reply_code;
    char *reply;                    /* last words of the server */
    instant sent;
};
void letter_row_clear(struct letter_row *);
/* *made false: the (reason, recipient) is there already, nothing changed. */
int letter_put(struct store *, struct letter_row *, bool *made);
/* The next letter due at `now` by priority and age, with its mail; 1: none. */
int letter_next(struct store *, instant now, struct letter_row *);
int letter_due(struct store *, instant now);                            /* 0: there is one; 1: none */
int letter_under_way(struct store *, int64_t *count);                   /* that are SENDING */
int letter_next_time(struct store *, instant *at);                      /* INSTANT_NONE: nothing waits */
int letter_sending(struct store *, int64_t id, instant at);             /* attempts + 1; 1: it waits no more (withdrawn, or in other hands) */
/* A sent letter never changes: that is -1. next_try counts for QUEUED and UNKNOWN. */
int letter_result(struct store *, int64_t id, enum letter_state, instant next_try, int code,
                  const char *reply, instant at);
int letter_attempt_free(struct store *, int64_t id);                    /* the last one counts for nothing */
int letter_overtaken(struct store *, int64_t id, bool *is);             /* another was sent after it was last tried; within a second they go by priority and age */
int letter_waiting(struct store *, int64_t *count);
int letter_ends(struct store *, int64_t *sent, int64_t *failed);        /* how many ended so; for metrics */
int letter_oldest(struct store *, instant *made);                       /* of those that wait; INSTANT_NONE: none does */
/* At start: every SENDING becomes UNKNOWN and is due now, the second time FAILED (G3); journalled. */
int letter_recover(struct store *, instant now, int *found);
int letter_list(struct store *, bool all, struct letter_row **rows, size_t *n);     /* without mail; all: sent ones too */
int letter_reached(struct store *, const char *recipient, instant since);   /* 0: one was sent since then; 1: none */
int letter_sent_before(struct store *, int64_t n, instant *at);         /* when the n-th last one was sent; 1: there are fewer */
/* For caps: made since, of exactly this priority, and of this template; NULL: of any. */
int letter_to_since(struct store *, const char *recipient, int priority, const char *letter,
                    instant since, int64_t *count);
/* The longest subject of a letter to the recipient that stands within this text; 1: none. */
int letter_subject_within(struct store *, const char *recipient, const char *text, char **subject);
/* 0: a letter about a mail whose subject is the end of the text went to him, 1: none. */
int letter_on_subject(struct store *, const char *recipient, const char *text);
/* How many letters of withdrawal there are, of this priority, about the letter
 * with this reason to this recipient, or about the last of them: it holds if even. */
int letter_untold(struct store *, const char *recipient, int priority, const char *reason,
                  int64_t *count);
/* Letters whose reason begins so, in any state; without mail. */
int letter_begun(struct store *, const char *prefix, struct letter_row **rows, size_t *n);
/* Letters about this mail, or this obligation or what brought it with others; 0: none of it. */
int letter_about(struct store *, int64_t message, int64_t obligation, struct letter_row **rows,
                 size_t *n);
void letter_rows_free(struct letter_row *, size_t n);
/* Reasons that begin so, of letters in any state. */
int letter_reasons(struct store *, const char *prefix, struct strings *reasons);
/* Takes back the reminders that wait and are about this obligation of the unit
 * (0: any of it); their reasons are added. */
int letter_withdraw(struct store *, const char *unit, int64_t obligation, struct strings *reasons);
/* The same for reminders all of whose reports the one with this reason tells of, too: one that
 * tells of more stays. */
int letter_said_again(struct store *, const char *reason, struct strings *reasons);
/* The same for reminders of the days before this one ("2023-06-02"): they no
 * longer say what is. Theirs are the reasons "remind:2023-06-01:h-cao-lanh". */
int letter_expire(struct store *, const char *day, struct strings *reasons);
/* The same for what may have been sent by a docket that this one, put back from a
 * copy at `restored`, took the place of; day_end: the end of that day. */
int letter_lost(struct store *, instant restored, instant day_end, struct strings *reasons);
/* What a letter reminds of: one may be about several reports. */
int reminded_put(struct store *, int64_t letter, int64_t obligation);
struct reminded_row {
    int64_t obligation;
    int count;                      /* reminders sent, those an officer ordered too */
    instant last;                   /* INSTANT_NONE: never */
};
struct reminded { struct reminded_row *v; size_t n; };
/* Of a period's obligations; free v. */
int reminded_list(struct store *, const char *report, const char *period, struct reminded *);
struct reminded_row reminded_of(const struct reminded *, int64_t obligation);

int letter_by_message_id(struct store *, const char *message_id, struct letter_row *);  /* 1: none; without mail */
int letter_by_reason(struct store *, const char *reason, const char *recipient, struct letter_row *);    /* with its mail; 1: none */

/* ---- journal (store/journal.c) ------------------------------------------------------ */

struct journal_row {
    int64_t number;
    instant at;
    char *actor;                    /* "intake", "calendar", "courier", "officer:canbo@…", "shell:root" */
    char *event;                    /* "message", "submission", "state", "letter", "command", ... */
    char *subject;                  /* code it is about: "TN-2023-0042", "HALF_YEAR/2023/h-cao-lanh" */
    char *detail;                   /* JSON object */
};
/* Appends; hash = SHA-256(previous hash, number, at, actor, event, subject, detail). */
int journal_add(struct store *, instant at, const char *actor, const char *event,
                const char *subject, const char *detail);
/* {"key": "value", ...} of pairs of texts (a pair with a NULL value is left out), to NULL. */
char *journal_detail(const char *key, ...) __attribute__((sentinel));
/* The same for people: with the sentence of its reason in "vi" or "en". The caller frees it. */
char *journal_detail_say(const char *detail, const char *language);
int journal_list(struct store *, const char *subject, struct journal_row **rows, size_t *n);   /* NULL: all */
int journal_head(struct store *, int64_t *number);      /* the last entry's; 0: none. It stays where nothing changed (G5) */
/* The last entry made by then; 0: none yet. 1: the docket came into this
 * program's hands only after that, and does not know how it stood. */
int journal_as_of(struct store *, instant at, int64_t *number);
int journal_last(struct store *, instant *at);          /* when the last entry was made; INSTANT_NONE: none */
void journal_rows_free(struct journal_row *, size_t n);

/* ---- contact (store/contact.c) ------------------------------------------------------ */

/* Notices into chats (table chat). */
struct chat_row {
    int64_t id;
    char *text;
    instant created;
    int attempts;
    int64_t waiting, last;          /* rows of this channel that are due, and the id of the last */
};
int chat_put(struct store *, const char *reason, const char *channel, const char *text, instant now);
int chat_due(struct store *, const char *channel, instant now, struct chat_row *);     /* the oldest that is due; 1: none */
void chat_row_clear(struct chat_row *);
int chat_next(struct store *, const char *channel, instant *at);       /* INSTANT_NONE: none waits */
/* How many went out since then, and when the first of these did. */
int chat_sent(struct store *, const char *channel, instant since, int64_t *count, instant *first);
/* How many did not go out of those made since then, and what was said of the last (NULL: nothing); to be freed. */
int chat_failed(struct store *, instant since, int64_t *count, char **reply);
int chat_begin(struct store *, int64_t id);     /* before the first byte: what dies after it is not repeated */
/* "sent", "queued" (`at` is the next try, of "sent" when it went), "failed", "unknown". */
int chat_end(struct store *, int64_t id, const char *state, instant at, const char *reply);
int chat_merge(struct store *, const char *channel, int64_t last);
int chat_recover(struct store *, instant oldest);       /* after a crash; what was made before `oldest` is given up */

/* Chats that officers linked by a code (store/chat_link.c). An officer has one, and one code. */
struct link_row { char *officer, *chat, *channel; };
int link_code_put(struct store *, const char *officer, const char *hash, instant until);
int link_code_take(struct store *, const char *hash, instant now, char **officer);  /* 1: none such; once */
int link_put(struct store *, const char *officer, const char *chat, const char *channel, instant since);
/* Ends that of this officer (NULL) and that on this channel (NULL). */
int link_end(struct store *, const char *officer, const char *channel, instant at, bool *was);
int link_list(struct store *, struct link_row **, size_t *n);
void link_rows_free(struct link_row *, size_t n);
/* That a chat wrote, and how it was answered: "linked", "counts", "only", "hint", "none". */
int heard_put(struct store *, const char *id, const char *chat, instant at, const char *answer);
int heard_has(struct store *, const char *id);                  /* 0: it was heard; 1: not yet */
int heard_count(struct store *, const char *chat, const char *answer, instant since, int64_t *);    /* NULL: any */
int heard_forget(struct store *, instant before);

/* Addresses a unit has besides those of the plan, kept in lower case and asked for in any. */
struct contact_row {
    char *unit, *address;
    instant valid_from, valid_to;   /* valid_to: the first instant it no longer holds; INSTANT_NONE: it holds */
    char *author;
};
int contact_put(struct store *, const char *unit, const char *address, instant from,
                const char *author, bool *made);
int contact_of_unit(struct store *, const char *unit, struct contact_row **rows, size_t *n);   /* past ones too, as made */
void contact_rows_free(struct contact_row *, size_t n);
int contact_units(struct store *, const char *address, instant at, struct strings *units);      /* NULL: of none */
/* Whose address it is: of the unit that has it in the plan, else of the only one whose contact it is; NULL: of none. */
int contact_unit(struct store *, const struct plan *, const char *address, instant at, const struct unit **unit);
/* It is one of this unit's. */
int contact_is(struct store *, const struct unit *, const char *address, instant at, bool *is);
/* An address, of the plan or of a contact, that sent our mail back. */
int bounced_put(struct store *, const char *address, instant at, const char *reply);
int bounced_get(struct store *, const char *address, instant *at);      /* 1: it is good, or was never noted */
int bounced_list(struct store *, struct strings *addresses);            /* sorted */
int bounced_clear(struct store *, const char *address);                 /* it is good again */

/* ---- command (store/command.c) -------------------------------------------------------- */

enum command_state {
    COMMAND_WAITING,                /* for its confirmation */
    COMMAND_DONE,
    COMMAND_REFUSED,
    COMMAND_EXPIRED,
    COMMAND_STATES
};
extern const char *const command_state_names[COMMAND_STATES];

struct command_row {
    int64_t id;
    char *code;                     /* "GN-2023-0007": what an undo names */
    int64_t message;                /* 0: the shell */
    int line;
    instant at;
    char *officer;                  /* address, or "shell:root" */
    char *text;                     /* the line as written */
    char *understood;
    enum command_state state;
    char *result;
    char *before, *after;           /* JSON: what an undo puts back, and what it must still find */
    int64_t undone_by;              /* 0 */
};
void command_row_clear(struct command_row *);
/* *made false: this line of this message is there already, nothing changed. */
int command_put(struct store *, struct command_row *, bool *made);
/* Ends a waiting command; 1: it waits no more. */
int command_result(struct store *, int64_t id, enum command_state, const char *result,
                   const char *before, const char *after);
int command_undone(struct store *, int64_t id, int64_t by);             /* 1: not done, or undone already */
int command_by_code(struct store *, const char *code, struct command_row *);            /* 1: none */
int command_on(struct store *, const char *kind, int64_t id, struct command_row **rows, size_t *n);     /* the same by "obligation", 12 */
int command_touching(struct store *, const char *thing, struct command_row **rows, size_t *n);  /* "obligation:12": done, not undone */
int command_since(struct store *, instant since, struct command_row **rows, size_t *n);     /* oldest first */
int command_count(struct store *, const char *officer, enum command_state, instant since,
                  int64_t *count);
void command_rows_free(struct command_row *, size_t n);

/* ---- request and hold (store/request.c) -------------------------------------------------- */

struct request_row {                /* a report asked for out of turn */
    char *period;                   /* "DX:512": of its obligations */
    char *title;
    instant opened, due;
    char *author;
};
void request_row_clear(struct request_row *);
int request_put(struct store *, const struct request_row *, bool *made);    /* *made false: the period is taken */
int request_get(struct store *, const char *period, struct request_row *);  /* 1: none */
int request_list(struct store *, struct request_row **rows, size_t *n);     /* by due */
void request_rows_free(struct request_row *, size_t n);

/* Reminders stopped for a unit, or for all (unit NULL). Twice is once. */
int hold_put(struct store *, const char *unit, instant since, const char *author, bool *made);
int hold_end(struct store *, const char *unit, instant at);                 /* 1: none stands */
int hold_list(struct store *, struct strings *units);                       /* that stand; sorted; "": all */
struct hold_row { char *unit; instant since; char *author; };
int hold_rows(struct store *, struct hold_row **rows, size_t *n);           /* that stand, with since when and by whom */
void hold_rows_free(struct hold_row *, size_t n);
int hold_stands(struct store *, const char *unit, bool *held);              /* for it or for all */

/* ---- what an undone order takes back (store/undo.c) ------------------------------------- */

/* Only what that very order made; the caller has looked that nothing else
 * changed since. */
int undo_submission(struct store *, int64_t id);        /* with its findings; no obligation may count it */
int undo_reveal(struct store *, int64_t id);            /* what message_reveal wrote of a secret mail is written nowhere */
int undo_obligation(struct store *, int64_t id);        /* letters about it stay */
int undo_contact(struct store *, const char *unit, const char *address);
int undo_request(struct store *, const char *period);
int undo_hold(struct store *, const char *unit, bool stood);    /* stood: the order ended one; else it made one */
/* Letters that wait and whose reason begins so are withdrawn; their reasons are added. */
int undo_letters(struct store *, const char *prefix, struct strings *reasons);

#endif
