#include "report/about.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/workflow.h"
#include "core/calendar/calendar.h"
#include "core/language/asked.h"
#include "core/language/way.h"
#include "offered.h"

/* ---- what was filed ---------------------------------------------------------------- */

static const char *
way_of(const char *text)
{
    struct tokens t;
    const char *way;

    tokens_letter(text, &t);
    way = way_in(&t);
    tokens_free(&t);
    return way;
}

/* What its words, or else its subject, name that an order will need: a day, or by what other way
 * something went, and the number of the paper. */
static void
read_words(const struct about_from *from, const struct message_row *m, struct command_about *out,
           struct asked *asked)
{
    struct date day = moment_of(m->received, from->utc_offset).date;

    if (m->text != NULL)
        asked_read(m->text, day, asked);
    if (asked->day.year == 0 && asked->more == 0 && asked->number == NULL &&
        asked->sent.year == 0 && m->subject != NULL) {
        asked_clear(asked);
        asked_read(m->subject, day, asked);
    }
    if (out->asks == ASKS_TIME)
        out->day = asked->day;
    else if ((out->way = way_of(m->text)) == NULL)
        out->way = way_of(m->subject);
    if (out->asks == ASKS_WORDS && (out->way != NULL || asked->paper.year != 0)) {
        out->number = xstrdup(asked->number);
        out->paper = asked->paper;
        out->sent = asked->sent.year != 0 ? asked->sent : asked->paper;
    }
}

/* On whose word nobody is offered a line that ends what a unit owes. */
static void
leave_out_paper(struct command_about *out)
{
    out->way = NULL;
    free(out->number);
    out->number = NULL;
}

/* It brought nothing to judge. */
static void
only_words(const struct about_from *from, const struct message_row *m, struct command_about *out)
{
    struct asked asked = {0};

    out->asks = ASKS_WORDS;
    out->empty = true;
    read_words(from, m, out, &asked);
    asked_clear(&asked);
}

static int
about_filed(const struct about_from *from, const struct message_row *m, struct command_about *out)
{
    struct submission_row *v = NULL;
    struct obligation o = {0};
    struct findings found = {0};
    size_t n = 0, stand = 0, last = 0;
    int rc = submission_of_message(from->store, m->id, &v, &n);

    out->beside = m->reason == REASON_ASKS_BESIDE || m->reason == REASON_GUIDANCE;
    for (size_t i = 0; i < n; i++) {
        if (v[i].standing == STANDING_REJECTED)
            continue;
        if (v[i].standing != STANDING_VOUCHED)
            out->asks = ASKS_WHOSE;
        stand++;
        last = i;
    }
    if (rc == 0 && stand > 0 && out->asks == ASKS_NOTHING)
        out->asks = ASKS_VERDICT;
    if (rc == 0 && stand == 1 &&
        (rc = obligation_by_id(from->store, v[last].obligation, &o)) == 0) {
        out->unit = plan_unit(from->plan, o.unit);
        out->report = calendar_report(from->plan, o.report, o.period);
        snprintf(out->period, sizeof out->period, "%s", o.period);
        if (out->asks == ASKS_VERDICT)
            rc = submission_findings(from->store, v[last].id, &found);
        if (o.state == STATE_WAIVED && out->asks == ASKS_VERDICT)
            out->asks = ASKS_NOTHING;   /* nothing is asked of who is exempted */
        else if (findings_get(&found, "no-attachment") != NULL)
            only_words(from, m, out);
    }
    findings_free(&found);
    obligation_clear(&o);
    submission_rows_free(v, n);
    return rc < 0 ? -1 : 0;
}

/* ---- what its words and files say ------------------------------------------------------ */

static void
add_candidates(const struct about_from *from, const struct evidences *e, struct command_about *out)
{
    size_t n = 0;

    for (size_t i = 0; i < e->n && out->unit == NULL; i++) {
        const struct unit *u = e->v[i].unit == NULL || e->v[i].matter != MATTER_NONE
                                   ? NULL
                                   : plan_unit(from->plan, e->v[i].unit);
        bool there = false;

        for (size_t k = 0; k < n; k++)
            there = there || out->candidates[k] == u;
        if (u != NULL && !u->host && !there && n + 1 < ARRAY_LEN(out->candidates))
            out->candidates[n++] = u;
    }
}

/* The period of a request, "DX:512". */
static bool
is_request(const char *period)
{
    return strncmp(period, "DX:", 3) == 0;
}

/* A period that a line can name: not of two years, nor another report's request. */
static bool
can_say(const struct report *report, const char *period)
{
    return strchr(period, '?') == NULL &&
           (!is_request(period) || report == NULL || report->recurrence == RECUR_ON_REQUEST);
}

/* In the thread of a letter that only its receiver has. */
static bool
answers_us(const struct evidences *e)
{
    bool thread = false;

    for (size_t i = 0; i < e->n; i++)
        thread = thread || e->v[i].source == SOURCE_THREAD;
    return thread;
}

/* named: the codes of the reports that its words name, and the requests. */
static int
about_words(const struct about_from *from, const struct message_row *m, struct command_about *out,
            struct strings *named)
{
    struct evidences e = {0};
    const struct unit *own = NULL;
    struct strings units = {0};
    int rc = message_evidence(from->store, m->id, &e);
    const char *unit = evidences_agree(&e, offsetof(struct evidence, unit)),
               *report = evidences_agree(&e, offsetof(struct evidence, report)),
               *period = evidences_agree(&e, offsetof(struct evidence, period));

    if (rc == 0)
        rc = contact_unit(from->store, from->plan, m->sender, m->received, &own);
    if (rc == 0 && own == NULL)
        rc = contact_units(from->store, m->sender, m->received, &units);
    if (unit != NULL)
        out->unit = plan_unit(from->plan, unit);
    out->stranger = rc == 0 && own == NULL && units.n == 0 && !answers_us(&e);
    if (unit == NULL && m->outcome == OUTCOME_NOTE)
        out->unit = own;
    out->report = report == NULL ? NULL : plan_report(from->plan, report);
    if (period != NULL && can_say(out->report, period))
        snprintf(out->period, sizeof out->period, "%s", period);
    add_candidates(from, &e, out);
    for (size_t i = 0; i < e.n; i++) {
        if (e.v[i].report != NULL && !strings_has(named, e.v[i].report))
            strings_add(named, e.v[i].report);
        if (e.v[i].period != NULL && is_request(e.v[i].period) && !strings_has(named, e.v[i].period))
            strings_add(named, e.v[i].period);
    }
    strings_free(&units);
    evidences_free(&e);
    return rc;
}

/* ---- who is there --------------------------------------------------------------------- */

static void
add_unit(struct command_about *out, const struct unit *u)
{
    size_t n = 0;

    while (out->candidates[n] != NULL && out->candidates[n] != u)
        n++;
    if (n + 1 < ARRAY_LEN(out->candidates))
        out->candidates[n] = u;
}

/* Its report was due while it was there: that one may still come for it. */
static bool
owed_it(const struct about_from *from, const struct command_about *a, const struct unit *u)
{
    struct round round;

    return a->report != NULL && a->period[0] != '\0' &&
           calendar_round(from->plan, a->report, a->period, from->utc_offset, &round) &&
           unit_valid_on(u, moment_of(round.due - 1, from->utc_offset).date);
}

/* A unit that was gone on the day of the mail is offered to nobody: those that
 * took it over are, who are there (A25). One that the mail names beside it
 * comes first, and alone. */
static void
to_followers(const struct about_from *from, const struct message_row *m, struct command_about *out)
{
    struct date day = moment_of(m->received, from->utc_offset).date;
    const struct unit *named[COMMAND_CANDIDATES + 1] = { out->unit };
    size_t n = out->unit != NULL, gone = 0;

    for (size_t i = 0; out->candidates[i] != NULL; i++)
        named[n++] = out->candidates[i];
    for (size_t i = 0; i < n; i++)
        gone += !unit_valid_on(named[i], day) && !owed_it(from, out, named[i]);
    if (gone == 0)
        return;
    out->unit = NULL;
    memset(out->candidates, 0, sizeof out->candidates);
    for (size_t i = 0; i < n; i++) {
        if (unit_valid_on(named[i], day) || owed_it(from, out, named[i]))
            add_unit(out, named[i]);
        else
            out->ended = named[i];
        for (size_t k = 0; k < from->plan->nunits && gone == n && out->ended == named[i]; k++)
            if (unit_follows(named[i], &from->plan->units[k], day) &&
                unit_valid_on(&from->plan->units[k], day))
                add_unit(out, &from->plan->units[k]);
    }
    if (out->candidates[0] != NULL && out->candidates[1] == NULL)
        out->unit = out->candidates[0];
}

/* The report that is meant; without one that is sure, any that was named, or any at all. */
static bool
meant(const struct command_about *a, const struct strings *named, const struct obligation *o)
{
    bool requests = false;

    for (size_t i = 0; i < named->n; i++)
        requests = requests || is_request(named->v[i]);
    if ((a->period[0] != '\0' && strcmp(o->period, a->period) != 0) ||
        (requests && is_request(o->period) && !strings_has(named, o->period)))
        return false;
    return a->report != NULL ? strcmp(o->report, a->report->code) == 0
                             : named->n == 0 || strings_has(named, o->report);
}

/* Of a report's periods one: next year's stands in the docket long before it is meant. */
static void
keep_nearer(struct obligation *kept, struct obligation *o, instant at)
{
    struct obligation other = *o;

    if (calendar_nearer(o->due, kept->due, at)) {
        other = *kept;
        *kept = *o;
    }
    obligation_clear(&other);
    *o = (struct obligation){0};
}

/* It is owed still; more time may also be given to what came too late. */
static bool
is_open(const struct command_about *out, const struct obligation *o)
{
    return o->due != INSTANT_NONE &&
           (states[o->state].owes || (out->asks == ASKS_TIME && o->first_received != INSTANT_NONE &&
                                      o->first_received >= o->due));
}

/* Rounds of one report; each request is a report of its own. */
static bool
same_report(const struct obligation *a, const struct obligation *b)
{
    return strcmp(a->report, b->report) == 0 && !is_request(a->period);
}

/* A report of which several may be open is named, and not which. */
static bool
names_request(const struct about_from *from, const struct strings *named)
{
    const struct report *r = named->n == 1 ? plan_report(from->plan, named->v[0]) : NULL;

    return r != NULL && r->recurrence == RECUR_ON_REQUEST;
}

/* More time is asked for what came in time meanwhile: nothing is to be decided. */
static int
note_met(const struct about_from *from, instant at, const struct strings *named, struct command_about *out)
{
    struct obligation *rows = NULL;
    size_t n = 0, nearest = 0;
    int rc = obligation_of_unit(from->store, out->unit->code, &rows, &n);

    for (size_t i = 0; i < n; i++)
        if (rows[i].due != INSTANT_NONE && meant(out, named, &rows[i]) &&
            (states[rows[i].state].owes || rows[i].first_received > at) &&
            (nearest == 0 || calendar_nearer(rows[i].due, rows[nearest - 1].due, at)))
            nearest = i + 1;
    if (nearest > 0 && !is_open(out, &rows[nearest - 1]))
        out->asks = ASKS_NOTHING;
    obligations_free(rows, n);
    return rc;
}

/* What the unit still owes of what is meant: one row of each report that it names; 1: none, or more. */
static int
find_owed(const struct about_from *from, instant at, const struct strings *named,
          const struct command_about *out, struct obligation *owed, size_t *nowed)
{
    struct obligation *rows = NULL;
    size_t n = 0, found = 0, most = named->n > 1 || names_request(from, named) ? COMMAND_ALSO : 1;
    int rc = obligation_of_unit(from->store, out->unit->code, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        bool is = rc == 0 && is_open(out, &rows[i]) && meant(out, named, &rows[i]);
        size_t k = 0;

        while (is && k < found && k < most && !same_report(&owed[k], &rows[i]))
            k++;
        if (is && k < found && k < most) {
            keep_nearer(&owed[k], &rows[i], at);
            continue;
        }
        found += is;
        if (is && found <= most)
            owed[found - 1] = rows[i];
        else
            obligation_clear(&rows[i]);
    }
    free(rows);
    *nowed = found > most ? most : found;
    return rc != 0 ? rc : found == 0 || found > most;
}

/* Of one that is to be completed or corrected the day for that. */
static instant
due_until(const struct obligation *o)
{
    return o->cure != INSTANT_NONE ? o->cure : o->due;
}

static int
fill_owed(const struct about_from *from, const struct message_row *m, const struct asked *asked,
          const struct strings *named, struct command_about *out)
{
    struct obligation owed[COMMAND_ALSO] = {0};
    size_t n = 0;
    int rc = out->unit == NULL ? 1 : find_owed(from, m->received, named, out, owed, &n);

    rc = rc == 0 && n > 1 && out->asks != ASKS_TIME ? 1 : rc;       /* one paper is of one report */
    if (rc == 0) {
        out->report = calendar_report(from->plan, owed[0].report, owed[0].period);
        snprintf(out->period, sizeof out->period, "%s", owed[0].period);
        out->until = n == 1 ? due_until(&owed[0]) : 0;
        if (out->day.year == 0 && asked->more > 0 && n == 1)
            out->day = date_add(calendar_last_day(out->until, from->utc_offset), asked->more);
    }
    for (size_t i = 1; rc == 0 && i < n; i++) {
        out->also[i - 1].report = calendar_report(from->plan, owed[i].report, owed[i].period);
        snprintf(out->also[i - 1].period, sizeof out->also[i - 1].period, "%s", owed[i].period);
    }
    for (size_t i = 0; i < n; i++)
        obligation_clear(&owed[i]);
    return rc < 0 ? -1 : 0;
}

static int
find_unplaced(const struct about_from *from, struct command_about *out)
{
    struct message_row row = {0};
    int rc = message_by_code(from->store, out->wanted, &row);

    out->unplaced = rc == 0 && row.outcome == OUTCOME_REVIEW;
    message_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

/* Its sender answers what was asked about a mail that no answer settled: an officer places that. */
static int
note_waiting(const struct about_from *from, const struct message_row *m, struct command_about *out)
{
    struct message_row row = {0};
    bool answers = m->reason == REASON_WORDS || m->reason == REASON_ANSWER;
    int rc = !answers || m->about == NULL ? 1 : message_by_code(from->store, m->about, &row);

    if (rc == 0 && row.outcome == OUTCOME_REVIEW) {
        out->waits = xcalloc(1, sizeof *out->waits);
        rc = about_read(from, &row, out->waits);
    }
    message_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

/* A unit that is no more owes nothing, whatever it asks time for. */
static void
note_ended(const struct about_from *from, const struct message_row *m, struct command_about *out)
{
    if (out->unit == NULL || !unit_ended(out->unit, moment_of(m->received, from->utc_offset).date))
        return;
    out->ended = out->unit;
    out->asks = out->asks == ASKS_TIME ? ASKS_WORDS : out->asks;
}

static int
about_note(const struct about_from *from, const struct message_row *m, struct command_about *out,
           struct strings *named)
{
    struct asked asked = {0};
    int rc = about_words(from, m, out, named);

    if (out->stranger && (m->reason == REASON_RECALL || m->reason == REASON_EXTENSION)) {
        out->asks = ASKS_WORDS;
        return rc;
    }
    if (m->reason == REASON_RECALL) {
        out->asks = ASKS_RECALL;
        out->wanted = xstrdup(m->about);
        return rc == 0 && m->about != NULL ? find_unplaced(from, out) : rc;
    }
    out->asks = m->reason == REASON_EXTENSION || m->reason == REASON_TIME_GRANTED ||
                        m->reason == REASON_TIME_REFUSED
                    ? ASKS_TIME
                    : ASKS_WORDS;
    out->refused = m->reason == REASON_NOT_OWN;
    read_words(from, m, out, &asked);
    out->stranger = out->stranger && (out->way != NULL || out->number != NULL);
    if (out->stranger)
        leave_out_paper(out);
    if (rc == 0 && m->reason == REASON_EXTENSION && out->unit != NULL && named->n < 2)
        rc = note_met(from, m->received, named, out);
    if (rc == 0 && out->asks != ASKS_NOTHING)
        rc = fill_owed(from, m, &asked, named, out);
    if (rc == 0)
        rc = note_waiting(from, m, out);
    note_ended(from, m, out);
    asked_clear(&asked);
    return rc;
}

/* ---- one mail ------------------------------------------------------------------------- */

int
about_read(const struct about_from *from, const struct message_row *m, struct command_about *out)
{
    struct strings named = {0};
    int rc = 0;

    *out = (struct command_about){ .code = xstrdup(m->code), .english = from->english };
    switch (m->outcome) {
    case OUTCOME_FILED:
        rc = about_filed(from, m, out);
        break;
    case OUTCOME_NOTE:
        rc = about_note(from, m, out, &named);
        break;
    case OUTCOME_REVIEW:
    case OUTCOME_WRONG_ROUTE:
        out->asks = ASKS_PLACE;
        rc = about_words(from, m, out, &named);
        if (rc == 0)
            to_followers(from, m, out);
        rc = rc == 0 ? offered_rounds(from, m->received, out) : rc;
        break;
    case OUTCOME_QUARANTINE:
        out->asks = m->reason == REASON_CLOSED ? ASKS_NOTHING : ASKS_RELEASE;
        break;
    case OUTCOME_TOO_LARGE:
    case OUTCOME_NOT_OBTAINABLE:
        out->asks = ASKS_WORDS;
        break;
    default:
        break;
    }
    strings_free(&named);
    return rc;
}
