/* A batch of fetched messages: reader's answers, archive, one commit. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "daemon/intake.h"
#include "fatal.h"
#include "office/clerk/clerk.h"
#include "store/docket.h"

void
arrived_unfetched(struct arrived *a, uint32_t uid, uint64_t size, instant received, enum reason why)
{
    a->uid = uid;
    a->received = received;
    a->size = size;
    a->unfetched = why;
    a->answered = true;
    a->facts = message_new();
}

void
arrived_clear(struct arrived *a)
{
    raw_end(a->raw);
    message_free(a->facts);
    free(a->unreadable);
    taken_clear(&a->taken);
    *a = (struct arrived){0};
}

int
arrived_read(struct readers *readers, struct arrived *batch, size_t i, char **cause)
{
    struct arrived *a = &batch[i];
    size_t size;

    raw_hash(a->raw);
    size = a->tries < READER_TRIES ? raw_size(a->raw)
                                   : readers_header_size(raw_fd(a->raw), raw_size(a->raw));
    a->tries++;
    return readers_submit(readers, i, raw_fd(a->raw), size, cause);
}

/* The reader failed on this message: again, then the header only, then bare. */
static int
retry(struct readers *readers, struct arrived *batch, size_t i, char *why, char **cause)
{
    struct arrived *a = &batch[i];

    if (a->gone) {
        free(why);
        a->answered = true;
        return 0;
    }
    log_warning("message %u could not be read: %s", a->uid, why);
    if (a->tries >= READER_TRIES && a->unreadable == NULL)
        a->unreadable = xstrdup(why);
    free(why);
    if (a->tries <= READER_TRIES)
        return arrived_read(readers, batch, i, cause);
    a->facts = message_new();
    a->answered = true;
    return 0;
}

int
arrived_finish(struct readers *readers, struct arrived *batch, size_t n, char **cause)
{
    size_t left = 0;

    for (size_t i = 0; i < n; i++)
        left += !batch[i].answered;
    while (left > 0) {
        struct message *facts = NULL;
        char *why = NULL;
        uint64_t id = 0;
        int rc = readers_next(readers, &id, &facts, &why);

        if (rc != 1) {
            if (rc == 0 && why == NULL)
                cause_set(&why, "the reader service lost a message");
            *cause = why;
            return -1;
        }
        if (id >= n || batch[id].answered) {        /* house rule 6: nothing it says is believed */
            message_free(facts);
            free(why);
            return cause_set(cause, "the reader service answered for a message it was not given");
        }
        if (facts == NULL) {
            if (retry(readers, batch, id, why, cause) != 0)
                return -1;
            left -= batch[id].answered;
            continue;
        }
        batch[id].facts = facts;
        batch[id].answered = true;
        left--;
    }
    return 0;
}

/* Where the mailbox does not say when, the postmark of the last server does. */
static instant
guessed(const struct message *facts, instant now)
{
    instant at;

    return facts->received != NULL && instant_parse(facts->received, 0, &at) && at <= now ? at
                                                                                          : now;
}

#define LONG_BEFORE (365 * DAY)

/* A moment that has not come, or lies years before the mail's own marks, is a clock that was
 * never set: of a mailbox put together by another program, mostly. */
static bool
dated(const struct arrived *a, instant now)
{
    const char *own = a->facts->received != NULL ? a->facts->received : a->facts->date;
    instant at;

    if (a->received == INSTANT_NONE || a->received > now + DAY)
        return false;
    return own == NULL || !instant_parse(own, 0, &at) || at > now || at - a->received < LONG_BEFORE;
}

static int
take_all(struct desk *desk, const char *folder, uint32_t uidvalidity, struct arrived *batch,
         size_t n)
{
    instant now = clock_now();
    int rc = 0;

    for (size_t i = 0; i < n && rc == 0; i++) {
        struct arrived *a = &batch[i];
        struct arrival at = { .folder = folder,
                              .uidvalidity = uidvalidity,
                              .uid = a->uid,
                              .received = a->received,
                              .undated = !dated(a, now),
                              .unreadable = a->unreadable,
                              .unfetched = a->unfetched };

        if (a->gone)
            continue;
        if (at.undated)
            at.received = guessed(a->facts, now);
        at.size = a->raw != NULL ? raw_size(a->raw) : a->size;
        at.sha256 = a->raw != NULL ? raw_hash(a->raw) : NULL;
        at.failed = fatal_known(at.sha256);
        fatal_hold(at.sha256);
        rc = clerk_take(desk, &at, a->facts, now, &a->taken);
        fatal_hold(NULL);
    }
    return rc;
}

/* Not before the commit: a docket that takes nothing is not said to have filed. */
static void
say_all(const struct arrived *batch, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (batch[i].taken.said != NULL)
            log_info("%s", batch[i].taken.said);
}

int
arrived_keep(struct raw *raw, const struct arrived *batch, size_t n, char **cause)
{
    struct raw_file **files = xcalloc(n + 1, sizeof *files);
    size_t nfiles = 0;
    int rc;

    for (size_t i = 0; i < n; i++)
        if (batch[i].raw != NULL)
            files[nfiles++] = batch[i].raw;
    rc = raw_keep(raw, files, nfiles, cause);
    free(files);
    return rc;
}

int
arrived_commit(struct desk *desk, const char *folder, uint32_t uidvalidity, struct arrived *batch,
               size_t n, uint32_t last)
{
    int rc = store_begin(desk->store);

    if (rc != 0)
        return rc;
    rc = take_all(desk, folder, uidvalidity, batch, n);
    if (rc == 0)
        rc = mailbox_seen(desk->store, folder, uidvalidity, last);
    rc = store_end(desk->store, rc);
    if (rc == 0)
        say_all(batch, n);
    return rc;
}
