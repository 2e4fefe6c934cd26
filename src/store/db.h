/* Inside the store: the connection, and one way to run a named statement.
 *
 *     struct query q;
 *     ASK(&q, store, SQL_MESSAGE_BY_HASH, TEXT(sha256));       parameters in their order
 *     rc = query_next(&q);                     0: a row, 1: no more, -1: logged
 *     id = get_int(&q);                        columns in their order
 *     query_close(&q);                         always
 *
 * or, where one of the functions below does all of that,
 *
 *     return query_run(QUERY(store, SQL_LINK_END, TEXT(officer), AT(now)));
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

extern const char schema_text[], upgrades_text[];       /* schema.sql, upgrades.sql */
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
    int column;
    bool failed;
};

struct param {
    enum { PARAM_END, PARAM_INT, PARAM_ID, PARAM_AT, PARAM_TEXT, PARAM_BLOB } is;
    int64_t number;
    const char *bytes;
    size_t n;
};
#define INT(v) (struct param){ .is = PARAM_INT, .number = (v) }
#define ID(v) (struct param){ .is = PARAM_ID, .number = (v) }           /* 0: NULL */
#define AT(v) (struct param){ .is = PARAM_AT, .number = (v) }           /* INSTANT_NONE: NULL */
#define TEXT(v) (struct param){ .is = PARAM_TEXT, .bytes = (v) }
#define BLOB(v, size) (struct param){ .is = PARAM_BLOB, .bytes = (v), .n = (size) }
/* Begins a statement, in q or in a query that lives to the end of this block; returns it. */
#define ASK(q, store, name, ...) \
    query_ask(q, store, name, (struct param[]){ { .is = PARAM_END }, ##__VA_ARGS__, { .is = PARAM_END } } + 1)
#define QUERY(store, name, ...) ASK(&(struct query){0}, store, name, ##__VA_ARGS__)

struct query *query_ask(struct query *, struct store *, enum statement, const struct param *);
int query_next(struct query *);
void query_close(struct query *);
int query_run(struct query *);                          /* to its end, and closes */
int query_texts(struct query *, struct strings *);      /* the first column of every row, added; and closes */
int query_int(struct query *, int64_t *);               /* the first column of its one row, and closes; 1: no row */
int query_change(struct query *);                       /* to its end, and closes; 1: it changed no row */
int query_insert(struct query *, int64_t *id);          /* the same, of one row: its id */

/* Defines int name(q, &rows, &n): every row, read into an array of the caller's, and
 * closes. 0, or -1 with nothing in it. */
#define ROWS(name, type, read, rows_free) \
    static int name(struct query *q, type **rows, size_t *n) \
    { \
        int rc; \
        *rows = NULL; \
        *n = 0; \
        while ((rc = query_next(q)) == 0) \
            read(q, ARRAY_MORE(*rows, *n)); \
        query_close(q); \
        if (rc == 1) \
            return 0; \
        rows_free(*rows, *n); \
        *rows = NULL; \
        *n = 0; \
        return -1; \
    }

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
