/* Root's own files, while the work is done as the owner of the docket: what is
 * read is opened before the user changes; what is written is made in a folder
 * of the owner's and carried by root to where it was asked for. */
#ifndef DOCKETD_CTL_HAND_H
#define DOCKETD_CTL_HAND_H

#include "ctl/ctl.h"

/* Opens the operands, so that ctl_open() gives them whoever asks. */
void hand_open(struct ctl *);
/* Forks. 0: in the one that goes on with the work, with ctl->place set. 1: in
 * the one that waited for it and carried its files; *status is what it ends
 * with, *cause what could not be carried. -1 and *cause. keep: never over what
 * stands there. */
int hand_begin(struct ctl *, uid_t owner, bool keep, int *status, char **cause);
void hand_end(struct ctl *);            /* closes what was opened and not taken */

#endif
