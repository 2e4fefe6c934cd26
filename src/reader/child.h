/* One child that reads one thing. */
#ifndef READER_CHILD_H
#define READER_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "reader/service.h"

struct child {
    pid_t pid;
    int answer;                 /* memfd; the caller closes it */
    int message;                /* the caller's, for a second reading; -1 */
    uint64_t size;
    uint64_t id;
    int64_t deadline;           /* clock_monotonic_ms */
    bool late;
    int exit_status;            /* after child_ended */
};

/* keep_stderr: the child may speak to the person who started it. -1: no child. */
int child_start(struct child *c, int fd, size_t size, int wall_ms, reader_work *work, const void *arg, bool keep_stderr);
/* The status of enum reader, from waitpid's. */
int child_ended(struct child *c, int wait_status);
void child_expire(struct child *c, int64_t now);        /* kills it once its time is over */
uint64_t child_answer_size(const struct child *c);

#endif
