/* The number and date of a document that a letter names. */
#include "core/language/want.h"

#include <string.h>

#include "base/mem.h"

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Decree 30/2020, annex I: digits, a stroke, and capitals in groups: "45/BC-BCĐ138". */
static size_t
number_at(const char *p)
{
    size_t n = strspn(p, "0123456789"), letters = 0, i;

    if (n == 0 || n > 6 || p[n] != '/')
        return 0;
    for (i = n + 1; p[i] != '\0' && strchr(" \t\r\n,;:.()\"", p[i]) == NULL; i++)
        letters += (p[i] >= 'A' && p[i] <= 'Z') || (unsigned char)p[i] >= 0xc0;
    return letters >= 2 ? i : 0;
}

/* " ngày 08/6/2023" */
static size_t
date_at(const char *p)
{
    static const char *const words[] = { " ngày ", " ngay ", ", ngày ", " dated " };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        size_t n = strlen(words[i]);

        if (strncmp(p, words[i], n) == 0 && is_digit(p[n])) {
            n += strspn(p + n, "0123456789/-.");
            while (!is_digit(p[n - 1]))
                n--;
            return n;
        }
    }
    return 0;
}

char *
want_paper(const char *text)
{
    for (const char *p = text; p != NULL && *p != '\0'; p++) {
        size_t n = p > text && (is_digit(p[-1]) || p[-1] == '/') ? 0 : number_at(p);

        if (n > 0)
            return xstrndup(p, n + date_at(p + n));
    }
    return NULL;
}
