#include "parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool
parse_takes(const struct parse *p, unsigned argument)
{
    return ((p->out->rule->needs | p->out->rule->takes) & argument) != 0;
}

void
parse_blank(struct parse *p, const char *from, const char *to)
{
    memset(p->text + (from - p->text), ' ', (size_t)(to - from));
}

void
parse_fault(struct parse *p, enum command_problem problem, char *cause)
{
    if (p->out->problem != COMMAND_FINE) {
        free(cause);
        return;
    }
    p->out->problem = problem;
    p->out->cause = cause;
}

/* "…" stands where words are still to be put. */
static bool
says_something(const char *line)
{
    char *folded = text_fold(line);
    bool says = folded[strspn(folded, " ")] != '\0';

    free(folded);
    return says;
}

char *
parse_trimmed(const char *text, size_t n)
{
    char *line;

    while (n > 0 && (isspace((unsigned char)*text) || strchr(":-,.;=", *text) != NULL)) {
        text++;
        n--;
    }
    line = text_clean_line(text, n);
    n = strlen(line);
    while (n > 0 && strchr(" ,;-", line[n - 1]) != NULL)
        line[--n] = '\0';
    if (n > 0 && says_something(line))
        return line;
    free(line);
    return NULL;
}

struct date
parse_today(const struct parse *p)
{
    return moment_of(p->c->now, p->c->utc_offset).date;
}

const struct command_about *
parse_about(const struct command_context *c, const char *code)
{
    return code == NULL || c->about == NULL ? NULL : c->about(c->arg, code);
}
