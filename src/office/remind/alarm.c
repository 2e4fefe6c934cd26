#include "office/remind/alarm.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"

#define PATIENCE 60                     /* seconds */

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
        _exit(127);
    close_range(3, ~0u, 0);
    execve(words[0], words, environment);
    _exit(127);
}

/* Its exit status, or -1: it was ended. */
static int
await(pid_t pid)
{
    int64_t end = clock_monotonic_ms() + PATIENCE * 1000LL;
    int status;

    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct timespec t = { .tv_nsec = 50 * 1000000L };

        if (clock_monotonic_ms() >= end) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return -1;
        }
        nanosleep(&t, NULL);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void
alarm_ring(const struct desk *desk, const char *text)
{
    const struct strings *command = &desk->settings->alarm.command;
    char **words;
    int input, status = -1;
    pid_t pid = -1;

    if (command->n == 0)
        return;
    words = xcalloc(command->n + 1, sizeof *words);
    memcpy(words, command->v, command->n * sizeof *words);
    input = memfd_create("alarm", MFD_CLOEXEC);
    if (input != -1 && fd_write_all(input, text, strlen(text)) == 0 &&
        lseek(input, 0, SEEK_SET) == 0)
        pid = fork();
    if (pid == 0)
        become(words, input);
    if (pid > 0)
        status = await(pid);
    if (status == 0)
        log_notice("alarm: %s was told", words[0]);
    else
        log_error("alarm: %s %s", words[0],
                  status == -1 ? "did not end within a minute, or could not be started"
                               : "failed: it ended with another status than 0");
    if (input != -1)
        close(input);
    free(words);
}
