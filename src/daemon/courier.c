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
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "daemon/loops.h"
#include "mail/smtp.h"
#include "office/desk/stop.h"
#include "office/desk/wake.h"
#include "office/post/budget.h"
#include "office/post/post.h"
#include "office/post/sent.h"
#include "store/docket.h"

#define SETTLE_AFTER 64

struct courier {
    struct desk *desk;
    struct smtp *smtp;
    int unsettled;
    int channel_faults;                 /* in a row: refused or unreachable */
    instant channel_open;               /* not before this */
};

static int
retry_after(const struct sending_settings *s, int attempts)
{
    int64_t pause = s->retry_first;

    for (int i = 1; i < attempts && pause < s->retry_most; i++)
        pause *= 2;
    return pause > s->retry_most ? s->retry_most : (int)pause;
}

/* What the server's answer makes of the letter. */
static enum letter_state
after(enum smtp_result result, const struct letter_row *row, const struct sending_settings *s)
{
    switch (result) {
    case SMTP_SENT:
        return LETTER_SENT;
    case SMTP_PERMANENT:
        return LETTER_FAILED;
    case SMTP_UNKNOWN:
        /* G3: once more with the same Message-ID, and then no more. */
        return row->doubts > 0 ? LETTER_FAILED : LETTER_UNKNOWN;
    case SMTP_REFUSED:
        return LETTER_QUEUED;
    case SMTP_TEMPORARY:
        break;
    }
    return row->attempts + 1 >= s->attempts ? LETTER_FAILED : LETTER_QUEUED;
}

static int
record(struct courier *c, const struct letter_row *row, enum smtp_result result, const struct smtp_reply *reply)
{
    const struct sending_settings *s = &c->desk->settings->sending;
    struct store *store = c->desk->store;
    instant now = clock_now();
    struct sent_result was = { after(result, row, s), now + retry_after(s, row->attempts + 1), reply->code, reply->text };
    int rc;

    if (store_begin(store) != 0)
        return -1;
    rc = sent_answered(c->desk, row, &was, now);
    if (rc == 0)
        rc = store_commit(store);
    if (rc != 0)
        store_rollback(store);
    return rc;
}

/* A fault of the channel is no fault of the letter: all wait together. */
static void
channel(struct courier *c, enum smtp_result result, const struct smtp_reply *reply)
{
    bool fault = result == SMTP_REFUSED || (result == SMTP_TEMPORARY && reply->code == 0);

    if (!fault) {
        c->channel_faults = 0;
        return;
    }
    c->channel_faults++;
    c->channel_open = clock_now() + retry_after(&c->desk->settings->sending, c->channel_faults);
    log_warning("sending waits: %s", reply->text);
}

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
    if (rc == 0)
        rc = store_commit(store);
    if (rc != 0)
        store_rollback(store);
    return rc;
}

static int
send_one(struct courier *c, struct letter_row *row)
{
    struct strings to = {0};
    struct smtp_reply reply = {0};
    enum smtp_result result;
    int rc;

    if ((rc = begin(c, row)) != 0)
        return rc == 1 ? 0 : -1;
    strings_add(&to, row->recipient);
    result = smtp_send(c->smtp, row->envelope_from, &to, row->mail, row->size, &reply);
    strings_free(&to);
    if (result == SMTP_SENT)
        log_info("letter %s sent to %s", row->reason, row->recipient);
    else
        log_warning("letter %s to %s not sent: %s", row->reason, row->recipient, reply.text);
    channel(c, result, &reply);
    if (++c->unsettled >= SETTLE_AFTER && settle(c) != 0)
        return -1;
    return record(c, row, result, &reply);
}

/* Sends what is due. *wait: when to look again (INSTANT_NONE: nothing waits). */
static int
flush(struct courier *c, instant *wait)
{
    *wait = INSTANT_NONE;
    while (!stop) {
        struct letter_row row = {0};
        instant now = clock_now(), open = now;
        int rc;

        if (c->channel_faults > 0 && now < c->channel_open) {
            *wait = c->channel_open;
            break;
        }
        rc = letter_next(c->desk->store, now, &row);
        if (rc == 0)
            rc = post_budget(c->desk, row.priority, now, &open);
        if (rc == 0 && open > now) {
            letter_row_clear(&row);
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
rest(int bell, int until, instant wait)
{
    struct pollfd p[2] = { { .fd = bell, .events = POLLIN }, { .fd = until, .events = POLLIN } };
    int64_t seconds = wait == INSTANT_NONE ? HOUR : wait - clock_now();
    int timeout = seconds <= 0 ? 1000 : seconds > HOUR ? HOUR * 1000 : (int)seconds * 1000;

    if (poll(p, until == -1 ? 1 : 2, timeout) <= 0)
        return 0;
    if (p[0].revents)
        wake_hush(bell);
    return until != -1 && (p[1].revents & (POLLHUP | POLLIN));
}

int
courier_run(struct desk *desk, bool once, int until)
{
    struct courier c = { .desk = desk };
    char *cause = NULL;
    instant wait = INSTANT_NONE;
    int bell = -1, found = 0, rc = -1, last = 0;

    log_as("courier");
    if (letter_recover(desk->store, clock_now(), &found) != 0 || store_relax(desk->store) != 0)
        goto out;
    if (found > 0)
        log_notice("%d letters were on their way when the courier stopped; each is sent once more", found);
    if ((bell = wake_open(desk->settings->runtime, "courier", &cause)) == -1 ||
        (c.smtp = smtp_new(&desk->settings->sending.server, &cause)) == NULL)
        goto out;
    while ((rc = flush(&c, &wait)) == 0 && !stop) {
        if (last || (once && until == -1))
            break;
        last = rest(bell, until, wait);
    }
out:
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    smtp_free(c.smtp);
    if (bell != -1)
        close(bell);
    return rc;
}
