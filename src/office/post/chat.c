#include "office/post/chat.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"

static const struct { const char *notice, *words; } said[] = {
    { "review", "một thư chờ phân loại" },
    { "flagged", "một báo cáo đã vào sổ, có chỗ cần xem" },
    { "stranger", "một báo cáo từ người gửi chưa đăng ký" },
    { "quarantine", "một thư bị cách ly" },
    { "too_large", "một thư quá lớn" },
    { "not_obtainable", "một thư không lấy về được" },
    { "bounce", "một địa chỉ trả lại thư" },
    { "undelivered", "một thư bị trả lại, địa chỉ không sai" },
    { "unproven", "một báo cáo trả lại thư, chưa rõ thư nào" },
    { "failed", "một thư không gửi đi được" },
    { "mailbox", "hộp thư không đọc được" },
    { "mailbox_over", "hộp thư đã đọc lại được" },
    { "login", "hộp thư từ chối đăng nhập" },
    { "login_over", "hộp thư đã đăng nhập lại được" },
};

static const char *
words_of(const char *notice)
{
    for (size_t i = 0; notice != NULL && i < ARRAY_LEN(said); i++)
        if (strcmp(said[i].notice, notice) == 0)
            return said[i].words;
    return "một việc cần xem";
}

char *
chat_channel(const char *address)
{
    size_t n = strspn(address, "abcdefghijklmnopqrstuvwxyz");
    char hex[HASH_HEX];

    if (n == 0 || n > 8 || address[n] != ':')
        return NULL;
    hash_of(address, strlen(address), hex);
    return xasprintf("%.*s-%.8s", (int)n, address, hex);
}

/* Of the plan and of ourselves alone. */
static char *
text_of(const struct desk *desk, const struct letter_facts *f)
{
    const struct unit *unit = f->unit;
    struct buf b = {0};

    buf_addf(&b, "docketd %s: %s", desk->plan->code, words_of(f->notice));
    if (f->code != NULL)
        buf_addf(&b, ", mã %s", f->code);
    if (unit != NULL)
        buf_addf(&b, ", %s", unit->name);
    if (f->report != NULL)
        buf_addf(&b, ", %s", f->report->code);
    if (f->report != NULL && f->period != NULL)
        buf_addf(&b, " %s", f->period);
    buf_adds(&b, ". Xem thư báo.");
    return buf_take(&b);
}

/* Into his own chat goes what he himself gets by mail. */
static int
note_link(struct desk *desk, const struct posting *p, const char *text, instant now)
{
    struct link_row *rows;
    size_t n;
    int rc = link_list(desk->store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (strcmp(rows[i].officer, p->to) == 0)
            rc = chat_put(desk->store, p->reason, rows[i].channel, text, now);
    link_rows_free(rows, n);
    return rc;
}

int
chat_note(struct desk *desk, const struct posting *p, instant now)
{
    const struct chat_settings *chat = &desk->settings->chat;
    char *text;
    int rc = 0;

    if ((chat->urls.n == 0 && chat->bot == NULL) ||
        (strcmp(p->letter, "officer-notice") != 0 && strcmp(p->letter, "operator") != 0))
        return 0;
    text = text_of(desk, &p->facts);
    for (size_t i = 0; rc == 0 && i < chat->urls.n; i++) {
        char *channel = chat_channel(chat->urls.v[i]);

        if (channel != NULL)
            rc = chat_put(desk->store, p->reason, channel, text, now);
        free(channel);
    }
    if (rc == 0 && chat->bot != NULL)
        rc = note_link(desk, p, text, now);
    free(text);
    return rc;
}

/* ---- what goes out ------------------------------------------------------------------ */

/* The next moment within the hours: now, or when they begin. */
static instant
within_hours(const struct desk *desk, instant now)
{
    const struct chat_settings *c = &desk->settings->chat;
    int offset = desk->settings->office.utc_offset;
    struct moment m = moment_of(now, offset);
    int minute = m.hour * 60 + m.minute;

    if (c->hours_from >= c->hours_to || (minute >= c->hours_from && minute <= c->hours_to))
        return now;
    return instant_of(minute < c->hours_from ? m.date : date_add(m.date, 1), c->hours_from / 60,
                      c->hours_from % 60, offset);
}

int chat_plan(struct desk *desk, const char *channel, instant now, struct chat_row *row,
              char **digest, instant *wait)
{
    int64_t sent = 0, room;
    instant first, open = within_hours(desk, now);
    int rc;

    *digest = NULL;
    if (chat_sent(desk->store, channel, now - HOUR, &sent, &first) != 0)
        return -1;
    room = desk->settings->chat.per_hour - sent;
    if ((rc = chat_due(desk->store, channel, now, row)) != 0)
        return rc < 0 || chat_next(desk->store, channel, wait) != 0 ? -1 : 1;
    if (open > now || room <= 0) {
        *wait = open > now ? open : first + HOUR + 1;
        chat_row_clear(row);
        return 1;
    }
    if (room == 1 && row->waiting > 1)          /* the last of this hour stands for all */
        *digest = xasprintf("docketd %s: %" PRId64 " việc mới cần xem. Xem thư báo.",
                            desk->plan->code, row->waiting);
    return 0;
}
