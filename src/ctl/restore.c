/* restore DIR: a backup becomes the docket, where there is none. The docket's
 * file gets its name last, so one that was cut off is begun again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/problem.h"
#include "ctl/copy.h"
#include "ctl/ctl.h"
#include "office/post/pause.h"

struct restore {
    struct desk *desk;
    const char *state;
    char *from;
    struct manifest files;
    char *cause;
};

/* What an attempt before left is no docket. */
static int
check_empty(struct restore *r)
{
    char *docket = xasprintf("%s/docket.db", r->state);
    struct strings paths = {0};
    int rc = access(docket, F_OK) == 0
               ? cause_set(&r->cause,
                           "%s stands there: a backup is only restored where there is no docket; "
                           "move the folder aside first",
                           docket)
               : copy_list(r->state, &paths, &r->cause);

    for (size_t i = 0; rc == 0 && i < paths.n; i++)
        if (manifest_find(&r->files, paths.v[i]) == NULL)
            rc = cause_set(
                &r->cause,
                "%s/%s is no mail of this backup: the folder is not empty; move it aside first",
                r->state, paths.v[i]);
    strings_free(&paths);
    free(docket);
    return rc;
}

static int
bring(struct restore *r, const struct listed *l, const char *as)
{
    char *from = xasprintf("%s/%s", r->from, l->path), *to = xasprintf("%s/%s", r->state, as),
         hash[HASH_HEX];
    int rc = copy_file(from, to, hash, &r->cause);

    if (rc == 0 && strcmp(hash, l->hash) != 0) {
        unlink(to);
        rc = cause_set(&r->cause, "%s is not what the manifest says: this backup is damaged", from);
    }
    free(from);
    free(to);
    return rc;
}

static int
bring_all(struct restore *r)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < r->files.n; i++) {
        const struct listed *l = &r->files.v[i];

        if (strncmp(l->path, "raw/", 4) == 0 &&
            (i == 0 || strncmp(l->path, r->files.v[i - 1].path, 7) != 0)) {
            char *shard = xasprintf("%s/%.6s", r->state, l->path);

            rc = folder_make(shard, 0700, &r->cause);
            free(shard);
        }
        if (rc == 0)
            rc = bring(r, l, strcmp(l->path, "docket.db") == 0 ? "docket.db.restoring" : l->path);
    }
    return rc;
}

/* A log of another docket beside this one would be read into it. */
static int
put_in_place(struct restore *r)
{
    static const char *const stale[] = { "docket.db-wal", "docket.db-shm", "docket.db-journal" };
    char *from = xasprintf("%s/docket.db.restoring", r->state),
         *to = xasprintf("%s/docket.db", r->state);
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(stale); i++) {
        char *path = xasprintf("%s/%s", r->state, stale[i]);

        if (unlink(path) != 0 && errno != ENOENT)
            rc = cause_set(&r->cause, "%s: %s", path, strerror(errno));
        free(path);
    }
    if (rc == 0)
        rc = copy_settle(r->state, &r->cause);
    if (rc == 0 && rename(from, to) != 0)
        rc = cause_set(&r->cause, "%s: %s", to, strerror(errno));
    if (rc == 0)
        rc = folder_sync(r->state, &r->cause);
    free(from);
    free(to);
    return rc;
}

static int
pause_it(struct restore *r)
{
    int rc = desk_open(r->desk, STORE_WRITE, &r->cause);

    if (rc != 0 || store_begin(r->desk->store) != 0)
        return -1;
    return store_end(r->desk->store, pause_restored(r->desk, clock_now()));
}

static int
restore(struct restore *r)
{
    char *docket = xasprintf("%s/docket.db", r->state);
    int rc = manifest_read(r->from, &r->files, &r->cause);

    if (rc == 0)
        rc = desk_become_owner(r->desk, &r->cause) != 0 ||
                     folder_make(r->state, 0700, &r->cause) != 0 ||
                     desk_lock(r->desk, &r->cause) != 0 || check_empty(r) != 0
               ? -1
               : 0;
    if (rc == 0)
        rc = bring_all(r);
    if (rc == 0)
        rc = put_in_place(r);
    if (rc == 0 && (pause_it(r) != 0 || ctl_copy_verify(r->state, &r->cause) != 0)) {
        desk_close(r->desk);
        unlink(docket);
        rc = -1;
    }
    free(docket);
    return rc;
}

/* What a backup never holds, and docketd cannot start its work without. */
static void
say_login(const struct ctl *ctl)
{
    const struct settings *s = ctl->desk->settings;
    bool by_token = s->mailbox.server.use_oauth2 || s->sending.server.use_oauth2;

    if (by_token && access(s->oauth2.token_file, F_OK) != 0)
        puts(TELL(ctl, "Mã đăng nhập OAuth 2.0 không nằm trong bản sao nào: chạy docketctl login trước khi đó.",
                  "The token of the OAuth 2.0 login is in no backup: run docketctl login before that."));
}

int
ctl_restore(struct ctl *ctl)
{
    struct restore r = { .desk = ctl->desk, .state = ctl->desk->settings->state,
                         .from = ctl_backup_newest(ctl->argv[0]) };
    int rc = -1;

    if (r.from == NULL)
        cause_set(&r.cause, "%s: there is no whole backup in it (a folder with a manifest)",
                  ctl->argv[0]);
    else
        rc = restore(&r);
    if (rc == 0)
        printf(TELL(ctl,
                    "%s đã khôi phục từ %s, và đã kiểm tra.\n"
                    "Việc gửi thư tạm dừng: không thư nào đi trước khi cán bộ ra lệnh TIẾP TỤC GỬI, bằng thư hoặc\n"
                    "    docketctl do 'TIẾP TỤC GỬI' --as CÁN_BỘ\n"
                    "Chạy docketd trước: thư đến từ đó được đọc lại. Thư có thể đã gửi trước đây sẽ được rút;\n"
                    "docketctl outbox --all liệt kê.\n",
                    "%s is restored from %s, and verified.\n"
                    "Sending is paused: no letter goes out before an officer orders TIẾP TỤC GỬI, by mail or\n"
                    "    docketctl do 'TIẾP TỤC GỬI' --as OFFICER\n"
                    "Start docketd first: mail that came since is read again. Letters that may have gone out\n"
                    "before are then withdrawn; docketctl outbox --all lists them.\n"),
               r.state, r.from);
    if (rc == 0)
        say_login(ctl);
    else
        log_error("%s", r.cause != NULL ? r.cause
                                        : "the docket could not be written; see the lines above");
    free(r.cause);
    free(r.from);
    manifest_free(&r.files);
    return rc == 0 ? 0 : 1;
}
