/* A child's life: forked with the message and an empty memfd, shut in, one
 * answer, gone. Nothing survives from one sender's mail to the next. */
#include "child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "reader/sandbox.h"

#define EXIT_NO_MESSAGE 71

static _Noreturn void
child_live(const struct child *c, int fd, size_t size, reader_work *work, const void *arg, bool keep_stderr)
{
    static const char nothing[1];
    void *bytes = (void *)nothing;
    sigset_t none;
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || null == -1)
        _exit(EXIT_NO_MESSAGE);
    if (size > 0)
        bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (bytes == MAP_FAILED || dup2(c->answer, 1) == -1 || dup2(null, 0) == -1 ||
        (!keep_stderr && dup2(null, 2) == -1))
        _exit(EXIT_NO_MESSAGE);
    sandbox_enter();
    _exit(work(bytes, size, arg));
}

int
child_start(struct child *c, int fd, size_t size, int wall_ms, reader_work *work, const void *arg, bool keep_stderr)
{
    *c = (struct child){ .pid = -1, .message = -1, .size = size, .answer = memfd_create("answer", MFD_CLOEXEC) };
    if (c->answer == -1)
        return -1;
    c->deadline = clock_monotonic_ms() + wall_ms;
    c->pid = fork();
    if (c->pid == 0)
        child_live(c, fd, size, work, arg, keep_stderr);
    if (c->pid == -1) {
        close(c->answer);
        c->answer = -1;
        return -1;
    }
    return 0;
}

uint64_t
child_answer_size(const struct child *c)
{
    struct stat st;

    return fstat(c->answer, &st) == 0 ? (uint64_t)st.st_size : 0;
}

int
child_ended(struct child *c, int wait_status)
{
    c->exit_status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1;
    if (c->late)
        return READER_TIME;
    if (WIFSIGNALED(wait_status))
        return WTERMSIG(wait_status) == SIGXFSZ ? READER_MUCH : WTERMSIG(wait_status);
    if (child_answer_size(c) > LIMIT_ANSWER)
        return READER_MUCH;
    return child_answer_size(c) > 0 ? READER_READ : READER_GAVE_UP;
}

void
child_expire(struct child *c, int64_t now)
{
    if (c->late || now < c->deadline)
        return;
    c->late = true;
    kill(c->pid, SIGKILL);
}
