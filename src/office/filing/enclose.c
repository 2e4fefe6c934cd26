#include "office/filing/enclose.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/filing/filing.h"
#include "report/form.h"
#include "report/ics.h"

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

bool
enclose(struct enclosures *e, char *name, const char *type, void *bytes, size_t size)
{
    size_t all = size;

    for (size_t i = 0; i < e->n; i++)
        all += e->v[i].size;
    if (all > LETTER_FILES(LETTER_MOST)) {
        log_warning("%s does not go along: the letter would be larger than servers take", name);
        free(name);
        free(bytes);
        return false;
    }
    *ARRAY_MORE(e->v, e->n) = (struct letter_file){ .name = name,
                                                    .media_type = xstrdup(type),
                                                    .bytes = bytes,
                                                    .size = size };
    return true;
}

void
enclosures_clear(struct enclosures *e)
{
    for (size_t i = 0; i < e->n; i++) {
        free(e->v[i].name);
        free(e->v[i].media_type);
        free((void *)e->v[i].bytes);
    }
    free(e->v);
    *e = (struct enclosures){0};
}

int
enclose_form(struct desk *desk, const struct unit *unit, const struct report *report,
             const char *period, struct enclosures *e)
{
    char *path = xasprintf("%s/form-%d.xlsx", desk->settings->runtime, (int)getpid()),
         *cause = NULL, *bytes = NULL;
    struct values previous = {0};
    size_t n = 0;
    int rc = report->form == NULL ? 0 : filing_previous(desk, unit, report, period, &previous);

    if (rc == 0 && report->form != NULL &&
        form_write(desk->plan, report, period, unit, previous.n > 0 ? &previous : NULL, path,
                   &cause) == 0)
        bytes = file_read(path, ENCLOSED_MOST, &n, &cause);
    unlink(path);
    if (bytes != NULL)
        enclose(e, xasprintf("%s_%s_%s.xlsx", report->code, period, unit->code), XLSX, bytes, n);
    else if (rc == 0 && report->form != NULL)
        log_warning("no form %s %s for %s: %s", report->code, period, unit->code, cause);
    values_free(&previous);
    free(cause);
    free(path);
    return rc;
}

/* ---- the calendar entry --------------------------------------------------------- */

static struct ics_event
event_of(const struct desk *desk, const struct unit *unit, const struct obligation *o)
{
    const struct office_settings *office = &desk->settings->office;
    const struct report *report = calendar_report(desk->plan, o->report, o->period);
    const char *first = unit->language != NULL ? unit->language : office->language,
               *language = strncmp(first, "en", 2) == 0 ? "en" : "vi",
               *host = strchr(office->address, '@'),
               *name = *language == 'e' && report->name_en != NULL ? report->name_en : report->name;
    char *deadline = words_deadline(o->due, office->utc_offset, language),
         *period = words_period(o->period, language);
    struct ics_event e = {
        .uid = xasprintf("%s.%s.%s%s", o->report, o->period, unit->code, host == NULL ? "" : host),
        .summary = xasprintf(*language == 'e' ? "Due: %s %s - %s" : "Hạn gửi: %s %s - %s", name,
                             period, unit->name),
        .description = xasprintf(*language == 'e' ? "Due %s. Send to: %s"
                                                  : "Thời hạn: %s. Nơi nhận: %s",
                                 deadline, office->address),
        .day = calendar_last_day(o->due, office->utc_offset),
    };

    free(deadline);
    free(period);
    return e;
}

void
enclose_deadlines(const struct desk *desk, const struct unit *unit,
                  const struct obligation *const *owed, size_t nowed, instant now,
                  struct enclosures *e)
{
    struct ics_event *events = NULL;
    size_t n = 0;
    char *text;

    for (size_t i = 0; i < nowed; i++)
        if (owed[i]->due != INSTANT_NONE && owed[i]->due > now &&
            calendar_report(desk->plan, owed[i]->report, owed[i]->period) != NULL)
            *ARRAY_MORE(events, n) = event_of(desk, unit, owed[i]);
    if (n > 0 && (text = ics_write(events, n, now)) != NULL)
        enclose(e, xstrdup("han-bao-cao.ics"), "text/calendar", text, strlen(text));
    for (size_t i = 0; i < n; i++) {
        free((char *)events[i].uid);
        free((char *)events[i].summary);
        free((char *)events[i].description);
    }
    free(events);
}

void
enclose_guide(const struct desk *desk, struct enclosures *e)
{
    const char *path = desk->settings->guide, *end = path != NULL ? strrchr(path, '.') : NULL;
    bool pdf = end != NULL && strcasecmp(end, ".pdf") == 0;
    char *cause = NULL, *bytes;
    size_t n = 0;

    if (path == NULL)
        return;
    if ((bytes = file_read(path, ENCLOSED_MOST, &n, &cause)) != NULL)
        enclose(e, xstrdup(pdf ? "huong-dan.pdf" : "huong-dan.html"),
                pdf ? "application/pdf" : "text/html", bytes, n);
    else
        log_warning("the guide does not go with a reminder: %s", cause);
    free(cause);
}
