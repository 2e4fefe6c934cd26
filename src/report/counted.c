#include "report/counted.h"

#include <string.h>

bool
counted_in(enum counted how)
{
    return how == COUNTED_FORCE || how == COUNTED_BEFORE;
}

/* The version that an officer had accepted when this one came; the same: none. */
static int
accepted_before(struct store *store, const struct submission_row *v, size_t at, size_t *before)
{
    struct message_row m = {0};
    int rc = message_get(store, v[at].message, &m);

    *before = at;
    for (size_t i = 0; rc == 0 && m.reason == REASON_AFTER_WORD && m.about != NULL && i < at; i++)
        if (strcmp(v[i].message_code, m.about) == 0)
            *before = i;
    message_row_clear(&m);
    return rc == 0 ? 0 : -1;
}

int
counted_version(struct store *store, const struct obligation *o, const struct submission_row *v,
                size_t n, size_t *at, enum counted *how)
{
    size_t force = 0, before;
    bool unseen = o->state == STATE_RECEIVED || o->state == STATE_INCOMPLETE;
    int rc = 0;

    while (force < n && v[force].id != o->accepted)
        force++;
    *at = o->accepted == 0 ? n : force;
    *how = *at == n                                      ? COUNTED_NONE
           : o->state == STATE_RETURNED                  ? COUNTED_RETURNED
           : v[force].standing == STANDING_PROVISIONAL ? COUNTED_STRANGE
                                                         : COUNTED_FORCE;
    for (size_t i = *at; rc == 0 && *how == COUNTED_FORCE && unseen && i<n; i = i> 0 ? i - 1 : n) {
        rc = accepted_before(store, v, i, &before);
        if (before != i) {
            *at = before;
            *how = COUNTED_BEFORE;
        }
    }
    return rc;
}
