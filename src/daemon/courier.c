/* The courier: the only one who sends.
 *
 * States of a letter: queued -> sending -> sent | failed | queued (later) |
 * unknown (later, once more). Several are in hand at once. "sending" is
 * committed before the first byte goes to the server; found at start it means
 * that a crash fell between, and the letter is sent at most once more with the
 * same Message-ID (G3).
 *
 * Between letters the docket is relaxed: these commits survive kill -9 but
 * are made durable together, when the outbox is empty or after SETTLE_AFTER
 * letters. A power cut can therefore repeat at most that many letters, and
 * those in hand. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "blame.h"
#include "daemon/loops.h"
#include "mail/smtp.h"
#include "model/trouble.h"
#include "office/desk/stop.h"
#include "office/desk/wake.h"
#include "office/post/budget.h"
#include "office/post/channel.h"
#include "office/post/pause.h"
#include "office/post/sent.h"
#include "store/docket.h"

#define SETTLE_AFTER 64
#define HANDS (2 * SMTP_LINES)          /* on each line one may follow another */
#define HANDS_OCTETS (8u << 20)         /* of all their mails, unless it is one */
#define PER_LINE 8                      /* letters that wait are worth another line */
#define SENDER "courier.sender"         /* "own": the server takes no empty envelope sender */

/* A letter under way. */
struct hand {
    struct smtp_letter letter;          /* first: what is done is known by it */
    struct letter_row row;              /* id 0: the hand is empty */
    bool overtaken;
    char *refused;                      /* what was said to the empty sender; NULL */
};

struct courier {
    struct desk *desk;
    struct smtp *smtp;
    struct hand hands[HANDS];
    int bell;
    int unsettled;
    bool fair;                          /* since the outbox was empty a letter went ... */
    bool foul;                          /* ... the server was not content */
    int faults;                         /* of the channel, in a row */
    instant open;                       /* not before this */
    bool said;                          /* letters went, or did not, since the calendar was told */
    bool rested;                        /* once, since the start */
    size_t size;                        /* of a mail, that the server takes, as SENT_SIZE says it */
    bool own_sender;                    /* MAIL FROM:<> is refused here */
    struct blame blame;
    instant limit_said, pause_said;
};

static int
retry_after(const struct sending_settings *s, int attempts)
{
    int64_t pause = s->retry_first;

    for (int i = 1; i < attempts && pause < s->retry_most; i++)
        pause *= 2;
    return pause > s->retry_most ? s->retry_most : (int)pause;
}

/* ---- what became of one ------------------------------------------------------------- */

static bool
rests(const struct courier *c, instant now)
{
    return c->faults > 0 && now < c->open;
}

static void
channel(struct courier *c, const struct verdict *v, const struct smtp_reply *reply, instant now)
{
    char until[21], *said;

    if (!v->rests)
        c->faults = 0;
    if (!v->rests || rests(c, now))     /* once for all that were in hand */
        return;
    c->faults++;
    c->open = now + retry_after(&c->desk->settings->sending, c->faults);
    instant_write(c->open, until);
    said = trouble_say(reply->text, true);
    log_warning("sending rests until %s, no letter is lost: %s", until, said);
    free(said);
}

/* Why it waits, and until when. */
static void
say_result(const struct letter_row *row, const struct sent_result *was)
{
    char until[21];

    instant_write(was->next_try, until);
    if (was->state == LETTER_FAILED)
        log_warning("letter %s to %s cannot be sent: %s", row->reason, row->recipient, was->reply);
    else if (was->state != LETTER_SENT)
        log_warning("letter %s to %s not sent yet, it is tried again at %s: %s", row->reason,
                    row->recipient, until, was->reply);
}

/* The refusal that ended a letter turns out to be everybody's: it waits like the others. */
static int
revive(struct courier *c, instant now)
{
    int rc = 0, held = 0;

    for (size_t i = 0; i < HANDS; i++)          /* the notice of such an end may be in another hand: it is waited for */
        held += c->hands[i].row.id != 0;
    if (held > 1 || !blame_wronged(&c->blame))
        return 0;
    for (size_t i = 0; rc == 0 && i < c->blame.ended.n; i++)
        rc = sent_revived(c->desk, c->blame.ended.v[i], now);
    blame_revived(&c->blame);
    return rc;
}

static int
note(struct courier *c, const struct letter_row *row, enum smtp_result result,
     const struct smtp_reply *reply, bool overtaken)
{
    const struct sending_settings *s = &c->desk->settings->sending;
    instant now = clock_now();
    struct verdict v = blame_judge(&c->blame, row, result, reply, overtaken);

    if (v.state == LETTER_QUEUED && !v.free && row->attempts + 1 >= s->attempts)
        v.state = LETTER_FAILED;
    channel(c, &v, reply, now);
    struct sent_result was = {
        .state = v.state,
        .free = v.free,
        .rests = v.rests,
        .code = reply->code,
        .reply = reply->text,
        .refusal = v.rests ? blame_refusal(&c->blame) : NULL,
        .next_try = now + (v.free && !v.later
                               ? 0
                               : retry_after(s, v.free ? c->faults + 1 : row->attempts + 1))
    };
    say_result(row, &was);
    return sent_answered(c->desk, row, &was, now) == 0 ? revive(c, now) : -1;
}

/* ---- sending --------------------------------------------------------------------- */

static int
settle(struct courier *c)
{
    if (c->unsettled == 0)
        return 0;
    c->unsettled = 0;
    return store_settle(c->desk->store);
}

/* Answers have the empty envelope sender (RFC 3834, 3.3). A server that refuses
 * it gets the office's own address, from then on at once. Some say it at once,
 * others with the recipient's name. */
static bool
wants_sender(const struct hand *h)
{
    const struct smtp_letter *t = &h->letter;

    return *t->from == '\0' && t->reply.envelope && t->reply.code >= 500 &&
           t->result != SMTP_ADDRESS && t->result != SMTP_LETTER;
}

static int
remember_sender(struct courier *c, const struct hand *h)
{
    if (h->refused == NULL || h->letter.result != SMTP_SENT || c->own_sender)
        return 0;
    c->own_sender = true;
    log_warning("the server takes no empty envelope sender (%s): answers go out with %s",
                h->refused, c->desk->settings->office.address);
    return store_setting_put(c->desk->store, SENDER, "own");
}

/* Where whole reports go up: that one is too large is said before it fails. */
static int
remember_size(struct courier *c)
{
    char size[24];

    if (c->desk->settings->above.address == NULL || smtp_size(c->smtp) == c->size)
        return 0;
    c->size = smtp_size(c->smtp);
    snprintf(size, sizeof size, "%zu", c->size);
    return sent_takes(c->desk, size, clock_now());
}

static void
lay_down(struct hand *h)
{
    letter_row_clear(&h->row);
    free(h->refused);
    h->refused = NULL;
}

static int
answered(struct courier *c, struct hand *h)
{
    const struct smtp_letter *t = &h->letter;
    int rc;

    if (wants_sender(h)) {
        h->refused = xstrdup(t->reply.text);
        h->letter.from = c->desk->settings->office.address;
        smtp_give(c->smtp, &h->letter);
        return 0;
    }
    if (t->result == SMTP_SENT)
        log_info("letter %s sent to %s", h->row.reason, h->row.recipient);
    c->said = true;
    c->fair = c->fair || t->result == SMTP_SENT;
    if (t->result != SMTP_SENT && t->reply.code < 500) {
        c->foul = true;
        smtp_width(c->smtp, 1);
    }
    c->unsettled++;
    rc = remember_sender(c, h);
    if (rc == 0)
        rc = remember_size(c);
    if (rc == 0)
        rc = note(c, &h->row, t->result, &t->reply, h->overtaken);
    lay_down(h);
    return rc;
}

/* Once until it ends. */
static void
say_limit(struct courier *c, instant now, instant open)
{
    int64_t waiting = 0;
    char until[21];

    if (now < c->limit_said || letter_waiting(c->desk->store, &waiting) != 0)
        return;
    c->limit_said = open;
    instant_write(open, until);
    log_notice("the sending limit is reached: %lld letters wait, the next one until %s",
               (long long)waiting, until);
}

/* Once for each pause. */
static void
say_paused(struct courier *c, instant since)
{
    char text[21];

    if (c->pause_said == since)
        return;
    c->pause_said = since;
    instant_write(since, text);
    log_notice("sending is paused since %s: letters wait until an officer orders TIẾP TỤC GỬI", text);
}

static struct hand *
free_hand(struct courier *c)
{
    for (size_t i = 0; i < HANDS; i++)
        if (c->hands[i].row.id == 0)
            return &c->hands[i];
    return NULL;
}

static size_t
octets_in_hand(const struct courier *c)
{
    size_t n = 0;

    for (size_t i = 0; i < HANDS; i++)
        n += c->hands[i].row.size;
    return n;
}

/* 0: a letter is due that may go; 1: not now, and when to look again. */
static int
look(struct courier *c, instant now, instant *wait)
{
    instant paused, restored;
    int rc;

    *wait = INSTANT_NONE;
    if (stop || free_hand(c) == NULL || !smtp_room(c->smtp, ""))
        return 1;
    if (pause_get(c->desk, &paused, &restored) != 0)
        return -1;
    if (paused != INSTANT_NONE) {
        say_paused(c, paused);
        return 1;
    }
    if (rests(c, now)) {
        *wait = c->open;
        return 1;
    }
    rc = letter_due(c->desk->store, now);
    return rc != 1 ? rc : letter_next_time(c->desk->store, wait) != 0 ? -1 : 1;
}

/* The next letter is given, and said nothing of before the commit. 1: it must wait. */
static int
take(struct courier *c, struct hand *h, instant now, instant *wait)
{
    struct letter_row *row = &h->row;
    size_t others = octets_in_hand(c);
    instant open = now;
    int rc = letter_next(c->desk->store, now, row);

    if (rc == 0)
        rc = post_budget(c->desk, row->priority, now, &open);
    if (rc == 0 && open > now) {
        *wait = open;
        if (!smtp_busy(c->smtp))
            say_limit(c, now, open);
        return 1;
    }
    if (rc == 0 && ((others > 0 && others + row->size > HANDS_OCTETS) ||
                    !smtp_room(c->smtp, row->recipient)))
        return 1;
    if (rc == 0)
        rc = letter_overtaken(c->desk->store, row->id, &h->overtaken);
    if (rc == 0)
        rc = sent_begin(c->desk, row, now);
    if (rc != 0)
        return rc;
    h->letter = (struct smtp_letter){
        .from = *row->envelope_from == '\0' && c->own_sender ? c->desk->settings->office.address
                                                             : row->envelope_from,
        .to = row->recipient, .mail = row->mail, .n = row->size };
    smtp_give(c->smtp, &h->letter);
    return 0;
}

static int
fill(struct courier *c, instant *wait)
{
    instant now = clock_now();
    int rc;

    while ((rc = look(c, now, wait)) == 0) {
        struct hand *h = free_hand(c);

        if ((rc = take(c, h, now, wait)) == 0)
            continue;
        lay_down(h);
        break;
    }
    return rc == 1 ? 0 : rc;
}

/* One commit for all that was answered and all that goes next. */
static int
commit(struct courier *c, instant *wait)
{
    struct store *store = c->desk->store;
    struct smtp_letter *done = smtp_done(c->smtp);
    int rc = 0;

    if (done == NULL && (rc = look(c, clock_now(), wait)) != 0)
        return rc == 1 ? 0 : -1;
    if (store_begin(store) != 0)
        return -1;
    for (; done != NULL && rc == 0; done = smtp_done(c->smtp))
        rc = answered(c, (struct hand *)done);
    if (rc == 0)
        rc = fill(c, wait);
    return store_end(store, rc);
}

/* Many letters are worth more lines, as long as the server takes them gladly. */
static int
widen(struct courier *c)
{
    int64_t waiting = 0;

    if (!c->fair || c->foul || smtp_room(c->smtp, ""))
        return 0;
    if (letter_waiting(c->desk->store, &waiting) != 0)
        return -1;
    if (waiting >= PER_LINE)
        smtp_width(c->smtp, waiting >= SMTP_LINES * PER_LINE ? SMTP_LINES
                                                             : 1 + (int)waiting / PER_LINE);
    return 0;
}

/* Sends what is due. *wait: when to look again (INSTANT_NONE: nothing waits). */
static int
flush(struct courier *c, instant *wait)
{
    c->fair = c->foul = false;
    while (commit(c, wait) == 0) {
        if (c->unsettled >= SETTLE_AFTER && settle(c) != 0)
            return -1;
        if (!smtp_busy(c->smtp)) {
            smtp_width(c->smtp, 1);
            return settle(c);
        }
        if (widen(c) != 0)
            return -1;
        smtp_turn(c->smtp, c->bell);
        wake_hush(c->bell);
    }
    return -1;
}

/* Sleeps until a bell, the end of `until`, or the time. 1: `until` has ended. */
static int
rest(struct courier *c, int until, instant wait)
{
    struct pollfd p[2] = { { .fd = c->bell, .events = POLLIN }, { .fd = until, .events = POLLIN } };
    int64_t seconds = wait == INSTANT_NONE ? HOUR : wait - clock_now();
    int timeout = seconds <= 0 ? 1000 : seconds > HOUR ? HOUR * 1000 : (int)seconds * 1000;

    if (!c->rested) {
        c->rested = true;
        store_rest(c->desk->store);
        mem_settle();
        mem_leave_code();
    }
    if (c->said) {
        c->said = false;
        wake_ring(c->desk->settings->runtime, "calendar");
    }
    if (stop_poll(p, until == -1 ? 1 : 2, timeout) <= 0)
        return 0;
    if (p[0].revents)
        wake_hush(c->bell);
    return until != -1 && (p[1].revents & (POLLHUP | POLLIN));
}

/* What the courier before knew. Each starts with one try, whatever rested. */
static int
remember(struct courier *c)
{
    struct channel ch;
    char *sender = NULL, *size = NULL;
    int rc = store_setting(c->desk->store, SENDER, &sender);

    c->own_sender = rc == 0 && strcmp(sender, "own") == 0;
    free(sender);
    if (rc >= 0 && (rc = store_setting(c->desk->store, SENT_SIZE, &size)) == 0)
        c->size = strtoul(size, NULL, 10);
    free(size);
    if (rc < 0 || (rc = channel_get(c->desk, CHANNEL_SENDING, &ch)) < 0)
        return -1;
    if (rc == 0)
        blame_known(&c->blame, ch.refusal);
    channel_clear(&ch);
    return 0;
}

int
courier_run(struct desk *desk, bool once, int until)
{
    struct courier c = { .desk = desk, .bell = -1 };
    char *cause = NULL;
    instant wait = INSTANT_NONE;
    int found = 0, rc = -1, last = 0;

    log_as("courier");
    if (letter_recover(desk->store, clock_now(), &found) != 0 || store_relax(desk->store) != 0 ||
        remember(&c) != 0)
        goto out;
    if (found > 0)
        log_notice("%d letters were on their way when the courier stopped; each is sent once more",
                   found);
    if ((c.bell = wake_open(desk->settings->runtime, "courier", &cause)) == -1 ||
        (c.smtp = smtp_new(&desk->settings->sending.server, &cause)) == NULL)
        goto out;
    while ((rc = flush(&c, &wait)) == 0 && !stop) {
        if (last || (once && until == -1))
            break;
        last = rest(&c, until, wait);
    }
out:
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    smtp_free(c.smtp);
    blame_forget(&c.blame);
    blame_revived(&c.blame);
    for (size_t i = 0; i < HANDS; i++)
        lay_down(&c.hands[i]);
    if (c.bell != -1)
        close(c.bell);
    return rc;
}
