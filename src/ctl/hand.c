#include "ctl/hand.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define MADE_MOST (2ul << 30)           /* bytes of one file that was made */
#define DEEP_MOST 3                     /* a board has a folder for each language */

/* ---- what is read -------------------------------------------------------------- */

void
hand_open(struct ctl *ctl)
{
    struct rlimit most;

    if (getrlimit(RLIMIT_NOFILE, &most) == 0) {
        most.rlim_cur = most.rlim_max;
        setrlimit(RLIMIT_NOFILE, &most);
    }
    ctl->opened = xcalloc((size_t)ctl->argc + 1, sizeof *ctl->opened);
    for (int i = 0; i < ctl->argc; i++) {
        int fd = open(ctl->argv[i], O_RDONLY | O_CLOEXEC | O_NONBLOCK);

        ctl->opened[i] = fd == -1 ? -errno : fd;
    }
}

int
ctl_open(struct ctl *ctl, int operand)
{
    int fd;

    if (ctl->opened == NULL)
        return open(ctl->argv[operand], O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    fd = ctl->opened[operand];
    ctl->opened[operand] = -EBADF;
    if (fd >= 0)
        return fd;
    errno = -fd;
    return -1;
}

void
hand_end(struct ctl *ctl)
{
    for (int i = 0; ctl->opened != NULL && i < ctl->argc; i++)
        if (ctl->opened[i] >= 0)
            close(ctl->opened[i]);
    free(ctl->opened);
    free(ctl->place);
    ctl->opened = NULL;
    ctl->place = NULL;
}

/* ---- what is written ------------------------------------------------------------ */

/* The last part of a path; NULL where it has no name of its own: "out/", "..". */
static const char *
name_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;

    return *name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? NULL : name;
}

char *
ctl_place(const struct ctl *ctl, const char *path)
{
    if (ctl->place == NULL)
        return xstrdup(path);
    return name_of(path) == NULL ? xstrdup(ctl->place)
                                 : xasprintf("%s/%s", ctl->place, name_of(path));
}

/* Where what was made in the place goes: beside the name of -o, else here. */
static char *
destination(const struct ctl *ctl)
{
    const char *path = ctl->output == NULL ? "." : ctl->output, *name = name_of(path);

    if (name == NULL)
        return xstrdup(path);
    return name == path ? xstrdup(".") : xasprintf("%.*s.", (int)(name - path), path);
}

/* One entry of the owner's folder. He could put a link there: only files of his own are read. */
static int
carry_file(int from, const char *name, const struct stat *st, const char *to, bool keep,
           char **cause)
{
    char *bytes = NULL;
    size_t n = 0;
    int rc = -1;

    if (keep && access(to, F_OK) == 0)
        cause_set(cause, "%s stands there already", to);
    else if ((bytes = fd_read(from, name, MADE_MOST, &n, cause)) != NULL)
        rc = file_replace(to, bytes, n, st->st_mode & 0777, cause);
    free(bytes);
    return rc;
}

static int
carry(int folder, uid_t owner, const char *to, int deep, bool keep, char **cause)
{
    const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    DIR *dir = fdopendir(dup(folder));
    int rc = dir == NULL ? cause_set(cause, "%s: %s", to, strerror(errno)) : 0;

    for (struct dirent *e; dir != NULL && rc == 0 && (e = readdir(dir)) != NULL;) {
        int fd = e->d_name[0] == '.' ? -1 : openat(folder, e->d_name, flags);
        char *target = xasprintf("%s/%s", to, e->d_name);
        struct stat st;

        if (fd != -1 && fstat(fd, &st) == 0 && st.st_uid == owner) {
            if (S_ISREG(st.st_mode))
                rc = carry_file(fd, e->d_name, &st, target, keep, cause);
            else if (S_ISDIR(st.st_mode) && deep < DEEP_MOST &&
                     (rc = folder_make(target, st.st_mode & 0777, cause)) == 0)
                rc = carry(fd, owner, target, deep + 1, keep, cause);
        }
        if (fd != -1)
            close(fd);
        free(target);
    }
    if (dir != NULL)
        closedir(dir);
    return rc;
}

static void
sweep(int folder, const char *name, int deep)
{
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd == -1 ? NULL : fdopendir(fd);

    for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            unlinkat(fd, e->d_name, 0) != 0 && deep < DEEP_MOST)
            sweep(fd, e->d_name, deep + 1);
    if (dir != NULL)
        closedir(dir);
    unlinkat(folder, name, AT_REMOVEDIR);
}

static int
wait_and_carry(const struct ctl *ctl, pid_t worker, uid_t owner, int folder, bool keep,
               char **cause)
{
    char *to = destination(ctl);
    int status = 0, rc;

    while (waitpid(worker, &status, 0) == -1 && errno == EINTR)
        ;
    rc = carry(folder, owner, to, 0, keep, cause);
    free(to);
    return rc != 0 || !WIFEXITED(status) ? 1 : WEXITSTATUS(status);
}

int
hand_begin(struct ctl *ctl, uid_t owner, bool keep, int *status, char **cause)
{
    char path[] = "/tmp/docketctl-XXXXXX";
    int folder = mkdtemp(path) == NULL
                     ? -1
                     : open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    pid_t worker;

    if (folder == -1 || fchown(folder, owner, (gid_t)-1) != 0 || (worker = fork()) == -1)
        return cause_set(cause, "%s: %s", path, strerror(errno));
    if (worker == 0) {
        close(folder);
        ctl->place = xstrdup(path);
        return 0;
    }
    signal(SIGINT, SIG_IGN);            /* the worker is told, too; this one sweeps behind it */
    signal(SIGTERM, SIG_IGN);
    *status = wait_and_carry(ctl, worker, owner, folder, keep, cause);
    close(folder);
    sweep(AT_FDCWD, path, 0);
    return 1;
}
