#include "office/remind/health.h"

#include <stdlib.h>

#include "base/mem.h"
#include "core/calendar/words.h"
#include "office/post/budget.h"
#include "office/post/post.h"
#include "report/holds.h"
#include "store/docket.h"

#define LOOKS 10                        /* pauses between two looks that may go by, where they are long */

int
health_unread(struct desk *desk, instant now, bool *is, instant *since)
{
    instant looks = LOOKS * (instant)desk->settings->mailbox.poll;
    int rc = mailbox_drained(desk->store, since);

    *is = rc == 0 && (*since == INSTANT_NONE || now - *since > (looks > HOUR ? looks : HOUR));
    return rc;
}

int
health_misses(struct desk *desk, instant now, bool reading, struct unread *u)
{
    struct channel ch;
    int rc = channel_get(desk, CHANNEL_MAILBOX, &ch);

    *u = (struct unread){ .is = rc == 0, .failed = rc == 0, .since = ch.since };
    channel_clear(&ch);
    if (rc == 1 && !reading)
        rc = health_unread(desk, now, &u->is, &u->since);
    return rc < 0 ? -1 : 0;
}

int
health_load(struct desk *desk, instant now, struct health *h)
{
    struct store *store = desk->store;
    int rc;

    *h = (struct health){ .now = now, .open = now };
    if (channel_get(desk, CHANNEL_MAILBOX, &h->mailbox) < 0 ||
        channel_get(desk, CHANNEL_SENDING, &h->sending) < 0 ||
        health_unread(desk, now, &h->unread, &h->read) != 0 ||
        holds_sending(store, SENDING_PAUSED, &h->paused) != 0 ||
        holds_sending(store, BACKUP_LAST, &h->backup) != 0 ||
        letter_waiting(store, &h->waiting) != 0 || letter_oldest(store, &h->oldest) != 0 ||
        (rc = letter_sent_before(store, 1, &h->sent)) < 0 ||
        message_waiting(store, &h->review, &h->review_oldest) != 0)
        return -1;
    if (rc == 1)
        h->sent = INSTANT_NONE;
    return h->waiting == 0 ? 0 : post_budget(desk, PRIORITY_REMINDER, now, &h->open);
}

void
health_clear(struct health *h)
{
    channel_clear(&h->mailbox);
    channel_clear(&h->sending);
}

char *
health_waits(const struct health *h, int utc_offset, const char *language)
{
    char *until, *why;

    if (h->paused != INSTANT_NONE)
        return xstrdup(EITHER(language, "việc gửi thư tạm dừng cho đến khi cán bộ ra lệnh TIẾP TỤC GỬI",
                              "sending is paused until an officer orders TIẾP TỤC GỬI"));
    if (h->waiting > 0 && h->sending.since != INSTANT_NONE)
        return xasprintf(EITHER(language, "việc gửi thư đang nghỉ: %s", "sending rests: %s"),
                         h->sending.reply == NULL ? "" : h->sending.reply);
    if (h->waiting == 0 || h->open <= h->now)
        return NULL;
    until = words_stamp(h->open, utc_offset, language);
    why = xasprintf(EITHER(language, "đã gửi đủ mức cho phép đến %s", "the sending limit is reached until %s"), until);
    free(until);
    return why;
}

char *
health_line(const struct health *h, int utc_offset)
{
    char *read = h->read == INSTANT_NONE ? NULL : words_stamp(h->read, utc_offset, "en"),
         *why = health_waits(h, utc_offset, "en"),
         *line = xasprintf(
             "mailbox last read %s%s%s; %lld letters wait%s%s; %lld mails wait for an officer",
             read == NULL ? "never" : read,
             h->mailbox.since != INSTANT_NONE ? ", now failing: " : "",
             h->mailbox.since != INSTANT_NONE && h->mailbox.reply != NULL ? h->mailbox.reply : "",
             (long long)h->waiting, why == NULL ? "" : ": ", why == NULL ? "" : why,
             (long long)h->review);

    free(read);
    free(why);
    return line;
}
