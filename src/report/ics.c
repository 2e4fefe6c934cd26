/* Calendar entries by libical. */
#include "report/ics.h"

#include <libical/ical.h>

#include "base/mem.h"

static icaltimetype
all_day(struct date d)
{
    icaltimetype t = icaltime_null_date();

    t.year = d.year;
    t.month = d.month;
    t.day = d.day;
    return t;
}

static icaltimetype
utc(instant at)
{
    struct moment m = moment_of(at, 0);
    icaltimetype t = all_day(m.date);

    t.is_date = 0;
    t.hour = m.hour;
    t.minute = m.minute;
    t.second = m.second;
    t.zone = icaltimezone_get_utc_timezone();
    return t;
}

/* The day is a note, not an appointment: it does not make anybody busy. */
static icalcomponent *
event(const struct ics_event *e, instant stamp)
{
    return icalcomponent_vanew(ICAL_VEVENT_COMPONENT, icalproperty_new_uid(e->uid),
                               icalproperty_new_dtstamp(utc(stamp)),
                               icalproperty_new_dtstart(all_day(e->day)),
                               icalproperty_new_dtend(all_day(date_add(e->day, 1))),
                               icalproperty_new_summary(e->summary),
                               icalproperty_new_description(e->description),
                               icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), (void *)0);
}

char *
ics_write(const struct ics_event *events, size_t n, instant stamp)
{
    icalcomponent *calendar =
        icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
                            icalproperty_new_prodid("-//docketd//reminders//VI"),
                            icalproperty_new_method(ICAL_METHOD_PUBLISH), (void *)0);
    char *text, *copy;

    for (size_t i = 0; i < n; i++)
        icalcomponent_add_component(calendar, event(&events[i], stamp));
    text = icalcomponent_as_ical_string_r(calendar);
    copy = xstrdup(text);
    icalmemory_free_buffer(text);
    icalcomponent_free(calendar);
    return copy;
}
