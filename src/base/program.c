#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"

#define NO_PROGRAM 127                  /* as a shell says it */

static _Noreturn void
become(char *const *words, int input)
{
    char *const environment[] = {
        (char *)"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        (char *)"LANG=C.UTF-8", NULL
    };
    int null = open("/dev/null", O_WRONLY);
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || null == -1 || dup2(input, 0) == -1 ||
        dup2(null, 1) == -1 || dup2(null, 2) == -1)
        _exit(NO_PROGRAM);
    close_range(3, ~0u, 0);
    execve(words[0], words, environment);
    _exit(NO_PROGRAM);
}

static int
await(pid_t pid, int seconds)
{
    int64_t end = clock_monotonic_ms() + seconds * INT64_C(1000);
    int status = 0;

    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct timespec t = { .tv_nsec = 20 * 1000000L };

        if (clock_monotonic_ms() >= end)
            kill(pid, SIGKILL);         /* and gone at one of the next looks */
        nanosleep(&t, NULL);
    }
    if (!WIFEXITED(status))
        return PROGRAM_KILLED;
    return WEXITSTATUS(status) == NO_PROGRAM ? PROGRAM_NONE : WEXITSTATUS(status);
}

int
program_run(char *const *words, const char *input, int seconds)
{
    int in = memfd_create("program", MFD_CLOEXEC), status = PROGRAM_NONE;
    pid_t pid = -1;

    if (in != -1 && fd_write_all(in, input, strlen(input)) == 0 && lseek(in, 0, SEEK_SET) == 0)
        pid = fork();
    if (pid == 0)
        become(words, in);
    if (pid > 0)
        status = await(pid, seconds);
    if (in != -1)
        close(in);
    return status;
}
