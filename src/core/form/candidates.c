/* The candidates of a list against the unit that names them. */
#include "core/form/validate.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/form/finding.h"

#define KINDS_COUNTED 8         /* in the words of a finding; the plan knows six */

struct tally {
    const struct table *table;
    const struct values *values;
    int rows;
    struct { const char *kind; int n; } kinds[KINDS_COUNTED];
    size_t nkinds;
};

static bool
in_table(const struct table *table, const struct value *v, const char *column)
{
    size_t len = strlen(table->name);

    return strncmp(v->field, table->name, len) == 0 && v->field[len] == '.' &&
           (column == NULL || strcmp(v->field + len + 1, column) == 0);
}

static void
count_kind(struct tally *t, const char *kind)
{
    size_t i = 0;

    while (i < t->nkinds && strcmp(t->kinds[i].kind, kind) != 0)
        i++;
    if (i == t->nkinds && i < KINDS_COUNTED)
        t->kinds[t->nkinds++].kind = kind;
    if (i < KINDS_COUNTED)
        t->kinds[i].n++;
}

static void
count(struct tally *t)
{
    int last = 0;

    for (size_t i = 0; i < t->values->n; i++) {
        const struct value *v = &t->values->v[i];

        if (!in_table(t->table, v, NULL))
            continue;
        t->rows += v->row != last;
        last = v->row;
        if (in_table(t->table, v, t->table->candidate_kind))
            count_kind(t, v->value);
    }
}

/* ---- kinds ---------------------------------------------------------------- */

static void
check_kinds(const struct tally *t, const struct unit *unit, struct findings *findings)
{
    struct buf allowed = {0};

    for (size_t i = 0; i < unit->candidate_kinds.n; i++)
        buf_addf(&allowed, "%s%s", i > 0 ? ", " : "", unit->candidate_kinds.v[i]);
    for (size_t i = 0; i < t->values->n && allowed.len > 0; i++) {
        const struct value *v = &t->values->v[i];
        struct finding_words words = { .label = unit->name, .value = v->value, .limit = buf_text(&allowed) };

        if (in_table(t->table, v, t->table->candidate_kind) &&
            !strings_has(&unit->candidate_kinds, v->value))
            finding_say(findings, FINDING_CANDIDATE_KIND, SEVERITY_WARNING, v->place, &words);
    }
    buf_free(&allowed);
}

/* ---- quota ---------------------------------------------------------------- */

/* Rows whose kind could not be read speak for no kind and against none. */
static bool
fits(const struct tally *t, const struct unit *unit)
{
    if (unit->quota_exact > 0 && t->rows != unit->quota_exact)
        return false;
    for (size_t i = 0; i < t->nkinds && unit->quota_kind != NULL; i++)
        if (strcmp(t->kinds[i].kind, unit->quota_kind) != 0)
            return false;
    return true;
}

static void
say_quota(const struct tally *t, const char *limit, const char *limit_en, struct findings *findings)
{
    struct buf has = {0};
    struct finding_words words = { .limit = limit, .limit_en = limit_en };

    for (size_t i = 0; i < t->nkinds; i++)
        buf_addf(&has, "%s%02d %s", i > 0 ? ", " : "", t->kinds[i].n, t->kinds[i].kind);
    if (t->nkinds == 0)
        buf_addf(&has, "%d", t->rows);
    words.value = buf_text(&has);
    finding_say(findings, FINDING_QUOTA, SEVERITY_WARNING, NULL, &words);
    buf_free(&has);
}

/* 2023: just so many of the kind that is named. Other years: at least so many. */
static void
check_quota(const struct tally *t, const struct unit *unit, const char *period,
            struct findings *findings)
{
    char least[32], least_en[32];

    if (unit_quota_holds(unit, period) && !fits(t, unit)) {
        say_quota(t, unit->quota, NULL, findings);
    } else if (t->rows < unit->quota_min) {
        snprintf(least, sizeof least, "ít nhất %02d", unit->quota_min);
        snprintf(least_en, sizeof least_en, "at least %d", unit->quota_min);
        say_quota(t, least, least_en, findings);
    }
}

void
validate_candidates(const struct form *form, const struct values *values, const struct unit *unit,
                    const char *period, struct findings *findings, bool *nil)
{
    struct tally t = { .table = form_candidates(form), .values = values };
    const struct value *none;

    if (t.table == NULL || values->n == 0)
        return;
    count(&t);
    none = t.table->none_field != NULL ? values_get(values, t.table->none_field, 0) : NULL;
    *nil = t.rows == 0 && (*nil || (none != NULL && strcmp(none->value, "yes") == 0));
    check_kinds(&t, unit, findings);
    /* Too few for the form is said already; of rows that were not read nobody knows how many there are. */
    if (!*nil && (size_t)t.rows >= t.table->min_rows && findings_get(findings, "wrapped") == NULL)
        check_quota(&t, unit, period, findings);
}
