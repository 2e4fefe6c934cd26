/* Chats of officers with the bot. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

int
link_code_put(struct store *s, const char *officer, const char *hash, instant until)
{
    struct query q;

    query_open(&q, s, SQL_LINK_CODE_PUT);
    put_text(&q, officer);
    put_text(&q, hash);
    put_int(&q, until);
    return query_run(&q);
}

int
link_code_take(struct store *s, const char *hash, instant now, char **officer)
{
    struct strings taken = {0};
    struct query q;
    int rc;

    query_open(&q, s, SQL_LINK_CODE_TAKE);
    put_text(&q, hash);
    put_int(&q, now);
    rc = query_texts(&q, &taken);
    if (rc == 0 && taken.n == 1)
        *officer = xstrdup(taken.v[0]);
    rc = rc != 0 ? -1 : taken.n == 0;
    strings_free(&taken);
    return rc;
}

int
link_put(struct store *s, const char *officer, const char *chat, const char *channel, instant since)
{
    struct query q;

    query_open(&q, s, SQL_LINK_PUT);
    put_text(&q, officer);
    put_text(&q, chat);
    put_text(&q, channel);
    put_int(&q, since);
    return query_run(&q);
}

int
link_end(struct store *s, const char *officer, const char *channel, instant at, bool *was)
{
    struct strings ended = {0};
    struct query q;
    int rc;

    query_open(&q, s, SQL_LINK_END);
    put_text(&q, officer);
    put_text(&q, channel);
    put_int(&q, at);
    rc = query_texts(&q, &ended);
    *was = ended.n > 0;
    strings_free(&ended);
    return rc;
}

int
link_list(struct store *s, struct link_row **rows, size_t *n)
{
    struct query q;
    int rc;

    *rows = NULL;
    *n = 0;
    query_open(&q, s, SQL_LINK_LIST);
    while ((rc = query_next(&q)) == 0) {
        struct link_row *r = ARRAY_MORE(*rows, *n);

        r->officer = get_text(&q);
        r->chat = get_text(&q);
        r->channel = get_text(&q);
    }
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

void
link_rows_free(struct link_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].officer);
        free(rows[i].chat);
        free(rows[i].channel);
    }
    free(rows);
}

int
heard_put(struct store *s, const char *id, const char *chat, instant at, const char *answer)
{
    struct query q;

    query_open(&q, s, SQL_HEARD_PUT);
    put_text(&q, id);
    put_text(&q, chat);
    put_int(&q, at);
    put_text(&q, answer);
    return query_run(&q);
}

int
heard_has(struct store *s, const char *id)
{
    struct query q;
    int64_t one;

    query_open(&q, s, SQL_HEARD_HAS);
    put_text(&q, id);
    return query_int(&q, &one);
}

int
heard_count(struct store *s, const char *chat, const char *answer, instant since, int64_t *count)
{
    struct query q;

    query_open(&q, s, SQL_HEARD_COUNT);
    put_int(&q, since);
    put_text(&q, chat);
    put_text(&q, answer);
    return query_int(&q, count);
}

int
heard_forget(struct store *s, instant before)
{
    struct query q;

    query_open(&q, s, SQL_HEARD_FORGET);
    put_int(&q, before);
    return query_run(&q);
}
