/* Plans in force together: which of them is meant. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/plan.h"

const struct plan *
plan_named(const struct plan *plan, const char *code)
{
    if (strcmp(plan->code, code) == 0)
        return plan;
    for (size_t i = 0; i < plan->nothers; i++)
        if (strcmp(plan->others[i]->code, code) == 0)
            return plan->others[i];
    return NULL;
}

const struct plan *
plan_of_report(const struct plan *plan, const struct report *report)
{
    return report != NULL && report->plan != NULL ? report->plan : plan;
}

static char *
joined(const struct plan *plan, size_t member, const char *between)
{
    struct buf b = {0};

    buf_adds(&b, *(char *const *)((const char *)plan + member));
    for (size_t i = 0; i < plan->nothers; i++)
        buf_addf(&b, "%s%s", between, *(char *const *)((const char *)plan->others[i] + member));
    return buf_take(&b);
}

char *
plan_codes(const struct plan *plan)
{
    return joined(plan, offsetof(struct plan, code), ", ");
}

char *
plan_titles(const struct plan *plan)
{
    return joined(plan, offsetof(struct plan, title), "; ");
}
