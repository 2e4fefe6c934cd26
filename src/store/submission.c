/* Submissions: what a message delivered towards an obligation. Versions of
 * one obligation count 1, 2, ... and never overwrite one another. */
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "store/docket.h"
#include "db.h"
#include "values.h"

static const char *const severities[] = { [SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning" };

void
submission_row_clear(struct submission_row *r)
{
    free(r->content_hash);
    free(r->message_code);
    *r = (struct submission_row){0};
}

void
submission_rows_free(struct submission_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        submission_row_clear(&rows[i]);
    free(rows);
}

/* ---- writing ----------------------------------------------------------------- */

static int
put_row(struct store *s, struct submission_row *r, const struct buf *values)
{
    int64_t version = 0;

    if (query_int(QUERY(s, SQL_SUBMISSION_NEXT, INT(r->obligation)), &version) != 0)
        return -1;
    r->version = (int)version;
    return query_insert(QUERY(s, SQL_SUBMISSION_PUT, INT(r->message), INT(r->obligation),
                              INT(version), INT(r->received), INT(r->complete), INT(r->late),
                              INT(r->days_late), INT(r->attachment), TEXT(r->content_hash),
                              TEXT(values->data), TEXT(standing_names[r->standing])), &r->id);
}

static int
put_finding(struct store *s, int64_t submission, size_t number, const struct finding *f)
{
    return query_run(QUERY(s, SQL_FINDING_PUT, INT(submission), INT((int64_t)number),
                           TEXT(severities[f->severity]), TEXT(f->code), TEXT(f->place),
                           TEXT(f->text), TEXT(f->text_en)));
}

int
submission_put(struct store *s, struct submission_row *row, const struct values *values,
               const struct findings *findings)
{
    static const struct values none;
    struct buf json = {0};
    bool own;
    int rc;

    if (whole_begin(s, &own) != 0)
        return -1;
    values_write(values == NULL ? &none : values, &json);
    rc = put_row(s, row, &json);
    for (size_t i = 0; rc == 0 && findings != NULL && i < findings->n; i++)
        rc = put_finding(s, row->id, i, &findings->v[i]);
    buf_free(&json);
    return whole_end(s, own, rc);
}

int
submission_received_put(struct store *s, int64_t id, instant received, int days_late)
{
    return query_run(QUERY(s, SQL_SUBMISSION_RECEIVED, INT(received), INT(days_late > 0),
                           INT(days_late), INT(id)));
}

int
submission_standing_put(struct store *s, int64_t id, enum standing standing)
{
    return query_run(QUERY(s, SQL_SUBMISSION_STANDING, TEXT(standing_names[standing]), INT(id)));
}

/* ---- reading -------------------------------------------------------------------- */

/* The columns of SUBMISSION_ROW. */
static void
row_read(struct query *q, struct submission_row *r)
{
    r->id = get_int(q);
    r->message = get_int(q);
    r->obligation = get_int(q);
    r->version = (int)get_int(q);
    r->received = get_int(q);
    r->complete = get_int(q) != 0;
    r->late = get_int(q) != 0;
    r->days_late = (int)get_int(q);
    r->attachment = (int)get_int(q);
    r->content_hash = get_text(q);
    r->message_code = get_text(q);
    r->standing = (enum standing)get_word(q, standing_names, STANDINGS);
    r->arrived = get_int(q);
}

ROWS(list, struct submission_row, row_read, submission_rows_free)

int
submission_of_message(struct store *s, int64_t message, struct submission_row **rows, size_t *n)
{
    return list(QUERY(s, SQL_SUBMISSION_OF_MESSAGE, INT(message)), rows, n);
}

int
submission_of_code(struct store *s, const char *code, struct message_row *m,
                   struct submission_row **rows, size_t *n)
{
    int rc = message_by_code(s, code, m);

    return rc != 0 ? rc : submission_of_message(s, m->id, rows, n);
}

int
submission_list(struct store *s, int64_t obligation, struct submission_row **rows, size_t *n)
{
    int rc = list(QUERY(s, SQL_SUBMISSION_LIST, INT(obligation)), rows, n);

    for (size_t i = 1; rc == 0 && i < *n; i++) {        /* they nearly always stand so already */
        struct submission_row *v = *rows, r = v[i];
        size_t at = i;

        for (; at > 0 && v[at - 1].arrived > r.arrived; at--)
            v[at] = v[at - 1];
        v[at] = r;
    }
    return rc;
}

int
submission_waiting(struct store *s, const struct obligation_group *g, struct numbers *messages)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_SUBMISSION_WAITING, TEXT(g->report), TEXT(g->period),
        TEXT(state_names[g->state]), INT(g->tracked));
    while ((rc = query_next(&q)) == 0)
        *ARRAY_MORE(messages->v, messages->n) = get_int(&q);
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
submission_values(struct store *s, int64_t submission, struct values *out)
{
    char *cause = NULL;
    struct query q;
    int rc;

    *out = (struct values){0};
    ASK(&q, s, SQL_SUBMISSION_VALUES, INT(submission));
    if ((rc = query_next(&q)) == 0 && (rc = values_read(see_text(&q), out, &cause)) != 0) {
        log_error("docket: submission %lld: %s", (long long)submission, cause);
        free(cause);
    }
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

int
submission_filled(struct store *s, int64_t message, int64_t *count)
{
    struct query q;
    int rc;

    ASK(&q, s, SQL_SUBMISSION_FILLED, INT(message));
    if ((rc = query_next(&q)) == 0)
        *count = get_int(&q);
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

int
submission_findings(struct store *s, int64_t submission, struct findings *out)
{
    struct query q;
    int rc;

    *out = (struct findings){0};
    ASK(&q, s, SQL_FINDING_LIST, INT(submission));
    while ((rc = query_next(&q)) == 0) {
        struct finding *f = ARRAY_MORE(out->v, out->n);

        f->severity = (enum severity)get_word(&q, severities, ARRAY_LEN(severities));
        f->code = get_text(&q);
        f->place = get_text(&q);
        f->text = get_text(&q);
        f->text_en = get_text(&q);
    }
    query_close(&q);
    if (rc == 1)
        return 0;
    findings_free(out);
    return -1;
}

int
submission_by_file(struct store *s, int64_t obligation, const char *sha256, int64_t *message)
{
    return query_int(QUERY(s, SQL_SUBMISSION_BY_FILE, INT(obligation), INT(*message),
                           TEXT(sha256)), message);
}

int
submission_elsewhere(struct store *s, const struct obligation *o, const char *sha256,
                     int64_t *message)
{
    return query_int(QUERY(s, SQL_SUBMISSION_ELSEWHERE, TEXT(sha256), TEXT(o->report),
                           TEXT(o->period), TEXT(o->unit)),
                     message);
}

int
submission_same_content(struct store *s, int64_t obligation, const char *content_hash, int64_t *id)
{
    return query_int(QUERY(s, SQL_SUBMISSION_SAME_CONTENT, INT(obligation),
                           TEXT(content_hash)), id);
}

void
submission_codes_free(struct submission_code *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(rows[i].code);
    free(rows);
}

static void
read_code(struct query *q, struct submission_code *c)
{
    c->submission = get_int(q);
    c->code = get_text(q);
}

ROWS(list_codes, struct submission_code, read_code, submission_codes_free)

int
submission_codes(struct store *s, struct submission_code **rows, size_t *n)
{
    return list_codes(QUERY(s, SQL_SUBMISSION_CODES), rows, n);
}
