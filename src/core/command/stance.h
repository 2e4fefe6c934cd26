/* The few words of an answer, each accounted for. Shared by stance.c, which reads
 * them, and by reply.c and lend.c, which say what they mean. */
#ifndef DOCKETD_CORE_COMMAND_STANCE_H
#define DOCKETD_CORE_COMMAND_STANCE_H

#include "parse.h"

/* SURE: it is so; TIME, GOOD: yes, to more time or to a report, and to nothing else; NO_TIME, BAD: no, to that; YET: not (yet). */
enum stance { STANCE_NONE, STANCE_SEEN, STANCE_SURE, STANCE_YES, STANCE_TIME, STANCE_GOOD, STANCE_NO, STANCE_NO_TIME, STANCE_BAD, STANCE_YET, STANCE_DONE };

struct reply {
    const char *text;
    struct tokens t;
    struct strings codes;
    enum stance stance;
    const char *reason;         /* what stands behind a refusal; NULL */
    size_t left;                /* words that are not accounted for */
    bool torn;                  /* says both yes and no */
    char *rest;                 /* the text without stance and codes */
};

/* The reply keeps pointing into the text. */
void reply_read(const char *text, struct reply *);
void reply_clear(struct reply *);
/* It says of a mail in quarantine that it may come out, and nothing else. */
bool reply_releases(const struct reply *);

#endif
