/* What was told and is no longer so: letters that wait are taken back, and who
 * got one hears that it does not hold. */
#include <stdlib.h>
#include <string.h>

#include "office/filing/told.h"
#include "core/calendar/calendar.h"
#include "office/post/withdraw.h"
#include "order.h"

static bool
is_receipt(const struct letter_row *l)
{
    static const char *const receipts[] = { "received", "late", "incomplete", "returned",
                                            "accepted", "unregistered" };

    for (size_t i = 0; i < ARRAY_LEN(receipts); i++)
        if (strcmp(l->letter, receipts[i]) == 0)
            return true;
    return false;
}

static bool
found(const struct untold *u, int64_t id)
{
    for (size_t i = 0; i < u->n; i++)
        if (u->letters[i].id == id)
            return true;
    return false;
}

static int
add(struct order *o, struct letter_row *l, struct untold *out)
{
    *ARRAY_MORE(out->letters, out->n) = *l;
    out->about = xreallocarray(out->about, out->n, sizeof *out->about);
    out->about[out->n - 1] = (struct obligation){0};
    return l->obligation == 0                                                             ? 0
           : obligation_by_id(o->desk->store, l->obligation, &out->about[out->n - 1]) < 0 ? -1
                                                                                          : 0;
}

/* Letters whose reason begins so, that still hold; message: only those that say what it brought. */
static int
look(struct order *o, const char *prefix, int64_t message, struct untold *out)
{
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc = letter_begun(o->desk->store, prefix, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        int64_t untold = 0;
        bool wanted = !found(out, rows[i].id) &&
                      (message == 0 || (rows[i].message == message && is_receipt(&rows[i])));

        if (rc == 0 && wanted)
            rc = letter_untold(o->desk->store, rows[i].recipient, PRIORITY_ANSWER, rows[i].reason,
                               &untold);
        if (rc == 0 && wanted && untold % 2 == 0)
            rc = add(o, &rows[i], out);
        else
            letter_row_clear(&rows[i]);
    }
    free(rows);
    return rc;
}

int
untold_of_order(struct order *o, const char *code, struct untold *out)
{
    char *prefix = xasprintf("order:%s:", code);
    int rc = look(o, prefix, 0, out);

    free(prefix);
    return rc;
}

/* What orders wrote about the mail: those that touched this obligation. */
static int
written_by_orders(struct order *o, int64_t obligation, const struct message_row *m,
                  struct untold *out)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, "obligation", obligation, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        char *prefix = xasprintf("order:%s:", rows[i].code);

        rc = look(o, prefix, m->id, out);
        free(prefix);
    }
    command_rows_free(rows, n);
    return rc;
}

/* Orders about a mail touch it, or what it was filed for. */
int
untold_of_mail(struct order *o, const struct message_row *m, struct untold *out)
{
    static const char *const series[] = { "ack", "unregistered" };
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_of_message(o->desk->store, m->id, &v, &n);

    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(series); i++) {
        char *prefix = xasprintf("%s:%s", series[i], m->code);

        rc = look(o, prefix, m->id, out);
        free(prefix);
    }
    for (size_t i = 0; i < n; i++)
        if (rc == 0)
            rc = written_by_orders(o, v[i].obligation, m, out);
    submission_rows_free(v, n);
    return rc;
}

void
untold_clear(struct untold *u)
{
    for (size_t i = 0; u->about != NULL && i < u->n; i++)
        obligation_clear(&u->about[i]);
    free(u->about);
    letter_rows_free(u->letters, u->n);
    *u = (struct untold){0};
}

/* How the obligation is now; one that is gone is no longer asked for. */
static int
look_again(struct order *o, struct obligation *about)
{
    struct obligation now = {0};
    int rc = about->id == 0 ? 1 : obligation_by_id(o->desk->store, about->id, &now);

    if (rc == 0) {
        obligation_clear(about);
        *about = now;
    } else {
        about->state = STATE_CANCELLED;
        about->due = about->cure = INSTANT_NONE;
        about->id = 0;
    }
    return rc < 0 ? -1 : 0;
}

static int
tell(struct order *o, const struct letter_row *was, struct obligation *about)
{
    struct letter_facts f = {
        .unit = about->unit == NULL ? NULL : plan_unit(o->desk->plan, about->unit),
        .report = about->report == NULL
                      ? NULL
                      : calendar_report(o->desk->plan, about->report, about->period),
        .title = was->subject,
        .told = was->sent != INSTANT_NONE ? was->sent : was->created,
        .officer = o->unit ? NULL : o->officer->name,
        .reason = o->c->reason
    };
    struct message_row m = {0};
    char *subject = xasprintf("withdrawn:%s", was->reason);
    int rc = look_again(o, about);

    if (rc == 0 && was->message != 0)
        rc = message_get(o->desk->store, was->message, &m) < 0 ? -1 : 0;
    f.code = m.code;
    if (f.report != NULL) {
        told_about(&f, f.unit, f.report, about);
        f.stands = about;
    }
    if (rc == 0)
        rc = order_letter(o, "withdrawn", was->recipient, subject, f, was->message, about->id);
    message_row_clear(&m);
    free(subject);
    return rc;
}

/* One that is on its way, or whose fate is unknown, may have been read. */
int
untold_tell(struct order *o, struct untold *u, enum reason why)
{
    struct strings withdrawn = {0};
    size_t waiting = 0;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < u->n; i++) {
        const struct letter_row *l = &u->letters[i];

        if (l->state == LETTER_QUEUED || l->state == LETTER_UNKNOWN)
            rc = undo_letters(o->desk->store, l->reason, &withdrawn);
        waiting += l->state == LETTER_QUEUED;
        if (rc == 0 &&
            (l->state == LETTER_SENT || l->state == LETTER_SENDING || l->state == LETTER_UNKNOWN)) {
            order_note(o, "told", "{s:s s:s}", "subject",
                       l->subject == NULL ? l->letter : l->subject, "to", l->recipient);
            rc = tell(o, l, &u->about[i]);
        }
    }
    rc = withdraw_journal(o->desk, rc, &withdrawn, why, o->now);
    if (rc == 0 && waiting > 0)
        order_note(o, "withdrawn", "{s:I}", "n", (json_int_t)waiting);
    return rc;
}
