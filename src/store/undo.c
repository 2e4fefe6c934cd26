/* What an undone order takes back. Rows are else never deleted: these were
 * made by one officer's order that he, or a lead, declared a mistake; what
 * they said stays in the command's row and in the journal. */
#include "store/docket.h"
#include "db.h"

/* One after the other, as a whole. */
static int
run_all(struct store *s, const enum statement *which, size_t n, int64_t id)
{
    bool own;
    int rc = whole_begin(s, &own);

    if (rc != 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = query_run(QUERY(s, which[i], INT(id)));
    return whole_end(s, own, rc);
}

int
undo_submission(struct store *s, int64_t id)
{
    static const enum statement steps[] = { SQL_UNDO_PIECES, SQL_UNDO_SNAPSHOT,
                                            SQL_UNDO_FINDINGS, SQL_UNDO_SUBMISSION };

    return run_all(s, steps, ARRAY_LEN(steps), id);
}

int
undo_reveal(struct store *s, int64_t id)
{
    static const enum statement steps[] = { SQL_MESSAGE_WORDS_HIDE, SQL_ATTACHMENT_NAMES_HIDE,
                                            SQL_LETTERHEAD_HIDE };

    return run_all(s, steps, ARRAY_LEN(steps), id);
}

int
undo_obligation(struct store *s, int64_t id)
{
    static const enum statement steps[] = { SQL_UNDO_REMINDED, SQL_UNDO_LETTERS,
                                            SQL_UNDO_OBLIGATION };

    return run_all(s, steps, ARRAY_LEN(steps), id);
}

int
undo_contact(struct store *s, const char *unit, const char *address)
{
    return query_run(QUERY(s, SQL_UNDO_CONTACT, TEXT(unit), TEXT(address)));
}

int
undo_request(struct store *s, const char *period)
{
    return query_run(QUERY(s, SQL_UNDO_REQUEST, TEXT(period)));
}

int
undo_hold(struct store *s, const char *unit, bool stood)
{
    return query_run(QUERY(s, stood ? SQL_UNDO_HOLD_END : SQL_UNDO_HOLD,
                           TEXT(unit == NULL ? "" : unit)));
}

int
undo_letters(struct store *s, const char *prefix, struct strings *reasons)
{
    return query_texts(QUERY(s, SQL_UNDO_QUEUED, TEXT(prefix)), reasons);
}
