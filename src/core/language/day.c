/* Days that are said by today: "mai", "thứ sáu tuần sau", "hết tháng", "5 ngày nữa". */
#include "core/language/day.h"

#include "base/mem.h"

struct day_word { const char *words; int value; };

/* The longest of these that stands here. */
static size_t
longest(const struct tokens *t, size_t at, const struct day_word *list, size_t n, int *value)
{
    size_t best = 0;

    for (size_t i = 0; i < n; i++) {
        size_t words = tokens_phrase(t, at, list[i].words);

        if (words > best) {
            best = words;
            *value = list[i].value;
        }
    }
    return best;
}

static size_t
near_day(const struct tokens *t, size_t at, struct date today, struct day *out)
{
    static const struct day_word days[] = {
        {"hom nay", 0}, {"bua nay", 0}, {"ngay hom nay", 0}, {"ngay mai", 1}, {"mai", 1}, {"sang mai", 1}, {"chieu mai", 1},
        {"toi mai", 1}, {"sang nay", 0}, {"trua nay", 0}, {"chieu nay", 0}, {"sang qua", -1}, {"chieu qua", -1}, {"toi qua", -1},
        {"sang hom qua", -1}, {"chieu hom qua", -1}, {"hom kia", -2}, {"trua mai", 1}, {"ngay mot", 2}, {"hom qua", -1}, {"ngay hom qua", -1}, {"today", 0}, {"tomorrow", 1},
        {"yesterday", -1},
    };
    int by = 0;
    size_t n = longest(t, at, days, ARRAY_LEN(days), &by);

    if (n == 0 && at < t->n && token_written(&t->v[at], "mốt")) {
        n = 1;                          /* without its accents it counts one */
        by = 2;
    }
    out->date = date_add(today, by);
    return at + n;
}

/* Which week is meant: 0 this one, 1 the next, -1 the last. */
static size_t
week(const struct tokens *t, size_t at, int *by)
{
    static const struct day_word weeks[] = {
        {"tuan nay", 0}, {"nay", 0}, {"tuan sau", 1}, {"tuan toi", 1}, {"tuan den", 1}, {"tuan ke tiep", 1}, {"tuan truoc", -1},
        {"tuan qua", -1}, {"vua qua", -1}, {"this week", 0}, {"next week", 1},
    };

    return longest(t, at, weeks, ARRAY_LEN(weeks), by);
}

/* "Yêu cầu thứ hai", "lần thứ ba": the second, the third of something; not "phòng yêu cầu thứ hai gửi". */
static bool
ordinal(const struct tokens *t, size_t at, size_t end)
{
    static const char *const counted[] = { "cai", "lan", "vu" }, *const behind[] = { "a", "nha", "nhe" };

    return at > 0 && token_is(&t->v[at], "thu") &&
           (token_among(&t->v[at - 1], counted, ARRAY_LEN(counted)) ||
            (token_is(&t->v[at - 1], "cau") &&
             (tokens_clause(t, end) || token_among(&t->v[end], behind, ARRAY_LEN(behind)))));
}

/* "thứ sáu" alone is the one that comes next, or came last; of the day itself
 * nobody knows whether it is meant. */
static size_t
weekday(const struct tokens *t, size_t at, struct date today, bool ahead, struct day *out)
{
    static const struct day_word names[] = {
        {"thu hai", 0}, {"thu 2", 0}, {"thang 2", 0}, {"thu ba", 1}, {"thu 3", 1}, {"thang 3", 1}, {"thu tu", 2}, {"thu 4", 2}, {"thang 4", 2},
        {"thu nam", 3}, {"thu 5", 3}, {"thang 5", 3}, {"thu sau", 4}, {"thu 6", 4}, {"thang 6", 4}, {"thu bay", 5}, {"thu 7", 5}, {"thang 7", 5},
        {"chu nhat", 6}, {"cn", 6}, {"monday", 0}, {"tuesday", 1}, {"wednesday", 2}, {"thursday", 3}, {"friday", 4},
        {"saturday", 5}, {"sunday", 6},
    };
    int day = 0, by = 0, is = date_weekday(today);
    size_t n = longest(t, at, names, ARRAY_LEN(names), &day),
           words = n == 0 ? 0 : week(t, at + n, &by);
    size_t end = at + n + words;

    if (n == 0 || (words == 0 && (token_is(&t->v[at], "thang") || ordinal(t, at, end))))
        return at;                      /* "T6" alone is the month */
    out->date = date_add(today, day - is + 7 * by);
    if (words > 0)
        return end;
    end += tokens_phrase(t, end, "toi");
    if (day == is && end == at + n)
        out->either = date_add(today, ahead ? 7 : -7);
    else if (ahead ? day <= is : day > is)
        out->date = date_add(out->date, ahead ? 7 : -7);
    return end;
}

static struct date
month_end(int year, int month)
{
    return date_add(month == 12 ? (struct date){ year + 1, 1, 1 }
                                : (struct date){ year, month + 1, 1 },
                    -1);
}

static size_t
end_of_month(const struct tokens *t, size_t at, struct date today, struct day *out)
{
    int named = tokens_number(t, at), month = today.month, year = today.year;
    size_t end = at;

    if (named >= 1 && named <= 12) {
        month = named;
        end = at + 1 + tokens_phrase(t, at + 1, "nam");
        if (tokens_number(t, end) >= 2000)
            year = tokens_number(t, end++);
        else
            year += month < today.month;
    } else if (tokens_phrase(t, at, "sau") > 0 || tokens_phrase(t, at, "toi") > 0) {
        month = today.month % 12 + 1;
        year += today.month == 12;
        end = at + 1;
    } else {
        end += tokens_phrase(t, at, "nay");
    }
    out->date = month_end(year, month);
    return end;
}

/* "hết tháng", "cuối năm": a last day. The end of a week is its Sunday, "cuối
 * tuần" perhaps the Friday. */
static size_t
end_of_span(const struct tokens *t, size_t at, struct date today, struct day *out)
{
    bool last = tokens_phrase(t, at, "het") > 0, late = tokens_phrase(t, at, "cuoi") > 0;
    size_t i = at + 1 + (last && tokens_phrase(t, at + 1, "ngay cuoi") > 0 ? 2 : 0);
    int by = 0;

    if (tokens_phrase(t, at, "dau tuan") > 0 && week(t, at + 1, &by) == 2 && by == 1) {
        out->date = date_add(today, 7 - date_weekday(today));
        return at + 3;
    }
    if (!last && !late)
        return at;
    if (tokens_phrase(t, i, "thang") > 0)
        return end_of_month(t, i + 1, today, out);
    if (tokens_phrase(t, i, "nam") > 0 && tokens_number(t, i + 1) < 0) {
        out->date = (struct date){ today.year, 12, 31 };
        return i + 1 + tokens_phrase(t, i + 1, "nay");
    }
    if (tokens_phrase(t, i, "tuan") == 0)
        return at;
    size_t words = week(t, i, &by), friday = 4;
    out->date = date_add(today, 6 - date_weekday(today) + 7 * by);
    if (late) {
        out->either = out->date;
        out->date = date_add(out->date, (int)friday - 6);
        if (date_compare(out->date, today) < 0) {
            out->date = out->either;
            out->either = (struct date){0};
        }
    }
    return words > 0 ? i + words : i + 1;
}

/* "ngày 15", "15 tháng này" behind "ngày" or "đến": the next 15th, or the last. */
static size_t
day_alone(const struct tokens *t, size_t at, struct date today, bool ahead, struct day *out)
{
    static const char *const more[] = { "h", "g", "gio", "thang", "ngay", "tuan", "hom", "nam",
                                        "lan", "don", "bao", "phut" };
    bool named = tokens_phrase(t, at, "ngay") > 0 && tokens_phrase(t, at, "ngay cuoi") == 0;
    size_t i = at + named;
    int day = tokens_number(t, i), month = today.month, year = today.year;

    if (!named && (at == 0 || (tokens_phrase(t, at - 1, "den") == 0 && tokens_phrase(t, at - 1, "toi") == 0)))
        return at;
    if (day < 1 || day > 31 ||
        (i + 1 < t->n &&
         (token_among(&t->v[i + 1], more, ARRAY_LEN(more)) || t->v[i + 1].number >= 0)))
        if (tokens_phrase(t, i + 1, "thang nay") == 0 && tokens_phrase(t, i + 1, "thang sau") == 0)
            return at;
    bool next = tokens_phrase(t, i + 1, "thang sau") > 0, written = next || tokens_phrase(t, i + 1, "thang nay") > 0;
    int by = next ? 1 : written ? 0 : ahead ? day < today.day : -(day > today.day);
    month += by;
    year += month > 12 ? 1 : month < 1 ? -1 : 0;
    month = month > 12 ? 1 : month < 1 ? 12 : month;
    out->date = (struct date){ year, month, day };
    return date_valid(out->date) ? i + 1 + (written ? 2 : 0) : at;
}

size_t
read_count(const struct tokens *t, size_t at, int *count, bool *working)
{
    static const struct day_word numbers[] = {
        {"mot", 1}, {"hai", 2}, {"ba", 3}, {"bon", 4}, {"nam", 5}, {"sau", 6}, {"bay", 7}, {"tam", 8}, {"chin", 9}, {"muoi", 10},
    };
    static const struct day_word units[] = {
        {"ngay", 1}, {"hom", 1}, {"bua", 1}, {"tuan", 7}, {"tuan le", 7}, {"day", 1}, {"days", 1}, {"week", 7}, {"weeks", 7},
    };
    int n = tokens_number(t, at), unit = 0;
    size_t i = at + 1, words;

    if (n < 0 && longest(t, at, numbers, ARRAY_LEN(numbers), &n) == 0)
        return at;
    words = longest(t, i, units, ARRAY_LEN(units), &unit);
    if (words == 0 || n < 1 || n > 99 || tokens_number(t, i + words) >= 0)
        return at;
    i += words;
    words = tokens_phrase(t, i, "lam viec");
    *working = words > 0 && unit == 1;
    *count = n * unit;
    return i + words;
}

size_t
read_day_word(const struct tokens *t, size_t at, struct date today, bool ahead, struct day *out)
{
    size_t end = near_day(t, at, today, out), from = at + (tokens_phrase(t, at, "ngay") > 0);

    *out = (struct day){ .date = out->date };
    if (end > at)
        return end;
    if ((end = weekday(t, from, today, ahead, out)) > from ||
        (end = end_of_span(t, at, today, out)) > at)
        return end;
    return day_alone(t, at, today, ahead, out);
}
