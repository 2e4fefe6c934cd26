/* Plans in force together: which of them is meant. */
#include <stdlib.h>
#include <string.h>

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

char *
plan_codes(const struct plan *plan)
{
    char *codes = xstrdup(plan->code);

    for (size_t i = 0; i < plan->nothers; i++) {
        char *more = xasprintf("%s, %s", codes, plan->others[i]->code);

        free(codes);
        codes = more;
    }
    return codes;
}
