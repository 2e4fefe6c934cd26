/* Values as people in Viet Nam type them: "1.234", "12 cuộc", "9/6/2023",
 * "ngày 9 tháng 6 năm 2023", "có", "x". Nothing is guessed: what has two
 * meanings in the field's type is not read. */
#include "core/form/reading.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "number.h"

#define DIGITS_MOST 15      /* what a double holds exactly */
#define NUMBER_MOST 1e15
#define SERIAL_LEAST 20000  /* 1954-10-03: a date before it is a count in a cell styled as a date, ... */
#define SERIAL_MOST  80000  /* 2119-01-11: ... and a number between the two is a date in a cell styled as a number */

/* ---- numbers --------------------------------------------------------------- */

static bool
number_of_cell(const char *value, double *out)
{
    char *end;

    *out = strtod(value, &end);
    return end != value && *end == '\0' && *out <= NUMBER_MOST && *out >= -NUMBER_MOST;     /* no NaN, no infinity */
}

/* Most cells of a form: already as take_number would write it. */
static bool
plain_number(const char *value, bool integer)
{
    size_t whole = 0, part = 0;

    while (isdigit((unsigned char)value[whole]))
        whole++;
    if (whole == 0 || (value[0] == '0' && whole > 1))
        return false;
    if (!integer && value[whole] == '.') {
        while (isdigit((unsigned char)value[whole + 1 + part]))
            part++;
        if (part == 0 || value[whole + part] == '0' ||
            (value[0] == '0' && strncmp(value + 2, "000", 3) == 0))
            return false;
        part++;
    }
    return value[whole + part] == '\0' && whole + part < DIGITS_MOST;
}

static enum reading
take_number(double x, bool integer, struct arena *texts, char **out)
{
    char text[32];

    if (x > NUMBER_MOST || x < -NUMBER_MOST)
        return READING_BAD;
    snprintf(text, sizeof text, "%.*g", DIGITS_MOST, x == 0 ? 0.0 : x);
    x = strtod(text, NULL);             /* "12.000000000000002", a sum's dust, is shown as 12 */
    if (integer && x != (double)(long long)x)
        return READING_BAD;
    *out = arena_text(texts, text);
    return READING_VALUE;
}

/* The number that a date before 1954 stands for: nobody's report is so old. */
static bool
number_of_date(const struct reading_habits *h, const char *value, double *out)
{
    const struct date none = { 1899, 12, 30 };
    struct date d;
    int64_t serial;

    *out = 0;
    if (h->since_1904)                                          /* its day 0 is a date like any other */
        return false;
    if (strcmp(value, "00:00:00") == 0)
        return true;
    if (strlen(value) != 10 || !date_parse(value, &d))
        return false;
    serial = date_day(d) - date_day(none);
    if (!h->true_days && serial < 62)                           /* Excel has a 29 February 1900 */
        serial--;
    *out = (double)serial;
    return serial >= 0 && serial < SERIAL_LEAST;
}

static enum reading
read_number(const struct field *field, const struct reading_habits *h, enum cell_type type,
            const char *value, const char *text, struct arena *texts, char **out)
{
    bool integer = field->type == FIELD_INTEGER;
    double x = 0;

    if (type == CELL_NUMBER && text == NULL && plain_number(value, integer)) {
        *out = arena_text(texts, value);
        return READING_VALUE;
    }
    if (type == CELL_TEXT) {
        enum reading r = number_read(value, field->label, integer, &x);
        enum reading took = r == READING_VALUE || r == READING_ZERO
                                ? take_number(x, integer, texts, out)
                                : r;
        return took == READING_VALUE ? r : took;
    }
    if (type == CELL_NUMBER) {
        if (!number_of_cell(value, &x))
            return READING_BAD;
        if (text != NULL && strchr(text, '%') != NULL) {    /* 0.85 shown as 85% is 85 to its writer, and no count */
            if (integer)
                return READING_BAD;
            x *= 100;
        }
    } else if (type != CELL_DATE || !number_of_date(h, value, &x)) {
        return READING_BAD;
    }
    return take_number(x, integer, texts, out);
}

/* ---- dates ----------------------------------------------------------------- */

static bool
date_of(int day, int month, int year, struct date *out)
{
    struct date d = {year >= 10 && year < 100 ? 2000 + year : year, month, day};

    if (d.year < 1900 || d.year > 2200 || !date_valid(d))
        return false;
    *out = d;
    return true;
}

enum date_order
reading_order(const char *text)
{
    int a, b, c, used = 0;
    bool three = strpbrk(text, "/.-") != NULL &&
                 sscanf(text, " %2d%*1[/.-]%2d%*1[/.-]%4d %n", &a, &b, &c, &used) == 3 &&
                 text[used] == '\0';

    if (three && a > 12 && a <= 31 && b >= 1 && b <= 12)
        return ORDER_DAY_FIRST;
    return three && b > 12 && b <= 31 && a >= 1 && a <= 12 ? ORDER_MONTH_FIRST : ORDER_UNKNOWN;
}

static bool
date_by(enum date_order order, int a, int b, int year, struct date *out)
{
    if (order == ORDER_BOTH && a <= 12 && b <= 12 && a != b)
        return false;
    if (order == ORDER_MONTH_FIRST)
        return date_of(b, a, year, out);
    return date_of(a, b, year, out) || (order == ORDER_BOTH && date_of(b, a, year, out));
}

/* Without the hour that programs write behind a day: "2023-05-21 00:00:00",
 * "2023-05-21T07:00:00.000Z", "5/21/2023 0:00". */
static size_t
day_length(const char *text)
{
    const char *hour = strchr(text, ':');
    size_t n = hour != NULL ? (size_t)(hour - text) : 0;

    if (hour == NULL || hour[strspn(hour, "0123456789:.+Z APM")] != '\0')
        return strlen(text);
    for (int i = 0; i < 2 && n > 0 && isdigit((unsigned char)text[n - 1]); i++)
        n--;
    return n > 0 && (text[n - 1] == ' ' || text[n - 1] == 'T') ? n - 1 : strlen(text);
}

static bool
date_of_text(enum date_order order, const char *text, struct date *out)
{
    char *day = xstrndup(text, day_length(text)), *folded = text_fold(day);
    int a, b, c, used = 0;
    size_t len = strlen(folded);
    bool is = false;

    if ((sscanf(folded, "ngay %2d thang %2d nam %4d%n", &a, &b, &c, &used) == 3 &&
         (size_t)used == len) ||
        (sscanf(folded, "%2d thang %2d nam %4d%n", &a, &b, &c, &used) == 3 &&
         (size_t)used == len) ||
        (sscanf(folded, "ngay %2d %2d %4d%n", &a, &b, &c, &used) == 3 && (size_t)used == len))
        is = date_of(a, b, c, out);
    else if (sscanf(folded, "%2d %2d %4d%n", &a, &b, &c, &used) == 3 && (size_t)used == len)
        is = date_by(order, a, b, c, out);
    else if (sscanf(folded, "%4d %2d %2d%n", &a, &b, &c, &used) == 3 && (size_t)used == len &&
             a > 999)
        is = date_of(c, b, a, out);
    free(folded);
    free(day);
    return is;
}

/* "…/…/2023", "ngày ... tháng ... năm 2023": as it was printed. */
static bool
unfilled(const char *text)
{
    return strstr(text, "..") != NULL || strstr(text, "\xe2\x80\xa6") != NULL ||
           strstr(text, "__") != NULL;
}

static bool
date_of_number(const struct reading_habits *h, const char *value, struct date *out)
{
    const struct date none = { h->since_1904 ? 1904 : 1899, h->since_1904 ? 1 : 12,
                               h->since_1904 ? 1 : 30 };
    double x;

    if (!number_of_cell(value, &x) || x != (double)(int64_t)x || x < SERIAL_LEAST ||
        x > SERIAL_MOST)
        return false;
    *out = date_add(none, (int)x);
    return true;
}

static enum reading
read_date(const struct reading_habits *h, enum cell_type type, const char *value,
          struct arena *texts, char **out)
{
    struct date d;
    char iso[11];
    bool is = false;

    if (type == CELL_DATE && strlen(value) >= 10) {
        char *day = xstrndup(value, 10);
        is = date_parse(day, &d);
        free(day);
    } else if (type == CELL_NUMBER) {
        is = date_of_number(h, value, &d);
    } else if (type == CELL_TEXT) {
        is = date_of_text(h->order, value, &d) ||
             (strlen(value) == 5 && date_of_number(h, value, &d));      /* a day's number, by a program that keeps no types */
    }
    if (!is)
        return type == CELL_TEXT && unfilled(value) ? READING_EMPTY : READING_BAD;
    date_write(d, iso);
    *out = arena_text(texts, iso);
    return READING_VALUE;
}

/* ---- words ----------------------------------------------------------------- */

static const struct { const char *word; bool yes; } yes_words[] = {
    {"co", true}, {"x", true}, {"yes", true}, {"y", true}, {"dung", true}, {"true", true}, {"1", true},
    {"co to chuc", true}, {"da to chuc", true}, {"v", true},
    {"khong", false}, {"no", false}, {"n", false}, {"sai", false}, {"false", false}, {"0", false}, {"chua", false},
    {"ko", false}, {"khong co", false}, {"khong to chuc", false}, {"chua to chuc", false},
};
static const char *const ticks[] = {"\xe2\x9c\x93", "\xe2\x9c\x94", "\xe2\x98\x91", "\xe2\x98\x92"};   /* ✓ ✔ ☑ ☒ */

static enum reading
read_yesno(const char *value, struct arena *texts, char **out)
{
    char *folded = text_fold(value);
    enum reading r = READING_BAD;

    for (size_t i = 0; i < ARRAY_LEN(yes_words) && r == READING_BAD; i++) {
        if (strcmp(folded, yes_words[i].word) == 0) {
            *out = arena_text(texts, yes_words[i].yes ? "yes" : "no");
            r = READING_VALUE;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(ticks) && r == READING_BAD; i++) {
        if (strcmp(value, ticks[i]) == 0) {
            *out = arena_text(texts, "yes");
            r = READING_VALUE;
        }
    }
    if (r == READING_BAD && strcmp(value, "\xe2\x98\x90") == 0)     /* ☐ */
        r = READING_EMPTY;
    free(folded);
    return r;
}

/* As people call what offices call otherwise. */
static const char *
usual_choice(const char *folded)
{
    static const struct { const char *said, *choice; } usual[] = {
        { "truong hoc", "co so giao duc" }, { "nha truong", "co so giao duc" },
        { "csgd", "co so giao duc" },
        { "cong ty", "doanh nghiep" }, { "dn", "doanh nghiep" }, { "tt", "thi tran" },
        { "co quan don vi", "co quan" }, { "cap xa", "xa" }, { "cap huyen", "huyen" },
        { "cap tinh", "tinh" },
    };

    for (size_t i = 0; i < ARRAY_LEN(usual); i++)
        if (strcmp(usual[i].said, folded) == 0)
            return usual[i].choice;
    return NULL;
}

/* The only choice of this folded form; NULL: none, or several. */
static const char *
choice_of(const struct field *field, const char *folded)
{
    const char *found = NULL;
    size_t hits = 0;

    for (size_t i = 0; i < field->choices.n; i++) {
        char *other = text_fold(field->choices.v[i]);

        if (*folded != '\0' && strcmp(other, folded) == 0) {
            found = field->choices.v[i];
            hits++;
        }
        free(other);
    }
    return hits == 1 ? found : NULL;
}

/* As spelled, else by the folded form, else as people say. */
static enum reading
read_choice(const struct field *field, const char *value, struct arena *texts, char **out)
{
    char *folded = text_fold(value);
    const char *found = strings_has(&field->choices, value) ? value : choice_of(field, folded),
               *usual = found == NULL ? usual_choice(folded) : NULL;

    if (usual != NULL)
        found = choice_of(field, usual);
    free(folded);
    if (found == NULL)
        return READING_BAD;
    *out = arena_text(texts, found);
    return READING_VALUE;
}

/* ---- the door -------------------------------------------------------------- */

/* Bytes of the blank that ends here, or begins: a no-break space has two. */
static size_t
blank_at(const char *p, size_t left)
{
    if (left > 1 && (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xA0)
        return 2;
    return left > 0 && isspace((unsigned char)*p) ? 1 : 0;
}

static size_t
blank_before(const char *end, size_t left)
{
    if (left > 1 && blank_at(end - 2, 2) == 2)
        return 2;
    return left > 0 ? blank_at(end - 1, 1) : 0;
}

/* A trimmed copy; NULL if there is nothing to trim. */
static char *
trimmed(const char *text)
{
    const char *from = text, *end = text + strlen(text), *to = end;
    size_t n;

    if (end > text && isgraph((unsigned char)*from) && isgraph((unsigned char)end[-1]))     /* most */
        return NULL;
    while ((n = blank_at(from, (size_t)(end - from))) > 0)
        from += n;
    while ((n = blank_before(to, (size_t)(to - from))) > 0)
        to -= n;
    return from == text && to == end ? NULL : xstrndup(from, (size_t)(to - from));
}

/* Nothing but dots, dashes and the like: a blank that is drawn. */
static bool
drawn_blank(const char *text)
{
    bool blank = !isalnum((unsigned char)*text) && !text_has_words(text) && strpbrk(text, "?!%") == NULL;
    const char *const boxes[] = { "\xe2\x98", "\xe2\x9c", "\xe2\x96" };       /* ballot boxes, ticks, squares */

    for (size_t i = 0; i < ARRAY_LEN(boxes) && blank; i++)
        blank = strstr(text, boxes[i]) == NULL;
    return blank;
}

enum reading
reading_with(const struct field *field, const struct reading_habits *h, enum cell_type type,
             const char *value, const char *text, struct arena *texts, char **out)
{
    char *copy = trimmed(value != NULL ? value : "");
    const char *bare = copy != NULL ? copy : value != NULL ? value : "";
    const char *shown = type == CELL_TEXT || text == NULL ? bare : text;
    bool number = field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL;
    enum reading r = READING_BAD;

    *out = NULL;
    if (*bare == '\0' || (type == CELL_TEXT && !number && drawn_blank(bare))) {
        r = READING_EMPTY;
    } else if (type != CELL_ERROR) {
        switch (field->type) {
        case FIELD_INTEGER:
        case FIELD_DECIMAL:
            r = read_number(field, h, type, bare, text, texts, out);
            break;
        case FIELD_DATE:
            r = read_date(h, type, bare, texts, out);
            break;
        case FIELD_YESNO:
            r = read_yesno(bare, texts, out);
            break;
        case FIELD_CHOICE:
            r = read_choice(field, shown, texts, out);
            break;
        case FIELD_TEXT:
        default:
            *out = arena_text(texts, shown);
            r = READING_VALUE;
        }
    }
    free(copy);
    return r;
}
