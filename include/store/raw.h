/* The archive: raw messages as files raw/ab/abcd… named by their SHA-256.
 * Way of one file: raw/tmp/X (write) -> fsync -> rename -> fsync of the
 * folder. A crash leaves at worst a stray file in tmp, removed at the next
 * start; a file under its hash is always whole. */
#ifndef DOCKETD_STORE_RAW_H
#define DOCKETD_STORE_RAW_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct raw;                                         /* the archive of one state folder */
struct raw_file;                                    /* one message on its way in */

struct raw *raw_open(const char *state_folder, char **cause);
void raw_close(struct raw *);

struct raw_file *raw_begin(struct raw *, char **cause);
int raw_add(struct raw_file *, const void *bytes, size_t n, char **cause);
int raw_fd(const struct raw_file *);                /* readable from offset 0 by pread/mmap */
uint64_t raw_size(const struct raw_file *);
const char *raw_hash(struct raw_file *);            /* hex; ends the writing */
/* Makes all of these durable under their hashes, sharing the flushes (one or
 * many). 0, or -1 and *cause: then none may be named by a row. */
int raw_keep(struct raw *, struct raw_file **files, size_t n, char **cause);
void raw_end(struct raw_file *);                    /* frees; removes what was not kept */

/* A kept message: a read-only descriptor, or -1 and *cause. */
int raw_get(struct raw *, const char *hash, char **cause);

/* Forgets a kept message for good; one that is not there is no fault. 0, or -1 and *cause. */
int raw_remove(struct raw *, const char *hash, char **cause);

#endif
