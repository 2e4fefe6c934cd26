/* One child that reads one thing. */
#ifndef READER_CHILD_H
#define READER_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/limits.h"
#include "reader/service.h"
#include "step.h"

struct child {
    /* what it reads, and how */
    int message;                /* the caller's; -1 */
    uint64_t size;
    uint64_t id;
    int wall_ms;
    reader_work *work;
    const void *arg;
    bool keep_stderr;           /* it may speak to the person who started it */
    /* its life */
    pid_t pid;
    int answer;                 /* memfd; -1 */
    int note;                   /* memfd: its step, kept for the next child in this place; -1 */
    struct step failed[LIMIT_DEADLY];
    size_t nfailed;
    int64_t deadline;           /* clock_monotonic_ms */
    bool late;
    int exit_status;            /* after child_ended */
};

/* What it reads is set, the rest nothing. -1: no child. */
int child_start(struct child *c);
/* After waitpid: it died over one file and has been started again without it. */
bool child_again(struct child *c, int wait_status);
/* The status of enum reader, from waitpid's. */
int child_ended(struct child *c, int wait_status);
void child_close(struct child *c);                      /* its answer */
void child_expire(struct child *c, int64_t now);        /* kills it once its time is over */
uint64_t child_answer_size(const struct child *c);

#endif
