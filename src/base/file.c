/* Files: whole reads with a cap, durable writes. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/problem.h"

/* Reads to the end of fd, at most `most` bytes: 0, or -1 with errno (EFBIG). */
static int
read_whole(int fd, size_t most, char **text, size_t *length)
{
    size_t cap = 4096, len = 0;
    char *data = xmalloc(cap + 1);
    struct stat st;
    ssize_t got;

    if (fstat(fd, &st) == 0 && st.st_size > 0 && (size_t)st.st_size <= most) {
        cap = (size_t)st.st_size + 1;
        data = xreallocarray(data, cap + 1, 1);
    }
    while ((got = read(fd, data + len, cap - len)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            goto bad;
        len += (size_t)got;
        if (len > most) {
            errno = EFBIG;
            goto bad;
        }
        if (len == cap) {
            cap *= 2;
            data = xreallocarray(data, cap + 1, 1);
        }
    }
    data[len] = '\0';
    *text = data;
    *length = len;
    return 0;
bad:
    free(data);
    return -1;
}

char *
fd_read(int fd, const char *name, size_t most, size_t *length, char **cause)
{
    char *text = NULL;
    size_t n = 0;

    if (read_whole(fd, most, &text, &n) != 0) {
        if (errno == EFBIG)
            cause_set(cause, "%s: larger than the %zu bytes it may have", name, most);
        else
            cause_set(cause, "%s: %s", name, strerror(errno));
    } else if (length != NULL) {
        *length = n;
    }
    return text;
}

char *
file_read(const char *path, size_t most, size_t *length, char **cause)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *text;

    if (fd < 0) {
        cause_set(cause, "%s: %s", path, strerror(errno));
        return NULL;
    }
    text = fd_read(fd, path, most, length, cause);
    close(fd);
    return text;
}

int
fd_write_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        ssize_t done = write(fd, at, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        at += done;
        n -= (size_t)done;
    }
    return 0;
}

static int
write_temporary(const char *path, const void *bytes, size_t n, mode_t mode, bool durable)
{
    const int how = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(path, how, mode), saved;

    /* What a crash left there is nobody's: the name was never renamed. */
    if (fd == -1 && errno == EEXIST && unlink(path) == 0)
        fd = open(path, how, mode);
    if (fd == -1)
        return -1;
    if (fd_write_all(fd, bytes, n) != 0 || (durable ? fsync(fd) : fchmod(fd, mode)) != 0) {
        saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return close(fd);
}

static char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return xstrdup(".");
    return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

static int
put_in_place(const char *path, const void *bytes, size_t n, mode_t mode, bool durable, char **cause)
{
    char *temporary = xasprintf("%s.tmp", path);
    int rc = 0;

    if (write_temporary(temporary, bytes, n, mode, durable) != 0 || rename(temporary, path) != 0) {
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
        unlink(temporary);
    }
    free(temporary);
    return rc;
}

int
file_replace(const char *path, const void *bytes, size_t n, mode_t mode, char **cause)
{
    return put_in_place(path, bytes, n, mode, false, cause);
}

int
file_write(const char *path, const void *bytes, size_t n, mode_t mode, char **cause)
{
    char *folder = folder_of(path);
    int rc = put_in_place(path, bytes, n, mode, true, cause);

    if (rc == 0)
        rc = folder_sync(folder, cause);
    free(folder);
    return rc;
}

int
folder_make(const char *path, mode_t mode, char **cause)
{
    char *part = xstrdup(path);
    struct stat st;
    int rc = 0;

    for (char *at = part + strspn(part, "/"); rc == 0 && *at != '\0';) {
        char *end = at + strcspn(at, "/"), kept = *end;

        *end = '\0';
        if (mkdir(part, mode) != 0 && errno != EEXIST)
            rc = cause_set(cause, "%s: cannot be made: %s", part, strerror(errno));
        *end = kept;
        at = end + strspn(end, "/");
    }
    if (rc == 0 && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
        rc = cause_set(cause, "%s: is no folder", path);
    free(part);
    return rc;
}

int
folder_sync(const char *path, char **cause)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;

    if (fd < 0 || fsync(fd) != 0)
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return rc;
}
