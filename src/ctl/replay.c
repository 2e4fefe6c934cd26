/* The journal read from its beginning. Most entries are what followed from
 * something; a sign tells those that came from outside, and what to do again
 * for them. All others come of themselves, or the comparison shows that they
 * did not.
 *
 * A transaction's entries stand together, and each that came from outside has
 * its sign among them, so that signs in their order are transactions in theirs. */
#include "ctl/replay.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "office/filing/kept.h"
#include "office/clerk/clerk.h"
#include "office/dossier/dossier.h"
#include "office/post/channel.h"
#include "office/post/link.h"
#include "office/post/start.h"
#include "office/desk/readers.h"
#include "office/orders/orders.h"
#include "office/post/sent.h"
#include "office/post/withdraw.h"
#include "office/remind/daily.h"
#include "office/remind/digest.h"
#include "office/post/pause.h"
#include "office/remind/watch.h"
#include "office/remind/obligations.h"
#include "office/remind/reminding.h"
#include "store/docket.h"

struct player {
    struct desk *desk;                  /* its store is the fresh docket */
    struct readers *readers;
    struct replay *out;
    char **cause;
};

struct moment_of_journal {              /* an entry with a sign, and those like it that follow at once */
    const struct journal_row *row;
    const json_t *detail;
    size_t like;
};

static const char *
detail_text(const struct moment_of_journal *m, const char *key)
{
    return json_string_value(json_object_get(m->detail, key));
}

static void
not_replayed(struct player *p, const struct moment_of_journal *m, const char *why)
{
    problem_add(&p->out->problems, NULL, 0, m->row->subject, "%s", why);
}

/* ---- mails ------------------------------------------------------------------------ */

/* As intake read it: twice whole, then its header, then not at all. */
static struct message *
read_again(struct player *p, int fd, size_t size, char **unreadable)
{
    struct message *facts = NULL;

    for (int tries = 0; facts == NULL && tries <= READER_TRIES; tries++) {
        char *why = NULL;
        uint64_t id;
        int rc = readers_submit(p->readers, 1, fd,
                                tries < READER_TRIES ? size : readers_header_size(fd, size),
                                p->cause);

        if (rc == 0)
            rc = readers_next(p->readers, &id, &facts, &why) == 1 ? 0 : -1;
        if (rc != 0) {
            cause_set(p->cause, "%s", why == NULL ? "the reader service gave no answer" : why);
            free(why);
            return NULL;
        }
        if (tries == READER_TRIES - 1 && facts == NULL)
            *unreadable = xstrdup(why);
        free(why);
    }
    return facts == NULL ? message_new() : facts;
}

/* Where and when it came, as the journal has it. */
static bool
arrival_of(const struct moment_of_journal *m, struct arrival *at)
{
    const char *place = detail_text(m, "place"), *received = detail_text(m, "received");
    const char *size = detail_text(m, "size"), *outcome = detail_text(m, "outcome"),
               *reason = detail_text(m, "reason");
    unsigned long long n;

    *at = (struct arrival){ .folder = detail_text(m, "folder"),
                            .sha256 = detail_text(m, "sha256") };
    if (place == NULL || received == NULL || size == NULL ||
        sscanf(place, "%u/%u", &at->uidvalidity, &at->uid) != 2 ||
        !instant_parse(received, 0, &at->received) || sscanf(size, "%llu", &n) != 1)
        return false;
    at->size = n;
    if (at->sha256 == NULL)
        at->unfetched = outcome != NULL &&
                                strcmp(outcome, outcome_names[OUTCOME_NOT_OBTAINABLE]) == 0
                            ? REASON_NOT_OBTAINABLE
                            : REASON_TOO_LARGE;
    at->by_hand = at->folder != NULL && strcmp(at->folder, "import") == 0;
    at->undated = detail_text(m, "undated") != NULL;
    at->failed = reason_of(reason) == REASON_FAILED;
    return at->folder != NULL;
}

/* *facts stays NULL where the bytes are gone: 0 then, the reason is told. */
static int
facts_of(struct player *p, const struct moment_of_journal *m, const struct arrival *at,
         struct message **facts, char **unreadable)
{
    char *why = NULL;
    int fd = at->unfetched != 0 ? -1 : kept_open(p->desk, at->sha256, &why), rc = 0;

    if (at->unfetched != 0) {
        *facts = message_new();
    } else if (fd == -1 && (*facts = kept_facts(p->desk, at->sha256, &why)) != NULL) {
        p->out->purged++;
    } else if (fd == -1) {
        not_replayed(p, m, why);
    } else {
        *facts = read_again(p, fd, at->size, unreadable);
        rc = *facts == NULL ? -1 : 0;
        close(fd);
    }
    free(why);
    return rc;
}

static int
mail(struct player *p, const struct moment_of_journal *m)
{
    struct message *facts = NULL;
    struct arrival at;
    char *unreadable = NULL;
    int rc = 0;

    if (!arrival_of(m, &at))
        not_replayed(p, m, "the journal does not say where and when it came");
    else
        rc = facts_of(p, m, &at, &facts, &unreadable);
    at.unreadable = unreadable;
    if (rc == 0 && facts != NULL)
        rc = clerk_take(p->desk, &at, facts, m->row->at, NULL);
    message_free(facts);
    free(unreadable);
    return rc;
}

static int
folder_anew(struct player *p, const struct moment_of_journal *m)
{
    uint32_t before = (uint32_t)json_integer_value(json_object_get(m->detail, "before")),
             now = (uint32_t)json_integer_value(json_object_get(m->detail, "uidvalidity")),
             uidnext = (uint32_t)json_integer_value(json_object_get(m->detail, "uidnext")), last;
    int rc = mailbox_seen(p->desk->store, m->row->subject, before, UINT32_MAX);

    return rc == 0 ? mailbox_state(p->desk->store, m->row->subject, now, uidnext, &last) : rc;
}

static int
mailbox_rests(struct player *p, const struct moment_of_journal *m)
{
    return strcmp(detail_text(m, "channel"), "works") == 0
               ? channel_works(p->desk, CHANNEL_MAILBOX, m->row->at)
               : channel_fault(p->desk, CHANNEL_MAILBOX, detail_text(m, "reply"), NULL, false, m->row->at);
}

/* ---- orders of the shell ------------------------------------------------------------ */

/* Nobody reads the mailbox of a docket made anew: whether it was read is known by what the order met. */
static int
mailbox_as_it_was(struct player *p, const struct moment_of_journal *m, instant *was)
{
    const char *state = detail_text(m, "state");
    bool unread = state != NULL && strcmp(state, "waiting") == 0;

    return mailbox_drained(p->desk->store, was) != 0 ||
                   mailbox_drained_put(p->desk->store, unread ? 0 : m->row->at) != 0
               ? -1
               : 0;
}

static int
shell_order(struct player *p, const struct moment_of_journal *m)
{
    const char *address = m->row->actor + strlen("officer:"), *line = detail_text(m, "line");
    const struct officer *officer = settings_officer(p->desk->settings, address);
    struct command_row done = {0};
    struct answer answer = {0};
    instant was;
    int rc = command_by_code(p->desk->store, m->row->subject, &done);

    command_row_clear(&done);
    if (rc <= 0)
        return rc;                      /* it waited, and was confirmed */
    if (officer == NULL || line == NULL) {
        not_replayed(p, m,
                     officer == NULL
                         ? "who gave this order is no officer of the configuration any more"
                         : "the journal does not have the line");
        return 0;
    }
    rc = mailbox_as_it_was(p, m, &was);
    if (rc == 0)
        rc = orders_shell(p->desk, officer, detail_text(m, "via"), line, m->row->at, &answer);
    if (rc >= 0 && mailbox_drained_put(p->desk->store, was) != 0)
        rc = -1;
    answer_clear(&answer);
    return rc < 0 ? -1 : 0;
}

/* ---- the courier ------------------------------------------------------- */

static int
attempt(struct player *p, const struct moment_of_journal *m, const struct letter_row *letter)
{
    struct sent_result was = { .next_try = m->row->at,
                               .reply = detail_text(m, "reply"),
                               .free = detail_text(m, "whose") != NULL,
                               .rests = detail_text(m, "rests") != NULL,
                               .refusal = detail_text(m, "refusal") };
    int found;

    while (was.state < LETTER_STATES &&
           strcmp(detail_text(m, "state"), letter_state_names[was.state]) != 0)
        was.state++;
    if (was.state == LETTER_SENDING)
        return sent_begin(p->desk, letter, m->row->at);
    if (detail_text(m, "reason") != NULL || detail_text(m, "why") != NULL)        /* "why": before version 7 */
        return letter_recover(p->desk->store, m->row->at, &found);
    if (detail_text(m, "revived") != NULL)
        return sent_revived(p->desk, letter->message_id, m->row->at);
    if (was.state == LETTER_STATES || letter->state != LETTER_SENDING)
        return 1;
    return sent_answered(p->desk, letter, &was, m->row->at);
}

static int
courier(struct player *p, const struct moment_of_journal *m)
{
    struct letter_row letter = {0};
    const char *to = detail_text(m, "to");
    int rc = to == NULL ? 1 : letter_by_reason(p->desk->store, m->row->subject, to, &letter);

    if (rc == 0)
        rc = attempt(p, m, &letter);
    if (rc == 1)
        not_replayed(p, m, "there is no such letter now, or it is not on its way");
    letter_row_clear(&letter);
    return rc < 0 ? -1 : 0;
}

/* ---- the calendar ------------------------------------------------------------------------ */

static int
keep(struct player *p, const struct moment_of_journal *m)
{
    return obligations_keep(p->desk, m->row->at);
}
static int
start(struct player *p, const struct moment_of_journal *m)
{
    return start_note(p->desk, m->row->at);
}
/* It changed nothing but the journal. */
static int
again(struct player *p, const struct moment_of_journal *m)
{
    return journal_add(p->desk->store, m->row->at, m->row->actor, m->row->event, m->row->subject,
                       m->row->detail);
}
static int
takes(struct player *p, const struct moment_of_journal *m)
{
    return sent_takes(p->desk, detail_text(m, "bytes"), m->row->at);
}
static int
put_back(struct player *p, const struct moment_of_journal *m)
{
    return pause_restored(p->desk, m->row->at);
}
static int
expire(struct player *p, const struct moment_of_journal *m)
{
    return withdraw_expired(p->desk, m->row->at);
}
static int
watched(struct player *p, const struct moment_of_journal *m)
{
    return watch_notice(p->desk, m->row->subject, NULL, m->row->at);
}
static int
chat_link(struct player *p, const struct moment_of_journal *m)
{
    const struct officer *officer = settings_officer(p->desk->settings, m->row->subject);
    const char *chat = detail_text(m, "chat");

    if (officer != NULL && chat != NULL)
        return link_made(p->desk, officer, chat, detail_text(m, "linked"), m->row->at);
    not_replayed(p, m, "whose chat this was is no officer of the configuration any more");
    return 0;
}
static int
digest(struct player *p, const struct moment_of_journal *m)
{
    return digest_tick(p->desk, m->row->at);
}

static int
daily(struct player *p, const struct moment_of_journal *m)
{
    return daily_tick(p->desk, m->row->at);
}

static int
dossiers_due(struct player *p, const struct moment_of_journal *m)
{
    return dossier_tick(p->desk, m->row->at);
}

/* As many letters as then: what came between them has its say. */
static int
remind(struct player *p, const struct moment_of_journal *m)
{
    int64_t before = 0, now = 0;
    int rc = journal_head(p->desk->store, &before);

    do
        rc = rc < 0 ? -1 : reminding_write(p->desk, m->row->at);
    while (rc == REMINDING_MORE && journal_head(p->desk->store, &now) == 0 &&
           (size_t)(now - before) < m->like);
    return rc < 0 ? -1 : 0;
}

/* ---- signs ------------------------------------------------------------------------------- */

typedef int play(struct player *, const struct moment_of_journal *);

static const struct sign {
    const char *actor, *event, *subject;    /* actor and subject: what they begin with */
    const char *key, *value;                /* a member that detail must have; value NULL: whatever it says */
    play *play;
    bool own;                               /* has transactions of its own */
    enum replayed kind;
} signs[] = {
    { "intake", "channel", "mailbox", "channel", NULL, mailbox_rests, false, REPLAYED_OTHER },
    { "intake", "message", "TN-", "folder", NULL, mail, false, REPLAYED_MAILS },
    { "officer:", "command", "GN-", "via", NULL, shell_order, false, REPLAYED_ORDERS },
    { "courier", "letter", "", "state", NULL, courier, false, REPLAYED_ATTEMPTS },
    { "courier", "takes", "mail", "bytes", NULL, takes, false, REPLAYED_OTHER },
    { "calendar", "plan", "", NULL, NULL, keep, false, REPLAYED_CALENDAR },
    { "calendar", "obligations", "", NULL, NULL, keep, false, REPLAYED_CALENDAR },
    { "calendar", "obligation", "", NULL, NULL, keep, false, REPLAYED_CALENDAR },
    { "clerk", "letter", "remind:", "reason", "expired", expire, false, REPLAYED_CALENDAR },
    { "clerk", "letter", "remind:", "why", "its day is over", expire, false, REPLAYED_CALENDAR },   /* before version 7 */
    { "clerk", "letter", "remind:", "letter", NULL, remind, true, REPLAYED_CALENDAR },
    { "clerk", "letter", "reminding:", "letter", NULL, remind, true, REPLAYED_CALENDAR },
    { "clerk", "letter", "escalate:", "letter", NULL, remind, true, REPLAYED_CALENDAR },
    { "clerk", "letter", "digest:", "letter", NULL, digest, true, REPLAYED_CALENDAR },
    { "clerk", "letter", "daily:", "letter", NULL, daily, true, REPLAYED_CALENDAR },
    { "calendar", "dossiers", "", NULL, NULL, dossiers_due, false, REPLAYED_CALENDAR },
    { "clerk", "letter", "mailbox", "letter", NULL, watched, false, REPLAYED_CALENDAR },
    { "clerk", "letter", "login", "letter", NULL, watched, false, REPLAYED_CALENDAR },
    { "herald", "chat", "", "linked", NULL, chat_link, false, REPLAYED_OTHER },
    { "shell", "backup", "", NULL, NULL, again, false, REPLAYED_OTHER },
    { "shell", "purge", "", NULL, NULL, again, false, REPLAYED_OTHER },
    { "shell", "restore", "", NULL, NULL, put_back, false, REPLAYED_OTHER },
    { "intake", "start", "", NULL, NULL, start, false, REPLAYED_OTHER },
    { "intake", "uidvalidity", "", NULL, NULL, folder_anew, false, REPLAYED_OTHER },
};

static bool
begins(const char *text, const char *with)
{
    return strncmp(text == NULL ? "" : text, with, strlen(with)) == 0;
}

static const struct sign *
sign_of(const struct journal_row *row, const json_t *detail)
{
    for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
        const struct sign *s = &signs[i];
        const char *value = s->key == NULL ? NULL
                                           : json_string_value(json_object_get(detail, s->key));

        if (begins(row->actor, s->actor) && strcmp(row->event, s->event) == 0 &&
            begins(row->subject, s->subject) &&
            (s->key == NULL ||
             (value != NULL && (s->value == NULL || strcmp(value, s->value) == 0))))
            return s;
    }
    return NULL;
}

static const struct sign *
look(const struct journal_row *row, json_t **detail)
{
    *detail = row->detail == NULL ? NULL : json_loads(row->detail, 0, NULL);
    return sign_of(row, *detail);
}

static int
play_one(struct player *p, const struct sign *sign, const struct moment_of_journal *m)
{
    struct store *store = p->desk->store;
    int rc;

    clock_set(m->row->at);
    p->out->counts[sign->kind]++;
    p->out->plans += strcmp(m->row->event, "plan") == 0;
    if (sign->own)
        return sign->play(p, m);
    if (store_begin(store) != 0)
        return -1;
    rc = sign->play(p, m);
    return store_end(store, rc);
}

/* Entries of one step of the calendar are played once. */
static bool
like(const struct sign *a, const struct journal_row *x, const struct sign *b,
     const struct journal_row *y)
{
    return a->kind == REPLAYED_CALENDAR && b != NULL && b->play == a->play && x->at == y->at;
}

static int
play_all(struct player *p, const struct journal_row *rows, size_t n)
{
    int rc = 0;

    for (size_t i = 0, k; rc == 0 && i < n; i = k) {
        json_t *detail, *next = NULL;
        const struct sign *sign = look(&rows[i], &detail);
        struct moment_of_journal m = { &rows[i], detail, 1 };

        for (k = i + 1;
             sign != NULL && k < n && like(sign, &rows[i], look(&rows[k], &next), &rows[k]);
             k++, m.like++) {
            json_decref(next);
            next = NULL;
        }
        json_decref(next);
        if (sign != NULL)
            rc = play_one(p, sign, &m);
        json_decref(detail);
    }
    return rc;
}

int
replay_run(struct desk *desk, struct store *fresh, struct replay *out, char **cause)
{
    struct player p = { .desk = desk, .out = out, .cause = cause };
    struct store *kept = desk->store;
    struct journal_row *rows = NULL;
    size_t n = 0;
    int rc = journal_list(kept, NULL, &rows, &n);

    if (rc == 0 && (p.readers = readers_start(desk->settings->reader, 1, cause)) == NULL)
        rc = -1;
    desk->store = fresh;
    desk->archived = kept;
    if (rc == 0)
        rc = play_all(&p, rows, n);
    desk->store = kept;
    desk->archived = NULL;
    readers_stop(p.readers);
    journal_rows_free(rows, n);
    return rc == 0 ? 0 : cause_set(cause, "the replay ended early; see the line above");
}
