#include "fatal.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"

#define TRIES 2
#define FATAL_MOST 32                   /* mails that are remembered; the oldest makes room */

static struct fatal {
    char held[HASH_HEX];                /* "": none */
    struct { char sha256[HASH_HEX]; int deaths; } v[FATAL_MOST];
    size_t next;
} *fatal;

void
fatal_prepare(void)
{
    void *at = mmap(NULL, sizeof *fatal, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    fatal = at != MAP_FAILED ? at : NULL;       /* without it a mail is tried for ever, as ever */
}

void
fatal_hold(const char *sha256)
{
    if (fatal != NULL)
        strncpy(fatal->held, sha256 != NULL ? sha256 : "", sizeof fatal->held - 1);
}

static int *
deaths_of(const char *sha256)
{
    for (size_t i = 0; i < FATAL_MOST; i++)
        if (strcmp(fatal->v[i].sha256, sha256) == 0)
            return &fatal->v[i].deaths;
    return NULL;
}

bool
fatal_known(const char *sha256)
{
    const int *deaths = fatal != NULL && sha256 != NULL ? deaths_of(sha256) : NULL;

    return deaths != NULL && *deaths >= TRIES;
}

bool
fatal_blame(int status)
{
    static const int faults[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS };
    bool fault = false;
    int *deaths;

    for (size_t i = 0; WIFSIGNALED(status) && i < ARRAY_LEN(faults); i++)
        fault = fault || WTERMSIG(status) == faults[i];
    if (!fault || fatal == NULL || fatal->held[0] == '\0')
        return false;
    if ((deaths = deaths_of(fatal->held)) == NULL) {
        const size_t at = fatal->next++ % FATAL_MOST;

        memcpy(fatal->v[at].sha256, fatal->held, sizeof fatal->held);
        deaths = &fatal->v[at].deaths;
        *deaths = 0;
    }
    ++*deaths;
    log_error("the mail %s ended the intake, %d of %d times%s", fatal->held, *deaths, TRIES,
              *deaths >= TRIES ? "; it is recorded as it came" : "");
    fatal->held[0] = '\0';
    return *deaths <= TRIES;
}
