/* Reminders that do not go out. */
#include "report/holds.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/words.h"

char *
holds_go_live(const struct settings *s, instant now, const char *language)
{
    char *from, *line;

    if (now >= s->mailbox.go_live)
        return NULL;
    from = words_moment(s->mailbox.go_live, s->office.utc_offset, language);
    line = xasprintf(EITHER(language, "MỌI ĐƠN VỊ: trước %s chưa nhắc ai, chưa trả lời thư (mailbox.go_live)",
                            "ALL UNITS: nothing is asked for and no mail is answered before %s (mailbox.go_live)"),
                     from);
    free(from);
    return line;
}

int
holds_say(struct store *store, const struct plan *plan, const struct settings *s, instant now,
          const char *language, struct strings *lines)
{
    struct hold_row *rows = NULL;
    size_t n = 0;
    int rc = hold_rows(store, &rows, &n), utc_offset = s->office.utc_offset;
    char *live = holds_go_live(s, now, language);

    if (live != NULL)
        strings_take(lines, live);
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
