/* A form against itself: names that must be unique, and rules that must name
 * fields there are. */
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plan.h"

bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static void
name_once(struct options_run *run, const struct config_setting_t *place, const char *name,
          struct strings *seen)
{
    if (name == NULL)
        return;
    if (place && strings_has(seen, name))
        options_problem(run, place, "name", "%s is the name of another field or table of this form",
                        name);
    strings_add(seen, name);
}

static void
columns_once(struct options_run *run, const struct config_setting_t *columns, const struct table *t)
{
    struct strings seen = {0};

    for (size_t i = 0; i < t->ncolumns; i++)
        name_once(run, options_element(columns, i), t->columns[i].name, &seen);
    strings_free(&seen);
}

static void
section_names(struct options_run *run, const struct config_setting_t *place,
              const struct section *s, struct strings *seen)
{
    const struct config_setting_t *fields = options_member(place, "fields"),
                                  *tables = options_member(place, "tables");

    for (size_t i = 0; i < s->nfields; i++)
        name_once(run, options_element(fields, i), s->fields[i].name, seen);
    for (size_t i = 0; i < s->ntables; i++) {
        const struct config_setting_t *table = options_element(tables, i);
        name_once(run, table, s->tables[i].name, seen);
        if (table)
            columns_once(run, options_member(table, "columns"), &s->tables[i]);
    }
}

/* ---- looking up; a faulty form may have fields without a name ------------------- */

static const struct field *named(const struct field *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (same_text(fields[i].name, name))
            return &fields[i];
    return NULL;
}

static const struct field *scalar(const struct form *f, const char *name)
{
    const struct field *found = NULL;

    for (size_t i = 0; i < f->nsections && found == NULL; i++)
        found = named(f->sections[i].fields, f->sections[i].nfields, name);
    return found;
}

static const struct table *table_named(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->nsections; i++)
        for (size_t k = 0; k < f->sections[i].ntables; k++)
            if (same_text(f->sections[i].tables[k].name, name))
                return &f->sections[i].tables[k];
    return NULL;
}

/* "field" or "table.column"; NULL if there is none. */
static const struct field *cell(const struct form *f, const char *term)
{
    const char *dot = strchr(term, '.');
    const struct table *t = NULL;
    char *table = NULL;

    if (dot == NULL)
        return scalar(f, term);
    table = xstrndup(term, (size_t)(dot - term));
    t = table_named(f, table);
    free(table);
    return t ? named(t->columns, t->ncolumns, dot + 1) : NULL;
}

/* ---- rules ------------------------------------------------------------------------- */

static bool is_number(const struct field *f)
{
    return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
}

static void
check_term(struct options_run *run, const struct config_setting_t *place, const char *key,
           const struct form *f, const char *term)
{
    const struct field *found = cell(f, term);

    if (found == NULL)
        options_problem(run, place, key, "\"%s\" is no field of this form", term);
    else if (!is_number(found))
        options_problem(run, place, key, "\"%s\" is not a number", term);
}

static const char *bare(const char *term)
{
    if (term[0] == '-')
        term++;
    return strncmp(term, "prev.", 5) == 0 ? term + 5 : term;
}

/* "table." of a column term, with its length; 0 for a field. */
static size_t table_part(const char *term)
{
    const char *dot = strchr(term, '.');

    return dot ? (size_t)(dot - term) + 1 : 0;
}

/* A rule whose left is a column holds in every row by itself: all its terms
 * are of that table. */
static void
check_row_terms(struct options_run *run, const struct config_setting_t *place, const struct rule *r)
{
    size_t part = table_part(r->left);

    for (size_t i = 0; part && i < r->right.n; i++) {
        const char *term = r->right.v[i];
        if (strncmp(r->left, term[0] == '-' ? term + 1 : term, part) != 0)
            options_problem(run, place, "right",
                            "\"%s\" must be a column of the same table as left", term);
    }
}

static void
check_rule(struct options_run *run, const struct config_setting_t *place, const struct form *f,
           const struct rule *r)
{
    if (r->left == NULL)
        return;
    check_term(run, place, "left", f, r->left);
    if (r->kind == RULE_ROWS) {
        if (r->right.n != 1 || table_named(f, r->right.v[0]) == NULL)
            options_problem(run, place, "right", "must hold the name of one table of this form");
        if (table_part(r->left))
            options_problem(run, place, "left", "must be a single field");
        return;
    }
    for (size_t i = 0; i < r->right.n; i++)
        check_term(run, place, "right", f, bare(r->right.v[i]));
    if (r->kind == RULE_AT_MOST && r->right.n != 1)
        options_problem(run, place, "right", "must hold one term: left is at most that");
    check_row_terms(run, place, r);
}

static void
check_none_field(struct options_run *run, const struct config_setting_t *tables,
                 const struct form *f, const struct section *s)
{
    for (size_t i = 0; tables && i < s->ntables; i++) {
        const char *name = s->tables[i].none_field;
        const struct field *field = name ? scalar(f, name) : NULL;

        if (name && (field == NULL || field->type != FIELD_YESNO))
            options_problem(run, options_element(tables, i), "none_field",
                            "\"%s\" is no yesno field of this form", name);
    }
}

static size_t length_of(const struct config_setting_t *list)
{
    return list && config_setting_is_list(list) ? (size_t)config_setting_length(list) : 0;
}

void form_check(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct form *f = object;
    const struct config_setting_t *sections = options_member(setting, "sections"),
                                  *rules = options_member(setting, "rules");
    size_t inherited = f->nsections - length_of(sections),
           inherited_rules = f->nrules - length_of(rules);
    struct strings seen = {0};

    if (f->nsections == 0 && options_member(setting, "extends") == NULL)
        options_problem(run, setting, "sections", "is missing: a form needs at least one section");
    for (size_t i = 0; i < f->nsections; i++)
        section_names(run, i < inherited ? NULL : options_element(sections, i - inherited),
                      &f->sections[i], &seen);
    for (size_t i = inherited; i < f->nsections; i++)
        check_none_field(run, options_member(options_element(sections, i - inherited), "tables"), f,
                         &f->sections[i]);
    for (size_t i = inherited_rules; i < f->nrules; i++)
        check_rule(run, options_element(rules, i - inherited_rules), f, &f->rules[i]);
    strings_free(&seen);
}
