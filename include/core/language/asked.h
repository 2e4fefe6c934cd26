/* What a unit's words to the office name that an officer's order will need:
 * until when it asks for time, and the paper that it says it sent. */
#ifndef DOCKETD_CORE_LANGUAGE_ASKED_H
#define DOCKETD_CORE_LANGUAGE_ASKED_H

#include "base/clock.h"

struct asked {
    struct date day;            /* the only one that is still to come, the last that counts; {0}: none, or several */
    struct date latest;         /* of all days to come, and the weeks: "qua tuần"; {0}: none is named */
    int more;                   /* "thêm 5 ngày"; 0 */
    char *number;               /* "45/BC-BCĐ138"; NULL: none, or several */
    struct date paper;          /* its day; {0} */
    struct date sent;           /* the only day that is over, and neither a paper's nor an end or a beginning: "ngày 05/6", "sáng nay"; {0} */
};

/* today: when they were written. asked_clear frees what it holds. */
void asked_read(const char *words, struct date today, struct asked *out);
void asked_clear(struct asked *);

#endif
