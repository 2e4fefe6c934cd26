/* A copy of the docket while others write. */

#include "base/problem.h"
#include "db.h"

/* One step: a snapshot of one moment. What others commit meanwhile waits for nothing. */
static int
copy_into(struct store *s, sqlite3 *to, const char *path, char **cause)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");
    int rc = b == NULL ? SQLITE_ERROR : sqlite3_backup_step(b, -1);

    if (b != NULL && sqlite3_backup_finish(b) != SQLITE_OK)
        rc = SQLITE_ERROR;
    /* no log beside it: the copy is one file */
    if (rc == SQLITE_DONE &&
        sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK)
        return 0;
    return cause_set(cause, "%s: the docket could not be copied: %s", path, sqlite3_errmsg(to));
}

int
store_copy(struct store *s, const char *path, char **cause)
{
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

    rc = rc != SQLITE_OK ? cause_set(cause, "%s: %s", path, sqlite3_errstr(rc))
                         : copy_into(s, to, path, cause);
    sqlite3_close(to);
    return rc;
}
