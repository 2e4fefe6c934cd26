/* Reminders that an officer stopped. */
#include "report/holds.h"

#include <stdlib.h>

#include "base/mem.h"
#include "core/calendar/words.h"

int
holds_say(struct store *store, const struct plan *plan, int utc_offset, struct strings *lines)
{
    struct hold_row *rows = NULL;
    size_t n = 0;
    int rc = hold_rows(store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct unit *u = plan_unit(plan, rows[i].unit);
        char *since = words_moment(rows[i].since, utc_offset, "vi");

        strings_take(lines, xasprintf("%s: từ %s (%s)",
                                      *rows[i].unit == '\0' ? "MỌI ĐƠN VỊ"
                                      : u == NULL           ? rows[i].unit
                                                            : unit_short(u),
                                      since, rows[i].author));
        free(since);
    }
    hold_rows_free(rows, n);
    return rc;
}
