/* What an undone order leaves the unit with: if its own report counts otherwise
 * than it was told, it is told so. */
#include <stdlib.h>

#include "core/calendar/calendar.h"
#include "office/filing/fold.h"
#include "office/filing/told.h"
#include "order.h"

static int
days_late(const struct order *o, const struct obligation *ob)
{
    return ob->due == INSTANT_NONE
               ? 0
               : calendar_days_late(ob->first_received, ob->due, order_offset(o));
}

/* The mail that makes the obligation received when it is, or the last where none does; 0: there is none. */
static int
first_mail(struct order *o, const struct obligation *ob, int64_t *mail)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_list(o->desk->store, ob->id, &v, &n);

    *mail = 0;
    for (size_t i = 0; i < n && *mail == 0; i++)
        if (fold_counts(&v[i]) && v[i].received == ob->first_received)
            *mail = v[i].message;
    for (size_t i = 0; i < n && ob->first_received == INSTANT_NONE; i++)
        if (fold_counts(&v[i]))
            *mail = v[i].message;
    submission_rows_free(v, n);
    return rc;
}

/* Only what was entered since then. */
static int
write_to(struct order *o, const struct obligation *now, int64_t mail, instant since)
{
    char *to = NULL, *subject = obligation_name(now->report, now->period, now->unit);
    struct told told = {0};
    int rc = told_version(o->desk, mail, now, &told);

    if (rc == 0 && told.row.entered < since)
        rc = 1;
    if (rc == 0 && (rc = order_addressee(o, told.facts.unit, &told.row, &to)) == 0) {
        told.facts.officer = o->officer->name;
        told.facts.stands = now;
        rc = order_letter(o, "standing", to, subject, told.facts, mail, now->id);
    }
    told_clear(&told);
    free(subject);
    free(to);
    return rc < 0 ? -1 : 0;
}

int
order_tell_standing(struct order *o, const struct obligation *was, instant since)
{
    struct obligation now = {0};
    int64_t mail = 0;
    int rc = obligation_get(o->desk->store, was->unit, was->report, was->period, &now);

    if (rc == 0 && was->first_received != INSTANT_NONE &&
        (was->first_received != now.first_received || days_late(o, was) != days_late(o, &now)))
        rc = first_mail(o, &now, &mail);
    if (rc == 0 && mail != 0)
        rc = write_to(o, &now, mail, since);
    obligation_clear(&now);
    return rc < 0 ? -1 : 0;
}

int
order_tell_version(struct order *o, const struct obligation *now, int64_t mail)
{
    return write_to(o, now, mail, INSTANT_NONE);
}
