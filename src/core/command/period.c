/* Which period of which report a command is about. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "parse.h"

/* "năm 2023" without another word: the report on the whole year. */
static const struct report *
yearly_report(const struct match_index *index)
{
    struct tokens t;
    const struct phrase *ph;

    tokens_of("báo cáo năm", 64, &t);
    ph = index_phrase(index, &t, 0);
    tokens_free(&t);
    return ph != NULL && ph->sense == SENSE_REPORT ? ph->report : NULL;
}

static bool
fits(const struct parse *p, const struct command_round *r)
{
    size_t year;
    char digits[8];

    if (p->out->report != NULL && r->report != p->out->report)
        return false;
    if (p->out->year == 0)
        return p->sub == NULL || strstr(r->period, p->sub) != NULL;
    snprintf(digits, sizeof digits, "%d", p->out->year);
    year = strlen(digits);
    return strncmp(r->period, digits, year) == 0 &&
           (p->sub != NULL ? strcmp(r->period + year, p->sub) == 0
                           : r->period[year] == '\0' || r->period[year] == '-');
}

/* The open one with the nearest deadline; where none is open, the nearest. */
static const struct command_round *
nearest(const struct parse *p)
{
    const struct command_round *best = NULL;

    for (size_t i = 0; i < p->c->nrounds; i++) {
        const struct command_round *r = &p->c->rounds[i];

        if (!fits(p, r))
            continue;
        if (best == NULL || (r->open && !best->open) ||
            (r->open == best->open && calendar_nearer(r->due, best->due, p->c->now)))
            best = r;
    }
    return best;
}

static void
take_round(struct parse *p, const struct command_round *r)
{
    p->out->report = r->report;
    snprintf(p->out->period, sizeof p->out->period, "%s", r->period);
}

/* A period that is written must be one that there is. */
static void
written(struct parse *p)
{
    const struct command_round *found = NULL;
    size_t n = 0;

    for (size_t i = 0; i < p->c->nrounds; i++)
        if (fits(p, &p->c->rounds[i])) {
            found = &p->c->rounds[i];
            n++;
        }
    if (n == 1) {
        take_round(p, found);
    } else if (n == 0) {
        parse_fault(p, COMMAND_WANTING,
                    xasprintf(SAY("%s không có kỳ %d%s", "%s has no period %d%s"),
                              report_said(p->out->report, SAY("vi", "en")), p->out->year,
                              p->sub == NULL ? "" : p->sub));
    } else {
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xasprintf(SAY("%s năm %d có %zu kỳ", "%s of %d has %zu periods"),
                              report_said(p->out->report, SAY("vi", "en")), p->out->year, n));
        for (size_t i = 0; i < p->c->nrounds && p->out->choices.n < 12; i++) {
            if (!fits(p, &p->c->rounds[i]))
                continue;
            take_round(p, &p->c->rounds[i]);
            strings_take(&p->out->choices, command_say(p->out));
        }
        p->out->period[0] = '\0';
    }
}

/* "DX:512": reports on request have no calendar. */
static void
requested(struct parse *p)
{
    for (size_t i = 0; i < p->c->nrounds; i++)
        if (strcmp(p->c->rounds[i].period, p->out->period) == 0) {
            take_round(p, &p->c->rounds[i]);
            return;
        }
    parse_fault(p, COMMAND_WANTING,
                xasprintf(SAY("không có yêu cầu báo cáo đột xuất %s", "there is no request %s"), p->out->period));
}

void
parse_names(struct parse *p)
{
    struct command *c = p->out;
    struct named named;
    instant due = INSTANT_NONE;

    for (size_t i = 0; i < p->c->nrounds; i++)
        if (p->c->rounds[i].report == c->report && strcmp(p->c->rounds[i].period, c->period) == 0)
            due = p->c->rounds[i].due;
    if (p->name == NULL || due == INSTANT_NONE || c->nunits > 1 ||
        (c->nunits == 1 && p->doubtful.n > 0))
        return;
    phrase_named(p->name, &p->t, p->name_at, moment_of(due - 1, p->c->utc_offset).date, &named);
    if (named.n == 1 && !named.unlike &&
        unit_valid_on(named.units[0], moment_of(due - 1, p->c->utc_offset).date)) {
        if (c->nunits == 0)
            ARRAY_MORE(c->units, c->nunits);
        c->units[0] = named.units[0];
        p->doubtful.n = 0;
    }
}

void
parse_period(struct parse *p)
{
    struct command *c = p->out;
    const struct command_round *r;

    p->report_named = c->report != NULL || c->year != 0 || p->sub != NULL;
    if (c->period[0] != '\0') {
        requested(p);
        return;
    }
    if (c->report == NULL && p->year_named)
        c->report = yearly_report(p->c->index);
    if (c->report != NULL && c->year != 0) {
        written(p);
        return;
    }
    if (c->rule->verb == VERB_STATUS && !p->report_named)
        return;                         /* every report that is open */
    if ((r = nearest(p)) != NULL) {
        take_round(p, r);
        c->guessed = true;
    } else {
        parse_fault(p, COMMAND_WANTING,
                    c->report == NULL
                        ? xstrdup(SAY("chưa rõ loại báo cáo và kỳ báo cáo",
                                      "the report and its period are not clear"))
                        : xasprintf(SAY("%s chưa có kỳ nào; đề nghị ghi rõ năm",
                                        "%s has no period yet; please write the year"),
                                    report_said(c->report, SAY("vi", "en"))));
    }
}

/* "sổ đến tháng 6 năm 2023": its first and last day. */
void
parse_month(struct parse *p)
{
    struct date today = moment_of(p->c->now, p->c->utc_offset).date;
    int month = p->sub == NULL || p->sub[1] == 'Q' || p->sub[1] == 'W' ? 0 : atoi(p->sub + 1);
    int year = p->out->year != 0 ? p->out->year : today.year;

    if (month == 0 || p->out->day.year != 0)
        return;
    p->out->day = (struct date){ year, month, 1 };
    p->out->to = date_add(month == 12 ? (struct date){ year + 1, 1, 1 }
                                      : (struct date){ year, month + 1, 1 },
                          -1);
    p->out->year = 0;
}
