/* Our own subject in theirs: an answer, a responder or a forward keeps it, and
 * only what stands before it is theirs. */
#ifndef DOCKETD_CORE_MATCH_OWN_H
#define DOCKETD_CORE_MATCH_OWN_H

#include <stddef.h>

#include "model/plan.h"

enum own_subject {
    OWN_NONE,
    OWN_ANSWERED,               /* behind nothing, or the short word of an answer: "Re:", "TL:", "AW:" */
    OWN_WRAPPED,                /* behind other words: most often a program's */
};

/* By the tag of a plan in force that our subjects begin with ("[BVANTQ ..."), or by the subject of
 * a letter that went to the sender (NULL: none). *before: bytes of the subject
 * that are theirs; all of them if it is OWN_NONE. */
enum own_subject own_subject(const char *subject, const struct plan *plan, const char *letter,
                             size_t *before);

#endif
