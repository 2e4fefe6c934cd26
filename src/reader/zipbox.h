/* A zip container with its limits kept. */
#ifndef READER_ZIPBOX_H
#define READER_ZIPBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zipbox;
struct files;

/* NULL and *why (owned) if it is damaged or breaks a rule. The bytes must
 * outlive the box. */
struct zipbox *zipbox_open(struct files *files, const void *bytes, size_t n, char **why);
void zipbox_close(struct zipbox *);
size_t zipbox_count(const struct zipbox *);
/* The name as its bytes stand in the container; *utf8: the container says so. */
const char *zipbox_name(const struct zipbox *, size_t i, bool *utf8);
long zipbox_find(const struct zipbox *, const char *name);      /* -1: none */
bool zipbox_has(const struct zipbox *, const char *prefix);     /* a member whose name begins so */
bool zipbox_name_cut(const struct zipbox *, size_t i);  /* it was longer than LIMIT_ENTRY_NAME */
bool zipbox_encrypted(const struct zipbox *, size_t i);

/* A member, piece by piece, within the budget of inflated bytes: -1 and *why.
 * Less than the room is the end, and the checksum was right. */
struct member;
struct member *member_open(struct zipbox *, size_t i, char **why);
long member_fill(struct member *, void *out, size_t room, char **why);
/* All of it at once, NUL-terminated, for the caller to write over and free; asked
 * again, the same bytes anew. NULL: it is to be had piece by piece only. */
char *member_whole(struct member *, size_t *n);
void member_close(struct member *);

/* The whole member, NUL-terminated; NULL and *why. */
char *zipbox_read(struct zipbox *, size_t i, size_t *n, char **why);

#endif
