/* A batch: fetched, read, committed, marked.
 *
 * States of a message: in the mailbox only -> raw file kept (no row: fetched
 * again, same name) -> row committed -> marked in the mailbox. A crash leaves
 * it in one of them and the next run goes on from there: the folder's row says
 * where reading stopped, `marked` which marks are still owed (G1, G2, G4). */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "draining.h"
#include "office/desk/wake.h"

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

/* ---- marks --------------------------------------------------------------------- */

/* After the commit: tell the mailbox, then note that it was told. A crash
 * between the two tells it twice, which changes nothing. */
static int
mark(struct intake *in, const uint32_t *uids, size_t n)
{
    const struct mailbox_settings *m = &in->desk->settings->mailbox;
    bool keeps = m->mark != MARK_KEYWORD || in->state.keeps;
    int rc = 1;

    if (n == 0 || in->marks_refused)
        return 0;
    if (keeps)
        rc = imap_mark(in->imap, uids, n, m->mark, m->keyword, m->move_to, &in->cause);
    if (rc == 1) {
        in->marks_refused = true;
        trouble_set(in, "the server does not mark what was read, so the docket alone knows: %s",
                    keeps ? in->cause : "it keeps no keywords here");
        free(in->cause);
        in->cause = NULL;
        return 0;
    }
    return rc != 0
               ? -1
               : message_marked_put(in->desk->store, in->folder, in->state.uidvalidity, uids, n);
}

int
batch_marks(struct intake *in)
{
    uint32_t *uids = NULL;
    size_t n = 0;
    int rc = message_unmarked(in->desk->store, in->folder, in->state.uidvalidity, &uids, &n);

    if (rc == 0)
        rc = mark(in, uids, n);
    free(uids);
    return rc;
}

/* ---- commit ---------------------------------------------------------------------- */

void
batch_free(struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        arrived_clear(&b->v[i]);
    free(b->v);
    *b = (struct batch){0};
}

static int
commit(const struct intake *in)
{
    const struct batch *b = &in->ready;
    struct store *store = in->desk->store;

    if (!b->any)
        return 0;
    if (arrived_commit(in->desk, in->folder, in->state.uidvalidity, b->v, b->n, b->last) != 0)
        return -1;
    if (b->n > 0)
        wake_after_entry(in->desk->settings->runtime);
    return store_broken(store) ? -1 : 0;
}

/* What is ready is judged and committed in a thread while the next batch is
 * fetched: the thread alone has the docket meanwhile, who fetches the
 * connection, the files on their way and the readers. */
struct aside {
    const struct intake *in;
    pthread_t thread;
    bool runs;
    int rc;
};

static void *
commit_aside(void *arg)
{
    struct aside *a = arg;

    a->rc = commit(a->in);
    return NULL;
}

static void
aside_begin(struct aside *a)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);        /* who fetches is told to stop */
    a->runs = a->in->ready.any && pthread_create(&a->thread, NULL, commit_aside, a) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!a->runs)
        commit_aside(a);
}

static int
aside_end(struct aside *a)
{
    if (a->runs)
        pthread_join(a->thread, NULL);
    return a->rc;
}

/* After the commit of what was ready. */
static int
told(struct intake *in, bool connected)
{
    struct batch *b = &in->ready;
    uint32_t *uids = xcalloc(b->n + 1, sizeof *uids);
    size_t n = 0;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < b->n; i++) {
        if (b->v[i].unfetched != 0 || b->v[i].gone)
            continue;
        uids[n++] = b->v[i].uid;
        rc = missing_came(in, b->v[i].uid);
    }
    if (rc == 0 && connected)
        rc = mark(in, uids, n);
    free(uids);
    batch_free(b);
    return rc;
}

int
batch_settle(struct intake *in, bool connected)
{
    if (commit(in) == 0)
        return told(in, connected);
    batch_free(&in->ready);
    return -1;
}

/* ---- fetching ---------------------------------------------------------------------- */

static struct arrived *
came(struct intake *in, uint32_t uid)
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

/* As imap_fetch: nothing here looks into the docket. */
static int
fetch(struct intake *in, const struct imap_item *items, size_t n, const struct imap_sink *sink)
{
    uint32_t *uids = xcalloc(n + 1, sizeof *uids);
    size_t nuids = 0;
    int rc = 0;

    for (size_t i = 0; i < n; i++) {
        if (items[i].size <= in->desk->settings->message_most)
            uids[nuids++] = items[i].uid;
        else
            arrived_unfetched(ARRAY_MORE(in->coming.v, in->coming.n), items[i].uid, items[i].size,
                              items[i].received, REASON_TOO_LARGE);
    }
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

/* A connection that breaks here costs the batch on its way, not the one before. */
int
batch_take(struct intake *in, const struct imap_item *items, size_t n, uint32_t last)
{
    const struct imap_sink sink = { sink_begin, sink_bytes, sink_end, in };
    struct aside before = { .in = in };
    char *why;
    int rc;

    in->coming.any = true;
    in->coming.last = last;
    aside_begin(&before);
    rc = fetch(in, items, n, &sink);
    if (aside_end(&before) != 0) {
        batch_free(&in->ready);
        return -1;
    }
    rc = fetch_rest(in, items, n, &sink, rc);
    why = in->cause;
    in->cause = NULL;
    if (told(in, rc == 0) != 0 || rc != 0) {
        if (in->cause == NULL)
            in->cause = why;
        else
            free(why);
        return -1;
    }
    if (arrived_finish(in->readers, in->coming.v, in->coming.n, &in->cause) != 0)
        return -1;
    in->ready = in->coming;
    in->coming = (struct batch){0};
    return 0;
}

size_t
batch_size(const struct settings *s, const struct imap_item *items, size_t n)
{
    uint64_t bytes = items[0].size;
    size_t i = 1;

    while (i < n && i < (size_t)s->batch_messages && bytes + items[i].size <= s->batch_bytes)
        bytes += items[i++].size;
    return i;
}
