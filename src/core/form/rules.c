/* The rules of a form over what was read: bounds, lengths, and the arithmetic
 * between fields. */
#include "core/form/validate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/form/finding.h"

#define ZEROS_LEAST 5       /* figures: fewer that are all 0 are nothing unusual */
#define SUM_SLACK 1e-6      /* decimals that were typed, not computed */

struct check {
    const struct form *form;
    const struct values *values, *previous;
    struct findings *findings;
    bool unreadable;        /* some cell could not be read: a blank may be that cell */
    size_t from, to;        /* of `values`: the part a rule looks at (all, or one row) */
};

/* ---- bounds ---------------------------------------------------------------- */

/* The table of "table.column": without a copy, as every value asks. */
static const struct table *
table_of(const struct form *form, const char *name, size_t len)
{
    for (size_t s = 0; s < form->nsections; s++)
        for (size_t t = 0; t < form->sections[s].ntables; t++) {
            const struct table *table = &form->sections[s].tables[t];
            if (strncmp(table->name, name, len) == 0 && table->name[len] == '\0')
                return table;
        }
    return NULL;
}

static const struct field *
field_of(const struct form *form, const char *name)
{
    const char *dot = strchr(name, '.');
    const struct table *table = dot != NULL ? table_of(form, name, (size_t)(dot - name)) : NULL;

    if (dot == NULL)
        return form_field(form, name);
    return table != NULL ? table_column(table, dot + 1) : NULL;
}

/* A Vietnamese reader's number: decimal comma. */
static void
number_write(double x, char out[static 32])
{
    char *point;

    snprintf(out, 32, "%.15g", x);
    if ((point = strchr(out, '.')) != NULL)
        *point = ',';
}

/* As strtod(), which most values of a form do not need. */
static double
number_of(const char *text)
{
    const char *digits = text + (*text == '-');
    size_t n = strspn(digits, "0123456789");
    int64_t whole = 0;

    if (n == 0 || n > 15 || digits[n] != '\0')
        return strtod(text, NULL);
    for (size_t i = 0; i < n; i++)
        whole = whole * 10 + (digits[i] - '0');
    return (double)(digits > text ? -whole : whole);
}

static void
check_bounds(struct check *c, const struct field *field, const struct value *v)
{
    char limit[32];
    struct finding_words words = {
        .label = field->label, .label_en = field->label_en, .value = v->value, .limit = limit
    };

    if (field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL) {
        double x = field->has_min || field->has_max ? number_of(v->value) : 0;
        bool below = field->has_min && x < field->min, above = field->has_max && x > field->max;
        if (!below && !above)
            return;
        number_write(below ? field->min : field->max, limit);
        finding_say(c->findings, below ? FINDING_BELOW : FINDING_ABOVE, SEVERITY_ERROR, v->place,
                    &words);
    } else if (field->type == FIELD_TEXT) {
        size_t most = field->max_length > 0 ? field->max_length : LIMIT_CELL_TEXT;
        if (strlen(v->value) <= most || text_length(v->value) <= most)
            return;
        snprintf(limit, sizeof limit, "%zu", most);
        finding_say(c->findings, FINDING_TOO_LONG, SEVERITY_ERROR, v->place, &words);
    }
}

static void
check_fields(struct check *c)
{
    const struct field *field = NULL;
    const char *last = NULL;

    for (size_t i = 0; i < c->values->n; i++) {
        const struct value *v = &c->values->v[i];
        if (last == NULL || strcmp(last, v->field) != 0)
            field = field_of(c->form, v->field);
        last = v->field;
        if (field != NULL && v->value != NULL)
            check_bounds(c, field, v);
    }
}

/* ---- terms of a rule ------------------------------------------------------- */

struct sum {
    double total;
    bool any;               /* at least one value was there */
    const char *place;      /* of the first */
};

static bool
of_previous(const char *term)
{
    return strncmp(*term == '-' ? term + 1 : term, "prev.", 5) == 0;
}

/* Adds up all values of a term in the part that is looked at. */
static struct sum
term_sum(const struct check *c, const char *term)
{
    bool minus = *term == '-', previous = of_previous(term);
    const char *name = term + (minus ? 1 : 0) + (previous ? strlen("prev.") : 0);
    const struct values *of = previous ? c->previous : c->values;
    size_t from = previous ? 0 : c->from, to = previous ? (of != NULL ? of->n : 0) : c->to;
    struct sum s = {0};

    for (size_t i = from; i < to; i++) {
        const struct value *v = &of->v[i];
        if (v->value == NULL || strcmp(v->field, name) != 0)
            continue;
        s.total += number_of(v->value);
        s.place = s.any ? s.place : v->place;
        s.any = true;
    }
    s.total = minus ? -s.total : s.total;
    return s;
}

static size_t
table_rows(const struct check *c, const char *table)
{
    size_t len = strlen(table), rows = 0;
    int last = 0;

    for (size_t i = 0; i < c->values->n; i++) {
        const struct value *v = &c->values->v[i];
        if (strncmp(v->field, table, len) == 0 && v->field[len] == '.' && v->row != last) {
            rows++;
            last = v->row;
        }
    }
    return rows;
}

static const char *
label_of(const struct check *c, const char *term, bool english)
{
    const struct field *f = field_of(c->form, *term == '-' ? term + 1 : term);

    if (f == NULL)
        return term;
    return english && f->label_en != NULL ? f->label_en : f->label;
}

static void
say(struct check *c, const struct rule *rule, enum finding_kind kind, const char *place,
    double value, const char *limit, const char *limit_en)
{
    char shown[32];
    struct finding_words words = { .label = label_of(c, rule->left, false),
                                   .label_en = label_of(c, rule->left, true),
                                   .value = shown,
                                   .limit = limit,
                                   .limit_en = limit_en };
    size_t before = c->findings->n;

    number_write(value, shown);
    finding_say(c->findings, kind, rule->severity, place, &words);
    if (rule->message != NULL && c->findings->n > before) {
        struct finding *f = &c->findings->v[c->findings->n - 1];
        free(f->text);
        free(f->text_en);
        f->text = xstrdup(rule->message);
        f->text_en = xstrdup(rule->message_en != NULL ? rule->message_en : rule->message);
    }
}

/* ---- rules ----------------------------------------------------------------- */

/* A term whose cell may be one of those that could not be read. */
static bool
uncertain(const struct check *c, const char *term, const struct sum *s)
{
    return c->unreadable && !of_previous(term) && (!s->any || strchr(term, '.') != NULL);
}

/* Blank parts count nothing; a blank total is the "required" finding's. */
static void
check_sum(struct check *c, const struct rule *rule)
{
    struct sum left = term_sum(c, rule->left);
    double total = 0;
    bool any = false;
    char limit[32];

    if (!left.any)
        return;
    for (size_t i = 0; i < rule->right.n; i++) {
        struct sum s = term_sum(c, rule->right.v[i]);
        if ((!s.any && of_previous(rule->right.v[i])) || uncertain(c, rule->right.v[i], &s))
            return;
        total += s.total;
        any = any || (s.any && !of_previous(rule->right.v[i]));
    }
    if (!any)                               /* the parts stand nowhere: nothing to compare with */
        return;
    if (left.total - total > SUM_SLACK || total - left.total > SUM_SLACK) {
        number_write(total, limit);
        say(c, rule, FINDING_SUM, left.place, left.total, limit, limit);
    }
}

static void
check_at_most(struct check *c, const struct rule *rule)
{
    struct sum left = term_sum(c, rule->left), right = term_sum(c, rule->right.v[0]);
    struct buf vi = {0}, en = {0};
    char limit[32];

    if (!left.any || !right.any || left.total <= right.total + SUM_SLACK)
        return;
    number_write(right.total, limit);
    buf_addf(&vi, "“%s” (%s)", label_of(c, rule->right.v[0], false), limit);
    buf_addf(&en, "“%s” (%s)", label_of(c, rule->right.v[0], true), limit);
    say(c, rule, FINDING_AT_MOST, left.place, left.total, buf_text(&vi), buf_text(&en));
    buf_free(&vi);
    buf_free(&en);
}

static void
check_rows(struct check *c, const struct rule *rule)
{
    struct sum left = term_sum(c, rule->left);
    size_t rows = table_rows(c, rule->right.v[0]);
    char limit[32];

    if (!left.any || left.total == (double)rows)
        return;
    snprintf(limit, sizeof limit, "%zu", rows);
    say(c, rule, FINDING_ROWS, left.place, left.total, limit, limit);
}

/* All terms in columns of one table: the rule holds in every row by itself. */
static bool
by_rows(const struct rule *rule)
{
    const char *dot = strchr(rule->left, '.');
    size_t len = dot != NULL ? (size_t)(dot - rule->left) + 1 : 0;

    for (size_t i = 0; i < rule->right.n && len > 0; i++) {
        const char *term = rule->right.v[i];
        if (strncmp(*term == '-' ? term + 1 : term, rule->left, len) != 0)
            return false;
    }
    return len > 0;
}

static void
check_rule(struct check *c, const struct rule *rule)
{
    if (rule->right.n == 0)
        return;
    switch (rule->kind) {
    case RULE_SUM:
        check_sum(c, rule);
        break;
    case RULE_AT_MOST:
        check_at_most(c, rule);
        break;
    case RULE_ROWS:
        check_rows(c, rule);
        break;
    case RULE_KINDS:
        break;
    }
}

/* The values of one row stand together. */
static void
check_each_row(struct check *c, const struct rule *rule)
{
    const struct values *all = c->values;

    for (size_t i = 0; i < all->n; i++) {
        if (strcmp(all->v[i].field, rule->left) != 0)
            continue;
        for (c->from = i; c->from > 0 && all->v[c->from - 1].row == all->v[i].row; c->from--)
            ;
        for (c->to = i + 1; c->to < all->n && all->v[c->to].row == all->v[i].row; c->to++)
            ;
        check_rule(c, rule);
    }
    c->from = 0;
    c->to = all->n;
}

/* A template may hold zeros: sent with them and without a word or day, it was not filled in. */
static void
check_zeros(struct check *c)
{
    for (size_t i = 0; i < c->values->n; i++)
        if (c->values->v[i].value != NULL && strcmp(c->values->v[i].value, "0") != 0)
            return;
    if (c->values->n >= ZEROS_LEAST)
        finding_say(c->findings, FINDING_ALL_ZERO, SEVERITY_WARNING, c->values->v[0].place, NULL);
}

void
validate_rules(const struct form *form, const struct values *values, const struct values *previous,
               struct findings *findings)
{
    struct check c = {.form = form, .values = values, .previous = previous, .findings = findings,
                      .to = values->n};

    for (size_t i = 0; i < findings->n; i++)
        c.unreadable = c.unreadable || strcmp(findings->v[i].code, "type") == 0 ||
                       strcmp(findings->v[i].code, "choice") == 0 ||
                       strcmp(findings->v[i].code, "hidden-figure") == 0 ||
                       strcmp(findings->v[i].code, "ahead") == 0 ||
                       strcmp(findings->v[i].code, "shared-figure") == 0 ||
                       strcmp(findings->v[i].code, "two-readings") == 0;
    check_fields(&c);
    check_zeros(&c);
    for (size_t i = 0; i < form->nrules && values->n > 0; i++) {
        if (by_rows(&form->rules[i]))
            check_each_row(&c, &form->rules[i]);
        else
            check_rule(&c, &form->rules[i]);
    }
}
