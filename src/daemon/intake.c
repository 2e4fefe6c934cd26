/* Intake: mailbox -> archive -> reader -> clerk -> one transaction -> mark. */
#include "daemon/intake.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"
#include "daemon/loops.h"
#include "draining.h"
#include "office/post/channel.h"
#include "model/trouble.h"
#include "office/post/start.h"
#include "office/desk/readers.h"
#include "office/desk/stop.h"
#include "office/desk/wake.h"

#define RECONNECT_FIRST 2
#define RECONNECT_MOST 300
#define FELL_IN "intake.fell"           /* the folder in which the connection ended: it is read after the others */
#define OTHERS 5                        /* pauses between two looks at the folders that IDLE does not watch */

/* What keeps the mailbox from being read, for who asks: unless the docket itself failed. */
static int
faulty(struct intake *in, const char *why)
{
    struct store *store = in->desk->store;

    if (store_begin(store) != 0)
        return -1;
    return store_end(store, channel_fault(in->desk, CHANNEL_MAILBOX, why, NULL, in->refused,
                                          clock_now()));
}

/* "": in none. */
static int
note_fallen(struct intake *in, const char *folder)
{
    struct store *store = in->desk->store;

    return store_begin(store) != 0 ? -1
                                   : store_end(store, store_setting_put(store, FELL_IN, folder));
}

static int
drained(struct intake *in, instant begun)
{
    struct store *store = in->desk->store;

    if (store_begin(store) != 0 ||
        store_end(store, channel_works(in->desk, CHANNEL_MAILBOX, clock_now())) != 0)
        return -1;
    /* The time of a look may be lost with the power: one that finds nothing need not wake the disk. */
    if (store_relax(store) != 0 || store_begin(store) != 0 ||
        store_end(store, mailbox_drained_put(store, begun)) != 0)
        return -1;
    return store_firm(store);
}

/* At once: an order in the next folder is not carried out as if all were read. */
static int
told_unread(struct intake *in)
{
    int rc = in->why == NULL ? 0 : faulty(in, in->why);

    free(in->why);
    in->why = NULL;
    return rc;
}

/* The folder that is to come after the others, or 0. */
static int
find_fallen(const struct intake *in, size_t *late)
{
    const struct strings *folders = &in->desk->settings->mailbox.folders;
    char *name = NULL;
    int rc = folders->n > 1 ? store_setting(in->desk->store, FELL_IN, &name) : 1;

    *late = 0;
    for (size_t i = 1; rc == 0 && i < folders->n; i++)
        if (strcmp(folders->v[i], name) == 0)
            *late = i;
    free(name);
    return rc < 0 ? -1 : 0;
}

static int
drain_one(struct intake *in, size_t folder)
{
    const char *name = in->desk->settings->mailbox.folders.v[folder];

    return stop ? 0 : drain_folder(in, name) != 0 ? -1 : told_unread(in);
}

/* The first folder comes last: it stays selected for IDLE. One in which the connection ended keeps
 * none of the others from being read, however often it ends there. */
static int
drain(struct intake *in)
{
    instant begun = clock_now();
    size_t late;
    int rc = find_fallen(in, &late);

    in->unread = false;
    free(in->why);
    in->why = NULL;
    for (size_t i = in->desk->settings->mailbox.folders.n; rc == 0 && i-- > 0;)
        if (i == 0 || i != late)
            rc = drain_one(in, i);
    if (rc == 0 && late > 0 && (rc = drain_one(in, late)) == 0 && (rc = note_fallen(in, "")) == 0)
        rc = drain_one(in, 0);
    return rc != 0 ? -1 : stop || in->unread ? 0 : drained(in, begun);
}

/* ---- the loop --------------------------------------------------------------------- */

static int
connect_all(struct intake *in)
{
    const struct settings *s = in->desk->settings;

    if (in->readers == NULL &&
        (in->readers = readers_start(s->reader, s->readers, &in->cause)) == NULL)
        return -1;
    if ((in->imap = imap_login(&s->mailbox.server, &in->refused, &in->cause)) == NULL)
        return -1;
    if (!s->mailbox.idle)
        imap_idle_never(in->imap);
    if (s->mailbox.mark == MARK_MOVE && !imap_can_move(in->imap))
        return cause_set(
            &in->cause,
            "the IMAP server does not offer MOVE; set mailbox.mark to \"keyword\" or \"seen\"");
    if (s->mailbox.mark == MARK_MOVE &&
        imap_select(in->imap, s->mailbox.move_to, NULL, &in->state, &in->cause) != 0)
        return -1;                      /* better no intake than a mailbox that never empties */
    return 0;
}

/* What SELECT said of it still holds: a look by the clock need not ask again. A server that
 * cannot push may show what is new only to who selects. */
static bool
same_folder(const struct intake *in)
{
    return imap_can_idle(in->imap) && in->desk->settings->mailbox.folders.n == 1 && !in->unread &&
           in->state.uidnext > in->last;
}

/* Wait, drain, wait: until the connection or the daemon ends. */
static int
attend(struct intake *in, int bell, bool once, bool *worked)
{
    const struct mailbox_settings *m = &in->desk->settings->mailbox;
    int rc = connect_all(in);

    while (rc == 0 && (rc = drain(in)) == 0 && !once && !stop) {
        store_rest(in->desk->store);
        mem_settle();
        if (!*worked) {
            wake_ring(in->desk->settings->runtime, "calendar");         /* it says that the mailbox is read again */
            mem_leave_code();
        }
        *worked = true;
        rc = imap_wait(in->imap, imap_can_idle(in->imap) ? OTHERS * m->poll : m->poll, bell,
                       &in->cause);
        wake_hush(bell);
        in->same = rc == 0 && same_folder(in);
        rc = rc < 0 ? -1 : 0;
    }
    if (rc == 0 && once && in->unread) {
        log_error("the mailbox was not read to its end: nobody is reminded; see the lines above");
        return -1;
    }
    return rc;
}

/* The connection ended, maybe of the folder in hand. */
static int
fallen(struct intake *in)
{
    const struct strings *folders = &in->desk->settings->mailbox.folders;

    if (faulty(in, in->cause) != 0)
        return -1;
    return in->folder == NULL || in->folder == folders->v[0] ? 0 : note_fallen(in, in->folder);
}

static void
let_go(struct intake *in)
{
    imap_close(in->imap);
    in->imap = NULL;
    in->same = false;
    in->folder = NULL;
    readers_stop(in->readers);          /* answers of a broken batch go with it */
    in->readers = NULL;
    imap_boxes_free(&in->boxes);
    missing_free(in);
    free(in->trouble);
    free(in->why);
    in->trouble = in->why = NULL;
    batch_free(&in->coming);
    batch_free(&in->ready);
    batch_marks_free(in);
    free(in->cause);
    in->cause = NULL;
}

static int
begin_work(struct desk *desk)
{
    int rc = store_begin(desk->store);

    if (rc != 0)
        return -1;
    rc = start_note(desk, clock_now());
    if (rc == 0)
        rc = store_commit(desk->store);
    if (rc != 0)
        store_rollback(desk->store);
    return rc;
}

static void
say_cause(const char *cause)
{
    char *said = trouble_say(
        cause != NULL ? cause : "the docket could not be written; see the line above", true);

    log_error("%s", said);
    free(said);
}

/* Twice as long each time, and as long as the server asks for. */
static int
pause_after(int before, bool worked, int asked)
{
    int pause = worked                        ? RECONNECT_FIRST
                : before * 2 > RECONNECT_MOST ? RECONNECT_MOST
                                              : before * 2;

    return pause > asked ? pause : asked;
}

int
intake_run(struct desk *desk, bool once)
{
    struct intake in = { .desk = desk, .once = once };
    int pause = RECONNECT_FIRST, asked, rc = -1, bell;

    log_as("intake");
    if (begin_work(desk) != 0)
        return -1;
    if ((bell = wake_open(desk->settings->runtime, "intake", &in.cause)) == -1)
        log_error("%s", in.cause);
    while (bell != -1) {
        bool worked = false;

        rc = attend(&in, bell, once, &worked);
        if (rc != 0 && (in.cause != NULL || !in.unread))
            say_cause(in.cause);
        if (rc != 0 && !stop && in.cause != NULL && fallen(&in) == 0)
            wake_ring(desk->settings->runtime, "calendar");
        asked = rc != 0 ? trouble_pause(in.cause) : 0;
        let_go(&in);
        if (rc == 0 || once || stop || store_broken(desk->store))
            break;
        pause = pause_after(pause, worked, asked);
        log_notice("the mailbox is tried again in %d seconds", pause);
        rest_seconds(pause);
    }
    free(in.cause);
    if (bell != -1)
        close(bell);
    return rc;
}
