/* Named statements: prepared once, bound without copies, always reset. */
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "model/plan.h"
#include "db.h"

static const struct { const char *name, *text; } statements[STATEMENTS] = {
#define STATEMENT(name, text) [SQL_##name] = { #name, text },
#include "statements.inc"
#undef STATEMENT
};

/* Refused for what the caller gave (a row against a constraint, a text too long), not for the file's sake. */
static bool
callers(int code)
{
    return code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH ||
           code == SQLITE_RANGE;
}

int
store_fault(struct store *s, const char *step)
{
    int code = sqlite3_errcode(s->db);

    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        s->broken = true;
    s->failed = s->failed || !callers(code & 0xff);
    log_error("docket: %s: %s%s", step, sqlite3_errmsg(s->db),
              s->broken ? "; the docket is damaged" : "");
    return -1;
}

static void
bind(struct query *q, int at, const struct param *p)
{
    bool none = (p->is == PARAM_ID && p->number == 0) ||
                (p->is == PARAM_AT && p->number == INSTANT_NONE);
    int rc = none                  ? SQLITE_OK
             : p->is == PARAM_TEXT ? sqlite3_bind_text(q->st, at, p->bytes, -1, SQLITE_STATIC)
             : p->is == PARAM_BLOB ? sqlite3_bind_blob64(q->st, at, p->n == 0 ? "" : p->bytes, p->n, SQLITE_STATIC)
                                   : sqlite3_bind_int64(q->st, at, p->number);

    if (rc != SQLITE_OK && !q->failed)
        q->failed = store_fault(q->store, statements[q->name].name) != 0;
}

/* A parameter that is not bound is NULL: query_close leaves them so. */
struct query *
query_ask(struct query *q, struct store *s, enum statement name, const struct param *params)
{
    sqlite3_stmt **st = &s->prepared[name];

    *q = (struct query){ .store = s, .name = name };
    if (*st == NULL && sqlite3_prepare_v3(s->db, statements[name].text, -1,
                                          SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK)
        q->failed = store_fault(s, statements[name].name) != 0;
    q->st = *st;
    for (int at = 1; params->is != PARAM_END; at++, params++)
        bind(q, at, params);
    return q;
}

/* ---- running --------------------------------------------------------------- */

/* As a test asked for. */
static bool
made_to_fail(struct query *q)
{
    struct store *s = q->store;

    q->failed = (int)q->name == s->fail_each || (s->fail_nth > 0 && --s->fail_nth == 0);
    return q->failed;
}

int
query_next(struct query *q)
{
    int rc;

    if (q->failed || made_to_fail(q))   /* logged where it failed */
        return -1;
    q->column = 0;
    rc = sqlite3_step(q->st);
    if (rc == SQLITE_ROW)
        return 0;
    if (rc == SQLITE_DONE)
        return 1;
    return store_fault(q->store, statements[q->name].name);
}

void
query_close(struct query *q)
{
    if (q->st == NULL)
        return;
    sqlite3_reset(q->st);
    sqlite3_clear_bindings(q->st);
    q->st = NULL;
}

/* To the end, because a statement that returns rows commits only there. */
int
query_run(struct query *q)
{
    int rc;

    while ((rc = query_next(q)) == 0)
        ;
    query_close(q);
    return rc == 1 ? 0 : -1;
}

int
query_texts(struct query *q, struct strings *out)
{
    int rc;

    while ((rc = query_next(q)) == 0)
        strings_take(out, get_text(q));
    query_close(q);
    return rc == 1 ? 0 : -1;
}

int
query_int(struct query *q, int64_t *value)
{
    int rc = query_next(q);

    if (rc == 0) {
        *value = get_int(q);
        while ((rc = query_next(q)) == 0)
            ;
        rc = rc == 1 ? 0 : -1;
    }
    query_close(q);
    return rc;
}

/* Asked of the connection: RETURNING makes a table of its own for what it returns, each time. */
int
query_change(struct query *q)
{
    struct store *s = q->store;
    int rc = query_run(q);

    return rc != 0 ? rc : sqlite3_changes(s->db) == 0;
}

int
query_insert(struct query *q, int64_t *id)
{
    struct store *s = q->store;
    int rc = query_change(q);

    if (rc == 0)
        *id = sqlite3_last_insert_rowid(s->db);
    return rc;
}

/* ---- columns ------------------------------------------------------------------ */

int64_t
get_int(struct query *q)
{
    return sqlite3_column_int64(q->st, q->column++);
}

instant
get_instant(struct query *q)
{
    if (sqlite3_column_type(q->st, q->column) != SQLITE_NULL)
        return get_int(q);
    q->column++;
    return INSTANT_NONE;
}

char *
get_text(struct query *q)
{
    return xstrdup((const char *)sqlite3_column_text(q->st, q->column++));
}

const char *
see_text(struct query *q)
{
    const char *text = (const char *)sqlite3_column_text(q->st, q->column++);

    return text == NULL ? "" : text;
}

void *
get_blob(struct query *q, size_t *n)
{
    const void *bytes = sqlite3_column_blob(q->st, q->column);
    char *copy;

    *n = (size_t)sqlite3_column_bytes(q->st, q->column++);
    copy = xmalloc(*n + 1);
    if (*n > 0)
        memcpy(copy, bytes, *n);
    copy[*n] = '\0';
    return copy;
}

static int
no_meaning(struct query *q, const char *word)
{
    log_error("docket: %s: the word \"%s\" has no meaning; the docket is damaged",
              statements[q->name].name, word);
    q->store->broken = true;
    q->failed = true;
    return 0;
}

int
get_word(struct query *q, const char *const *names, size_t n)
{
    const char *word = see_text(q);
    int i = name_index(names, n, word);

    return i >= 0 ? i : no_meaning(q, word);
}

enum reason
get_reason(struct query *q)
{
    const char *code = see_text(q);
    enum reason reason = reason_of(code);

    return reason != REASON_NONE ? reason : (enum reason)no_meaning(q, code);
}
