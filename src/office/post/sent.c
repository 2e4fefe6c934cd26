#include "office/post/sent.h"

#include <stdlib.h>

#include "office/post/bounce.h"
#include "office/post/channel.h"
#include "office/post/notice.h"
#include "office/post/withdraw.h"

int
sent_begin(struct desk *desk, const struct letter_row *row, instant now)
{
    char *detail;
    int rc = letter_sending(desk->store, row->id, now);

    if (rc != 0)
        return rc;
    detail = journal_detail("state", letter_state_names[LETTER_SENDING], "to", row->recipient,
                            NULL);
    rc = journal_add(desk->store, now, "courier", "letter", row->reason, detail);
    free(detail);
    return rc;
}

int
sent_answered(struct desk *desk, const struct letter_row *row, const struct sent_result *was,
              instant now)
{
    char *detail = journal_detail("state", letter_state_names[was->state], "to", row->recipient,
                                  "reply", was->reply, "whose", was->free ? "channel" : NULL,
                                  "rests", was->rests ? "yes" : NULL, "refusal", was->refusal,
                                  NULL);
    int rc = letter_result(desk->store, row->id, was->state, was->next_try, was->code, was->reply,
                           now);

    if (rc == 0 && was->state == LETTER_SENT)
        rc = channel_works(desk, CHANNEL_SENDING, now);
    if (rc == 0 && was->rests)
        rc = channel_fault(desk, CHANNEL_SENDING, was->reply, was->refusal, false, now);
    if (rc == 0 && was->free)
        rc = letter_attempt_free(desk->store, row->id);
    if (rc == 0)
        rc = journal_add(desk->store, now, "courier", "letter", row->reason, detail);
    if (rc == 0 && was->state == LETTER_FAILED)
        rc = bounce_refused(desk, row, was->reply, now);
    if (rc == 0 && was->state == LETTER_FAILED)
        rc = notice_letter_failed(desk, row, was->reply, now);
    free(detail);
    return rc;
}

int
sent_revived(struct desk *desk, const char *message_id, instant now)
{
    struct letter_row row = {0};
    struct strings notices = {0};
    char *notice = xasprintf("failed:%s", message_id), *detail = NULL;
    bool was = false;
    int rc = letter_by_message_id(desk->store, message_id, &row);

    if (rc == 0 && row.state == LETTER_FAILED) {
        detail = journal_detail("state", letter_state_names[LETTER_QUEUED], "to", row.recipient, "revived", "yes", NULL);
        rc = letter_result(desk->store, row.id, LETTER_QUEUED, now, row.reply_code, row.reply, now);
        if (rc == 0)
            rc = letter_attempt_free(desk->store, row.id);
        if (rc == 0)
            rc = journal_add(desk->store, now, "courier", "letter", row.reason, detail);
        if (rc == 0)
            rc = bounce_good_again(desk, "courier", row.recipient, now, &was);
        if (rc == 0)
            rc = undo_letters(desk->store, notice, &notices);
        rc = withdraw_journal(desk, rc, &notices, REASON_RESTORED, now);
    }
    free(notice);
    free(detail);
    letter_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

int
sent_takes(struct desk *desk, const char *bytes, instant now)
{
    char *detail = journal_detail("bytes", bytes, NULL);
    int rc = store_setting_put(desk->store, SENT_SIZE, bytes);

    if (rc == 0)
        rc = journal_add(desk->store, now, "courier", "takes", "mail", detail);
    free(detail);
    return rc;
}
