/* Days and hours as they are written. */
#include "core/language/day.h"

#include <ctype.h>

#include "base/mem.h"

static bool
is(const struct tokens *t, size_t at, const char *word)
{
    return at < t->n && token_is(&t->v[at], word);
}

/* The one character between two words; 0: none or more than one. */
static char
between(const struct tokens *t, size_t at)
{
    const char *end;

    if (at + 1 >= t->n)
        return 0;
    end = t->v[at].raw + t->v[at].raw_len;
    return t->v[at + 1].raw == end + 1 ? *end : 0;
}

#define JUST 60                         /* days: one that has just passed, or is just to come, is meant itself */

/* A day without its year: the next one (or the last one), across New Year, too,
 * but for one that lies only some weeks on the other side. */
static int
near_year(struct date today, int month, int day, bool ahead)
{
    for (int year = today.year - 1; year <= today.year; year++) {
        struct date d = { year, month, day };
        int64_t behind = date_day(today) - date_day(d);

        if (date_valid(d) && (ahead ? behind <= JUST : behind < 366 - JUST))
            return year;
    }
    return today.year + 1;
}

/* "9 tháng 6 [năm] 2023" */
static size_t
worded_day(const struct tokens *t, size_t i, struct date today, bool ahead, struct date *out)
{
    size_t year = is(t, i + 3, "nam") ? i + 4 : i + 3;

    *out = (struct date){ tokens_number(t, year), tokens_number(t, i + 2), tokens_number(t, i) };
    if (out->year >= 2000 && date_valid(*out))
        return year + 1;
    out->year = near_year(today, out->month, out->day, ahead);
    return i + 3;
}

/* "16 June [2023]" */
static size_t
english_day(const struct tokens *t, size_t i, struct date today, bool ahead, struct date *out)
{
    static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september",
                                         "october", "november", "december"};

    for (size_t m = 0; m < ARRAY_LEN(months); m++) {
        size_t n = tokens_number(t, i) > 0 ? tokens_phrase(t, i + 1, months[m]) : 0,
               year = i + 1 + n;

        if (n == 0)
            continue;
        *out = (struct date){ tokens_number(t, year), (int)m + 1, tokens_number(t, i) };
        if (out->year >= 2000)
            return year + 1;
        out->year = near_year(today, out->month, out->day, ahead);
        return year;
    }
    return i;
}

static bool
separator(char c)
{
    return c == '/' || c == '-' || c == '.';
}

static size_t
written_date(const struct tokens *t, size_t at, struct date today, bool ahead, struct date *out)
{
    size_t i = is(t, at, "ngay") ? at + 1 : at, end = at;
    char gap = between(t, i), second = between(t, i + 1);

    if (tokens_number(t, i) >= 2000 && gap == '-' && second == '-') {
        *out = (struct date){ tokens_number(t, i), tokens_number(t, i + 1), tokens_number(t, i + 2) };
        return date_valid(*out) ? i + 3 : at;
    }
    if (is(t, i + 1, "thang"))
        end = worded_day(t, i, today, ahead, out);
    else if (separator(gap) && tokens_number(t, i + 1) >= 0) {
        bool year = second == gap && tokens_number(t, i + 2) >= 0;

        *out = (struct date){ year ? tokens_number(t, i + 2) : 0, tokens_number(t, i + 1), tokens_number(t, i) };
        if (year && out->year < 100)
            out->year += 2000;
        if (!year)
            out->year = near_year(today, out->month, out->day, ahead);
        end = i + (year ? 3 : 2);
    } else if ((end = english_day(t, i, today, ahead, out)) == i) {
        return at;
    }
    return end > at && date_valid(*out) ? end : at;
}

size_t
read_date(const struct tokens *t, size_t at, struct date today, bool ahead, struct date *out)
{
    struct day day = {0};
    size_t end = written_date(t, at, today, ahead, out);

    if (end > at)
        return end;
    end = read_day_word(t, at, today, ahead, &day);
    if (end == at || day.either.year != 0)
        return at;
    *out = day.date;
    return end;
}

/* "31/6", "30 tháng 2", "6/14", "đến 31-6": said as a day, and there is none such. */
size_t
read_no_date(const struct tokens *t, size_t at, struct date today)
{
    static const char *const before[] = { "den", "toi", "ngay", "truoc", "het", "han", "vao", "cuoi", "until", "by", "on", "before" };
    size_t i = is(t, at, "ngay") ? at + 1 : at, month = is(t, i + 1, "thang") ? i + 2 : i + 1, end = month + 1;
    int day = tokens_number(t, i), of = tokens_number(t, month);
    char gap = between(t, i);
    bool led = i > at || (at > 0 && token_among(&t->v[at - 1], before, ARRAY_LEN(before))),
         worded = month == i + 2,
         slashed = (gap == '/' || (led && separator(gap))) && month < t->n &&
                   isdigit((unsigned char)t->v[month].raw[0]);
    struct date d;

    if (day < 1 || day > 99 || of < 1 || of > 31 || (!worded && !slashed) ||
        read_date(t, at, today, true, &d) > at)
        return at;
    if (end < t->n && tokens_number(t, end) >= 2000 && (worded || between(t, month) == gap))
        end++;
    return end;
}

/* "5 giờ chiều" */
static size_t
half_of_day(const struct tokens *t, size_t at, int *hour)
{
    if (is(t, at, "chieu") && *hour < 12)
        *hour += 12;
    return at + (is(t, at, "chieu") || is(t, at, "sang"));
}

size_t
read_time(const struct tokens *t, size_t at, int *hour, int *minute)
{
    int h = tokens_number(t, at), m = tokens_number(t, at + 1);

    if (h < 0 || h > 23)
        return at;
    if (between(t, at) == ':' && m >= 0 && m < 60) {
        *hour = h;
        *minute = m;
        return half_of_day(t, at + 2, hour);
    }
    if (!is(t, at + 1, "h") && !is(t, at + 1, "g") && !is(t, at + 1, "gio"))
        return at;
    m = tokens_number(t, at + 2);
    if (m >= 60 || (m >= 0 && t->v[at + 2].gap != 0 &&
                    (t->v[at + 2].gap != ' ' || separator(between(t, at + 2)))))
        m = -1;                         /* "16 giờ 30/8": a day */
    *hour = h;
    *minute = m < 0 ? 0 : m;
    at += m < 0 ? 2 : 3;
    return half_of_day(t, at + (m >= 0 && is(t, at, "phut")), hour);
}
