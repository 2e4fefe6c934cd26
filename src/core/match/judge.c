#include "core/match/judge.h"

const struct evidence *
judge_row(const struct judge *j, enum source source, enum matter matter, int attachment)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == source && e->v[i].matter == matter && (attachment == -2 || e->v[i].attachment == attachment))
            return &e->v[i];
    return NULL;
}

bool
judge_says(const struct judge *j, enum source source, enum matter matter)
{
    return judge_row(j, source, matter, -2) != NULL;
}

void
judge_doubt(struct judge *j, enum reason why)
{
    if (j->doubt == REASON_NONE)
        j->doubt = why;
}
