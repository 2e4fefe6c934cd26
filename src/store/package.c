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
    return row_read(QUERY(s, SQL_PACKAGE_LAST, TEXT(report), TEXT(period)), true, r);
}

static void
read_stale(struct query *q, struct package_stale *row)
{
    row->report = get_text(q);
    row->period = get_text(q);
    row->sequence = (int)get_int(q);
    row->since = get_instant(q);
}

ROWS(list_stale, struct package_stale, read_stale, package_stale_free)

int
package_outdated(struct store *s, int64_t entry, struct package_stale **out, size_t *n)
{
    return list_stale(QUERY(s, SQL_PACKAGE_STALE, INT(entry)), out, n);
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
    return query_run(QUERY(s, SQL_PACKAGE_PUT, TEXT(p->report), TEXT(p->period), INT(p->sequence),
                           TEXT(p->hash), AT(made)));
}

int
snapshot_last(struct store *s, int64_t obligation, struct package_row *r)
{
    return row_read(QUERY(s, SQL_SNAPSHOT_LAST, INT(obligation)), false, r);
}

int
snapshot_put(struct store *s, int64_t submission, const struct package *p)
{
    char *content = package_write(p);
    int expected, known = package_cover(p, &expected);
    int rc = query_run(QUERY(s, SQL_SNAPSHOT_PUT, INT(submission), INT(p->sequence), TEXT(p->hash),
                             TEXT(content), INT(expected), INT(known)));

    free(content);
    return rc;
}

static void
read_cover(struct query *q, struct snapshot_cover *c)
{
    c->submission = get_int(q);
    c->sequence = (int)get_int(q);
    c->known = (int)get_int(q);
    c->expected = (int)get_int(q);
}

static void
free_covers(struct snapshot_cover *v, size_t n)
{
    (void)n;
    free(v);
}

ROWS(list_covers, struct snapshot_cover, read_cover, free_covers)

int
snapshot_covers(struct store *s, struct snapshot_cover **out, size_t *n)
{
    return list_covers(QUERY(s, SQL_SNAPSHOT_COVERS), out, n);
}

int
snapshot_cover(struct store *s, int64_t submission, struct snapshot_cover *out)
{
    struct query q;
    int rc;

    *out = (struct snapshot_cover){0};
    ASK(&q, s, SQL_SNAPSHOT_COVER, INT(submission));
    if ((rc = query_next(&q)) == 0)
        read_cover(&q, out);
    query_close(&q);
    return rc;
}

int
snapshot_get(struct store *s, int64_t submission, struct package **out)
{
    char *cause = NULL;
    struct query q;
    int rc;

    *out = NULL;
    ASK(&q, s, SQL_SNAPSHOT_GET, INT(submission));
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
