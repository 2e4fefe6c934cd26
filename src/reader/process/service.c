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
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "reader/sandbox.h"
#include "ballast.h"
#include "child.h"

#define IDLE_MS 30000                   /* then the second service is ended */

struct service {
    int sock, signals;
    struct child *children;             /* pid -1: handed over to the second service */
    int running, at_once, wall_ms;
    reader_work *work;
    const struct reader_whole *whole;
    pid_t second;                       /* 0: not started */
    int second_sock, handed;
    int64_t idle_since;
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

static void
signals_drop(int fd)
{
    struct signalfd_siginfo drop;

    while (read(fd, &drop, sizeof drop) > 0)
        ;
}

/* A body of n bytes and at most one descriptor: 1; none: 0; the other end is
 * gone or talks nonsense: -1. */
static int
take(int sock, void *bytes, size_t n, int *fd)
{
    union { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; } control;
    struct iovec body = { bytes, n };
    struct msghdr m = { .msg_iov = &body, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
    struct cmsghdr *c;
    ssize_t got = recvmsg(sock, &m, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);

    *fd = -1;
    if (got == -1)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    c = CMSG_FIRSTHDR(&m);
    if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
        c->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(fd, CMSG_DATA(c), sizeof *fd);
    return got == (ssize_t)n ? 1 : -1;
}

/* fd: -1 for a body alone. */
static int
give(int sock, const void *bytes, size_t n, int fd)
{
    union { struct cmsghdr align; char bytes[CMSG_SPACE(sizeof(int))]; } control = {0};
    struct iovec body = { (void *)bytes, n };
    struct msghdr m = { .msg_iov = &body, .msg_iovlen = 1 };

    if (fd != -1) {
        struct cmsghdr *c;

        m.msg_control = &control;
        m.msg_controllen = sizeof control;
        c = CMSG_FIRSTHDR(&m);
        *c = (struct cmsghdr){ .cmsg_level = SOL_SOCKET,
                               .cmsg_type = SCM_RIGHTS,
                               .cmsg_len = CMSG_LEN(sizeof(int)) };
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    return sendmsg(sock, &m, MSG_NOSIGNAL) == (ssize_t)n ? 0 : -1;
}

/* The answer for a child's message; its place is free again. */
static int
pass_answer(struct service *s, struct child *c, int status, int fd)
{
    struct reader_answer a = { .id = c->id, .status = status };
    struct stat st;
    int rc, note = c->note;

    if (status == READER_READ && fstat(fd, &st) == 0)
        a.size = (uint64_t)st.st_size;
    rc = give(s->sock, &a, sizeof a, status == READER_READ ? fd : -1);
    child_close(c);
    if (c->message != -1)
        close(c->message);
    *c = s->children[--s->running];
    s->children[s->running].note = note;
    return rc;
}

/* ---- the second service ------------------------------------------------------ */

static void
second_start(struct service *s)
{
    char places[16];
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return;
    snprintf(places, sizeof places, "%d", s->at_once);
    s->second = fork();
    if (s->second == 0) {
        sigset_t none;

        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(pair[1], 0) != -1)
            execl(s->whole->program, "docket-reader", s->whole->option, places, (char *)NULL);
        _exit(127);
    }
    close(pair[1]);
    s->second_sock = pair[0];
    if (s->second == -1) {
        close(pair[0]);
        s->second = 0;
    }
}

/* Ended because it is idle, or gone by itself: then what it had is lost. */
static int
second_end(struct service *s)
{
    int rc = 0;

    close(s->second_sock);
    s->second = 0;
    s->handed = 0;
    for (int i = s->running; i-- > 0;) {
        if (s->children[i].pid == -1)
            rc |= pass_answer(s, &s->children[i], READER_FAULT, -1);
    }
    return rc;
}

static int
hand_over(struct service *s, struct child *c)
{
    struct reader_request request = { c->id, c->size };

    if (s->second == 0)
        second_start(s);
    if (s->second == 0 || give(s->second_sock, &request, sizeof request, c->message) != 0)
        return pass_answer(s, c, READER_FAULT, -1);
    child_close(c);
    c->pid = -1;
    s->handed++;
    return 0;
}

static int
hand_back(struct service *s)
{
    struct reader_answer a;
    int fd, rc = take(s->second_sock, &a, sizeof a, &fd);

    if (rc == 1) {
        rc = -1;
        for (int i = 0; i < s->running; i++) {
            if (s->children[i].pid == -1 && s->children[i].id == a.id) {
                rc = pass_answer(s, &s->children[i], a.status, fd);
                s->handed--;
                s->idle_since = clock_monotonic_ms();
                break;
            }
        }
    } else if (rc == -1) {
        rc = second_end(s);
    }
    if (fd != -1)
        close(fd);
    return rc;
}

/* ---- children ------------------------------------------------------------------- */

static int
start_one(struct service *s)
{
    struct reader_request request;
    struct child *c = &s->children[s->running];
    int fd, rc = take(s->sock, &request, sizeof request, &fd);

    if (rc != 1 || fd == -1) {
        if (fd != -1)
            close(fd);
        return rc == 0 ? 0 : -1;
    }
    *c = (struct child){ .message = fd,
                         .note = c->note,
                         .size = request.size,
                         .id = request.id,
                         .wall_ms = s->wall_ms,
                         .work = s->work };
    s->running++;
    if (child_start(c) == 0)
        return 0;
    log_error("no reader could be started: %s", strerror(errno));
    return pass_answer(s, c, READER_FAULT, -1);
}

/* Answers for every child that has ended. */
static int
reap(struct service *s)
{
    int wait_status, rc = 0;
    pid_t pid;

    signals_drop(s->signals);
    while ((pid = waitpid(-1, &wait_status, WNOHANG)) > 0) {
        for (int i = 0; i < s->running; i++) {
            struct child *c = &s->children[i];
            int status;

            if (c->pid != pid)
                continue;
            if (child_again(c, wait_status))
                break;
            status = child_ended(c, wait_status);
            if (s->whole != NULL && !c->late && c->exit_status == READER_EXIT_MORE)
                rc |= hand_over(s, c);
            else
                rc |= pass_answer(s, c, status, c->answer);
            break;
        }
    }
    return rc;
}

/* Milliseconds until the first child's time is over, or until the second
 * service has been idle for long; -1: nothing runs. */
static int
patience(struct service *s)
{
    int64_t now = clock_monotonic_ms(), least = -1;

    if (s->second != 0 && s->handed == 0)
        least = IDLE_MS;
    for (int i = 0; i < s->running; i++) {
        int64_t left = s->children[i].late || s->children[i].pid == -1
                           ? 1000
                           : s->children[i].deadline - now;

        if (left < 0)
            left = 0;
        if (least == -1 || left < least)
            least = left;
    }
    return (int)least;
}

static int
turn(struct service *s)
{
    struct pollfd p[] = {
        { .fd = s->signals, .events = POLLIN },
        { .fd = s->second != 0 ? s->second_sock : -1, .events = POLLIN },
        { .fd = s->running < s->at_once ? s->sock : -1, .events = POLLIN },
    };
    int rc = 0;

    if (poll(p, ARRAY_LEN(p), patience(s)) == -1)
        return errno == EINTR ? 0 : -1;
    for (int i = 0; i < s->running; i++) {
        if (s->children[i].pid != -1)
            child_expire(&s->children[i], clock_monotonic_ms());
    }
    if (p[1].revents != 0)
        rc = hand_back(s);
    else if (s->second != 0 && s->handed == 0 && clock_monotonic_ms() - s->idle_since >= IDLE_MS)
        rc = second_end(s);
    if (rc == 0 && p[0].revents != 0)
        rc = reap(s);
    if (rc == 0 && p[2].revents != 0)
        rc = start_one(s);
    return rc;
}

int
reader_serve(int sock, int at_once, int wall_ms, reader_work *work,
             const struct reader_whole *whole)
{
    struct service s = { .sock = sock, .at_once = at_once, .wall_ms = wall_ms, .work = work, .whole = whole };

    sandbox_prepare();
    ballast_leave();
    text_fold_ready();
    s.children = xcalloc((size_t)at_once, sizeof *s.children);
    for (int i = 0; i < at_once; i++)
        s.children[i].note = -1;
    if ((s.signals = signals_open()) == -1)
        return 1;
    while (turn(&s) == 0)
        ;
    if (s.second != 0)
        kill(s.second, SIGKILL);
    for (int i = 0; i < s.running; i++) {       /* nobody waits for these answers any more */
        if (s.children[i].pid > 0)
            kill(s.children[i].pid, SIGKILL);
    }
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
reader_run(int fd, size_t size, int wall_ms, reader_work *work, const void *arg, int out_fd,
           char **cause)
{
    struct child c = { .message = fd,
                       .note = -1,
                       .size = size,
                       .wall_ms = wall_ms,
                       .work = work,
                       .arg = arg,
                       .keep_stderr = true };
    struct pollfd p = { .events = POLLIN };
    int wait_status = 0, status, rc = 0;

    sandbox_prepare();
    if ((p.fd = signals_open()) == -1 || child_start(&c) != 0)
        return cause_set(cause, "%s", reader_status_text(READER_FAULT));
    do {
        while (waitpid(c.pid, &wait_status, c.late ? 0 : WNOHANG) == 0) {
            int64_t left = c.deadline - clock_monotonic_ms();

            poll(&p, 1, left > 0 ? (int)left : 0);
            signals_drop(p.fd);
            child_expire(&c, clock_monotonic_ms());
        }
    } while (child_again(&c, wait_status));
    status = child_ended(&c, wait_status);
    close(p.fd);
    if (status == READER_READ && answer_copy(&c, out_fd) != 0)
        rc = cause_set(cause, "the answer could not be written: %s", strerror(errno));
    child_close(&c);
    if (status != READER_READ && !(status == READER_GAVE_UP && c.exit_status == 0))
        return cause_set(cause, "it %s", reader_status_text(status));
    return rc == 0 ? c.exit_status : rc;
}
