/* What kind of report one is, by its recurrence and its words. */
#include "core/language/index.h"
#include "core/language/tokens.h"

enum rank
report_rank(const struct report *r)
{
    bool part_of_year = false, whole_year = false;

    if (r->recurrence == RECUR_UNDATED)
        return r->nparts > 0 ? RANK_DOSSIER : RANK_PLAN;
    if (r->recurrence == RECUR_ON_REQUEST)
        return RANK_REQUEST;
    if (r->recurrence == RECUR_ONCE)
        return RANK_ONCE;
    for (size_t i = 0; i < r->subject_words.n; i++) {
        struct tokens t;
        tokens_of(r->subject_words.v[i], 200, &t);
        for (size_t k = 0; k < t.n; k++) {
            part_of_year = part_of_year || token_is(&t.v[k], "thang") || token_is(&t.v[k], "quy") ||
                           token_is(&t.v[k], "tuan");
            whole_year = whole_year || token_is(&t.v[k], "nam");
        }
        tokens_free(&t);
    }
    return part_of_year ? RANK_PART : whole_year ? RANK_YEAR : RANK_LIST;
}
