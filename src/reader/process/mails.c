/* The services for mails, and how the first finds its program: linked with
 * all libraries it has 80 mappings, as a static one with what ordinary mails
 * need 20, and a child pays for each. */
#include "reader/service.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "../charset.h"
#include "reader/reader.h"

#define AT_ONCE_MOST 64
#define TABLES 3                        /* the descriptor */

static int
answer(const void *bytes, size_t n, const void *arg)
{
    struct buf packed = {0};

    (void)arg;
    message_pack(reader_message(bytes, n), &packed);
    return fd_write_all(1, packed.data, packed.len) == 0 ? 0 : 1;
}

static int
serve(const char *places, const struct reader_whole *whole)
{
    int at_once = atoi(places);

    if (whole != NULL)
        reader_ordinary();
    reader_prepare();
    return reader_serve(0, at_once < 1 ? 1 : at_once > AT_ONCE_MOST ? AT_ONCE_MOST : at_once,
                        1000 * LIMIT_READER_WALL, answer, whole);
}

/* Does not return if it is there. */
static void
go_on_beside(const char *places)
{
    char self[PATH_MAX + 1] = "", *beside;
    ssize_t n = readlink("/proc/self/exe", self, PATH_MAX);
    const char *slash = n > 0 ? strrchr(self, '/') : NULL;
    int fd = memfd_create("tables", 0);

    if (slash == NULL || fd == -1)
        return;
    beside = xasprintf("%.*s/docket-ordinary", (int)(slash - self), self);
    if (access(beside, X_OK) == 0 && charset_give(fd) == 0 && dup2(fd, TABLES) == TABLES)
        execl(beside, "docket-reader", places, self, (char *)NULL);
    free(beside);
    close(fd);
}

int
reader_serve_mails(const char *places)
{
    go_on_beside(places);
    return serve(places, &(struct reader_whole){ "/proc/self/exe", READER_WHOLE });
}

int
reader_serve_whole(const char *places)
{
    return serve(places, NULL);
}

int
reader_serve_ordinary(const char *places, const char *program)
{
    if (charset_take(TABLES) != 0) {
        log_error("the tables of character sets are missing: this program is started by docket-reader");
        return 1;
    }
    close(TABLES);
    return serve(places, &(struct reader_whole){ program, READER_WHOLE });
}
