/* Asking the docket before a decision. */
#include "office/filing/recall.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/workflow.h"
#include "core/letter/letter.h"
#include "core/match/identify.h"
#include "office/filing/again.h"
#include "office/post/start.h"
#include "office/post/bounce.h"
#include "store/docket.h"

#define BEHIND 3700                     /* days before the receipt in which periods are looked for: a form names its own, however late */
#define AHEAD 400                       /* days after it */
#define RESTS 400                       /* days for which a request that is done with is still thought of */

static void
known_rounds(struct desk *desk, instant received)
{
    int offset = desk->settings->office.utc_offset;
    struct date day = moment_of(received, offset).date;

    if (desk->rounds != NULL && desk->rounds_day == date_day(day))
        return;
    free(desk->rounds);
    desk->rounds = NULL;
    desk->nrounds = 0;
    desk->rounds_day = date_day(day);
    for (size_t i = 0; i < desk->plan->nreports; i++) {
        const struct report *report = &desk->plan->reports[i];
        size_t n = 0;
        struct round *rounds = calendar_rounds(desk->plan, report, date_add(day, -BEHIND),
                                               date_add(day, AHEAD), offset, &n);

        for (size_t k = 0; k < n; k++) {
            struct known_round *to = ARRAY_MORE(desk->rounds, desk->nrounds);

            to->report = report;
            to->due = rounds[k].due;
            memcpy(to->period, rounds[k].period, sizeof to->period);
        }
        free(rounds);
    }
}

/* Without the office's key (docketctl explain on another machine) no id is ours. */
static bool
ours(const struct desk *desk, const char *id)
{
    const char *secret = desk->settings->office.secret;

    return secret != NULL && id != NULL && letter_id_is_ours(secret, id);
}

/* Does something that it delivered wait for the word whose it is? */
static int
waits_for_word(struct desk *desk, int64_t message, bool *waits)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_of_message(desk->store, message, &v, &n);

    *waits = false;
    for (size_t i = 0; i < n; i++)
        *waits = *waits || v[i].standing == STANDING_PROVISIONAL || v[i].standing == STANDING_ASIDE;
    submission_rows_free(v, n);
    return rc;
}

int
recall_same_writer(struct desk *desk, const char *a, const char *b, instant at, bool *same)
{
    const struct unit *unit = NULL;
    int rc = 0;

    *same = text_same(a, b);
    if (!*same)
        rc = contact_unit(desk->store, desk->plan, a, at, &unit);
    return rc != 0 || unit == NULL ? rc : contact_is(desk->store, unit, b, at, same);
}

/* A letter that asked a unit about a stranger's mail (T14; he has one of the
 * same words, for another reason), or told it anew how that counts: the word is
 * the unit's if whom it went to answers, or another registered address of it. */
static int
told_unit(struct desk *desk, const struct letter_row *letter, const struct message_row *about,
          const char *sender, struct recall *r)
{
    bool unit = strncmp(letter->reason, "unregistered:", strlen("unregistered:")) == 0 ||
                strcmp(letter->letter, "standing") == 0,
         theirs = false, waits = false;
    char **code;
    int rc = unit ? recall_same_writer(desk, letter->recipient, sender, about->received, &theirs) : 0;

    if (rc == 0 && (unit || strcmp(letter->letter, "unregistered") == 0))
        rc = waits_for_word(desk, about->id, &waits);
    if (waits) {
        code = theirs ? &r->stranger : &r->overheard;
        free(*code);
        *code = xstrdup(about->code);
    }
    return rc;
}

/* A letter of ours that the mail answers, by an id that only we can make: what
 * it was about, and the mail in review whose question it put. */
static int
thread_of(struct desk *desk, const struct message *m, const struct strings *ids, struct recall *r)
{
    for (size_t i = ids->n; i-- > 0 && r->thread.id == 0 && r->asked == NULL;) {   /* the last reference is the nearest */
        struct letter_row letter = {0};
        struct message_row about = {0};
        int rc = 1;

        if (ours(desk, ids->v[i]))
            rc = letter_by_message_id(desk->store, ids->v[i], &letter);
        if (rc == 0 && letter.obligation != 0)
            rc = obligation_by_id(desk->store, letter.obligation, &r->thread);
        if (rc == 0 && letter.message != 0)
            rc = message_get(desk->store, letter.message, &about);
        if (rc == 0 && letter.message != 0 && about.outcome == OUTCOME_REVIEW)
            r->asked = xstrdup(about.code);
        if (rc == 0 && letter.message != 0)
            rc = told_unit(desk, &letter, &about, message_sender(m), r);
        message_row_clear(&about);
        letter_row_clear(&letter);
        if (rc < 0)
            return -1;
    }
    return 0;
}

/* Done with long ago: no mail answers it any more. */
static bool
is_past(const struct obligation_group *g, instant now)
{
    return (states[g->state].accepted || !states[g->state].asked) && g->due != INSTANT_NONE &&
           g->due < now - RESTS * DAY;
}

static int
add_requests(struct desk *desk, const struct obligation_group *g, struct recall *r)
{
    struct obligation *rows = NULL;
    struct request_row request = {0};
    size_t n = 0;
    int rc = request_get(desk->store, g->period, &request);

    if (rc >= 0)
        rc = obligation_of_state(desk->store, g->report, g->period, g->state, &rows, &n);
    for (size_t k = 0; k < n; k++) {
        if (rows[k].tracked == g->tracked) {
            *ARRAY_MORE(r->requests, r->nrequests) = rows[k];
            strings_add(&r->titles, request.title != NULL ? request.title : "");
        } else
            obligation_clear(&rows[k]);
    }
    request_row_clear(&request);
    free(rows);
    return rc;
}

/* Reports asked for out of turn: their periods are in no calendar. */
static int
requests(struct desk *desk, instant now, struct recall *r)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < desk->plan->nreports; i++) {
        struct obligation_group *groups = NULL;
        size_t n = 0;

        if (desk->plan->reports[i].recurrence != RECUR_ON_REQUEST)
            continue;
        rc = obligation_groups(desk->store, desk->plan->reports[i].code, &groups, &n);
        for (size_t k = 0; rc == 0 && k < n; k++)
            if (!is_past(&groups[k], now))
                rc = add_requests(desk, &groups[k], r);
        obligation_groups_free(groups, n);
    }
    return rc;
}

/* The mail in review whose question this one answers without being an answer
 * to our letter: it names the code, and comes from the same unit. */
static int
asked_by_code(struct desk *desk, const struct message_row *row, const char *sender,
              struct recall *r)
{
    bool theirs = false;
    int rc = 0;

    if (row->outcome == OUTCOME_REVIEW && r->asked == NULL)
        rc = recall_same_writer(desk, row->sender, sender, row->received, &theirs);
    if (theirs) {
        r->asked = xstrdup(row->code);
        r->known.asked_by_code = true;
    }
    return rc;
}

/* What the receipt code in the subject was filed for, or asks about. */
static int
cited(struct desk *desk, const struct message *m, struct recall *r)
{
    struct message_row row = {0};
    struct submission_row *versions = NULL;
    char *code = identify_cited_code(m);
    size_t n = 0;
    int rc = code == NULL ? 1 : submission_of_code(desk->store, code, &row, &versions, &n);

    if (rc == 0)
        rc = asked_by_code(desk, &row, message_sender(m), r);
    if (rc == 0 && n > 0)
        rc = obligation_by_id(desk->store, versions[0].obligation, &r->cited);
    submission_rows_free(versions, n);
    message_row_clear(&row);
    free(code);
    return rc < 0 ? -1 : 0;
}

/* Our subject within his: of a letter that went to him. */
static int
letter_subject(struct desk *desk, const struct message *m, const char *sender, struct recall *r)
{
    char *folded = sender == NULL ? NULL : address_fold(sender);
    bool none = folded == NULL || m->subject == NULL;
    int rc = none ? 1 : letter_subject_within(desk->store, folded, m->subject, &r->subject),
        on = none ? 1 : letter_on_subject(desk->store, folded, m->subject);

    free(folded);
    r->known.letter_subject = r->subject;
    r->known.his_own_subject = on == 0;
    rc = on < 0 ? on : rc;
    return rc < 0 ? -1 : 0;
}

int
recall_message(struct desk *desk, const struct arrival *at, const struct message *m,
               struct recall *r)
{
    const struct settings *s = desk->settings;
    const char *sender = message_sender(m);
    struct letter_row letter = {0};
    bool historic = false;
    int quoted = bounce_quotes(desk, m, &letter);

    letter_row_clear(&letter);
    if (quoted < 0 || start_historic(desk, at->received, at->by_hand, &historic) != 0)
        return -1;
    r->known = (struct known){ .received = at->received, .office = &s->office,
                               .officer = sender == NULL ? NULL : settings_officer(s, sender),
                               .own_letter = ours(desk, m->message_id),
                               .returned = quoted == 0,
                               .historic = historic };
    known_rounds(desk, at->received);
    if (thread_of(desk, m, &m->in_reply_to, r) != 0 || thread_of(desk, m, &m->references, r) != 0 ||
        requests(desk, at->received, r) != 0 || cited(desk, m, r) != 0 ||
        letter_subject(desk, m, sender, r) != 0 ||
        (sender != NULL &&
         contact_units(desk->store, sender, at->received, &r->known.contact_of) < 0))
        return -1;
    r->known.cited = r->cited.id != 0 ? &r->cited : NULL;
    r->known.requests = r->requests;
    r->known.nrequests = r->nrequests;
    r->known.titles = &r->titles;
    r->known.thread = r->thread.id != 0 ? &r->thread : NULL;
    r->known.asked = r->asked;
    r->known.stranger = r->stranger;
    r->known.rounds = desk->rounds;
    r->known.nrounds = desk->nrounds;
    return 0;
}

/* A mail of his unit's own that this one answers: what it was filed for. */
static int
followed(struct desk *desk, const struct message *m, const struct strings *ids, struct recall *r)
{
    for (size_t i = ids->n; i-- > 0 && r->known.followed == 0;) {
        struct message_row row = {0};
        struct submission_row *v = NULL;
        bool theirs = false;
        int64_t id = 0;
        size_t n = 0;
        int rc = message_by_message_id(desk->store, ids->v[i], &id);

        if (rc == 0 && (rc = message_get(desk->store, id, &row)) == 0)
            rc = recall_same_writer(desk, row.sender, message_sender(m), row.received, &theirs);
        if (rc == 0 && theirs)
            rc = submission_of_message(desk->store, id, &v, &n);
        if (n == 1)
            r->known.followed = v[0].obligation;
        submission_rows_free(v, n);
        message_row_clear(&row);
        if (rc < 0)
            return -1;
    }
    return 0;
}

static bool
named_before(const struct evidences *e, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (e->v[k].unit != NULL && strcmp(e->v[k].unit, e->v[i].unit) == 0)
            return true;
    return false;
}

/* The first mail that answered o, still stands and holds every file of this one; 1: none. */
static int
mail_with_files(struct desk *desk, const struct message *m, const struct obligation *o,
                instant received, int64_t *mail)
{
    bool moved = true, any = false;

    if (again_since(desk, o, received, mail) != 0)
        return -1;
    while (moved) {
        int64_t from = *mail;

        for (size_t i = 0; i < m->nattachments; i++) {
            const struct attachment *a = &m->attachments[i];
            int rc = 0;

            if (a->inside >= 0 || a->sha256 == NULL || !attachment_counts(a))
                continue;
            rc = submission_by_file(desk->store, o->id, a->sha256, mail);
            any = true;
            if (rc != 0)
                return rc;
        }
        moved = *mail != from;
    }
    return !any;
}

/* Most files come for the first time: one look says so, whatever the unit answered before. */
static int
all_seen(struct desk *desk, const struct message *m, bool *seen)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];
        int64_t mail;

        if (a->inside < 0 && a->sha256 != NULL && attachment_counts(a))
            rc = message_by_file(desk->store, a->sha256, &mail);
    }
    *seen = rc == 0;
    return rc < 0 ? -1 : 0;
}

/* What one earlier mail with the same files answered (A24). The same file from
 * another unit, or for another report, is no repetition: it counts here too. */
static int
same_files(struct desk *desk, const struct message *m, struct recall *r)
{
    struct message_row row = {0};
    int64_t first = 0;
    bool seen = false;
    int rc = r->nanswered > 0 ? all_seen(desk, m, &seen) : 0;

    for (size_t i = 0; rc >= 0 && seen && i < r->nanswered; i++) {
        bool waits = false;
        int64_t mail;

        rc = mail_with_files(desk, m, &r->answered[i], r->known.received, &mail);
        if (rc == 0)
            rc = waits_for_word(desk, mail, &waits);
        if (rc == 0 && !waits && (first == 0 || first == mail)) {   /* sent by the unit itself, it is its word */
            first = mail;
            *ARRAY_MORE(r->repeated, r->nrepeated) = r->answered[i];
        }
    }
    if (rc >= 0 && first != 0 && (rc = message_get(desk->store, first, &row)) == 0)
        r->repeats = xstrdup(row.code);
    message_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

int
recall_answered(struct desk *desk, const struct message *m, const struct evidences *e,
                struct recall *r)
{
    for (size_t i = 0; i < e->n; i++) {
        struct obligation *rows = NULL;
        size_t n = 0;

        if (e->v[i].unit == NULL || named_before(e, i))
            continue;
        if (obligation_of_unit(desk->store, e->v[i].unit, &rows, &n) != 0)
            return -1;
        for (size_t k = 0; k < n; k++) {
            if (rows[k].first_received == INSTANT_NONE)
                obligation_clear(&rows[k]);
            else
                *ARRAY_MORE(r->answered, r->nanswered) = rows[k];
        }
        free(rows);
    }
    if (same_files(desk, m, r) != 0 ||
        (r->nanswered > 1 && (followed(desk, m, &m->in_reply_to, r) != 0 ||
                              followed(desk, m, &m->references, r) != 0)))
        return -1;
    r->known.answered = r->answered;
    r->known.nanswered = r->nanswered;
    r->known.repeated = r->repeated;
    r->known.nrepeated = r->nrepeated;
    return 0;
}

int
recall_deadlines(struct desk *desk, struct decision *d)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < d->nitems; i++) {
        struct item *item = &d->items[i];
        struct obligation o = {0};

        if (item->unit == NULL || item->report == NULL || item->period == NULL)
            continue;
        rc = obligation_get(desk->store, item->unit->code, item->report->code, item->period, &o);
        if (rc == 0) {
            item->due = o.cure != INSTANT_NONE ? o.cure : o.due;
            item->has_due = item->due != INSTANT_NONE;
        }
        obligation_clear(&o);
    }
    return rc < 0 ? -1 : 0;
}

void
recall_clear(struct recall *r)
{
    obligation_clear(&r->thread);
    obligation_clear(&r->cited);
    obligations_free(r->requests, r->nrequests);
    obligations_free(r->answered, r->nanswered);
    strings_free(&r->known.contact_of);
    strings_free(&r->titles);
    free(r->asked);
    free(r->stranger);
    free(r->overheard);
    free(r->repeated);                  /* shallow copies of what was answered */
    free(r->repeats);
    free(r->subject);
    *r = (struct recall){0};
}
