/* Values as people in Viet Nam type them: "1.234", "1 234", "3,5", "9/6/2023",
 * "ngày 9 tháng 6 năm 2023", "có", "x". Nothing is guessed: what has two
 * meanings in the field's type, or a word beside the number, is not read. */
#include "core/form/reading.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define DIGITS_MOST 15      /* what a double holds exactly */
#define NUMBER_MOST 1e15

/* ---- numbers --------------------------------------------------------------- */

/* The text without blanks of any kind and with plain signs; "" if too long. */
static void
number_squeeze(const char *text, char *out, size_t size)
{
    size_t n = 0;

    for (const char *p = text; *p != '\0';) {
        if (strncmp(p, "\xc2\xa0", 2) == 0 || *p == ' ' || *p == '\t') {
            char before = n > 0 ? out[n - 1] : '\0';
            p += *p == ' ' || *p == '\t' ? 1 : 2;
            if (isdigit((unsigned char)before) && isdigit((unsigned char)*p) && n + 1 < size)
                out[n++] = ' ';
        } else if (strncmp(p, "\xe2\x80\xaf", 3) == 0) {    /* narrow no-break space */
            p += 3;
            if (n + 1 < size)
                out[n++] = ' ';
        } else if (n + 1 < size) {
            out[n++] = *p++;
        } else {
            n = 0;
            break;
        }
    }
    out[n] = '\0';
}

/* Groups of three after each separator: "1.234.567". */
static bool
grouped(const char *s, size_t len, char separator)
{
    size_t run = 0, groups = 0;

    for (size_t i = 0; i <= len; i++) {
        if (i < len && isdigit((unsigned char)s[i])) {
            run++;
            continue;
        }
        if (i < len && s[i] != separator)
            return false;
        if (groups == 0 ? run < 1 || run > 3 : run != 3)
            return false;
        groups++;
        run = 0;
    }
    return groups > 1 && s[0] != '0';
}

static bool
all_digits(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!isdigit((unsigned char)s[i]))
            return false;
    return len > 0;
}

/* Splits "1.234,5" into the whole and the fraction; false if it is no number. */
static bool
number_split(const char *s, bool integer, const char **point)
{
    const char *dot = strrchr(s, '.'), *comma = strrchr(s, ',');
    const char *last = dot > comma ? dot : comma;
    size_t len = strlen(s);

    *point = NULL;
    if (last == NULL)
        return all_digits(s, len) || grouped(s, len, ' ');
    if (dot != NULL && comma != NULL) {                 /* two signs: the last one is the decimal sign */
        *point = last;
        return grouped(s, (size_t)(last - s), last == dot ? ',' : '.') && all_digits(last + 1, strlen(last + 1));
    }
    /* One kind of sign. A dot before three digits groups (Vietnamese style);
     * a comma does so only where no fraction can be meant. */
    if ((*last == '.' || integer) && grouped(s, len, *last))
        return true;
    *point = last;
    return memchr(s, *last, (size_t)(last - s)) == NULL && all_digits(last + 1, strlen(last + 1)) &&
           (all_digits(s, (size_t)(last - s)) || grouped(s, (size_t)(last - s), ' '));
}

static bool
number_of_text(const char *text, bool integer, double *out)
{
    char s[64] = "", plain[64];
    const char *point, *p = s;
    size_t n = 0, digits = 0;

    number_squeeze(text, s, sizeof s);
    if (*p == '-' || *p == '+')
        plain[n++] = *p++;
    if (*p == '\0' || !number_split(p, integer, &point))
        return false;
    for (; *p != '\0'; p++) {
        if (isdigit((unsigned char)*p)) {
            plain[n++] = *p;
            digits++;
        } else if (p == point) {
            plain[n++] = '.';
        }
    }
    plain[n] = '\0';
    *out = strtod(plain, NULL);
    return digits <= DIGITS_MOST;
}

static char *
number_text(double x)
{
    return xasprintf("%.*g", DIGITS_MOST, x == 0 ? 0.0 : x);
}

static bool
number_of_cell(const char *value, double *out)
{
    char *end;

    *out = strtod(value, &end);
    return end != value && *end == '\0' && *out <= NUMBER_MOST && *out >= -NUMBER_MOST;     /* no NaN, no infinity */
}

/* Most cells of a form: already as number_text would write it. */
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
        if (part == 0 || value[whole + part] == '0' || (value[0] == '0' && strncmp(value + 2, "000", 3) == 0))
            return false;
        part++;
    }
    return value[whole + part] == '\0' && whole + part < DIGITS_MOST;
}

static enum reading
read_number(enum cell_type type, const char *value, const char *text, bool integer, char **out)
{
    double x;

    if (type == CELL_NUMBER && text == NULL && plain_number(value, integer)) {
        *out = xstrdup(value);
        return READING_VALUE;
    }
    if (type == CELL_NUMBER) {
        if (!number_of_cell(value, &x))
            return READING_BAD;
        if (text != NULL && strchr(text, '%') != NULL)      /* 0.85 shown as 85% is 85 to its writer */
            x *= 100;
    } else if (type == CELL_TEXT) {
        size_t len = strlen(value);
        char *bare = xstrndup(value, len > 0 && value[len - 1] == '%' && !integer ? len - 1 : len);
        bool is = number_of_text(bare, integer, &x);
        free(bare);
        if (!is)
            return READING_BAD;
    } else {
        return READING_BAD;
    }
    if (x > NUMBER_MOST || x < -NUMBER_MOST || (integer && x != (double)(long long)x))
        return READING_BAD;
    *out = number_text(x);
    return READING_VALUE;
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

bool
reading_date(const char *text, struct date *out)
{
    char *folded = text_fold(text);
    int a, b, c, used = 0;
    bool is = false;

    size_t len = strlen(folded);
    if ((sscanf(folded, "ngay %2d thang %2d nam %4d%n", &a, &b, &c, &used) == 3 && (size_t)used == len) ||
        (sscanf(folded, "%2d thang %2d nam %4d%n", &a, &b, &c, &used) == 3 && (size_t)used == len) ||
        (sscanf(folded, "ngay %2d %2d %4d%n", &a, &b, &c, &used) == 3 && (size_t)used == len) ||
        (sscanf(folded, "%2d %2d %4d%n", &a, &b, &c, &used) == 3 && (size_t)used == len))
        is = date_of(a, b, c, out);
    else if (sscanf(folded, "%4d %2d %2d%n", &a, &b, &c, &used) == 3 && (size_t)used == len && a > 999)
        is = date_of(c, b, a, out);
    free(folded);
    return is;
}

static enum reading
read_date(enum cell_type type, const char *value, char **out)
{
    struct date d;
    char iso[11];

    if (type == CELL_DATE && strlen(value) >= 10) {
        char *day = xstrndup(value, 10);
        bool is = date_parse(day, &d);
        free(day);
        if (!is)
            return READING_BAD;
    } else if (type != CELL_TEXT || !reading_date(value, &d)) {
        return READING_BAD;
    }
    date_write(d, iso);
    *out = xstrdup(iso);
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
read_yesno(const char *value, char **out)
{
    char *folded = text_fold(value);
    enum reading r = READING_BAD;

    for (size_t i = 0; i < ARRAY_LEN(yes_words) && r == READING_BAD; i++) {
        if (strcmp(folded, yes_words[i].word) == 0) {
            *out = xstrdup(yes_words[i].yes ? "yes" : "no");
            r = READING_VALUE;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(ticks) && r == READING_BAD; i++) {
        if (strcmp(value, ticks[i]) == 0) {
            *out = xstrdup("yes");
            r = READING_VALUE;
        }
    }
    if (r == READING_BAD && strcmp(value, "\xe2\x98\x90") == 0)     /* ☐ */
        r = READING_EMPTY;
    free(folded);
    return r;
}

/* As spelled, else by the folded form, if only one choice has it. */
static enum reading
read_choice(const struct field *field, const char *value, char **out)
{
    char *folded = text_fold(value);
    const char *found = NULL;
    size_t hits = 0;

    for (size_t i = 0; i < field->choices.n; i++) {
        const char *choice = field->choices.v[i];
        char *other;
        if (strcmp(choice, value) == 0) {
            found = choice;
            hits = 1;
            break;
        }
        other = text_fold(choice);
        if (*folded != '\0' && strcmp(other, folded) == 0) {
            found = choice;
            hits++;
        }
        free(other);
    }
    free(folded);
    if (hits != 1)
        return READING_BAD;
    *out = xstrdup(found);
    return READING_VALUE;
}

/* ---- the door -------------------------------------------------------------- */

static bool
blank_at(const char *p, size_t *len)
{
    *len = strncmp(p, "\xc2\xa0", 2) == 0 ? 2 : 1;     /* no-break space */
    return *len == 2 || isspace((unsigned char)*p);
}

/* A trimmed copy; NULL if there is nothing to trim. */
static char *
trimmed(const char *text)
{
    const char *from = text, *to = text;
    size_t len;

    while (blank_at(from, &len))
        from += len;
    for (const char *p = from; *p != '\0'; p += len)
        if (!blank_at(p, &len))
            to = p + len;
    if (from == text && *to == '\0')
        return NULL;
    return xstrndup(from, to > from ? (size_t)(to - from) : 0);
}

enum reading
reading_of(const struct field *field, enum cell_type type, const char *value, const char *text, char **out)
{
    char *copy = trimmed(value != NULL ? value : "");
    const char *bare = copy != NULL ? copy : value != NULL ? value : "";
    const char *shown = type == CELL_TEXT || text == NULL ? bare : text;
    enum reading r = READING_BAD;

    *out = NULL;
    if (*bare == '\0') {
        r = READING_EMPTY;
    } else if (type != CELL_ERROR) {
        switch (field->type) {
        case FIELD_INTEGER:
            r = read_number(type, bare, text, true, out);
            break;
        case FIELD_DECIMAL:
            r = read_number(type, bare, text, false, out);
            break;
        case FIELD_DATE:
            r = read_date(type, bare, out);
            break;
        case FIELD_YESNO:
            r = read_yesno(bare, out);
            break;
        case FIELD_CHOICE:
            r = read_choice(field, shown, out);
            break;
        case FIELD_TEXT:
        default:
            *out = xstrdup(shown);
            r = READING_VALUE;
        }
    }
    free(copy);
    return r;
}
