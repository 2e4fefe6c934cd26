/* The text of a configuration file before libconfig 1.5 sees it. libconfig
 * takes whole numbers beyond 32 bits modulo 2^32 without a word, and its
 * scanner ends the process when an @include names a folder. Both are found
 * here, with text that is not UTF-8 and includes that go in circles. */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "source.h"

#define SOURCE_MOST  (4u << 20)     /* bytes of one file */
#define SOURCE_DEPTH 10             /* nested includes: libconfig's own limit */

struct source {
    const char *file, *folder;
    const char *at;                 /* reading position */
    int line, depth;
    bool fine;
    struct problems *problems;
};

static bool source_file(const char *file, const char *folder, int depth, const struct source *from,
                        struct problems *);

static void complain(struct source *s, const char *what, const char *word)
{
    problem_add(s->problems, s->file, s->line, word, "%s", what);
    s->fine = false;
}

static void skip_comment(struct source *s)
{
    bool block = s->at[0] == '/' && s->at[1] == '*';

    s->at += block ? 2 : 1;
    while (*s->at && (block ? strncmp(s->at, "*/", 2) != 0 : *s->at != '\n')) {
        s->line += *s->at == '\n';
        s->at++;
    }
    if (block && *s->at)
        s->at += 2;
}

/* A text that was left open ends where the next one should begin, so that
 * one's words follow on the same line; behind a whole one there are none. */
static bool words_follow(const struct source *s)
{
    return strchr(";,)]}\"#/\n", s->at[strspn(s->at, " \t\r")]) == NULL;
}

/* Returns the text between the quotes, unescaped enough for a path. */
static char *take_string(struct source *s)
{
    struct buf text = {0};
    int opened = s->line;
    bool closed;

    for (s->at++; *s->at && *s->at != '"'; s->at++) {
        s->line += *s->at == '\n';
        if (*s->at == '\\' && s->at[1])
            s->at++;
        buf_addc(&text, *s->at);
    }
    closed = *s->at == '"';
    s->at += closed;
    if (!closed || (s->line > opened && words_follow(s))) {
        s->line = opened;
        complain(s, "a text is opened with \" here and never closed", NULL);
        s->at += strlen(s->at);         /* from here on every quote would be taken for the other kind */
    }
    return text.data ? buf_take(&text) : xstrdup("");
}

static void check_number(struct source *s, const char *word)
{
    bool hex = strncasecmp(word + strspn(word, "+-"), "0x", 2) == 0;
    char *end = NULL;
    long long value;

    errno = 0;
    value = strtoll(word, &end, hex ? 16 : 10);
    if (strcmp(end, "L") == 0 || strcmp(end, "LL") == 0) {
        if (errno == ERANGE)
            complain(s, "the number does not fit into 64 bits", word);
    } else if (*end == '\0' && (errno == ERANGE || value > INT32_MAX || value < INT32_MIN)) {
        complain(
            s, "the number does not fit into 32 bits; write sizes as \"35M\" and times as \"24h\"",
            word);
    }
}

static void take_word(struct source *s)
{
    const char *start = s->at;
    char *word;

    s->at++;
    while (isalnum((unsigned char)*s->at) || (*s->at && strchr("_.*-", *s->at)))
        s->at++;
    word = xstrndup(start, (size_t)(s->at - start));
    if (isdigit((unsigned char)word[strspn(word, "+-")]))
        check_number(s, word);
    free(word);
}

static void take_include(struct source *s)
{
    char *name = NULL, *path = NULL;

    s->at += strlen("@include");
    s->at += strspn(s->at, " \t");
    if (*s->at != '"') {
        complain(s, "write @include \"FILE\" on a line of its own", "@include");
        return;
    }
    name = take_string(s);
    path = name[0] == '/' ? xstrdup(name) : xasprintf("%s/%s", s->folder, name);
    if (!source_file(path, s->folder, s->depth + 1, s, s->problems))
        s->fine = false;
    free(path);
    free(name);
}

static void walk(struct source *s)
{
    while (*s->at) {
        if (*s->at == '#' || strncmp(s->at, "//", 2) == 0 || strncmp(s->at, "/*", 2) == 0)
            skip_comment(s);
        else if (*s->at == '"')
            free(take_string(s));
        else if (strncmp(s->at, "@include", 8) == 0)
            take_include(s);
        else if (isalnum((unsigned char)*s->at) || (*s->at && strchr("+-_*", *s->at)))
            take_word(s);
        else
            s->line += *s->at++ == '\n';
    }
}

static int line_of_bad_byte(const char *text, size_t n)
{
    int line = 1;

    for (size_t start = 0; start < n; line++) {
        const char *end = memchr(text + start, '\n', n - start);
        size_t length = end ? (size_t)(end - text) - start : n - start;
        if (!text_is_utf8(text + start, length))
            return line;
        start += length + 1;
    }
    return line;
}

/* NULL and *why, which names the file, if it cannot be read as a whole. */
static char *read_text(const char *file, size_t *n, char **why)
{
    struct stat st;

    if (stat(file, &st) == 0 && !S_ISREG(st.st_mode)) {
        cause_set(why, "%s: not a file that can be read as configuration", file);
        return NULL;
    }
    return file_read(file, SOURCE_MOST, n, why);
}

static bool source_file(const char *file, const char *folder, int depth, const struct source *from,
                        struct problems *problems)
{
    struct source s = { .file = file, .folder = folder, .line = 1, .depth = depth, .fine = true, .problems = problems };
    char *why = NULL, *text = NULL;
    size_t n = 0;

    if (depth > SOURCE_DEPTH) {
        problem_add(problems, from->file, from->line, "@include",
                    "files include each other more than %d deep", SOURCE_DEPTH);
        return false;
    }
    text = read_text(file, &n, &why);
    if (text == NULL) {
        if (from)
            problem_add(problems, from->file, from->line, "@include", "%s", why);
        else
            problem_add(problems, NULL, 0, NULL, "%s", why);
        s.fine = false;
    } else if (!text_is_utf8(text, n)) {
        s.line = line_of_bad_byte(text, n);
        complain(&s, "not UTF-8 text; save the file as UTF-8", NULL);
    } else if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) {
        complain(&s, "the file begins with a byte order mark; save it as UTF-8 without BOM", NULL);
    } else {
        s.at = text;
        walk(&s);
    }
    free(text);
    free(why);
    return s.fine;
}

bool source_check(const char *file, const char *folder, struct problems *problems)
{
    return source_file(file, folder, 0, NULL, problems);
}
