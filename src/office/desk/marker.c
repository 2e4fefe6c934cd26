#include "office/desk/marker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/problem.h"
#include "base/text.h"

#define WORDS_MOST 400                  /* of why it could not */

struct ends { int mail, marks, answer, words; };

static _Noreturn void
become_marker(const char *reader, const char *sha256, const struct ends *e)
{
    char *const argv[] = { (char *)"docket-reader", (char *)"--mark", (char *)sha256, NULL };
    char *const environment[] = { (char *)"G_SLICE=always-malloc", NULL };
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || dup2(e->mail, 0) == -1 ||
        dup2(e->answer, 1) == -1 || dup2(e->words, 2) == -1 || dup2(e->marks, 3) == -1)
        _exit(127);
    close_range(4, ~0u, 0);
    execve(reader, argv, environment);
    _exit(127);
}

static int
take(int fd, size_t most, struct buf *out)
{
    char piece[16 << 10];
    ssize_t n;

    while ((n = pread(fd, piece, sizeof piece, (off_t)out->len)) > 0 && out->len <= most)
        buf_add(out, piece, (size_t)n);
    return n == 0 && out->len <= most ? 0 : -1;
}

/* It is a zip file of a bounded length; more is not looked at. */
static int
judge(int status, const struct ends *e, struct buf *out, char **cause)
{
    struct buf words = {0};
    char *line;

    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && take(e->answer, MARKED_MOST, out) == 0 &&
        out->len > 4 && memcmp(out->data, "PK\3\4", 4) == 0)
        return 0;
    buf_reset(out);
    take(e->words, WORDS_MOST, &words);
    line = text_clean_line(buf_text(&words), strcspn(buf_text(&words), "\n"));
    cause_set(cause, "%s", *line == '\0' ? "the reader failed on it" : line);
    free(line);
    buf_free(&words);
    return -1;
}

int
marker_run(const char *reader, int fd, const char *sha256, const char *json, struct buf *out,
           char **cause)
{
    struct ends e = { fd, memfd_create("marks", 0), memfd_create("marked", MFD_CLOEXEC),
                      memfd_create("words", MFD_CLOEXEC) };
    pid_t pid = -1;
    int status = 0, rc;

    if (e.marks != -1 && e.answer != -1 && e.words != -1 &&
        fd_write_all(e.marks, json, strlen(json)) == 0)
        pid = fork();
    if (pid == 0)
        become_marker(reader, sha256, &e);
    if (pid == -1) {
        rc = cause_set(cause, "the reader cannot be started: %s", strerror(errno));
    } else {
        while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
            ;
        rc = judge(status, &e, out, cause);
    }
    for (size_t i = 0; i < 3; i++) {
        int end = ((int[]){ e.marks, e.answer, e.words })[i];

        if (end != -1)
            close(end);
    }
    return rc;
}
