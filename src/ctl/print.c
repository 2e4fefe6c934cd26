/* Printing for terminals and for programs. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ctl/ctl.h"

int
ctl_print_json(struct json_t *value)
{
    int rc = json_dumpf(value, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(15));

    putchar('\n');
    json_decref(value);
    return rc == 0 ? 0 : 1;
}

char *
ctl_cell(const char *text, size_t columns)
{
    char *clean = text_clean_line(text == NULL ? "" : text, text == NULL ? 0 : strlen(text)), *out;

    if (columns == 0)
        return clean;
    out = text_pad(clean, columns);
    free(clean);
    return out;
}

void
ctl_time(instant t, int utc_offset, char out[static 20])
{
    struct moment m;

    if (t == INSTANT_NONE) {
        strcpy(out, "-");
        return;
    }
    m = moment_of(t, utc_offset);
    snprintf(out, 20, "%02d:%02d %02d/%02d/%04d", m.hour % 100, m.minute % 100, m.date.day % 100, m.date.month % 100,
             m.date.year % 10000);
}
