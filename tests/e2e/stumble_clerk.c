/* A docketd whose intake fails on a mail that asks for it by its subject: it ends as a fault of
 * the program would end it. The Makefile puts this in front of identify() (ld's --wrap). */
#include <stdlib.h>
#include <string.h>

#include "core/match/identify.h"

void __real_identify(const struct match_index *, const struct message *, const struct known *, struct evidences *);
void __wrap_identify(const struct match_index *, const struct message *, const struct known *, struct evidences *);

void
__wrap_identify(const struct match_index *index, const struct message *m, const struct known *known,
                struct evidences *out)
{
    if (m->subject != NULL && strstr(m->subject, "stumble") != NULL)
        abort();
    __real_identify(index, m, known, out);
}
