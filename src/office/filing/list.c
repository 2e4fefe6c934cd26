/* A list that adds to the one in force: who stood there goes on standing there. */
#include "office/filing/filing.h"
#include "office/filing/standing.h"

#include <stdlib.h>
#include <string.h>

#include "core/dossier/candidate.h"
#include "core/form/finding.h"

static bool
of_table(const struct table *t, const struct value *v)
{
    size_t n = strlen(t->name);

    return strncmp(v->field, t->name, n) == 0 && v->field[n] == '.';
}

/* Who names one of them again sends the whole list. */
static bool
share(const struct dossier *a, size_t na, const struct dossier *b, size_t nb)
{
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            if (strcmp(a[i].key, b[k].key) == 0 || candidate_same(&a[i], &b[k]))
                return true;
    return false;
}

static bool
apart(const struct desk *desk, const struct item *item, const struct values *before)
{
    size_t nnew = 0, nold = 0;
    const struct form *form = item->report->form;
    struct dossier *new = candidates_of(form, &item->values, desk->plan, &nnew),
                   *old = candidates_of(form, before, desk->plan, &nold);
    bool is = nnew > 0 && nold > 0 && !share(new, nnew, old, nold);

    dossiers_free(new, nnew);
    dossiers_free(old, nold);
    return is;
}

/* The rows of before, then its own. */
static void
put_before(struct item *item, const struct table *t, const struct values *before)
{
    int last = 0;

    for (size_t i = 0; i < before->n; i++)
        if (of_table(t, &before->v[i]) && before->v[i].row > last)
            last = before->v[i].row;
    for (size_t i = 0; i < item->values.n; i++)
        if (of_table(t, &item->values.v[i]))
            item->values.v[i].row += last;
    for (size_t i = 0; i < before->n; i++) {
        const struct value *v = &before->v[i];

        if (of_table(t, v))
            values_add(&item->values, v->field, v->row, v->type, v->value, v->place);
    }
}

/* What counts lacks nothing; then the item's earlier is set. */
static int
in_force(struct desk *desk, struct item *item, const struct obligation *o, struct values *before)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    bool whole = false;
    int rc = submission_list(desk->store, o->id, &v, &n);

    for (size_t i = 0; i < n; i++)
        if (v[i].id == o->accepted && v[i].complete) {
            standing_beside(item, &v[i], BESIDE_KEPT);
            whole = true;
        }
    submission_rows_free(v, n);
    return rc == 0 && whole ? submission_values(desk->store, o->accepted, before) : rc;
}

int
filing_list(struct desk *desk, struct item *item, const struct obligation *o)
{
    const struct table *t = form_candidates(item->report->form);
    struct values before = {0};
    int rc;

    if (!item->extends || item->older || t == NULL || o->accepted == 0 || findings_blocking(&item->findings))
        return 0;
    rc = in_force(desk, item, o, &before);
    if (rc == 0 && apart(desk, item, &before)) {
        put_before(item, t, &before);
        finding_say(&item->findings, FINDING_LIST_ADDED, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = item->earlier });
    }
    values_free(&before);
    return rc;
}
