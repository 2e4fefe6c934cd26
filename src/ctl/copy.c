#include "ctl/copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/problem.h"

#define MANIFEST "manifest"
#define MANIFEST_MOST (512ul << 20)
#define PIECE (256ul << 10)

/* ---- the manifest -------------------------------------------------------------------- */

void
manifest_add(struct manifest *m, const char *hash, const char *path)
{
    struct listed *l = ARRAY_MORE(m->v, m->n);

    memcpy(l->hash, hash, HASH_HEX);
    l->path = xstrdup(path);
}

int
manifest_write(const struct manifest *m, const char *folder, char **cause)
{
    char *path = xasprintf("%s/" MANIFEST, folder);
    struct buf b = {0};
    int rc;

    for (size_t i = 0; i < m->n; i++)
        buf_addf(&b, "%s  %s\n", m->v[i].hash, m->v[i].path);
    rc = file_write(path, buf_text(&b), b.len, 0600, cause);
    buf_free(&b);
    free(path);
    return rc;
}

static bool
is_hash(const char *text)
{
    return strspn(text, "0123456789abcdef") == HASH_HEX - 1 && text[HASH_HEX - 1] == '\0';
}

/* Nothing else is ever written, wherever a manifest may come from. */
static bool
is_ours(const char *path)
{
    return strcmp(path, "docket.db") == 0 || strcmp(path, "secret") == 0 ||
           (strncmp(path, "raw/", 4) == 0 && strlen(path) == 7 + HASH_HEX - 1 && path[6] == '/' &&
            is_hash(path + 7) && strncmp(path + 4, path + 7, 2) == 0);
}

int
manifest_read(const char *folder, struct manifest *m, char **cause)
{
    char *path = xasprintf("%s/" MANIFEST, folder),
         *text = file_read(path, MANIFEST_MOST, NULL, cause), *rest = text, *line;
    int rc = text == NULL ? -1 : 0;

    while (rc == 0 && (line = strsep(&rest, "\n")) != NULL && *line != '\0') {
        if (strlen(line) < HASH_HEX + 2 || strncmp(line + HASH_HEX - 1, "  ", 2) != 0) {
            rc = cause_set(cause, "%s: a line of it is no hash and path", path);
            break;
        }
        line[HASH_HEX - 1] = '\0';
        rc = is_hash(line) && is_ours(line + HASH_HEX + 1)
                 ? 0
                 : cause_set(cause, "%s: it names what no backup of a docket has", path);
        if (rc == 0)
            manifest_add(m, line, line + HASH_HEX + 1);
    }
    if (rc == 0 && manifest_find(m, "docket.db") == NULL)
        rc = cause_set(cause, "%s: it names no docket.db", path);
    free(text);
    free(path);
    return rc;
}

const struct listed *
manifest_find(const struct manifest *m, const char *path)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->v[i].path, path) == 0)
            return &m->v[i];
    return NULL;
}

void
manifest_free(struct manifest *m)
{
    for (size_t i = 0; i < m->n; i++)
        free(m->v[i].path);
    free(m->v);
    *m = (struct manifest){0};
}

/* ---- files --------------------------------------------------------------------------- */

static int
pump(int from, int to, struct hash *h)
{
    char *piece = xmalloc(PIECE);
    ssize_t n;

    while ((n = read(from, piece, PIECE)) > 0) {
        hash_add(h, piece, (size_t)n);
        if (fd_write_all(to, piece, (size_t)n) != 0) {
            n = -1;
            break;
        }
    }
    free(piece);
    return n == 0 ? 0 : -1;
}

int
copy_file(const char *from, const char *to, char hash[static HASH_HEX], char **cause)
{
    int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC),
        out = in == -1 ? -1 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct hash *h = hash_new();
    int rc = 0;

    if (in == -1)
        rc = cause_set(cause, "%s: %s", from, strerror(errno));
    else if (out == -1 || pump(in, out, h) != 0)
        rc = cause_set(cause, "%s: %s", to, strerror(errno));
    hash_hex(h, hash);
    hash_free(h);
    if (in != -1)
        close(in);
    if (out != -1 && close(out) != 0 && rc == 0)
        rc = cause_set(cause, "%s: %s", to, strerror(errno));
    return rc;
}

int
copy_list(const char *folder, struct strings *paths, char **cause)
{
    for (int i = 0; i < 256; i++) {
        char *shard = xasprintf("%s/raw/%02x", folder, (unsigned)i);
        struct dirent **entries = NULL;
        int n = scandir(shard, &entries, NULL, alphasort), rc = 0;

        if (n < 0 && errno != ENOENT)
            rc = cause_set(cause, "%s: %s", shard, strerror(errno));
        for (int k = 0; k < n; k++) {
            if (is_hash(entries[k]->d_name))
                strings_take(paths, xasprintf("raw/%02x/%s", (unsigned)i, entries[k]->d_name));
            free(entries[k]);
        }
        free(entries);
        free(shard);
        if (rc != 0)
            return -1;
    }
    return 0;
}

void
copy_remove(const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, NULL);

    for (int i = 0; i < n; i++) {
        char *path = xasprintf("%s/%s", folder, entries[i]->d_name);
        struct stat st;

        if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0) {
            if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
                copy_remove(path);
            else
                unlink(path);
        }
        free(path);
        free(entries[i]);
    }
    free(entries);
    rmdir(folder);
}

int
copy_settle(const char *folder, char **cause)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;

    if (fd == -1 || syncfs(fd) != 0)
        rc = cause_set(cause, "%s: %s", folder, strerror(errno));
    if (fd != -1)
        close(fd);
    return rc;
}

void
copy_name(int64_t at, char out[static 24])
{
    time_t t = (time_t)at;
    struct tm tm;

    gmtime_r(&t, &tm);
    strftime(out, 24, "%Y%m%dT%H%M%SZ", &tm);
}

bool
copy_is_name(const char *name)
{
    return strlen(name) >= 16 && strspn(name, "0123456789") == 8 && name[8] == 'T' &&
           strspn(name + 9, "0123456789") == 6 && name[15] == 'Z' &&
           strspn(name + 16, "-0123456789") == strlen(name + 16);
}
