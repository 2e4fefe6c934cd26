/* calendar [YEAR]: every deadline of a year and the days around it. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/remind.h"
#include "core/calendar/words.h"
#include "ctl/ctl.h"

struct year {
    struct round *rounds;
    size_t n;
};

static int
by_before(const void *a, const void *b)
{
    const struct round *x = a, *y = b;
    int order = date_compare(x->before, y->before);

    return order != 0 ? order
           : x->report->plan != y->report->plan
               ? strcmp(x->report->code, y->report->code)
               : (x->report->place > y->report->place) - (x->report->place < y->report->place);
}

static struct year
year_of(const struct desk *desk, int number)
{
    struct year year = {0};

    for (size_t i = 0; i < desk->plan->nreports; i++) {
        size_t n = 0;
        struct round *rounds = calendar_rounds(desk->plan, &desk->plan->reports[i],
                                               (struct date){ number, 1, 1 },
                                               (struct date){ number + 1, 1, 1 },
                                               desk->settings->office.utc_offset, &n);

        for (size_t k = 0; k < n; k++)          /* noon of 31 December is of the year that ends */
            if (moment_of(rounds[k].due, desk->settings->office.utc_offset).date.year == number)
                *ARRAY_MORE(year.rounds, year.n) = rounds[k];
        free(rounds);
    }
    if (year.n > 1)
        qsort(year.rounds, year.n, sizeof *year.rounds, by_before);
    return year;
}

/* ---- for programs ------------------------------------------------------------- */

static void
put_day(json_t *row, const char *key, struct date d)
{
    char day[11];

    date_write(d, day);
    json_object_set_new(row, key, json_string(day));
}

static json_t *
round_json(const struct desk *desk, const struct round *r)
{
    const struct strings *days = remind_days(desk->settings, r->report);
    struct moment due = moment_of(r->due, desk->settings->office.utc_offset);
    json_t *row = json_pack("{s:s s:s}", "kind", r->report->code, "period", r->period);

    if (desk->plan->nothers > 0)
        json_object_set_new(row, "plan", json_string(r->report->plan->code));
    put_day(row, "before_date", due.date);
    if (due.hour != 0 || due.minute != 0)
        json_object_set_new(row, "before_time", json_sprintf("%02d:%02d", due.hour, due.minute));
    put_day(row, "last_on_time_day", r->last_day);
    json_object_set_new(row, "weekday", json_string(words_weekday(r->last_day, "vi")));
    put_day(row, "last_working_day", r->last_working_day);
    json_object_set_new(row, "last_working_weekday",
                        json_string(words_weekday(r->last_working_day, "vi")));
    put_day(row, "first_overdue_notice_day", r->first_overdue_day);
    for (size_t i = 0; i < days->n; i++) {
        char *key = xasprintf("remind_%s", days->v[i]);

        put_day(row, key, calendar_reminder_day(desk->plan, r, atoi(days->v[i])));
        free(key);
    }
    return row;
}

/* ---- for people ------------------------------------------------------------------ */

static void
print_day(struct date d, const char *language)
{
    char *weekday = text_pad(words_weekday(d, language), 9);

    printf("  %02d/%02d/%04d %s", d.day, d.month, d.year, weekday);
    free(weekday);
}

static void
print_heading(const struct desk *desk, const char *l)
{
    const struct strings *days = &desk->settings->reminder_days;

    const struct { const char *name; size_t columns; } columns[] = {
        { EITHER(l, "Loại", "Report"), 12 }, { EITHER(l, "Kỳ", "Period"), 9 },
        { EITHER(l, "Trước ngày", "Before"), 11 }, { EITHER(l, "Ngày cuối", "Last day"), 21 },
        { EITHER(l, "Ngày làm việc cuối", "Last working day"), 21 },
        { EITHER(l, "Báo quá hạn", "Told as overdue"), 21 },
    };

    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        char *padded = text_pad(columns[i].name, columns[i].columns);

        printf("%s ", padded);
        free(padded);
    }
    for (size_t i = 0; i < days->n; i++) {
        char *label = xasprintf(EITHER(l, "Nhắc %s ngày", "%s days left"), days->v[i]), *padded = text_pad(label, 13);

        printf("%s ", padded);
        free(label);
        free(padded);
    }
    putchar('\n');
}

static void
print_round(const struct desk *desk, const struct round *r, const char *l)
{
    const struct strings *days = remind_days(desk->settings, r->report);
    struct moment due = moment_of(r->due, desk->settings->office.utc_offset);

    printf("%-12s %-8s  %02d/%02d/%04d", r->report->code, r->period, due.date.day, due.date.month,
           due.date.year);
    print_day(r->last_day, l);
    print_day(r->last_working_day, l);
    print_day(r->first_overdue_day, l);
    for (size_t i = 0; i < days->n; i++) {
        struct date d = calendar_reminder_day(desk->plan, r, atoi(days->v[i]));

        if (r->report->reminder_days.n > 0)     /* not those of the heading */
            printf("  -%s:", days->v[i]);
        printf("  %02d/%02d/%04d  ", d.day, d.month, d.year);
    }
    if (due.hour != 0 || due.minute != 0)
        printf(EITHER(l, "  (trước %02d:%02d)", "  (before %02d:%02d)"), due.hour, due.minute);
    putchar('\n');
}

int
ctl_calendar(struct ctl *ctl)
{
    int number = moment_of(clock_now(), ctl->desk->settings->office.utc_offset).date.year;
    json_t *list = json_array();
    struct year year;

    if (ctl->argc > 0 && ((number = atoi(ctl->argv[0])) < 1970 || number > 9990)) {
        fprintf(stderr, "docketctl: %s is not a year; write 2023\n", ctl->argv[0]);
        json_decref(list);
        return 2;
    }
    year = year_of(ctl->desk, number);
    if (!ctl->json)
        print_heading(ctl->desk, ctl_language(ctl));
    for (size_t i = 0; i < year.n; i++) {
        if (ctl->json)
            json_array_append_new(list, round_json(ctl->desk, &year.rounds[i]));
        else
            print_round(ctl->desk, &year.rounds[i], ctl_language(ctl));
    }
    free(year.rounds);
    return ctl_print_list(ctl, list);
}
