/* FIFOs as wake-up bells. */
#include "office/desk/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/problem.h"

static char *
wake_path(const char *runtime, const char *who)
{
    return xasprintf("%s/%s.wake", runtime, who);
}

int
wake_open(const char *runtime, const char *who, char **cause)
{
    char *path = wake_path(runtime, who);
    int fd = -1;

    if (mkfifo(path, 0600) != 0 && errno != EEXIST)
        cause_set(cause, "%s: cannot make the FIFO: %s", path, strerror(errno));
    /* Read and write: the reader never sees an end of file between writers. */
    else if ((fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)) == -1)
        cause_set(cause, "%s: cannot open the FIFO: %s", path, strerror(errno));
    free(path);
    return fd;
}

void
wake_ring(const char *runtime, const char *who)
{
    char *path = wake_path(runtime, who);
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

    if (fd != -1) {
        ssize_t n = write(fd, "!", 1);
        (void)n;                    /* full means: already rung */
        close(fd);
    }
    free(path);
}

void
wake_after_entry(const char *runtime)
{
    wake_ring(runtime, "courier");
    wake_ring(runtime, "calendar");
}

void
wake_hush(int fd)
{
    char bytes[64];

    while (read(fd, bytes, sizeof bytes) > 0)
        ;
}
