#include "office/filing/standing.h"

#include <stdlib.h>

#include "core/calendar/calendar.h"
#include "office/filing/filing.h"
#include "office/filing/fold.h"

/* A24: the time of what came first stays. */
int
standing_time(struct desk *desk, struct item *item, instant received, const struct obligation *o)
{
    int rc = 0;

    item->first = 0;
    item->elsewhere = false;
    if (o->first_received != INSTANT_NONE && o->first_received < received) {
        received = item->first = o->first_received;
        rc = fold_elsewhere(desk, o, &item->elsewhere);
    }
    item->counted = received;
    item->due = o->due;
    item->cure = o->cure;
    item->waived = o->state == STATE_WAIVED;
    item->has_due = item->due != INSTANT_NONE && !item->waived;
    item->days_late = item->has_due ? calendar_days_late(received, item->due,
                                                         desk->settings->office.utc_offset)
                                    : 0;
    item->on_time = item->days_late == 0;
    return rc;
}

void
standing_beside(struct item *item, const struct submission_row *v, enum beside how)
{
    free(item->earlier);
    item->earlier = xstrdup(v->message_code);
    item->earlier_at = v->received;
    item->version = v->version;
    item->beside = how;
}

int
standing_put(struct desk *desk, const struct submission_row *v, enum standing standing,
             struct obligation *o)
{
    return submission_standing_put(desk->store, v->id, standing) != 0 ? -1
                                                                      : fold_obligation(desk, o);
}

/* What this mail makes of an earlier version. */
int
standing_journal(struct desk *desk, const struct submission_row *v, const struct obligation *o,
                 const struct filing *f, const char *what)
{
    char *subject = obligation_name(o->report, o->period, o->unit);
    char *detail = journal_detail("code", v->message_code, what, f->code, NULL);
    int rc = journal_add(desk->store, f->now, "intake", "submission", subject, detail);

    free(subject);
    free(detail);
    return rc;
}
