/* What a reader has at hand. The ordinary one has only what most mails need
 * and is therefore cheap to fork; the whole one has everything. */
#ifndef READER_TOOLS_H
#define READER_TOOLS_H

#include <stdbool.h>

/* Called where a tool that only the whole reader has was asked for. In an
 * ordinary child it does not return: the service gives the message to a whole
 * one. Elsewhere the tool is missing on this machine, and it returns. */
void tool_missing(void);
void tools_ordinary(void);      /* this process and its children are ordinary ones */
bool tools_whole(void);

#endif
