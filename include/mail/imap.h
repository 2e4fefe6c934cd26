/* IMAP4rev1 (RFC 3501) with IDLE (RFC 2177) and MOVE (RFC 6851), by libetpan
 * over our own TLS stream. One object is one connection; after any -1 it is
 * dead: close it and connect again. Every call ends within the server's
 * timeout. The mailbox is only looked at (BODY.PEEK) until imap_mark. */
#ifndef DOCKETD_MAIL_IMAP_H
#define DOCKETD_MAIL_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "model/settings.h"

struct imap;

struct imap_folder {
    uint32_t uidvalidity, uidnext, exists;
    bool keywords;              /* the server keeps keywords in this folder */
};

struct imap_item {
    uint32_t uid;
    uint64_t size;              /* RFC822.SIZE */
    instant received;           /* INTERNALDATE */
    bool marked;                /* carries the keyword, or \Seen when that is the mark */
};

/* Receives one message while it arrives. */
struct imap_sink {
    int (*begin)(void *arg, uint32_t uid);                          /* -1 ends the fetch */
    int (*bytes)(void *arg, const void *bytes, size_t n);
    /* whole: the literal arrived to its last byte. received: INTERNALDATE of this row. */
    int (*end)(void *arg, uint32_t uid, instant received, uint64_t size, bool whole);
    void *arg;
};

struct imap *imap_open(const struct server *, char **cause);        /* connected, TLS verified, logged in */
bool imap_can_idle(const struct imap *);
void imap_no_idle(struct imap *);                                   /* imap_wait then asks by NOOP, whatever is offered */
bool imap_can_move(const struct imap *);
/* SELECT. 1: no such folder (*cause says so), 0: selected, -1: dead. */
int imap_select(struct imap *, const char *folder, struct imap_folder *out, char **cause);
/* Messages with uid >= first, ascending; *items is owned by the caller. keyword: what `marked` looks for; NULL: \Seen. */
int imap_list(struct imap *, uint32_t first, const char *keyword, struct imap_item **items, size_t *n, char **cause);
/* BODY.PEEK[] of these uids, as many in one command as its line holds. Vanished
 * uids are simply not delivered. The deadline is put off while messages are
 * completed or bytes come at LIMIT_PACE. After begin, end is always called,
 * with whole false if the connection died. 1: the server refused (*cause says
 * so); what came until then was delivered. imap_list returns 1 likewise. */
int imap_fetch(struct imap *, const uint32_t *uids, size_t n, const struct imap_sink *, char **cause);
/* After the commit: +FLAGS keyword or \Seen, or MOVE (COPY + \Deleted is never
 * used: without MOVE it is refused). 1: the server refused (*cause says so). */
int imap_mark(struct imap *, const uint32_t *uids, size_t n, enum mark, const char *keyword, const char *move_to, char **cause);
/* Waits for a change: 1 something may be new, 0 nothing within seconds, -1 dead.
 * wake_fd: returns 0 as soon as it is readable; -1: none. A signal, too, ends the wait with 0.
 * IDLE where offered, else sleeps and NOOPs. News that came with an earlier answer count. */
int imap_wait(struct imap *, int seconds, int wake_fd, char **cause);
void imap_close(struct imap *);                                     /* NULL is safe; LOGOUT if alive */

#endif
