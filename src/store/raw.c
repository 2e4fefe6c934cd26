/* The archive of raw messages.
 *
 * States of a file, and what a crash leaves of them:
 *   raw/tmp/X, being written or flushed   a stray: nobody names it, removed when
 *                                         the archive is next opened
 *   raw/ab/abcd..., folder not flushed    whole (its bytes were flushed before),
 *                                         or, after a power cut, absent; no row
 *                                         names it yet, the mail is fetched again
 *   raw/ab/abcd..., folder flushed        kept
 * A file is renamed even over one of the same name: that one may be of a run
 * that ended before its folder was flushed, and the bytes are the same.
 *
 * Flushes: one file has fsync of its own. Many share two syncfs(2), which
 * report write errors since Linux 5.8; measured for 64 files of 60 kB: 6 ms,
 * against 27 ms with an fsync of each file and folder. After an error nothing
 * is tried again on the same descriptors, the caller starts with new files. */
#include "store/raw.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"

#define SHARDS 256
#define NAME_MOST 40
#define PLACE_MOST (HASH_HEX + 3)           /* "ab/abcd..." */

struct raw {
    int dir, tmp;                           /* raw/ and raw/tmp/ */
};

struct raw_file {
    struct raw *raw;
    int fd;
    char name[NAME_MOST];                   /* in raw/tmp */
    struct hash *hash;
    char hex[HASH_HEX];                     /* "" while it is written */
    uint64_t size;
    bool kept;
};

static int
fault(char **cause, const char *what, const char *name)
{
    return cause_set(cause, "archive: %s %s: %s", what, name, strerror(errno));
}

/* ---- opening ---------------------------------------------------------------- */

static int
make_shards(struct raw *raw, char **cause)
{
    char name[3];

    if (faccessat(raw->dir, "ff", F_OK, 0) == 0)        /* made last */
        return 0;
    for (int i = 0; i < SHARDS; i++) {
        snprintf(name, sizeof name, "%02x", (unsigned)i);
        if (mkdirat(raw->dir, name, 0700) != 0 && errno != EEXIST)
            return fault(cause, "cannot make folder", name);
    }
    return fsync(raw->dir) == 0 ? 0 : fault(cause, "cannot flush", "raw");
}

/* A file that is being written is locked by its writer, here or in another
 * process; one that can be locked has lost its own. */
static void
remove_stray(struct raw *raw, const char *name)
{
    int fd = openat(raw->tmp, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd == -1)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && unlinkat(raw->tmp, name, 0) == 0)
        log_info("archive: removed raw/tmp/%s, left by a run that was cut off", name);
    close(fd);
}

static int
remove_strays(struct raw *raw, char **cause)
{
    int fd = openat(raw->tmp, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd == -1 ? NULL : fdopendir(fd);
    struct dirent *e;

    if (d == NULL) {
        fault(cause, "cannot read", "raw/tmp");
        if (fd != -1)
            close(fd);
        return -1;
    }
    while ((e = readdir(d)) != NULL)
        if (e->d_name[0] != '.')
            remove_stray(raw, e->d_name);
    closedir(d);
    return 0;
}

struct raw *
raw_open(const char *state_folder, char **cause)
{
    struct raw *raw = xcalloc(1, sizeof *raw);
    char *path = xasprintf("%s/raw", state_folder), *tmp = xasprintf("%s/tmp", path);
    int rc = -1;

    raw->dir = raw->tmp = -1;
    if (folder_make(tmp, 0700, cause) != 0)
        goto out;
    raw->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    raw->tmp = open(tmp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (raw->dir == -1 || raw->tmp == -1)
        fault(cause, "cannot open", path);
    else if (make_shards(raw, cause) == 0 && remove_strays(raw, cause) == 0)
        rc = 0;
out:
    free(path);
    free(tmp);
    if (rc == 0)
        return raw;
    raw_close(raw);
    return NULL;
}

void
raw_close(struct raw *raw)
{
    if (raw == NULL)
        return;
    if (raw->dir != -1)
        close(raw->dir);
    if (raw->tmp != -1)
        close(raw->tmp);
    free(raw);
}

/* ---- one file on its way in ---------------------------------------------------- */

/* 1: another process took it for a stray before it was locked. */
static int
create(struct raw_file *f, char **cause)
{
    uint64_t random[2];
    struct stat st;

    random_bytes(random, sizeof random);
    snprintf(f->name, sizeof f->name, "%016" PRIx64 "%016" PRIx64, random[0], random[1]);
    f->fd = openat(f->raw->tmp, f->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (f->fd == -1)
        return fault(cause, "cannot make", f->name);
    if (flock(f->fd, LOCK_EX | LOCK_NB) == 0 && fstat(f->fd, &st) == 0 && st.st_nlink == 1)
        return 0;
    close(f->fd);
    f->fd = -1;
    return 1;
}

struct raw_file *
raw_begin(struct raw *raw, char **cause)
{
    struct raw_file *f = xcalloc(1, sizeof *f);
    int rc;

    f->raw = raw;
    while ((rc = create(f, cause)) == 1)
        ;
    if (rc != 0) {
        free(f);
        return NULL;
    }
    f->hash = hash_new();
    return f;
}

int
raw_add(struct raw_file *f, const void *bytes, size_t n, char **cause)
{
    assert(f->hex[0] == '\0');
    if (fd_write_all(f->fd, bytes, n) != 0)
        return fault(cause, "cannot write", f->name);
    hash_add(f->hash, bytes, n);
    f->size += n;
    return 0;
}

int
raw_fd(const struct raw_file *f)
{
    return f->fd;
}

uint64_t
raw_size(const struct raw_file *f)
{
    return f->size;
}

const char *
raw_hash(struct raw_file *f)
{
    if (f->hex[0] == '\0') {
        hash_hex(f->hash, f->hex);
        /* What is on its way to the disk already is not waited for later; whether it came there the flush says. */
        sync_file_range(f->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    }
    return f->hex;
}

void
raw_end(struct raw_file *f)
{
    if (f == NULL)
        return;
    if (!f->kept)
        unlinkat(f->raw->tmp, f->name, 0);
    close(f->fd);
    hash_free(f->hash);
    free(f);
}

/* ---- keeping ---------------------------------------------------------------------- */

static void
place_of(const char *hash, char out[static PLACE_MOST])
{
    snprintf(out, PLACE_MOST, "%.2s/%s", hash, hash);
}

static int
flush_bytes(struct raw *raw, struct raw_file **files, size_t n, char **cause)
{
    if ((n == 1 ? fsync(files[0]->fd) : syncfs(raw->dir)) == 0)
        return 0;
    return fault(cause, "cannot flush", n == 1 ? files[0]->name : "raw");
}

static int
give_name(struct raw_file *f, char **cause)
{
    char place[PLACE_MOST];

    place_of(raw_hash(f), place);
    if (!f->kept && renameat(f->raw->tmp, f->name, f->raw->dir, place) != 0)
        return fault(cause, "cannot name", place);
    f->kept = true;
    return 0;
}

static int
flush_names(struct raw *raw, struct raw_file **files, size_t n, char **cause)
{
    char shard[3] = { files[0]->hex[0], files[0]->hex[1], '\0' };
    int fd = n == 1 ? openat(raw->dir, shard, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : raw->dir;
    int rc = fd == -1 || (n == 1 ? fsync(fd) : syncfs(fd)) != 0
                 ? fault(cause, "cannot flush", shard)
                 : 0;

    if (n == 1 && fd != -1)
        close(fd);
    return rc;
}

int
raw_keep(struct raw *raw, struct raw_file **files, size_t n, char **cause)
{
    if (n == 0)
        return 0;
    if (flush_bytes(raw, files, n, cause) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (give_name(files[i], cause) != 0)
            return -1;
    return flush_names(raw, files, n, cause);
}

/* ---- reading ------------------------------------------------------------------------ */

int
raw_get(struct raw *raw, const char *hash, char **cause)
{
    char place[PLACE_MOST];
    int fd;

    if (strspn(hash, "0123456789abcdef") != HASH_HEX - 1 || hash[HASH_HEX - 1] != '\0')
        return cause_set(cause, "archive: \"%s\" is no SHA-256", hash);
    place_of(hash, place);
    if ((fd = openat(raw->dir, place, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) == -1)
        return fault(cause, "cannot open", place);
    return fd;
}

int
raw_remove(struct raw *raw, const char *hash, char **cause)
{
    char place[PLACE_MOST];

    if (strspn(hash, "0123456789abcdef") != HASH_HEX - 1 || hash[HASH_HEX - 1] != '\0')
        return cause_set(cause, "archive: \"%s\" is no SHA-256", hash);
    place_of(hash, place);
    return unlinkat(raw->dir, place, 0) == 0 || errno == ENOENT ? 0 : fault(cause, "cannot remove", place);
}
