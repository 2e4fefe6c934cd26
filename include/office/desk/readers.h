/* The daemon's side of docket-reader: `docket-reader --serve N` is started
 * once and forks one sandboxed child per message, so a message costs a fork
 * and no exec. The protocol is in reader/service.h; nothing the service
 * answers is trusted (house rule 6). */
#ifndef DOCKETD_OFFICE_DESK_READERS_H
#define DOCKETD_OFFICE_DESK_READERS_H

#include <stddef.h>
#include <stdint.h>

#include "model/message.h"

#define READER_TRIES 2              /* whole message; after that its header alone */

struct readers;

struct readers *readers_start(const char *path, int at_once, char **cause);
/* Hands over one message; fd stays the caller's. 0, or -1 and *cause. */
int readers_submit(struct readers *, uint64_t id, int fd, size_t size, char **cause);
/* Waits for any answer. 1: *id and *out (owned) are set, or *out is NULL and
 * *cause says what went wrong with that message. 0: nothing is outstanding.
 * -1 and *cause: the service itself died; restart it. */
int readers_next(struct readers *, uint64_t *id, struct message **out, char **cause);
void readers_stop(struct readers *);            /* NULL is safe */

/* One message by a service of its own, for who reads but one: the facts, or
 * NULL and *cause. */
struct message *readers_one(const char *path, int fd, size_t size, char **cause);

/* The bytes of the file of the message that has this hash and size, taken out
 * by a reader of its own; the caller's. NULL and *cause: it is not there, or
 * is not what was asked for. */
void *readers_part(const char *path, int fd, const char *sha256, size_t size, char **cause);

/* Octets of the header section, its empty line included. */
size_t readers_header_size(int fd, size_t n);

#endif
