#include "office/remind/alarm.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/program.h"

#define PATIENCE 60                     /* seconds */

void
alarm_ring(const struct desk *desk, const char *text)
{
    const struct strings *command = &desk->settings->alarm.command;
    char **words;
    int status;

    if (command->n == 0)
        return;
    words = xcalloc(command->n + 1, sizeof *words);
    memcpy(words, command->v, command->n * sizeof *words);
    status = program_run(words, text, PATIENCE);
    if (status == 0)
        log_notice("alarm: %s was told", words[0]);
    else
        log_error("alarm: %s %s", words[0],
                  status == PROGRAM_NONE     ? "cannot be run"
                  : status == PROGRAM_KILLED ? "did not end within a minute, or a signal ended it"
                                             : "failed: it ended with another status than 0");
    free(words);
}
