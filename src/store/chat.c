/* Notices into officers' chats. */
#include <stdlib.h>
#include <string.h>

#include "store/docket.h"
#include "db.h"

int
chat_put(struct store *s, const char *reason, const char *channel, const char *text, instant now)
{
    struct query q;

    query_open(&q, s, SQL_CHAT_PUT);
    put_text(&q, reason);
    put_text(&q, channel);
    put_text(&q, text);
    put_int(&q, now);
    return query_run(&q);
}

int
chat_due(struct store *s, const char *channel, instant now, struct chat_row *row)
{
    struct query q;
    int rc;

    *row = (struct chat_row){0};
    query_open(&q, s, SQL_CHAT_DUE);
    put_text(&q, channel);
    put_int(&q, now);
    if ((rc = query_next(&q)) == 0) {
        row->id = get_int(&q);
        row->text = get_text(&q);
        row->created = get_int(&q);
        row->attempts = (int)get_int(&q);
        row->waiting = get_int(&q);
        row->last = get_int(&q);
    }
    query_close(&q);
    return rc;
}

void
chat_row_clear(struct chat_row *row)
{
    free(row->text);
    *row = (struct chat_row){0};
}

int
chat_next(struct store *s, const char *channel, instant *at)
{
    struct query q;
    int rc;

    *at = INSTANT_NONE;
    query_open(&q, s, SQL_CHAT_NEXT);
    put_text(&q, channel);
    if ((rc = query_next(&q)) == 0)
        *at = get_instant(&q);
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

int
chat_sent(struct store *s, const char *channel, instant since, int64_t *count, instant *first)
{
    struct query q;
    int rc;

    *count = 0;
    *first = INSTANT_NONE;
    query_open(&q, s, SQL_CHAT_SENT);
    put_text(&q, channel);
    put_int(&q, since);
    if ((rc = query_next(&q)) == 0) {
        *count = get_int(&q);
        *first = get_instant(&q);
    }
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

int
chat_failed(struct store *s, instant since, int64_t *count, char **reply)
{
    struct query q;
    int rc;

    *count = 0;
    *reply = NULL;
    query_open(&q, s, SQL_CHAT_FAILED);
    put_int(&q, since);
    if ((rc = query_next(&q)) == 0) {
        *count = get_int(&q);
        get_instant(&q);
        *reply = get_text(&q);
    }
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

int
chat_begin(struct store *s, int64_t id)
{
    struct query q;

    query_open(&q, s, SQL_CHAT_BEGIN);
    put_int(&q, id);
    return query_run(&q);
}

int
chat_end(struct store *s, int64_t id, const char *state, instant at, const char *reply)
{
    struct query q;

    query_open(&q, s, SQL_CHAT_END);
    put_int(&q, id);
    put_text(&q, state);
    put_instant(&q, strcmp(state, "queued") == 0 ? at : INSTANT_NONE);
    put_instant(&q, strcmp(state, "sent") == 0 ? at : INSTANT_NONE);
    put_text(&q, reply);
    return query_run(&q);
}

int
chat_merge(struct store *s, const char *channel, int64_t last)
{
    struct query q;

    query_open(&q, s, SQL_CHAT_MERGE);
    put_text(&q, channel);
    put_int(&q, last);
    return query_run(&q);
}

int
chat_recover(struct store *s, instant oldest)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_CHAT_RECOVER);
    rc = query_run(&q);
    query_open(&q, s, SQL_CHAT_EXPIRE);
    put_int(&q, oldest);
    return query_run(&q) < 0 || rc < 0 ? -1 : 0;
}
