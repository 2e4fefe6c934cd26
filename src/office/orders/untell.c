/* What was told and is no longer so: letters that wait are taken back, and who
 * got one hears that it does not hold, or what is so instead. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "office/filing/told.h"
#include "core/calendar/calendar.h"
#include "office/post/withdraw.h"
#include "order.h"

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

/* The letter that this one took back: it holds again. */
static int
taken_back(struct order *o, const struct letter_row *l, struct letter_row *out)
{
    const char *mark = ":withdrawn:", *of = strstr(l->reason, mark);

    return strcmp(l->letter, "withdrawn") != 0 || of == NULL
               ? 1
               : letter_by_reason(o->desk->store, of + strlen(mark), l->recipient, out);
}

static int
tell(struct order *o, const struct letter_row *was, struct obligation *about)
{
    struct letter_row again = {0};
    struct message_row m = {0};
    char *subject = xasprintf("withdrawn:%s", was->reason);
    int rc = taken_back(o, was, &again);
    const struct letter_row *l = rc == 0 ? &again : was;
    struct letter_facts f = {
        .unit = about->unit == NULL ? NULL : plan_unit(o->desk->plan, about->unit),
        .report = about->report == NULL
                      ? NULL
                      : calendar_report(o->desk->plan, about->report, about->period),
        .title = l->subject,
        .told = l->sent != INSTANT_NONE ? l->sent : l->created,
        .holds = l == &again,
        .officer = o->unit ? NULL : o->officer->name,
        .reason = o->c->reason
    };

    rc = rc < 0 ? -1 : look_again(o, about);
    if (rc == 0 && was->message != 0)
        rc = message_get(o->desk->store, was->message, &m) < 0 ? -1 : 0;
    f.code = m.code;
    if (f.report != NULL) {
        told_about(&f, f.unit, f.report, about);
        f.stands = about;
    }
    if (rc == 0)
        rc = order_letter(o, "withdrawn", was->recipient, subject, f, was->message, about->id);
    letter_row_clear(&again);
    message_row_clear(&m);
    free(subject);
    return rc;
}

static void
note_told(struct order *o, const struct untold_letter *l)
{
    order_note(o, l->answered ? "told_anew" : "told", "{s:s s:s}", "subject",
               l->letter.subject == NULL ? l->letter.letter : l->letter.subject, "to",
               l->letter.recipient);
}

/* A unit that speaks for itself knows what it says. */
static bool
is_his_own(const struct order *o, const struct letter_row *l)
{
    return o->unit && strcasecmp(l->recipient, o->officer->address) == 0;
}

/* One that is on its way, or whose fate is unknown, may have been read. */
static int
tell_all(struct order *o, struct untold *u, bool alone)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < u->n; i++) {
        if (!untold_is_sent(&u->v[i].letter) || untold_alone(&u->v[i]) != alone ||
            is_his_own(o, &u->v[i].letter))
            continue;
        note_told(o, &u->v[i]);
        if (!u->v[i].answered)
            rc = tell(o, &u->v[i].letter, &u->v[i].about);
    }
    return rc;
}

/* What is so now is told last. */
int
untold_tell(struct order *o, struct untold *u, enum reason why)
{
    struct strings withdrawn = {0};
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < u->n; i++)
        if (u->v[i].letter.state == LETTER_QUEUED || u->v[i].letter.state == LETTER_UNKNOWN)
            rc = undo_letters(o->desk->store, u->v[i].letter.reason, &withdrawn);
    if (rc == 0)
        rc = tell_all(o, u, true);
    for (size_t i = 0; rc == 0 && i < u->non; i++)
        rc = untold_settle(o, u, &u->on[i], &withdrawn);
    if (rc == 0)
        rc = tell_all(o, u, false);
    if (rc == 0 && withdrawn.n > 0)
        order_note(o, "withdrawn", "{s:I}", "n", (json_int_t)withdrawn.n);
    return withdraw_journal(o->desk, rc, &withdrawn, why, o->now);
}
