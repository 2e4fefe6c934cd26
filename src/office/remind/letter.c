/* One reminder as a letter: its words, the form to fill in, the calendar entry. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "core/calendar/words.h"
#include "core/letter/letter.h"
#include "office/filing/filing.h"
#include "office/filing/told.h"
#include "office/post/post.h"
#include "office/post/withdraw.h"
#include "office/post/reach.h"
#include "office/remind/reminding.h"
#include "report/form.h"
#include "report/ics.h"

#define FORM_MOST (4ul << 20)
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

struct enclosures {
    struct letter_file *v;
    size_t n;
};

static void
enclose(struct enclosures *e, char *name, const char *type, void *bytes, size_t size)
{
    *ARRAY_MORE(e->v, e->n) = (struct letter_file){ .name = name,
                                                    .media_type = xstrdup(type),
                                                    .bytes = bytes,
                                                    .size = size };
}

static void
enclosures_clear(struct enclosures *e)
{
    for (size_t i = 0; i < e->n; i++) {
        free(e->v[i].name);
        free(e->v[i].media_type);
        free((void *)e->v[i].bytes);
    }
    free(e->v);
}

/* ---- the form ----------------------------------------------------------------- */

/* A reminder without its form is still a reminder; only a broken docket stops it. */
static int
enclose_form(struct desk *desk, const struct remind_line *line, struct enclosures *e)
{
    const char *period = line->obligation->period;
    char *path = xasprintf("%s/reminder-%d.xlsx", desk->settings->runtime, (int)getpid()),
         *cause = NULL, *bytes = NULL;
    struct values previous = {0};
    size_t n = 0;
    int rc = filing_previous(desk, line->unit, line->report, period, &previous);

    if (rc == 0 && form_write(desk->plan, line->report, period, line->unit,
                              previous.n > 0 ? &previous : NULL, path, &cause) == 0)
        bytes = file_read(path, FORM_MOST, &n, &cause);
    unlink(path);
    if (bytes != NULL)
        enclose(e, xasprintf("%s_%s_%s.xlsx", line->report->code, period, line->unit->code), XLSX,
                bytes, n);
    else if (rc == 0)
        log_warning("no form %s %s for %s: %s", line->report->code, period, line->unit->code,
                    cause);
    values_free(&previous);
    free(cause);
    free(path);
    return rc;
}

/* ---- the calendar entry --------------------------------------------------------- */

static struct ics_event
event_of(const struct desk *desk, const struct remind_line *line)
{
    const struct office_settings *office = &desk->settings->office;
    bool english = strncmp(office->language, "en", 2) == 0;
    const char *name = english && line->report->name_en != NULL ? line->report->name_en
                                                                : line->report->name;
    const char *host = strchr(office->address, '@');
    char *deadline = words_deadline(line->obligation->due, office->utc_offset,
                                    english ? "en" : "vi");
    char *period = words_period(line->obligation->period, english ? "en" : "vi");
    struct ics_event e = {
        .uid = xasprintf("%s.%s.%s%s", line->report->code, line->obligation->period,
                         line->unit->code, host == NULL ? "" : host),
        .summary = xasprintf(english ? "Due: %s %s - %s" : "Hạn gửi: %s %s - %s", name, period,
                             line->unit->name),
        .description = xasprintf(english ? "Due %s. Send to: %s" : "Thời hạn: %s. Nơi nhận: %s",
                                 deadline, office->address),
        .day = line->round.last_day,
    };

    free(deadline);
    free(period);
    return e;
}

static void
enclose_calendar(struct desk *desk, const struct reminder *r, instant now, struct enclosures *e)
{
    struct ics_event *events = NULL;
    size_t n = 0;
    char *text;

    for (size_t i = 0; i < r->nlines; i++)
        if (r->lines[i].stage == REMIND_BEFORE)
            *ARRAY_MORE(events, n) = event_of(desk, &r->lines[i]);
    if (n > 0) {
        text = ics_write(events, n, now);
        enclose(e, xstrdup("han-bao-cao.ics"), "text/calendar", text, strlen(text));
    }
    for (size_t i = 0; i < n; i++) {
        free((char *)events[i].uid);
        free((char *)events[i].summary);
        free((char *)events[i].description);
    }
    free(events);
}

/* ---- the words -------------------------------------------------------------------- */

/* The first stage of all prepares, the last ones press. */
static enum letter_stage
stage_of(const struct settings *s, const struct remind_line *line)
{
    const struct strings *days = remind_days(s, line->report);
    int most = 0;

    for (size_t i = 0; i < days->n; i++)
        most = atoi(days->v[i]) > most ? atoi(days->v[i]) : most;
    if (line->stage != REMIND_BEFORE)
        return LETTER_STAGE_NONE;
    if (line->level <= REMINDING_LAST)
        return LETTER_STAGE_FINAL;
    if (line->level <= 3)
        return LETTER_STAGE_URGENT;
    return line->level == most ? LETTER_STAGE_FIRST : LETTER_STAGE_NONE;
}

static int
pressure(enum letter_stage stage)
{
    static const int order[] = { [LETTER_STAGE_FIRST] = 0, [LETTER_STAGE_NONE] = 1, [LETTER_STAGE_URGENT] = 2,
                                 [LETTER_STAGE_FINAL] = 3 };
    return order[stage];
}

/* What the letter says of itself is what presses most among its reports. */
static void
sum_up(const struct desk *desk, const struct reminder *r, struct letter_facts *f)
{
    const struct remind_line *first = &r->lines[0];

    f->unit = r->unit;
    f->report = first->report;
    f->period = first->obligation->period;
    f->due = first->obligation->due;
    f->stage = stage_of(desk->settings, first);
    for (size_t i = 0; i < r->nlines; i++) {
        const struct remind_line *line = &r->lines[i];
        enum letter_stage stage = stage_of(desk->settings, line);

        if (line->stage == REMIND_OVERDUE) {
            f->days_overdue = line->days > f->days_overdue ? line->days : f->days_overdue;
            continue;
        }
        f->stage = pressure(stage) > pressure(f->stage) ? stage : f->stage;
        if (f->last_working_day.year != 0)
            continue;
        f->due = line->obligation->due;         /* the lines stand by deadline: the next one counts */
        f->days_left = line->days;
        f->working_days_left = line->working_days;
        f->last_working_day = line->round.last_working_day;
    }
}

static int
title_of(struct desk *desk, const struct remind_line *line, char **title)
{
    struct request_row request = {0};
    int rc = 1;

    *title = NULL;
    if (line->report->recurrence == RECUR_ON_REQUEST)
        rc = request_get(desk->store, line->obligation->period, &request);
    if (rc == 0)
        *title = xstrdup(request.title);
    request_row_clear(&request);
    return rc < 0 ? -1 : 0;
}

static int
list_owed(struct desk *desk, const struct reminder *r, struct letter_owed *owed)
{
    for (size_t i = 0; i < r->nlines; i++) {
        const struct remind_line *line = &r->lines[i];
        char *title = NULL;

        if (title_of(desk, line, &title) != 0)
            return -1;
        owed[i] = (struct letter_owed){ .unit = line->unit,
                                        .report = line->report,
                                        .period = line->obligation->period,
                                        .title = title,
                                        .due = line->obligation->due,
                                        .days_left = line->stage == REMIND_BEFORE ? line->days : 0,
                                        .working_days_left = line->working_days,
                                        .days_overdue = line->stage == REMIND_OVERDUE ? line->days
                                                                                      : 0 };
    }
    return 0;
}

const char *
reminding_template(const struct reminder *r)
{
    if (r->nlines > 1)
        return "reminders";
    return r->lines[0].stage == REMIND_BEFORE ? "reminder" : "overdue";
}

/* A mail that came for it and brought no report is not passed over. */
static int
what_came(struct desk *desk, const struct obligation *o, struct told *came)
{
    int rc = o->state == STATE_INCOMPLETE && o->first_received == INSTANT_NONE
                 ? told_last_version(desk, o, came)
                 : 1;

    return rc < 0 ? -1 : 0;
}

/* A reply to a letter about one report answers that report; of a letter about
 * several only the reply itself can say which. */
int
reminding_post(struct desk *desk, const struct reminder *r, const char *to, instant now)
{
    bool one = r->nlines == 1;
    struct letter_owed *owed = xcalloc(r->nlines, sizeof *owed);
    int64_t *ids = xcalloc(r->nlines, sizeof *ids);
    struct enclosures files = {0};
    struct strings leaders = {0};
    struct told came = {0};
    struct posting p = { .letter = reminding_template(r),
                         .reason = r->reason,
                         .to = to,
                         .priority = PRIORITY_REMINDER,
                         .obligation = one ? r->lines[0].obligation->id : 0,
                         .reminds = ids,
                         .nreminds = r->nlines };
    int rc = list_owed(desk, r, owed);

    if (rc == 0)                        /* yesterday's, where it still waits: one letter a day */
        rc = withdraw_about(desk, r->unit->code, 0, now);
    if (rc == 0) {
        sum_up(desk, r, &p.facts);
        if (one)
            rc = what_came(desk, r->lines[0].obligation, &came);
        p.facts.nothing_in = one && came.row.id != 0 ? came.row.code : NULL;
        p.facts.received = came.row.received;
        p.facts.owed = owed;
        p.facts.nowed = r->nlines;
        p.facts.title = one ? owed[0].title : NULL;
        for (size_t i = 0; rc == 0 && i < r->nlines; i++) {
            ids[i] = r->lines[i].obligation->id;
            if (r->lines[i].report->form != NULL)
                rc = enclose_form(desk, &r->lines[i], &files);
        }
        enclose_calendar(desk, r, now, &files);
        if (rc == 0)
            rc = reach_leaders(desk, r, &leaders);
        p.cc = &leaders;
        p.files = files.v;
        p.nfiles = files.n;
        if (rc == 0)
            rc = post_letter(desk, &p, now);
    }
    for (size_t i = 0; i < r->nlines; i++)
        free((char *)owed[i].title);
    free(owed);
    free(ids);
    enclosures_clear(&files);
    strings_free(&leaders);
    told_clear(&came);
    return rc;
}
