/* Structs as JSON text and as packed bytes, by tables: one row per member says its key, where it
 * stands in the struct and what may be in it. Writing, reading and freeing
 * walk the same rows, so a member cannot be known to one and strange to the
 * others. Private to model/. */
#ifndef DOCKETD_MODEL_RECORD_H
#define DOCKETD_MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum member_kind {
    MEMBER_TEXT,            /* char *; most: bytes */
    MEMBER_SCALAR,          /* char *, written as a number or a boolean where that loses nothing and the enum at
                             * `count` is one of those whose bits are in limit */
    MEMBER_TEXTS,           /* struct strings; most: bytes of each, limit: how many */
    MEMBER_INT,             /* int, left out when equal to absent */
    MEMBER_SIZE,            /* uint64_t, left out when 0 */
    MEMBER_FLAG,            /* bool, left out when false */
    MEMBER_NAME,            /* an enum as one of limit names; always written */
    MEMBER_ONE,             /* a record inside; left out when all its members are */
    MEMBER_MAYBE,           /* a pointer to a record, or NULL */
    MEMBER_LIST,            /* pointer and, at `count`, a size_t; limit: how many */
    MEMBER_PLACE,           /* int row and, at `count`, int column: "B7" */
    MEMBER_AREA,            /* int row, column, last_row, last_column in a row: "A20:H39" */
};

struct record;

struct member {
    const char *written;    /* how its key stands behind another member: ,"key": */
    size_t key_size;
    enum member_kind kind;
    size_t at, count;
    size_t most, limit;
    int absent;
    bool required;          /* texts: may not be missing */
    const char *const *names;
    const struct record *of;
};

#define DIGITS_MOST 15          /* of a number that is no text: what a double keeps */
#define BEFORE_KEY 2        /* bytes of what is written before the key, and after it */
#define AFTER_KEY 2

struct record {
    const struct member *members;
    size_t n;
    size_t size;            /* of the struct */
    bool bare;              /* written as the value of its one member, not as an object */
};

/* Rows of such tables. */
#define KEY(key) ",\"" key "\":", sizeof(key) - 1
#define TEXT(s, key, member, longest) \
    { KEY(key), MEMBER_TEXT, offsetof(struct s, member), 0, (longest), 0, 0, false, NULL, NULL }
#define NEEDED(s, key, member, longest) \
    { KEY(key), MEMBER_TEXT, offsetof(struct s, member), 0, (longest), 0, 0, true, NULL, NULL }
#define SCALAR(s, key, member, type, bare, longest) \
    { KEY(key), MEMBER_SCALAR, offsetof(struct s, member), offsetof(struct s, type), (longest), (bare), 0, true, NULL, NULL }
#define TEXTS(s, key, member, longest, how_many) \
    { KEY(key), MEMBER_TEXTS, offsetof(struct s, member), 0, (longest), (how_many), 0, false, NULL, NULL }
#define INT(s, key, member, unless) \
    { KEY(key), MEMBER_INT, offsetof(struct s, member), 0, 0, 0, (unless), false, NULL, NULL }
#define SIZE(s, key, member) { KEY(key), MEMBER_SIZE, offsetof(struct s, member), 0, 0, 0, 0, false, NULL, NULL }
#define FLAG(s, key, member) { KEY(key), MEMBER_FLAG, offsetof(struct s, member), 0, 0, 0, 0, false, NULL, NULL }
#define NAME(s, key, member, words, how_many) \
    { KEY(key), MEMBER_NAME, offsetof(struct s, member), 0, 0, (how_many), 0, true, (words), NULL }
#define ONE(s, key, member, record) \
    { KEY(key), MEMBER_ONE, offsetof(struct s, member), 0, 0, 0, 0, false, NULL, &(record) }
#define MAYBE(s, key, member, record) \
    { KEY(key), MEMBER_MAYBE, offsetof(struct s, member), 0, 0, 0, 0, false, NULL, &(record) }
#define LIST(s, key, member, number, record, how_many) \
    { KEY(key), MEMBER_LIST, offsetof(struct s, member), offsetof(struct s, number), 0, (how_many), 0, false, NULL, &(record) }
#define RECORD(s, rows) { .members = (rows), .n = ARRAY_LEN(rows), .size = sizeof(struct s) }
#define BARE(s, rows) { .members = (rows), .n = 1, .size = sizeof(struct s), .bare = true }

extern const struct record package_record;      /* model/package.c */

/* The member of that type at an offset of a table. */
#define MEMBER_OF(type, base, offset) ((type *)(uintptr_t)((const char *)(base) + (offset)))

void record_write(struct buf *, const struct record *, const void *from);
/* Fills the zeroed *to from JSON text (model/record_read.c). On -1 *cause names the key and *to
 * holds what was read so far: clear it. */
int record_read(const struct record *, const char *json, size_t n, void *to, char **cause);
/* The same as bytes (model/pack.c): shorter, and a fraction of the work, for two processes of one build.
 * What is read has its texts in bytes, which must stay as long as it: nothing is allocated for them. */
void record_pack(struct buf *, const struct record *, const void *from);
int record_unpack(const struct record *, char *bytes, size_t n, void *to, char **cause);
bool member_absent(const struct member *, const void *from);       /* it is not written */
/* Cuts what is longer or more than a reader of it takes: how many members. */
size_t record_fit(const struct record *, void *);
void record_clear(const struct record *, void *);           /* frees what it holds, leaves zeroes */
void record_clear_in_place(const struct record *, void *);  /* ... but the texts of record_unpack */

#endif
