/* Settings the docket remembers, and numbers it gives out. */
#include <inttypes.h>
#include <stdio.h>

#include "db.h"

int
store_setting(struct store *s, const char *key, char **value)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_SETTING_GET);
    put_text(&q, key);
    if ((rc = query_next(&q)) == 0)
        *value = get_text(&q);
    query_close(&q);
    return rc;
}

int
store_setting_put(struct store *s, const char *key, const char *value)
{
    struct query q;

    query_open(&q, s, SQL_SETTING_PUT);
    put_text(&q, key);
    put_text(&q, value);
    return query_run(&q);
}

int
store_setting_put_instant(struct store *s, const char *key, instant at)
{
    char value[24] = "";

    if (at != INSTANT_NONE)
        snprintf(value, sizeof value, "%" PRId64, at);
    return store_setting_put(s, key, value);
}

int
store_next_number(struct store *s, const char *series, int year, int64_t *number)
{
    struct query q;

    query_open(&q, s, SQL_NUMBER_NEXT);
    put_text(&q, series);
    put_int(&q, year);
    return query_int(&q, number);
}
