/* What letters reminded of. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

int
reminded_put(struct store *s, int64_t letter, int64_t obligation)
{
    return query_run(QUERY(s, SQL_REMINDED_PUT, INT(letter), INT(obligation)));
}

int
reminded_list(struct store *s, const char *report, const char *period, struct reminded *out)
{
    struct query q;
    int rc;

    *out = (struct reminded){0};
    ASK(&q, s, SQL_REMINDED_LIST, TEXT(report), TEXT(period));
    while ((rc = query_next(&q)) == 0) {
        struct reminded_row *r = ARRAY_MORE(out->v, out->n);

        r->obligation = get_int(&q);
        r->count = (int)get_int(&q);
        r->last = get_instant(&q);
    }
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

static int
by_obligation(const void *key, const void *row)
{
    int64_t a = *(const int64_t *)key, b = ((const struct reminded_row *)row)->obligation;

    return (a > b) - (a < b);
}

struct reminded_row
reminded_of(const struct reminded *list, int64_t obligation)
{
    const struct reminded_row *row = list->n == 0 ? NULL
                                                  : bsearch(&obligation, list->v, list->n,
                                                            sizeof *row, by_obligation);

    return row != NULL ? *row
                       : (struct reminded_row){ .obligation = obligation, .last = INSTANT_NONE };
}
