/* Whole messages. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "imap_private.h"

#define PIECE (128u << 10)   /* one write to the archive; a TLS record brings 16 KiB */

struct fetching {
    struct imap *im;
    const struct imap_sink *sink;
    const uint32_t *uids;       /* asked for, sorted */
    bool *seen;                 /* delivered, or begun */
    size_t n;
    uint32_t current;           /* begun and not ended; 0: none */
    uint64_t size;              /* of its text */
    char *piece;                /* PIECE octets of it */
    bool late;                  /* a row gave its uid only after its text */
};

static bool *
asked_for(const struct fetching *f, uint32_t uid)
{
    size_t low = 0, high = f->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (f->uids[middle] < uid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n && f->uids[low] == uid ? &f->seen[low] : NULL;
}

static int
wrong(const struct fetching *f, const char *why)
{
    tls_fail(f->im->tls, why);
    return -1;
}

static int
pour(struct fetching *f, struct response *a)
{
    int rc = 0;

    for (uint64_t left = a->literal; left > 0 && rc == 0; ) {
        size_t n = left < PIECE ? (size_t)left : PIECE;

        if ((rc = response_octets(a, f->piece, n)) == 0 &&
            f->sink->bytes(f->sink->arg, f->piece, n) != 0)
            rc = wrong(f, "given up by the receiver");
        left -= n;
        f->size += rc == 0 ? n : 0;
    }
    return rc == 0 ? response_more(a) : rc;
}

/* The text of one row: a literal, or a string within the line. Without its uid
 * nobody knows whose it is, unless one alone was asked for. */
static int
take_text(void *arg, struct response *a, struct row *row)
{
    struct fetching *f = arg;
    uint32_t uid = row->item.uid != 0 ? row->item.uid : f->n == 1 ? f->uids[0] : 0;
    bool *seen = uid != 0 ? asked_for(f, uid) : NULL;

    if (uid == 0) {
        f->late = true;
        return a->inline_text ? 0 : response_skip(a);
    }
    if (seen == NULL || *seen || f->current != 0)
        return wrong(f, "the server sent a message that was not asked for");
    *seen = row->text = true;
    f->size = 0;
    if (f->sink->begin(f->sink->arg, uid) != 0)
        return wrong(f, "given up by the receiver");
    f->current = uid;
    if (!a->inline_text)
        return pour(f, a);
    f->size = a->length;
    return a->length == 0 || f->sink->bytes(f->sink->arg, a->word, a->length) == 0
               ? 0
               : wrong(f, "given up by the receiver");
}

static int
end_row(struct fetching *f, const struct row *row)
{
    uint32_t uid = f->current;

    if (!row->text)
        return 0;
    if (row->item.uid != uid)
        return wrong(f, "the server gave one message two uids");
    f->current = 0;
    tls_progress(f->im->tls);
    return f->sink->end(f->sink->arg, uid, row->item.received, f->size, true) == 0
               ? 0
               : wrong(f, "given up by the receiver");
}

static char *
fetch_command(const uint32_t *sorted, size_t n)
{
    char *set = imap_set_text(sorted, n),
         *command = xasprintf("UID FETCH %s (UID INTERNALDATE BODY.PEEK[])", set);

    free(set);
    return command;
}

void
imap_fetch_ahead(struct imap *im, const uint32_t *uids, size_t n)
{
    uint32_t *sorted = imap_sorted(uids, &n);
    char *command = n > 0 ? fetch_command(sorted, imap_portion(sorted, n)) : NULL, *cause = NULL;
    struct response a;

    if (command != NULL && imap_begin(im, true, &cause) == 0 &&
        imap_command(&a, im, command) == 0) {
        im->ahead = command;
        command = NULL;
    }
    free(command);
    free(cause);                        /* the next command says it */
    free(sorted);
}

static int
fetch_portion(struct fetching *f, char **cause)
{
    char *command = fetch_command(f->uids, f->n);
    enum responded how = RESPONSE_DEAD;
    struct response a = { .im = f->im };
    struct row row;
    bool asked = imap_is_ahead(f->im, command);
    int rc = imap_begin(f->im, true, cause);

    f->piece = xmalloc(PIECE);
    if (rc == 0 && (asked || imap_command(&a, f->im, command) == 0))
        while ((how = response_next(&a)) == RESPONSE_ROW)
            if (imap_row(&a, NULL, &row, take_text, f) < 0 || end_row(f, &row) != 0) {
                how = RESPONSE_DEAD;
                break;
            }
    if (rc == 0)
        rc = response_end(&a, how, "fetching messages", cause);
    if (f->current != 0)
        f->sink->end(f->sink->arg, f->current, INSTANT_NONE, f->size, false);
    free(f->piece);
    free(command);
    return rc;
}

/* A server may give the uid of a row after its text. Then one command a
 * message, so that it is known whose text comes. */
static int
fetch_singly(struct fetching *all, char **cause)
{
    int rc = 0;

    for (size_t i = 0; i < all->n && rc == 0; i++) {
        struct fetching one = {
            .im = all->im, .sink = all->sink, .uids = &all->uids[i], .seen = &all->seen[i], .n = 1
        };

        if (!all->seen[i])
            rc = fetch_portion(&one, cause);
    }
    return rc;
}

int
imap_fetch(struct imap *im, const uint32_t *uids, size_t n, const struct imap_sink *sink,
           char **cause)
{
    uint32_t *sorted = imap_sorted(uids, &n);
    bool *seen = xcalloc(n, sizeof *seen);
    int rc = 0;

    for (size_t i = 0, portion; i < n && rc == 0; i += portion) {
        struct fetching f = { .im = im, .sink = sink, .uids = sorted + i, .seen = seen + i };

        f.n = portion = imap_portion(sorted + i, n - i);
        rc = fetch_portion(&f, cause);
        if (rc == 0 && f.late)
            rc = fetch_singly(&f, cause);
    }
    free(seen);
    free(sorted);
    return rc;
}
