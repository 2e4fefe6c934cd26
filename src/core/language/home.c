/* Words of the lexicon that are an office's own by its plan. */
#include "home.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/language/tokens.h"

/* "báo cáo tuần" is no other office's where the plan asks for reports every week. */
bool
home_rhythm(const struct plan *plan, const char *phrase)
{
    static const struct { const char *words; enum recurrence recurrence; } rhythms[] = {
        {"bao cao tuan", RECUR_WEEKLY}, {"hang tuan", RECUR_WEEKLY}, {"weekly", RECUR_WEEKLY},
        {"bao cao thang", RECUR_MONTHLY}, {"hang thang", RECUR_MONTHLY}, {"monthly", RECUR_MONTHLY},
        {"bao cao quy", RECUR_QUARTERLY}, {"quarterly", RECUR_QUARTERLY},
        {"6 thang", RECUR_HALF_YEARLY}, {"nua", RECUR_HALF_YEARLY}, {"second half", RECUR_HALF_YEARLY},
    };

    for (size_t i = 0; i < ARRAY_LEN(rhythms); i++)
        for (size_t k = 0; k < plan->nreports && text_has_tokens(phrase, rhythms[i].words); k++)
            if (plan->reports[k].recurrence == rhythms[i].recurrence)
                return true;
    return false;
}

/* The office's own province is not another one. */
bool
home_province(const struct plan *plan, const char *province)
{
    char *tinh = xasprintf("tinh %s", province);
    bool own = false;

    for (size_t u = 0; u < plan->nunits && !own; u++) {
        const struct unit *unit = &plan->units[u];
        for (size_t i = 0; unit->host && i < unit->aliases_strong.n && !own; i++) {
            struct tokens t;
            tokens_of(unit->aliases_strong.v[i], 200, &t);
            for (size_t k = 0; k < t.n && !own; k++)
                own = tokens_are(&t, k, tinh) || (k > 0 && tokens_are(&t, k, province));
            tokens_free(&t);
        }
    }
    free(tinh);
    return own;
}
