/* What the files imap*.c share: one connection and how it fails. */
#ifndef MAIL_IMAP_PRIVATE_H
#define MAIL_IMAP_PRIVATE_H

#include <libetpan/libetpan.h>

#include "mail/imap.h"
#include "guard.h"
#include "tls.h"

struct imap {
    char *peer;                 /* "host:port" for the log */
    int timeout;
    struct tls *tls;
    mailimap *session;          /* owns the stream */
    struct guard guard;
    bool dead;
    bool idle, move;            /* what the server can */
};

/* A stream of libetpan over our connection; NULL when memory ends. */
mailstream *imap_stream_new(struct imap *);
/* Reads into the stream's buffer what is there already: 1 something, 0 nothing, -1 dead. */
int imap_stream_fill(struct imap *);

int imap_say(struct imap *, const char *text);  /* sends it now; -1 dead */

/* Every command begins so: -1 if the connection is dead already. */
int imap_begin(struct imap *, bool steady, char **cause);
/* What a libetpan result means: 0 done; 1 the server said `no` (its own code
 * for the tagged NO of this command); else the connection is dead: -1. */
int imap_verdict(struct imap *, int result, int no, const char *doing, char **cause);
int imap_dead(struct imap *, const char *doing, char **cause);

struct mailimap_set *imap_set(const uint32_t *sorted_uids, size_t n);
/* Sorted, without doubles; *n is what remains. */
uint32_t *imap_sorted(const uint32_t *uids, size_t *n);
/* How many of these sorted uids one command line holds. */
size_t imap_portion(const uint32_t *sorted_uids, size_t n);
char *imap_folder_name(const char *utf8);       /* modified UTF-7 (RFC 3501, 5.1.3); NULL: it cannot be written */

#endif
