#include "office/post/pause.h"

#include "office/post/withdraw.h"
#include "report/holds.h"

#define RESTORED "restored"             /* "" or absent: that is settled */

int
pause_get(struct desk *desk, instant *since, instant *restored)
{
    return holds_sending(desk->store, SENDING_PAUSED, since) != 0
               ? -1
               : holds_sending(desk->store, RESTORED, restored);
}

int
pause_begin(struct desk *desk, instant now)
{
    return store_setting_put_instant(desk->store, SENDING_PAUSED, now);
}

int
pause_restored(struct desk *desk, instant now)
{
    if (store_setting_put_instant(desk->store, RESTORED, now) != 0 || pause_begin(desk, now) != 0)
        return -1;
    return journal_add(desk->store, now, "shell", "restore", NULL, NULL);
}

int
pause_end(struct desk *desk, instant now, size_t *withdrawn)
{
    int offset = desk->settings->office.utc_offset, rc;
    struct strings reasons = {0};
    instant since, restored;

    *withdrawn = 0;
    rc = pause_get(desk, &since, &restored);
    if (rc == 0 && restored != INSTANT_NONE)
        rc = letter_lost(desk->store, restored,
                         instant_of(date_add(moment_of(restored, offset).date, 1), 0, 0, offset),
                         &reasons);
    *withdrawn = reasons.n;
    rc = withdraw_journal(desk, rc, &reasons, REASON_RESTORED, now);
    return rc != 0 || store_setting_put_instant(desk->store, RESTORED, INSTANT_NONE) != 0
             ? -1
             : store_setting_put_instant(desk->store, SENDING_PAUSED, INSTANT_NONE);
}
