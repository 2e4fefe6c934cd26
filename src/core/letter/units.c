/* Tables of units in letters: who has reported, who has not, and how many. */
#include <string.h>

#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "put.h"

const char *
letter_state(const struct letter_facts *f, enum state state)
{
    return state_said(state, f->language);
}

static json_t *
unit_row(const struct letter_facts *f, const struct letter_unit *s, int number, int overdue_number)
{
    const struct obligation *o = s->obligation;
    int offset = f->office->utc_offset;
    json_t *row = json_object();

    put_number(row, "number", number);
    letter_put_text(row, "unit", unit_short(s->unit));
    put_taken(row, "overdue", count_overdue(o, f->now) ? words_late(o->due, f->now, offset, f->language) : NULL);
    put_number(row, "overdue_number", overdue_number);
    letter_put_text(row, "code", s->code == NULL ? "-" : s->code);
    put_taken(row, "received",
              is_set(o->first_received) ? words_stamp(o->first_received, offset, f->language)
                                       : xstrdup("-"));
    put_taken(row, "reminded", xasprintf("%d", s->reminded));
    put_taken(row, "last_reminder",
              is_set(s->last_reminder) ? words_stamp(s->last_reminder, offset, f->language)
                                      : xstrdup("-"));
    put_either(row, "bounced", s->bounced);
    return row;
}

void
put_units(json_t *c, const struct letter_facts *f)
{
    struct count counts = {0};
    json_t *list = json_array();
    int returned = 0;

    for (size_t i = 0; i < f->nunits; i++) {
        const struct letter_unit *s = &f->units[i];
        const struct obligation *o = s->obligation;

        if (!o->tracked)
            continue;
        returned += s->bounced && count_overdue(o, f->now);     /* only those have rows */
        count_add(&counts, o, f->now);
        json_array_append_new(list, unit_row(f, s, (int)json_array_size(list) + 1, counts.overdue));
    }
    if (f->nunits > 0)
        json_object_set_new(c, "counts",
                            json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "total", counts.expected, "received",
                                      counts.received, "on_time", counts.on_time, "late",
                                      counts.received - counts.on_time, "accepted", counts.accepted, "open",
                                      counts.expected - counts.received, "overdue", counts.overdue));
    put_list(c, "units", list);
    put_number(c, "bounced", returned);
}
