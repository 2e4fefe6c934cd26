/* Ordinary or whole. */
#include "tools.h"

#include <unistd.h>

#include "reader/service.h"

static bool ordinary;

void
tools_ordinary(void)
{
    ordinary = true;
}

bool
tools_whole(void)
{
    return !ordinary;
}

void
tool_missing(void)
{
    if (ordinary)
        _exit(READER_EXIT_MORE);
}
