/* Stands between the wire and libetpan's parser: looks at every byte of an
 * IMAP server's answer first and refuses what is beyond our caps. Only
 * the text of a message, BODY[] of a FETCH row, passes unread. */
#ifndef MAIL_GUARD_H
#define MAIL_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUARD_HEAD 200

struct guard {
    size_t literal;             /* bytes of a message still to come */
    size_t line;                /* bytes of this line so far */
    size_t answer;              /* bytes since guard_begin, messages not counted */
    uint64_t number;            /* value of the digits after "{" */
    bool in_number, number_ends;
    int depth;                  /* open parentheses */
    size_t nhead, ntail;
    char head[GUARD_HEAD];      /* how the line begins */
    char tail[8];               /* the last bytes before "{" */
    char bye[GUARD_HEAD];       /* what "* BYE" said */
    char tagged[GUARD_HEAD];    /* how the last line began that ended a command */
};

void guard_begin(struct guard *);                               /* a new command is sent */
/* NULL: fine. Else what is wrong; nothing of these bytes may be parsed. */
const char *guard_feed(struct guard *, const char *bytes, size_t n);

#endif
