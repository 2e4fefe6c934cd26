/* Deadlines of a plan file: { before = "06-10"; } and { by = "15T17:00"; }. */
#include <ctype.h>
#include <libconfig.h>
#include <string.h>

#include "plan.h"

static bool two_digits(const char *text, int *value)
{
    if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
        return false;
    *value = (text[0] - '0') * 10 + text[1] - '0';
    return true;
}

/* A day that every year has: of a leap year, but not 29 February. */
static bool day_of_year(int month, int day)
{
    return date_valid((struct date){ 2023, month, day });
}

static bool parse_day(const char *text, size_t n, struct date *d)
{
    char iso[11] = "";

    *d = (struct date){0};
    if (n == 10) {
        memcpy(iso, text, n);
        return date_parse(iso, d);
    }
    if (n == 5)
        return two_digits(text, &d->month) && text[2] == '-' && two_digits(text + 3, &d->day) &&
               day_of_year(d->month, d->day);
    return n == 2 && two_digits(text, &d->day) && d->day >= 1 && d->day <= 28;
}

static bool parse_hour(const char *text, struct due *due)
{
    return strlen(text) == 6 && text[0] == 'T' && two_digits(text + 1, &due->hour) &&
           text[3] == ':' && two_digits(text + 4, &due->minute) && due->hour < 24 &&
           due->minute < 60;
}

static void
read_due(struct options_run *run, const struct config_setting_t *setting, const struct option *o,
         void *object)
{
    struct due *due = object;
    const char *text = config_setting_get_string(setting);      /* NULL unless it is a text */
    size_t day = text ? strcspn(text, "T") : 0;

    if (text == NULL || !parse_day(text, day, &due->date) ||
        (text[day] && !parse_hour(text + day, due)))
        options_problem(run, setting, NULL, "must be %s", o->wants);
    due->inclusive = strcmp(o->key, "by") == 0;
}

#define DUE_WANTS "\"MM-DD\" (every year), \"DD\" (every month to 28, or the day of the week from 01 Monday), " \
    "or \"YYYY-MM-DD\", with \"THH:MM\" behind it where the hour matters"
#define DUE_ROWS \
    { "before", OPTION_CALL, .call = read_due, .wants = DUE_WANTS, \
      .help = "On time is what was received before this day (or hour) begins." }, \
    { "by", OPTION_CALL, .call = read_due, .wants = DUE_WANTS, \
      .help = "The same, but the day itself still counts." }

static void check_one(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    bool before = options_member(setting, "before"), by = options_member(setting, "by");

    (void)object;
    if (before && by)
        options_problem(run, setting, "by", "cannot stand beside before; keep one of them");
    if (!before && !by)
        options_problem(run, setting, "before",
                        "is missing (or by, if the day itself still counts)");
}

static const struct option due_rows[] = { DUE_ROWS };
const struct options due_options = {
    "reports.dues", due_rows, ARRAY_LEN(due_rows), sizeof(struct due), check_one,
    "A list of deadlines: one for a yearly report, two for a half-yearly, four for a quarterly one." };

/* The row functions see the exception's due. */
static void
read_exception_due(struct options_run *run, const struct config_setting_t *setting,
                   const struct option *o, void *object)
{
    read_due(run, setting, o, &((struct due_exception *)object)->due);
}

static void
check_exception(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    struct due_exception *e = object;

    check_one(run, setting, object);
    if (e->period && !period_valid(e->period))
        options_problem(
            run, setting, "period",
            "must be a period such as \"2023\", \"2023-H1\", \"2023-Q2\" or \"2023-06\"");
    if (e->due.date.day && !e->due.date.year)
        options_problem(run, setting, e->due.inclusive ? "by" : "before",
                        "must be a whole date such as \"2023-04-10\"");
}

static const struct option exception_rows[] = {
    { "period", OPTION_TEXT, offsetof(struct due_exception, period), .required = true, .most = 23,
      .help = "The period it holds for." },
    { "before", OPTION_CALL, .call = read_exception_due, .wants = DUE_WANTS, .help = "As in dues, a whole date." },
    { "by", OPTION_CALL, .call = read_exception_due, .wants = DUE_WANTS, .help = "As in dues, a whole date." },
};
const struct options exception_options = {
    "reports.exceptions", exception_rows, ARRAY_LEN(exception_rows), sizeof(struct due_exception), check_exception,
    "A list of deadlines that hold for one period only." };

/* ---- against the recurrence ---------------------------------------------------- */

static bool every_year(struct date d) { return d.year == 0 && d.month != 0; }
static bool every_month(struct date d) { return d.year == 0 && d.month == 0; }
static bool every_week(struct date d) { return every_month(d) && d.day <= 7; }
static bool one_day(struct date d) { return d.year != 0; }

static const struct shape {
    size_t n;
    bool (*fits)(struct date);
    const char *example;
    bool goes_round;
} shapes[RECURRENCES] = {
    [RECUR_YEARLY] = { 1, every_year, "\"06-10\"", true },
    [RECUR_HALF_YEARLY] = { 2, every_year, "\"06-10\"", true },
    [RECUR_QUARTERLY] = { 4, every_year, "\"06-10\"", true },
    [RECUR_MONTHLY] = { 1, every_month, "\"15\"", true },
    [RECUR_WEEKLY] = { 1, every_week, "\"05\" for Friday", true },
    [RECUR_ONCE] = { 1, one_day, "\"2023-04-10\"" },
    [RECUR_ON_REQUEST] = { 0, NULL, NULL },
    [RECUR_UNDATED] = { 0, NULL, NULL },
};

void
due_check(struct options_run *run, const struct config_setting_t *setting, const struct report *r)
{
    const struct shape *shape = &shapes[r->recurrence];
    const struct config_setting_t *dues = options_member(setting, "dues"),
                                  *said = options_member(setting, "recurrence");

    if (said == NULL ||
        !same_text(config_setting_get_string(said), recurrence_names[r->recurrence]))
        return;
    if (r->period_of == PERIOD_BEFORE && !shape->goes_round)
        options_problem(run, setting, "period", "has no meaning for a report that is %s",
                        recurrence_names[r->recurrence]);
    if (r->ndues != shape->n)
        options_problem(run, setting, "dues",
                        "must hold %zu deadline%s for a report that is %s, not %zu", shape->n,
                        shape->n == 1 ? "" : "s", recurrence_names[r->recurrence], r->ndues);
    for (size_t i = 0; i < r->ndues && shape->fits; i++)
        if (r->dues[i].date.day && !shape->fits(r->dues[i].date))
            options_problem(run, options_element(dues, i), r->dues[i].inclusive ? "by" : "before",
                            "must be written as %s for a report that is %s", shape->example,
                            recurrence_names[r->recurrence]);
    if (r->nexceptions && shape->n == 0)
        options_problem(run, setting, "exceptions", "have no meaning for a report that is %s",
                        recurrence_names[r->recurrence]);
}
