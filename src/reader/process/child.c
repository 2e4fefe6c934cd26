/* A child's life: forked with the message and an empty memfd, shut in, one
 * answer, gone. Nothing survives from one sender's mail to the next. A child
 * that dies over one file of its message is forked again without that file. */
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

static int null = -1;                   /* /dev/null, for all children */

static _Noreturn void
child_live(const struct child *c)
{
    static const char nothing[1];
    void *bytes = (void *)nothing, *note;
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        _exit(EXIT_NO_MESSAGE);
    if (c->size > 0)
        bytes = mmap(NULL, c->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, c->message, 0);
    note = mmap(NULL, sizeof(struct step), PROT_READ | PROT_WRITE, MAP_SHARED, c->note, 0);
    if (bytes == MAP_FAILED || note == MAP_FAILED || dup2(c->answer, 1) == -1 ||
        dup2(null, 0) == -1 || (!c->keep_stderr && dup2(null, 2) == -1))
        _exit(EXIT_NO_MESSAGE);
    step_watch(note, c->failed, c->nfailed);
    sandbox_enter();
    _exit(c->work(bytes, c->size, c->arg));
}

void
child_close(struct child *c)
{
    if (c->answer != -1)
        close(c->answer);
    c->answer = -1;
}

static int
child_fork(struct child *c)
{
    const struct step none = { -1, STEP_FILE };
    pid_t pid = -1;

    if (null == -1)
        null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (c->note == -1)
        c->note = memfd_create("step", MFD_CLOEXEC);
    c->answer = memfd_create("answer", MFD_CLOEXEC);
    if (null != -1 && c->note != -1 && c->answer != -1 &&
        pwrite(c->note, &none, sizeof none, 0) == (ssize_t)sizeof none)
        pid = fork();
    if (pid == 0)
        child_live(c);                  /* which notes nothing in what it inherits: that would copy a page */
    c->pid = pid;
    if (pid == -1) {
        child_close(c);
        return -1;
    }
    c->late = false;
    return 0;
}

int
child_start(struct child *c)
{
    c->deadline = clock_monotonic_ms() + c->wall_ms;
    return child_fork(c);
}

/* By a signal, or because a library, or we for want of memory, called exit. */
static bool
died_in(const struct child *c, int wait_status, struct step *at)
{
    return !(WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == READER_EXIT_MORE) &&
           pread(c->note, at, sizeof *at, 0) == (ssize_t)sizeof *at && at->file >= 0;
}

/* Starts the child again without the file in which it ended. If it ran out of
 * time, the list of files to skip is filled up with that file: the rest gets
 * the whole time once more, and a second file that hangs ends the reading. */
bool
child_again(struct child *c, int wait_status)
{
    struct step at;

    if (c->nfailed == LIMIT_DEADLY || !died_in(c, wait_status, &at))
        return false;
    /* Files are numbered as they are found. A failure noted for a higher number
     * was inside this file; with this one skipped, that number is another file's. */
    for (size_t i = 0; i < c->nfailed; i++) {
        if (c->failed[i].file > at.file)
            c->failed[i].file = -1;
    }
    do
        c->failed[c->nfailed++] = at;
    while (c->late && c->nfailed < LIMIT_DEADLY);
    if (c->late)
        c->deadline = clock_monotonic_ms() + c->wall_ms;
    child_close(c);
    return child_fork(c) == 0;
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
