/* What became of an errand, in words. */
#include "model/errand.h"

#include <stdio.h>

const char *
reader_status_text(int status)
{
    static char died[64];

    switch (status) {
    case READER_READ: return "was read";
    case READER_TIME: return "could not be read in the time allowed";
    case READER_MUCH: return "gave more content than allowed";
    case READER_GAVE_UP: return "could not be read: the reader gave up";
    case READER_FAULT: return "could not be read: no reader could be started";
    }
    snprintf(died, sizeof died, "could not be read: the reader died of signal %d", status);
    return died;
}
