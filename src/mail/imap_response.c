/* Answers read word by word (RFC 3501, 9). libetpan gives up a whole answer
 * for one row that it cannot parse; here an odd row costs itself alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "imap_private.h"

int
imap_command(struct response *a, struct imap *im, const char *command)
{
    *a = (struct response){ .im = im };
    if (mailimap_send_current_tag(im->session) != MAILIMAP_NO_ERROR || imap_say(im, command) != 0 ||
        imap_say(im, "\r\n") != 0)
        return -1;
    return 0;
}

static int
line(struct response *a)
{
    a->at = mailimap_read_line(a->im->session);
    return a->at == NULL ? -1 : 0;
}

/* The tagged line of this command, else 0. */
static int
tagged(const struct response *a, const char *status)
{
    char start[24];

    snprintf(start, sizeof start, "%d %s", a->im->session->imap_tag, status);
    return strncasecmp(a->at, start, strlen(start)) == 0 ? (int)strlen(start) : 0;
}

enum responded
response_next(struct response *a)
{
    int n;

    if (line(a) != 0)
        return RESPONSE_DEAD;
    if (a->at[0] == '*' && a->at[1] == ' ') {
        a->at += 2;
        return RESPONSE_ROW;
    }
    if (tagged(a, "OK") > 0)
        return RESPONSE_DONE;
    if ((n = tagged(a, "NO")) == 0)
        n = tagged(a, "BAD");
    a->at += n;
    return n > 0 ? RESPONSE_REFUSED : RESPONSE_DEAD;
}

int
response_end(struct response *a, enum responded how, const char *doing, char **cause)
{
    char *text;

    if (how == RESPONSE_DEAD)
        return imap_dead(a->im, doing, cause);
    if (how != RESPONSE_REFUSED)
        return 0;
    text = text_clean_line(a->at, strcspn(a->at, "\r\n"));
    cause_set(cause, "%s: %s: the server refused: %.200s", a->im->peer, doing, text);
    free(text);
    return 1;
}

/* ---- words ------------------------------------------------------------------- */

static enum word
quoted(struct response *a)
{
    char *to = a->word = ++a->at;

    for (; *a->at != '"'; *to++ = *a->at++) {
        if (*a->at == '\\' && a->at[1] != '\0')
            a->at++;
        if (*a->at == '\0' || *a->at == '\r' || *a->at == '\n')
            return WORD_BROKEN;
    }
    a->at++;
    a->length = (size_t)(to - a->word);
    return WORD_STRING;
}

/* "{12}" at the end of a line: so many octets follow. */
static bool
literal(struct response *a)
{
    char *stop;
    unsigned long long n = strtoull(a->at + 1, &stop, 10);

    if (*a->at != '{' || a->at[1] < '0' || a->at[1] > '9' || strcmp(stop, "}\r\n") != 0)
        return false;
    a->literal = n;
    return true;
}

/* Up to a space or a parenthesis that stands outside of [ ]. */
static enum word
atom(struct response *a)
{
    int open = 0;

    a->word = a->at;
    for (; *a->at != '\0' && *a->at != '\r' && *a->at != '\n' &&
           (open > 0 || strchr(" ()", *a->at) == NULL);
         a->at++)
        open += (*a->at == '[') - (*a->at == ']' && open > 0);
    a->length = (size_t)(a->at - a->word);
    return WORD_ATOM;
}

enum word
response_word(struct response *a)
{
    a->at += strspn(a->at, " \t");
    switch (*a->at) {
    case '\0': case '\r': case '\n':
        return WORD_END;
    case '(':
        a->at++;
        return WORD_OPEN;
    case ')':
        a->at++;
        return WORD_CLOSE;
    case '"':
        return quoted(a);
    default:
        return literal(a) ? WORD_LITERAL : atom(a);
    }
}

/* What the guard lets pass as a literal that is no message is short. */
int
response_literal(struct response *a, char **text)
{
    size_t n = (size_t)a->literal;

    *text = xmalloc(n + 1);
    (*text)[n] = '\0';
    if (response_octets(a, *text, n) == 0 && line(a) == 0)
        return 0;
    free(*text);
    *text = NULL;
    return -1;
}

int
response_octets(struct response *a, void *to, size_t n)
{
    for (size_t got = 0; got < n; ) {
        ssize_t r = mailstream_read(a->im->session->imap_stream, (char *)to + got, n - got);

        if (r <= 0)
            return -1;
        got += (size_t)r;
    }
    return 0;
}

int
response_more(struct response *a)
{
    return line(a);
}

int
response_skip(struct response *a)
{
    char piece[4096];

    for (uint64_t left = a->literal; left > 0; ) {
        size_t n = left < sizeof piece ? (size_t)left : sizeof piece;

        if (response_octets(a, piece, n) != 0)
            return -1;
        left -= n;
    }
    return line(a);
}

bool
response_is(const struct response *a, const char *word)
{
    return a->length == strlen(word) && strncasecmp(a->word, word, a->length) == 0;
}

bool
response_number(const struct response *a, uint64_t most, uint64_t *number)
{
    uint64_t n = 0;

    for (size_t i = 0; i < a->length; i++) {
        if (a->word[i] < '0' || a->word[i] > '9' || n > most)
            return false;
        n = n * 10 + (uint64_t)(a->word[i] - '0');
    }
    *number = n;
    return a->length > 0 && n <= most;
}
