/* Preloaded into docketd by the crash test: counts every step that leaves a
 * trace outside the process (write, flush, rename, unlink, network send) over
 * all processes of docketd, and kills their process group with SIGKILL just
 * before step CRASH_AT.
 *
 *   LD_PRELOAD=crash.so CRASH_COUNTER=FILE [CRASH_AT=N] docketd --once ...
 *
 * FILE holds the counter, shared by mmap, and the name of each step in order.
 * Standard output and error are left out: a log line changes nothing. Only
 * docketd and docketctl count; docket-reader has nothing but its answer. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { STEPS = 4096, NAME = 24 };

static struct shared {
    atomic_ulong count;
    char step[STEPS][NAME];     /* "fdatasync", zero-filled */
} *shared;
static unsigned long kill_at;

static void __attribute__((constructor))
begin(void)
{
    const char *file = getenv("CRASH_COUNTER"), *at = getenv("CRASH_AT");
    void *map;
    int fd;

    if (file == NULL || strcmp(program_invocation_short_name, "docket-reader") == 0)
        return;
    fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd == -1 || ftruncate(fd, sizeof *shared) != 0 ||
        (map = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)) == MAP_FAILED) {
        perror("crash");
        _exit(99);
    }
    close(fd);
    kill_at = at != NULL ? strtoul(at, NULL, 10) : 0;
    shared = map;
}

static void
step(const char *name)
{
    unsigned long n;

    if (shared == NULL)
        return;
    n = atomic_fetch_add(&shared->count, 1) + 1;
    if (n <= STEPS)
        strncpy(shared->step[n - 1], name, NAME - 1);
    if (kill_at != 0 && n >= kill_at) {
        kill(0, SIGKILL);
        for (;;)
            pause();            /* nothing of this process goes on */
    }
}

/* name, arguments in brackets, the call's arguments, what tells its target */
#define STEP(type, name, params, args, counts) \
    type name params \
    { \
        static type (*real) params; \
        if (real == NULL) \
            *(void **)&real = dlsym(RTLD_NEXT, #name); \
        if (counts) \
            step(#name); \
        return real args; \
    }

STEP(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n), fd > 2)
STEP(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), fd > 2)
STEP(ssize_t, pwrite64, (int fd, const void *p, size_t n, off64_t at), (fd, p, n, at), fd > 2)
STEP(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd > 2)
STEP(ssize_t, pwritev, (int fd, const struct iovec *v, int n, off_t at), (fd, v, n, at), fd > 2)
STEP(int, ftruncate, (int fd, off_t n), (fd, n), 1)
STEP(int, ftruncate64, (int fd, off64_t n), (fd, n), 1)
STEP(int, fsync, (int fd), (fd), 1)
STEP(int, fdatasync, (int fd), (fd), 1)
STEP(int, syncfs, (int fd), (fd), 1)
STEP(int, rename, (const char *from, const char *to), (from, to), 1)
STEP(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), 1)
STEP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned f), (a, from, b, to, f), 1)
STEP(int, link, (const char *from, const char *to), (from, to), 1)
STEP(int, linkat, (int a, const char *from, int b, const char *to, int f), (a, from, b, to, f), 1)
STEP(int, unlink, (const char *path), (path), 1)
STEP(int, unlinkat, (int a, const char *path, int f), (a, path, f), 1)
STEP(ssize_t, send, (int fd, const void *p, size_t n, int f), (fd, p, n, f), 1)
STEP(ssize_t, sendto, (int fd, const void *p, size_t n, int f, const struct sockaddr *to, socklen_t l), (fd, p, n, f, to, l), 1)
STEP(ssize_t, sendmsg, (int fd, const struct msghdr *m, int f), (fd, m, f), 1)
