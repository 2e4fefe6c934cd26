/* Reading a scenario. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/problem.h"
#include "simulation.h"

#define SCENARIO_MOST (16ul << 20)

static const struct word {
    const char *name, *operands;
    size_t least, most;
    happen *happen;
} words[] = {
    { "arrive", "UNIT REPORT PERIOD [complete|incomplete|empty]", 3, 4, happen_arrive },
    { "review", "UNIT", 1, 1, happen_review },
    { "bounce", "ADDRESS", 1, 1, happen_bounce },
    { "order", "LINE", 1, 100, happen_order },
    { "down", "", 0, 0, happen_down },
    { "up", "", 0, 0, happen_up },
    { "plan", "FILE", 1, 1, happen_plan },
    { "clock", "TIME", 1, 1, happen_clock },
};

static const struct word *
find(const char *name)
{
    for (size_t i = 0; name != NULL && i < ARRAY_LEN(words); i++)
        if (strcmp(words[i].name, name) == 0)
            return &words[i];
    return NULL;
}

static int
read_line(char *line, size_t number, const char *file, int utc_offset, struct happenings *out,
          char **cause)
{
    char *rest = NULL, *time = strtok_r(line, " \t\r", &rest), *name, *operand;
    struct happening h = { .line = number };
    const struct word *word;

    if (time == NULL || *time == '#')
        return 0;
    if (!instant_parse(time, utc_offset, &h.at))
        return cause_set(cause, "%s:%zu: %s is not a time; write 2023-06-09T16:00", file, number,
                         time);
    name = strtok_r(NULL, " \t\r", &rest);
    word = find(name);
    if (word == NULL)
        return cause_set(cause, "%s:%zu: %s is nothing that happens", file, number,
                         name == NULL ? "(nothing)" : name);
    while ((operand = strtok_r(NULL, " \t\r", &rest)) != NULL && *operand != '#')
        strings_add(&h.operands, operand);
    if (h.operands.n < word->least || h.operands.n > word->most) {
        strings_free(&h.operands);
        return cause_set(cause, "%s:%zu: write %s %s", file, number, name, word->operands);
    }
    h.happen = word->happen;
    *ARRAY_MORE(out->v, out->n) = h;
    return 0;
}

static int
by_time(const void *a, const void *b)
{
    const struct happening *x = a, *y = b;

    return x->at != y->at ? (x->at > y->at) - (x->at < y->at)
                          : (x->line > y->line) - (x->line < y->line);
}

int
scenario_read(const char *file, int utc_offset, struct happenings *out, char **cause)
{
    char *text = file_read(file, SCENARIO_MOST, NULL, cause), *rest = text, *line;
    int rc = text == NULL ? -1 : 0;

    for (size_t number = 1; rc == 0 && (line = strsep(&rest, "\n")) != NULL; number++)
        rc = read_line(line, number, file, utc_offset, out, cause);
    free(text);
    if (rc == 0 && out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_time);
    return rc;
}

void
scenario_free(struct happenings *list)
{
    for (size_t i = 0; i < list->n; i++)
        strings_free(&list->v[i].operands);
    free(list->v);
    *list = (struct happenings){0};
}
