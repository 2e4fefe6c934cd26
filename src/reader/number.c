#include "number.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#define LAST_SERIAL 2958465             /* 9999-12-31 */
#define EXACT_MOST 1e15                 /* integers below are exact in a double */

static bool
reads_back(const char *text, double x)
{
    return strtod(text, NULL) == x;
}

void
number_write(double x, char out[static 32])
{
    char shorter[32];
    size_t n;

    if (x > -EXACT_MOST && x < EXACT_MOST && x == (double)(int64_t)x) {
        snprintf(out, 32, "%" PRId64, (int64_t)x);
        return;
    }
    /* The shortest has 15, 16 or 17 digits. 15 do where 16 end one off a
     * zero, for that is as far as two neighbours of one double lie apart. */
    n = (size_t)snprintf(out, 32, "%.16g", x);
    if (!reads_back(out, x)) {
        snprintf(out, 32, "%.17g", x);
    } else if (out[n - 1] == '1' || out[n - 1] == '9') {
        snprintf(shorter, sizeof shorter, "%.15g", x);
        if (reads_back(shorter, x))
            snprintf(out, 32, "%s", shorter);
    }
}

static size_t
digits(const char *p)
{
    size_t n = 0;

    while (isdigit((unsigned char)p[n]))
        n++;
    return n;
}

/* Up to 15 digits come back from a double as they were: "12", "3.5" need no
 * conversion; "1.50", "007", "0.00001" do. */
static bool
is_canonical(const char *text)
{
    const char *p = *text == '-' ? text + 1 : text;
    size_t whole = digits(p), part = 0;

    if (whole == 0 || (*p == '0' && whole > 1))
        return false;
    if (p[whole] == '.') {
        part = digits(p + whole + 1);
        if (part == 0 || p[whole + part] == '0' || (*p == '0' && strncmp(p + 2, "0000", 4) == 0))
            return false;
    } else if (*p == '0' && p != text) {
        return false;
    }
    return whole + part <= 15 && p[whole + part + (part > 0)] == '\0';
}

bool
number_canonical(const char *text, char out[static 32])
{
    char *end;
    double x;

    if (is_canonical(text)) {
        memcpy(out, text, strlen(text) + 1);        /* 15 digits, a sign, a point */
        return true;
    }
    while (isspace((unsigned char)*text))
        text++;
    if (*text != '-' && *text != '+' && *text != '.' && !isdigit((unsigned char)*text))
        return false;
    if (strpbrk(text, "xXpP") != NULL)          /* strtod reads hexadecimal too */
        return false;
    x = strtod(text, &end);
    while (isspace((unsigned char)*end))
        end++;
    if (*end != '\0' || x - x != 0)
        return false;
    number_write(x, out);
    return true;
}

/* ECMA-376-1 18.8.30: the ids every program knows without a code. */
enum number_kind
format_builtin(int id)
{
    if (id == 9 || id == 10)
        return NUMBER_PERCENT;
    if (id == 22)
        return NUMBER_DATE_TIME;
    if (id == 46)
        return NUMBER_ELAPSED;
    if ((id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35))
        return NUMBER_TIME;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return NUMBER_DATE;
    return NUMBER_PLAIN;
}

/* Past a quoted text, an escaped letter or a [colour]; "[h]" counts hours. */
static const char *
skip_literal(const char *p, bool *elapsed)
{
    const char *end;

    switch (*p) {
    case '"':
        end = strchr(p + 1, '"');
        return end != NULL ? end : p + strlen(p) - 1;
    case '\\': case '_': case '*':
        return p[1] != '\0' ? p + 1 : p;
    case '[':
        if (strncasecmp(p, "[h", 2) == 0 || strncasecmp(p, "[m]", 3) == 0 ||
            strncasecmp(p, "[mm]", 4) == 0 || strncasecmp(p, "[s", 2) == 0)
            *elapsed = true;
        end = strchr(p, ']');
        return end != NULL ? end : p + strlen(p) - 1;
    }
    return NULL;
}

enum number_kind
format_kind(const char *code)
{
    bool date = false, time = false, elapsed = false, month = false, percent = false,
         digits = false;

    if (strcasecmp(code, "General") == 0)
        return NUMBER_PLAIN;
    for (const char *p = code; *p != '\0' && *p != ';'; p++) {
        const char *literal = skip_literal(p, &elapsed);

        if (literal != NULL) {
            p = literal;
            continue;
        }
        switch (tolower((unsigned char)*p)) {
        case 'd': case 'y': date = true; break;
        case 'h': case 's': time = true; break;
        case 'm': month = true; break;
        case '%': percent = true; break;
        case '#': case '0': case '?': digits = true; break;
        }
    }
    if (elapsed && !date)
        return NUMBER_ELAPSED;
    if (date && time)
        return NUMBER_DATE_TIME;
    if (date || (month && !time && !digits))
        return NUMBER_DATE;
    if (time)
        return NUMBER_TIME;
    return percent ? NUMBER_PERCENT : NUMBER_PLAIN;
}

bool
format_hides(const char *code)
{
    size_t blank = strspn(code, "; \"");

    return blank > 1 && code[blank] == '\0' && strpbrk(code, ";\"") != NULL;
}

bool
serial_write(double serial, enum number_kind kind, bool since_1904, char out[static 32])
{
    const struct date epoch_1904 = { 1904, 1, 1 }, epoch_1900 = { 1899, 12, 30 };
    int64_t day, second;
    struct date d;

    if (!(serial >= 0) || serial > LAST_SERIAL + 1)
        return false;
    day = (int64_t)serial;
    second = (int64_t)((serial - (double)day) * DAY + 0.5);
    if (kind == NUMBER_ELAPSED || (day == 0 && (kind == NUMBER_TIME || !since_1904))) {
        int64_t all = day * DAY + second;

        snprintf(out, 32, "%02d:%02d:%02d", (int)(all / 3600), (int)(all / 60 % 60),
                 (int)(all % 60));
        return true;
    }
    if (second == DAY) {
        day++;
        second = 0;
    }
    /* Day 60 of the 1900 system is a 29 February that never was; the days
     * before it are counted from one day later. */
    if (!since_1904 && day == 60)
        return false;
    if (!since_1904 && day < 60)
        day++;
    d = date_of_day(date_day(since_1904 ? epoch_1904 : epoch_1900) + day);
    if (second == 0 && kind == NUMBER_DATE)
        snprintf(out, 32, "%04d-%02d-%02d", d.year, d.month, d.day);
    else
        snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02d", d.year, d.month, d.day,
                 (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
    return true;
}
