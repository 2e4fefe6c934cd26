/* What an office sends to the one above it, for programs: one report of one
 * period, whole. Every unit stands in it with every field of the form, and says
 * of each whether there is a value, a zero, an empty cell, or no report at all.
 * One JSON object (src/report/package.schema.json); the same package is always
 * the same bytes. Packages of one report and period count 1, 2, ... and each
 * names the hash of the one before. */
#ifndef DOCKETD_MODEL_PACKAGE_H
#define DOCKETD_MODEL_PACKAGE_H

#include <stdbool.h>

#include "base/hash.h"
#include "model/docket.h"

#define PACKAGE_FORMAT "docketd-package"
#define PACKAGE_BEGIN  "{\"format\":\"" PACKAGE_FORMAT "\","     /* so every one begins */
#define PACKAGE_VERSION 1

enum package_is { PACKAGE_VALUE, PACKAGE_ZERO, PACKAGE_BLANK, PACKAGE_MISSING, PACKAGE_WAIVED, PACKAGE_IS };

struct package_value {
    char *field;                /* "so_cuoc", "candidates.ten" */
    int row;                    /* 0: scalar; 1..: row of a table */
    enum field_type type;
    enum package_is is;
    char *value;                /* canonical; NULL unless it is a value or a zero */
    char *place;                /* where it stands in the unit's own file; NULL */
};

struct package_unit {
    char *unit, *name;          /* code and name in the lower office's plan */
    enum state state;
    enum package_is is;         /* PACKAGE_VALUE: it reported; PACKAGE_MISSING, PACKAGE_WAIVED */
    char *source;               /* receipt code of the mail that its values are of; NULL */
    int version;                /* its number; 0 */
    char *file;                 /* the file in that mail; NULL */
    struct strings findings;    /* still open: "Biểu 1!D12: phải là số nguyên" */
    struct package_value *values;
    size_t nvalues;
};

struct package {
    char *format;
    int version;
    char *plan, *unit;          /* of the office above: its plan's code, and what the sending office is in it; plan NULL: not said */
    char *office;               /* the sending office's name */
    char *report, *period;
    int sequence;
    char *before;               /* hash of the package before; NULL: it is the first */
    char *made;                 /* RFC 3339 */
    struct package_unit *units;
    size_t nunits;
    char *hash;                 /* SHA-256 of all above, in hex */
    char *mac;                  /* HMAC-SHA256 of that hash by the key both offices have; NULL: they have none */
};

void package_seal(struct package *, const char *key);       /* sets hash, and mac where key is not NULL */
char *package_write(const struct package *);                /* its bytes, the caller's */
/* NULL and *cause: it is not as described, or its hash is another. */
struct package *package_parse(const char *json, size_t n, char **cause);
int package_cover(const struct package *, int *expected);      /* how many of its units reported, of those that are asked */
/* What the parser looks at besides types: the format, the sequence, the hash. */
int package_check(const struct package *, char **cause);
void package_free(struct package *);                        /* NULL is safe */
bool package_signed(const struct package *, const char *key);       /* key NULL: no */

#endif
