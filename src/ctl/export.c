/* export: the docket's reports for other programs. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "ctl/ctl.h"
#include "report/export.h"

static int
write_out(const struct ctl *ctl, json_t *value)
{
    char *text, *place, *cause = NULL;
    int rc;

    if (ctl->output == NULL)
        return ctl_print_json(value);
    text = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(value);
    place = ctl_place(ctl, ctl->output);
    rc = file_write(place, text, strlen(text), 0600, &cause);
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    free(place);
    free(text);
    return rc == 0 ? 0 : 1;
}

int
ctl_export(struct ctl *ctl)
{
    struct desk *desk = ctl->desk;
    json_t *value;

    if (!ctl->json) {
        fputs("docketctl: export needs --json: it has no other format yet\n", stderr);
        return 2;
    }
    if (ctl->argc > 0 && ctl_report(ctl, ctl->argv[0]) == NULL)
        return 1;
    if (store_look(desk->store) != 0)           /* the daemon may go on meanwhile */
        return 1;
    value = export_json(desk->store, desk->plan, desk->settings,
                        ctl->argc > 0 ? ctl->argv[0] : NULL, ctl->argc > 1 ? ctl->argv[1] : NULL,
                        clock_now());
    store_rollback(desk->store);
    return value == NULL ? 1 : write_out(ctl, value);
}
