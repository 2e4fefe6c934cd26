/* Inside the store: the connection, and one way to run a named statement.
 *
 *     struct query q;
 *     query_open(&q, store, SQL_MESSAGE_BY_HASH);
 *     put_text(&q, sha256);                    parameters in their order
 *     rc = query_next(&q);                     0: a row, 1: no more, -1: logged
 *     id = get_int(&q);                        columns in their order
 *     query_close(&q);                         always
 *
 * Texts are bound without a copy: they must live until query_close. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/reason.h"
#include "store/store.h"

enum statement {
#define STATEMENT(name, text) SQL_##name,
#include "statements.inc"
#undef STATEMENT
    STATEMENTS
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENTS];     /* NULL until first used */
    char *folder;
    bool failed;                        /* it could not be read or written, since the last part began */
    bool broken;
    bool relaxed;
    int fail_nth, fail_each;                /* 0, -1: no statement is made to fail */
    int patience;                           /* milliseconds to wait for another writer */
};

extern const char schema_text[];            /* schema.sql */
int schema_migrate(sqlite3 *, char **cause);
int schema_check(sqlite3 *, char **cause);  /* the version is the one this program knows */

/* Logs the connection's last error as a fault of this step; returns -1. */
int store_fault(struct store *, const char *step);

/* What takes several statements is whole even where the caller opened no
 * transaction: then it gets one of its own. */
int whole_begin(struct store *, bool *own);
int whole_end(struct store *, bool own, int rc);        /* commits or rolls back its own; returns rc, or -1 */

struct query {
    struct store *store;
    sqlite3_stmt *st;
    enum statement name;
    int parameter, column;
    bool failed;
};

void query_open(struct query *, struct store *, enum statement);
void put_int(struct query *, int64_t);
void put_id(struct query *, int64_t);                   /* 0: NULL */
void put_instant(struct query *, instant);              /* INSTANT_NONE: NULL */
void put_text(struct query *, const char *);
void put_text_n(struct query *, const char *, size_t n);
void put_blob(struct query *, const void *, size_t n);
int query_next(struct query *);
void query_close(struct query *);
int query_run(struct query *);                          /* to its end, and closes */
int query_texts(struct query *, struct strings *);      /* the first column of every row, added; and closes */
int query_int(struct query *, int64_t *);               /* the first column of its one row, and closes; 1: no row */

int64_t get_int(struct query *);                        /* NULL: 0 */
instant get_instant(struct query *);                    /* NULL: INSTANT_NONE */
char *get_text(struct query *);                         /* owned by the caller; NULL: NULL */
const char *see_text(struct query *);                   /* valid until query_next or query_close; NULL: "" */
void *get_blob(struct query *, size_t *n);              /* owned by the caller */
/* Index of a stored word in its table of names. No other is ever written, so
 * one is a damaged file: logged, store_broken, and the query fails. */
int get_word(struct query *, const char *const *names, size_t n);
enum reason get_reason(struct query *);

#endif
