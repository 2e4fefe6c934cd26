/* outbox, journal: what goes out and what was decided. */
#include <jansson.h>
#include <stdlib.h>

#include "base/text.h"
#include "ctl/ctl.h"
#include "office/post/budget.h"
#include "office/post/channel.h"
#include "office/post/pause.h"
#include "office/post/post.h"
#include "store/docket.h"

static json_t *
letter_json(const struct letter_row *r)
{
    char created[21], next[21], sent[21] = "";

    instant_write(r->created, created);
    instant_write(r->next_try, next);
    if (r->sent != INSTANT_NONE)
        instant_write(r->sent, sent);
    return json_pack("{s:I s:s s:s s:s s:s s:s s:s s:i s:s s:s s:s s:i s:s?}", "id",
                     (json_int_t)r->id, "reason", r->reason, "recipient", r->recipient, "letter",
                     r->letter, "message_id", r->message_id, "subject", r->subject, "state",
                     letter_state_names[r->state], "attempts", r->attempts, "created", created,
                     "next_try", next, "sent", sent, "reply_code", r->reply_code, "reply",
                     r->reply);
}

static void
letter_line(const struct ctl *ctl, const struct letter_row *r)
{
    static const char *const vi[LETTER_STATES] = {
        [LETTER_QUEUED] = "chờ gửi", [LETTER_SENDING] = "đang gửi", [LETTER_UNKNOWN] = "chưa rõ",
        [LETTER_SENT] = "đã gửi",    [LETTER_FAILED] = "hỏng",      [LETTER_WITHDRAWN] = "đã rút",
    };
    char when[CTL_TIME],
        *state = text_pad(TELL(ctl, vi[r->state], letter_state_names[r->state]), 9),
        *reason = ctl_cell(r->reason, 28), *to = ctl_cell(r->recipient, 34),
        *reply = ctl_cell(r->reply, 0);

    ctl_time(r->state == LETTER_SENT ? r->sent : r->next_try,
             ctl->desk->settings->office.utc_offset, when);
    printf("%6lld  %s  %-16s  %s  %s  %5d  %s\n", (long long)r->id, state, when, reason, to, r->attempts, reply);
    free(state);
    free(reason);
    free(to);
    free(reply);
}

int
ctl_sending(struct ctl *ctl)
{
    int offset = ctl->desk->settings->office.utc_offset, rc;
    instant now = clock_now(), open = now, since, restored;
    struct channel ch;
    int64_t waiting = 0;
    char when[CTL_TIME], *text;

    if (pause_get(ctl->desk, &since, &restored) != 0)
        return -1;
    if (since != INSTANT_NONE) {
        ctl_time(since, offset, when);
        printf(TELL(ctl, "Việc gửi thư tạm dừng, chờ lệnh của cán bộ, từ %s: TIẾP TỤC GỬI\n",
                    "Sending is paused until an officer orders it, since %s: TIẾP TỤC GỬI\n"), when);
    }
    if ((rc = channel_get(ctl->desk, CHANNEL_SENDING, &ch)) == 0) {
        text = ctl_cell(ch.reply, 0);
        ctl_time(ch.since, offset, when);
        printf(TELL(ctl, "Việc gửi thư đang tạm dừng từ %s: %s\n", "Sending rests since %s: %s\n"), when, text);
        free(text);
    }
    channel_clear(&ch);
    if (rc < 0 || letter_waiting(ctl->desk->store, &waiting) != 0 ||
        post_budget(ctl->desk, PRIORITY_REMINDER, now, &open) != 0)
        return -1;
    if (waiting > 0 && open > now) {
        ctl_time(open, offset, when);
        printf(TELL(ctl, "Đã hết hạn mức gửi thư; các thư còn lại chờ đến %s (%lld)\n",
                    "The sending limit is reached; the other letters wait until %s (%lld)\n"), when, (long long)waiting);
    }
    return 0;
}

int
ctl_outbox(struct ctl *ctl)
{
    struct letter_row *rows = NULL;
    json_t *list;
    size_t n = 0;

    if (ctl_no_docket(ctl))
        return 0;
    if (letter_list(ctl->desk->store, ctl->all, &rows, &n) != 0)
        return 1;
    list = json_array();
    if (!ctl->json)
        puts(TELL(
            ctl,
            "    Số  Tình trạng Gửi / gửi lại lúc Lý do                         Người nhận                          "
            "Lần    Máy chủ trả lời",
            "    No  State      Next try / sent   Reason                        To                                  "
            "Tries  Last reply"));
    for (size_t i = 0; i < n; i++) {
        if (ctl->json)
            json_array_append_new(list, letter_json(&rows[i]));
        else
            letter_line(ctl, &rows[i]);
    }
    letter_rows_free(rows, n);
    if (ctl_print_list(ctl, list) != 0)
        return 1;
    return ctl->json || ctl_sending(ctl) == 0 ? 0 : 1;
}

int
ctl_journal(struct ctl *ctl)
{
    struct journal_row *rows = NULL;
    json_t *list;
    size_t n = 0;

    if (ctl_no_docket(ctl))
        return 0;
    if (journal_list(ctl->desk->store, ctl->argc > 0 ? ctl->argv[0] : NULL, &rows, &n) != 0)
        return 1;
    list = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct journal_row *r = &rows[i];
        char at[21], *subject = ctl_cell(r->subject, 0),
                     *said = ctl->json ? xstrdup(r->detail) : journal_detail_say(r->detail, ctl_language(ctl)),
                     *detail = ctl_cell(said, 0);

        instant_write(r->at, at);
        if (ctl->json)
            json_array_append_new(list,
                                  json_pack("{s:I s:s s:s s:s s:s? s:o?}", "number",
                                            (json_int_t)r->number, "at", at, "actor", r->actor,
                                            "event", r->event, "subject", r->subject, "detail",
                                            json_loads(detail, JSON_REJECT_DUPLICATES, NULL)));
        else
            printf("%6lld  %s  %-10s  %-12s  %s  %s\n", (long long)r->number, at, r->actor,
                   r->event, subject, detail);
        free(subject);
        free(said);
        free(detail);
    }
    journal_rows_free(rows, n);
    if (n == 0 && ctl->argc > 0 && !ctl->json)
        printf(TELL(ctl, "Nhật ký không có gì về %s.\n", "The journal says nothing of %s.\n"), ctl->argv[0]);
    return ctl_print_list(ctl, list);
}
