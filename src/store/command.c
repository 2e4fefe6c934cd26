/* Officers' commands: one row for each line.
 *
 *     waiting (for a confirmation) --> done | refused | expired
 *     done --> done, undone by another command; once */
#include <stdlib.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

const char *const command_state_names[COMMAND_STATES] = {
    [COMMAND_WAITING] = "waiting", [COMMAND_DONE] = "done", [COMMAND_REFUSED] = "refused", [COMMAND_EXPIRED] = "expired",
};

void
command_row_clear(struct command_row *r)
{
    free(r->code);
    free(r->officer);
    free(r->text);
    free(r->understood);
    free(r->result);
    free(r->before);
    free(r->after);
    *r = (struct command_row){0};
}

/* The columns of COMMAND_ROW. */
static int
row_read(struct query *q, struct command_row *r)
{
    *r = (struct command_row){ .id = get_int(q) };
    r->code = get_text(q);
    r->message = get_int(q);
    r->line = (int)get_int(q);
    r->at = get_int(q);
    r->officer = get_text(q);
    r->text = get_text(q);
    r->understood = get_text(q);
    r->state = (enum command_state)get_word(q, command_state_names, COMMAND_STATES);
    r->result = get_text(q);
    r->before = get_text(q);
    r->after = get_text(q);
    r->undone_by = get_int(q);
    if (!q->failed)
        return 0;
    command_row_clear(r);
    return -1;
}

int
command_put(struct store *s, struct command_row *r, bool *made)
{
    int rc = query_insert(QUERY(s, SQL_COMMAND_PUT, TEXT(r->code), ID(r->message), INT(r->line),
                                INT(r->at), TEXT(r->officer), TEXT(r->text), TEXT(r->understood),
                                TEXT(command_state_names[r->state]), TEXT(r->result),
                                TEXT(r->before), TEXT(r->after)), &r->id);

    *made = rc == 0;
    return rc < 0 ? -1 : 0;
}

int
command_result(struct store *s, int64_t id, enum command_state state, const char *result,
               const char *before, const char *after)
{
    return query_change(QUERY(s, SQL_COMMAND_RESULT, TEXT(command_state_names[state]), TEXT(result),
                              TEXT(before), TEXT(after), INT(id)));
}

int
command_undone(struct store *s, int64_t id, int64_t by)
{
    return query_change(QUERY(s, SQL_COMMAND_UNDONE, INT(by), INT(id)));
}

int
command_by_code(struct store *s, const char *code, struct command_row *row)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_COMMAND_BY_CODE, TEXT(code));
    if ((rc = query_next(&q)) == 0)
        rc = row_read(&q, row);
    query_close(&q);
    return rc;
}

ROWS(list, struct command_row, row_read, command_rows_free)

int
command_touching(struct store *s, const char *thing, struct command_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_COMMAND_TOUCHING, TEXT(thing)), rows, n);
}

int
command_on(struct store *s, const char *kind, int64_t id, struct command_row **rows, size_t *n)
{
    char *thing = xasprintf("%s:%lld", kind, (long long)id);
    int rc = command_touching(s, thing, rows, n);

    free(thing);
    return rc;
}

int
command_since(struct store *s, instant since, struct command_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_COMMAND_SINCE, INT(since)), rows, n);
}

int
command_count(struct store *s, const char *officer, enum command_state state, instant since,
              int64_t *count)
{
    return query_int(QUERY(s, SQL_COMMAND_COUNT, TEXT(officer), TEXT(command_state_names[state]),
                           INT(since)), count);
}

void
command_rows_free(struct command_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        command_row_clear(&rows[i]);
    free(rows);
}
