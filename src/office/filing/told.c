/* Rows of the docket to the facts of letters. */
#include "office/filing/told.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/calendar/calendar.h"
#include "office/filing/filing.h"
#include "office/filing/fold.h"
#include "office/filing/standing.h"
#include "office/filing/kept.h"

void
told_mail(struct letter_facts *f, const struct message_row *row, const struct message *m)
{
    f->code = row->code;
    f->subject = row->subject;
    f->sender = row->sender;
    f->received = row->received;
    f->attachments = m == NULL ? NULL : m->attachments;
    f->nattachments = m == NULL ? 0 : m->nattachments;
    f->files_unknown = m == NULL;
}

void
told_about(struct letter_facts *f, const struct unit *unit, const struct report *report,
           const struct obligation *o)
{
    f->unit = unit;
    f->report = report;
    f->period = o->period;
    f->due = o->due == INSTANT_NONE ? 0 : o->due;
    f->cure = o->cure == INSTANT_NONE ? 0 : o->cure;
}

void
told_item(struct letter_facts *f, struct item *item)
{
    told_about(f, item->unit, item->report,
               &(struct obligation){ .period = item->period,
                                     .due = item->has_due ? item->due : INSTANT_NONE,
                                     .cure = INSTANT_NONE });
    f->items = item;
    f->nitems = 1;
}

static int
fill(struct desk *desk, const struct submission_row *v, const struct obligation *o, bool files,
     struct told *out)
{
    const struct unit *unit = plan_unit(desk->plan, o->unit);
    const struct report *report = calendar_report(desk->plan, o->report, o->period);
    char *cause = NULL;

    if (unit == NULL || report == NULL)
        return 1;
    out->item = (struct item){ .unit = unit,
                               .report = report,
                               .period = xstrdup(o->period),
                               .attachment = v->attachment,
                               .obligation = o->id,
                               .version = v->version,
                               .examined = true };
    if (standing_time(desk, &out->item, v->received, o) != 0 ||
        message_get(desk->store, v->message, &out->row) != 0 ||
        submission_findings(desk->store, v->id, &out->item.findings) != 0)
        return -1;
    if (files && (out->mail = kept_read(desk, &out->row, &cause)) == NULL)
        log_warning("%s could not be read again for a letter: %s", out->row.code, cause);
    free(cause);
    told_mail(&out->facts, &out->row, out->mail);
    told_about(&out->facts, unit, report, o);
    out->facts.known_sender = true;
    out->facts.items = &out->item;      /* the deadlines stay those of the row */
    out->facts.nitems = 1;
    return 0;
}

/* message 0: whichever counts last, its files unread. */
static int
find(struct desk *desk, int64_t message, const struct obligation *o, struct told *out)
{
    struct submission_row *v = NULL;
    size_t n = 0, found = SIZE_MAX;
    int rc = submission_list(desk->store, o->id, &v, &n);

    *out = (struct told){0};
    for (size_t i = 0; i < n; i++)
        if (message == 0 ? fold_counts(&v[i]) : v[i].message == message)
            found = i;
    if (rc == 0)
        rc = found == SIZE_MAX ? 1 : fill(desk, &v[found], o, message != 0, out);
    submission_rows_free(v, n);
    return rc;
}

int
told_version(struct desk *desk, int64_t message, const struct obligation *o, struct told *out)
{
    return find(desk, message, o, out);
}

int
told_last_version(struct desk *desk, const struct obligation *o, struct told *out)
{
    return find(desk, 0, o, out);
}

int
told_until(struct desk *desk, const struct obligation *o, instant *until)
{
    struct submission_row *v = NULL;
    struct message_row m = {0};
    size_t n = 0, last = SIZE_MAX;
    int rc = 0;

    *until = o->cure;
    if (o->cure != INSTANT_NONE)
        return 0;
    if (o->state != STATE_INCOMPLETE || o->first_received == INSTANT_NONE)
        return 1;
    rc = submission_list(desk->store, o->id, &v, &n);
    for (size_t i = 0; i < n; i++)
        last = fold_counts(&v[i]) ? i : last;
    if (rc == 0)
        rc = last == SIZE_MAX ? 1 : message_get(desk->store, v[last].message, &m);
    if (rc == 0)
        *until = calendar_cure(desk->plan, desk->settings, m.entered, o->due);
    message_row_clear(&m);
    submission_rows_free(v, n);
    return rc;
}

void
told_clear(struct told *t)
{
    item_clear(&t->item);
    message_free(t->mail);
    message_row_clear(&t->row);
    *t = (struct told){0};
}
