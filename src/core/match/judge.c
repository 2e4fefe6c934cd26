#include "core/match/judge.h"

#include <string.h>

const struct evidence *
judge_row(const struct judge *j, const char *source, const char *report, int attachment)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].report != NULL && strcmp(e->v[i].report, report) == 0 &&
            (source == NULL || strcmp(e->v[i].source, source) == 0) &&
            (attachment == -2 || e->v[i].attachment == attachment))
            return &e->v[i];
    return NULL;
}

bool
judge_says(const struct judge *j, const char *source, const char *report)
{
    return judge_row(j, source, report, -2) != NULL;
}

void
judge_doubt(struct judge *j, enum reason why)
{
    if (j->doubt == REASON_NONE)
        j->doubt = why;
}
