/* backup DIR [--keep N]: docket first, then the archive, which only grows and
 * so holds all that the docket names; then the manifest. The daemon goes on
 * meanwhile. A file that the backup before has is linked, not copied. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/problem.h"
#include "ctl/copy.h"
#include "ctl/ctl.h"
#include "office/remind/health.h"
#include "store/docket.h"

struct backup {
    struct ctl *ctl;
    const char *into;           /* DIR */
    char *before;               /* the last whole backup in it; NULL */
    char *part;                 /* being made: DIR/.NAME.part */
    struct manifest files;
    char *cause;
};

static int
is_backup(const struct dirent *e)
{
    return copy_is_name(e->d_name);
}

/* Whole backups of a folder, oldest first. */
static void
backups_in(const char *folder, struct strings *out)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_backup, alphasort);

    for (int i = 0; i < n; i++) {
        char *manifest = xasprintf("%s/%s/manifest", folder, entries[i]->d_name);

        if (access(manifest, F_OK) == 0)
            strings_add(out, entries[i]->d_name);
        free(manifest);
        free(entries[i]);
    }
    free(entries);
}

char *
ctl_backup_newest(const char *folder)
{
    struct strings all = {0};
    char *manifest = xasprintf("%s/manifest", folder), *found = NULL;

    backups_in(folder, &all);
    if (access(manifest, F_OK) == 0)
        found = xstrdup(folder);
    else if (all.n > 0)
        found = xasprintf("%s/%s", folder, all.v[all.n - 1]);
    free(manifest);
    strings_free(&all);
    return found;
}

/* A file of the archive is named by its hash and never changes. */
static int
take_raw(struct backup *b, const char *path)
{
    char *from = xasprintf("%s/%s", b->ctl->desk->settings->state, path),
         *to = xasprintf("%s/%s", b->part, path), hash[HASH_HEX],
         *old = b->before == NULL ? NULL : xasprintf("%s/%s", b->before, path);
    const char *name = strrchr(path, '/') + 1;
    struct stat is, was;
    int rc = 0;

    if (old != NULL && stat(from, &is) == 0 && stat(old, &was) == 0 && is.st_size == was.st_size &&
        link(old, to) == 0)
        memcpy(hash, name, HASH_HEX);
    else
        rc = copy_file(from, to, hash, &b->cause);
    if (rc == 0 && strcmp(hash, name) != 0)
        rc = cause_set(&b->cause,
                       "%s: its content is not what its name says: the archive is damaged", from);
    if (rc == 0)
        manifest_add(&b->files, hash, path);
    free(old);
    free(from);
    free(to);
    return rc;
}

static int
take_archive(struct backup *b)
{
    struct strings paths = {0};
    int rc = copy_list(b->ctl->desk->settings->state, &paths, &b->cause);

    for (size_t i = 0; rc == 0 && i < paths.n; i++) {
        if (i == 0 || strncmp(paths.v[i], paths.v[i - 1], 7) != 0) {
            char *shard = xasprintf("%s/%.6s", b->part, paths.v[i]);

            rc = folder_make(shard, 0700, &b->cause);
            free(shard);
        }
        if (rc == 0)
            rc = take_raw(b, paths.v[i]);
    }
    strings_free(&paths);
    return rc;
}

/* The copied docket, and the office's key where the state folder has it. */
static int
take_rest(struct backup *b)
{
    char *docket = xasprintf("%s/docket.db", b->part),
         *secret = xasprintf("%s/secret", b->ctl->desk->settings->state),
         *to = xasprintf("%s/secret", b->part), hash[HASH_HEX];
    int rc = copy_file(docket, NOWHERE, hash, &b->cause);

    if (rc == 0)
        manifest_add(&b->files, hash, "docket.db");
    if (rc == 0 && access(secret, F_OK) == 0 && (rc = copy_file(secret, to, hash, &b->cause)) == 0)
        manifest_add(&b->files, hash, "secret");
    free(docket);
    free(secret);
    free(to);
    return rc;
}

int
ctl_copy_verify(const char *folder, char **cause)
{
    struct store *store = store_open(folder, STORE_READ, cause);
    struct problems problems = {0};
    int rc = store == NULL ? -1 : 0;

    if (rc == 0 && (store_verify(store, &problems) != 0 || problems.n > 0)) {
        problems_print(&problems, stderr);
        rc = cause_set(cause, "%s: its docket is not in order", folder);
    }
    problems_free(&problems);
    store_close(store);
    return rc;
}

static int
make(struct backup *b, const char *name)
{
    char *docket = xasprintf("%s/docket.db", b->part), *whole = xasprintf("%s/%s", b->into, name);
    int rc = folder_make(b->part, 0700, &b->cause);

    if (rc == 0)
        rc = store_copy(b->ctl->desk->store, docket, &b->cause);
    if (rc == 0)
        rc = take_archive(b);
    if (rc == 0)
        rc = take_rest(b);
    if (rc == 0)
        rc = ctl_copy_verify(b->part, &b->cause);
    if (rc == 0)
        rc = copy_settle(b->part, &b->cause) != 0 ||
                     manifest_write(&b->files, b->part, &b->cause) != 0 ? -1 : 0;
    if (rc == 0 && rename(b->part, whole) != 0)
        rc = cause_set(&b->cause, "%s: %s", whole, strerror(errno));
    if (rc == 0)
        rc = folder_sync(b->into, &b->cause);
    free(docket);
    free(whole);
    return rc;
}

/* The rule of retention: the newest N stay. */
static int
purge(struct backup *b, int keep)
{
    struct strings all = {0};
    int removed = 0;

    backups_in(b->into, &all);
    for (size_t i = 0; keep > 0 && i + (size_t)keep < all.n; i++, removed++) {
        char *old = xasprintf("%s/%s", b->into, all.v[i]);

        copy_remove(old);
        free(old);
    }
    strings_free(&all);
    return removed;
}

static int
note(struct backup *b, const char *name, int removed, instant now)
{
    struct desk *desk = b->ctl->desk;
    char at[24], gone[12], *detail;
    struct store *store;
    int rc;

    desk_close(desk);                   /* until here it was only read */
    if (desk_open(desk, STORE_WRITE, &b->cause) != 0 || store_begin(store = desk->store) != 0)
        return -1;
    snprintf(at, sizeof at, "%" PRId64, now);
    snprintf(gone, sizeof gone, "%d", removed);
    detail = journal_detail("backup", name, "removed", removed > 0 ? gone : NULL, NULL);
    rc = store_setting_put(store, BACKUP_LAST, at);
    if (rc == 0)
        rc = journal_add(store, now, "shell", "backup", NULL, detail);
    free(detail);
    return store_end(store, rc);
}

/* By the moment it is made; two within one second have a number. */
static char *
free_name(const char *into, instant now)
{
    char stamp[24];

    copy_name(now, stamp);
    for (int i = 1;; i++) {
        char *name = i == 1 ? xstrdup(stamp) : xasprintf("%s-%03d", stamp, i),
             *path = xasprintf("%s/%s", into, name);
        bool taken = access(path, F_OK) == 0;

        free(path);
        if (!taken)
            return name;
        free(name);
    }
}

/* A login renews its token: one from a backup is dead by then, and where the
 * server takes a second use for theft it ends the login of the office that runs. */
static void
say_left_out(const struct ctl *ctl)
{
    const struct settings *s = ctl->desk->settings;

    puts(
        s->mailbox.server.use_oauth2 || s->sending.server.use_oauth2
            ? TELL(
                  ctl,
                  "Không nằm trong đó: cấu hình, các mật khẩu, và mã đăng nhập OAuth 2.0; khôi phục xong thì chạy: docketctl login.",
                  "Not in it: the configuration, its passwords, and the token of the OAuth 2.0 login; after a restore: docketctl login.")
            : TELL(ctl, "Không nằm trong đó: cấu hình và các mật khẩu; hãy giữ riêng.",
                   "Not in it: the configuration and its passwords; keep them apart."));
}

int
ctl_backup(struct ctl *ctl)
{
    struct backup b = { .ctl = ctl, .into = ctl->argv[0] };
    instant now = clock_now();
    int keep = ctl->keep == NULL ? 0 : atoi(ctl->keep), rc = -1;
    char *name = free_name(b.into, now);

    if (ctl->no_docket)
        cause_set(&b.cause, "there is no docket yet: docketd has not run");
    else if (ctl->keep != NULL && keep < 1)
        cause_set(&b.cause, "--keep takes a number from 1 on");
    else
        rc = folder_make(b.into, 0700, &b.cause);
    b.part = xasprintf("%s/.%s.%d.part", b.into, name, (int)getpid());
    b.before = ctl_backup_newest(b.into);
    if (rc == 0 && (rc = make(&b, name)) != 0)
        copy_remove(b.part);
    if (rc == 0)
        rc = note(&b, name, purge(&b, keep), now);
    if (rc == 0)
        printf(TELL(ctl, "%s/%s: sổ và %zu thư, đã kiểm tra\n",
                    "%s/%s: the docket and %zu mails, verified\n"),
               b.into, name, b.files.n - 1 - (manifest_find(&b.files, "secret") != NULL));
    if (rc == 0)
        say_left_out(ctl);
    if (b.cause != NULL)
        log_error("%s", b.cause);
    free(b.cause);
    free(b.part);
    free(b.before);
    free(name);
    manifest_free(&b.files);
    return rc == 0 ? 0 : 1;
}
