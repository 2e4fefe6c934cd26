/* Reports asked for out of turn, and reminders held back. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

void
request_row_clear(struct request_row *r)
{
    free(r->period);
    free(r->title);
    free(r->author);
    *r = (struct request_row){0};
}

static void
row_read(struct query *q, struct request_row *r)
{
    r->period = get_text(q);
    r->title = get_text(q);
    r->opened = get_int(q);
    r->due = get_int(q);
    r->author = get_text(q);
}

int
request_put(struct store *s, const struct request_row *r, bool *made)
{
    int rc = query_change(QUERY(s, SQL_REQUEST_PUT, TEXT(r->period), TEXT(r->title),
                                INT(r->opened), INT(r->due), TEXT(r->author)));

    *made = rc == 0;
    return rc < 0 ? -1 : 0;
}

int
request_get(struct store *s, const char *period, struct request_row *row)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_REQUEST_GET, TEXT(period));
    if ((rc = query_next(&q)) == 0)
        row_read(&q, row);
    query_close(&q);
    return rc;
}

ROWS(list, struct request_row, row_read, request_rows_free)

int
request_list(struct store *s, struct request_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_REQUEST_LIST), rows, n);
}

void
request_rows_free(struct request_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        request_row_clear(&rows[i]);
    free(rows);
}

/* ---- holds ------------------------------------------------------------------- */

int
hold_put(struct store *s, const char *unit, instant since, const char *author, bool *made)
{
    int rc = query_change(QUERY(s, SQL_HOLD_PUT, TEXT(unit == NULL ? "" : unit), INT(since),
                                TEXT(author)));

    *made = rc == 0;
    return rc < 0 ? -1 : 0;
}

int
hold_end(struct store *s, const char *unit, instant at)
{
    return query_change(QUERY(s, SQL_HOLD_END, INT(at), TEXT(unit == NULL ? "" : unit)));
}

int
hold_list(struct store *s, struct strings *units)
{
    return query_texts(QUERY(s, SQL_HOLD_LIST), units);
}

static void
read_hold(struct query *q, struct hold_row *to)
{
    to->unit = get_text(q);
    to->since = get_int(q);
    to->author = get_text(q);
}

ROWS(list_holds, struct hold_row, read_hold, hold_rows_free)

int
hold_rows(struct store *s, struct hold_row **rows, size_t *n)
{
    return list_holds(QUERY(s, SQL_HOLD_LIST), rows, n);
}

void
hold_rows_free(struct hold_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].unit);
        free(rows[i].author);
    }
    free(rows);
}

int
hold_stands(struct store *s, const char *unit, bool *held)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_HOLD_GET, TEXT(unit));
    rc = query_next(&q);
    query_close(&q);
    *held = rc == 0;
    return rc < 0 ? -1 : 0;
}
