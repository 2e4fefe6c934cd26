/* A mail that was kept apart, and an officer says that it may be read: no mark of secrecy and no file
 * that may act keeps it any longer, and it is judged as if it came now with its own time of receipt. What may
 * act is not run by that, and is remarked. An undo puts it back, and hides what it says again (touch.c). */
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/log.h"
#include "core/command/command.h"
#include "office/dossier/dossier.h"
#include "office/filing/about.h"
#include "office/filing/again.h"
#include "office/filing/decide.h"
#include "office/filing/facts.h"
#include "office/filing/kept.h"
#include "office/filing/reply.h"
#include "order.h"

int
order_reveal(struct order *o, const struct message_row *m, const struct message *facts,
             const char *unclear)
{
    struct message_row now = { .id = m->id, .unclear = (char *)unclear };
    int rc = order_touch_id(o, "message", m->id, false);

    return rc == 0 ? message_reveal(o->desk->store, &now, facts) : rc;
}

/* ---- what is said ------------------------------------------------------------------- */

static void
say_files(struct order *o, const struct message *facts)
{
    for (size_t i = 0; i < facts->nattachments; i++) {
        const struct attachment *a = &facts->attachments[i];
        const char *title = attachment_title(a);

        if (attachment_may_act(a))
            order_note(o, "not_run", "{s:s s:b}", "name", title == NULL ? "?" : title, "shut",
                       a->status == ATTACHMENT_QUARANTINED);
    }
}

/* "secret", "not-opened": said by another letter now, or taken back. */
static int
over(struct order *o, const struct message_row *m, bool answered)
{
    struct letter_row *rows = NULL;
    struct untold letters = {0};
    size_t n = 0;
    int rc = letter_about(o->desk->store, m->id, 0, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        if (strcmp(rows[i].letter, "secret") != 0 && strcmp(rows[i].letter, "not-opened") != 0)
            continue;
        rc = untold_add(o, &letters, &rows[i]);
        letters.v[letters.n - 1].answered = answered;
    }
    if (rc == 0)
        rc = untold_tell(o, &letters, REASON_ORDER_UNFILED);
    untold_clear(&letters);
    letter_rows_free(rows, n);
    return rc;
}

int
order_say_released(struct order *o, const struct message_row *m, const struct message *facts)
{
    order_note(o, "released_from", "{s:s s:b}", "code", m->code, "secret", m->reason == REASON_SECRET);
    say_files(o, facts);
    return over(o, m, true);
}

/* What the officers' notice would have offered. */
static int
say_next(struct order *o, const struct message_row *m)
{
    struct message_row now = {0};
    struct command_about a = {0};
    struct strings offers = {0};
    int rc = message_get(o->desk->store, m->id, &now);

    if (rc == 0)
        rc = about_mail(o->desk, &now, &a);
    a.english = strcmp(order_language(o), "en") == 0;
    if (rc == 0)
        command_offers(&a, &offers);
    if (offers.n > 0)
        order_note(o, "next_orders", "{s:o}", "rows", order_texts(&offers));
    strings_free(&offers);
    command_about_clear(&a);
    message_row_clear(&now);
    return rc == 0 ? 0 : -1;
}

/* ---- what becomes of it ----------------------------------------------------------------- */

static int
decide(struct order *o, const struct message_row *m, const struct message *facts,
       struct decision *d)
{
    const struct arrival at = { .folder = m->folder, .received = m->received, .sha256 = m->sha256 };
    int rc = decide_mail(o->desk, &at, facts, true, d);

    if (rc == 0 && d->outcome == OUTCOME_COMMAND) {     /* nobody's orders of another day are carried out by this one */
        d->outcome = OUTCOME_NOTE;
        d->reason = REASON_QUESTION;
    }
    return rc == 0 ? decide_examine(o->desk, m->received, facts, d) : rc;
}

static int
file_all(struct order *o, const struct message_row *m, const struct message *facts,
         struct decision *d)
{
    size_t repeats = 0;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < d->nitems; i++) {
        bool repeated = false;

        rc = order_file_item(o, m, facts, &d->items[i], d->sender_registered, &repeated);
        repeats += repeated;
    }
    for (size_t i = 0; rc == 0 && i < d->nitems; i++)
        rc = dossier_filed(o->desk, &d->items[i], facts, m, &d->dossiers);
    if (rc == 0 && repeats == d->nitems) {
        d->outcome = OUTCOME_DUPLICATE;
        d->reason = REASON_SAME_REPORT;
        rc = order_put_outcome(o, m, d->outcome, d->reason, NULL);
    }
    return rc;
}

/* The same files came in another mail meanwhile: what that answered is said again. */
static int
repeat_all(struct order *o, const struct message_row *m, struct decision *d)
{
    struct message_row first = {0};
    int rc = d->repeats == NULL ? 1 : message_by_code(o->desk->store, d->repeats, &first);

    for (size_t i = 0; rc == 0 && i < d->nitems; i++) {
        struct obligation ob = {0};

        rc = filing_timing(o->desk, &d->items[i], m->received, &ob);
        if (rc == 0)
            rc = again_repeats(o->desk, first.id, &d->items[i]);
        obligation_clear(&ob);
    }
    message_row_clear(&first);
    return rc < 0 ? -1 : 0;
}

static int
tell(struct order *o, const struct message_row *m, const struct message *facts,
     struct decision *d)
{
    const char *letter = m->sender == NULL || !address_is(m->sender) ? NULL : reply_letter(d);
    struct letter_facts f = filing_facts(o->desk, m, facts, d);
    const struct unit *unit = d->nitems > 0 ? d->items[0].unit : NULL;
    int rc = 0;

    f.released = true;
    if (letter != NULL)
        rc = order_letter(o, letter, m->sender, m->code, f, m->id,
                          d->nitems == 1 ? d->items[0].obligation : 0);
    if (rc == 0)
        rc = over(o, m, letter != NULL);
    if (rc == 0 && d->outcome == OUTCOME_FILED && !d->sender_registered)
        rc = reply_to_unit(o->desk, m, unit, "unregistered", f);
    for (size_t i = 0; rc == 0 && d->outcome == OUTCOME_FILED && i < d->nitems; i++) {
        struct obligation ob = {0};

        rc = obligation_by_id(o->desk->store, d->items[i].obligation, &ob);
        if (rc == 0)
            order_say_now(o, &ob);
        obligation_clear(&ob);
    }
    return rc == 0 ? dossier_notice(o->desk, &d->dossiers, m->code, m->id, o->now) : -1;
}

/* As its row stands once it is released; borrowed. */
static struct message_row
released_row(const struct order *o, const struct message_row *m, const struct message *facts,
             const struct decision *d)
{
    struct message_row now = *m;

    now.outcome = d->outcome;
    now.reason = d->reason;
    now.about = (char *)decide_about(d);
    now.unclear = d->unclear;
    now.subject = facts->subject;
    now.text = facts->text;
    now.entered = o->now;
    return now;
}

static int
release(struct order *o, const struct message_row *m, const struct message *facts,
        struct decision *d)
{
    struct message_row now = released_row(o, m, facts, d);
    char *why = NULL;
    int rc = order_reveal(o, m, facts, d->unclear);

    if (rc == 0)
        rc = order_put_outcome(o, m, d->outcome, d->reason, now.about);
    if (rc == 0 && d->outcome == OUTCOME_FILED)
        rc = file_all(o, &now, facts, d);
    else if (rc == 0 && d->outcome == OUTCOME_DUPLICATE)
        rc = repeat_all(o, &now, d);
    now.outcome = d->outcome;
    now.reason = d->reason;
    if (rc != 0)
        return -1;
    why = d->outcome == OUTCOME_FILED && d->reason == REASON_CERTAIN
              ? NULL : reason_say(d->reason, now.about, order_language(o));
    order_done(o, "released", "{s:s s:b s:s s:s?}", "code", m->code, "secret",
               m->reason == REASON_SECRET, "outcome", order_outcome(o, d->outcome), "reason", why);
    free(why);
    for (size_t i = 0; i < d->nitems; i++)
        order_say_newer(o, m, &d->items[i]);
    say_files(o, facts);
    rc = tell(o, &now, facts, d);
    return rc == 0 && !(d->nitems == 1 && d->items[0].beside == BESIDE_OLDER) ? say_next(o, m) : rc;
}

int
order_release(struct order *o, const struct message_row *m)
{
    struct decision d = {0};
    char *cause = NULL;
    struct message *facts = kept_read(o->desk, m, &cause);
    int rc;

    if (facts == NULL) {
        log_warning("%s could not be read again: %s", m->code, cause);
        rc = order_refuse(o, "unreadable", "{s:s}", "code", m->code);
    } else {
        rc = decide(o, m, facts, &d);
        if (rc == 0)
            rc = release(o, m, facts, &d);
    }
    decision_clear(&d);
    message_free(facts);
    free(cause);
    return rc;
}
