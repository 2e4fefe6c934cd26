/* How far the mailbox's folders have been read. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

#define DRAINED "mailbox.drained"

/* 1: the folder is new. */
static int
folder_get(struct store *s, const char *folder, uint32_t *uidvalidity, uint32_t *last_uid)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_FOLDER_GET, TEXT(folder));
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
    return query_run(QUERY(s, SQL_FOLDER_PUT, TEXT(folder), INT(uidvalidity), INT(last_uid)));
}

static int
missing_forget(struct store *s, const char *folder)
{
    return query_run(QUERY(s, SQL_MISSING_FORGET, TEXT(folder)));
}

/* From its first mail on; said and journalled unless it is new. */
static int
start_anew(struct store *s, const char *folder, uint32_t uidvalidity, const char *why,
           const char *detail)
{
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = mailbox_seen(s, folder, uidvalidity, 0);
    if (rc == 0)
        rc = missing_forget(s, folder);
    if (rc == 0 && why != NULL) {
        log_warning("folder %s: %s; it is read from its start", folder, why);
        rc = journal_add(s, clock_now(), "intake", "uidvalidity", folder, detail);
    }
    return whole_end(s, own, rc);
}

/* What stood there is in the mailbox no more. */
static int
places_leave(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t uidnext)
{
    return query_run(QUERY(s, SQL_MESSAGE_PLACES_LEAVE, TEXT(folder), INT(uidvalidity),
                           INT(uidnext)));
}

int
mailbox_state(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t uidnext,
              uint32_t *last_uid)
{
    uint32_t before = 0, last = 0;
    char detail[96];
    int rc = folder_get(s, folder, &before, &last);

    if (rc < 0)
        return rc;
    *last_uid = 0;
    snprintf(detail, sizeof detail,
             "{\"uidvalidity\": %" PRIu32 ", \"before\": %" PRIu32 ", \"uidnext\": %" PRIu32 "}",
             uidvalidity, before, uidnext);
    if (rc == 1 || before == 0)
        return start_anew(s, folder, uidvalidity, NULL, NULL);
    if (before != uidvalidity)
        return start_anew(s, folder, uidvalidity, "the server made it anew (UIDVALIDITY)", detail);
    if (uidnext != 0 && uidnext <= last)
        return places_leave(s, folder, uidvalidity, uidnext) != 0
                   ? -1
                   : start_anew(s, folder, uidvalidity,
                                "it was put back from a copy (UIDNEXT is behind what was read)",
                                detail);
    *last_uid = last;
    return 0;
}

int
mailbox_trouble(struct store *s, const char *folder, const char *trouble, bool *changed)
{
    struct query q;
    char *before = NULL;
    int rc;

    ASK(&q, s, SQL_FOLDER_TROUBLE, TEXT(folder));
    if ((rc = query_next(&q)) == 0)
        before = get_text(&q);
    query_close(&q);
    *changed = rc >= 0 && strcmp(before == NULL ? "" : before, trouble) != 0;
    free(before);
    if (!*changed)
        return rc < 0 ? -1 : 0;
    return query_run(QUERY(s, SQL_FOLDER_TROUBLE_PUT, TEXT(folder), TEXT(trouble)));
}

int
mailbox_searched(struct store *s, const char *folder, instant *at)
{
    struct query q;
    int rc;

    *at = INSTANT_NONE;
    ASK(&q, s, SQL_FOLDER_SEARCHED, TEXT(folder));
    if ((rc = query_next(&q)) == 0)
        *at = get_instant(&q);
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

int
mailbox_searched_put(struct store *s, const char *folder, instant at)
{
    return query_run(QUERY(s, SQL_FOLDER_SEARCHED_PUT, INT(at), TEXT(folder)));
}

/* ---- what was listed and not given --------------------------------------------- */

static void
read_missing(struct query *q, struct missing_row *r)
{
    r->uid = (uint32_t)get_int(q);
    r->size = (uint64_t)get_int(q);
    r->received = get_instant(q);
    r->tries = (int)get_int(q);
    r->next_try = get_int(q);
    r->told = get_int(q) != 0;
}

static void
free_missing(struct missing_row *rows, size_t n)
{
    (void)n;
    free(rows);
}

ROWS(list_missing, struct missing_row, read_missing, free_missing)

int
missing_list(struct store *s, const char *folder, uint32_t uidvalidity, struct missing_row **rows,
             size_t *n)
{
    return list_missing(QUERY(s, SQL_MISSING_LIST, TEXT(folder), INT(uidvalidity)), rows, n);
}

int
missing_put(struct store *s, const char *folder, uint32_t uidvalidity, const struct missing_row *r)
{
    return query_run(QUERY(s, SQL_MISSING_PUT, TEXT(folder), INT(uidvalidity), INT(r->uid),
                           INT((int64_t)r->size), AT(r->received), INT(r->tries), INT(r->next_try),
                           INT(r->told)));
}

int
missing_gone(struct store *s, const char *folder, uint32_t uidvalidity, uint32_t uid)
{
    return query_run(QUERY(s, SQL_MISSING_GONE, TEXT(folder), INT(uidvalidity), INT(uid)));
}

/* ---- drained --------------------------------------------------------------------- */

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
