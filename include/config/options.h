/* Options as rows of a table. A row names a key, the type and range of its
 * value, its default, where it is stored and what it is for; the reader, the
 * error messages and docketd.conf(5) all come from the same row.
 *
 * The reader never stops at the first problem: every unknown key, wrong type,
 * value out of range and missing key is collected with its file and line. */
#ifndef DOCKETD_CONFIG_OPTIONS_H
#define DOCKETD_CONFIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/problem.h"

struct config_setting_t;            /* libconfig's */
struct options;
struct options_run;

enum option_type {
    OPTION_TEXT,        /* char *: one line, NFC, at most `most` code points; "" is NULL */
    OPTION_CODE,        /* char *: ASCII letter, then letters, digits, - and _ */
    OPTION_NAME,        /* char *: small ASCII letter, then small letters, digits and _ */
    OPTION_ADDRESS,     /* char *: one mail address, kept in lower case */
    OPTION_HOST,        /* char *: host name or IP address */
    OPTION_PATH,        /* char *: made absolute from the configuration's folder */
    OPTION_SECRET,      /* char *: a path, or "credential:NAME" made a path under $CREDENTIALS_DIRECTORY */
    OPTION_WORD,        /* char *: one of `names` */
    OPTION_CHOICE,      /* enum: index into `names` */
    OPTION_INT,         /* int */
    OPTION_COUNT,       /* size_t */
    OPTION_NUMBER,      /* double; `extra`: bool that is set */
    OPTION_BOOL,        /* bool */
    OPTION_DURATION,    /* int seconds: 300, "5m", "24h", "7d" */
    OPTION_SIZE,        /* size_t bytes: 4096, "512K", "35M" */
    OPTION_DATE,        /* struct date: "2023-06-10" */
    OPTION_CLOCK,       /* int minutes of the day: "07:30" */
    OPTION_ZONE,        /* int seconds east of UTC: "+07:00"; later instants are read in it */
    OPTION_INSTANT,     /* instant: "2023-03-01T07:00" */
    OPTION_GROUP,       /* struct at offset (0: the same struct), read by `group` */
    OPTION_LIST,        /* array pointer at offset, size_t count at `extra`, elements read by `group` */
    OPTION_CALL,        /* read by `call`; `group`, `wants` describe it */
    OPTION_REFUSED,     /* must not be written here; `wants` says where it belongs */
    OPTION_TYPES
};

struct option {
    const char *key;
    enum option_type type;
    size_t offset, extra;
    bool many;                      /* a list of such values: struct strings; OPTION_DATE: array with count at `extra`, "a..b" for a span */
    bool or_one;                    /* many, and a single value needs no brackets */
    bool required;
    long long least, most;          /* range of numbers, seconds, bytes; of code points of a text */
    const char *const *names;       /* OPTION_WORD, OPTION_CHOICE */
    size_t nnames;
    const char *fallback;           /* the default, written as in the file; "a, b" for a list; NULL: none */
    const struct options *group;
    void (*call)(struct options_run *, const struct config_setting_t *, const struct option *,
                 void *object);
    const char *wants;              /* what the value must be, where the type does not say it */
    const char *help;               /* one sentence or two for docketd.conf(5) */
};

struct options {
    const char *title;              /* of the group in docketd.conf(5) */
    const struct option *rows;
    size_t n;
    size_t size;                    /* of the struct, for lists */
    void (*check)(struct options_run *, const struct config_setting_t *, void *object);    /* after all rows; may be NULL */
    const char *help;
};

struct options_run {
    struct problems *problems;
    const char *file;               /* as it was given */
    const char *near;               /* its folder as it was given: includes start here */
    const char *folder;             /* the same, absolute: paths in values start here */
    int utc_offset;
    const struct config_setting_t *root;
};

extern const struct options settings_options;       /* docketd.conf */
extern const struct options plan_options;           /* plan files */

/* Reads a whole file into *object, a zeroed struct of size options->size.
 * After reading, `after` sees the object with its settings (cross-checks).
 * False if there was any problem; the object may be half filled then. */
typedef void options_after(struct options_run *, void *object);
bool options_file(const char *file, const struct options *, void *object, options_after *after,
                  struct problems *);

/* Reads one group into *object; for OPTION_CALL functions. */
void options_read(struct options_run *, const struct config_setting_t *, const struct options *,
                  void *object);
/* Appends a list of groups to *array: n elements in the file are n more in the array, faulty ones too. */
void options_read_list(struct options_run *, const struct config_setting_t *, const struct option *,
                       void *object);

/* A member of a group, an element of a list; NULL if there is none (NULL is safe). */
const struct config_setting_t *options_member(const struct config_setting_t *, const char *key);
const struct config_setting_t *options_element(const struct config_setting_t *, size_t i);

/* A problem at `key` of this group, or at the setting itself when key is NULL. */
void options_problem(struct options_run *, const struct config_setting_t *, const char *key,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* "a whole number from 1 to 65535": what a row wants, for errors and the manual. */
void option_wants(const struct option *, struct buf *out);

/* mdoc(7) for docketd.conf(5): every group as .Ss, every row as .It. */

#endif
