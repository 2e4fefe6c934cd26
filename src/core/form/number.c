/* Numbers in a cell: what stands around the figure may not change it. */
#include "number.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define DIGITS_MOST 15      /* what a double holds exactly */
#define UNIT_MOST   5       /* words of a unit of measure */

/* ---- digits and their signs --------------------------------------------------- */

/* The text without blanks of any kind and with plain signs; "" if too long. */
static void
squeeze(const char *text, char *out, size_t size)
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
split(const char *s, bool integer, const char **point)
{
    const char *dot = strrchr(s, '.'), *comma = strrchr(s, ',');
    const char *last = dot > comma ? dot : comma;
    size_t len = strlen(s);

    *point = NULL;
    if (last == NULL)
        return all_digits(s, len) || grouped(s, len, ' ');
    if (dot != NULL && comma != NULL) {                 /* two signs: the last one is the decimal sign */
        *point = last;
        return grouped(s, (size_t)(last - s), last == dot ? ',' : '.') &&
               all_digits(last + 1, strlen(last + 1));
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
figure(const char *text, bool integer, double *out)
{
    char s[64] = "", plain[64];
    const char *point, *p = s;
    size_t n = 0, digits = 0;

    squeeze(text, s, sizeof s);
    if (*p == '-' || *p == '+')
        plain[n++] = *p++;
    if (*p == '\0' || !split(p, integer, &point))
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

/* ---- words ------------------------------------------------------------------------ */

/* What reports of this kind count, folded syllable by syllable. */
static const char *const counted[] = {
    "cuoc", "luot", "nguoi", "buoi", "lop", "tin", "bai", "dot", "lan", "hoi", "nghi", "dong", "chi", "em", "hoc", "sinh", "vien",
    "can", "bo", "chien", "si", "mo", "hinh", "don", "vi", "tap", "the", "ca", "nhan", "vu", "viec", "thu", "ho", "gia", "dinh",
    "xa", "phuong", "truong", "doanh", "nghiep", "co", "quan", "cai", "chiec", "ban", "to", "quyen", "cuon", "trang", "phong", "su",
    "chuyen", "muc", "chung", "dan", "tieu", "nhom", "khoa", "de", "ap", "khom", "diem", "cum", "giay", "khen",
};

static bool
in_list(const char *word, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(counted); i++)
        if (strncmp(counted[i], word, n) == 0 && counted[i][n] == '\0')
            return true;
    return false;
}

bool
number_unit(const char *folded, const char *label)
{
    size_t words = 0;

    for (const char *p = folded; *p != '\0'; words++) {
        size_t n = strcspn(p, " ");
        char *word = xstrndup(p, n);
        bool known = !isdigit((unsigned char)*p) &&
                     (in_list(p, n) || (label != NULL && text_has_tokens(label, word)));
        free(word);
        if (!known)
            return false;
        p += n + (p[n] == ' ');
    }
    return words > 0 && words <= UNIT_MOST;
}

static const struct { const char *word; long value; } numerals[] = {
    {"khong", 0}, {"mot", 1}, {"hai", 2}, {"ba", 3}, {"bon", 4}, {"tu", 4}, {"nam", 5}, {"lam", 5}, {"sau", 6}, {"bay", 7}, {"tam", 8},
    {"chin", 9}, {"muoi", 10}, {"tram", 100}, {"nghin", 1000}, {"ngan", 1000}, {"trieu", 1000000}, {"linh", -1}, {"le", -1},
};

/* "muoi hai" is 12; -1: other words. */
static long
numeral(const char *folded)
{
    long total = 0, part = 0, digit = -1;

    for (const char *p = folded; *p != '\0';) {
        size_t n = strcspn(p, " "), i = 0;
        while (i < ARRAY_LEN(numerals) &&
               (strncmp(numerals[i].word, p, n) != 0 || numerals[i].word[n] != '\0'))
            i++;
        if (i == ARRAY_LEN(numerals))
            return -1;
        long value = numerals[i].value;
        if (value >= 0 && value < 10 && digit >= 0) {
            return -1;                  /* "năm sau" */
        } else if (value >= 0 && value < 10) {
            digit = value;
        } else if (value >= 1000) {
            total += (part + (digit > 0 ? digit : 0)) * value;
            part = 0;
            digit = -1;
        } else if (value > 0) {
            part += (digit > 0 ? digit : 1) * value;
            digit = -1;
        }
        p += n + (p[n] == ' ');
    }
    return *folded != '\0' ? total + part + (digit > 0 ? digit : 0) : -1;
}

/* ---- what stands around the figure -------------------------------------------------- */

static const char *const dashes[] = { "-", "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94",
                                      "\xe2\x80\x95", "\xe2\x88\x92" };
static const char *const blanks[] = { " ", "\t", "\n", "\xc2\xa0", "\xe2\x80\xaf", ".", "\xe2\x80\xa6", "_", ",", ";", ":" };

/* The length of the first of these at p; 0: none. */
static size_t
one_of(const char *p, const char *const *marks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(p, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static enum reading
mark(const char *text)
{
    bool dash = false;

    for (size_t n; *text != '\0'; text += n) {
        if ((n = one_of(text, dashes, ARRAY_LEN(dashes))) > 0)
            dash = true;
        else if ((n = one_of(text, blanks, ARRAY_LEN(blanks))) == 0)
            return READING_BAD;
    }
    return dash ? READING_ZERO : READING_EMPTY;
}

static const char *const none_words[] = { "khong", "khong co", "khong phat sinh", "chua co", "chua phat sinh", "ko", "ko co" };

static bool
says_none(const char *folded)
{
    for (size_t i = 0; i < ARRAY_LEN(none_words); i++)
        if (strcmp(folded, none_words[i]) == 0)
            return true;
    return false;
}

/* Past the dots that a form was printed with; one dot may be a decimal sign. */
static const char *
past_dots(const char *p)
{
    size_t n, dots = 0;
    const char *start = p;

    while ((n = one_of(p, blanks, ARRAY_LEN(blanks))) > 0) {
        dots += *p == '.' || *p == ',';
        p += n;
    }
    return dots == 1 && isdigit((unsigned char)*p) && p > start && (p[-1] == '.' || p[-1] == ',')
               ? start
               : p;
}

static void
cut_blanks(char *s)
{
    size_t len = strlen(s);
    bool more = true;

    while (more) {
        more = false;
        for (size_t i = 0; i < ARRAY_LEN(blanks) && !more; i++) {
            size_t n = strlen(blanks[i]);
            if ((more = len >= n && strcmp(s + len - n, blanks[i]) == 0))
                s[len -= n] = '\0';
        }
    }
}

/* "(ước)", "(chưa tính tháng 5)", "(năm 2022)": the figure is not what is asked for, or not yet;
 * "(1 đơn chưa giải quyết)", "(tăng so với năm 2022)" say more of it. */
static bool
bracket_doubts(const char *folded)
{
    static const char *const doubts[] = {
        "chua tinh", "chua gom", "chua bao gom", "chua ke", "chua cap nhat", "chua chinh thuc", "chua chot",
        "chua du", "chua day du", "chua chac", "chua kiem tra", "chua xac nhan", "uoc", "du kien",
        "tam tinh", "so tam", "so cu", "ky truoc", "nam truoc", "nam ngoai", "nam 20", "sai", "nham",
        "sua sau", "sua lai sau", "bo sung sau", "cap nhat sau", "khoang",
    }, *const compared[] = { "tang", "giam", "so voi", "cung ky", "quy uoc", "huong uoc", "giao uoc", "sai pham" };
    bool doubt = false;

    for (size_t i = 0; i < ARRAY_LEN(compared); i++)
        if (text_has_tokens(folded, compared[i]))
            return false;
    for (size_t i = 0; i < ARRAY_LEN(doubts) && !doubt; i++)
        doubt = strcmp(doubts[i], "nam 20") == 0 ? strstr(folded, doubts[i]) != NULL
                                                 : text_has_tokens(folded, doubts[i]);
    return doubt;
}

/* "(mười hai)" must say the same, "(tăng 3)" is a remark; "(15)" is another figure, as is what
 * stands in "(huyện) + 10 (xã)". */
static bool
bracket_agrees(const char *inside, double figure_is)
{
    char *folded = text_fold(inside);
    long said = numeral(folded);
    bool agrees = *folded != '\0' && !isdigit((unsigned char)*folded) && strchr(inside, ')') == NULL &&
                  (said < 0 ? !bracket_doubts(folded) : (double)said == figure_is);

    free(folded);
    return agrees;
}

static bool
unit_agrees(const char *rest, const char *label, bool integer)
{
    char *folded = text_fold(rest), *own = label != NULL ? text_fold(label) : NULL;
    bool agrees = *folded == '\0' ? *rest == '\0' || (strcmp(rest, "%") == 0 && !integer)
                                  : number_unit(folded, own) && strpbrk(rest, "/%.;:") == NULL;

    free(own);
    free(folded);
    return agrees;
}

/* What stands in a bracket at the end, or before the unit: "12 (mười hai) cuộc"; it is cut out. NULL: none. */
static char *
bracket_behind(char *copy)
{
    size_t len = strlen(copy);
    char *open = strchr(copy, '('), *inside,
         *close = open == NULL ? NULL : copy[len - 1] == ')' ? copy + len - 1 : strchr(open, ')');

    if (close == NULL)
        return NULL;
    inside = xstrndup(open + 1, (size_t)(close - open - 1));
    memmove(open, close + 1, strlen(close + 1) + 1);
    cut_blanks(copy);
    return inside;
}

/* A unit follows after a blank, or after the dots it was printed on. */
static const char *
past_gap(const char *p)
{
    return *p != '\0' && strchr(".,;:", *p) != NULL && p[1] != '.' ? p : past_dots(p);     /* "7. Đơn thư" is a title */
}

static size_t
figure_length(const char *s)
{
    size_t end = 0, n;

    for (size_t i = *s == '-' || *s == '+'; s[i] != '\0'; i += n) {
        n = isdigit((unsigned char)s[i]) ? 1 : one_of(s + i, blanks, 7);
        if (n == 0 && s[i] == ',')
            n = 1;
        if (n == 0)
            break;
        end = isdigit((unsigned char)s[i]) ? i + 1 : end;
    }
    return end;
}

/* A figure with its unit: "42 cuộc". */
static bool
measured(const char *text, const char *label, bool integer, double *out)
{
    size_t digits = figure_length(text);
    char *number = xstrndup(text, digits);
    bool is = figure(number, integer, out) && unit_agrees(past_gap(text + digits), label, integer);

    free(number);
    return is;
}

/* "bốn mươi hai (42)": both must say the same. */
static bool
spelled_before(const char *words, const char *bracket, const char *label, bool integer, double *out)
{
    double said;

    return bracket != NULL && isdigit((unsigned char)*bracket) && measured(bracket, label, integer, out) &&
           number_words(words, label != NULL ? label : "", &said) && said == *out;
}

enum reading
number_read(const char *text, const char *label, bool integer, double *out)
{
    char *folded = text_fold(text), *copy, *bracket;
    enum reading r = *folded == '\0' ? mark(text) : says_none(folded) ? READING_ZERO : READING_BAD;

    free(folded);
    if (r != READING_BAD) {
        *out = 0;
        return r;
    }
    copy = xstrdup(past_dots(text));
    cut_blanks(copy);
    bracket = bracket_behind(copy);
    if (measured(copy, label, integer, out) ? bracket == NULL || bracket_agrees(bracket, *out)
                                            : spelled_before(copy, bracket, label, integer, out))
        r = READING_VALUE;
    free(bracket);
    free(copy);
    return r;
}

bool
number_words(const char *text, const char *label, double *out)
{
    char *folded = text_fold(text), *own = text_fold(label);
    size_t len = 0;
    long said = -1;

    for (size_t end = strcspn(folded, " ");; end += 1 + strcspn(folded + end + 1, " ")) {
        char *words = xstrndup(folded, end);
        long value = numeral(words);

        free(words);
        if (value >= 0) {
            said = value;
            len = end;
        }
        if (value < 0 || folded[end] == '\0')
            break;
    }
    len += folded[len] == ' ';
    *out = (double)said;
    said = said >= 0 && (folded[len] == '\0' || number_unit(folded + len, own)) ? said : -1;
    free(own);
    free(folded);
    return said >= 0;
}

bool
number_disagrees(const char *text, const char *label)
{
    char *copy, *bracket;
    double figure_is, said;
    bool is;

    if (strchr(text, '(') == NULL)
        return false;
    copy = xstrdup(past_dots(text));
    cut_blanks(copy);
    bracket = bracket_behind(copy);
    is = bracket != NULL && (measured(copy, label, false, &figure_is) ? number_words(bracket, label, &said)
                             : measured(bracket, label, false, &figure_is) && number_words(copy, label, &said)) &&
         said != figure_is;
    free(bracket);
    free(copy);
    return is;
}
