/* board -o FOLDER: the board's pages, as the daemon writes them. */
#include <stdlib.h>

#include "base/log.h"
#include "ctl/ctl.h"
#include "office/desk/board.h"

int
ctl_board(struct ctl *ctl)
{
    char *cause = NULL, *place;
    int rc;

    if (ctl->output == NULL) {
        fputs("docketctl: board needs -o FOLDER\n", stderr);
        return 2;
    }
    place = ctl_place(ctl, ctl->output);
    rc = board_write(ctl->desk, place, ctl->public || ctl->desk->settings->board.public,
                     clock_now(), &cause);
    if (cause != NULL)
        log_error("%s", cause);
    else if (rc == 0)
        printf("%s/index.html\n", ctl->output);
    free(place);
    free(cause);
    return rc == 0 ? 0 : 1;
}
