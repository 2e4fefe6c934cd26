/* Intake: mailbox -> archive -> reader -> clerk -> one transaction -> mark.
 *
 * States of a message: in the mailbox only -> raw file kept (no row: fetched
 * again, same name) -> row committed -> marked in the mailbox. A crash leaves
 * it in one of them and the next run goes on from there: the row says where
 * reading stopped, `marked` which marks are still owed (G1, G2, G4). */
#include "daemon/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "daemon/loops.h"
#include "mail/imap.h"
#include "office/clerk/clerk.h"
#include "office/desk/readers.h"
#include "office/desk/stop.h"
#include "office/desk/wake.h"
#include "store/docket.h"

#define PIECE (128u << 10)

/* Two batches are in hand: while one is committed, the readers are at work on
 * the next, which has arrived meanwhile. */
struct batch {
    struct arrived *v;                  /* the messages that will share one commit */
    size_t n;
    uint32_t last;                      /* the folder was looked through up to this UID */
};

#define RECONNECT_FIRST 2
#define RECONNECT_MOST 300

struct intake {
    struct desk *desk;
    struct readers *readers;
    struct imap *imap;
    const char *folder;
    struct imap_folder state;
    struct batch coming;                /* being fetched, then read */
    struct batch ready;                 /* read, not yet committed */
    struct buf held;                    /* octets of the message in hand, not yet written */
    char *cause;
};

/* ---- one message, while it arrives ---------------------------------------- */

static int
sink_begin(void *arg, uint32_t uid)
{
    struct intake *in = arg;
    struct arrived *a = ARRAY_MORE(in->coming.v, in->coming.n);

    buf_reset(&in->held);
    a->uid = uid;
    a->raw = raw_begin(in->desk->raw, &in->cause);
    return a->raw == NULL ? -1 : 0;
}

static int
write_held(struct intake *in)
{
    int rc = in->held.len == 0 ? 0
             : raw_add(in->coming.v[in->coming.n - 1].raw, in->held.data, in->held.len, &in->cause);

    buf_reset(&in->held);
    return rc;
}

/* TLS hands over a record at a time; the archive is written in larger pieces. */
static int
sink_bytes(void *arg, const void *bytes, size_t n)
{
    struct intake *in = arg;

    buf_add(&in->held, bytes, n);
    return in->held.len < PIECE ? 0 : write_held(in);
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
    if (write_held(in) != 0)
        return -1;
    a->received = received;
    return arrived_read(in->readers, in->coming.v, in->coming.n - 1, &in->cause);
}

/* ---- a batch ------------------------------------------------------------------ */

static void
batch_free(struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        arrived_clear(&b->v[i]);
    free(b->v);
    *b = (struct batch){0};
}

/* After the commit: tell the mailbox, then note that it was told. A crash
 * between the two tells it twice, which changes nothing. A server that refuses
 * is asked again at the next drain; reading goes on meanwhile. */
static int
mark(struct intake *in, const uint32_t *uids, size_t n)
{
    const struct mailbox_settings *m = &in->desk->settings->mailbox;
    int rc;

    if (n == 0)
        return 0;
    rc = imap_mark(in->imap, uids, n, m->mark, m->keyword, m->move_to, &in->cause);
    if (rc == 1) {
        log_warning("%s: the server will not mark what was read: %s", in->folder, in->cause);
        free(in->cause);
        in->cause = NULL;
        return 0;
    }
    if (rc != 0)
        return -1;
    return message_marked_put(in->desk->store, in->folder, in->state.uidvalidity, uids, n);
}

static int
commit(struct intake *in, const struct batch *b)
{
    struct store *store = in->desk->store;

    if (arrived_commit(in->desk, in->folder, in->state.uidvalidity, b->v, b->n, b->last, &in->cause) != 0)
        return -1;
    if (b->n > 0)
        wake_ring(in->desk->settings->runtime, "courier");
    return store_broken(store) ? -1 : 0;
}

/* Commits what is ready and tells the mailbox, if it is still there. */
static int
settle_ready(struct intake *in, bool connected)
{
    struct batch *b = &in->ready;
    uint32_t *uids = xcalloc(b->n + 1, sizeof *uids);
    size_t n = 0;
    int rc = b->last == 0 ? 0 : commit(in, b);

    for (size_t i = 0; i < b->n; i++)   /* what vanished meanwhile has nothing to mark */
        if (!b->v[i].too_large)
            uids[n++] = b->v[i].uid;
    if (rc == 0 && connected)
        rc = mark(in, uids, n);
    free(uids);
    batch_free(b);
    return rc;
}

static int
fetch(struct intake *in, const struct imap_item *items, size_t n)
{
    const struct imap_sink sink = { sink_begin, sink_bytes, sink_end, in };
    uint32_t *uids = xcalloc(n, sizeof *uids);
    size_t nuids = 0;
    int rc = 0;

    for (size_t i = 0; i < n; i++) {
        if (items[i].size <= in->desk->settings->message_most)
            uids[nuids++] = items[i].uid;
        else
            arrived_too_large(ARRAY_MORE(in->coming.v, in->coming.n), &items[i]);
    }
    in->coming.last = items[n - 1].uid;
    if (nuids > 0)
        rc = imap_fetch(in->imap, uids, nuids, &sink, &in->cause);
    free(uids);
    return rc;
}

/* A connection that breaks here costs the batch on its way, not the one before. */
static int
take_batch(struct intake *in, const struct imap_item *items, size_t n)
{
    char *why = NULL;
    int rc = fetch(in, items, n);

    if (rc != 0) {
        why = in->cause;
        in->cause = NULL;
    }
    if (settle_ready(in, rc == 0) != 0 || rc != 0) {
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

/* How many of the items share the next commit. */
static size_t
batch_size(const struct settings *s, const struct imap_item *items, size_t n)
{
    uint64_t bytes = items[0].size;
    size_t i = 1;

    while (i < n && i < (size_t)s->batch_messages && bytes + items[i].size <= s->batch_bytes)
        bytes += items[i++].size;
    return i;
}

/* ---- a folder ------------------------------------------------------------------- */

/* Marks owed by a run that ended between commit and mark. */
static int
settle_marks(struct intake *in)
{
    uint32_t *uids = NULL;
    size_t n = 0;
    int rc = message_unmarked(in->desk->store, in->folder, in->state.uidvalidity, &uids, &n);

    if (rc == 0)
        rc = mark(in, uids, n);
    free(uids);
    return rc;
}

static int
drain_folder(struct intake *in)
{
    const struct settings *s = in->desk->settings;
    struct imap_item *items = NULL;
    size_t n = 0, done = 0;
    uint32_t last = 0;
    int rc = imap_select(in->imap, in->folder, &in->state, &in->cause);

    if (rc == 1) {                      /* an office may have no Spam folder */
        log_warning("%s; it is passed over", in->cause);
        free(in->cause);
        in->cause = NULL;
        return 0;
    }
    if (rc != 0 || mailbox_state(in->desk->store, in->folder, in->state.uidvalidity, &last) != 0 ||
        settle_marks(in) != 0)
        return -1;
    if (last < UINT32_MAX && imap_list(in->imap, last + 1, s->mailbox.keyword, &items, &n, &in->cause) != 0)
        return -1;
    while (done < n && !stop && rc == 0) {
        size_t k = batch_size(s, items + done, n - done);

        rc = take_batch(in, items + done, k);
        done += k;
    }
    free(items);
    return rc == 0 ? settle_ready(in, true) : rc;
}

static int
drain(struct intake *in)
{
    const struct strings *folders = &in->desk->settings->mailbox.folders;
    instant begun = clock_now();

    for (size_t i = folders->n; i-- > 0 && !stop;) {    /* the first folder last: it stays selected for IDLE */
        in->folder = folders->v[i];
        if (drain_folder(in) != 0)
            return -1;
    }
    return stop ? 0 : mailbox_drained_put(in->desk->store, begun);
}

/* ---- the loop --------------------------------------------------------------------- */

static int
connect_all(struct intake *in)
{
    const struct settings *s = in->desk->settings;

    if (in->readers == NULL && (in->readers = readers_start(s->reader, s->readers, &in->cause)) == NULL)
        return -1;
    if ((in->imap = imap_open(&s->mailbox.server, &in->cause)) == NULL)
        return -1;
    if (s->mailbox.mark == MARK_MOVE && !imap_can_move(in->imap))
        return cause_set(&in->cause, "the IMAP server does not offer MOVE; set mailbox.mark to \"keyword\" or \"seen\"");
    if (s->mailbox.mark == MARK_MOVE && imap_select(in->imap, s->mailbox.move_to, &in->state, &in->cause) != 0)
        return -1;                      /* better no intake than a mailbox that never empties */
    return 0;
}

/* Wait, drain, wait: until the connection or the daemon ends. */
static int
attend(struct intake *in, int bell, bool once, bool *worked)
{
    const struct mailbox_settings *m = &in->desk->settings->mailbox;
    int rc = connect_all(in);

    while (rc == 0 && (rc = drain(in)) == 0 && !once && !stop) {
        *worked = true;
        rc = imap_wait(in->imap, m->poll, bell, &in->cause);
        wake_hush(bell);
        rc = rc < 0 ? -1 : 0;
    }
    return rc;
}

static void
let_go(struct intake *in)
{
    imap_close(in->imap);
    in->imap = NULL;
    readers_stop(in->readers);          /* answers of a broken batch go with it */
    in->readers = NULL;
    batch_free(&in->coming);
    batch_free(&in->ready);
    free(in->cause);
    in->cause = NULL;
}

int
intake_run(struct desk *desk, bool once)
{
    struct intake in = { .desk = desk };
    int pause = RECONNECT_FIRST, rc = -1, bell;

    log_as("intake");
    if ((bell = wake_open(desk->settings->runtime, "intake", &in.cause)) == -1)
        log_error("%s", in.cause);
    while (bell != -1) {
        bool worked = false;

        rc = attend(&in, bell, once, &worked);
        if (rc != 0)
            log_error("%s", in.cause != NULL ? in.cause : "the docket could not be written; see the line above");
        let_go(&in);
        if (rc == 0 || once || stop || store_broken(desk->store))
            break;
        pause = worked ? RECONNECT_FIRST : pause * 2 > RECONNECT_MOST ? RECONNECT_MOST : pause * 2;
        log_notice("the mailbox is tried again in %d seconds", pause);
        rest_seconds(pause);
    }
    buf_free(&in.held);
    free(in.cause);
    if (bell != -1)
        close(bell);
    return rc;
}
