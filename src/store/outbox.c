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
    struct query q;

    query_open(&q, s, SQL_LETTER_PUT);
    put_text(&q, r->reason);
    put_text(&q, r->recipient);
    put_text(&q, r->letter);
    put_int(&q, r->priority);
    put_id(&q, r->message);
    put_id(&q, r->obligation);
    put_text(&q, r->message_id);
    put_text(&q, r->subject);
    put_text(&q, r->envelope_from == NULL ? "" : r->envelope_from);
    put_int(&q, (int64_t)r->size);
    put_int(&q, r->created);
    put_int(&q, r->next_try == INSTANT_NONE ? r->created : r->next_try);
    return query_int(&q, &r->id);
}

static int
put_mail(struct store *s, const struct letter_row *r)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_MAIL_PUT);
    put_int(&q, r->id);
    put_blob(&q, r->mail, r->size);
    return query_run(&q);
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
    struct query q;

    query_open(&q, s, SQL_LETTER_SENDING);
    put_int(&q, at);
    put_int(&q, id);
    return query_int(&q, &id);
}

int
letter_result(struct store *s, int64_t id, enum letter_state state, instant next_try, int code,
              const char *reply, instant at)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_LETTER_RESULT);
    put_text(&q, letter_state_names[state]);
    put_instant(&q, state == LETTER_QUEUED || state == LETTER_UNKNOWN ? next_try : INSTANT_NONE);
    put_int(&q, code);
    put_text(&q, reply);
    put_instant(&q, state == LETTER_SENT ? at : INSTANT_NONE);
    put_int(&q, state == LETTER_UNKNOWN);
    put_int(&q, id);
    if ((rc = query_int(&q, &id)) == 1)
        log_error("docket: letter %lld is sent already, or is none", (long long)id);
    return rc == 0 ? 0 : -1;
}

int
letter_attempt_free(struct store *s, int64_t id)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_FREE);
    put_int(&q, id);
    return query_run(&q);
}

int
letter_overtaken(struct store *s, int64_t id, bool *is)
{
    struct query q;
    int64_t one = 0;
    int rc;

    query_open(&q, s, SQL_LETTER_OVERTAKEN);
    put_int(&q, id);
    rc = query_int(&q, &one);
    *is = rc == 0;
    return rc < 0 ? -1 : 0;
}

int
letter_waiting(struct store *s, int64_t *count)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_WAITING);
    return query_int(&q, count);
}

/* Reasons, recipients and new states in turn. */
static int
recover(struct store *s, instant next_try, struct strings *found)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_LETTER_RECOVER);
    put_int(&q, next_try);
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
    struct query q;

    query_open(&q, s, SQL_LETTER_WITHDRAW);
    put_text(&q, unit);
    put_int(&q, obligation);
    return query_texts(&q, reasons);
}

int
letter_expire(struct store *s, const char *day, struct strings *reasons)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_EXPIRE);
    put_text(&q, day);
    return query_texts(&q, reasons);
}

int
letter_lost(struct store *s, instant restored, instant day_end, struct strings *reasons)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_LOST);
    put_int(&q, restored);
    put_int(&q, day_end);
    return query_texts(&q, reasons);
}

/* ---- reading -------------------------------------------------------------------- */

int
letter_next(struct store *s, instant now, struct letter_row *row)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_NEXT);
    put_int(&q, now);
    return row_one(&q, row, true);
}

int
letter_due(struct store *s, instant now)
{
    struct query q;
    int64_t id;

    query_open(&q, s, SQL_LETTER_DUE);
    put_int(&q, now);
    return query_int(&q, &id);
}

int
letter_under_way(struct store *s, int64_t *count)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_UNDER_WAY);
    return query_int(&q, count);
}

static int
one_instant(struct store *s, enum statement name, instant *at)
{
    struct query q;
    int rc;

    query_open(&q, s, name);
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

    query_open(&q, s, SQL_LETTER_ENDS);
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

static int
rows_of(struct query *q, struct letter_row **rows, size_t *n)
{
    int rc;

    *rows = NULL;
    *n = 0;
    while ((rc = query_next(q)) == 0 && (rc = row_read(q, ARRAY_MORE(*rows, *n))) == 0)
        ;
    query_close(q);
    if (rc == 1)
        return 0;
    letter_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

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
    struct query q;

    query_open(&q, s, all ? SQL_LETTER_ALL : SQL_LETTER_UNSENT);
    return rows_of(&q, rows, n);
}

int
letter_untold(struct store *s, const char *recipient, int priority, const char *reason,
              int64_t *count)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_UNTOLD);
    put_text(&q, recipient);
    put_int(&q, priority);
    put_text(&q, reason);
    return query_int(&q, count);
}

int
letter_begun(struct store *s, const char *prefix, struct letter_row **rows, size_t *n)
{
    char *end = xasprintf("%s\xff", prefix);
    struct query q;
    int rc;

    query_open(&q, s, SQL_LETTER_BEGUN);
    put_text(&q, prefix);
    put_text(&q, end);
    rc = rows_of(&q, rows, n);
    free(end);
    return rc;
}

int
letter_get(struct store *s, int64_t id, struct letter_row *row)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_GET);
    put_int(&q, id);
    return row_one(&q, row, true);
}

int
letter_by_message_id(struct store *s, const char *message_id, struct letter_row *row)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_BY_MESSAGE_ID);
    put_text(&q, message_id);
    return row_one(&q, row, false);
}

int
letter_by_reason(struct store *s, const char *reason, const char *recipient, struct letter_row *row)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_BY_REASON);
    put_text(&q, reason);
    put_text(&q, recipient);
    return row_one(&q, row, false);
}

int
letter_sent_before(struct store *s, int64_t n, instant *at)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_SENT_NTH);
    put_int(&q, n - 1);
    return query_int(&q, at);
}

int
letter_to_since(struct store *s, const char *recipient, int priority, const char *letter,
                instant since, int64_t *count)
{
    struct query q;

    query_open(&q, s, SQL_LETTER_TO_SINCE);
    put_text(&q, recipient);
    put_int(&q, priority);
    put_int(&q, since);
    put_text(&q, letter);
    return query_int(&q, count);
}

int
letter_subject_within(struct store *s, const char *recipient, const char *text, char **subject)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_LETTER_SUBJECT_WITHIN);
    put_text(&q, recipient);
    put_text(&q, text);
    if ((rc = query_next(&q)) == 0)
        *subject = get_text(&q);
    query_close(&q);
    return rc;
}

int
letter_on_subject(struct store *s, const char *recipient, const char *text)
{
    struct query q;
    int64_t id;

    query_open(&q, s, SQL_LETTER_ON_SUBJECT);
    put_text(&q, recipient);
    put_text(&q, text);
    return query_int(&q, &id);
}

int
letter_reasons(struct store *s, const char *prefix, struct strings *reasons)
{
    char *end = xasprintf("%s\xff", prefix);       /* beyond any UTF-8 that follows the prefix */
    struct query q;
    int rc;

    query_open(&q, s, SQL_LETTER_REASONS);
    put_text(&q, prefix);
    put_text(&q, end);
    rc = query_texts(&q, reasons);
    free(end);
    return rc;
}
