/* Messages: one row for each mail received, with its attachments and the
 * evidence of the decision. Known by place (folder, UIDVALIDITY, UID) and by
 * the hash of its bytes. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/rendition.h"
#include "store/docket.h"
#include "db.h"

#define PAPER_ABOUT 60                  /* days between a word of a paper and the deadline of its report */

void
message_row_clear(struct message_row *r)
{
    free(r->code);
    free(r->folder);
    free(r->message_id);
    free(r->sender);
    free(r->sender_name);
    free(r->subject);
    free(r->date);
    free(r->about);
    free(r->unclear);
    free(r->text);
    *r = (struct message_row){0};
}

void
message_rows_free(struct message_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        message_row_clear(&rows[i]);
    free(rows);
}

/* The columns of MESSAGE_ROW. */
static int
row_read(struct query *q, struct message_row *r)
{
    *r = (struct message_row){ .id = get_int(q) };
    r->code = get_text(q);
    r->folder = get_text(q);
    r->uidvalidity = (uint32_t)get_int(q);
    r->uid = (uint32_t)get_int(q);
    r->received = get_int(q);
    r->entered = get_int(q);
    snprintf(r->sha256, sizeof r->sha256, "%s", see_text(q));
    r->size = (uint64_t)get_int(q);
    r->message_id = get_text(q);
    r->sender = get_text(q);
    r->sender_name = get_text(q);
    r->subject = get_text(q);
    r->date = get_text(q);
    r->outcome = (enum outcome)get_word(q, outcome_names, OUTCOMES);
    r->reason = get_reason(q);
    r->about = get_text(q);
    r->unclear = get_text(q);
    r->flagged = get_int(q) != 0;
    r->duplicate_of = get_int(q);
    r->marked = get_int(q) != 0;
    r->text = get_text(q);
    if (!q->failed)
        return 0;
    message_row_clear(r);
    return -1;
}

/* ---- finding one ----------------------------------------------------------- */

int
message_by_place(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t uid,
                 int64_t *id)
{
    return query_int(QUERY(s, SQL_MESSAGE_BY_PLACE, TEXT(folder), INT(uidvalidity), INT(uid)), id);
}

int
message_by_hash(struct store *s, const char *sha256, int64_t *id)
{
    return query_int(QUERY(s, SQL_MESSAGE_BY_HASH, TEXT(sha256)), id);
}

int
message_said(struct store *s, const struct message_row *m, instant since, int64_t *count)
{
    return query_int(QUERY(s, SQL_MESSAGE_SAID, INT(m->id), TEXT(m->sender), TEXT(m->text),
                           TEXT(m->subject), AT(since)), count);
}

int
message_by_file(struct store *s, const char *sha256, int64_t *id)
{
    return query_int(QUERY(s, SQL_MESSAGE_BY_FILE, TEXT(sha256)), id);
}

int
message_refused(struct store *s, const char *sha256, int64_t before, const char *sender, int64_t *id)
{
    return query_int(QUERY(s, SQL_MESSAGE_REFUSED, TEXT(sha256), INT(before), TEXT(sender)), id);
}

int
message_by_message_id(struct store *s, const char *message_id, int64_t *id)
{
    return query_int(QUERY(s, SQL_MESSAGE_BY_MESSAGE_ID, TEXT(message_id)), id);
}

static int
row_one(struct query *q, struct message_row *row)
{
    int rc = query_next(q);

    if (rc == 0)
        rc = row_read(q, row);
    query_close(q);
    return rc;
}

int
message_by_code(struct store *s, const char *code, struct message_row *row)
{
    return row_one(QUERY(s, SQL_MESSAGE_BY_CODE, TEXT(code)), row);
}

int
message_get(struct store *s, int64_t id, struct message_row *row)
{
    return row_one(QUERY(s, SQL_MESSAGE_GET, INT(id)), row);
}

ROWS(list, struct message_row, row_read, message_rows_free)

int
message_outcomes(struct store *s, int64_t counts[static OUTCOMES], int64_t *unread)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_MESSAGE_OUTCOMES);
    while ((rc = query_next(&q)) == 0) {
        enum outcome is = (enum outcome)get_word(&q, outcome_names, OUTCOMES);

        counts[is] = get_int(&q);
        *unread += get_int(&q);
    }
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
message_waiting(struct store *s, int64_t *count, instant *oldest)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_MESSAGE_WAITING);
    if ((rc = query_next(&q)) == 0) {
        *count = get_int(&q);
        *oldest = get_instant(&q);
    }
    query_close(&q);
    return rc;
}

int
message_list(struct store *s, enum outcome outcome, struct message_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_MESSAGE_LIST, TEXT(outcome_names[outcome])), rows, n);
}

int
message_open(struct store *s, enum outcome outcome, struct message_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_MESSAGE_OPEN, TEXT(outcome_names[outcome])), rows, n);
}

int
message_since(struct store *s, instant entered, struct message_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_MESSAGE_SINCE, INT(entered)), rows, n);
}

int
message_about_unit(struct store *s, const char *unit, const char *sender, instant since,
                   struct message_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_MESSAGE_ABOUT_UNIT, INT(since), INT(since), TEXT(sender), TEXT(unit)),
                rows, n);
}

int
message_ended(struct store *s, enum outcome outcome, enum reason reason, instant entered,
              struct message_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_MESSAGE_ENDED, TEXT(outcome_names[outcome]),
                      TEXT(reason_words[reason].code), INT(entered)),
                rows, n);
}

int
message_before(struct store *s, int64_t id, struct message_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_MESSAGE_BEFORE, INT(id)), rows, n);
}

/* ---- writing ------------------------------------------------------------------ */

static int
put_row(struct store *s, struct message_row *r)
{
    return query_insert(QUERY(s, SQL_MESSAGE_PUT, TEXT(r->code), TEXT(r->folder),
                              INT(r->uidvalidity), INT(r->uid), INT(r->received), INT(r->entered),
                              TEXT(r->sha256[0] == '\0' ? NULL : r->sha256), INT((int64_t)r->size),
                              TEXT(r->message_id), TEXT(r->sender), TEXT(r->sender_name),
                              TEXT(r->secret ? NULL : r->subject), TEXT(r->date),
                              TEXT(outcome_names[r->outcome]), TEXT(reason_words[r->reason].code),
                              TEXT(r->about), TEXT(r->unclear), INT(r->flagged),
                              ID(r->duplicate_of), INT(r->marked),
                              TEXT(r->secret ? NULL : r->text)),
                        &r->id);
}

static int
put_attachment(struct store *s, const struct message_row *row, size_t number,
               const struct attachment *a, int rendition_of)
{
    return query_run(QUERY(s, SQL_ATTACHMENT_PUT, INT(row->id), INT((int64_t)number),
                           TEXT(row->secret ? NULL : attachment_title(a)), TEXT(a->type),
                           INT((int64_t)a->size), TEXT(a->sha256),
                           TEXT(attachment_status_names[a->status]), TEXT(a->reason),
                           rendition_of < 0 ? TEXT(NULL) : INT(rendition_of)));
}

static int
put_attachments(struct store *s, const struct message_row *row, const struct message *facts)
{
    int *rendition_of = xcalloc(facts->nattachments + 1, sizeof *rendition_of), rc = 0;

    renditions_pair(facts->attachments, facts->nattachments, rendition_of);
    for (size_t i = 0; rc == 0 && i < facts->nattachments; i++) {
        const struct attachment *a = &facts->attachments[i];

        rc = put_attachment(s, row, i, a, rendition_of[i]);
        if (rc == 0 && a->letterhead != NULL && (!row->secret || a->letterhead->secrecy != NULL))
            rc = letterhead_put(s, row->id, (int)i, a->letterhead);
    }
    free(rendition_of);
    return rc;
}

static int
put_evidence(struct store *s, int64_t message, size_t number, const struct evidence *e)
{
    return query_run(QUERY(s, SQL_EVIDENCE_PUT, INT(message), INT((int64_t)number),
                           TEXT(source_names[e->source]), TEXT(e->unit), TEXT(e->report),
                           TEXT(matter_names[e->matter]), TEXT(e->period),
                           TEXT(strength_names[e->strength]), TEXT(e->quote), INT(e->attachment)));
}

int
message_put(struct store *s, struct message_row *row, const struct message *facts,
            const struct evidences *evidences)
{
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = put_row(s, row);
    if (rc == 0 && facts != NULL)
        rc = put_attachments(s, row, facts);
    for (size_t i = 0; rc == 0 && evidences != NULL && i < evidences->n; i++)
        rc = put_evidence(s, row->id, i, &evidences->v[i]);
    return whole_end(s, own, rc);
}

int
message_outcome_put(struct store *s, int64_t id, enum outcome outcome, enum reason reason,
                    const char *about)
{
    return query_run(QUERY(s, SQL_MESSAGE_OUTCOME_PUT, TEXT(outcome_names[outcome]),
                           TEXT(reason_words[reason].code), TEXT(about), INT(id)));
}

int
message_reveal(struct store *s, const struct message_row *row, const struct message *facts)
{
    struct letterhead_row *known = NULL;
    size_t n = 0;
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = query_run(QUERY(s, SQL_MESSAGE_WORDS_PUT, TEXT(facts->subject), TEXT(facts->text),
                         TEXT(row->unclear), INT(row->id)));
    if (rc == 0)
        rc = message_letterheads(s, row->id, &known, &n);
    for (size_t i = 0; rc == 0 && i < facts->nattachments; i++) {
        const struct attachment *a = &facts->attachments[i];
        bool there = a->letterhead == NULL;

        for (size_t k = 0; k < n; k++)
            there = there || known[k].attachment == (int)i;
        rc = query_run(QUERY(s, SQL_ATTACHMENT_NAME_PUT, TEXT(attachment_title(a)), INT(row->id),
                             INT((int64_t)i)));
        if (rc == 0 && !there)
            rc = letterhead_put(s, row->id, (int)i, a->letterhead);
    }
    letterhead_rows_free(known, n);
    return whole_end(s, own, rc);
}

int
message_place_leave(struct store *s, int64_t id)
{
    return query_run(QUERY(s, SQL_MESSAGE_PLACE_LEAVE, INT(id)));
}

/* ---- marks in the mailbox ---------------------------------------------------- */

int
message_unmarked(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t **uids,
                 size_t *n)
{
    struct query q;
    int rc;

    *uids = NULL;
    *n = 0;
    ASK(&q, s, SQL_MESSAGE_UNMARKED, TEXT(folder), INT(uidvalidity));
    while ((rc = query_next(&q)) == 0)
        *ARRAY_MORE(*uids, *n) = (uint32_t)get_int(&q);
    query_close(&q);
    if (rc == 1)
        return 0;
    free(*uids);
    *uids = NULL;
    *n = 0;
    return -1;
}

int
message_marked_put(struct store *s, const char *folder, uint32_t uidvalidity, const uint32_t *uids,
                   size_t n)
{
    bool own;
    int rc = 0;

    if (whole_begin(s, &own) != 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < n; i++) {
        rc = query_run(QUERY(s, SQL_MESSAGE_MARKED_PUT, TEXT(folder), INT(uidvalidity),
                             INT(uids[i])));
    }
    return whole_end(s, own, rc);
}

/* ---- evidence and attachments -------------------------------------------------- */

int
message_evidence(struct store *s, int64_t id, struct evidences *out)
{
    struct query q;
    int rc;

    *out = (struct evidences){0};
    ASK(&q, s, SQL_EVIDENCE_LIST, INT(id));
    while ((rc = query_next(&q)) == 0) {
        struct evidence *e = ARRAY_MORE(out->v, out->n);

        e->source = (enum source)get_word(&q, source_names, SOURCES);
        e->unit = get_text(&q);
        e->report = get_text(&q);
        e->matter = (enum matter)get_word(&q, matter_names, MATTERS);
        e->period = get_text(&q);
        e->strength = (enum strength)get_word(&q, strength_names, STRENGTHS);
        e->quote = get_text(&q);
        e->attachment = (int)get_int(&q);
    }
    query_close(&q);
    if (rc == 1)
        return 0;
    evidences_free(out);
    return -1;
}

int
message_units(struct store *s, enum outcome outcome, struct strings *units)
{
    return query_texts(QUERY(s, SQL_MESSAGE_UNITS, TEXT(outcome_names[outcome])), units);
}

int
message_paper(struct store *s, instant since, struct numbers *messages)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_MESSAGE_PAPER, INT(since), INT(PAPER_ABOUT * DAY));
    while ((rc = query_next(&q)) == 0)
        *ARRAY_MORE(messages->v, messages->n) = get_int(&q);
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
message_paper_units(struct store *s, instant since, struct strings *units)
{
    return query_texts(QUERY(s, SQL_MESSAGE_PAPER_UNITS, INT(since), INT(PAPER_ABOUT * DAY)), units);
}

static void
read_attachment(struct query *q, struct attachment_row *a)
{
    a->number = (int)get_int(q);
    a->name = get_text(q);
    a->type = get_text(q);
    a->size = (uint64_t)get_int(q);
    a->sha256 = get_text(q);
    a->status = get_text(q);
    a->reason = get_text(q);
    a->rendition_of = (int)get_int(q);
}

ROWS(list_attachments, struct attachment_row, read_attachment, attachment_rows_free)

int
message_attachments(struct store *s, int64_t id, struct attachment_row **rows, size_t *n)
{
    return list_attachments(QUERY(s, SQL_ATTACHMENT_LIST, INT(id)), rows, n);
}

void
attachment_rows_free(struct attachment_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].name);
        free(rows[i].type);
        free(rows[i].sha256);
        free(rows[i].status);
        free(rows[i].reason);
    }
    free(rows);
}
