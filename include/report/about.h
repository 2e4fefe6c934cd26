/* What a mail asks of the officers, and what is known of it: by the docket alone. */
#ifndef DOCKETD_REPORT_ABOUT_H
#define DOCKETD_REPORT_ABOUT_H

#include "core/command/command.h"
#include "store/docket.h"

struct about_from {
    struct store *store;
    const struct plan *plan;
    int utc_offset;
    bool english;                   /* how the orders are said */
    const char *above;              /* address of the office above; NULL: there is none */
};
/* Freed by command_about_clear. -1 after logging. */
int about_read(const struct about_from *, const struct message_row *, struct command_about *out);

#endif
