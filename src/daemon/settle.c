/* What is ready: judged and committed, then marked in the mailbox. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "draining.h"
#include "office/desk/wake.h"

/* ---- marks --------------------------------------------------------------------- */

/* After the commit: tell the mailbox, then note that it was told. A crash
 * between the two tells it twice, which changes nothing. */
int
batch_tell(struct intake *in)
{
    const struct mailbox_settings *m = &in->desk->settings->mailbox;
    bool keeps = m->mark != MARK_KEYWORD || in->state.keeps;
    struct marks *k = &in->marks;
    int rc = 1;

    if (k->n == 0 || in->marks_refused)
        return 0;
    if (keeps)
        rc = imap_mark(in->imap, k->uids, k->n, m->mark, m->keyword, m->move_to, &in->cause);
    k->told = rc == 0;
    if (rc == 1) {
        in->marks_refused = true;
        trouble_set(in, "the server does not mark what was read, so the docket alone knows: %s",
                    keeps ? in->cause : "it keeps no keywords here");
        free(in->cause);
        in->cause = NULL;
        return 0;
    }
    return rc;
}

void
batch_marks_free(struct intake *in)
{
    free(in->marks.uids);
    in->marks = (struct marks){0};
}

static int
note(struct intake *in)
{
    const struct marks *k = &in->marks;
    int rc;

    if (!k->told)
        return 0;
    rc = message_marked_put(in->desk->store, in->folder, in->state.uidvalidity, k->uids, k->n);
    batch_marks_free(in);
    return rc;
}

int
batch_marks(struct intake *in)
{
    batch_marks_free(in);
    if (message_unmarked(in->desk->store, in->folder, in->state.uidvalidity, &in->marks.uids,
                         &in->marks.n) != 0 ||
        batch_tell(in) != 0)
        return -1;
    return note(in);
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

/* What could not be committed is ready no more: it will be fetched again. */
static int
commit(struct intake *in)
{
    struct batch *b = &in->ready;

    if (!b->any)
        return 0;
    if (arrived_commit(in->desk, in->folder, in->state.uidvalidity, b->v, b->n, b->last) != 0 ||
        store_broken(in->desk->store)) {
        batch_free(b);
        return -1;
    }
    if (b->n > 0)
        wake_after_entry(in->desk->settings->runtime);
    return 0;
}

static void *
commit_aside(void *arg)
{
    struct intake *in = arg;

    in->aside.rc = commit(in);
    in->aside.done = true;
    return NULL;
}

static void
aside_begin(struct intake *in)
{
    struct aside *a = &in->aside;
    sigset_t all, before;

    a->done = false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);        /* who fetches is told to stop */
    a->runs = pthread_create(&a->thread, NULL, commit_aside, in) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!a->runs)
        commit_aside(in);
}

bool
docket_busy(const struct intake *in)
{
    return in->aside.runs && !in->aside.done;
}

static int
aside_end(struct intake *in)
{
    struct aside *a = &in->aside;
    int rc;

    if (a->runs)
        pthread_join(a->thread, NULL);
    rc = a->rc;
    *a = (struct aside){0};
    return rc;
}

/* What is ready no more, but in the docket: its marks are due. */
static int
in_docket(struct intake *in)
{
    struct batch *b = &in->ready;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < b->n; i++) {
        if (b->v[i].unfetched != 0 || b->v[i].gone)
            continue;
        *ARRAY_MORE(in->marks.uids, in->marks.n) = b->v[i].uid;
        rc = missing_came(in, b->v[i].uid);
    }
    batch_free(b);
    return rc;
}

/* What came becomes what is ready. */
static int
read_all(struct intake *in)
{
    if (arrived_finish(in->readers, in->coming.v, in->coming.n, &in->cause) != 0)
        return -1;
    in->ready = in->coming;
    in->coming = (struct batch){0};
    return 0;
}

int
docket_back(struct intake *in)
{
    return aside_end(in) != 0 || note(in) != 0 || in_docket(in) != 0 ? -1 : 0;
}

int
batch_commit(struct intake *in)
{
    if (read_all(in) != 0)
        return -1;
    aside_begin(in);
    return 0;
}

int
batch_settle(struct intake *in, bool connected)
{
    if (docket_back(in) != 0 || read_all(in) != 0 || commit(in) != 0 || in_docket(in) != 0 ||
        (connected && batch_tell(in) != 0))
        return -1;
    return note(in);
}
