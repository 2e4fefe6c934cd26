/* The outbox: letters on their way.
 *
 *     queued --> sending --> sent | failed | queued (later) | unknown (later)
 *     queued, unknown --> withdrawn
 *
 * "sending" is committed before the first byte goes to the server. A crash
 * leaves a letter queued or unknown (nothing was begun), sending (found by
 * letter_recover: unknown), or sent. A sent letter never changes again. */
#include <jansson.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

const char *const letter_state_names[LETTER_STATES] = {
    [LETTER_QUEUED] = "queued",   [LETTER_SENDING] = "sending", [LETTER_UNKNOWN] = "unknown",
    [LETTER_SENT] = "sent",       [LETTER_FAILED] = "failed",   [LETTER_WITHDRAWN] = "withdrawn",
};

void
letter_row_clear(struct letter_row *r)
{
    free(r->reason);
    free(r->recipient);
    free(r->letter);
    free(r->message_id);
    free(r->subject);
    free(r->envelope_from);
    free(r->mail);
    free(r->reply);
    *r = (struct letter_row){0};
}

/* The columns of LETTER_ROW. */
static int
row_read(struct query *q, struct letter_row *r)
{
    *r = (struct letter_row){ .id = get_int(q) };
    r->reason = get_text(q);
    r->recipient = get_text(q);
    r->letter = get_text(q);
    r->priority = (int)get_int(q);
    r->message = get_int(q);
    r->obligation = get_int(q);
    r->message_id = get_text(q);
    r->subject = get_text(q);
    r->envelope_from = get_text(q);
    r->size = (size_t)get_int(q);
    r->created = get_int(q);
    r->next_try = get_instant(q);
    r->state = (enum letter_state)get_word(q, letter_state_names, LETTER_STATES);
    r->attempts = (int)get_int(q);
    r->doubts = (int)get_int(q);
    r->reply_code = (int)get_int(q);
    r->reply = get_text(q);
    r->sent = get_instant(q);
    if (!q->failed)
        return 0;
    letter_row_clear(r);
    return -1;
}

/* One row, with its mail after it if asked; closes. */
static int
row_one(struct query *q, struct letter_row *row, bool mail)
{
    int rc = query_next(q);

    if (rc == 0)
        rc = row_read(q, row);
    if (rc == 0 && mail)
        row->mail = get_blob(q, &row->size);
    query_close(q);
    return rc;
}

/* ---- writing ------------------------------------------------------------------ */

static int
put_row(struct store *s, struct letter_row *r)
{
    return query_insert(QUERY(s, SQL_LETTER_PUT, TEXT(r->reason), TEXT(r->recipient),
                              TEXT(r->letter), INT(r->priority), ID(r->message), ID(r->obligation),
                              TEXT(r->message_id), TEXT(r->subject),
                              TEXT(r->envelope_from == NULL ? "" : r->envelope_from),
                              INT((int64_t)r->size), INT(r->created),
                              INT(r->next_try == INSTANT_NONE ? r->created : r->next_try)),
                        &r->id);
}

static int
put_mail(struct store *s, const struct letter_row *r)
{
    return query_run(QUERY(s, SQL_LETTER_MAIL_PUT, INT(r->id), BLOB(r->mail, r->size)));
}

int
letter_put(struct store *s, struct letter_row *row, bool *made)
{
    bool own;
    int rc;

    *made = false;
    if (whole_begin(s, &own) != 0)
        return -1;
    if ((rc = put_row(s, row)) == 0) {
        *made = true;
        rc = put_mail(s, row);
    }
    return whole_end(s, own, rc < 0 ? -1 : 0);
}

int
letter_sending(struct store *s, int64_t id, instant at)
{
    return query_change(QUERY(s, SQL_LETTER_SENDING, INT(at), INT(id)));
}

int
letter_result(struct store *s, int64_t id, enum letter_state state, instant next_try, int code,
              const char *reply, instant at)
{
    bool again = state == LETTER_QUEUED || state == LETTER_UNKNOWN;
    int rc = query_change(QUERY(s, SQL_LETTER_RESULT, TEXT(letter_state_names[state]),
                                AT(again ? next_try : INSTANT_NONE), INT(code), TEXT(reply),
                                AT(state == LETTER_SENT ? at : INSTANT_NONE),
                                INT(state == LETTER_UNKNOWN), INT(id)));

    if (rc == 1)
        log_error("docket: letter %lld is sent already, or is none", (long long)id);
    return rc == 0 ? 0 : -1;
}

int
letter_attempt_free(struct store *s, int64_t id)
{
    return query_run(QUERY(s, SQL_LETTER_FREE, INT(id)));
}

int
letter_overtaken(struct store *s, int64_t id, bool *is)
{
    int64_t one = 0;
    int rc = query_int(QUERY(s, SQL_LETTER_OVERTAKEN, INT(id)), &one);

    *is = rc == 0;
    return rc < 0 ? -1 : 0;
}

int
letter_waiting(struct store *s, int64_t *count)
{
    return query_int(QUERY(s, SQL_LETTER_WAITING), count);
}

/* Reasons, recipients and new states in turn. */
static int
recover(struct store *s, instant next_try, struct strings *found)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_LETTER_RECOVER, INT(next_try));
    while ((rc = query_next(&q)) == 0)
        for (int i = 0; i < 3; i++)
            strings_take(found, get_text(&q));
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
letter_recover(struct store *s, instant now, int *found)
{
    struct strings list = {0};
    bool own;
    int rc;

    *found = 0;
    if (whole_begin(s, &own) != 0)
        return -1;
    rc = recover(s, now, &list);
    for (size_t i = 0; rc == 0 && i < list.n; i += 3, ++*found) {
        json_t *detail = json_pack("{s:s s:s s:s}", "state", list.v[i + 2], "to", list.v[i + 1],
                                   "reason", reason_words[REASON_COURIER_STOPPED].code);
        char *text = json_dumps(detail, JSON_COMPACT);

        rc = journal_add(s, now, "courier", "letter", list.v[i], text);
        free(text);
        json_decref(detail);
    }
    strings_free(&list);
    return whole_end(s, own, rc);
}

int
letter_withdraw(struct store *s, const char *unit, int64_t obligation, struct strings *reasons)
{
    int64_t any;
    int rc = query_int(QUERY(s, SQL_LETTER_REMINDS, TEXT(unit), INT(obligation)), &any);

    if (rc != 0)                        /* as after nearly every mail */
        return rc < 0 ? -1 : 0;
    return query_texts(QUERY(s, SQL_LETTER_WITHDRAW, TEXT(unit), INT(obligation)), reasons);
}

int
letter_said_again(struct store *s, const char *reason, struct strings *reasons)
{
    return query_texts(QUERY(s, SQL_LETTER_SAID_AGAIN, TEXT(reason)), reasons);
}

int
letter_expire(struct store *s, const char *day, struct strings *reasons)
{
    return query_texts(QUERY(s, SQL_LETTER_EXPIRE, TEXT(day)), reasons);
}

int
letter_lost(struct store *s, instant restored, instant day_end, struct strings *reasons)
{
    return query_texts(QUERY(s, SQL_LETTER_LOST, INT(restored), INT(day_end)), reasons);
}

/* ---- reading -------------------------------------------------------------------- */

int
letter_next(struct store *s, instant now, struct letter_row *row)
{
    return row_one(QUERY(s, SQL_LETTER_NEXT, INT(now)), row, true);
}

int
letter_due(struct store *s, instant now)
{
    int64_t id;

    return query_int(QUERY(s, SQL_LETTER_DUE, INT(now)), &id);
}

int
letter_under_way(struct store *s, int64_t *count)
{
    return query_int(QUERY(s, SQL_LETTER_UNDER_WAY), count);
}

static int
one_instant(struct store *s, enum statement name, instant *at)
{
    struct query q;
    int rc;

    ASK(&q, s, name);
    if ((rc = query_next(&q)) == 0)
        *at = get_instant(&q);
    query_close(&q);
    return rc;
}

int
letter_next_time(struct store *s, instant *at)
{
    return one_instant(s, SQL_LETTER_NEXT_TIME, at);
}

int
letter_ends(struct store *s, int64_t *sent, int64_t *failed)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_LETTER_ENDS);
    if ((rc = query_next(&q)) == 0) {
        *sent = get_int(&q);
        *failed = get_int(&q);
    }
    query_close(&q);
    return rc;
}

int
letter_oldest(struct store *s, instant *made)
{
    return one_instant(s, SQL_LETTER_OLDEST, made);
}

ROWS(rows_of, struct letter_row, row_read, letter_rows_free)

void
letter_rows_free(struct letter_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        letter_row_clear(&rows[i]);
    free(rows);
}

int
letter_list(struct store *s, bool all, struct letter_row **rows, size_t *n)
{
    return rows_of(QUERY(s, all ? SQL_LETTER_ALL : SQL_LETTER_UNSENT), rows, n);
}

int
letter_untold(struct store *s, const char *recipient, int priority, const char *reason,
              int64_t *count)
{
    return query_int(QUERY(s, SQL_LETTER_UNTOLD, TEXT(recipient), INT(priority),
                           TEXT(reason)), count);
}

int
letter_begun(struct store *s, const char *prefix, struct letter_row **rows, size_t *n)
{
    char *end = xasprintf("%s\xff", prefix);
    int rc = rows_of(QUERY(s, SQL_LETTER_BEGUN, TEXT(prefix), TEXT(end)), rows, n);

    free(end);
    return rc;
}

int
letter_about(struct store *s, int64_t message, int64_t obligation, struct letter_row **rows,
             size_t *n)
{
    return rows_of(QUERY(s, SQL_LETTER_ABOUT, INT(message), INT(obligation)), rows, n);
}

int
letter_by_message_id(struct store *s, const char *message_id, struct letter_row *row)
{
    return row_one(QUERY(s, SQL_LETTER_BY_MESSAGE_ID, TEXT(message_id)), row, false);
}

int
letter_by_reason(struct store *s, const char *reason, const char *recipient, struct letter_row *row)
{
    return row_one(QUERY(s, SQL_LETTER_BY_REASON, TEXT(reason), TEXT(recipient)), row, true);
}

int
letter_sent_before(struct store *s, int64_t n, instant *at)
{
    return query_int(QUERY(s, SQL_LETTER_SENT_NTH, INT(n - 1)), at);
}

int
letter_to_since(struct store *s, const char *recipient, int priority, const char *letter,
                instant since, int64_t *count)
{
    return query_int(QUERY(s, SQL_LETTER_TO_SINCE, TEXT(recipient), INT(priority), INT(since),
                           TEXT(letter)), count);
}

int
letter_subject_within(struct store *s, const char *recipient, const char *text, char **subject)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_LETTER_SUBJECT_WITHIN, TEXT(recipient), TEXT(text));
    if ((rc = query_next(&q)) == 0)
        *subject = get_text(&q);
    query_close(&q);
    return rc;
}

int
letter_on_subject(struct store *s, const char *recipient, const char *text)
{
    int64_t id;

    return query_int(QUERY(s, SQL_LETTER_ON_SUBJECT, TEXT(recipient), TEXT(text)), &id);
}

int
letter_reasons(struct store *s, const char *prefix, struct strings *reasons)
{
    char *end = xasprintf("%s\xff", prefix);       /* beyond any UTF-8 that follows the prefix */
    int rc = query_texts(QUERY(s, SQL_LETTER_REASONS, TEXT(prefix), TEXT(end)), reasons);

    free(end);
    return rc;
}
