/* Addresses of units that the docket learnt, and addresses that bounce. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

int
contact_put(struct store *s, const char *unit, const char *address, instant from,
            const char *author, bool *made)
{
    int rc = query_change(QUERY(s, SQL_CONTACT_PUT, TEXT(unit), TEXT(address), INT(from),
                                TEXT(author)));

    *made = rc == 0;
    return rc < 0 ? -1 : 0;
}

static void
read_contact(struct query *q, struct contact_row *r)
{
    r->unit = get_text(q);
    r->address = get_text(q);
    r->valid_from = get_int(q);
    r->valid_to = get_instant(q);
    r->author = get_text(q);
}

ROWS(list_contacts, struct contact_row, read_contact, contact_rows_free)

int
contact_of_unit(struct store *s, const char *unit, struct contact_row **rows, size_t *n)
{
    return list_contacts(QUERY(s, SQL_CONTACT_OF_UNIT, TEXT(unit)), rows, n);
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
    return query_texts(QUERY(s, SQL_CONTACT_UNITS, TEXT(address), INT(at)), units);
}

/* ---- bounces ----------------------------------------------------------------- */

int
bounced_put(struct store *s, const char *address, instant at, const char *reply)
{
    return query_run(QUERY(s, SQL_BOUNCED_PUT, TEXT(address), INT(at), TEXT(reply)));
}

int
bounced_get(struct store *s, const char *address, instant *at)
{
    return query_int(QUERY(s, SQL_BOUNCED_GET, TEXT(address)), at);
}

int
bounced_list(struct store *s, struct strings *addresses)
{
    return query_texts(QUERY(s, SQL_BOUNCED_LIST), addresses);
}

int
bounced_clear(struct store *s, const char *address)
{
    return query_run(QUERY(s, SQL_BOUNCED_CLEAR, TEXT(address)));
}

int
letter_reached(struct store *s, const char *recipient, instant since)
{
    int64_t one;

    return query_int(QUERY(s, SQL_LETTER_REACHED, TEXT(recipient), AT(since)), &one);
}
