/* Addresses of units that the docket learnt, and addresses that bounce. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

int
contact_put(struct store *s, const char *unit, const char *address, instant from,
            const char *author, bool *made)
{
    struct query q;
    int64_t id;
    int rc;

    query_open(&q, s, SQL_CONTACT_PUT);
    put_text(&q, unit);
    put_text(&q, address);
    put_int(&q, from);
    put_text(&q, author);
    rc = query_int(&q, &id);
    *made = rc == 0;
    return rc < 0 ? -1 : 0;
}

int
contact_of_unit(struct store *s, const char *unit, struct contact_row **rows, size_t *n)
{
    struct query q;
    int rc;

    *rows = NULL;
    *n = 0;
    query_open(&q, s, SQL_CONTACT_OF_UNIT);
    put_text(&q, unit);
    while ((rc = query_next(&q)) == 0) {
        struct contact_row *r = ARRAY_MORE(*rows, *n);

        r->unit = get_text(&q);
        r->address = get_text(&q);
        r->valid_from = get_int(&q);
        r->valid_to = get_instant(&q);
        r->author = get_text(&q);
    }
    query_close(&q);
    if (rc == 1)
        return 0;
    contact_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

void
contact_rows_free(struct contact_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].unit);
        free(rows[i].address);
        free(rows[i].author);
    }
    free(rows);
}

int
contact_units(struct store *s, const char *address, instant at, struct strings *units)
{
    struct query q;

    query_open(&q, s, SQL_CONTACT_UNITS);
    put_text(&q, address);
    put_int(&q, at);
    return query_texts(&q, units);
}

/* ---- bounces ----------------------------------------------------------------- */

int
bounced_put(struct store *s, const char *address, instant at, const char *reply)
{
    struct query q;

    query_open(&q, s, SQL_BOUNCED_PUT);
    put_text(&q, address);
    put_int(&q, at);
    put_text(&q, reply);
    return query_run(&q);
}

int
bounced_get(struct store *s, const char *address, instant *at)
{
    struct query q;

    query_open(&q, s, SQL_BOUNCED_GET);
    put_text(&q, address);
    return query_int(&q, at);
}

int
bounced_list(struct store *s, struct strings *addresses)
{
    struct query q;

    query_open(&q, s, SQL_BOUNCED_LIST);
    return query_texts(&q, addresses);
}

int
bounced_clear(struct store *s, const char *address)
{
    struct query q;

    query_open(&q, s, SQL_BOUNCED_CLEAR);
    put_text(&q, address);
    return query_run(&q);
}

int
letter_reached(struct store *s, const char *recipient, instant since)
{
    int64_t one;
    struct query q;

    query_open(&q, s, SQL_LETTER_REACHED);
    put_text(&q, recipient);
    put_instant(&q, since);
    return query_int(&q, &one);
}
