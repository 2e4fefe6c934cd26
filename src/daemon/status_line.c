/* The status line's way from a loop to the supervisor: a pipe. */
#include "daemon/status_line.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>

#include "base/log.h"

static int ends[2] = { -1, -1 };

int
status_line_open(void)
{
    if (getenv("NOTIFY_SOCKET") == NULL)    /* nobody asks: sd_notify(3) */
        return -1;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        log_warning("no status line: %s", strerror(errno));
    return ends[0];
}

void
status_line_put(const char *line)
{
    if (ends[1] != -1 && write(ends[1], line, strlen(line)) == -1)
        log_debug("the status line was not passed on: %s", strerror(errno));
}

void
status_line_pass_on(void)
{
    char line[1024];
    ssize_t n = read(ends[0], line, sizeof line - 1);

    if (n <= 0)
        return;
    line[n] = '\0';
    sd_notifyf(0, "STATUS=%s", line);
}
