/* What a workbook tells of a unit, wherever it does. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "workbook.h"

#include "base/mem.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"

const char *
reported_name(const struct reported *u)
{
    return u->row->unit == NULL ? u->row->obligation.unit : unit_short(u->row->unit);
}

enum look
reported_look(const struct compiled *c, const struct reported *u)
{
    const struct obligation *o = &u->row->obligation;

    if (!count_expected(o))
        return LOOK_WAIVED;
    if (!count_received(o))
        return count_overdue(o, c->status->now) ? LOOK_MISSING : LOOK_BLANK;
    return count_on_time(o) && count_days_late(o, c->status->now, c->utc_offset) == 0 ? LOOK_TEXT
                                                                                      : LOOK_LATE;
}

const char *
reported_lack(const struct compiled *c, const struct reported *u)
{
    const struct obligation *o = &u->row->obligation;

    if (u->had && !counted_in(u->how))
        return book_say(&c->b, "không cộng", "not added");
    return !count_expected(o)  ? book_say(&c->b, "được miễn", "waived")
           : count_received(o) ? book_say(&c->b, "không có số liệu", "no figures")
                               : book_say(&c->b, "chưa có", "none yet");
}

char *
sum_cover(int known, const struct compiled *c)
{
    return words_cover(known, c->asked, c->b.language);
}

/* Two plans may use one code for two units. */
static bool
same_name(const char *a, const char *b)
{
    char *x = text_fold(a), *y = text_fold(b == NULL ? "" : b);
    bool same = strcmp(x, y) == 0;

    free(x);
    free(y);
    return same;
}

bool
counted_itself(void *compiled, const struct package_unit *below)
{
    const struct compiled *c = compiled;

    for (size_t i = 0; i < c->nunits; i++) {
        const struct reported *u = &c->units[i];

        if (u->version.id != 0 && u->below == NULL && u->row->unit != NULL &&
            strcmp(u->row->unit->code, below->unit) == 0 &&
            same_name(u->row->unit->name, below->name))
            return true;
    }
    return false;
}
