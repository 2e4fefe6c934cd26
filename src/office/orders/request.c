/* A report asked for out of turn. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/filing/told.h"
#include "office/post/reach.h"
#include "order.h"

/* "Công văn số 512/...": the number a district will quote; 0: none. */
static int64_t
letter_number(const char *title)
{
    for (const char *p = title; *p != '\0'; p++)
        if (isdigit((unsigned char)*p)) {
            char *end;
            int64_t n = strtoll(p, &end, 10);

            if (*end == '/' && n > 0 && n < 100000 && isupper((unsigned char)end[1]))
                return n;
            p = end - 1;
        }
    return 0;
}

static int
open_request(struct order *o, instant due, char period[static 24])
{
    int year = moment_of(o->now, o->desk->settings->office.utc_offset).date.year;
    int64_t number = letter_number(o->c->title);
    bool made = false;

    while (!made) {
        struct request_row row = { .period = period,
                                   .title = o->c->title,
                                   .opened = o->now,
                                   .due = due,
                                   .author = (char *)o->officer->address };

        if (number == 0 && store_next_number(o->desk->store, "DX", year, &number) != 0)
            return -1;
        snprintf(period, 24, "DX:%lld", (long long)number);
        if (request_put(o->desk->store, &row, &made) != 0)
            return -1;
        number = 0;
    }
    return order_touch(o, "request", period, true);
}

static int
request_from(struct order *o, const struct unit *u, const struct report *r, const char *period,
             instant due)
{
    struct obligation ob = { .unit = u->code,
                             .report = r->code,
                             .period = (char *)period,
                             .due = due,
                             .due_original = due,
                             .cure = INSTANT_NONE,
                             .first_received = INSTANT_NONE,
                             .completed = INSTANT_NONE,
                             .tracked = true };
    struct letter_facts f = { .title = o->c->title, .officer = o->officer->name };
    char *subject = obligation_name(r->code, period, u->code), *to = NULL;
    bool made = false;
    int rc = obligation_make(o->desk->store, &ob, &made);

    told_about(&f, u, r, &ob);
    if (rc == 0)
        rc = order_touch_id(o, "obligation", ob.id, true);
    if (rc == 0)
        rc = reach_unit(o->desk, u, o->now, &to);
    if (rc == 0)
        rc = order_letter(o, "request", to, subject, f, 0, ob.id);
    free(subject);
    free(to);
    return rc;
}

/* A25: of all, who is there now and still will be when it is due. */
static bool
asked(const struct order *o, const struct report *r, const struct unit *u)
{
    struct date today = moment_of(o->now, o->desk->settings->office.utc_offset).date;

    if (!o->c->all) {
        for (size_t i = 0; i < o->c->nunits; i++)
            if (o->c->units[i] == u)
                return true;
        return false;
    }
    return plan_owes(r, u) && unit_valid_on(u, today) &&
           unit_valid_on(u, calendar_last_day(order_due(o), order_offset(o))) && !u->host &&
           command_reaches(o->c, u);
}

/* 1: refused. */
static int
open_for(struct order *o, const struct report *r, instant due, size_t n)
{
    char period[24] = "", *deadline;
    int rc = open_request(o, due, period);

    for (size_t i = 0; rc == 0 && i < o->desk->plan->nunits; i++)
        if (asked(o, r, &o->desk->plan->units[i]))
            rc = request_from(o, &o->desk->plan->units[i], r, period, due);
    if (rc != 0)
        return -1;
    deadline = words_deadline(due, o->desk->settings->office.utc_offset, order_language(o));
    order_done(o, "requested", "{s:s s:s s:s s:I}", "period", period, "title", o->c->title,
               "deadline", deadline, "n", (json_int_t)n);
    free(deadline);
    return 0;
}

static size_t
number_asked(const struct order *o, const struct report *r)
{
    size_t n = 0;

    for (size_t i = 0; i < o->desk->plan->nunits; i++)
        n += asked(o, r, &o->desk->plan->units[i]);
    return n;
}

int
order_request_goes(struct order *o)
{
    const struct report *r = plan_on_request(o->desk->plan);

    if (r == NULL)
        return order_refuse(o, "no_request", NULL);
    if (order_due(o) <= o->now)
        return order_refuse(o, "day_over", NULL);
    if (order_all_exist(o) != 0 || order_all_last(o, order_due(o)) != 0)
        return 1;
    return number_asked(o, r) > 0
               ? 0
               : order_refuse(o, "nobody_to_ask", NULL);
}

int
order_request(struct order *o)
{
    const struct report *r = plan_on_request(o->desk->plan);

    return order_request_goes(o) != 0 ? 1 : open_for(o, r, order_due(o), number_asked(o, r));
}
