/* The loop around the children. Requests wait in the socket while all places
 * are taken; a child that dies or hangs costs its own answer and nothing else. */
#include "reader/service.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ballast.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"
#include "child.h"
#include "reader/sandbox.h"

struct service {
    int sock, signals;
    struct child *children;
    int running, at_once, wall_ms;
    reader_work *work;
};

static int
signals_open(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* One request and its descriptor: 1; none: 0; the other end is gone: -1. */
static int
request_take(int sock, struct reader_request *request, int *fd)
{
    union { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; } control;
    struct iovec body = { request, sizeof *request };
    struct msghdr m = { .msg_iov = &body, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
    struct cmsghdr *c;
    ssize_t n = recvmsg(sock, &m, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);

    *fd = -1;
    if (n == -1)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    c = CMSG_FIRSTHDR(&m);
    if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(fd, CMSG_DATA(c), sizeof *fd);
    return n == (ssize_t)sizeof *request && *fd != -1 ? 1 : -1;
}

/* fd: the memfd, or -1 for an answer without one. */
static int
answer_send(int sock, struct reader_answer answer, int fd)
{
    union { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; } control = {0};
    struct iovec body = { &answer, sizeof answer };
    struct msghdr m = { .msg_iov = &body, .msg_iovlen = 1 };

    if (fd != -1) {
        struct cmsghdr *c;

        m.msg_control = &control;
        m.msg_controllen = sizeof control;
        c = CMSG_FIRSTHDR(&m);
        *c = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int)) };
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    return sendmsg(sock, &m, MSG_NOSIGNAL) == (ssize_t)sizeof answer ? 0 : -1;
}

static int
start_one(struct service *s)
{
    struct reader_request request;
    struct child *c = &s->children[s->running];
    int fd, rc = request_take(s->sock, &request, &fd);

    if (rc != 1) {
        if (fd != -1)
            close(fd);
        return rc;
    }
    if (child_start(c, fd, request.size, s->wall_ms, s->work, NULL, false) == 0) {
        c->id = request.id;
        s->running++;
        rc = 0;
    } else {
        log_error("no reader could be started: %s", strerror(errno));
        rc = answer_send(s->sock, (struct reader_answer){ .id = request.id, .status = READER_FAULT }, -1);
    }
    close(fd);
    return rc;
}

/* Answers for every child that has ended. */
static int
reap(struct service *s)
{
    struct signalfd_siginfo drop;
    int wait_status, rc = 0;
    pid_t pid;

    while (read(s->signals, &drop, sizeof drop) > 0)
        ;
    while ((pid = waitpid(-1, &wait_status, WNOHANG)) > 0) {
        for (int i = 0; i < s->running; i++) {
            struct child *c = &s->children[i];
            struct reader_answer answer = { .id = c->id };

            if (c->pid != pid)
                continue;
            answer.status = child_ended(c, wait_status);
            answer.size = answer.status == READER_READ ? child_answer_size(c) : 0;
            rc |= answer_send(s->sock, answer, answer.status == READER_READ ? c->answer : -1);
            close(c->answer);
            *c = s->children[--s->running];
            break;
        }
    }
    return rc;
}

/* Milliseconds until the first child's time is over; -1: nothing runs. */
static int
patience(struct service *s)
{
    int64_t now = clock_monotonic_ms(), least = -1;

    for (int i = 0; i < s->running; i++) {
        int64_t left = s->children[i].late ? 1000 : s->children[i].deadline - now;

        if (left < 0)
            left = 0;
        if (least == -1 || left < least)
            least = left;
    }
    return (int)least;
}

int
reader_serve(int sock, int at_once, int wall_ms, reader_work *work)
{
    struct service s = { .sock = sock, .at_once = at_once, .wall_ms = wall_ms, .work = work };
    int rc = 0;

    sandbox_prepare();
    ballast_leave();
    s.children = xcalloc((size_t)at_once, sizeof *s.children);
    if ((s.signals = signals_open()) == -1)
        return 1;
    while (rc == 0) {
        struct pollfd p[] = {
            { .fd = s.signals, .events = POLLIN },
            { .fd = s.running < s.at_once ? sock : -1, .events = POLLIN },
        };

        if (poll(p, ARRAY_LEN(p), patience(&s)) == -1 && errno != EINTR)
            break;
        for (int i = 0; i < s.running; i++)
            child_expire(&s.children[i], clock_monotonic_ms());
        if (p[0].revents != 0)
            rc = reap(&s);
        if (rc == 0 && p[1].revents != 0)
            rc = start_one(&s);
    }
    for (int i = 0; i < s.running; i++)         /* nobody waits for these answers any more */
        kill(s.children[i].pid, SIGKILL);
    while (wait(NULL) > 0)
        ;
    close(s.signals);
    free(s.children);
    return 0;
}

static int
answer_copy(const struct child *c, int out_fd)
{
    size_t n = child_answer_size(c);
    void *bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, c->answer, 0);
    int rc = bytes == MAP_FAILED ? -1 : fd_write_all(out_fd, bytes, n);

    if (bytes != MAP_FAILED)
        munmap(bytes, n);
    return rc;
}

int
reader_run(int fd, size_t size, int wall_ms, reader_work *work, const void *arg, int out_fd, char **cause)
{
    struct child c;
    struct pollfd p = { .events = POLLIN };
    int wait_status = 0, status, rc = 0;

    sandbox_prepare();
    if ((p.fd = signals_open()) == -1 || child_start(&c, fd, size, wall_ms, work, arg, true) != 0)
        return cause_set(cause, "%s", reader_status_text(READER_FAULT));
    while (waitpid(c.pid, &wait_status, c.late ? 0 : WNOHANG) == 0) {
        poll(&p, 1, wall_ms);
        child_expire(&c, clock_monotonic_ms());
    }
    status = child_ended(&c, wait_status);
    close(p.fd);
    if (status == READER_READ && answer_copy(&c, out_fd) != 0)
        rc = cause_set(cause, "the answer could not be written: %s", strerror(errno));
    close(c.answer);
    if (status != READER_READ && !(status == READER_GAVE_UP && c.exit_status == 0))
        return cause_set(cause, "it %s", reader_status_text(status));
    return rc == 0 ? c.exit_status : rc;
}
