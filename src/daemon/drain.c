/* One folder, looked through from where the last look ended. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "draining.h"
#include "office/desk/stop.h"

#define FIRST_BATCH 8                   /* messages; each is twice the one before, up to the batch of the settings */

/* ---- opening -------------------------------------------------------------------- */

static const char *
keyword_of(const struct intake *in)
{
    const struct mailbox_settings *m = &in->desk->settings->mailbox;

    return m->mark == MARK_KEYWORD ? m->keyword : NULL;
}

static void
forget_cause(struct intake *in)
{
    free(in->cause);
    in->cause = NULL;
}

/* A folder that LIST names exists, and INBOX always does: then it is not
 * drained. One that it does not name is passed over. */
static void
refused(struct intake *in, bool absent)
{
    char *names = imap_folder_names(&in->boxes, true);

    if (absent)
        trouble_set(in, "there is no such folder, and it is passed over; there are: %s", names);
    else
        trouble_unread(in, "it cannot be opened, so the mailbox is not read: %s", in->cause);
    forget_cause(in);
    free(names);
}

/* 0 opened, 1 not, -1 dead. */
static int
open_folder(struct intake *in)
{
    bool absent = false;
    int rc = imap_select_found(in->imap, in->folder, keyword_of(in), &in->boxes, &in->state,
                               &absent, &in->cause);

    if (rc == 1)
        refused(in, absent);
    return rc;
}

/* ---- reading ----------------------------------------------------------------------- */

static size_t
size_of_next(const struct intake *in, const struct imap_item *items, size_t n, size_t most)
{
    return n == 0 ? 0 : batch_size(in->desk->settings, items, n < most ? n : most);
}

/* The first batches are small: their senders are answered while the rest is read. */
static int
take_all(struct intake *in, const struct imap_item *items, size_t n)
{
    size_t most = FIRST_BATCH, k = size_of_next(in, items, n, most);
    int rc = 0;

    for (size_t done = 0, next; done < n && !stop && rc == 0; done += k, k = next) {
        uint32_t last = items[done + k - 1].uid;

        most = most < n ? 2 * most : most;
        next = size_of_next(in, items + done + k, n - done - k, most);
        rc = batch_take(in, items + done, k, next, last > in->last ? last : in->last);
        if (rc == 0 && last > in->last)
            in->last = last;
    }
    return rc == 0 ? batch_settle(in, true) : rc;
}

/* What is asked for one by one comes last. */
static size_t
without_missing(const struct intake *in, struct imap_item *items, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (!missing_is(in, items[i].uid))
            items[kept++] = items[i];
    return kept;
}

static int
take_new(struct intake *in)
{
    struct imap_item *items = NULL;
    size_t n = 0;
    int rc = in->last == UINT32_MAX ? 0
             : imap_list(in->imap, in->last + 1, keyword_of(in), &items, &n, &in->cause);

    if (rc == 1) {                      /* neither list nor search: as good as a folder that does not open */
        trouble_unread(in, "it cannot be listed, so the mailbox is not read: %s", in->cause);
        forget_cause(in);
        rc = 0;
    } else if (rc == 0) {
        n = without_missing(in, items, n);
        rc = take_all(in, items, n);
    }
    free(items);
    return rc;
}

/* ---- what bears no mark -------------------------------------------------------------- */

/* The docket has it, and it owes its mark still: nothing is odd about it. */
static int
is_owed(struct intake *in, uint32_t uid, bool *owed)
{
    struct message_row row = {0};
    int64_t id = 0;
    int rc = message_by_place(in->desk->store, in->folder, in->state.uidvalidity, uid, &id);

    if (rc == 0)
        rc = message_get(in->desk->store, id, &row);
    *owed = rc == 0 && !row.marked;
    message_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

static int
look_at(struct intake *in, const uint32_t *uids, size_t n)
{
    struct imap_item *items = NULL;
    size_t nitems = 0;
    int rc = 0;

    for (size_t i = 0; i < n && rc == 0; i++) {
        bool owed = uids[i] > in->last || missing_is(in, uids[i]);

        if (!owed)
            rc = is_owed(in, uids[i], &owed);
        if (rc == 0 && !owed)
            *ARRAY_MORE(items, nitems) = (struct imap_item){ .uid = uids[i],
                                                             .received = INSTANT_NONE };
    }
    if (nitems > 0)
        log_notice(
            "%s: %zu mails bear no mark, though all up to %u were read; they are looked at again",
            in->folder, nitems, in->last);
    if (rc == 0)
        rc = take_all(in, items, nitems);
    free(items);
    return rc;
}

/* Once a day: a mailbox put back from a copy gives new mails uids that were
 * used before, and not every server lets one see it by UIDNEXT. */
static int
take_unmarked(struct intake *in)
{
    const char *keyword = keyword_of(in);
    bool seen = in->desk->settings->mailbox.mark == MARK_SEEN;
    instant now = clock_now(), at = INSTANT_NONE;
    uint32_t *uids = NULL;
    size_t n = 0;
    char *what;
    int rc;

    if ((keyword == NULL && !seen) || !in->state.keeps || in->marks_refused)
        return 0;
    if (mailbox_searched(in->desk->store, in->folder, &at) != 0)
        return -1;
    if (at != INSTANT_NONE && at <= now && now - at < DAY)
        return 0;
    what = seen ? xstrdup("UNSEEN") : xasprintf("UNKEYWORD %s", keyword);
    rc = imap_search(in->imap, what, &uids, &n, &in->cause);
    free(what);
    if (rc == 1)                        /* not every server searches: the list is what counts */
        forget_cause(in);
    else if (rc == 0)
        rc = look_at(in, uids, n);
    free(uids);
    return rc < 0 ? -1 : mailbox_searched_put(in->desk->store, in->folder, now);
}

/* ---- what was listed and not given ------------------------------------------------------ */

/* Its row, and a notice to the officers with it. */
static int
give_up(struct intake *in, struct missing_row *r)
{
    r->told = true;
    r->next_try = clock_now() + DAY;
    batch_free(&in->coming);
    log_warning("%s: message %u cannot be had; it is recorded so, and the officers are told",
                in->folder, r->uid);
    arrived_unfetched(ARRAY_MORE(in->coming.v, in->coming.n), r->uid, r->size, r->received,
                      REASON_NOT_OBTAINABLE);
    in->coming.any = true;
    in->coming.last = in->last;
    if (batch_settle(in, false) != 0)
        return -1;
    return missing_put(in->desk->store, in->folder, in->state.uidvalidity, r);
}

/* Those whose time has come, one by one, behind all others. */
static int
ask_for_missing(struct intake *in)
{
    instant now = clock_now();
    int rc = 0;

    for (size_t i = 0; i < in->nowed && rc == 0 && !stop; i++) {
        const struct missing_row *o = &in->owed[i];
        const struct imap_item item = { .uid = o->uid, .size = o->size, .received = o->received };
        struct missing_row *r;

        if (o->next_try > now && !missing_was_outage(in, o, now))
            continue;
        if (item.uid > in->last)        /* take_new left nothing else behind it */
            in->last = item.uid;
        rc = batch_take(in, &item, 1, 0, in->last);
        if (rc == 0)
            rc = batch_settle(in, true);
        r = missing_find(in, item.uid);         /* also where the connection died of it */
        if (r != NULL && !r->told && missing_given_up(r) && give_up(in, r) != 0)
            return -1;
    }
    return rc;
}

int
drain_folder(struct intake *in, const char *folder)
{
    int rc;

    in->folder = folder;
    in->given = 0;
    in->sizes_lie = in->marks_refused = false;
    rc = in->same ? 0 : open_folder(in);
    if (rc == 1)
        return trouble_tell(in);
    if (rc != 0 ||
        mailbox_state(in->desk->store, folder, in->state.uidvalidity, in->state.uidnext,
                      &in->last) != 0 ||
        missing_load(in) != 0 || batch_marks(in) != 0)
        return -1;
    rc = take_new(in);
    if (rc == 0)
        rc = take_unmarked(in);
    if (rc == 0)
        rc = ask_for_missing(in);
    for (size_t i = 0; rc == 0 && i < in->nmissing; i++)
        if (!in->missing[i].told)
            trouble_unread(in, "message %u is not given, so the mailbox is not read", in->missing[i].uid);
    return rc == 0 ? trouble_tell(in) : rc;
}
