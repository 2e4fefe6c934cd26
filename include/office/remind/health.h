/* How the office is: what an operator asks first. Read from the docket alone,
 * so that daemon, docketctl and metrics say the same. */
#ifndef DOCKETD_OFFICE_REMIND_HEALTH_H
#define DOCKETD_OFFICE_REMIND_HEALTH_H

#include "base/clock.h"
#include "office/desk/desk.h"
#include "office/post/channel.h"

#define BACKUP_LAST "backup.last"       /* a setting: when docketctl backup ended well */

struct health {
    instant now;
    instant read;                   /* the mailbox, to its end; INSTANT_NONE: never */
    bool unread;                    /* not within the last hour */
    struct channel mailbox, sending;    /* the fault that stands; since INSTANT_NONE: none */
    int64_t waiting;                /* letters, ... */
    instant oldest;                 /* ... the first of them made then; INSTANT_NONE */
    instant open;                   /* a sending limit lets the next reminder out then; now: no limit holds */
    instant sent;                   /* the last letter that went out; INSTANT_NONE */
    instant paused;                 /* sending, since then; INSTANT_NONE */
    instant backup;                 /* the last one; INSTANT_NONE */
    int64_t review;                 /* mails that wait for an officer, ... */
    instant review_oldest;          /* ... the first of them since then; INSTANT_NONE */
};

/* *is: not read to its end within the last hour (of a mailbox that is looked at
 * seldom: within ten pauses), so reports may lie in it that
 * nobody knows of. *since: when it was last; INSTANT_NONE: never. */
int health_unread(struct desk *, instant now, bool *is, instant *since);

/* Whether an answer to an officer may miss what came: so, or reading it failed and has not
 * worked since. reading: the question lay in the mailbox, which is being read: then only the latter. */
struct unread {
    bool is, failed;
    instant since;              /* failed: since then; else as health_unread */
};
int health_misses(struct desk *, instant now, bool reading, struct unread *);

int health_load(struct desk *, instant now, struct health *);       /* 0, or -1 after logging */
void health_clear(struct health *);
/* One line in English for the service manager; owned by the caller. */
char *health_line(const struct health *, int utc_offset);
/* Why letters wait ("sending rests: ..."); owned by the caller, NULL: nothing keeps them back. */
char *health_waits(const struct health *, int utc_offset, const char *language);

#endif
