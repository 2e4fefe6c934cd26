/* Versions of the schema. schema.sql has a section per version under a line
 * "-- version N"; the docket's own version is SQLite's user_version, which
 * changes in the same transaction as the tables. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "db.h"

/* Start of the section; NULL if there is none. */
static const char *
section(int version)
{
    char line[32];

    snprintf(line, sizeof line, "\n-- version %d\n", version);
    return strstr(schema_text, line);
}

static int
newest(void)
{
    int version = 0;

    while (section(version + 1) != NULL)
        version++;
    return version;
}

static int
fault(sqlite3 *db, char **cause)
{
    return cause_set(cause, "docket %s: %s", sqlite3_db_filename(db, "main"), sqlite3_errmsg(db));
}

static int
version_of(sqlite3 *db, int *version, char **cause)
{
    sqlite3_stmt *st = NULL;
    int rc = -1;

    if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW) {
        *version = sqlite3_column_int(st, 0);
        rc = 0;
    } else {
        fault(db, cause);
    }
    sqlite3_finalize(st);
    return rc;
}

static int
refuse_newer(sqlite3 *db, int version, char **cause)
{
    return cause_set(cause,
                     "docket %s: its version is %d, this program knows %d; run the newer docketd",
                     sqlite3_db_filename(db, "main"), version, newest());
}

int
schema_check(sqlite3 *db, char **cause)
{
    int version = 0;

    if (version_of(db, &version, cause) != 0)
        return -1;
    if (version > newest())
        return refuse_newer(db, version, cause);
    if (version < newest())
        return cause_set(
            cause,
            "docket %s: its version is %d, this program needs %d; start docketd once to bring it up to date",
            sqlite3_db_filename(db, "main"), version, newest());
    return 0;
}

static int
run_section(sqlite3 *db, int version, char **cause)
{
    const char *from = section(version), *to = section(version + 1);
    char *sql = xstrndup(from, to == NULL ? strlen(from) : (size_t)(to - from));
    char mark[48];
    int rc;

    snprintf(mark, sizeof mark, "PRAGMA user_version = %d", version);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK &&
                 sqlite3_exec(db, mark, NULL, NULL, NULL) == SQLITE_OK
             ? 0
             : fault(db, cause);
    free(sql);
    return rc;
}

/* A table that is made anew is dropped first, with rows that refer to it; the
 * pragma does nothing within a transaction. */
static int
foreign_keys(sqlite3 *db, bool on, char **cause)
{
    return sqlite3_exec(db, on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL,
                        NULL, NULL) == SQLITE_OK
               ? 0
               : fault(db, cause);
}

static int
bring_up(sqlite3 *db, int version, char **cause)
{
    int rc = -1;

    if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return fault(db, cause);
    if (version_of(db, &version, cause) != 0)           /* another process may have been first */
        goto out;
    while (version < newest())
        if (run_section(db, ++version, cause) != 0)
            goto out;
    rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? 0 : fault(db, cause);
out:
    if (rc != 0)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int
schema_migrate(sqlite3 *db, char **cause)
{
    int version = 0, rc;

    if (version_of(db, &version, cause) != 0)
        return -1;
    if (version > newest())
        return refuse_newer(db, version, cause);
    if (version == newest())
        return 0;
    if (foreign_keys(db, false, cause) != 0)
        return -1;
    rc = bring_up(db, version, cause);
    return foreign_keys(db, true, cause) != 0 ? -1 : rc;
}
