/* Names and ends of a dossier's structs. */
#include "model/dossier.h"

#include <stdlib.h>

const char *const stage_names[STAGES] = { "selected",   "building", "incomplete", "complete",  "appraisal",
                                          "recognised", "refused",  "deferred",   "commended", "dropped" };
const char *const slot_state_names[SLOT_STATES] = { "missing", "present", "invalid" };
const char *const slot_fault_names[SLOT_FAULTS] = { "", "unreadable", "no-signed-copy", "no-editable-copy", "found-wrong" };

static void
piece_clear(struct piece *p)
{
    free(p->part);
    free(p->name);
    free(p->sha256);
    free(p->number);
    free(p->date);
    free(p->message_code);
    *p = (struct piece){0};
}

void
pieces_free(struct pieces *p)
{
    for (size_t i = 0; i < p->n; i++)
        piece_clear(&p->v[i]);
    free(p->v);
    *p = (struct pieces){0};
}

static void
faults_free(struct faults *f)
{
    for (size_t i = 0; i < f->n; i++) {
        free(f->v[i].part);
        free(f->v[i].sha256);
        free(f->v[i].why);
    }
    free(f->v);
}

void
dossier_clear(struct dossier *d)
{
    free(d->code);
    free(d->report);
    free(d->period);
    free(d->unit);
    free(d->key);
    free(d->kind);
    free(d->name);
    free(d->place);
    free(d->level);
    free(d->evidence);
    free(d->have);
    free(d->assessor);
    free(d->decider);
    free(d->decision);
    free(d->decided);
    free(d->decided_seen);
    free(d->reason);
    faults_free(&d->faults);
    *d = (struct dossier){0};
}

void
dossiers_free(struct dossier *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        dossier_clear(&v[i]);
    free(v);
}

void
dossier_told_clear(struct dossier_told *t)
{
    dossier_clear(&t->d);
    pieces_free(&t->pieces);
    free(t->slots);
    *t = (struct dossier_told){0};
}

void
dossiers_told_clear(struct dossiers_told *t)
{
    for (size_t i = 0; i < t->n; i++)
        dossier_told_clear(&t->v[i]);
    free(t->v);
    for (size_t i = 0; i < t->nasks; i++)
        free(t->asks[i].file);
    free(t->asks);
    strings_free(&t->choices);
    *t = (struct dossiers_told){0};
}
