/* Mails whose original nobody needs any more, and what stands in its place. */
#include "store/purge.h"

#include <string.h>

#include "db.h"

int
purge_list(struct store *s, instant before, struct strings *codes)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_PURGE_LIST, AT(before));
    while ((rc = query_next(&q)) == 0)
        strings_take(codes, get_text(&q));
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
purge_facts(struct store *s, const char *sha256, char facts[static HASH_HEX])
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_PURGE_FACTS, TEXT(sha256));
    if ((rc = query_next(&q)) == 0) {
        const char *text = see_text(&q);

        rc = strlen(text) == HASH_HEX - 1 ? 0 : 1;
        if (rc == 0)
            memcpy(facts, text, HASH_HEX);
    }
    query_close(&q);
    return rc;
}

int
purge_count(struct store *s, int64_t *count)
{
    return query_int(QUERY(s, SQL_PURGE_COUNT), count);
}
