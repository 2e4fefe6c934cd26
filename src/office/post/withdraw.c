#include "office/post/withdraw.h"

#include <stdlib.h>

int
withdraw_journal(struct desk *desk, int rc, struct strings *reasons, enum reason why, instant now)
{
    char *detail = journal_detail("state", letter_state_names[LETTER_WITHDRAWN], "reason",
                                  reason_words[why].code, NULL);

    for (size_t i = 0; rc == 0 && i < reasons->n; i++)
        rc = journal_add(desk->store, now, "clerk", "letter", reasons->v[i], detail);
    free(detail);
    strings_free(reasons);
    return rc;
}

int
withdraw_about(struct desk *desk, const char *unit, int64_t obligation, instant now)
{
    struct strings reasons = {0};
    int rc = letter_withdraw(desk->store, unit, obligation, &reasons);

    return withdraw_journal(desk, rc, &reasons, REASON_OWED_CHANGED, now);
}

int
withdraw_said_again(struct desk *desk, const char *reason, instant now)
{
    struct strings reasons = {0};
    int rc = letter_said_again(desk->store, reason, &reasons);

    return withdraw_journal(desk, rc, &reasons, REASON_OWED_CHANGED, now);
}

int
withdraw_expired(struct desk *desk, instant now)
{
    struct date today = moment_of(now, desk->settings->office.utc_offset).date;
    struct strings reasons = {0};
    char day[11];
    int rc;

    date_write(date_add(today, -1), day);
    rc = letter_expire(desk->store, day, &reasons);
    return withdraw_journal(desk, rc, &reasons, REASON_EXPIRED, now);
}
