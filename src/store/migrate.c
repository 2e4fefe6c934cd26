/* Versions of the schema. A new docket is made of schema.sql, which says its own
 * version; for one that exists upgrades.sql has a section per version under a
 * line "-- version N". The docket's own version is SQLite's user_version, which
 * changes in the same transaction as the tables. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "db.h"

#define LARGE (100 << 20)       /* bytes of a docket that is some time on its way */
#define ROOM 4                  /* dockets that must fit beside a large one: the copy, what a table was, what it becomes, the journal of both;
                                 * measured at the most: three and a half */
#define COPIES 3                /* dockets of earlier versions that are kept */

/* Start of the section; NULL if there is none. */
static const char *
section(int version)
{
    char line[32];

    snprintf(line, sizeof line, "\n-- version %d\n", version);
    return strstr(upgrades_text, line);
}

static int
newest(void)
{
    static const char mark[] = "\nPRAGMA user_version = ";

    return (int)strtol(strstr(schema_text, mark) + strlen(mark), NULL, 10);
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
run(sqlite3 *db, const char *sql, char **cause)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fault(db, cause);
}

static int
run_section(sqlite3 *db, int version, char **cause)
{
    const char *from = section(version), *to = section(version + 1);
    char *sql = xstrndup(from, to == NULL ? strlen(from) : (size_t)(to - from));
    char mark[48];
    int rc;

    snprintf(mark, sizeof mark, "PRAGMA user_version = %d", version);
    rc = run(db, sql, cause) == 0 ? run(db, mark, cause) : -1;
    free(sql);
    return rc;
}

/* A table that is made anew is dropped first, with rows that refer to it; the
 * pragma does nothing within a transaction. */
static int
foreign_keys(sqlite3 *db, bool on, char **cause)
{
    return run(db, on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", cause);
}

/* What a statement may have to undo, a table that is written anew, is as large as the
 * docket: in memory it would end a service that has 1 GB, so it goes to a file beside it. */
static int
undo_in_file(sqlite3 *db, bool file, char **cause)
{
    const char *docket = sqlite3_db_filename(db, "main"), *slash = docket != NULL ? strrchr(docket, '/') : NULL;

    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = file && slash != NULL ? sqlite3_mprintf("%.*s", (int)(slash - docket), docket) : NULL;
    return run(db, file ? "PRAGMA temp_store = FILE" : "PRAGMA temp_store = MEMORY", cause);
}

/* Up to which entry of the journal an older program decided: who makes the
 * docket again must not take its rules for this one's. */
static int
remember(sqlite3 *db, int version, char **cause)
{
    char *sql;
    int rc;

    sql = xasprintf(
        "INSERT OR REPLACE INTO setting (key, value) SELECT '" STORE_UPGRADED
        "', '%d ' || coalesce(max(number), 0) "
        "|| ' ' || coalesce(strftime('%%Y-%%m-%%d', max(at), 'unixepoch'), '-') FROM journal",
        version);
    rc = run(db, sql, cause);
    free(sql);
    return rc;
}

static int
run_sections(sqlite3 *db, int from, char **cause)
{
    for (int version = from; version < newest(); version++)
        if (run_section(db, version + 1, cause) != 0)
            return -1;
    return from < newest() ? remember(db, from, cause) : 0;
}

static int
bring_up(sqlite3 *db, char **cause)
{
    int rc, version = 0;

    if (run(db, "BEGIN IMMEDIATE", cause) != 0)
        return -1;
    rc = version_of(db, &version, cause);           /* another process may have been first */
    if (rc == 0)
        rc = version == 0 ? run(db, schema_text, cause) : run_sections(db, version, cause);
    if (rc == 0)
        rc = run(db, "COMMIT", cause);
    if (rc != 0)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* ---- the docket as it was ------------------------------------------------------ */

static char *
copy_path(const char *docket, int version)
{
    const char *slash = strrchr(docket, '/');

    return xasprintf("%.*sdocket-v%d.db", slash != NULL ? (int)(slash - docket) + 1 : 0, docket,
                     version);
}

static int
copy_to(sqlite3 *db, const char *path, char **cause)
{
    sqlite3_stmt *st = NULL;
    int fd, rc = -1;

    unlink(path);
    if (sqlite3_prepare_v2(db, "VACUUM INTO ?", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_DONE)
        rc = 0;
    else
        cause_set(cause, "%s: the docket could not be copied, so it is not brought up to date: %s",
                  path, sqlite3_errmsg(db));
    sqlite3_finalize(st);
    if (rc == 0 &&
        ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1 || fsync(fd) != 0 || close(fd) != 0))
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
    return rc;
}

/* A copy beside the docket before anything in it changes; the last three stay. */
static int
keep_copy(sqlite3 *db, int version, char **cause)
{
    const char *docket = sqlite3_db_filename(db, "main");
    char *path, *half;
    int kept = 0, rc;

    if (version == 0 || docket == NULL || *docket == '\0')     /* empty, or in memory */
        return 0;
    path = copy_path(docket, version);
    half = xasprintf("%s.half", path);
    rc = copy_to(db, half, cause);
    if (rc == 0 && rename(half, path) != 0)
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
    for (int v = version; rc == 0 && v > 0; v--) {
        char *old = copy_path(docket, v);

        if (access(old, F_OK) == 0 && ++kept > COPIES)
            unlink(old);
        free(old);
    }
    free(half);
    free(path);
    return rc;
}

/* Of a disk that says nothing there is room. */
static int
room_for(const char *docket, unsigned long long size, char **cause)
{
    struct statvfs v;
    unsigned long long room = statvfs(docket, &v) == 0 ? (unsigned long long)v.f_bavail * v.f_frsize
                                                       : size * ROOM;
    char *is, *needed, *left;

    if (room >= size * ROOM)
        return 0;
    is = text_size(size);
    needed = text_size(size * ROOM);
    left = text_size(room);
    cause_set(cause, "docket %s: to bring it, %s, up to date needs %s of free disk in its folder, and %s are free; nothing was changed",
              docket, is, needed, left);
    free(is);
    free(needed);
    free(left);
    return -1;
}

/* A disk that fills up on the way ends it after minutes, and everything else on it at once; who waits
 * for a large one should know for what. */
static int
prepare_large(sqlite3 *db, int version, char **cause)
{
    const char *docket = sqlite3_db_filename(db, "main");
    struct stat st = {0};
    char *size;

    if (version == 0 || docket == NULL || stat(docket, &st) != 0 || st.st_size < LARGE)
        return 0;
    if (room_for(docket, (unsigned long long)st.st_size, cause) != 0)
        return -1;
    size = text_size((unsigned long long)st.st_size);
    log_warning("docket %s, %s, is copied and brought from version %d to %d: this may take minutes", docket, size, version, newest());
    free(size);
    return 0;
}

static int
upgrade(sqlite3 *db, int version, char **cause)
{
    int64_t begun = clock_monotonic_ms();
    int rc = -1;

    if (prepare_large(db, version, cause) != 0)
        return -1;
    if (keep_copy(db, version, cause) == 0 && foreign_keys(db, false, cause) == 0) {
        rc = bring_up(db, cause);
        rc = foreign_keys(db, true, cause) != 0 ? -1 : rc;
    }
    if (rc == 0 && version > 0)
        log_notice("the docket is brought from version %d to %d, after %lld s", version, newest(),
                   (long long)(clock_monotonic_ms() - begun) / 1000);
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
    if (version > 0 && undo_in_file(db, true, cause) != 0)
        return -1;
    rc = upgrade(db, version, cause);
    return version > 0 && undo_in_file(db, false, cause) != 0 ? -1 : rc;
}
