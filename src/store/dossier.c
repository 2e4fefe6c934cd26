/* Dossiers, the files that came for them, and their steps. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/docket.h"
#include "db.h"

/* ---- what an officer found wrong: [[part, sha256, why], ...] ------------------- */

static char *
faults_print(const struct faults *f)
{
    json_t *list = json_array();
    char *text;

    for (size_t i = 0; i < f->n; i++)
        json_array_append_new(list, json_pack("[sss]", f->v[i].part, f->v[i].sha256, f->v[i].why));
    text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    return text;
}

static void
faults_parse(const char *text, struct faults *out)
{
    json_t *list = json_loads(text, 0, NULL);

    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *part, *sha256, *why;

        if (json_unpack(json_array_get(list, i), "[sss]", &part, &sha256, &why) == 0)
            *ARRAY_MORE(out->v, out->n) = (struct fault){ xstrdup(part), xstrdup(sha256), xstrdup(why) };
    }
    json_decref(list);
}

/* ---- dossier ------------------------------------------------------------------- */

static void
row_read(struct query *q, struct dossier *d)
{
    d->id = get_int(q);
    d->code = get_text(q);
    d->report = get_text(q);
    d->period = get_text(q);
    d->unit = get_text(q);
    d->key = get_text(q);
    d->kind = get_text(q);
    d->name = get_text(q);
    d->place = get_text(q);
    d->level = get_text(q);
    d->evidence = get_text(q);
    d->listed = get_int(q) != 0;
    d->stage = (enum stage)get_word(q, stage_names, STAGES);
    d->have = get_text(q);
    strncpy(d->seen, see_text(q), sizeof d->seen - 1);
    d->until = get_instant(q);
    d->assessor = get_text(q);
    d->decider = get_text(q);
    d->decision = get_text(q);
    d->decided = get_text(q);
    d->decided_seen = get_text(q);
    d->reason = get_text(q);
    faults_parse(see_text(q), &d->faults);
}

int
dossier_make(struct store *s, struct dossier *d)
{
    return query_insert(QUERY(s, SQL_DOSSIER_MAKE, TEXT(d->code), TEXT(d->report), TEXT(d->period),
                              TEXT(d->unit), TEXT(d->key), TEXT(d->kind), TEXT(d->name),
                              TEXT(d->place), TEXT(d->level), TEXT(d->evidence), INT(d->listed),
                              TEXT(stage_names[d->stage]), TEXT(d->have == NULL ? "" : d->have),
                              TEXT(d->seen), AT(d->until)), &d->id) == 0 ? 0 : -1;
}

int
dossier_put(struct store *s, const struct dossier *d)
{
    char *faults = faults_print(&d->faults);
    int rc = query_run(QUERY(s, SQL_DOSSIER_PUT, TEXT(d->evidence), INT(d->listed),
                             TEXT(stage_names[d->stage]), TEXT(d->have == NULL ? "" : d->have),
                             TEXT(d->seen), AT(d->until), TEXT(d->assessor), TEXT(d->decider),
                             TEXT(d->decision), TEXT(d->decided), TEXT(d->decided_seen),
                             TEXT(d->reason), TEXT(faults), INT(d->id)));

    free(faults);
    return rc;
}

static int
read_one(struct query *q, struct dossier *d)
{
    int rc = query_next(q);

    if (rc == 0)
        row_read(q, d);
    query_close(q);
    return rc;
}

int
dossier_by_code(struct store *s, const char *code, struct dossier *d)
{
    return read_one(QUERY(s, SQL_DOSSIER_BY_CODE, TEXT(code)), d);
}

int
dossier_by_id(struct store *s, int64_t id, struct dossier *d)
{
    return read_one(QUERY(s, SQL_DOSSIER_BY_ID, INT(id)), d);
}

ROWS(read_all, struct dossier, row_read, dossiers_free)

int
dossier_list(struct store *s, const char *report, const char *period, const char *unit,
             struct dossier **rows, size_t *n)
{
    bool whole = report != NULL && period != NULL && unit != NULL;
    enum statement which = whole ? SQL_DOSSIER_OF_UNIT : SQL_DOSSIER_ALL;

    return read_all(QUERY(s, which, TEXT(report), TEXT(period), TEXT(unit)), rows, n);
}

int
dossier_due(struct store *s, instant now, struct dossier **rows, size_t *n)
{
    return read_all(QUERY(s, SQL_DOSSIER_DUE, INT(now)), rows, n);
}

/* ---- piece ---------------------------------------------------------------------- */

int
piece_put(struct store *s, int64_t obligation, const struct piece *p)
{
    return query_run(QUERY(s, SQL_PIECE_PUT, INT(obligation), ID(p->dossier), TEXT(p->part),
                           INT(p->message), INT(p->attachment), TEXT(p->name), TEXT(p->sha256),
                           INT(p->rendition), TEXT(p->number), TEXT(p->date), INT(p->met),
                           INT(p->total), INT(p->several)));
}

int
piece_place(struct store *s, int64_t id, int64_t dossier, const char *part)
{
    return query_run(QUERY(s, SQL_PIECE_PLACE, ID(dossier), TEXT(part), INT(id)));
}

static void
piece_read(struct query *q, struct piece *p)
{
    p->id = get_int(q);
    p->dossier = get_int(q);
    p->part = get_text(q);
    p->message = get_int(q);
    p->attachment = (int)get_int(q);
    p->received = get_int(q);
    p->name = get_text(q);
    p->sha256 = get_text(q);
    p->rendition = (int)get_int(q);
    p->number = get_text(q);
    p->date = get_text(q);
    p->met = (int)get_int(q);
    p->total = (int)get_int(q);
    p->several = get_int(q) != 0;
    p->counts = get_int(q) != 0;
    p->message_code = get_text(q);
}

int
piece_list(struct store *s, enum piece_of of, int64_t id, struct pieces *out)
{
    static const enum statement lists[] = { SQL_PIECE_OF_DOSSIER, SQL_PIECE_OF_OBLIGATION,
                                            SQL_PIECE_OF_MESSAGE };
    struct query q;
    int rc;

    *out = (struct pieces){0};
    ASK(&q, s, lists[of], INT(id));
    while ((rc = query_next(&q)) == 0)
        piece_read(&q, ARRAY_MORE(out->v, out->n));
    query_close(&q);
    if (rc == 1)
        return 0;
    pieces_free(out);
    return -1;
}

int
undo_piece(struct store *s, int64_t id)
{
    return query_run(QUERY(s, SQL_UNDO_PIECE, INT(id)));
}

/* ---- step ------------------------------------------------------------------------- */

int
step_put(struct store *s, const struct step_row *r)
{
    return query_run(QUERY(s, SQL_STEP_PUT, INT(r->dossier), INT(r->at), TEXT(r->actor),
                           TEXT(r->event), TEXT(stage_names[r->from]), TEXT(stage_names[r->to]),
                           TEXT(r->seen), TEXT(r->about), TEXT(r->note)));
}

static void
read_step(struct query *q, struct step_row *r)
{
    r->dossier = get_int(q);
    r->at = get_int(q);
    r->actor = get_text(q);
    r->event = get_text(q);
    r->from = (enum stage)get_word(q, stage_names, STAGES);
    r->to = (enum stage)get_word(q, stage_names, STAGES);
    r->seen = get_text(q);
    r->about = get_text(q);
    r->note = get_text(q);
}

ROWS(list_steps, struct step_row, read_step, step_rows_free)

int
step_list(struct store *s, int64_t dossier, struct step_row **rows, size_t *n)
{
    return list_steps(QUERY(s, SQL_STEP_LIST, INT(dossier)), rows, n);
}

void
step_rows_free(struct step_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].actor);
        free(rows[i].event);
        free(rows[i].seen);
        free(rows[i].about);
        free(rows[i].note);
    }
    free(rows);
}
