/* Candidates out of lists. */
#include "core/dossier/candidate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/spelling.h"
#include "core/dossier/part.h"
#include "core/form/finding.h"

/* ---- names ------------------------------------------------------------------- */

/* "xã Tân Mỹ" of kind "xã" is "Tân Mỹ": a kind is written in its own column, or not. */
static char *
bare_key(const char *kind, const char *name)
{
    char *key = spelling_of(name), *front = kind == NULL ? xstrdup("") : spelling_of(kind);
    size_t n = strlen(front);

    if (n > 0 && strncmp(key, front, n) == 0 && key[n] == ' ')
        memmove(key, key + n + 1, strlen(key + n + 1) + 1);
    free(front);
    return key;
}

char *
candidate_key(const char *kind, const char *name, const char *place)
{
    char *k = kind == NULL ? xstrdup("") : spelling_of(kind), *n = bare_key(kind, name),
         *p = place == NULL ? xstrdup("") : spelling_of(place);
    /* A commune that is said to lie in itself has no other place. */
    char *key = xasprintf("%s|%s|%s", k, n, strstr(p, n) != NULL ? "" : p);

    free(k);
    free(n);
    free(p);
    return key;
}

char *
candidate_say(const struct dossier *d, bool place)
{
    char *front = d->kind == NULL ? NULL : spelling_of(d->kind), *key = spelling_of(d->name);
    size_t n = front == NULL ? 0 : strlen(front);
    bool kind =
        n > 0 && !(strncmp(key, front, n) == 0 && key[n] == ' ') && strchr(d->kind, ' ') == NULL;
    bool where = place && d->place != NULL;
    char *said = xasprintf("%s%s%s%s%s%s", kind ? d->kind : "", kind ? " " : "", d->name,
                           where ? " (" : "", where ? d->place : "", where ? ")" : "");

    free(front);
    free(key);
    return said;
}

/* ---- its way ------------------------------------------------------------------- */

static const struct route *
route_of(const struct dossier *d, const struct plan *plan, struct date today)
{
    if (d->decided != NULL)
        date_parse(d->decided, &today);
    return plan_route(plan, d->kind, d->level, today);
}

const char *
candidate_assessor(const struct dossier *d, const struct plan *plan, struct date today)
{
    const struct route *r = route_of(d, plan, today);

    return d->assessor != NULL ? d->assessor : r == NULL ? NULL : r->assessor;
}

const char *
candidate_decider(const struct dossier *d, const struct plan *plan, struct date today)
{
    const struct route *r = route_of(d, plan, today);

    return d->decider != NULL ? d->decider : r == NULL ? NULL : r->decider;
}

/* ---- a list -------------------------------------------------------------------- */

static const char *
cell(const struct values *values, const struct table *t, const char *column, int row)
{
    char *field;
    const struct value *v;

    if (column == NULL)
        return NULL;
    field = xasprintf("%s.%s", t->name, column);
    v = values_get(values, field, row);
    free(field);
    return v == NULL || v->value[0] == '\0' ? NULL : v->value;
}

/* "Số quyết định …: 12/QĐ; Phân loại …: Xuất sắc"; NULL where one of them is not there. */
static char *
evidence_of(const struct values *values, const struct table *t, int row)
{
    struct buf out = {0};

    for (size_t i = 0; i < t->ncolumns; i++) {
        const char *value =
            t->columns[i].evidence ? cell(values, t, t->columns[i].name, row) : NULL;

        if (t->columns[i].evidence && value == NULL) {
            buf_free(&out);
            return NULL;
        }
        if (value != NULL)
            buf_addf(&out, "%s%s: %s", out.len > 0 ? "; " : "", t->columns[i].label, value);
    }
    return out.len > 0 ? buf_take(&out) : NULL;
}

struct dossier *
candidates_of(const struct form *form, const struct values *values, const struct plan *plan,
              size_t *n)
{
    const struct table *t = form_candidates(form);
    const struct field *name = t == NULL ? NULL : table_candidate(t);
    struct dossier *v = NULL;

    *n = 0;
    for (int row = 1; name != NULL && row <= (int)t->max_rows; row++) {
        const char *called = cell(values, t, name->name, row),
                   *kind = cell(values, t, t->candidate_kind, row);
        const struct candidate_kind *k = plan_candidate_kind(plan, kind);
        struct dossier *d;

        if (called == NULL)
            continue;
        d = ARRAY_MORE(v, *n);
        d->name = xstrdup(called);
        d->kind = xstrdup(kind);
        d->place = xstrdup(cell(values, t, t->candidate_place, row));
        d->level = xstrdup(
            k != NULL && k->level != NULL ? k->level : cell(values, t, t->candidate_level, row));
        d->evidence = evidence_of(values, t, row);
        d->key = candidate_key(d->kind, d->name, d->place);
        d->listed = true;
        d->until = INSTANT_NONE;
    }
    return v;
}

/* ---- what a list says that cannot be --------------------------------------------- */

static void
check_excluded(const struct dossier *d, const struct candidate_kind *k, struct findings *findings)
{
    struct finding_words words = { .value = d->name,
                                   .limit = k->excluded_by,
                                   .limit_en = k->excluded_by };

    for (size_t i = 0; i < k->excluded.n; i++)
        if (words_stand(d->name, k->excluded.v[i])) {
            if (words.limit == NULL)
                words.limit = words.limit_en = k->excluded.v[i];
            finding_say(findings, FINDING_EXCLUDED, SEVERITY_WARNING, NULL, &words);
            return;
        }
}

static void
check_place(const struct dossier *d, const struct plan *plan, const struct unit *unit,
            struct findings *findings)
{
    char *others = candidate_elsewhere(d, plan, unit);
    struct finding_words words = { .value = d->name, .limit = others, .limit_en = others };

    if (others != NULL)
        finding_say(findings, FINDING_OUTSIDE, SEVERITY_WARNING, NULL, &words);
    free(others);
}

void
candidates_check(const struct form *form, const struct values *values, const struct plan *plan,
                 const struct unit *unit, struct findings *findings)
{
    const struct table *t = form_candidates(form);
    size_t n = 0, at = 0;
    struct dossier *v = candidates_of(form, values, plan, &n);

    for (int row = 1; t != NULL && at < n && row <= (int)t->max_rows; row++) {
        const struct candidate_kind *k = plan_candidate_kind(plan, v[at].kind);
        struct finding_words twice = { .value = v[at].name };

        if (cell(values, t, table_candidate(t)->name, row) == NULL)
            continue;
        for (size_t i = 0; i < at; i++)
            if (strcmp(v[i].key, v[at].key) == 0 || candidate_same(&v[i], &v[at]))
                finding_say(findings, FINDING_TWICE, SEVERITY_WARNING, NULL, &twice);
        if (k != NULL)
            check_excluded(&v[at], k, findings);
        check_place(&v[at], plan, unit, findings);
        at++;
    }
    dossiers_free(v, n);
}
