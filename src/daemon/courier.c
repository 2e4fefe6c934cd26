/* The courier: the only one who sends.
 *
 * States of a letter: queued -> sending -> sent | failed | queued (later) |
 * unknown (later, once more). "sending" is written before the first byte goes
 * to the server; found at start it means that a crash fell between, and the
 * letter is sent at most once more with the same Message-ID (G3).
 *
 * Between letters the docket is relaxed: these commits survive kill -9 but
 * are made durable together, when the outbox is empty or after SETTLE_AFTER
 * letters. A power cut can therefore repeat at most that many letters. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
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
#define SAME_REFUSALS 3                 /* addresses in a row with the same refusal: it is ours, not theirs */
#define SENDER "courier.sender"         /* "own": the server takes no empty envelope sender */

struct courier {
    struct desk *desk;
    struct smtp *smtp;
    int unsettled;
    int faults;                         /* of the channel, in a row */
    int dropped;                        /* letters in a row that ended so */
    instant open;                       /* not before this */
    bool said;                          /* letters went, or did not, since the calendar was told */
    bool own_sender;                    /* MAIL FROM:<> is refused here */
    char *refusal;                      /* the same since several letters; NULL */
    struct strings refused;             /* to these addresses */
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

/* ---- whose a refusal is --------------------------------------------------------- */

/* True when so many addresses in a row had the same answer that it cannot be theirs. */
static bool
same_to_all(struct courier *c, const struct letter_row *row, const char *reply)
{
    char *refusal = channel_refusal(reply);

    if (c->refusal == NULL || strcmp(c->refusal, refusal) != 0) {
        strings_free(&c->refused);
        free(c->refusal);
        c->refusal = xstrdup(refusal);
    }
    free(refusal);
    if (!strings_has(&c->refused, row->recipient))
        strings_add(&c->refused, row->recipient);
    return c->refused.n >= SAME_REFUSALS;
}

static void
forget_refusals(struct courier *c)
{
    strings_free(&c->refused);
    free(c->refusal);
    c->refusal = NULL;
}

struct verdict {
    enum letter_state state;
    bool free;                          /* no attempt of this letter's */
    bool rests;                         /* the channel is at fault */
    bool later;                         /* others go first next time */
};

/* overtaken: since this letter's last try another was taken, so what befalls
 * it again is its own. */
static struct verdict
judge(struct courier *c, const struct letter_row *row, enum smtp_result result,
      const struct smtp_reply *reply, bool overtaken)
{
    bool again = row->reply_code >= 500 && reply->code >= 500 && overtaken, all;

    switch (result) {
    case SMTP_SENT:
        return (struct verdict){ .state = LETTER_SENT };
    case SMTP_LETTER: case SMTP_ADDRESS:
        return (struct verdict){ .state = LETTER_FAILED };
    case SMTP_UNKNOWN:
        /* G3: once more with the same Message-ID, and then no more. */
        return (struct verdict){ .state = row->doubts > 0 ? LETTER_FAILED : LETTER_UNKNOWN };
    case SMTP_CHANNEL:
        return (struct verdict){ .state = LETTER_QUEUED, .free = true, .rests = true };
    case SMTP_DROPPED:                  /* the next letter tells whose it is */
        all = ++c->dropped > 1;
        return (struct verdict){ .state = again ? LETTER_FAILED : LETTER_QUEUED,
                                 .free = all,
                                 .rests = all,
                                 .later = true };
    case SMTP_DOUBT: case SMTP_TEMPORARY:
        break;
    }
    if (result == SMTP_DOUBT && again)
        return (struct verdict){ .state = LETTER_FAILED };
    all = same_to_all(c, row, reply->text);
    return (struct verdict){ .state = LETTER_QUEUED, .free = all, .rests = all, .later = true };
}

static void
channel(struct courier *c, const struct verdict *v, const struct smtp_reply *reply, instant now)
{
    char until[21], *said;

    if (v->state == LETTER_SENT) {
        forget_refusals(c);
        c->dropped = 0;
    }
    c->faults = v->rests ? c->faults + 1 : 0;
    if (!v->rests)
        return;
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

static int
note(struct courier *c, const struct letter_row *row, enum smtp_result result,
     const struct smtp_reply *reply, bool overtaken)
{
    const struct sending_settings *s = &c->desk->settings->sending;
    instant now = clock_now();
    struct verdict v = judge(c, row, result, reply, overtaken);

    if (v.state == LETTER_QUEUED && !v.free && row->attempts + 1 >= s->attempts)
        v.state = LETTER_FAILED;
    channel(c, &v, reply, now);
    struct sent_result was = {
        .state = v.state,
        .free = v.free,
        .rests = v.rests,
        .code = reply->code,
        .reply = reply->text,
        .refusal = v.rests && c->refused.n >= SAME_REFUSALS ? c->refusal : NULL,
        .next_try = now + (v.free && !v.later
                               ? 0
                               : retry_after(s, v.free ? c->faults + 1 : row->attempts + 1))
    };
    say_result(row, &was);
    return sent_answered(c->desk, row, &was, now);
}

static int
record(struct courier *c, const struct letter_row *row, enum smtp_result result,
       const struct smtp_reply *reply, bool overtaken)
{
    struct store *store = c->desk->store;
    int rc;

    if (store_begin(store) != 0)
        return -1;
    rc = note(c, row, result, reply, overtaken);
    return store_end(store, rc);
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

/* 1: withdrawn meanwhile. */
static int
begin(struct courier *c, const struct letter_row *row)
{
    struct store *store = c->desk->store;
    int rc;

    if (store_begin(store) != 0)
        return -1;
    rc = sent_begin(c->desk, row, clock_now());
    return store_end(store, rc);
}

/* Answers have the empty envelope sender (RFC 3834, 3.3). A server that refuses
 * it gets the office's own address, from then on at once. */
static int
attempt(struct courier *c, const struct letter_row *row, enum smtp_result *result,
        struct smtp_reply *reply)
{
    const char *own = c->desk->settings->office.address;
    bool empty = *row->envelope_from == '\0' && !c->own_sender;
    struct strings to = {0};
    int rc = 0;

    strings_add(&to, row->recipient);
    *result = smtp_send(c->smtp,
                        empty                         ? ""
                        : *row->envelope_from == '\0' ? own
                                                      : row->envelope_from,
                        &to, row->mail, row->size, reply);
    /* Some say it at once, others with the recipient's name. */
    if (empty && reply->envelope && reply->code >= 500 && *result != SMTP_ADDRESS &&
        *result != SMTP_LETTER) {
        char *said = xstrdup(reply->text);

        *result = smtp_send(c->smtp, own, &to, row->mail, row->size, reply);
        c->own_sender = *result == SMTP_SENT;
        if (c->own_sender) {
            log_warning("the server takes no empty envelope sender (%s): answers go out with %s",
                        said, own);
            rc = store_setting_put(c->desk->store, SENDER, "own");
        }
        free(said);
    }
    strings_free(&to);
    return rc;
}

static int
send_one(struct courier *c, struct letter_row *row)
{
    struct smtp_reply reply = {0};
    enum smtp_result result;
    bool overtaken = false;
    int rc;

    if (letter_overtaken(c->desk->store, row->id, &overtaken) != 0)
        return -1;
    if ((rc = begin(c, row)) != 0)
        return rc == 1 ? 0 : -1;
    if (attempt(c, row, &result, &reply) != 0)
        return -1;
    if (result == SMTP_SENT)
        log_info("letter %s sent to %s", row->reason, row->recipient);
    c->said = true;
    if (++c->unsettled >= SETTLE_AFTER && settle(c) != 0)
        return -1;
    return record(c, row, result, &reply, overtaken);
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

/* Sends what is due. *wait: when to look again (INSTANT_NONE: nothing waits). */
static int
flush(struct courier *c, instant *wait)
{
    *wait = INSTANT_NONE;
    while (!stop) {
        struct letter_row row = {0};
        instant now = clock_now(), open = now, paused, restored;
        int rc;

        if (pause_get(c->desk, &paused, &restored) != 0)
            return -1;
        if (paused != INSTANT_NONE) {
            say_paused(c, paused);
            break;
        }
        if (c->faults > 0 && now < c->open) {
            *wait = c->open;
            break;
        }
        rc = letter_next(c->desk->store, now, &row);
        if (rc == 0)
            rc = post_budget(c->desk, row.priority, now, &open);
        if (rc == 0 && open > now) {
            letter_row_clear(&row);
            say_limit(c, now, open);
            *wait = open;
            break;
        }
        if (rc == 0)
            rc = send_one(c, &row);
        letter_row_clear(&row);
        if (rc < 0)
            return -1;
        if (rc == 1)
            return settle(c) != 0 ? -1 : letter_next_time(c->desk->store, wait);
    }
    return settle(c);
}

/* Sleeps until a bell, the end of `until`, or the time. 1: `until` has ended. */
static int
rest(struct courier *c, int bell, int until, instant wait)
{
    struct pollfd p[2] = { { .fd = bell, .events = POLLIN }, { .fd = until, .events = POLLIN } };
    int64_t seconds = wait == INSTANT_NONE ? HOUR : wait - clock_now();
    int timeout = seconds <= 0 ? 1000 : seconds > HOUR ? HOUR * 1000 : (int)seconds * 1000;

    if (c->said) {
        c->said = false;
        wake_ring(c->desk->settings->runtime, "calendar");
    }
    if (stop_poll(p, until == -1 ? 1 : 2, timeout) <= 0)
        return 0;
    if (p[0].revents)
        wake_hush(bell);
    return until != -1 && (p[1].revents & (POLLHUP | POLLIN));
}

/* What the courier before knew. Each starts with one try, whatever rested. */
static int
remember(struct courier *c)
{
    struct channel ch;
    char *sender = NULL;
    int rc = store_setting(c->desk->store, SENDER, &sender);

    c->own_sender = rc == 0 && strcmp(sender, "own") == 0;
    free(sender);
    if (rc < 0 || (rc = channel_get(c->desk, CHANNEL_SENDING, &ch)) < 0)
        return -1;
    if (rc == 0 && ch.refusal != NULL) {
        c->refusal = xstrdup(ch.refusal);
        for (int i = 0; i < SAME_REFUSALS; i++)
            strings_take(&c->refused, xasprintf("%d", i));
    }
    channel_clear(&ch);
    return 0;
}

int
courier_run(struct desk *desk, bool once, int until)
{
    struct courier c = { .desk = desk };
    char *cause = NULL;
    instant wait = INSTANT_NONE;
    int bell = -1, found = 0, rc = -1, last = 0;

    log_as("courier");
    if (letter_recover(desk->store, clock_now(), &found) != 0 || store_relax(desk->store) != 0 ||
        remember(&c) != 0)
        goto out;
    if (found > 0)
        log_notice("%d letters were on their way when the courier stopped; each is sent once more",
                   found);
    if ((bell = wake_open(desk->settings->runtime, "courier", &cause)) == -1 ||
        (c.smtp = smtp_new(&desk->settings->sending.server, &cause)) == NULL)
        goto out;
    while ((rc = flush(&c, &wait)) == 0 && !stop) {
        if (last || (once && until == -1))
            break;
        last = rest(&c, bell, until, wait);
    }
out:
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    smtp_free(c.smtp);
    forget_refusals(&c);
    if (bell != -1)
        close(bell);
    return rc;
}
