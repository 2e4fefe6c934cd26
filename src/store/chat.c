/* Notices into officers' chats. */
#include <stdlib.h>
#include <string.h>

#include "store/docket.h"
#include "db.h"

int
chat_put(struct store *s, const char *reason, const char *channel, const char *text, instant now)
{
    return query_run(QUERY(s, SQL_CHAT_PUT, TEXT(reason), TEXT(channel), TEXT(text), INT(now)));
}

int
chat_due(struct store *s, const char *channel, instant now, struct chat_row *row)
{
    struct query q;
    int rc;

    *row = (struct chat_row){0};
    ASK(&q, s, SQL_CHAT_DUE, TEXT(channel), INT(now));
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
    ASK(&q, s, SQL_CHAT_NEXT, TEXT(channel));
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
    ASK(&q, s, SQL_CHAT_SENT, TEXT(channel), INT(since));
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
    ASK(&q, s, SQL_CHAT_FAILED, INT(since));
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
    return query_run(QUERY(s, SQL_CHAT_BEGIN, INT(id)));
}

int
chat_end(struct store *s, int64_t id, const char *state, instant at, const char *reply)
{
    return query_run(QUERY(s, SQL_CHAT_END, INT(id), TEXT(state),
                           AT(strcmp(state, "queued") == 0 ? at : INSTANT_NONE),
                           AT(strcmp(state, "sent") == 0 ? at : INSTANT_NONE), TEXT(reply)));
}

int
chat_merge(struct store *s, const char *channel, int64_t last)
{
    return query_run(QUERY(s, SQL_CHAT_MERGE, TEXT(channel), INT(last)));
}

int
chat_recover(struct store *s, instant oldest)
{
    int rc = query_run(QUERY(s, SQL_CHAT_RECOVER));

    return query_run(QUERY(s, SQL_CHAT_EXPIRE, INT(oldest))) < 0 || rc < 0 ? -1 : 0;
}
