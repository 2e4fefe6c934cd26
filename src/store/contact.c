/* Addresses of units that the docket learnt, and addresses that bounce. */
#include <stdlib.h>

#include "base/address.h"
#include "base/mem.h"
#include "model/plan.h"
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
    char *folded = address == NULL ? NULL : address_fold(address);
    int rc = folded == NULL
                 ? 0
                 : query_texts(QUERY(s, SQL_CONTACT_UNITS, TEXT(folded), INT(at)), units);

    free(folded);
    return rc;
}

int
contact_unit(struct store *s, const struct plan *plan, const char *address, instant at,
             const struct unit **unit)
{
    struct strings units = {0};
    int rc = 0;

    *unit = plan_unit_of_address(plan, address);
    if (*unit == NULL)
        rc = contact_units(s, address, at, &units);
    if (units.n == 1)
        *unit = plan_unit(plan, units.v[0]);
    strings_free(&units);
    return rc;
}

int
contact_is(struct store *s, const struct unit *unit, const char *address, instant at, bool *is)
{
    struct strings units = {0};
    char *folded = address == NULL ? NULL : address_fold(address);
    int rc = contact_units(s, folded, at, &units);

    *is = folded != NULL && (strings_has(&unit->addresses, folded) || strings_has(&units, unit->code));
    strings_free(&units);
    free(folded);
    return rc;
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
