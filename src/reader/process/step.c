/* The note lies in memory that outlives the child, so that it tells of every
 * death, and the kernel counts the time, because a library that hangs comes
 * back to nobody. */
#include "step.h"

#include <sys/time.h>

#include "base/limits.h"

static const int most_ms[STEP_PARTS] = { [STEP_FILE] = 1000 * LIMIT_FILE_CPU,
                                         [STEP_FIELDS] = LIMIT_FIELDS_CPU,
                                         [STEP_DRAWING] = LIMIT_DRAWING_CPU,
                                         [STEP_PAGE] = LIMIT_PAGE_CPU };

static struct {
    struct step *note;                  /* NULL: nobody watches */
    const struct step *failed;
    size_t nfailed;
} watch;

void
step_watch(struct step *note, const struct step *failed, size_t nfailed)
{
    watch.note = note;
    watch.failed = failed;
    watch.nfailed = nfailed;
}

/* A step that others stood in gets its whole time again. */
static void
note(struct step s)
{
    int ms = s.file >= 0 ? most_ms[s.part] : 0;
    struct itimerval timer = { .it_value = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 } };

    *(volatile struct step *)watch.note = s;
    setitimer(ITIMER_PROF, &timer, NULL);
}

bool
step_begin(int file, enum step_part part, struct step *outer)
{
    if (watch.note == NULL)
        return true;
    if (watch.nfailed == LIMIT_DEADLY && file >= watch.failed[watch.nfailed - 1].file)
        return false;
    for (size_t i = 0; i < watch.nfailed; i++) {
        if (watch.failed[i].file == file && watch.failed[i].part == (int)part)
            return false;
    }
    *outer = *watch.note;
    note((struct step){ file, part });
    return true;
}

void
step_end(struct step outer)
{
    if (watch.note != NULL)
        note(outer);
}
