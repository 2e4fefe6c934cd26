/* An office of a few units, and what a calendar of it would tell them. */
#ifndef DOCKETD_TESTS_REMIND_SCENE_H
#define DOCKETD_TESTS_REMIND_SCENE_H

#include "local_time.h"

#include "base/buf.h"
#include "base/mem.h"
#include "core/calendar/obligations.h"
#include "core/calendar/remind.h"

struct office {
    struct plan *plan;
    struct settings *settings;
    struct obligations docket;
    struct strings held, sent;
};

static inline void
add_unit(struct plan *plan, const char *code, const char *level, bool tracked)
{
    struct unit *u = ARRAY_MORE(plan->units, plan->nunits);

    u->code = xstrdup(code);
    u->level = xstrdup(level);
    u->tracked = tracked;
}

static inline struct report *
add_report(struct plan *plan, const char *code, enum recurrence recurrence, struct date due)
{
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);

    r->code = xstrdup(code);
    r->recurrence = recurrence;
    r->first = DATE(2023, 1, 1);
    if (due.day != 0)
        ARRAY_MORE(r->dues, r->ndues)->date = due;
    strings_add(&r->who_levels, "district");
    return r;
}

static inline void
owe(struct office *o, const char *from, const char *to)
{
    struct date first, last;

    assert_true(date_parse(from, &first));
    assert_true(date_parse(to, &last));
    obligations_wanted(o->plan, first, last, VIETNAM, &o->docket);
}

/* Two districts and a department under the plan of 2023. */
static inline struct office
an_office(void)
{
    struct office o = { .plan = xcalloc(1, sizeof *o.plan), .settings = xcalloc(1, sizeof *o.settings) };
    static const char *const days[] = { "14", "7", "3", "1" };
    struct report *r;

    o.settings->office.utc_offset = VIETNAM;
    o.settings->office.hours_from = 7 * 60;
    o.settings->office.hours_to = 17 * 60;
    for (size_t i = 0; i < ARRAY_LEN(days); i++)
        strings_add(&o.settings->reminder_days, days[i]);
    add_unit(o.plan, "tp-cao-lanh", "district", true);
    add_unit(o.plan, "h-cao-lanh", "district", true);
    add_unit(o.plan, "so-y-te", "province", false);
    r = add_report(o.plan, "SELECT_LIST", RECUR_YEARLY, DATE(0, 1, 5));
    *ARRAY_MORE(r->exceptions, r->nexceptions) =
        (struct due_exception){ .period = xstrdup("2023"), .due = { .date = DATE(2023, 4, 10) } };
    strings_add(&add_report(o.plan, "IMPL_2023", RECUR_ONCE, DATE(2023, 4, 10))->who_levels, "province");
    add_report(o.plan, "HALF_YEAR", RECUR_YEARLY, DATE(0, 6, 10));
    add_report(o.plan, "ANNUAL", RECUR_YEARLY, DATE(0, 10, 15));
    add_report(o.plan, "AD_HOC", RECUR_ON_REQUEST, DATE(0, 0, 0));
    return o;
}

static inline void
close_office(struct office *o)
{
    plan_free(o->plan);
    settings_free(o->settings);
    obligations_clear(&o->docket);
    strings_free(&o->held);
    strings_free(&o->sent);
}

static inline struct obligation *
owed(struct office *o, const char *unit, const char *report)
{
    for (size_t i = 0; i < o->docket.n; i++) {
        if (strcmp(o->docket.v[i].unit, unit) == 0 && strcmp(o->docket.v[i].report, report) == 0)
            return &o->docket.v[i];
    }
    fail_msg("%s does not owe %s", unit, report);
    return NULL;
}

static inline struct reminders
ask(struct office *o, instant now)
{
    const struct remind_question q = {
        o->plan, o->settings, o->docket.v, o->docket.n, &o->held, &o->sent, now,
    };
    struct reminders r;

    remind_plan(&q, &r);
    return r;
}

/* Ticks at each hour from one moment to another, as the daemon would: what is
 * sent is remembered. Letters to `unit` as lines "2023-06-02 HALF_YEAR -7". */
static inline char *
live(struct office *o, const char *from, const char *to, const char *unit)
{
    struct buf story = {0};

    for (instant now = at(from); now < at(to); now += 3600) {
        struct reminders r = ask(o, now);
        char day[11];

        date_write(moment_of(now, VIETNAM).date, day);
        for (size_t i = 0; i < r.n; i++) {
            strings_add(&o->sent, r.v[i].reason);
            for (size_t k = 0; k < r.v[i].nlines && strcmp(r.v[i].unit->code, unit) == 0; k++) {
                const struct remind_line *line = &r.v[i].lines[k];

                buf_addf(&story, "%s %s %s%d", k > 0 ? "," : day, line->report->code,
                         line->stage == REMIND_BEFORE ? "-" : "+", line->level);
                if (k + 1 == r.v[i].nlines)
                    buf_addc(&story, '\n');
            }
        }
        for (size_t i = 0; i < r.nescalations; i++) {
            strings_add(&o->sent, r.escalations[i].reason);
            buf_addf(&story, "%s office hears of %s from %zu\n", day, r.escalations[i].report->code,
                     r.escalations[i].nlines);
        }
        reminders_clear(&r);
    }
    return buf_take(&story);
}

static inline void
told(char *story, const char *expected)
{
    assert_string_equal(story, expected);
    free(story);
}

#endif
