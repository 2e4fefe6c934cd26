/* The connection to the docket: opening, transactions, durability.
 *
 * synchronous=FULL: a commit returns after its frames in the write-ahead log
 * are on the disk, so kill -9 and a power cut find every commit that was
 * reported. Relaxed (synchronous=NORMAL): a commit returns when its frames are
 * in the page cache: kill -9 loses none, a power cut may take the last ones
 * back, whole and from the end, because frames carry chained checksums. The
 * log is one file in the order of commits, hence any later FULL commit, of
 * this connection or of another, makes all earlier ones durable: store_settle
 * is such a commit. */
#include "db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"

#define FILE_NAME "docket.db"
#define PATIENCE 10000                  /* ms: another writer's transaction, at its longest a batch and a slow disk */
#define PATIENCE_CHECKPOINT 200
#define CHECKPOINT_PAGES 4000           /* 16 MiB of log: then copied into the file */
#define RESTART_PAGES 16000             /* readers kept the log from starting anew: now wait for them a little */
#define LOG_FILE_MOST "67108864"        /* bytes the log file keeps after it started anew */

/* SQLite's own handler sleeps up to 100 ms at a time: too long beside writers
 * that commit every few milliseconds. */
static int
wait_turn(void *arg, int count)
{
    const struct store *s = arg;
    int pause = count < 10 ? 1 : 5;
    int waited = count < 10 ? count : 10 + (count - 10) * 5;
    struct timespec t = { .tv_nsec = pause * 1000000L };

    if (waited >= s->patience)
        return 0;
    nanosleep(&t, NULL);
    return 1;
}

/* After each commit. A passive checkpoint disturbs nobody; only when readers
 * have kept the log growing does a commit wait for them, and then briefly. A
 * checkpoint that does not come about is tried again at the next commit. */
static int
after_commit(void *arg, sqlite3 *db, const char *schema, int pages)
{
    struct store *s = arg;
    int mode = pages >= RESTART_PAGES ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    int rc;

    if (pages < CHECKPOINT_PAGES)
        return SQLITE_OK;
    s->patience = PATIENCE_CHECKPOINT;
    rc = sqlite3_wal_checkpoint_v2(db, schema, mode, NULL, NULL);
    s->patience = PATIENCE;
    if (rc != SQLITE_OK && rc != SQLITE_BUSY)
        store_fault(s, "checkpoint");
    return SQLITE_OK;
}

static int
pragma(struct store *s, const char *text, char **cause)
{
    char *why = NULL;
    int rc = sqlite3_exec(s->db, text, NULL, NULL, &why);

    if (rc != SQLITE_OK)
        cause_set(cause, "docket %s/" FILE_NAME ": %s", s->folder,
                  why != NULL ? why : sqlite3_errstr(rc));
    sqlite3_free(why);
    return rc == SQLITE_OK ? 0 : -1;
}

/* ---- open and close --------------------------------------------------------- */

#define CACHE "PRAGMA cache_size = -8000;"     /* KiB: what a batch of mails changes; with less it is written twice */
#define SAFE "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"

/* No process of ours uses a docket in two threads at once: SQLite needs
 * neither locks nor a count of its memory. Before the first docket is opened. */
static void
settle_sqlite(void)
{
    static bool settled;

    if (!settled) {
        sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }
    settled = true;
}

/* The daemon sorts little, and may write nowhere but in its own folders. */
static int
connect_db(struct store *s, enum store_mode mode, char **cause)
{
    static const int flags[] = { [STORE_WRITE] = SQLITE_OPEN_READWRITE, [STORE_READ] = SQLITE_OPEN_READONLY,
                                 [STORE_NOWHERE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE };
    char *path = mode == STORE_NOWHERE ? xstrdup("")
                                       : xasprintf("%s/" FILE_NAME, s->folder);
    int rc;

    settle_sqlite();
    rc = sqlite3_open_v2(path, &s->db, flags[mode], NULL);
    if (rc != SQLITE_OK)
        cause_set(cause, "docket %s: %s", path,
                  s->db != NULL ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
    free(path);
    if (rc != SQLITE_OK)
        return -1;
    s->patience = PATIENCE;
    sqlite3_extended_result_codes(s->db, 0);
    sqlite3_busy_handler(s->db, wait_turn, s);
    sqlite3_wal_hook(s->db, after_commit, s);
    return pragma(s, mode == STORE_WRITE ? SAFE CACHE "PRAGMA temp_store = MEMORY;" : SAFE, cause);
}

/* The folder and an empty file of ours: the log beside it gets the same mode.
 * Returns a lock, so that processes that start together make it one by one. */
static int
make_file(const char *folder, char **cause)
{
    int dir = -1, fd = -1;

    if (folder_make(folder, 0700, cause) != 0)
        return -1;
    dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir == -1 || flock(dir, LOCK_EX) != 0 ||
        (fd = openat(dir, FILE_NAME, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) == -1) {
        cause_set(cause, "docket %s/" FILE_NAME ": %s", folder, strerror(errno));
        if (dir != -1)
            close(dir);
        return -1;
    }
    close(fd);
    return dir;
}

static int
prepare_write(struct store *s, char **cause)
{
    if (pragma(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                  "PRAGMA journal_size_limit = " LOG_FILE_MOST ";", cause) != 0 ||
        schema_migrate(s->db, cause) != 0)
        return -1;
    return folder_sync(s->folder, cause);
}

struct store *
store_open(const char *state_folder, enum store_mode mode, char **cause)
{
    struct store *s = xcalloc(1, sizeof *s);
    int lock = -1, rc = -1;

    s->folder = xstrdup(state_folder);
    s->fail_each = -1;
    if (mode == STORE_WRITE && (lock = make_file(state_folder, cause)) == -1)
        goto out;
    if (connect_db(s, mode, cause) != 0)
        goto out;
    rc = mode == STORE_WRITE ? prepare_write(s, cause)
         : mode == STORE_READ ? schema_check(s->db, cause) : schema_migrate(s->db, cause);
out:
    if (lock != -1)
        close(lock);
    if (rc == 0)
        return s;
    store_close(s);
    return NULL;
}

void
store_close(struct store *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(s->prepared[i]);
    sqlite3_close(s->db);
    free(s->folder);
    free(s);
}

bool
store_broken(const struct store *s)
{
    return s->broken;
}

/* ---- transactions -------------------------------------------------------------- */

static int
run(struct store *s, enum statement name)
{
    return query_run(QUERY(s, name));
}

int
store_begin(struct store *s)
{
    if (s->broken) {
        log_error("docket: nothing more is written: it is damaged");
        return -1;
    }
    return run(s, SQL_BEGIN);
}

int
store_commit(struct store *s)
{
    return run(s, SQL_COMMIT);
}

/* After a full disk SQLite may have rolled back by itself. */
void
store_rollback(struct store *s)
{
    if (!sqlite3_get_autocommit(s->db))
        run(s, SQL_ROLLBACK);
}

int
store_end(struct store *s, int rc)
{
    if (rc == 0)
        rc = store_commit(s);
    if (rc != 0)
        store_rollback(s);
    return rc;
}

int
whole_begin(struct store *s, bool *own)
{
    *own = sqlite3_get_autocommit(s->db) != 0;
    return *own ? store_begin(s) : 0;
}

int
whole_end(struct store *s, bool own, int rc)
{
    return own ? store_end(s, rc) : rc;
}

void
store_fail_nth(struct store *s, int nth)
{
    s->fail_nth = nth;
}

int
store_fail_pending(const struct store *s)
{
    return s->fail_nth;
}

bool
store_fail_each(struct store *s, int statement)
{
    s->fail_each = statement;
    return statement < STATEMENTS;
}

/* Nobody knows any more what stands: the part around it is lost as well. */
static int
lost(struct store *s)
{
    s->failed = true;
    return -1;
}

int
store_part_begin(struct store *s)
{
    s->failed = false;
    return run(s, SQL_MARK) == 0 ? 0 : lost(s);
}

int
store_part_end(struct store *s, int rc)
{
    if (s->failed)
        return -1;
    if ((rc != 0 && run(s, SQL_MARK_BACK) != 0) || run(s, SQL_MARK_KEEP) != 0)
        return lost(s);
    return rc != 0;
}

void
store_rest(struct store *s)
{
    sqlite3_db_release_memory(s->db);
}

/* ---- durability ------------------------------------------------------------------ */

static int
synchronous(struct store *s, const char *text)
{
    char *cause = NULL;
    int rc = pragma(s, text, &cause);

    if (rc != 0)
        log_error("%s", cause);
    free(cause);
    return rc;
}

int
store_relax(struct store *s)
{
    s->relaxed = true;
    return synchronous(s, "PRAGMA synchronous = NORMAL");
}

int
store_firm(struct store *s)
{
    s->relaxed = false;
    return synchronous(s, "PRAGMA synchronous = FULL");
}

/* A commit flushes only if it changes a page: a number taken always does. */
int
store_settle(struct store *s)
{
    int rc;

    if (!s->relaxed)
        return 0;
    if (synchronous(s, "PRAGMA synchronous = FULL") != 0)
        return -1;
    rc = query_run(QUERY(s, SQL_NUMBER_NEXT, TEXT("settled"), INT(0)));
    return synchronous(s, "PRAGMA synchronous = NORMAL") != 0 ? -1 : rc;
}
