/* One letter to the sender at most, one notice to the officers at most. */
#include "office/filing/reply.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/log.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/form/coverage.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "core/form/package.h"
#include "core/language/want.h"
#include "core/match/match.h"
#include "office/filing/about.h"
#include "office/filing/facts.h"
#include "office/filing/filing.h"
#include "office/filing/help.h"
#include "office/filing/mark.h"
#include "office/filing/package.h"
#include "office/filing/told.h"
#include "office/post/notice.h"
#include "office/post/post.h"
#include "office/post/reach.h"

#define ASKED_MOST 4            /* reports for which one mail asks for time */

/* Letter of each outcome; NULL: the sender hears nothing. */
static const struct reply {
    enum outcome outcome;
    const char *letter;             /* to the sender */
    bool officers;                  /* and a notice to them */
} replies[] = {
    { OUTCOME_FILED, "received", false },       /* or "late", "incomplete": see filed_letter */
    { OUTCOME_REVIEW, "unclear", true },
    { OUTCOME_DUPLICATE, "received", false },
    { OUTCOME_QUARANTINE, NULL, true },         /* "secret" where that is the reason; "not-opened" to a registered sender */
    { OUTCOME_NOTE, NULL, true },
    { OUTCOME_WRONG_ROUTE, "wrong-route", true },
    { OUTCOME_TOO_LARGE, NULL, true },
    { OUTCOME_NOT_OBTAINABLE, NULL, true },
};

static const struct reply *
reply_of(enum outcome outcome)
{
    for (size_t i = 0; i < ARRAY_LEN(replies); i++)
        if (replies[i].outcome == outcome)
            return &replies[i];
    return NULL;
}

/* T6: a part of a dossier is missing. */
static bool
dossier_wanting(const struct decision *d)
{
    bool wanting = false;

    for (size_t i = 0; i < d->dossiers.n && !wanting; i++)
        wanting = d->dossiers.v[i].wanting > 0 && d->dossiers.v[i].d.code != NULL;
    return wanting && d->nitems == 1 && d->sender_registered &&
           findings_get(&d->items[0].findings, "no-attachment") == NULL;
}

/* Nothing is wanting: an officer recorded that it came another way. */
static bool
recorded(const struct item *item)
{
    return item->elsewhere && findings_get(&item->findings, "no-attachment") != NULL;
}

/* What most needs doing names the letter. */
static const char *
filed_letter(const struct decision *d)
{
    const char *letter = d->sender_registered ? "received" : "unregistered";

    for (size_t i = 0; i < d->nitems; i++) {
        if (recorded(&d->items[i]) || d->items[i].waived)
            continue;
        if (findings_blocking(&d->items[i].findings))
            return "incomplete";
        if (d->items[i].has_due && !d->items[i].on_time && d->sender_registered)
            letter = "late";
    }
    return dossier_wanting(d) ? "dossier" : letter;
}

static const char *
letter_of(const struct decision *d, const struct reply *r)
{
    if (d->reason == REASON_PACKAGE_OLDER)
        return "package-older";
    if (d->outcome == OUTCOME_FILED || d->outcome == OUTCOME_DUPLICATE)     /* the same again hears the same */
        return filed_letter(d);
    if (d->outcome == OUTCOME_QUARANTINE && d->matter == MATTER_SECRET)
        return "secret";
    if (d->outcome == OUTCOME_QUARANTINE && d->sender_registered)
        return "not-opened";
    if (d->reason == REASON_RECALL)
        return d->sender_registered ? "recall-asked" : NULL;
    return d->nitems > 0 && d->matter == MATTER_EXTENSION ? "extension-asked" : r->letter;
}

/* Automatic letters to one address are capped: nobody is flooded through us,
 * and a loop that every mark failed to show ends here (RFC 3834; threats). */
static int
under_cap(struct desk *desk, const struct message *m, const char *to, instant now, bool *under)
{
    const struct sending_settings *s = &desk->settings->sending;
    int64_t count = 0;

    if (post_today(desk, to, PRIORITY_ACKNOWLEDGEMENT, NULL, now, &count) != 0)
        return -1;
    *under = count < s->per_sender_day && post_in_thread(desk, m) < s->per_thread;
    if (!*under)
        log_notice(
            "%s had %lld automatic letters in 24 hours, %d in this conversation: the mail is recorded, not answered",
            to, (long long)count, post_in_thread(desk, m));
    return 0;
}

/* One mail that came by two ways, with the same Message-ID: its first copy was answered. */
static int
second_copy(struct desk *desk, const struct message_row *row, bool *second)
{
    int64_t first = 0;
    int rc = row->outcome != OUTCOME_DUPLICATE || row->message_id == NULL
                 ? 1
                 : message_by_message_id(desk->store, row->message_id, &first);

    *second = rc == 0 && first != row->id;
    return rc < 0 ? -1 : 0;
}

/* He answers for somebody else, from an address that nobody vouched for: what he said was not done. */
static int
say_unheard(struct desk *desk, const struct message_row *row, const struct message *m)
{
    char *reason = xasprintf("unheard:%s", row->code);
    struct posting p = { .letter = "unheard", .reason = reason, .to = row->sender, .priority = PRIORITY_ACKNOWLEDGEMENT,
                         .in_reply_to = m, .message = row->id };
    bool under = false;
    int rc = under_cap(desk, m, row->sender, row->entered, &under);

    told_mail(&p.facts, row, NULL);
    if (rc == 0 && under)
        rc = post_letter(desk, &p, row->entered);
    free(reason);
    return rc;
}

/* Nothing is asked again where all was said, and not believed, or where it is said to be no report. */
static bool
says_all(const struct decision *said, const struct message *m)
{
    struct tokens t;
    bool none;

    tokens_letter(m->text, &t);
    none = want_no_report(&t);
    tokens_free(&t);
    return none || said->reason == REASON_ANSWER;
}

/* Which of its requests the unit answers is asked by their numbers, titles and deadlines. */
static int
name_requests(struct desk *desk, const struct message_row *row, struct letter_facts *f,
              struct open_requests *open)
{
    int rc = row->outcome != OUTCOME_REVIEW || row->reason != REASON_WHICH_REQUEST || f->unit == NULL ||
                     !f->known_sender
                 ? 0
                 : about_open_requests(desk, f->unit, open);

    f->owed = open->n > 0 ? open->owed : f->owed;
    f->nowed = open->n > 0 ? open->n : f->nowed;
    return rc;
}

/* The answer did not say whose or what the mail is that waits for it: that is asked once more. Where
 * words settle nothing, it hears that an officer has them. */
static int
ask_again(struct desk *desk, const struct message_row *row, const struct message *m,
          const struct decision *said)
{
    struct decision d = { .outcome = OUTCOME_REVIEW, .sender_registered = true };
    struct message_row asked = {0};
    char *reason = xasprintf("ask-again:%s", row->code);
    struct posting p = { .letter = "unclear", .reason = reason, .to = row->sender, .priority = PRIORITY_ACKNOWLEDGEMENT, .in_reply_to = m };
    struct open_requests open = {0};
    bool under = false;
    int rc = message_by_code(desk->store, said->asked, &asked);

    if (rc == 0 && (asked.outcome == OUTCOME_FILED ||
                    (!said->sender_registered && !text_same(asked.sender, row->sender)))) {
        rc = say_unheard(desk, row, m);
        goto out;
    }
    if (rc == 0 && asked.outcome == OUTCOME_REVIEW)
        rc = message_evidence(desk->store, asked.id, &d.evidences);
    if (rc == 0) {
        p.message = asked.id;
        p.facts = (struct letter_facts){ .unsure = UNSURE_UNIT | UNSURE_REPORT | UNSURE_PERIOD, .known_sender = true, .evidences = &d.evidences,
                                         .why = asked.reason, .about = asked.about, .answered = row->received };
        told_mail(&p.facts, &asked, NULL);
        filing_fill_in(desk, &asked, &d, &p.facts);
        p.facts.unsure &= says_all(said, m)      ? 0u
                          : p.facts.unit != NULL ? ~(unsigned)UNSURE_UNIT
                                                 : ~0u;
        rc = name_requests(desk, &asked, &p.facts, &open);
    }
    if (rc == 0 && asked.outcome == OUTCOME_REVIEW)
        rc = under_cap(desk, m, row->sender, row->entered, &under);
    if (rc == 0 && under)
        rc = post_letter(desk, &p, row->entered);
out:
    open_requests_clear(&open);
    evidences_free(&d.evidences);
    message_row_clear(&asked);
    free(reason);
    return rc < 0 ? -1 : 0;
}

/* Time is asked for several reports: the letter names them all. */
static void
name_all(const struct decision *d, struct letter_owed *owed, size_t most, struct letter_facts *f)
{
    for (size_t i = 0; d->nitems > 1 && i < d->nitems && f->nowed < most; i++)
        if (d->items[i].report != NULL)
            owed[f->nowed++] = (struct letter_owed){ .unit = d->items[i].unit, .report = d->items[i].report, .period = d->items[i].period,
                                                     .due = d->items[i].has_due ? d->items[i].due : 0 };
    if (f->nowed > 0) {
        f->owed = owed;
        f->report = NULL;
        f->period = NULL;
        f->due = 0;
    }
}

static int
answer_sender(struct desk *desk, const struct message_row *row, const struct message *m,
              const struct decision *d, const struct reply *r, struct help *help)
{
    const char *letter = letter_of(d, r);
    enum reason why;
    char *reason = xasprintf("%s:%s", row->outcome == OUTCOME_REVIEW ? "ask" : "ack", row->code);
    struct posting p = { .letter = letter, .reason = reason, .to = row->sender, .priority = PRIORITY_ACKNOWLEDGEMENT,
                         .in_reply_to = m, .message = row->id, .facts = filing_facts(desk, row, m, d),
                         /* an answer to it is about this report: proof, so only where there is one */
                         .obligation = d->nitems == 1 ? d->items[0].obligation : 0 };
    struct letter_owed owed[ASKED_MOST];
    struct open_requests open = {0};
    struct marked marked = {0};
    bool under = false;
    int rc = help_find(desk, row, m, d, &p, help);

    letter = p.letter;
    if (rc == 0)
        rc = name_requests(desk, row, &p.facts, &open);
    if (d->matter == MATTER_EXTENSION)
        name_all(d, owed, ARRAY_LEN(owed), &p.facts);
    if (rc == 0 && letter == NULL && !help->searched && d->asked != NULL && d->may_reply &&
        (d->reason == REASON_WORDS || d->reason == REASON_ANSWER || !d->sender_registered))
        rc = ask_again(desk, row, m, d);
    if (rc != 0 || letter == NULL || row->sender == NULL || !address_is(row->sender))
        goto out;
    if (!d->may_reply) {
        log_info("%s is not answered: %s", row->code,
                 match_answerable(m, &desk->settings->office, &why)
                     ? "its sender is neither registered nor authenticated"
                     : reason_words[why].en);
        goto out;
    }
    rc = under_cap(desk, m, row->sender, row->entered, &under);
    if (rc == 0 && under && d->sender_registered && strcmp(letter, "incomplete") == 0) {
        mark_files(desk, row, m, d, &marked);
        p.files = marked.files.v;
        p.nfiles = marked.files.n;
        p.facts.marked = &marked.names;
        p.facts.unmarked = &marked.not;
    }
    if (rc == 0 && under)
        rc = post_letter(desk, &p, row->entered);
    help->sent = rc == 0 && under;
    if (rc == 0 && under)
        rc = package_ask(desk, row, m, d);
out:
    open_requests_clear(&open);
    marked_clear(&marked);
    free(reason);
    return rc;
}

/* The unit hears at its registered address of what others sent: for it (T14),
 * or past it (T13, a copy). Strangers cannot make us flood it. */
int
reply_to_unit(struct desk *desk, const struct message_row *row, const struct unit *unit,
              const char *letter, struct letter_facts facts)
{
    char *reason = xasprintf("%s:%s", letter, row->code), *to = NULL;       /* who answers it speaks for the unit (recall.c) */
    struct posting p = { .letter = letter,
                         .reason = reason,
                         .priority = PRIORITY_ANSWER,
                         .message = row->id,
                         .facts = facts };
    int64_t today = 0;
    int rc = unit == NULL ? 0 : reach_unit(desk, unit, row->entered, &to);

    p.facts.asked = true;
    if (rc == 0 && to != NULL &&
        (rc = post_today(desk, to, PRIORITY_ANSWER, letter, row->entered, &today)) == 0 &&
        today < desk->settings->sending.per_sender_day) {
        p.to = to;
        rc = post_letter(desk, &p, row->entered);
    }
    free(reason);
    free(to);
    return rc;
}

static const struct unit *
only_route(const struct desk *desk, const struct decision *d)
{
    return d->candidates.n == 1 ? plan_unit(desk->plan, d->candidates.v[0]) : NULL;    /* reach_unit looks whether it still exists */
}

/* A responder says the same to every letter: officers hear it once a day. */
static int
notice_words(struct desk *desk, const struct message_row *row, struct letter_facts facts)
{
    int64_t before = 0;

    if (row->outcome == OUTCOME_NOTE &&
        message_said(desk->store, row, row->entered - DAY, &before) != 0)
        return -1;
    if (before == 0)
        return notice_message(desk, row, facts);
    log_info("%s says what its sender said within the day: no further notice", row->code);
    return 0;
}

static bool
has_form(const struct decision *d, const struct item *item)
{
    return d->outcome == OUTCOME_FILED && item->report != NULL && item->report->form != NULL &&
           item->examined;
}

/* So little of a form was found, or so much beside it was not read, that an officer should look. */
static bool
needs_eyes(const struct message *m, const struct decision *d)
{
    bool needs = false;

    for (size_t i = 0; i < d->nitems && !needs && d->outcome == OUTCOME_FILED; i++)
        needs = findings_need_eyes(&d->items[i].findings) ||
                (has_form(d, &d->items[i]) && coverage_poor(&d->items[i], m));
    return needs;
}

/* How much of each form was found: for the officer alone. */
static void
coverage_lines(const struct decision *d, struct strings *out)
{
    for (size_t i = 0; i < d->nitems; i++) {
        const struct item *item = &d->items[i];
        char *said;

        if (!has_form(d, item) || d->reason == REASON_NIL_WORDS)
            continue;
        said = coverage_say(item->report->form, &item->values, "vi");
        strings_take(out, xasprintf("%s: %s", item->report->name, said));
        free(said);
    }
}

/* What an officer need not see costs no look into the docket. */
static int
tell_officers(struct desk *desk, const struct message_row *row, const struct message *m,
              const struct decision *d, bool anyway, const struct help *help)
{
    bool strange = row->outcome == OUTCOME_FILED && !d->sender_registered;
    struct letter_facts facts;
    struct asking asking = {0};
    struct strings lines = {0};
    int rc;

    if (!strange && !anyway && !needs_eyes(m, d))
        return 0;
    facts = filing_facts(desk, row, m, d);
    facts.helped = help->sent && help->forms;
    facts.search = help->searched && (help->sent || help->search.again) ? &help->search : NULL;
    coverage_lines(d, &lines);
    rc = asking_of(desk, row, &asking, &facts);
    if (rc == 0 && asking.about.ended != NULL && row->reason != REASON_NOT_THERE)     /* which says so itself */
        strings_take(&lines, about_ended(desk, row, &asking.about));
    if (rc == 0 && asking.about.stranger)
        strings_take(&lines, about_stranger(desk, row));
    if (rc == 0 && asking.about.asks != ASKS_VERDICT)
        rc = about_requests(desk, &asking.about, &lines);
    facts.lines = &lines;
    if (rc == 0)
        rc = (strange ? notice_message : notice_words)(desk, row, facts);
    asking_clear(&asking);
    strings_free(&lines);
    return rc;
}

/* More time, or a report back, wished in a unit's name by somebody in no unit's list, and not in
 * answer to a letter that only the unit has: it hears of it, too. */
static bool
strange_wish(const struct message_row *row, const struct decision *d)
{
    bool wish = row->outcome == OUTCOME_NOTE &&
                (d->matter == MATTER_EXTENSION || d->reason == REASON_RECALL);

    for (size_t i = 0; i < d->evidences.n; i++)
        wish = wish && d->evidences.v[i].source != SOURCE_THREAD;
    return wish && !d->sender_registered && !d->sender_verified && d->nitems > 0 &&
           d->items[0].unit != NULL;
}

const char *
reply_letter(const struct decision *d)
{
    const struct reply *r = reply_of(d->outcome);

    return r == NULL || !d->may_reply ? NULL : letter_of(d, r);
}

int
reply_to_message(struct desk *desk, const struct message_row *row, const struct message *m,
               const struct decision *d, const char *unreadable)
{
    const struct reply *r = reply_of(row->outcome);
    struct help help = {0};
    bool second = false;
    int rc = -1;

    if (r == NULL || row->reason == REASON_RECEIPT)     /* a program said that, and nobody need hear it */
        return 0;
    if (second_copy(desk, row, &second) != 0 ||
        (!second && answer_sender(desk, row, m, d, r, &help) != 0))
        goto out;
    if (row->outcome == OUTCOME_WRONG_ROUTE &&
        reply_to_unit(desk, row, only_route(desk, d), "wrong-route", filing_facts(desk, row, m, d)) != 0)
        goto out;
    if (row->outcome == OUTCOME_FILED && !d->sender_registered &&
        reply_to_unit(desk, row, d->items[0].unit, "unregistered", filing_facts(desk, row, m, d)) != 0)
        goto out;
    if (!second && strange_wish(row, d) &&
        reply_to_unit(desk, row, d->items[0].unit, d->reason == REASON_RECALL ? "recall-asked" : "extension-asked", filing_facts(desk, row, m, d)) != 0)
        goto out;
    if (row->outcome == OUTCOME_DUPLICATE)
        rc = 0;                         /* officers saw the first */
    else
        rc = tell_officers(desk, row, m, d,
                           r->officers || d->urgent || d->flagged || unreadable != NULL, &help);
out:
    help_clear(&help);
    return rc;
}
