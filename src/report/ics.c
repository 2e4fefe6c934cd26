/* Calendar entries by libical. It is loaded by name when the first is written,
 * for it brings three megabytes of Unicode tables that no other work needs. */
#include "report/ics.h"

#include <dlfcn.h>
#include <libical/ical.h>
#include <stdbool.h>

#include "base/log.h"
#include "base/mem.h"

#define LIBRARY "libical.so.3"
#define FUNCTIONS(F)                                                                              \
    F(icaltime_null_date) F(icaltimezone_get_utc_timezone) F(icalcomponent_vanew)                 \
    F(icalproperty_new_uid) F(icalproperty_new_dtstamp) F(icalproperty_new_dtstart)               \
    F(icalproperty_new_dtend) F(icalproperty_new_summary) F(icalproperty_new_description)         \
    F(icalproperty_new_transp) F(icalproperty_new_version) F(icalproperty_new_prodid)             \
    F(icalproperty_new_method) F(icalcomponent_add_component) F(icalcomponent_as_ical_string_r)   \
    F(icalmemory_free_buffer) F(icalcomponent_free)

static struct {
#define MEMBER(f) __typeof__(&f) f;
    FUNCTIONS(MEMBER)
} ical;

static bool
load(void)
{
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    bool whole = library != NULL;

#define LOAD(f) whole = whole && (*(void **)&ical.f = dlsym(library, #f)) != NULL;
    FUNCTIONS(LOAD)
    return whole;
}

static icaltimetype
all_day(struct date d)
{
    icaltimetype t = ical.icaltime_null_date();

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
    t.zone = ical.icaltimezone_get_utc_timezone();
    return t;
}

/* The day is a note, not an appointment: it does not make anybody busy. */
static icalcomponent *
event(const struct ics_event *e, instant stamp)
{
    return ical.icalcomponent_vanew(
        ICAL_VEVENT_COMPONENT, ical.icalproperty_new_uid(e->uid),
        ical.icalproperty_new_dtstamp(utc(stamp)), ical.icalproperty_new_dtstart(all_day(e->day)),
        ical.icalproperty_new_dtend(all_day(date_add(e->day, 1))),
        ical.icalproperty_new_summary(e->summary),
        ical.icalproperty_new_description(e->description),
        ical.icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), (void *)0);
}

char *
ics_write(const struct ics_event *events, size_t n, instant stamp)
{
    static int loaded = -1;             /* not tried yet */
    icalcomponent *calendar;
    char *text, *copy;

    if (loaded == -1 && (loaded = load()) == 0)
        log_warning("no calendar entry goes with a letter: " LIBRARY " cannot be loaded: %s", dlerror());
    if (loaded == 0)
        return NULL;
    calendar = ical.icalcomponent_vanew(
        ICAL_VCALENDAR_COMPONENT, ical.icalproperty_new_version("2.0"),
        ical.icalproperty_new_prodid("-//docketd//reminders//VI"),
        ical.icalproperty_new_method(ICAL_METHOD_PUBLISH), (void *)0);
    for (size_t i = 0; i < n; i++)
        ical.icalcomponent_add_component(calendar, event(&events[i], stamp));
    text = ical.icalcomponent_as_ical_string_r(calendar);
    copy = xstrdup(text);
    ical.icalmemory_free_buffer(text);
    ical.icalcomponent_free(calendar);
    return copy;
}
