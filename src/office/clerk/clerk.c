/* One message: known facts -> evidence -> decision -> rows -> letters. */
#include "office/desk/letters.h"
#include "office/clerk/clerk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "core/form/document.h"
#include "core/match/machine.h"
#include "office/dossier/dossier.h"
#include "office/filing/again.h"
#include "office/filing/decide.h"
#include "office/filing/reply.h"
#include "office/filing/filing.h"
#include "office/filing/package.h"
#include "office/clerk/settle.h"
#include "office/orders/orders.h"
#include "office/post/bounce.h"
#include "office/post/notice.h"
#include "store/docket.h"

#define TRIES 2                         /* at one mail; what stopped the first may be gone */
#define SERIES "TN"                     /* "mã tiếp nhận": ours, never the registry's "số đến" */

/* ---- deciding ------------------------------------------------------------------- */

static void
refuse(struct decision *d, enum outcome outcome, enum reason reason)
{
    d->outcome = outcome;
    d->reason = reason;
}

/* The same mail is known by its bytes, whatever folder it stands in. */
static int
same_bytes(struct desk *desk, const struct arrival *at, struct decision *d, int64_t *first)
{
    struct message_row row = {0};
    int rc = message_by_hash(desk->store, at->sha256, first);

    if (rc == 0)
        refuse(d, OUTCOME_DUPLICATE, REASON_SAME_BYTES);
    if (rc == 0 && (message_get(desk->store, *first, &row) != 0 || row.reason == REASON_SECRET ||
                    (row.outcome == OUTCOME_QUARANTINE && row.subject == NULL && row.text == NULL)))
        d->matter = MATTER_SECRET;      /* a secret is one in any folder */
    message_row_clear(&row);
    return rc;
}

static bool
word_on_stranger(const struct decision *d)
{
    return d->matter == MATTER_OWN || d->matter == MATTER_NOT_OWN;
}

/* An officer's order is one with a file beside it, too; without one match knows it. */
static int
order_with_file(struct desk *desk, const struct message *facts, instant now, struct decision *d)
{
    static const enum outcome may[] = { OUTCOME_FILED, OUTCOME_REVIEW, OUTCOME_NOTE,
                                        OUTCOME_DUPLICATE, OUTCOME_WRONG_ROUTE };
    bool given = false, can = false;
    int rc = 0;

    for (size_t i = 0; i < ARRAY_LEN(may); i++)
        can = can || d->outcome == may[i];
    if (can && document_count(facts) > 0 && machine_list(facts) == REASON_NONE &&
        machine_mark(facts) == REASON_NONE)
        rc = orders_given(desk, facts, now, &given);
    if (!given)
        return rc;
    decision_drop_items(d);
    *ARRAY_MORE(d->items, d->nitems) = (struct item){ .attachment = -1 };
    free(d->unclear);
    free(d->asked);
    free(d->repeats);
    d->unclear = d->asked = d->repeats = NULL;
    d->flagged = false;
    d->matter = MATTER_COMMAND;
    refuse(d, OUTCOME_COMMAND, REASON_OFFICER);
    return 0;
}

static int
decide(struct desk *desk, const struct arrival *at, const struct message *facts, struct decision *d,
       int64_t *first)
{
    int rc;

    *first = 0;
    if (at->unfetched != 0) {
        refuse(d, at->unfetched == REASON_TOO_LARGE ? OUTCOME_TOO_LARGE : OUTCOME_NOT_OBTAINABLE,
               at->unfetched);
        return 0;
    }
    if ((rc = same_bytes(desk, at, d, first)) <= 0)
        return rc;
    rc = decide_mail(desk, at, facts, false, d);
    if (rc == 0)
        rc = order_with_file(desk, facts, at->received, d);
    /* Only its header was read: a person looks at it, and is told why. */
    if (rc == 0 && at->unreadable != NULL &&
        (d->outcome == OUTCOME_FILED || d->outcome == OUTCOME_REVIEW || d->outcome == OUTCOME_NOTE))
        refuse(d, OUTCOME_REVIEW, REASON_UNREADABLE);
    return rc == 0 ? decide_examine(desk, at->received, facts, d) : rc;
}

int
clerk_consider(struct desk *desk, const struct arrival *at, const struct message *facts,
               struct decision *out)
{
    int64_t first = 0;

    return decide(desk, at, facts, out, &first);
}

/* ---- recording -------------------------------------------------------------------- */

static int
new_code(struct desk *desk, instant received, char **code)
{
    int year = moment_of(received, desk->settings->office.utc_offset).date.year;
    int64_t number;

    if (store_next_number(desk->store, SERIES, year, &number) != 0)
        return -1;
    *code = xasprintf(SERIES "-%d-%04lld", year, (long long)number);
    return 0;
}

static void
row_of(const struct arrival *at, const struct message *m, const struct decision *d, instant now,
       struct message_row *row)
{
    const char *sender = message_sender(m);

    *row = (struct message_row){ .folder = xstrdup(at->folder),
                                 .uidvalidity = at->uidvalidity,
                                 .uid = at->uid,
                                 .received = at->received,
                                 .entered = now,
                                 .size = at->size,
                                 .message_id = xstrdup(m->message_id),
                                 .sender = xstrdup(sender),
                                 .sender_name = m->from.n > 0 ? xstrdup(m->from.v[0].name) : NULL,
                                 .subject = xstrdup(m->subject),
                                 .date = xstrdup(m->date),
                                 .outcome = d->outcome,
                                 .reason = d->reason,
                                 .about = xstrdup(decide_about(d)),
                                 .unclear = xstrdup(d->unclear),
                                 .flagged = d->flagged || at->undated,
                                 .text = xstrdup(m->text),
                                 .secret = d->matter == MATTER_SECRET };
    if (at->sha256 != NULL)             /* NULL: never fetched */
        memcpy(row->sha256, at->sha256, HASH_HEX);
}

/* All that is needed to take the mail once more, besides its bytes (replay.c). */
static int
journal_message(struct desk *desk, const struct message_row *row, bool undated)
{
    char received[21], place[24], size[24], *detail;
    int rc;

    instant_write(row->received, received);
    snprintf(place, sizeof place, "%u/%u", row->uidvalidity, row->uid);
    snprintf(size, sizeof size, "%llu", (unsigned long long)row->size);
    detail = journal_detail("outcome", outcome_names[row->outcome], "reason",
                            reason_words[row->reason].code, "sha256",
                            row->sha256[0] == '\0' ? NULL : row->sha256, "folder", row->folder,
                            "place", place, "received", received, "size", size, "undated",
                            undated ? "yes" : NULL, NULL);
    rc = journal_add(desk->store, row->entered, "intake", "message", row->code, detail);
    free(detail);
    return rc;
}

/* Files every item; a message whose every report was filed before is a duplicate. */
static int
file_items(struct desk *desk, struct decision *d, const struct message_row *row,
           const struct message *facts)
{
    struct filing f = { .message = row->id,
                        .code = row->code,
                        .facts = facts,
                        .received = row->received,
                        .now = row->entered,
                        .vouched = d->sender_registered };
    size_t repeats = 0;

    for (size_t i = 0; i < d->nitems; i++) {
        bool repeated = false;

        if (filing_write(desk, &d->items[i], &f, &repeated) != 0)
            return -1;
        repeats += repeated;
        if (d->items[i].rejected) {     /* the sender is not told once more that it came */
            d->may_reply = false;
            d->flagged = true;
        }
    }
    for (size_t i = 0; i < d->nitems; i++)      /* once it is known which files are other reports */
        if (dossier_filed(desk, &d->items[i], facts, row, &d->dossiers) != 0)
            return -1;
    if (repeats < d->nitems)
        return 0;
    d->outcome = OUTCOME_DUPLICATE;     /* A24: the same file in another mail */
    return message_outcome_put(desk->store, row->id, OUTCOME_DUPLICATE, REASON_SAME_REPORT, NULL);
}

/* The files of an earlier mail once more: what they answered, and when, is
 * what its sender is told again. */
static int
repeat_items(struct desk *desk, struct decision *d, const struct message_row *row,
             const struct message *facts)
{
    struct message_row first = {0};
    int rc = message_by_code(desk->store, d->repeats, &first);

    if (rc == 0)
        rc = again_set_back(desk, first.id, row->code, row->received, row->entered);
    for (size_t i = 0; rc == 0 && i < d->nitems; i++) {
        struct obligation o = {0};

        rc = filing_timing(desk, &d->items[i], row->received, &o);
        if (rc == 0)
            rc = again_repeats(desk, first.id, &d->items[i]);
        if (rc == 0 && d->items[i].obligation != 0)
            rc = dossier_filed(desk, &d->items[i], facts, row, &d->dossiers);
        obligation_clear(&o);
    }
    message_row_clear(&first);
    return rc;
}

static int
record(struct desk *desk, const struct arrival *at, const struct message *facts, struct decision *d,
       int64_t first, struct message_row *row)
{
    bool was = false;

    row->duplicate_of = first;
    if (new_code(desk, at->received, &row->code) != 0 ||
        message_put(desk->store, row, facts, &d->evidences) != 0)
        return -1;
    if (d->outcome == OUTCOME_FILED && file_items(desk, d, row, facts) != 0)
        return -1;
    if (d->repeats != NULL && repeat_items(desk, d, row, facts) != 0)
        return -1;
    if (d->outcome == OUTCOME_BOUNCE && bounce_reported(desk, facts, row) != 0)
        return -1;
    if (d->sender_registered && d->outcome != OUTCOME_IGNORED && d->outcome != OUTCOME_BOUNCE &&
        first == 0 && bounce_good_again(desk, "intake", row->sender, row->entered, &was) != 0)
        return -1;
    row->outcome = d->outcome;
    if (journal_message(desk, row, at->undated) != 0)
        return -1;
    if (first != 0)                     /* the same bytes again: recorded, not answered */
        return again_set_back(desk, first, row->code, row->received, row->entered);
    if (word_on_stranger(d))
        return orders_unit_word(desk, row, facts, d, row->entered);
    if (d->matter == MATTER_ANSWER)
        return settle_answer(desk, row, facts, d);
    if (d->outcome == OUTCOME_COMMAND && orders_take(desk, row, facts, d, row->entered) != 0)
        return -1;
    return reply_to_message(desk, row, facts, d, at->unreadable) != 0
               ? -1
               : dossier_notice(desk, &d->dossiers, row->code, row->id, row->entered);
}

/* 0: the same mail stood at this very place; 1: none did. A place that another
 * held is given to this one: the mailbox was put back from a copy, or what was
 * not given before came after all. */
static int
take_place(struct desk *desk, const struct arrival *at)
{
    struct message_row row = {0};
    int64_t id = 0;
    int rc = message_by_place(desk->store, at->folder, at->uidvalidity, at->uid, &id);

    if (rc == 0 && (rc = message_get(desk->store, id, &row)) == 0 && at->sha256 != NULL &&
        strcmp(row.sha256, at->sha256) != 0) {
        log_notice("%s %u: another mail than %s stands here now", at->folder, at->uid, row.code);
        rc = message_place_leave(desk->store, id) == 0 ? 1 : -1;
    }
    message_row_clear(&row);
    return rc;
}

void
taken_clear(struct taken *t)
{
    free(t->code);
    free(t->said);
    *t = (struct taken){0};
}

static void
say(const struct message_row *row, struct taken *out)
{
    if (out != NULL)
        *out = (struct taken){
            xstrdup(row->code), xasprintf("%s from %s: %s (%s)", row->code,
                                          row->sender == NULL ? "nobody" : row->sender,
                                          outcome_names[row->outcome], reason_words[row->reason].en)
        };
}

static int
take(struct desk *desk, const struct arrival *at, const struct message *facts, instant now,
     struct taken *out)
{
    struct decision d = {0};
    struct message_row row = {0};
    int64_t first = 0;
    int rc = take_place(desk, at);

    if (rc != 1)
        return rc;
    rc = decide(desk, at, facts, &d, &first);
    if (rc == 0) {
        row_of(at, facts, &d, now, &row);
        rc = record(desk, at, facts, &d, first, &row);
    }
    if (rc == 0)
        say(&row, out);
    message_row_clear(&row);
    decision_clear(&d);
    return rc;
}

static int
try_to_take(struct desk *desk, const struct arrival *at, const struct message *facts, instant now,
            struct taken *out)
{
    int rc;

    if (store_part_begin(desk->store) != 0)
        return -1;
    rc = store_part_end(desk->store, take(desk, at, facts, now, out));
    if (rc == 1)
        log_error("%s %u could not be worked on; nothing of it was kept", at->folder, at->uid);
    return rc;
}

/* Telling the officers is tried; the queue shows the mail in any case. */
static int
tell_failed(struct desk *desk, const struct message_row *row)
{
    struct letter_facts f = { .code = row->code,
                              .subject = row->subject,
                              .sender = row->sender,
                              .received = row->received,
                              .why = row->reason };

    if (store_part_begin(desk->store) != 0)
        return -1;
    return store_part_end(desk->store, notice_message(desk, row, f)) < 0 ? -1 : 0;
}

/* The mail's row alone, without its files and what was thought of it. */
static int
record_failed(struct desk *desk, const struct arrival *at, const struct message *facts, instant now,
              struct taken *out)
{
    struct decision d = { .outcome = OUTCOME_REVIEW, .reason = REASON_FAILED };
    struct message bare = *facts;
    struct message_row row = {0};
    int rc = take_place(desk, at);

    if (rc != 1)
        return rc;
    bare.attachments = NULL;
    bare.nattachments = 0;
    row_of(at, &bare, &d, now, &row);
    rc = new_code(desk, at->received, &row.code);
    if (rc == 0)
        rc = message_put(desk->store, &row, &bare, &d.evidences);
    if (rc == 0)
        rc = journal_message(desk, &row, at->undated);
    if (rc == 0)
        rc = tell_failed(desk, &row);
    if (rc == 0)
        say(&row, out);
    message_row_clear(&row);
    return rc;
}

int
clerk_take(struct desk *desk, const struct arrival *at, const struct message *facts, instant now,
           struct taken *out)
{
    int rc = 1;

    for (int tries = 0; rc == 1 && tries < TRIES && !at->failed; tries++)
        rc = try_to_take(desk, at, facts, now, out);
    return rc == 1 ? record_failed(desk, at, facts, now, out) : rc;
}
