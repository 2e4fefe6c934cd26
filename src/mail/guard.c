/* Own caps on lines, literals and nesting, before the parser sees a byte: the
 * parser behind has no bounds of its own. */
#include "guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"

#define DEPTH_MOST 20           /* FLAGS nest two deep; a server's free text may hold a few more */
/* RFC822.SIZE is an estimate on some servers, so what is fetched may be a little more. */
#define LITERAL_MOST (LIMIT_MESSAGE + LIMIT_MESSAGE / 4)

void
guard_begin(struct guard *g)
{
    g->answer = 0;
}

/* "* 12 FETCH (... BODY[] {n}": the only literal that may be large. */
static bool
is_message(const struct guard *g)
{
    unsigned seq;
    int used = 0;

    return sscanf(g->head, "* %u %n", &seq, &used) == 1 && used > 0 &&
        strncasecmp(g->head + used, "FETCH (", 7) == 0 && g->ntail == sizeof g->tail - 1 &&
        strncasecmp(g->tail, "BODY[] ", 7) == 0;
}

static const char *
line_ends(struct guard *g)
{
    g->head[g->nhead] = '\0';
    g->tail[sizeof g->tail - 1] = '\0';
    if (strncasecmp(g->head, "* BYE", 5) == 0)
        snprintf(g->bye, sizeof g->bye, "%s", g->head + 5 + strspn(g->head + 5, " "));
    if (g->head[0] != '*' && g->head[0] != '+')
        snprintf(g->tagged, sizeof g->tagged, "%s", g->head);
    if (g->number_ends && is_message(g))
        g->literal = g->number;
    else if (g->number_ends && g->number > LIMIT_LINE)
        return "the server announced a literal too large for a protocol line";
    g->line = g->nhead = g->ntail = 0;
    g->number_ends = false;
    g->depth = 0;
    return NULL;
}

/* BODYSTRUCTURE is never asked for: the parser behind has no bounds of its own. */
static bool
is_structure(const struct guard *g)
{
    return (g->ntail >= 5 && strncasecmp(g->tail + g->ntail - 5, "BODY ", 5) == 0) ||
        (g->ntail >= 6 && strncasecmp(g->tail + g->ntail - 6, "CTURE ", 6) == 0);
}

static void
remember(struct guard *g, char c)
{
    if (g->nhead < sizeof g->head - 1)
        g->head[g->nhead++] = c;
    if (c == '\t')
        c = ' ';
    if (c == ' ' && g->ntail > 0 && g->tail[g->ntail - 1] == ' ')
        return;
    if (g->ntail == sizeof g->tail - 1)
        memmove(g->tail, g->tail + 1, --g->ntail);
    g->tail[g->ntail++] = c;
}

static const char *
one(struct guard *g, char c)
{
    if (++g->line > LIMIT_LINE)
        return "the server sent a line without end";
    if (++g->answer > LIMIT_IMAP_ANSWER)
        return "the server's answer has no end";
    if (c == '\n')
        return line_ends(g);
    if (g->in_number && c >= '0' && c <= '9') {
        /* Wherever it stands in a line. */
        if ((g->number = g->number * 10 + (uint64_t)(c - '0')) > LITERAL_MOST)
            return "the server announced a literal larger than any we take";
        return NULL;
    }
    if (g->in_number || c == '{') {
        g->in_number = c == '{';
        g->number_ends = c == '}';
        if (c == '{')
            g->number = 0;
        return NULL;
    }
    if (c != '\r')
        g->number_ends = false;
    if (c == '(' && (++g->depth > DEPTH_MOST || is_structure(g)))
        return "the server's answer is nested too deep";
    if (c == ')' && g->depth > 0)
        g->depth--;
    if (c != '\r')
        remember(g, c);
    return NULL;
}

const char *
guard_feed(struct guard *g, const char *bytes, size_t n)
{
    const char *wrong;

    while (n > 0) {
        size_t skip = g->literal < n ? g->literal : n;

        g->literal -= skip;
        bytes += skip;
        n -= skip;
        if (n > 0 && skip == 0) {
            if ((wrong = one(g, *bytes)) != NULL)
                return wrong;
            bytes++;
            n--;
        }
    }
    return NULL;
}
