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
#define FACTS(o) \
    AT((o)->due), AT((o)->due_original), AT((o)->cure), TEXT(state_names[(o)->state]), AT((o)->first_received), \
        AT((o)->completed), ID((o)->accepted), INT((o)->tracked)

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
    int rc = query_insert(QUERY(s, SQL_OBLIGATION_MAKE, TEXT(o->unit), TEXT(o->report),
                                TEXT(o->period), FACTS(o)), &o->id);

    *made = rc == 0;
    if (rc != 1)
        return rc;
    return query_int(QUERY(s, SQL_OBLIGATION_ID, TEXT(o->report), TEXT(o->period),
                           TEXT(o->unit)), &o->id) == 0 ? 0 : -1;
}

int
obligation_get(struct store *s, const char *unit, const char *report, const char *period,
               struct obligation *o)
{
    return row_one(QUERY(s, SQL_OBLIGATION_GET, TEXT(unit), TEXT(report), TEXT(period)), o);
}

int
obligation_by_id(struct store *s, int64_t id, struct obligation *o)
{
    return row_one(QUERY(s, SQL_OBLIGATION_BY_ID, INT(id)), o);
}

int
obligation_put(struct store *s, const struct obligation *o)
{
    return query_run(QUERY(s, SQL_OBLIGATION_PUT, FACTS(o), INT(o->id)));
}

ROWS(list, struct obligation, row_read, obligations_free)

int
obligation_list(struct store *s, const char *report, const char *period, struct obligation **rows,
                size_t *n)
{
    return list(report == NULL   ? QUERY(s, SQL_OBLIGATION_ALL)
                : period == NULL ? QUERY(s, SQL_OBLIGATION_OF_REPORT, TEXT(report))
                                 : QUERY(s, SQL_OBLIGATION_OF_PERIOD, TEXT(report), TEXT(period)),
                rows, n);
}

int
obligation_of_state(struct store *s, const char *report, const char *period, enum state state,
                    struct obligation **rows, size_t *n)
{
    return list(QUERY(s, SQL_OBLIGATION_OF_STATE, TEXT(report), TEXT(period),
                      TEXT(state_names[state])), rows, n);
}

int
obligation_moved(struct store *s, struct obligation **rows, size_t *n)
{
    return list(QUERY(s, SQL_OBLIGATION_MOVED), rows, n);
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

static void
read_group(struct query *q, struct obligation_group *g)
{
    g->report = get_text(q);
    g->period = get_text(q);
    g->state = (enum state)get_word(q, state_names, STATES);
    g->tracked = get_int(q) != 0;
    g->due = get_instant(q);
}

ROWS(list_groups, struct obligation_group, read_group, obligation_groups_free)

int
obligation_groups(struct store *s, const char *report, struct obligation_group **rows, size_t *n)
{
    return list_groups(QUERY(s, SQL_OBLIGATION_GROUPS, TEXT(report == NULL ? "" : report)), rows, n);
}

int
obligation_list_as_of(struct store *s, int64_t entry, const char *report, const char *period,
                      struct obligation **rows, size_t *n)
{
    return list(QUERY(s, SQL_OBLIGATION_AS_OF, INT(entry), TEXT(report), TEXT(period)), rows, n);
}

int
obligation_as_of(struct store *s, int64_t entry, int64_t id, struct obligation *o)
{
    return row_one(QUERY(s, SQL_OBLIGATION_WAS, INT(id), INT(entry)), o);
}

int
obligation_of_unit(struct store *s, const char *unit, struct obligation **rows, size_t *n)
{
    return list(QUERY(s, SQL_OBLIGATION_OF_UNIT, TEXT(unit)), rows, n);
}

int
obligation_due_between(struct store *s, instant from, instant to, struct obligation **rows,
                       size_t *n)
{
    return list(QUERY(s, SQL_OBLIGATION_DUE_BETWEEN, INT(from), INT(to)), rows, n);
}

int
obligation_cures(struct store *s, instant after, instant until, struct obligation **rows, size_t *n)
{
    return list(QUERY(s, SQL_OBLIGATION_CURES, INT(after), INT(until)), rows, n);
}

void
obligations_free(struct obligation *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        obligation_clear(&rows[i]);
    free(rows);
}
