/* What a workbook tells of a unit, wherever it does. */
#include "workbook.h"

#include "base/mem.h"
#include "core/calendar/count.h"

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
        return LOOK_MISSING;
    return count_on_time(o) && count_days_late(o, c->status->now, c->utc_offset) == 0 ? LOOK_TEXT
                                                                                      : LOOK_LATE;
}

const char *
reported_lack(const struct reported *u)
{
    const struct obligation *o = &u->row->obligation;

    return !count_expected(o) ? "được miễn" : count_received(o) ? "không có số liệu" : "chưa có";
}

char *
sum_cover(int known, const struct compiled *c)
{
    return xasprintf("%s %d/%d", known < c->asked ? "chưa đủ" : "đủ", known, c->asked);
}
