#include "office/post/reach.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/mem.h"
#include "store/docket.h"

static bool
is_in(const struct strings *sorted, const char *text)
{
    return sorted->n > 0 &&
           bsearch(&text, sorted->v, sorted->n, sizeof *sorted->v, strings_order) != NULL;
}

static char *
good_address(const struct strings *bounced, const char *address)
{
    char *folded = bounced->n > 0 ? address_fold(address) : NULL;
    bool bad = (folded != NULL && is_in(bounced, folded)) || !address_is(address);

    free(folded);
    return bad ? NULL : xstrdup(address);
}

/* The plan's first, then what officers added. */
int
reach_unit_among(struct desk *desk, const struct strings *bounced, const struct unit *unit,
                 instant now, char **to)
{
    struct contact_row *contacts = NULL;
    size_t n = 0;
    int rc = 0;

    *to = NULL;
    if (!unit_valid_on(unit, moment_of(now, desk->settings->office.utc_offset).date))
        return 0;                       /* nobody is there any more, or not yet (A25) */
    for (size_t i = 0; *to == NULL && i < unit->addresses.n; i++)
        *to = good_address(bounced, unit->addresses.v[i]);
    if (*to == NULL)
        rc = contact_of_unit(desk->store, unit->code, &contacts, &n);
    for (size_t i = 0; *to == NULL && i < n; i++)
        if (contacts[i].valid_from <= now &&
            (contacts[i].valid_to == INSTANT_NONE || now < contacts[i].valid_to))
            *to = good_address(bounced, contacts[i].address);
    contact_rows_free(contacts, n);
    return rc;
}

int
reach_unit(struct desk *desk, const struct unit *unit, instant now, char **to)
{
    struct strings bounced = {0};
    int rc = bounced_list(desk->store, &bounced);

    *to = NULL;
    if (rc == 0)
        rc = reach_unit_among(desk, &bounced, unit, now, to);
    strings_free(&bounced);
    return rc;
}

int
reach_leaders(struct desk *desk, const struct reminder *r, struct strings *out)
{
    struct strings bounced = {0};
    bool last = false;
    int rc = 0;

    for (size_t i = 0; i < r->nlines; i++)
        last = last || (r->lines[i].stage == REMIND_BEFORE && r->lines[i].level <= REMINDING_LAST);
    if (last && r->unit->leaders.n > 0)
        rc = bounced_list(desk->store, &bounced);
    for (size_t i = 0; rc == 0 && last && i < r->unit->leaders.n; i++) {
        char *address = good_address(&bounced, r->unit->leaders.v[i]);

        if (address != NULL && !strings_has(&r->unit->addresses, address))
            strings_add(out, address);
        free(address);
    }
    strings_free(&bounced);
    return rc;
}
