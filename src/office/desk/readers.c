/* The daemon's side of the reader service. Requests are sent as they come;
 * when the socket is full, answers are taken in first, so that two full
 * sockets never wait for each other. */
#include "office/desk/readers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/problem.h"
#include "core/form/document.h"
#include "model/errand.h"

/* Longer than any message may take, twice its time in the ordinary and in the
 * whole reader: after that the service itself is dead. */
#define PATIENCE_MS (5 * 1000 * LIMIT_READER_WALL)

struct taken {
    struct reader_answer answer;
    int fd;
};

struct readers {
    pid_t pid;
    int sock;
    size_t outstanding;
    struct taken *taken;                /* answers received but not yet asked for */
    size_t ntaken;
};

static _Noreturn void
become_service(const char *path, int at_once, int sock)
{
    char places[16];
    char *const argv[] = { (char *)"docket-reader", (char *)"--serve", places, NULL };
    /* Functions are bound once and not in every child; GLib's own allocator
     * would only put pages between the child and malloc. */
    char *const environment[] = { (char *)"LD_BIND_NOW=1", (char *)"G_SLICE=always-malloc", NULL };
    sigset_t none;

    snprintf(places, sizeof places, "%d", at_once);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* The service ends with intake; a stop signal to the group must not take
     * it away in the middle of a message. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || setpgid(0, 0) != 0 || dup2(sock, 0) == -1)
        _exit(127);
    close_range(3, ~0u, 0);
    execve(path, argv, environment);
    _exit(127);
}

struct readers *
readers_start(const char *path, int at_once, char **cause)
{
    struct readers *r;
    int pair[2];

    if (access(path, X_OK) != 0) {
        cause_set(cause, "the reader %s cannot be started: %s", path, strerror(errno));
        return NULL;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        cause_set(cause, "no socket for the reader: %s", strerror(errno));
        return NULL;
    }
    r = xcalloc(1, sizeof *r);
    r->sock = pair[0];
    r->pid = fork();
    if (r->pid == 0)
        become_service(path, at_once, pair[1]);
    close(pair[1]);
    if (r->pid == -1) {
        cause_set(cause, "the reader cannot be started: %s", strerror(errno));
        readers_stop(r);
        return NULL;
    }
    return r;
}

void
readers_stop(struct readers *r)
{
    if (r == NULL)
        return;
    close(r->sock);
    if (r->pid > 0) {
        kill(r->pid, SIGKILL);
        waitpid(r->pid, NULL, 0);
    }
    for (size_t i = 0; i < r->ntaken; i++) {
        if (r->taken[i].fd != -1)
            close(r->taken[i].fd);
    }
    free(r->taken);
    free(r);
}

/* One answer off the socket into the list. */
static int
answer_take(struct readers *r, char **cause)
{
    union { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; } control;
    struct taken t = { .fd = -1 };
    struct iovec body = { &t.answer, sizeof t.answer };
    struct msghdr m = { .msg_iov = &body, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
    struct pollfd p = { .fd = r->sock, .events = POLLIN };
    struct cmsghdr *c;
    ssize_t n;
    int ready;

    while ((ready = poll(&p, 1, PATIENCE_MS)) == -1 && errno == EINTR)
        ;
    if (ready != 1)
        return cause_set(cause, "the reader service does not answer");
    n = recvmsg(r->sock, &m, MSG_CMSG_CLOEXEC);
    c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
        c->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(&t.fd, CMSG_DATA(c), sizeof t.fd);
    if (n != (ssize_t)sizeof t.answer || r->outstanding == r->ntaken) {
        if (t.fd != -1)
            close(t.fd);
        return cause_set(cause, n <= 0 ? "the reader service has ended"
                                       : "the reader service answered out of turn");
    }
    *ARRAY_MORE(r->taken, r->ntaken) = t;
    return 0;
}

int
readers_submit(struct readers *r, uint64_t id, int fd, size_t size, char **cause)
{
    union { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; } control = {0};
    struct reader_request request = { id, size };
    struct iovec body = { &request, sizeof request };
    struct msghdr m = { .msg_iov = &body, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);

    *c = (struct cmsghdr){ .cmsg_level = SOL_SOCKET,
                           .cmsg_type = SCM_RIGHTS,
                           .cmsg_len = CMSG_LEN(sizeof(int)) };
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    while (sendmsg(r->sock, &m, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)sizeof request) {
        if (errno == EINTR)
            continue;
        if ((errno != EAGAIN && errno != ETOOMANYREFS) || r->outstanding == r->ntaken)
            return cause_set(cause, "the reader service takes no message: %s", strerror(errno));
        if (answer_take(r, cause) != 0)
            return -1;
    }
    r->outstanding++;
    return 0;
}

static struct message *
answer_read(const struct taken *t, char **cause)
{
    struct message *m;
    struct stat st;
    char *bytes;

    if (t->answer.status != READER_READ) {
        cause_set(cause, "it %s", reader_status_text(t->answer.status));
        return NULL;
    }
    if (t->fd == -1 || fstat(t->fd, &st) != 0 || st.st_size <= 0 ||
        (uint64_t)st.st_size > LIMIT_ANSWER || (uint64_t)st.st_size != t->answer.size) {
        cause_set(cause, "the reader's answer has not the size it claims");
        return NULL;
    }
    bytes = xmalloc((size_t)st.st_size);
    if (pread(t->fd, bytes, (size_t)st.st_size, 0) != st.st_size) {
        cause_set(cause, "the reader's answer cannot be read: %s", strerror(errno));
        free(bytes);
        return NULL;
    }
    m = message_unpack(bytes, (size_t)st.st_size, cause);
    if (m != NULL)
        document_sort(m);
    return m;
}

int
readers_next(struct readers *r, uint64_t *id, struct message **out, char **cause)
{
    struct taken t;

    if (r->outstanding == 0)
        return 0;
    if (r->ntaken == 0 && answer_take(r, cause) != 0)
        return -1;
    t = r->taken[0];
    memmove(r->taken, r->taken + 1, --r->ntaken * sizeof *r->taken);
    r->outstanding--;
    *id = t.answer.id;
    *out = answer_read(&t, cause);
    if (t.fd != -1)
        close(t.fd);
    return 1;
}

struct message *
readers_one(const char *path, int fd, size_t size, char **cause)
{
    struct readers *readers = readers_start(path, 1, cause);
    struct message *facts = NULL;
    uint64_t id = 0;

    if (readers != NULL && readers_submit(readers, 1, fd, size, cause) == 0 &&
        readers_next(readers, &id, &facts, cause) == 0)
        cause_set(cause, "the reader gave no answer");
    readers_stop(readers);
    return facts;
}

/* ---- one file of a message ---------------------------------------------------- */

static _Noreturn void
become_taker(const char *path, int message, int out, const char *sha256)
{
    char *const argv[] = { (char *)"docket-reader", (char *)"--part", (char *)sha256, NULL };
    char *const environment[] = { NULL };
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || dup2(message, 0) == -1 || dup2(out, 1) == -1)
        _exit(127);
    close_range(3, ~0u, 0);
    execve(path, argv, environment);
    _exit(127);
}

/* What it wrote, if that is what was asked for: it is not believed. */
static void *
part_read(int fd, const char *sha256, size_t size, char **cause)
{
    void *bytes = xmalloc(size + 1);
    char is[HASH_HEX];
    ssize_t n = pread(fd, bytes, size + 1, 0);

    if (n == (ssize_t)size) {
        hash_of(bytes, size, is);
        if (strcmp(is, sha256) == 0)
            return bytes;
    }
    cause_set(cause, "the reader gave other bytes than were asked for");
    free(bytes);
    return NULL;
}

void *
readers_part(const char *path, int fd, const char *sha256, size_t size, char **cause)
{
    int out = memfd_create("part", MFD_CLOEXEC), status = -1;
    void *bytes = NULL;
    pid_t pid;

    if (out == -1 || lseek(fd, 0, SEEK_SET) != 0) {
        cause_set(cause, "no room for the file: %s", strerror(errno));
        goto done;
    }
    pid = fork();
    if (pid == 0)
        become_taker(path, fd, out, sha256);
    while (pid > 0 && waitpid(pid, &status, 0) == -1 && errno == EINTR)
        ;
    if (pid == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        cause_set(cause, "the reader did not find it");
    else
        bytes = part_read(out, sha256, size, cause);
done:
    if (out != -1)
        close(out);
    return bytes;
}

size_t
readers_header_size(int fd, size_t n)
{
    size_t most = n < LIMIT_HEADER_BYTES ? n : LIMIT_HEADER_BYTES, end = most;
    const char *bytes = most == 0 ? MAP_FAILED : mmap(NULL, most, PROT_READ, MAP_PRIVATE, fd, 0);

    if (bytes == MAP_FAILED)
        return 0;
    for (size_t i = 1; i < most; i++) {
        if (bytes[i] != '\n')
            continue;
        if (bytes[i - 1] == '\n' || (i > 1 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n')) {
            end = i + 1;
            break;
        }
    }
    munmap((void *)bytes, most);
    return end;
}
