/* What is wrong, for a person. */
#include "base/problem.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

void
problem_add(struct problems *list, const char *file, int line, const char *key, const char *format,
            ...)
{
    struct problem *p = ARRAY_MORE(list->v, list->n);
    va_list ap;

    p->file = xstrdup(file);
    p->line = line;
    p->key = xstrdup(key);
    va_start(ap, format);
    p->text = xvasprintf(format, ap);
    va_end(ap);
}

char *
problem_line(const struct problem *p)
{
    struct buf b = {0};

    if (p->file != NULL)
        buf_adds(&b, p->file);
    if (p->line > 0)
        buf_addf(&b, "%s%d", b.len > 0 ? ":" : "line ", p->line);
    if (p->key != NULL)
        buf_addf(&b, "%s%s", b.len > 0 ? ": " : "", p->key);
    buf_addf(&b, "%s%s", b.len > 0 ? ": " : "", p->text);
    return buf_take(&b);
}

void
problems_print(const struct problems *list, FILE *out)
{
    for (size_t i = 0; i < list->n; i++) {
        char *line = problem_line(&list->v[i]);

        fprintf(out, "%s\n", line);
        free(line);
    }
}

void
problems_free(struct problems *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->v[i].file);
        free(list->v[i].key);
        free(list->v[i].text);
    }
    free(list->v);
    *list = (struct problems){0};
}

int
cause_set(char **cause, const char *format, ...)
{
    va_list ap;

    if (cause == NULL || *cause != NULL)
        return -1;
    va_start(ap, format);
    *cause = xvasprintf(format, ap);
    va_end(ap);
    return -1;
}
