/* What an undone order takes back. Rows are else never deleted: these were
 * made by one officer's order that he, or a lead, declared a mistake; what
 * they said stays in the command's row and in the journal. */
#include "store/docket.h"
#include "db.h"

static int
run_id(struct store *s, enum statement which, int64_t id)
{
    return query_run(QUERY(s, which, INT(id)));
}

int
undo_submission(struct store *s, int64_t id)
{
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = run_id(s, SQL_UNDO_PIECES, id);
    if (rc == 0)
        rc = run_id(s, SQL_UNDO_SNAPSHOT, id);
    if (rc == 0)
        rc = run_id(s, SQL_UNDO_FINDINGS, id);
    if (rc == 0)
        rc = run_id(s, SQL_UNDO_SUBMISSION, id);
    return whole_end(s, own, rc);
}

int
undo_reveal(struct store *s, int64_t id)
{
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = run_id(s, SQL_MESSAGE_WORDS_HIDE, id);
    if (rc == 0)
        rc = run_id(s, SQL_ATTACHMENT_NAMES_HIDE, id);
    if (rc == 0)
        rc = run_id(s, SQL_LETTERHEAD_HIDE, id);
    return whole_end(s, own, rc);
}

int
undo_obligation(struct store *s, int64_t id)
{
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    rc = run_id(s, SQL_UNDO_REMINDED, id);
    if (rc == 0)
        rc = run_id(s, SQL_UNDO_LETTERS, id);
    if (rc == 0)
        rc = run_id(s, SQL_UNDO_OBLIGATION, id);
    return whole_end(s, own, rc);
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
