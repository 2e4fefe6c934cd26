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
    uint32_t uidvalidity, uidnext;      /* uidnext 0: the server does not say */
    bool keeps;                 /* the server keeps the keyword (none: \Seen) in this folder */
};

struct imap_box {               /* one row of LIST (RFC 3501, 7.2.2) */
    char *name;                 /* UTF-8 */
    char separator;             /* between the parts of a path; '\0': it has none */
    bool junk;                  /* \Junk (RFC 6154) */
    bool closed;                /* \Noselect: no folder, only a part of a path */
};
struct imap_boxes { struct imap_box *v; size_t n; };

struct imap_item {
    uint32_t uid;
    uint64_t size;              /* RFC822.SIZE; 0 unless sized */
    instant received;           /* INTERNALDATE; INSTANT_NONE: not given, or no date */
    bool sized;
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
/* The same; *refused: the server answered and did not let us in. */
struct imap *imap_login(const struct server *, bool *refused, char **cause);
/* Whether a server answers there, with a certificate that stands: nobody logs in. 0, or -1 and *cause. */
int imap_look(const struct server *, char **cause);
bool imap_can_idle(const struct imap *);
void imap_idle_never(struct imap *);          /* as if the server did not offer it */
bool imap_can_move(const struct imap *);
/* SELECT. 1: the server refused (*cause says so), whether or not there is such a folder; 0: selected; -1: dead. */
int imap_select(struct imap *, const char *folder, const char *keyword, struct imap_folder *out,
                char **cause);
/* LIST "" "*". 1: refused. imap_find_folder: the one of this name; else the
 * one of this path with the server's own separator ("/" stands for it), or
 * below INBOX ("Spam" is INBOX.Spam); NULL: none. */
int imap_list_folders(struct imap *, struct imap_boxes *, char **cause);
const struct imap_box *imap_find_folder(const struct imap_boxes *, const char *name);
/* SELECT by this name, else by the one that imap_find_folder gives. boxes: {0},
 * or what was listed before; filled when it is needed. 1: refused; *absent: the
 * server names no such folder. */
int imap_select_found(struct imap *, const char *name, const char *keyword, struct imap_boxes *,
                      struct imap_folder *out, bool *absent, char **cause);
char *imap_folder_names(const struct imap_boxes *, bool english);     /* for a sentence; owned by the caller */
void imap_boxes_free(struct imap_boxes *);
/* Messages with uid >= first, ascending; *items is owned by the caller. keyword:
 * what `marked` looks for; NULL: \Seen. Every message has its item, however odd
 * its row is: what the row does not say is left out of it. 1: refused. */
int imap_list(struct imap *, uint32_t first, const char *keyword, struct imap_item **items,
              size_t *n, char **cause);
/* UID SEARCH; *uids, in the server's order, is owned by the caller. 1: refused. */
int imap_search(struct imap *, const char *what, uint32_t **uids, size_t *n, char **cause);
/* 1: the folder still holds the message, as far as the server tells; 0: not; -1: dead. */
int imap_exists(struct imap *, uint32_t uid, char **cause);
/* BODY.PEEK[] of these uids, as many in one command as its line holds. What the
 * server does not give, or gives as NIL, is simply not delivered: the caller
 * asks imap_exists. The deadline is put off while messages are completed or
 * bytes come at LIMIT_PACE. After begin, end is always called, with whole
 * false if the connection died. 1: the server refused (*cause says so); what
 * came until then was delivered. */
int imap_fetch(struct imap *, const uint32_t *uids, size_t n, const struct imap_sink *,
               char **cause);
/* Asks for what the next imap_fetch will ask for, so that it is on its way while
 * the caller is at work; any other command passes its answer over first. */
void imap_fetch_ahead(struct imap *, const uint32_t *uids, size_t n);
/* After the commit: +FLAGS keyword or \Seen, or MOVE (COPY + \Deleted is never
 * used: without MOVE it is refused). 1: the server refused (*cause says so). */
int imap_mark(struct imap *, const uint32_t *uids, size_t n, enum mark, const char *keyword,
              const char *move_to, char **cause);
/* Waits for a change: 1 something may be new, 0 nothing within seconds, -1 dead.
 * wake_fd: returns 0 as soon as it is readable; -1: none. A signal, too, ends the wait with 0.
 * IDLE where offered, else sleeps and NOOPs. News that came with an earlier answer count. */
int imap_wait(struct imap *, int seconds, int wake_fd, char **cause);
void imap_close(struct imap *);                                     /* NULL is safe; LOGOUT if alive */

#endif
