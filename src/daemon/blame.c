/* Whose a refusal is: the letter's, or the channel's. */
#include "blame.h"

#include <stdlib.h>
#include <string.h>

#include "office/post/channel.h"

#define ENDED_MOST 8            /* letters that one refusal ended, as far as they are remembered */
#define SAME_REFUSALS 3         /* addresses in a row with the same refusal: it is ours, not theirs */

void
blame_forget(struct blame *b)
{
    strings_free(&b->refused);
    free(b->refusal);
    b->refusal = NULL;
}

void
blame_revived(struct blame *b)
{
    strings_free(&b->ended);
    free(b->ended_by);
    b->ended_by = NULL;
}

/* While several are in hand one may still be taken behind it: what ended it is kept by its words. */
static void
remember_ended(struct blame *b, const struct letter_row *row)
{
    if (b->ended_by == NULL || strcmp(b->ended_by, b->refusal) != 0 || b->ended.n >= ENDED_MOST)
        blame_revived(b);
    if (b->ended_by == NULL)
        b->ended_by = xstrdup(b->refusal);
    strings_add(&b->ended, row->message_id);
}

bool
blame_wronged(const struct blame *b)
{
    return b->ended_by != NULL && blame_refusal(b) != NULL && strcmp(b->ended_by, b->refusal) == 0;
}

/* True when so many addresses in a row had the same answer that it cannot be theirs. */
static bool
same_to_all(struct blame *b, const struct letter_row *row, const char *reply)
{
    char *refusal = channel_refusal(reply);

    if (b->refusal == NULL || strcmp(b->refusal, refusal) != 0) {
        blame_forget(b);
        b->refusal = xstrdup(refusal);
    }
    free(refusal);
    if (!strings_has(&b->refused, row->recipient))
        strings_add(&b->refused, row->recipient);
    return b->refused.n >= SAME_REFUSALS;
}

void
blame_known(struct blame *b, const char *refusal)
{
    b->dropped = 1;
    if (refusal == NULL)
        return;
    blame_forget(b);
    b->refusal = xstrdup(refusal);
    for (int i = 0; i < SAME_REFUSALS; i++)
        strings_take(&b->refused, xasprintf("%d", i));
}

const char *
blame_refusal(const struct blame *b)
{
    return b->refused.n >= SAME_REFUSALS ? b->refusal : NULL;
}

struct verdict
blame_judge(struct blame *b, const struct letter_row *row, enum smtp_result result,
            const struct smtp_reply *reply, bool overtaken)
{
    bool again = row->reply_code >= 500 && reply->code >= 500 && overtaken, taken = b->taken, all,
         still = reply->code > 0 && row->reply_code == reply->code && !overtaken;

    b->taken = result == SMTP_SENT;

    switch (result) {
    case SMTP_SENT:
        blame_forget(b);
        b->dropped = 0;
        return (struct verdict){ .state = LETTER_SENT };
    case SMTP_UNKNOWN:
        /* G3: once more with the same Message-ID, and then no more. */
        return (struct verdict){ .state = row->doubts > 0 ? LETTER_FAILED : LETTER_UNKNOWN };
    case SMTP_CHANNEL:
        return (struct verdict){ .state = LETTER_QUEUED, .free = true, .rests = true };
    case SMTP_DROPPED:                  /* the next letter tells whose it is, or none was taken since its last try */
        all = ++b->dropped > 1 || still;
        return (struct verdict){ .state = LETTER_QUEUED, .free = all, .rests = all, .later = true };
    case SMTP_LETTER: case SMTP_ADDRESS:        /* believed while the channel is known to work */
        all = same_to_all(b, row, reply->text);
        if (!all && (taken || again)) {
            if (!again)
                remember_ended(b, row);
            return (struct verdict){ .state = LETTER_FAILED };
        }
        return (struct verdict){ .state = LETTER_QUEUED, .free = all, .rests = all, .later = true };
    case SMTP_DOUBT: case SMTP_TEMPORARY:
        break;
    }
    if (result == SMTP_DOUBT && again)
        return (struct verdict){ .state = LETTER_FAILED };
    all = same_to_all(b, row, reply->text);
    return (struct verdict){ .state = LETTER_QUEUED, .free = all, .rests = all, .later = true };
}
