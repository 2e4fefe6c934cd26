/* Dates, deadlines and periods in words. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/calendar/count.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"

static const char *const weekdays_vi[] = { "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật" };
static const char *const weekdays_en[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                                           "Sunday" };
static const char *const months_en[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December" };
static const char *const roman[] = { "I", "II", "III", "IV" };

static bool
english(const char *language)
{
    return strcmp(language, "en") == 0;
}

char *
words_plan(const struct plan *plan, const char *language)
{
    if (plan->number == NULL || plan->date == NULL)
        return xstrdup(plan->title != NULL ? plan->title : plan->code);
    return xasprintf(strcmp(language, "en") == 0 ? "Plan No. %s of %s" : "Kế hoạch số %s ngày %s",
                     plan->number, plan->date);
}

static void
add_number(struct buf *b, int number, bool two_digits)
{
    if (two_digits && number < 10)
        buf_addc(b, '0');
    buf_addi(b, number);
}

static void
add_clock(struct buf *b, const struct moment *m)
{
    add_number(b, m->hour, true);
    buf_addc(b, ':');
    add_number(b, m->minute, true);
}

/* A letter holds thirty of them. */
static void
add_day(struct buf *b, struct date d, const char *language)
{
    bool en = english(language);

    add_number(b, d.day, !en);
    buf_addc(b, en ? ' ' : '/');
    if (en)
        buf_adds(b, months_en[d.month - 1]);
    else
        add_number(b, d.month, d.month < 3);
    buf_addc(b, en ? ' ' : '/');
    buf_addi(b, d.year);
}

char *
words_day(struct date d, const char *language)
{
    struct buf b = {0};

    add_day(&b, d, language);
    return buf_take(&b);
}

const char *
words_weekday(struct date d, const char *language)
{
    return (english(language) ? weekdays_en : weekdays_vi)[date_weekday(d)];
}

static char *
clock_and_day(const struct moment *m, const char *language)
{
    struct buf b = {0};

    add_clock(&b, m);
    buf_adds(&b, english(language) ? " on " : " ngày ");
    add_day(&b, m->date, language);
    return buf_take(&b);
}

char *
words_moment(instant at, int utc_offset, const char *language)
{
    struct moment m = moment_of(at, utc_offset);

    return clock_and_day(&m, language);
}

char *
words_stamp(instant at, int utc_offset, const char *language)
{
    struct moment m = moment_of(at, utc_offset);
    bool en = english(language);
    struct buf b = {0};

    add_number(&b, m.date.day, !en);
    buf_addc(&b, en ? ' ' : '/');
    if (en)
        buf_add(&b, months_en[m.date.month - 1], 3);
    else
        add_number(&b, m.date.month, m.date.month < 3);
    if ((at + utc_offset) % (24 * 3600) != 0) {             /* paper has no hour */
        buf_addc(&b, ' ');
        add_clock(&b, &m);
    }
    return buf_take(&b);
}

char *
words_before(instant due, int utc_offset, const char *language)
{
    struct moment m = moment_of(due, utc_offset);

    return m.hour == 0 && m.minute == 0 ? words_day(m.date, language) : clock_and_day(&m, language);
}

static char *
deadline(instant due, int utc_offset, const char *language, bool weekday)
{
    struct moment m = moment_of(due, utc_offset);
    char *before = words_before(due, utc_offset, language),
         *last = words_day(calendar_last_day(due, utc_offset), language);
    const char *comma = weekday ? ", " : "",
               *day = weekday ? words_weekday(calendar_last_day(due, utc_offset), language) : "";
    char *text;

    if (m.hour != 0 || m.minute != 0)
        text = xasprintf("%s %s%s%s", english(language) ? "before" : "trước", before, comma, day);
    else if (english(language))
        text = xasprintf("before %s (by the end of %s%s%s at the latest)", before, last, comma,
                         day);
    else
        text = xasprintf("trước ngày %s (chậm nhất hết ngày %s%s%s)", before, last, comma, day);
    free(before);
    free(last);
    return text;
}

char *
words_deadline(instant due, int utc_offset, const char *language)
{
    return deadline(due, utc_offset, language, false);
}

char *
words_deadline_weekday(instant due, int utc_offset, const char *language)
{
    return deadline(due, utc_offset, language, true);
}

char *
words_period(const char *period, const char *language)
{
    bool en = english(language);
    const char *of = strpbrk(period, "-:");
    int year = 0, n = 0, end = 0;

    if (of == NULL)                             /* a year */
        return xstrdup(period);
    if (of[1] == 'H' && sscanf(period, "%4d-H%1d%n", &year, &n, &end) == 2 && period[end] == '\0' &&
        (n == 1 || n == 2))
        return en ? xasprintf("the %s half of %d", n == 1 ? "first" : "second", year)
                  : xasprintf("6 tháng %s năm %d", n == 1 ? "đầu" : "cuối", year);
    if (of[1] == 'Q' && sscanf(period, "%4d-Q%1d%n", &year, &n, &end) == 2 && period[end] == '\0' && n >= 1 &&
        n <= 4)
        return xasprintf(en ? "quarter %s of %d" : "quý %s năm %d", roman[n - 1], year);
    if (of[1] == 'W' && sscanf(period, "%4d-W%2d%n", &year, &n, &end) == 2 && period[end] == '\0')
        return xasprintf(en ? "week %d of %d" : "tuần %d năm %d", n, year);
    if (sscanf(period, "%4d-%2d%n", &year, &n, &end) == 2 && period[end] == '\0' && n >= 1 &&
        n <= 12)
        return en ? xasprintf("%s %d", months_en[n - 1], year)
                  : xasprintf("tháng %d năm %d", n, year);
    if (sscanf(period, "DX:%d%n", &n, &end) == 1 && period[end] == '\0')     /* of a request */
        return xasprintf(en ? "no. %d" : "số %d", n);
    return xstrdup(period);
}

char *
words_days(int64_t n, const char *language)
{
    return xasprintf(EITHER(language, "%lld ngày", n == 1 ? "%lld day" : "%lld days"), (long long)n);
}

char *
words_late(instant due, instant at, int utc_offset, const char *language)
{
    long long minutes;

    if (due == INSTANT_NONE || at == INSTANT_NONE || at < due)
        return NULL;
    minutes = (at - due) / 60;
    if (calendar_days_past(at, due, utc_offset) > 0)
        return words_days(calendar_days_past(at, due, utc_offset), language);
    if (minutes < 60)
        return xasprintf(EITHER(language, "%lld phút", "%lld min"), minutes > 0 ? minutes : 1);
    return minutes % 60 == 0 ? xasprintf(EITHER(language, "%lld giờ", "%lld h"), minutes / 60)
                             : xasprintf(EITHER(language, "%lld giờ %lld phút", "%lld h %lld min"),
                                         minutes / 60, minutes % 60);
}

char *
words_late_of(const struct obligation *o, instant now, int utc_offset, const char *language)
{
    return words_late(o->due, count_late_at(o, now), utc_offset, language);
}

char *
words_share(int part, int whole, const char *language)
{
    if (whole == 0)
        return xstrdup(english(language) ? "not applicable" : "không áp dụng");
    return xasprintf("%d/%d (%d%%)", part, whole, count_percent(part, whole));
}

char *
words_cover(int known, int asked, const char *language)
{
    const char *word = known < asked ? EITHER(language, "chưa đủ", "not all,") : EITHER(language, "đủ", "all");

    return xasprintf("%s %d/%d", word, known, asked);
}
