/* docket-reader as a service: one sandboxed child per message, several at
 * once. The service itself never looks into a message. A child that meets
 * what only a whole reader can read (PDF, rare character sets) says so by its
 * exit status; the message then goes on to a second service, started when it
 * is first needed and ended when it is idle. One that dies or hangs over one
 * file is started again and leaves that file out.
 *
 * It talks over one SOCK_SEQPACKET pair. A request carries one read-only
 * descriptor of the raw message, an answer one memfd that holds the JSON.
 * Answers come in the order in which children end. */
#ifndef DOCKETD_READER_SERVICE_H
#define DOCKETD_READER_SERVICE_H

#include <stddef.h>
#include <stdint.h>

#include "model/errand.h"

#define READER_WHOLE "--serve-whole"    /* the second service */
#define READER_EXIT_MORE 75     /* the child's exit status: this message needs the whole reader */

/* Bytes to an answer on descriptor 1; runs in the child, in the sandbox.
 * Returns the child's exit status. */
typedef int reader_work(const void *bytes, size_t n, const void *arg);

/* How the second service is started, its places as last argument. */
struct reader_whole { const char *program, *option; };

/* Serves until the other end closes: 0; or fails: 1. wall_ms: time per message.
 * whole: NULL: this is the second. */
int reader_serve(int sock, int at_once, int wall_ms, reader_work *work, const struct reader_whole *whole);

/* The service for mails on standard input, in a program that has everything.
 * It goes on in the program beside it that has only what ordinary mails need,
 * if that was built (src/docket-ordinary.c): a child inherits a quarter of the
 * mappings. 0 or 1 as above. */
int reader_serve_mails(const char *places);
int reader_serve_whole(const char *places);             /* the second one */
int reader_serve_ordinary(const char *places, const char *program);     /* the one beside; program: with everything */

/* One piece of work in a child, its answer copied to out_fd: the child's exit
 * status, or -1 and *cause if it died, hung or answered too much. */
int reader_run(int fd, size_t size, int wall_ms, reader_work *work, const void *arg, int out_fd,
               char **cause);

#endif
