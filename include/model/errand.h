/* An errand to docket-reader: request and answer as they cross the socket
 * between the daemon and the reader service. */
#ifndef DOCKETD_MODEL_ERRAND_H
#define DOCKETD_MODEL_ERRAND_H

#include <stdint.h>

struct reader_request { uint64_t id, size; };

enum {
    READER_READ = 0,            /* else: > 0 the signal the child died of */
    READER_TIME = -1,           /* ran out of wall-clock time */
    READER_MUCH = -2,           /* answered more than LIMIT_ANSWER */
    READER_GAVE_UP = -3,        /* the child ended by itself without an answer */
    READER_FAULT = -4,          /* no child could be started */
};

struct reader_answer { uint64_t id, size; int32_t status; int32_t unused; };

const char *reader_status_text(int status);     /* "could not be read in the time allowed", ...; valid until the next call */

#endif
