/* What a server lists and does not give: asked for again in later looks, then
 * told to the officers with a row of its own, and asked for once a day from
 * then on. Until it has its row the mailbox is not drained. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "draining.h"

#define TRIES 3                 /* before the officers are told */
#define PAUSE (15 * MINUTE)     /* between two tries of a daemon */
#define OUTAGE (4 * HOUR)       /* where nothing at all is given: the server's fault, not the mail's */

int
missing_load(struct intake *in)
{
    int rc;

    missing_free(in);
    rc = missing_list(in->desk->store, in->folder, in->state.uidvalidity, &in->missing,
                      &in->nmissing);
    in->owed = xcalloc(in->nmissing + 1, sizeof *in->owed);
    in->nowed = in->nmissing;
    if (in->nowed > 0)
        memcpy(in->owed, in->missing, in->nowed * sizeof *in->owed);
    return rc;
}

void
missing_free(struct intake *in)
{
    free(in->missing);
    free(in->owed);
    in->missing = in->owed = NULL;
    in->nmissing = in->nowed = 0;
}

struct missing_row *
missing_find(const struct intake *in, uint32_t uid)
{
    for (size_t i = 0; i < in->nmissing; i++)
        if (in->missing[i].uid == uid)
            return &in->missing[i];
    return NULL;
}

bool
missing_given_up(const struct missing_row *r)
{
    return r->tries >= TRIES;
}

/* It waits because nothing was given, and now something was: the server is well again. */
bool
missing_was_outage(const struct intake *in, const struct missing_row *r, instant now)
{
    return in->given > 0 && !r->told && r->next_try > now + PAUSE;
}

bool
missing_is(const struct intake *in, uint32_t uid)
{
    return missing_find(in, uid) != NULL;
}

/* One try more; a first look at several of which none came says nothing about one. */
int
missing_note(struct intake *in, const struct imap_item *item)
{
    struct missing_row *r = missing_find(in, item->uid),
                       new = { .uid = item->uid, .size = item->size, .received = item->received };
    instant now = clock_now();

    if (r == NULL)
        r = &new;
    r->tries++;
    r->next_try = r->told                              ? now + DAY
                  : in->given == 0 && in->nmissing > 1 ? now + OUTAGE
                  : in->once                           ? now
                                                       : now + PAUSE;
    if (!r->told)
        log_warning(
            "%s: the server lists message %u and does not give it; it is asked for again (%d of %d)",
            in->folder, item->uid, r->tries, TRIES);
    if (missing_put(in->desk->store, in->folder, in->state.uidvalidity, r) != 0)
        return -1;
    if (r == &new)
        *ARRAY_MORE(in->missing, in->nmissing) = new;
    return 0;
}

int
missing_came(struct intake *in, uint32_t uid)
{
    struct missing_row *r = missing_find(in, uid);

    if (r == NULL)
        return 0;
    *r = in->missing[--in->nmissing];
    return missing_gone(in->desk->store, in->folder, in->state.uidvalidity, uid);
}

int
missing_gone_by(struct intake *in, uint32_t uid)
{
    log_notice("%s: message %u was removed from the mailbox before it could be read", in->folder,
               uid);
    return missing_came(in, uid);
}
