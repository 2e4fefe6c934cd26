/* How far the mailbox's folders have been read. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "store/docket.h"
#include "db.h"

#define DRAINED "mailbox.drained"

/* 1: the folder is new. */
static int
folder_get(struct store *s, const char *folder, uint32_t *uidvalidity, uint32_t *last_uid)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_FOLDER_GET);
    put_text(&q, folder);
    if ((rc = query_next(&q)) == 0) {
        *uidvalidity = (uint32_t)get_int(&q);
        *last_uid = (uint32_t)get_int(&q);
    }
    query_close(&q);
    return rc;
}

int
mailbox_seen(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t last_uid)
{
    struct query q;

    query_open(&q, s, SQL_FOLDER_PUT);
    put_text(&q, folder);
    put_int(&q, uidvalidity);
    put_int(&q, last_uid);
    return query_run(&q);
}

static int
start_anew(struct store *s, const char *folder, uint32_t before, uint32_t now)
{
    char detail[96];
    bool own;
    int rc;

    snprintf(detail, sizeof detail, "{\"uidvalidity\": %" PRIu32 ", \"before\": %" PRIu32 "}", now, before);
    if (whole_begin(s, &own) != 0)
        return -1;
    if ((rc = mailbox_seen(s, folder, now, 0)) == 0 && before != 0) {
        log_warning("folder %s was made anew by the server (UIDVALIDITY %" PRIu32 ", before %" PRIu32 "); it is read from its start",
                    folder, now, before);
        rc = journal_add(s, clock_now(), "intake", "uidvalidity", folder, detail);
    }
    return whole_end(s, own, rc);
}

int
mailbox_state(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t *last_uid)
{
    uint32_t before = 0;
    int rc = folder_get(s, folder, &before, last_uid);

    if (rc < 0 || (rc == 0 && before == uidvalidity))
        return rc;
    *last_uid = 0;
    return start_anew(s, folder, before, uidvalidity);
}

int
mailbox_drained(struct store *s, instant *at)
{
    char *value = NULL;
    int rc = store_setting(s, DRAINED, &value);

    *at = rc == 0 ? strtoll(value, NULL, 10) : INSTANT_NONE;
    free(value);
    return rc < 0 ? -1 : 0;
}

int
mailbox_drained_put(struct store *s, instant at)
{
    char value[32];

    snprintf(value, sizeof value, "%" PRId64, at);
    return store_setting_put(s, DRAINED, value);
}
