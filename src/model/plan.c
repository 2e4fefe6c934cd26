/* The plan: names, lookups, and its end. */
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"

const char *const field_type_names[FIELD_TYPES] = { "text", "integer", "decimal", "date", "choice", "yesno" };
const char *const rule_kind_names[RULE_KINDS] = { "sum", "at_most", "rows" };
const char *const recurrence_names[RECURRENCES] = {
    "yearly", "half_yearly", "quarterly", "monthly", "weekly", "once", "on_request", "undated",
};
const char *const renditions_names[RENDITIONS] = { "any", "signed", "editable", "both" };
const char *const period_of_names[PERIODS_OF] = { "deadline", "before" };
const char *const weekend_policy_names[WEEKEND_POLICIES] = { "none", "next_working_day" };
const char *const attribute_names[ATTRIBUTES] = {
    "name", "content", "who", "to", "method", "deadline", "frequency", "cutoff", "outline", "forms", "procedure",
};

int
name_index(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; name != NULL && i < n; i++) {
        if (*names[i] == *name && strcmp(names[i], name) == 0)
            return (int)i;
    }
    return -1;
}

/* ---- lookups --------------------------------------------------------------- */

struct entry {
    const char *key;                /* code or address: owned by the unit */
    const struct unit *unit;
};

struct plan_index {
    struct entry *codes, *addresses;        /* sorted by key */
    size_t ncodes, naddresses;
};

static int
entry_compare(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static void
index_free(struct plan_index *index)
{
    if (index == NULL)
        return;
    free(index->codes);
    free(index->addresses);
    free(index);
}

void
plan_index(struct plan *plan)
{
    struct plan_index *index = xcalloc(1, sizeof *index);

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        *ARRAY_MORE(index->codes, index->ncodes) = (struct entry){ u->code, u };
        for (size_t k = 0; k < u->addresses.n; k++)
            *ARRAY_MORE(index->addresses, index->naddresses) = (struct entry){ u->addresses.v[k],
                                                                               u };
    }
    if (index->ncodes > 0)
        qsort(index->codes, index->ncodes, sizeof *index->codes, entry_compare);
    if (index->naddresses > 0)
        qsort(index->addresses, index->naddresses, sizeof *index->addresses, entry_compare);
    index_free(plan->index);
    plan->index = index;
}

static const struct entry *
entry_find(const struct entry *v, size_t n, const char *key)
{
    const struct entry wanted = { key, NULL };

    return n > 0 ? bsearch(&wanted, v, n, sizeof *v, entry_compare) : NULL;
}

const struct unit *
plan_unit(const struct plan *plan, const char *code)
{
    if (code == NULL)
        return NULL;
    if (plan->index != NULL) {
        const struct entry *found = entry_find(plan->index->codes, plan->index->ncodes, code);

        return found != NULL ? found->unit : NULL;
    }
    for (size_t i = 0; i < plan->nunits; i++) {
        if (strcmp(plan->units[i].code, code) == 0)
            return &plan->units[i];
    }
    return NULL;
}

const struct report *
plan_report(const struct plan *plan, const char *code)
{
    for (size_t i = 0; code != NULL && i < plan->nreports; i++) {
        if (strcmp(plan->reports[i].code, code) == 0)
            return &plan->reports[i];
    }
    return NULL;
}

static const struct unit *
indexed_address(const struct plan_index *index, const char *address)
{
    const struct entry *found = entry_find(index->addresses, index->naddresses, address);
    const struct entry *end = index->addresses + index->naddresses;

    if (found == NULL)
        return NULL;
    for (const struct entry *e = found; e < end && strcmp(e->key, address) == 0; e++) {
        if (e->unit != found->unit)
            return NULL;
    }
    for (const struct entry *e = found; e >= index->addresses && strcmp(e->key, address) == 0;
         e--) {
        if (e->unit != found->unit)
            return NULL;
    }
    return found->unit;
}

static const struct unit *
listed_address(const struct plan *plan, const char *address)
{
    const struct unit *found = NULL;

    for (size_t i = 0; i < plan->nunits; i++) {
        if (!strings_has(&plan->units[i].addresses, address))
            continue;
        if (found != NULL)
            return NULL;
        found = &plan->units[i];
    }
    return found;
}

const struct unit *
plan_unit_of_address(const struct plan *plan, const char *address)
{
    const struct unit *unit;
    char *folded;

    if (address == NULL)
        return NULL;
    folded = address_fold(address);
    unit = plan->index != NULL ? indexed_address(plan->index, folded)
                               : listed_address(plan, folded);
    free(folded);
    return unit;
}

bool
plan_owes(const struct report *report, const struct unit *unit)
{
    if (strings_has(&report->who_except, unit->code))
        return false;
    return (unit->level != NULL && strings_has(&report->who_levels, unit->level)) ||
           strings_has(&report->who_units, unit->code);
}

const struct report *
plan_on_request(const struct plan *plan)
{
    for (size_t i = 0; i < plan->nreports; i++)
        if (plan->reports[i].recurrence == RECUR_ON_REQUEST)
            return &plan->reports[i];
    return NULL;
}

const struct candidate_kind *
plan_candidate_kind(const struct plan *plan, const char *name)
{
    for (size_t i = 0; name != NULL && i < plan->ncandidate_kinds; i++)
        if (strcmp(plan->candidate_kinds[i].name, name) == 0)
            return &plan->candidate_kinds[i];
    return NULL;
}

const struct route *
plan_route(const struct plan *plan, const char *kind, const char *level, struct date day)
{
    const struct candidate_kind *k = plan_candidate_kind(plan, kind);

    if (k != NULL && k->level != NULL)
        level = k->level;
    for (size_t i = 0; level != NULL && kind != NULL && i < plan->nroutes; i++) {
        const struct route *r = &plan->routes[i];

        if (strings_has(&r->kinds, kind) && strings_has(&r->levels, level) &&
            (r->valid_from.year == 0 || date_compare(r->valid_from, day) <= 0) &&
            (r->valid_to.year == 0 || date_compare(day, r->valid_to) <= 0))
            return r;
    }
    return NULL;
}

const char *
report_said(const struct report *r, const char *language)
{
    return strcmp(language, "en") == 0 && r->name_en != NULL ? r->name_en : r->name;
}

const char *
unit_short(const struct unit *unit)
{
    return unit->short_name != NULL ? unit->short_name : unit->name;
}

bool
unit_ended(const struct unit *unit, struct date day)
{
    return unit->valid_to.year != 0 && date_compare(day, unit->valid_to) > 0;
}

bool
unit_valid_on(const struct unit *unit, struct date day)
{
    return (unit->valid_from.year == 0 || date_compare(unit->valid_from, day) <= 0) &&
           (unit->valid_to.year == 0 || date_compare(day, unit->valid_to) <= 0);
}

const struct unit *
plan_heir(const struct plan *plan, const struct unit *unit, struct date day)
{
    for (size_t steps = 0; unit != NULL && steps <= plan->nunits; steps++) {
        if (unit->valid_to.year == 0 || date_compare(day, unit->valid_to) <= 0)
            return unit;
        unit = plan_unit(plan, unit->successor);
    }
    return NULL;
}

bool
unit_follows(const struct unit *earlier, const struct unit *later, struct date day)
{
    bool ended = earlier->valid_to.year != 0 && date_compare(earlier->valid_to, day) < 0;

    if (earlier->successor != NULL && strcmp(earlier->successor, later->code) == 0)
        return ended;
    for (size_t i = 0; i < earlier->nsuccessors; i++) {
        const struct successor *s = &earlier->successors[i];

        if (strcmp(s->unit, later->code) == 0)
            return s->from.year != 0 ? date_compare(s->from, day) <= 0 : ended;
    }
    return false;
}

bool
unit_quota_holds(const struct unit *unit, const char *period)
{
    return unit->quota != NULL &&
           (unit->quota_period == NULL || strcmp(unit->quota_period, period) == 0);
}

static const struct field *
find_field(const struct field *v, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (*v[i].name == *name && strcmp(v[i].name, name) == 0)
            return &v[i];
    }
    return NULL;
}

const struct field *
form_field(const struct form *form, const char *name)
{
    const struct field *found = NULL;

    for (size_t i = 0; found == NULL && i < form->nsections; i++)
        found = find_field(form->sections[i].fields, form->sections[i].nfields, name);
    return found;
}

const struct table *
form_table(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->nsections; i++) {
        const struct section *s = &form->sections[i];

        for (size_t k = 0; k < s->ntables; k++) {
            if (strcmp(s->tables[k].name, name) == 0)
                return &s->tables[k];
        }
    }
    return NULL;
}

const struct table *
form_candidates(const struct form *form)
{
    for (size_t i = 0; form != NULL && i < form->nsections; i++) {
        const struct section *s = &form->sections[i];

        for (size_t k = 0; k < s->ntables; k++) {
            if (s->tables[k].candidate_kind != NULL)
                return &s->tables[k];
        }
    }
    return NULL;
}

const struct field *
table_candidate(const struct table *table)
{
    for (size_t i = 0; i < table->ncolumns; i++)
        if (table->candidate_name != NULL
                ? strcmp(table->columns[i].name, table->candidate_name) == 0
                : table->columns[i].type == FIELD_TEXT)
            return &table->columns[i];
    return NULL;
}

const struct field *
table_column(const struct table *table, const char *name)
{
    return find_field(table->columns, table->ncolumns, name);
}

/* ---- the end ----------------------------------------------------------------- */

static void
unit_clear(struct unit *u)
{
    free(u->code);
    free(u->name);
    free(u->holder);
    free(u->short_name);
    free(u->level);
    free(u->language);
    free(u->kind);
    free(u->parent);
    free(u->successor);
    for (size_t i = 0; i < u->nsuccessors; i++)
        free(u->successors[i].unit);
    free(u->successors);
    strings_free(&u->aliases_strong);
    strings_free(&u->aliases_weak);
    strings_free(&u->addresses);
    strings_free(&u->leaders);
    strings_free(&u->candidate_kinds);
    free(u->quota);
    free(u->quota_kind);
    free(u->quota_period);
    free(u->note);
}

static void
fields_free(struct field *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i].name);
        free(v[i].label);
        free(v[i].label_en);
        strings_free(&v[i].choices);
    }
    free(v);
}

static void
section_clear(struct section *s)
{
    free(s->title);
    fields_free(s->fields, s->nfields);
    for (size_t i = 0; i < s->ntables; i++) {
        free(s->tables[i].name);
        free(s->tables[i].label);
        free(s->tables[i].none_field);
        free(s->tables[i].candidate_name);
        free(s->tables[i].candidate_kind);
        free(s->tables[i].candidate_place);
        free(s->tables[i].candidate_level);
        strings_free(&s->tables[i].row_labels);
        fields_free(s->tables[i].columns, s->tables[i].ncolumns);
    }
    free(s->tables);
}

static void
form_free(struct form *f)
{
    if (f == NULL)
        return;
    free(f->version);
    free(f->title);
    free(f->note);
    for (size_t i = 0; i < f->nsections; i++)
        section_clear(&f->sections[i]);
    free(f->sections);
    for (size_t i = 0; i < f->nrules; i++) {
        free(f->rules[i].left);
        strings_free(&f->rules[i].right);
        free(f->rules[i].message);
        free(f->rules[i].message_en);
    }
    free(f->rules);
    free(f);
}

static void
report_clear(struct report *r)
{
    free(r->code);
    free(r->name);
    free(r->name_en);
    for (size_t i = 0; i < ATTRIBUTES; i++)
        free(r->attributes[i]);
    free(r->section);
    free(r->quote);
    free(r->dues);
    for (size_t i = 0; i < r->nexceptions; i++)
        free(r->exceptions[i].period);
    free(r->exceptions);
    strings_free(&r->reminder_days);
    strings_free(&r->who_levels);
    strings_free(&r->who_units);
    strings_free(&r->who_except);
    strings_free(&r->subject_words);
    for (size_t i = 0; i < r->nparts; i++) {
        free(r->parts[i].code);
        free(r->parts[i].name);
        free(r->parts[i].signer);
        strings_free(&r->parts[i].signers);
        strings_free(&r->parts[i].types);
        strings_free(&r->parts[i].words);
        strings_free(&r->parts[i].titles);
    }
    free(r->parts);
    free(r->candidates);
    free(r->verdict);
    form_free(r->form);
}

static void
candidates_free(struct plan *plan)
{
    for (size_t i = 0; i < plan->ncandidate_kinds; i++) {
        free(plan->candidate_kinds[i].name);
        free(plan->candidate_kinds[i].level);
        strings_free(&plan->candidate_kinds[i].excluded);
        free(plan->candidate_kinds[i].excluded_by);
    }
    free(plan->candidate_kinds);
    for (size_t i = 0; i < plan->nroutes; i++) {
        strings_free(&plan->routes[i].kinds);
        strings_free(&plan->routes[i].levels);
        free(plan->routes[i].adviser);
        free(plan->routes[i].assessor);
        free(plan->routes[i].decider);
    }
    free(plan->routes);
}

void
plan_free(struct plan *plan)
{
    if (plan == NULL)
        return;
    free(plan->code);
    free(plan->title);
    free(plan->number);
    free(plan->date);
    free(plan->subject_tag);
    for (size_t i = 0; i < plan->nunits; i++)
        unit_clear(&plan->units[i]);
    free(plan->units);
    for (size_t i = 0; i < plan->nreports; i++)
        report_clear(&plan->reports[i]);
    free(plan->reports);
    candidates_free(plan);
    for (size_t i = 0; i < plan->ncommunes; i++) {
        free(plan->communes[i].unit);
        strings_free(&plan->communes[i].names);
    }
    free(plan->communes);
    free(plan->holidays);
    free(plan->working_saturdays);
    strings_free(&plan->own_topics);
    strings_free(&plan->other_topics);
    index_free(plan->index);
    for (size_t i = 0; i < plan->nothers; i++)
        plan_free(plan->others[i]);
    free(plan->others);
    free(plan);
}
