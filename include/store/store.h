/* The docket: one SQLite file (WAL, synchronous=FULL, STRICT tables, foreign
 * keys) and the archive of raw messages beside it. All SQL is a fixed, named
 * list of statements, prepared once; no SQL text is built from data.
 *
 * Functions return 0, or -1 after logging the reason; after -1 inside a
 * transaction the caller rolls back. "1" means "no such row" where said.
 * SQLITE_BUSY is waited out for a bounded time; SQLITE_CORRUPT ends in -1 and
 * store_broken() is true: stop, set no flags, send nothing. */
#ifndef DOCKETD_STORE_STORE_H
#define DOCKETD_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"

struct store;

enum store_mode {
    STORE_WRITE,            /* creates and migrates */
    STORE_READ,             /* refuses to create; for docketctl and report/ */
    STORE_NOWHERE,          /* an empty docket of one's own, in memory while it is small, then in an unnamed file of SQLite's temporary
                             * folder: for looking before there is one, and for a rebuild; the state folder is not touched */
};

struct store *store_open(const char *state_folder, enum store_mode, char **cause);
void store_close(struct store *);                   /* NULL is safe */
bool store_broken(const struct store *);
/* Commits of this connection need not reach the disk one by one: they survive
 * kill -9, and a power cut may take the last ones back (used by the courier
 * between letters; store_settle makes them all durable). */
int store_relax(struct store *);
int store_settle(struct store *);
int store_firm(struct store *);                     /* from the next on each does again */
/* Gives back the memory that its pages take: before a long wait. */
void store_rest(struct store *);

/* Only daemon/ and docketctl call these (house rule 4). */
int store_begin(struct store *);                    /* BEGIN IMMEDIATE */
int store_commit(struct store *);
void store_rollback(struct store *);
int store_end(struct store *, int rc);               /* commits if rc is 0, else or if that fails rolls back; rc, or -1 */
/* A part of a transaction that may fail without the rest: ends with its work
 * kept or taken back. 1: it failed (rc is not 0) and was taken back, and the
 * fault is not the docket's own; -1: it is, and the transaction is lost. */
int store_part_begin(struct store *);
int store_part_end(struct store *, int rc);
/* For tests of what must not stop the next: the nth statement from now fails
 * as if its row were not allowed; 0: none does. */
void store_fail_nth(struct store *, int nth);
int store_fail_pending(const struct store *);      /* how many statements are left until then; 0: it failed */
/* The same for every run of one statement, by its number from 0; -1: of none.
 * False: there is none of this number. */
bool store_fail_each(struct store *, int statement);
/* Begins to read: what others commit from now on is not seen, until store_rollback. */
int store_look(struct store *);

/* Runs PRAGMA integrity_check, foreign_key_check and the docket's own
 * invariants; each fault is one sentence. */
struct problems;
int store_verify(struct store *, struct problems *);

/* The docket as it is at this moment, as one file without a log; others may write meanwhile. */
int store_copy(struct store *, const char *path, char **cause);

/* Setting: "5 288 2023-12-01": a docket of version 5 was brought up to date when
 * its journal had 288 entries, the last of that day; the latest time it was. */
#define STORE_UPGRADED "upgraded"
int store_setting(struct store *, const char *key, char **value);           /* 1: not set */
int store_setting_put(struct store *, const char *key, const char *value);
int store_setting_put_instant(struct store *, const char *key, instant);    /* INSTANT_NONE: "" */

/* The next number of a series in a year, from 1: "TN" 2023 -> 42. */
int store_next_number(struct store *, const char *series, int year, int64_t *number);

#endif
