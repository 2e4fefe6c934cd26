/* Chats of officers with the bot. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

int
link_code_put(struct store *s, const char *officer, const char *hash, instant until)
{
    return query_run(QUERY(s, SQL_LINK_CODE_PUT, TEXT(officer), TEXT(hash), INT(until)));
}

int
link_code_take(struct store *s, const char *hash, instant now, char **officer)
{
    struct strings taken = {0};
    int rc = query_texts(QUERY(s, SQL_LINK_CODE_TAKE, TEXT(hash), INT(now)), &taken);

    if (rc == 0 && taken.n == 1)
        *officer = xstrdup(taken.v[0]);
    rc = rc != 0 ? -1 : taken.n == 0;
    strings_free(&taken);
    return rc;
}

int
link_put(struct store *s, const char *officer, const char *chat, const char *channel, instant since)
{
    return query_run(QUERY(s, SQL_LINK_PUT, TEXT(officer), TEXT(chat), TEXT(channel), INT(since)));
}

int
link_end(struct store *s, const char *officer, const char *channel, instant at, bool *was)
{
    struct strings ended = {0};
    int rc = query_texts(QUERY(s, SQL_LINK_END, TEXT(officer), TEXT(channel), INT(at)), &ended);

    *was = ended.n > 0;
    strings_free(&ended);
    return rc;
}

static void
read_link(struct query *q, struct link_row *r)
{
    r->officer = get_text(q);
    r->chat = get_text(q);
    r->channel = get_text(q);
}

ROWS(list_links, struct link_row, read_link, link_rows_free)

int
link_list(struct store *s, struct link_row **rows, size_t *n)
{
    return list_links(QUERY(s, SQL_LINK_LIST), rows, n);
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
    return query_run(QUERY(s, SQL_HEARD_PUT, TEXT(id), TEXT(chat), INT(at), TEXT(answer)));
}

int
heard_has(struct store *s, const char *id)
{
    int64_t one;

    return query_int(QUERY(s, SQL_HEARD_HAS, TEXT(id)), &one);
}

int
heard_count(struct store *s, const char *chat, const char *answer, instant since, int64_t *count)
{
    return query_int(QUERY(s, SQL_HEARD_COUNT, INT(since), TEXT(chat), TEXT(answer)), count);
}

int
heard_forget(struct store *s, instant before)
{
    return query_run(QUERY(s, SQL_HEARD_FORGET, INT(before)));
}
