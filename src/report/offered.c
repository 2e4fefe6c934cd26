#include "offered.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/workflow.h"

static void
put(struct command_also *to, const struct report *r, const char *period)
{
    to->report = r;
    snprintf(to->period, sizeof to->period, "%s", period);
}

static int
put_request(const struct about_from *from, const struct report *r, const char *period,
            struct command_also *to)
{
    struct request_row row = {0};
    int rc = request_get(from->store, period, &row);

    put(to, r, period);
    to->title = rc == 0 ? xstrdup(row.title) : NULL;
    request_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

/* Requests have no calendar: each that the unit still owes may be meant. */
static int
requests(const struct about_from *from, struct command_about *out)
{
    struct obligation *rows = NULL;
    size_t n = 0, found = 0;
    int rc = obligation_of_unit(from->store, out->unit->code, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n && found < COMMAND_OPEN; i++)
        if (strcmp(rows[i].report, out->report->code) == 0 && states[rows[i].state].owes)
            rc = put_request(from, out->report, rows[i].period, &out->open[found++]);
    obligations_free(rows, n);
    return rc;
}

static bool
is_open(const struct obligation_group *rows, size_t n, const char *period)
{
    bool open = false;

    for (size_t i = 0; i < n; i++)
        open = open || (strcmp(rows[i].period, period) == 0 && rows[i].tracked &&
                        states[rows[i].state].owes);
    return open;
}

/* What was due is meant rather than what is not due for half a year. */
static int64_t
distance(instant due, instant at)
{
    return due < at ? at - due : 2 * (due - at);
}

/* The one that an order takes which names none: open, and its deadline the nearest. */
static int
nearest(const struct about_from *from, instant at, struct command_about *out)
{
    struct obligation_group *rows = NULL;
    const struct obligation_group *best = NULL;
    size_t n = 0;
    int rc = obligation_groups(from->store, out->report->code, &rows, &n);

    for (size_t i = 0; i < n; i++)
        if (rows[i].due != INSTANT_NONE && is_open(rows, n, rows[i].period) &&
            (best == NULL || distance(rows[i].due, at) < distance(best->due, at)))
            best = &rows[i];
    if (best != NULL)
        put(&out->open[0], out->report, best->period);
    obligation_groups_free(rows, n);
    return rc;
}

int
offered_rounds(const struct about_from *from, instant at, struct command_about *out)
{
    if (out->report == NULL || out->period[0] != '\0')
        return 0;
    if (out->report->recurrence != RECUR_ON_REQUEST)
        return nearest(from, at, out);
    return out->unit == NULL ? 0 : requests(from, out);
}
