/* A batch on its way in: fetched and kept, while readers are at work on it.
 *
 * States of a message: in the mailbox only -> raw file kept (no row: fetched
 * again, same name) -> row committed -> marked in the mailbox. A crash leaves
 * it in one of them and the next run goes on from there: the folder's row says
 * where reading stopped, `marked` which marks are still owed (G1, G2, G4). */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "draining.h"

#define MARKS 256               /* so many are told in the midst of a long look: each command costs a round trip */

/* ---- one message, while it arrives ---------------------------------------- */

static int
sink_begin(void *arg, uint32_t uid)
{
    struct intake *in = arg;
    struct arrived *a = ARRAY_MORE(in->coming.v, in->coming.n);

    a->uid = uid;
    a->raw = raw_begin(in->desk->raw, &in->cause);
    in->not_kept = a->raw == NULL;
    return in->not_kept ? -1 : 0;
}

static int
sink_bytes(void *arg, const void *bytes, size_t n)
{
    struct intake *in = arg;
    int rc = raw_add(in->coming.v[in->coming.n - 1].raw, bytes, n, &in->cause);

    in->not_kept = rc != 0;
    return rc;
}

/* The reader is at work on this message while the next one arrives. */
static int
sink_end(void *arg, uint32_t uid, instant received, uint64_t size, bool whole)
{
    struct intake *in = arg;
    struct arrived *a = &in->coming.v[in->coming.n - 1];

    (void)size;
    if (!whole || a->uid != uid) {
        cause_set(&in->cause, "%s: message %u did not arrive whole", in->folder, uid);
        return -1;
    }
    a->received = received;
    a->whole = true;
    in->given++;
    return arrived_read(in->readers, in->coming.v, in->coming.n - 1, &in->cause);
}

/* ---- fetching ---------------------------------------------------------------------- */

static struct arrived *
came(const struct intake *in, uint32_t uid)
{
    for (size_t i = 0; i < in->coming.n; i++)
        if (in->coming.v[i].uid == uid && !in->coming.v[i].gone)
            return &in->coming.v[i];
    return NULL;
}

/* A message that cannot be the one that was listed: a server made it up for
 * one that somebody removed meanwhile. Where listed sizes are wrong in any
 * case, that proves nothing. */
static int
made_up(struct intake *in, const struct imap_item *item, const struct arrived *a, bool *is)
{
    int there;

    *is = false;
    if (!item->sized || item->size == raw_size(a->raw) || in->sizes_lie)
        return 0;
    if ((there = imap_exists(in->imap, item->uid, &in->cause)) < 0)
        return -1;
    *is = there == 0;
    in->sizes_lie = there == 1;
    return 0;
}

/* A reader is at work on it already; its answer is thrown away. */
static void
drop(struct arrived *a)
{
    raw_end(a->raw);
    a->raw = NULL;
    a->gone = true;
}

/* Nothing is left to ask for or to note. */
static bool
all_came(const struct intake *in, const struct imap_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arrived *a = came(in, items[i].uid);

        if (a == NULL || a->unfetched != 0 || a->received == INSTANT_NONE || !items[i].sized ||
            items[i].size != raw_size(a->raw))
            return false;
    }
    return true;
}

/* What was asked for and did not come: gone meanwhile, or owed by the server.
 * A text of no octets for a mail that has some is none. */
static int
look_over(struct intake *in, const struct imap_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arrived *a = came(in, items[i].uid);
        bool bad = a == NULL;
        int there;

        if (a != NULL && a->unfetched != 0)
            continue;
        if (a != NULL && a->received == INSTANT_NONE)
            a->received = items[i].received;
        if (a != NULL && raw_size(a->raw) == 0 && items[i].size > 0)
            bad = true;
        else if (a != NULL && made_up(in, &items[i], a, &bad) != 0)
            return -1;
        if (!bad)
            continue;
        if (a != NULL)
            drop(a);
        if ((there = imap_exists(in->imap, items[i].uid, &in->cause)) < 0 ||
            (there == 1 ? missing_note(in, &items[i]) : missing_gone_by(in, items[i].uid)) != 0)
            return -1;
    }
    return 0;
}

static void
say_refusal(struct intake *in)
{
    log_warning("%s: %s", in->folder, in->cause);
    free(in->cause);
    in->cause = NULL;
}

/* The first that did not come whole is the one the connection died of, as far
 * as one can tell; but for a full disk of ours no mail is to blame. */
static void
blame(struct intake *in, const struct imap_item *items, size_t n)
{
    for (size_t i = 0; i < n && !in->not_kept; i++) {
        const struct arrived *a = came(in, items[i].uid);

        if (a == NULL || (a->unfetched == 0 && !a->whole)) {
            missing_note(in, &items[i]);
            return;
        }
    }
}

/* After a refusal each of the rest for itself: the one at fault keeps none back. */
static int
fetch_each(struct intake *in, const struct imap_item *items, size_t n, const struct imap_sink *sink)
{
    say_refusal(in);
    for (size_t i = 0; i < n && n > 1; i++) {
        int rc;

        if (came(in, items[i].uid) != NULL)
            continue;
        if ((rc = imap_fetch(in->imap, &items[i].uid, 1, sink, &in->cause)) < 0) {
            blame(in, &items[i], 1);
            return -1;
        }
        if (rc == 1)
            say_refusal(in);
    }
    return 0;
}

/* What came is on the disk before its row is. */
static int
keep(struct intake *in)
{
    int rc = arrived_keep(in->desk->raw, in->coming.v, in->coming.n, &in->cause);

    in->not_kept = rc != 0;
    return rc;
}

static bool
too_large(const struct intake *in, const struct imap_item *item)
{
    return item->size > in->desk->settings->message_most;
}

/* Of these items, those that are fetched. */
static uint32_t *
to_fetch(const struct intake *in, const struct imap_item *items, size_t n, size_t *nuids)
{
    uint32_t *uids = xcalloc(n + 1, sizeof *uids);

    *nuids = 0;
    for (size_t i = 0; i < n; i++)
        if (!too_large(in, &items[i]))
            uids[(*nuids)++] = items[i].uid;
    return uids;
}

/* As imap_fetch: nothing here looks into the docket. */
static int
fetch(struct intake *in, const struct imap_item *items, size_t n, const struct imap_sink *sink)
{
    size_t nuids;
    uint32_t *uids = to_fetch(in, items, n, &nuids);
    int rc = 0;

    for (size_t i = 0; i < n; i++)
        if (too_large(in, &items[i]))
            arrived_unfetched(ARRAY_MORE(in->coming.v, in->coming.n), items[i].uid, items[i].size,
                              items[i].received, REASON_TOO_LARGE);
    if (nuids > 0)
        rc = imap_fetch(in->imap, uids, nuids, sink, &in->cause);
    free(uids);
    return rc == 0 ? keep(in) : rc;
}

/* What fetch() left. */
static int
fetch_rest(struct intake *in, const struct imap_item *items, size_t n,
           const struct imap_sink *sink, int rc)
{
    if (rc < 0)
        blame(in, items, n);
    else if (rc == 1 && (rc = fetch_each(in, items, n, sink)) == 0)
        rc = keep(in);
    return rc == 0 ? look_over(in, items, n) : rc;
}

/* Half of what may share a commit is fetched at a time, so that another half
 * may join it while the docket is at work on the batch before. */
static size_t
half(size_t most)
{
    return most > 1 ? most / 2 : 1;
}

static bool
room(const struct intake *in)
{
    const struct settings *s = in->desk->settings;
    const struct batch *b = &in->coming;
    uint64_t bytes = 0;

    for (size_t i = 0; i < b->n; i++)
        bytes += b->v[i].raw != NULL ? raw_size(b->v[i].raw) : 0;
    return b->n + half(s->batch_messages) <= (size_t)s->batch_messages &&
           bytes + half(s->batch_bytes) <= s->batch_bytes;
}

/* The server is at work on the next while what came is read and judged. */
static void
ask_ahead(struct intake *in, const struct imap_item *items, size_t n)
{
    size_t nuids;
    uint32_t *uids = to_fetch(in, items, n, &nuids);

    imap_fetch_ahead(in->imap, uids, nuids);
    free(uids);
}

/* A connection that breaks here costs what is on its way, not what is ready. */
int
batch_take(struct intake *in, const struct imap_item *items, size_t n, size_t next, uint32_t last)
{
    const struct imap_sink sink = { sink_begin, sink_bytes, sink_end, in };
    int rc;

    in->coming.any = true;
    in->coming.last = last;
    rc = fetch(in, items, n, &sink);
    if (rc == 0 && docket_busy(in) && all_came(in, items, n) && room(in))
        return 0;
    if (docket_back(in) != 0 || fetch_rest(in, items, n, &sink, rc) != 0)
        return -1;
    rc = in->marks.n < MARKS ? 0 : batch_tell(in);
    if (rc == 0)
        ask_ahead(in, items + n, next);
    if (batch_commit(in) != 0)
        return -1;
    return rc == 0 || docket_back(in) != 0 ? rc : -1;
}

size_t
batch_size(const struct settings *s, const struct imap_item *items, size_t n)
{
    uint64_t bytes = items[0].size;
    size_t i = 1;

    while (i < n && i < half(s->batch_messages) && bytes + items[i].size <= half(s->batch_bytes))
        bytes += items[i++].size;
    return i;
}
