/* A backup as files: docket.db, secret, raw/ab/abcd..., and "manifest", a line
 * "SHA-256  path" for each of them, as sha256sum -c reads it. Written last, so
 * a folder with a manifest is whole. */
#ifndef DOCKETD_CTL_COPY_H
#define DOCKETD_CTL_COPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"

struct listed { char hash[HASH_HEX]; char *path; };
struct manifest { struct listed *v; size_t n; };

void manifest_add(struct manifest *, const char *hash, const char *path);
int manifest_write(const struct manifest *, const char *folder, char **cause);
/* Refuses a line that is none of these files. */
int manifest_read(const char *folder, struct manifest *, char **cause);
const struct listed *manifest_find(const struct manifest *, const char *path);      /* NULL */
void manifest_free(struct manifest *);

/* Copies a file, and tells its hash; the folder must stand. To NOWHERE: only its hash. */
#define NOWHERE "/dev/null"
int copy_file(const char *from, const char *to, char hash[static HASH_HEX], char **cause);
/* "raw/ab/abcd..." of every file of an archive. */
int copy_list(const char *folder, struct strings *paths, char **cause);
void copy_remove(const char *folder);       /* with all in it; what cannot be removed stays */
int copy_settle(const char *folder, char **cause);      /* everything in its file system is on the disk */

/* "20231128T221500Z": when a backup was made, its folder's name. */
void copy_name(int64_t at, char out[static 24]);
bool copy_is_name(const char *name);

#endif
