/* Reminders that an officer stopped. */
#include "report/holds.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/words.h"

int
holds_say(struct store *store, const struct plan *plan, int utc_offset, const char *language,
          struct strings *lines)
{
    struct hold_row *rows = NULL;
    size_t n = 0;
    int rc = hold_rows(store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct unit *u = plan_unit(plan, rows[i].unit);
        char *since = words_moment(rows[i].since, utc_offset, language);
        bool english = strcmp(language, "en") == 0;

        strings_take(lines, xasprintf(english ? "%s: since %s (%s)" : "%s: từ %s (%s)",
                                      *rows[i].unit == '\0' ? english ? "ALL UNITS" : "MỌI ĐƠN VỊ"
                                      : u == NULL           ? rows[i].unit
                                                            : unit_short(u),
                                      since, rows[i].author));
        free(since);
    }
    hold_rows_free(rows, n);
    return rc;
}

int
holds_sending(struct store *store, const char *key, instant *since)
{
    char *value = NULL;
    int rc = store_setting(store, key, &value);

    *since = rc == 0 && *value != '\0' ? strtoll(value, NULL, 10) : INSTANT_NONE;
    free(value);
    return rc < 0 ? -1 : 0;
}
