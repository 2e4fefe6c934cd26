/* Which plan a letter speaks of: that of its report, of several those of all. */
#include <stdlib.h>

#include "base/mem.h"
#include "core/calendar/words.h"
#include "put.h"

static bool
several_plans(const struct letter_facts *f)
{
    for (size_t i = 1; i < f->nowed; i++)
        if (plan_of_report(f->plan, f->owed[i].report) !=
            plan_of_report(f->plan, f->owed[0].report))
            return true;
    return false;
}

static bool
named_before(const struct letter_facts *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (plan_of_report(f->plan, f->owed[k].report) ==
            plan_of_report(f->plan, f->owed[i].report))
            return true;
    return false;
}

void
put_plan(json_t *c, const struct letter_facts *f)
{
    const struct plan *first =
        plan_of_report(f->plan, f->report != NULL || f->nowed == 0 ? f->report : f->owed[0].report);
    char *names = words_plan(first, f->language);

    letter_put_text(c, "tag", first->subject_tag);
    for (size_t i = 1; f->report == NULL && i < f->nowed; i++) {
        char *one = words_plan(plan_of_report(f->plan, f->owed[i].report), f->language), *all;

        if (!named_before(f, i)) {
            all = xasprintf(EITHER(f->language, "%s, %s", "%s and %s"), names, one);
            free(names);
            names = all;
        }
        free(one);
    }
    put_taken(c, "plan", names);
}

void
put_owed_by(json_t *row, const struct letter_facts *f, const struct report *r)
{
    put_taken(row, "by", several_plans(f) ? words_plan(plan_of_report(f->plan, r), f->language) : NULL);
}
