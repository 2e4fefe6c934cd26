#include "core/language/want.h"

#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"

#define READ 3000               /* bytes */
#define REACH 4                 /* words between asking and what is asked for */

static const char *const forms[] = { "mau", "bieu", "de cuong", "template", "form" };
static const char *const deadlines[] = { "han nop", "han gui", "han bao cao", "han chot", "han cuoi", "han la", "thoi han", "deadline", "due date" };
static const char *const whens[] = { "khi nao", "bao gio", "ngay nao", "luc nao", "when" };
static const char *const sendings[] = { "nop", "gui", "bao cao", "due" };
static const char *const asking[] = { "xin", "hoi", "cung cap", "can", "nho", "gui giup", "gui cho", "gui lai", "cho em", "cho don vi", "cho biet", "please", "send us" };
static const char *const giving[] = { "xin gui", "xin nop", "xin phep", "xin bao cao", "xin kinh gui" };      /* says xin and brings something */

static bool
any_at(const struct tokens *t, size_t at, const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tokens_are(t, at, phrases[i]))
            return true;
    return false;
}
#define ANY_AT(t, at, list) any_at(t, at, list, ARRAY_LEN(list))

static bool
asked_before(const struct tokens *t, size_t at)
{
    for (size_t i = at > REACH ? at - REACH : 0; i < at; i++)
        if (ANY_AT(t, i, asking) && !ANY_AT(t, i, giving))
            return true;
    return false;
}

bool
want_help(const char *text)
{
    bool mark = text != NULL && strchr(text, '?') != NULL, when = false, send = false,
         found = false;
    struct tokens t;

    if (text == NULL)
        return false;
    tokens_of(text, READ, &t);
    for (size_t i = 0; i < t.n && !found; i++) {
        when = when || ANY_AT(&t, i, whens);
        send = send || ANY_AT(&t, i, sendings);
        found = (ANY_AT(&t, i, forms) || ANY_AT(&t, i, deadlines)) && (mark || asked_before(&t, i));
    }
    tokens_free(&t);
    return found || (when && send);
}

/* ---- the number of a document ------------------------------------------------------- */

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
