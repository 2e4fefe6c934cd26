/* register: the books of annex IV of Decree 30/2020, as a workbook or as CSV. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "ctl/ctl.h"
#include "report/workbook.h"

/* A year, or any days; to: the first instant after them. */
static bool
range(const struct ctl *ctl, instant *from, instant *to)
{
    int offset = ctl->desk->settings->office.utc_offset,
        year = moment_of(clock_now(), offset).date.year;
    struct date first, last;

    if (ctl->from != NULL || ctl->to != NULL) {
        if (ctl->argc > 0 || ctl->from == NULL || ctl->to == NULL ||
            !date_parse(ctl->from, &first) || !date_parse(ctl->to, &last) ||
            date_compare(last, first) < 0) {
            fputs("docketctl: say a year, or from which day to which: --from 2023-01-01 --to 2023-06-30\n",
                  stderr);
            return false;
        }
    } else {
        if (ctl->argc > 0 && ((year = atoi(ctl->argv[0])) < 1900 || year > 9999)) {
            fprintf(stderr, "docketctl: \"%s\" is no year\n", ctl->argv[0]);
            return false;
        }
        first = (struct date){ year, 1, 1 };
        last = (struct date){ year, 12, 31 };
    }
    *from = instant_of(first, 0, 0, offset);
    *to = instant_of(date_add(last, 1), 0, 0, offset);
    return true;
}

static int
write_csv(struct ctl *ctl, const char *place, instant from, instant to, char **cause)
{
    struct desk *desk = ctl->desk;
    struct buf b = {0};
    int rc = csv_register(desk->store, desk->plan,
                          ctl->tracking ? REGISTER_TRACKING : REGISTER_INCOMING, from, to,
                          &desk->settings->office, &b);

    if (rc == 0)
        rc = file_write(place, b.data, b.len, 0600, cause);
    buf_free(&b);
    return rc;
}

int
ctl_register(struct ctl *ctl)
{
    struct desk *desk = ctl->desk;
    const char *dot = ctl->output == NULL ? NULL : strrchr(ctl->output, '.');
    bool csv = dot != NULL && strcmp(dot, ".csv") == 0;
    instant from, to;
    char *place, *cause = NULL;
    int rc;

    if (dot == NULL || (!csv && strcmp(dot, ".xlsx") != 0) || (ctl->tracking && !csv)) {
        fputs("docketctl: register needs -o FILE.xlsx, for both books, or -o FILE.csv, for one\n", stderr);
        return 2;
    }
    if (!range(ctl, &from, &to))
        return 2;
    place = ctl_place(ctl, ctl->output);
    rc = csv ? write_csv(ctl, place, from, to, &cause)
             : workbook_register(desk->store, desk->plan, from, to, &desk->settings->office,
                                 place, &cause);
    if (cause != NULL)
        log_error("%s", cause);
    else if (rc == 0)
        printf("%s\n", ctl->output);
    free(cause);
    free(place);
    return rc == 0 ? 0 : 1;
}
