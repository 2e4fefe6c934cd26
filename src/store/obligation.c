/* Obligations: unit x report x period, made in advance. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

/* The columns of OBLIGATION_ROW. */
static int
row_read(struct query *q, struct obligation *o)
{
    *o = (struct obligation){ .id = get_int(q) };
    o->unit = get_text(q);
    o->report = get_text(q);
    o->period = get_text(q);
    o->due = get_instant(q);
    o->due_original = get_instant(q);
    o->cure = get_instant(q);
    o->state = (enum state)get_word(q, state_names, STATES);
    o->first_received = get_instant(q);
    o->completed = get_instant(q);
    o->accepted = get_int(q);
    o->tracked = get_int(q) != 0;
    if (!q->failed)
        return 0;
    obligation_clear(o);
    return -1;
}

/* What may change, in the order of OBLIGATION_MAKE and OBLIGATION_PUT. */
static void
put_facts(struct query *q, const struct obligation *o)
{
    put_instant(q, o->due);
    put_instant(q, o->due_original);
    put_instant(q, o->cure);
    put_text(q, state_names[o->state]);
    put_instant(q, o->first_received);
    put_instant(q, o->completed);
    put_id(q, o->accepted);
    put_int(q, o->tracked);
}

static int
row_one(struct query *q, struct obligation *o)
{
    int rc = query_next(q);

    if (rc == 0)
        rc = row_read(q, o);
    query_close(q);
    return rc;
}

int
obligation_make(struct store *s, struct obligation *o, bool *made)
{
    struct query q;
    int rc;

    query_open(&q, s, SQL_OBLIGATION_MAKE);
    put_text(&q, o->unit);
    put_text(&q, o->report);
    put_text(&q, o->period);
    put_facts(&q, o);
    rc = query_int(&q, &o->id);
    *made = rc == 0;
    if (rc != 1)
        return rc;
    query_open(&q, s, SQL_OBLIGATION_ID);
    put_text(&q, o->report);
    put_text(&q, o->period);
    put_text(&q, o->unit);
    return query_int(&q, &o->id) == 0 ? 0 : -1;
}

int
obligation_get(struct store *s, const char *unit, const char *report, const char *period,
               struct obligation *o)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_GET);
    put_text(&q, unit);
    put_text(&q, report);
    put_text(&q, period);
    return row_one(&q, o);
}

int
obligation_by_id(struct store *s, int64_t id, struct obligation *o)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_BY_ID);
    put_int(&q, id);
    return row_one(&q, o);
}

int
obligation_put(struct store *s, const struct obligation *o)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_PUT);
    put_facts(&q, o);
    put_int(&q, o->id);
    return query_run(&q);
}

static int
list(struct query *q, struct obligation **rows, size_t *n)
{
    int rc;

    *rows = NULL;
    *n = 0;
    while ((rc = query_next(q)) == 0 && (rc = row_read(q, ARRAY_MORE(*rows, *n))) == 0)
        ;
    query_close(q);
    if (rc == 1)
        return 0;
    obligations_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int
obligation_list(struct store *s, const char *report, const char *period, struct obligation **rows,
                size_t *n)
{
    struct query q;

    query_open(&q, s, report == NULL ? SQL_OBLIGATION_ALL
                      : period == NULL ? SQL_OBLIGATION_OF_REPORT : SQL_OBLIGATION_OF_PERIOD);
    if (report != NULL)
        put_text(&q, report);
    if (report != NULL && period != NULL)
        put_text(&q, period);
    return list(&q, rows, n);
}

int
obligation_of_state(struct store *s, const char *report, const char *period, enum state state,
                    struct obligation **rows, size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_OF_STATE);
    put_text(&q, report);
    put_text(&q, period);
    put_text(&q, state_names[state]);
    return list(&q, rows, n);
}

int
obligation_moved(struct store *s, struct obligation **rows, size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_MOVED);
    return list(&q, rows, n);
}

void
obligation_groups_free(struct obligation_group *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].report);
        free(rows[i].period);
    }
    free(rows);
}

int
obligation_groups(struct store *s, const char *report, struct obligation_group **rows, size_t *n)
{
    struct query q;
    int rc = -1;

    *rows = NULL;
    *n = 0;
    query_open(&q, s, SQL_OBLIGATION_GROUPS);
    put_text(&q, report == NULL ? "" : report);
    while (!q.failed && (rc = query_next(&q)) == 0) {
        struct obligation_group *g = ARRAY_MORE(*rows, *n);

        g->report = get_text(&q);
        g->period = get_text(&q);
        g->state = (enum state)get_word(&q, state_names, STATES);
        g->tracked = get_int(&q) != 0;
        g->due = get_instant(&q);
    }
    query_close(&q);
    if (!q.failed && rc == 1)
        return 0;
    obligation_groups_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int
obligation_list_as_of(struct store *s, int64_t entry, const char *report, const char *period,
                      struct obligation **rows, size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_AS_OF);
    put_int(&q, entry);
    put_text(&q, report);
    put_text(&q, period);
    return list(&q, rows, n);
}

int
obligation_of_unit(struct store *s, const char *unit, struct obligation **rows, size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_OF_UNIT);
    put_text(&q, unit);
    return list(&q, rows, n);
}

int
obligation_due_between(struct store *s, instant from, instant to, struct obligation **rows,
                       size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_DUE_BETWEEN);
    put_int(&q, from);
    put_int(&q, to);
    return list(&q, rows, n);
}

int
obligation_cures(struct store *s, instant after, instant until, struct obligation **rows, size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_OBLIGATION_CURES);
    put_int(&q, after);
    put_int(&q, until);
    return list(&q, rows, n);
}

void
obligations_free(struct obligation *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        obligation_clear(&rows[i]);
    free(rows);
}
