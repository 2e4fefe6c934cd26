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
    struct query q;

    query_open(&q, s, SQL_DOSSIER_MAKE);
    put_text(&q, d->code);
    put_text(&q, d->report);
    put_text(&q, d->period);
    put_text(&q, d->unit);
    put_text(&q, d->key);
    put_text(&q, d->kind);
    put_text(&q, d->name);
    put_text(&q, d->place);
    put_text(&q, d->level);
    put_text(&q, d->evidence);
    put_int(&q, d->listed);
    put_text(&q, stage_names[d->stage]);
    put_text(&q, d->have == NULL ? "" : d->have);
    put_text(&q, d->seen);
    put_instant(&q, d->until);
    return query_int(&q, &d->id) == 0 ? 0 : -1;
}

int
dossier_put(struct store *s, const struct dossier *d)
{
    char *faults = faults_print(&d->faults);
    struct query q;
    int rc;

    query_open(&q, s, SQL_DOSSIER_PUT);
    put_text(&q, d->evidence);
    put_int(&q, d->listed);
    put_text(&q, stage_names[d->stage]);
    put_text(&q, d->have == NULL ? "" : d->have);
    put_text(&q, d->seen);
    put_instant(&q, d->until);
    put_text(&q, d->assessor);
    put_text(&q, d->decider);
    put_text(&q, d->decision);
    put_text(&q, d->decided);
    put_text(&q, d->decided_seen);
    put_text(&q, d->reason);
    put_text(&q, faults);
    put_int(&q, d->id);
    rc = query_run(&q);
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
    struct query q;

    query_open(&q, s, SQL_DOSSIER_BY_CODE);
    put_text(&q, code);
    return read_one(&q, d);
}

int
dossier_by_id(struct store *s, int64_t id, struct dossier *d)
{
    struct query q;

    query_open(&q, s, SQL_DOSSIER_BY_ID);
    put_int(&q, id);
    return read_one(&q, d);
}

static int
read_all(struct query *q, struct dossier **rows, size_t *n)
{
    int rc;

    *rows = NULL;
    *n = 0;
    while ((rc = query_next(q)) == 0)
        row_read(q, ARRAY_MORE(*rows, *n));
    query_close(q);
    if (rc == 1)
        return 0;
    dossiers_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int
dossier_list(struct store *s, const char *report, const char *period, const char *unit,
             struct dossier **rows, size_t *n)
{
    struct query q;

    query_open(&q, s,
               report != NULL && period != NULL && unit != NULL ? SQL_DOSSIER_OF_UNIT
                                                                : SQL_DOSSIER_ALL);
    put_text(&q, report);
    put_text(&q, period);
    put_text(&q, unit);
    return read_all(&q, rows, n);
}

int
dossier_due(struct store *s, instant now, struct dossier **rows, size_t *n)
{
    struct query q;

    query_open(&q, s, SQL_DOSSIER_DUE);
    put_int(&q, now);
    return read_all(&q, rows, n);
}

/* ---- piece ---------------------------------------------------------------------- */

int
piece_put(struct store *s, int64_t obligation, const struct piece *p)
{
    struct query q;

    query_open(&q, s, SQL_PIECE_PUT);
    put_int(&q, obligation);
    put_id(&q, p->dossier);
    put_text(&q, p->part);
    put_int(&q, p->message);
    put_int(&q, p->attachment);
    put_text(&q, p->name);
    put_text(&q, p->sha256);
    put_int(&q, p->rendition);
    put_text(&q, p->number);
    put_text(&q, p->date);
    put_int(&q, p->met);
    put_int(&q, p->total);
    put_int(&q, p->several);
    return query_run(&q);
}

int
piece_place(struct store *s, int64_t id, int64_t dossier, const char *part)
{
    struct query q;

    query_open(&q, s, SQL_PIECE_PLACE);
    put_id(&q, dossier);
    put_text(&q, part);
    put_int(&q, id);
    return query_run(&q);
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
    query_open(&q, s, lists[of]);
    put_int(&q, id);
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
    struct query q;

    query_open(&q, s, SQL_UNDO_PIECE);
    put_int(&q, id);
    return query_run(&q);
}

/* ---- step ------------------------------------------------------------------------- */

int
step_put(struct store *s, const struct step_row *r)
{
    struct query q;

    query_open(&q, s, SQL_STEP_PUT);
    put_int(&q, r->dossier);
    put_int(&q, r->at);
    put_text(&q, r->actor);
    put_text(&q, r->event);
    put_text(&q, stage_names[r->from]);
    put_text(&q, stage_names[r->to]);
    put_text(&q, r->seen);
    put_text(&q, r->about);
    put_text(&q, r->note);
    return query_run(&q);
}

int
step_list(struct store *s, int64_t dossier, struct step_row **rows, size_t *n)
{
    struct query q;
    int rc;

    *rows = NULL;
    *n = 0;
    query_open(&q, s, SQL_STEP_LIST);
    put_int(&q, dossier);
    while ((rc = query_next(&q)) == 0) {
        struct step_row *r = ARRAY_MORE(*rows, *n);

        r->dossier = get_int(&q);
        r->at = get_int(&q);
        r->actor = get_text(&q);
        r->event = get_text(&q);
        r->from = (enum stage)get_word(&q, stage_names, STAGES);
        r->to = (enum stage)get_word(&q, stage_names, STAGES);
        r->seen = get_text(&q);
        r->about = get_text(&q);
        r->note = get_text(&q);
    }
    query_close(&q);
    if (rc == 1)
        return 0;
    step_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
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
