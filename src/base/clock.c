/* Time: instants, dates, and the single source of "now". */
#include "base/clock.h"

#include <string.h>
#include <time.h>

static bool standing;
static instant stands_at;

instant
clock_now(void)
{
    struct timespec ts;

    if (standing)
        return stands_at;
    clock_gettime(CLOCK_REALTIME, &ts);
    return ts.tv_sec;
}

void
clock_set(instant now)
{
    standing = true;
    stands_at = now;
}

bool
clock_is_set(void)
{
    return standing;
}

int64_t
clock_monotonic_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Exactly n digits at *at, which moves past them. */
static bool
digits(const char **at, int n, int *out)
{
    int value = 0;

    for (int i = 0; i < n; i++) {
        if ((*at)[i] < '0' || (*at)[i] > '9')
            return false;
        value = 10 * value + ((*at)[i] - '0');
    }
    *at += n;
    *out = value;
    return true;
}

static bool
skip(const char **at, char c)
{
    if (**at != c)
        return false;
    (*at)++;
    return true;
}

static bool
leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool
date_valid(struct date d)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    return d.day <= lengths[d.month - 1] + (d.month == 2 && leap(d.year));
}

static bool
date_at(const char **at, struct date *out)
{
    return digits(at, 4, &out->year) && skip(at, '-') && digits(at, 2, &out->month) &&
           skip(at, '-') && digits(at, 2, &out->day) && date_valid(*out);
}

bool
date_parse(const char *iso, struct date *out)
{
    struct date d = {0};

    if (iso == NULL || !date_at(&iso, &d) || *iso != '\0')
        return false;
    *out = d;
    return true;
}

/* The number in exactly n digits; what does not fit shows its last ones. */
static char *
put(char *at, int value, int n)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + (value > 0 ? value % 10 : 0));
    return at + n;
}

void
date_write(struct date d, char out[static 11])
{
    char *at = put(out, d.year, 4);

    *at++ = '-';
    at = put(at, d.month, 2);
    *at++ = '-';
    at = put(at, d.day, 2);
    *at = '\0';
}

/* Days and dates of the proleptic Gregorian calendar, counted from March so
 * that the leap day is the last of its year; 719468 days lie between
 * 0000-03-01 and 1970-01-01. */
int64_t
date_day(struct date d)
{
    int64_t year = d.year - (d.month <= 2), era = floor_div(year, 400), of_era = year - era * 400;
    int64_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct date
date_of_day(int64_t day)
{
    int64_t shifted = day + 719468, era = floor_div(shifted, 146097),
            of_era = shifted - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    struct date d = {
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(of_year - (153 * month + 2) / 5 + 1),
    };

    d.year = (int)(year + era * 400 + (d.month <= 2));
    return d;
}

struct date
date_add(struct date d, int days)
{
    return date_of_day(date_day(d) + days);
}

int
date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int
date_weekday(struct date d)
{
    int64_t day = date_day(d) + 3;      /* 1970-01-01 was a Thursday */

    return (int)(day - 7 * floor_div(day, 7));
}

instant
instant_of(struct date d, int hour, int minute, int utc_offset)
{
    return date_day(d) * DAY + hour * 3600 + minute * 60 - utc_offset;
}

/* Instants outside the years 1 to 9999 are no time that anyone writes. */
static instant
within_dates(instant t)
{
    const instant first = -62135596800, last = 253402300799;

    return t < first ? first : t > last ? last : t;
}

struct moment
moment_of(instant t, int utc_offset)
{
    int64_t local = within_dates(t) + utc_offset, day = floor_div(local, DAY);
    int second = (int)(local - day * DAY);

    return (struct moment){
        .date = date_of_day(day),
        .hour = second / 3600,
        .minute = second / 60 % 60,
        .second = second % 60,
    };
}

/* "08:00" or "08:00:05" */
static bool
time_at(const char **at, int *seconds)
{
    int hour, minute, second = 0;

    if (!digits(at, 2, &hour) || !skip(at, ':') || !digits(at, 2, &minute))
        return false;
    if (skip(at, ':') && !digits(at, 2, &second))
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return hour < 24 && minute < 60 && second < 60;
}

/* "Z", "+07:00", "-05:30", or nothing: *offset stays */
static bool
zone_at(const char **at, int *offset)
{
    int hour, minute, sign = **at == '-' ? -1 : 1;

    if (**at == '\0' || (skip(at, 'Z') && (*offset = 0, true)))
        return true;
    if (!skip(at, '+') && !skip(at, '-'))
        return false;
    if (!digits(at, 2, &hour) || !skip(at, ':') || !digits(at, 2, &minute))
        return false;
    *offset = sign * (hour * 3600 + minute * 60);
    return hour < 24 && minute < 60;
}

bool
instant_parse(const char *text, int utc_offset, instant *out)
{
    struct date d = {0};
    int seconds = 0;

    if (text == NULL || !date_at(&text, &d))
        return false;
    if (skip(&text, 'T') && (!time_at(&text, &seconds) || !zone_at(&text, &utc_offset)))
        return false;
    if (*text != '\0')
        return false;
    *out = instant_of(d, 0, 0, utc_offset) + seconds;
    return true;
}

void
instant_write(instant t, char out[static 21])
{
    struct moment m = moment_of(t, 0);
    char *at = out + 10;

    date_write(m.date, out);
    *at++ = 'T';
    at = put(at, m.hour, 2);
    *at++ = ':';
    at = put(at, m.minute, 2);
    *at++ = ':';
    at = put(at, m.second, 2);
    *at++ = 'Z';
    *at = '\0';
}
