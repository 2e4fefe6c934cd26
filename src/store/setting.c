/* Settings the docket remembers, and numbers it gives out. */
#include <inttypes.h>
#include <stdio.h>

#include "db.h"

int
store_setting(struct store *s, const char *key, char **value)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_SETTING_GET, TEXT(key));
    if ((rc = query_next(&q)) == 0)
        *value = get_text(&q);
    query_close(&q);
    return rc;
}

int
store_setting_put(struct store *s, const char *key, const char *value)
{
    return query_run(QUERY(s, SQL_SETTING_PUT, TEXT(key), TEXT(value)));
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
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = query_run(QUERY(s, SQL_NUMBER_NEXT, TEXT(series), INT(year)));
    if (rc == 0)
        rc = query_int(QUERY(s, SQL_NUMBER_LAST, TEXT(series), INT(year)), number);
    return whole_end(s, own, rc);
}
