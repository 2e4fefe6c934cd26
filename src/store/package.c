/* Whole reports: those sent to the office above, and those that came from below. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "db.h"
#include "model/package.h"
#include "store/docket.h"

void
package_row_clear(struct package_row *r)
{
    free(r->hash);
    *r = (struct package_row){0};
}

/* 0, 1: there is none; the caller has put the parameters. */
static int
row_read(struct query *q, bool sent, struct package_row *r)
{
    int rc = query_next(q);

    *r = (struct package_row){0};
    if (rc == 0) {
        r->sequence = (int)get_int(q);
        r->hash = get_text(q);
        r->at = get_instant(q);
        r->outdated = sent && get_int(q) != 0;
    }
    query_close(q);
    return rc;
}

int
package_last(struct store *s, const char *report, const char *period, struct package_row *r)
{
    struct query q;

    query_open(&q, s, SQL_PACKAGE_LAST);
    put_text(&q, report);
    put_text(&q, period);
    return row_read(&q, true, r);
}

int
package_outdated(struct store *s, int64_t entry, struct package_stale **out, size_t *n)
{
    struct query q;
    int rc;

    *out = NULL;
    *n = 0;
    query_open(&q, s, SQL_PACKAGE_STALE);
    put_int(&q, entry);
    while ((rc = query_next(&q)) == 0) {
        struct package_stale *row = ARRAY_MORE(*out, *n);

        row->report = get_text(&q);
        row->period = get_text(&q);
        row->sequence = (int)get_int(&q);
        row->since = get_instant(&q);
    }
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

void
package_stale_free(struct package_stale *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i].report);
        free(v[i].period);
    }
    free(v);
}

int
package_put(struct store *s, const struct package *p, instant made)
{
    struct query q;

    query_open(&q, s, SQL_PACKAGE_PUT);
    put_text(&q, p->report);
    put_text(&q, p->period);
    put_int(&q, p->sequence);
    put_text(&q, p->hash);
    put_instant(&q, made);
    return query_run(&q);
}

int
snapshot_last(struct store *s, int64_t obligation, struct package_row *r)
{
    struct query q;

    query_open(&q, s, SQL_SNAPSHOT_LAST);
    put_int(&q, obligation);
    return row_read(&q, false, r);
}

int
snapshot_put(struct store *s, int64_t submission, const struct package *p)
{
    char *content = package_write(p);
    struct query q;
    int rc;

    query_open(&q, s, SQL_SNAPSHOT_PUT);
    put_int(&q, submission);
    put_int(&q, p->sequence);
    put_text(&q, p->hash);
    put_text(&q, content);
    rc = query_run(&q);
    free(content);
    return rc;
}

int
snapshot_get(struct store *s, int64_t submission, struct package **out)
{
    char *cause = NULL;
    struct query q;
    int rc;

    *out = NULL;
    query_open(&q, s, SQL_SNAPSHOT_GET);
    put_int(&q, submission);
    if ((rc = query_next(&q)) == 0) {
        const char *content = see_text(&q);

        if ((*out = package_parse(content, strlen(content), &cause)) == NULL) {
            log_error("docket: snapshot of submission %lld: %s", (long long)submission, cause);
            rc = -1;
        }
        free(cause);
    }
    query_close(&q);
    return rc;
}
