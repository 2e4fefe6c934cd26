/* Officers' notices in a chat: counts and codes alone, never what a mail says. */
#ifndef DOCKETD_OFFICE_POST_CHAT_H
#define DOCKETD_OFFICE_POST_CHAT_H

#include "office/post/post.h"

/* One row for each channel of the configuration, if this letter is a notice to
 * officers; once for a reason. In the caller's transaction. */
int chat_note(struct desk *, const struct posting *, instant now);
/* "zalo-1f2e3d4c": what an address is called in docket and log; owned, NULL: no such form. */
char *chat_channel(const char *address);

/* What goes out next on this channel. 0: *row, and *digest (owned) where it
 * stands for all that are due; 1: nothing now, look again at *wait. */
int chat_plan(struct desk *, const char *channel, instant now, struct chat_row *row, char **digest,
              instant *wait);

#endif
