/* Asks docket-reader to mark cells in a file of a mail: a process of its own,
 * for this one file. The bytes that come back are passed on and never parsed. */
#ifndef DOCKETD_OFFICE_DESK_MARKER_H
#define DOCKETD_OFFICE_DESK_MARKER_H

#include <stddef.h>

#include "base/buf.h"

#define MARKED_MOST (6ul << 20)

/* fd: the raw mail. json: what reader/mark.h reads. 0, or -1 and *cause. */
int marker_run(const char *reader, int fd, const char *sha256, const char *json, struct buf *out,
               char **cause);

#endif
