/* One reminder as a letter: its words, the form to fill in, the calendar entry. */
#include <stdlib.h>
#include <string.h>

#include "office/filing/about.h"
#include "office/filing/enclose.h"
#include "office/filing/told.h"
#include "office/post/post.h"
#include "office/post/withdraw.h"
#include "office/post/reach.h"
#include "office/remind/reminding.h"

#define ASKED 90                /* days for which a wish for time is still thought of */

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
    static const int order[] = { [LETTER_STAGE_FIRST] = 0,
                                 [LETTER_STAGE_NONE] = 1,
                                 [LETTER_STAGE_URGENT] = 2,
                                 [LETTER_STAGE_FINAL] = 3 };
    return order[stage];
}

/* What the letter says of itself is what presses most among its reports. */
static void
sum_up(const struct desk *desk, const struct reminder *r, struct letter_facts *f)
{
    const struct remind_line *first = &r->lines[0];

    told_about(f, r->unit, first->report, first->obligation);
    f->stage = stage_of(desk->settings, first);
    for (size_t i = 0; i < r->nlines; i++) {
        const struct remind_line *line = &r->lines[i];
        enum letter_stage stage = stage_of(desk->settings, line);

        if (line->stage == REMIND_OVERDUE) {
            if (f->overdue == 0 || line->obligation->due < f->overdue)
                f->overdue = line->obligation->due;
            continue;
        }
        f->stage = pressure(stage) > pressure(f->stage) ? stage : f->stage;
        if (f->last_working_day.year != 0)
            continue;
        f->due = line->obligation->due; /* the lines stand by deadline: the next one counts */
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
                                        .of = line->of != line->unit ? line->of : NULL,
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

/* It asks for time for one of the lines. */
static bool
asks_for(const struct command_about *a, const struct reminder *r)
{
    bool is = false;

    for (size_t i = 0; i < r->nlines && a->asks == ASKS_TIME && a->unit == r->unit; i++) {
        const struct obligation *o = r->lines[i].obligation;

        is = is || (a->report != NULL && strcmp(a->report->code, o->report) == 0 &&
                    strcmp(a->period, o->period) == 0);
        for (size_t k = 0; k < COMMAND_ALSO && a->also[k].report != NULL; k++)
            is = is || (strcmp(a->also[k].report->code, o->report) == 0 &&
                        strcmp(a->also[k].period, o->period) == 0);
    }
    return is;
}

/* The unit's last wish for more time that nobody has answered is not passed over either. */
static int
what_was_asked(struct desk *desk, const struct reminder *r, instant now, struct letter_facts *f,
               char **code)
{
    struct message_row *rows = NULL;
    size_t n = 0;
    int rc = message_ended(desk->store, OUTCOME_NOTE, REASON_EXTENSION, now - ASKED * DAY, &rows,
                           &n);

    for (size_t i = 0; rc == 0 && i < n && *code == NULL; i++) {
        struct command_about a;

        rc = about_mail(desk, &rows[i], &a);
        if (rc == 0 && asks_for(&a, r)) {
            *code = xstrdup(rows[i].code);
            f->time_at = rows[i].received;
        }
        command_about_clear(&a);
    }
    f->time_code = *code;
    message_rows_free(rows, n);
    return rc < 0 ? -1 : 0;
}

/* Of some round it is the first: the stage that lies the most days before. */
static bool
is_first(const struct desk *desk, const struct reminder *r)
{
    for (size_t i = 0; i < r->nlines; i++) {
        const struct strings *days = remind_days(desk->settings, r->lines[i].report);
        int most = 0;

        for (size_t j = 0; j < days->n; j++)
            most = atoi(days->v[j]) > most ? atoi(days->v[j]) : most;
        if (r->lines[i].stage == REMIND_BEFORE && r->lines[i].level == most)
            return true;
    }
    return false;
}

/* A reply to a letter about one report answers that report; of a letter about
 * several only the reply itself can say which. */
int
reminding_post(struct desk *desk, const struct reminder *r, const char *to, instant now)
{
    bool one = r->nlines == 1;
    struct letter_owed *owed = xcalloc(r->nlines, sizeof *owed);
    int64_t *ids = xcalloc(r->nlines, sizeof *ids);
    const struct obligation **owing = xcalloc(r->nlines, sizeof *owing);
    struct enclosures files = {0};
    struct strings leaders = {0};
    struct told came = {0};
    char *wish = NULL;
    struct posting p = { .letter = reminding_template(r),
                         .reason = r->reason,
                         .to = to,
                         .priority = PRIORITY_REMINDER,
                         .obligation = one ? r->lines[0].obligation->id : 0,
                         .reminds = ids,
                         .nreminds = r->nlines };
    int rc = list_owed(desk, r, owed);

    if (rc == 0) {
        sum_up(desk, r, &p.facts);
        if (one)
            rc = what_came(desk, r->lines[0].obligation, &came);
        p.facts.nothing_in = one && came.row.id != 0 ? came.row.code : NULL;
        p.facts.received = came.row.received;
        if (rc == 0)
            rc = what_was_asked(desk, r, now, &p.facts, &wish);
        p.facts.owed = owed;
        p.facts.nowed = r->nlines;
        p.facts.title = one ? owed[0].title : NULL;
        for (size_t i = 0; rc == 0 && i < r->nlines; i++) {
            ids[i] = r->lines[i].obligation->id;
            owing[i] = r->lines[i].obligation;
            rc = enclose_form(desk, r->unit, r->lines[i].report, owing[i]->period, &files);
        }
        enclose_deadlines(desk, r->unit, owing, rc == 0 ? r->nlines : 0, now, &files);
        if (is_first(desk, r))
            enclose_guide(desk, &files);
        if (rc == 0)
            rc = reach_leaders(desk, r, &leaders);
        p.cc = &leaders;
        p.files = files.v;
        p.nfiles = files.n;
        if (rc == 0)
            rc = post_letter(desk, &p, now);
        if (rc == 0)                    /* yesterday's, where it still waits; not what an order wrote of another report */
            rc = withdraw_said_again(desk, r->reason, now);
    }
    for (size_t i = 0; i < r->nlines; i++)
        free((char *)owed[i].title);
    free(owed);
    free(ids);
    free(owing);
    enclosures_clear(&files);
    strings_free(&leaders);
    told_clear(&came);
    free(wish);
    return rc;
}
