/* Lookups in a plan, who owes what, and rows of the docket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/docket.h"
#include "model/plan.h"
#include "model/settings.h"

static struct unit *
unit(struct plan *plan, const char *code, const char *level, const char *address)
{
    struct unit *u = ARRAY_MORE(plan->units, plan->nunits);

    u->code = xstrdup(code);
    u->level = xstrdup(level);
    strings_add(&u->addresses, address);
    return u;
}

static struct plan *
a_plan(void)
{
    struct plan *plan = xcalloc(1, sizeof *plan);
    struct report *r = ARRAY_MORE(plan->reports, plan->nreports);
    struct section *s;
    struct table *t;

    unit(plan, "tp-cao-lanh", "district", "tp-cao-lanh@dongthap.example");
    unit(plan, "h-cao-lanh", "district", "h-cao-lanh@dongthap.example");
    unit(plan, "so-y-te", "province", "chung@dongthap.example");
    unit(plan, "so-noi-vu", "province", "chung@dongthap.example");
    r->code = xstrdup("HALF_YEAR");
    strings_add(&r->who_levels, "district");
    strings_add(&r->who_units, "so-y-te");
    strings_add(&r->who_except, "tp-cao-lanh");
    r->form = xcalloc(1, sizeof *r->form);
    s = ARRAY_MORE(r->form->sections, r->form->nsections);
    ARRAY_MORE(s->fields, s->nfields)->name = xstrdup("so_cuoc");
    t = ARRAY_MORE(s->tables, s->ntables);
    t->name = xstrdup("candidates");
    ARRAY_MORE(t->columns, t->ncolumns)->name = xstrdup("ten");
    return plan;
}

static void
finds_what_is_there(const struct plan *plan)
{
    assert_string_equal(plan_unit(plan, "h-cao-lanh")->code, "h-cao-lanh");
    assert_string_equal(plan_unit(plan, "tp-cao-lanh")->code, "tp-cao-lanh");
    assert_null(plan_unit(plan, "cao-lanh"));
    assert_null(plan_unit(plan, NULL));
    assert_string_equal(plan_unit_of_address(plan, "H-Cao-Lanh@DongThap.example")->code, "h-cao-lanh");
    assert_null(plan_unit_of_address(plan, "chung@dongthap.example"));
    assert_null(plan_unit_of_address(plan, "ai@dongthap.example"));
    assert_null(plan_unit_of_address(plan, NULL));
}

static void
units_are_found_with_and_without_an_index(void **state)
{
    struct plan *plan = a_plan();

    (void)state;
    finds_what_is_there(plan);
    plan_index(plan);
    finds_what_is_there(plan);
    plan_free(plan);
    plan = xcalloc(1, sizeof *plan);
    plan_index(plan);
    assert_null(plan_unit(plan, "x"));
    assert_null(plan_unit_of_address(plan, "x@y"));
    plan_free(plan);
    plan_free(NULL);
}

static void
levels_lists_and_exceptions_decide_who_owes(void **state)
{
    struct plan *plan = a_plan();
    const struct report *r = plan_report(plan, "HALF_YEAR");

    (void)state;
    assert_null(plan_report(plan, "ANNUAL"));
    assert_false(plan_owes(r, plan_unit(plan, "tp-cao-lanh")));
    assert_true(plan_owes(r, plan_unit(plan, "h-cao-lanh")));
    assert_true(plan_owes(r, plan_unit(plan, "so-y-te")));
    assert_false(plan_owes(r, plan_unit(plan, "so-noi-vu")));
    assert_non_null(form_field(r->form, "so_cuoc"));
    assert_null(form_field(r->form, "ten"));
    assert_non_null(table_column(form_table(r->form, "candidates"), "ten"));
    assert_null(form_table(r->form, "ten"));
    plan_free(plan);
}

/* A25: units vanish and appear; both bounds are part of their life. */
static void
a25_a_unit_is_valid_from_and_to(void **state)
{
    struct unit u = { .valid_from = { 2020, 11, 1 }, .valid_to = { 2025, 6, 30 } };
    const struct unit always = {0};

    (void)state;
    assert_false(unit_valid_on(&u, (struct date){ 2020, 10, 31 }));
    assert_true(unit_valid_on(&u, (struct date){ 2020, 11, 1 }));
    assert_true(unit_valid_on(&u, (struct date){ 2025, 6, 30 }));
    assert_false(unit_valid_on(&u, (struct date){ 2025, 7, 1 }));
    assert_true(unit_valid_on(&always, (struct date){ 1, 1, 1 }));
}

/* A25: who was divided has parts that follow it and nobody that answers for it. */
static void
a25_a_unit_is_followed_by_one_or_by_its_parts(void **state)
{
    static char a[] = "a", b[] = "b", c[] = "c", d[] = "d";
    struct successor parts[] = { { c, { 2025, 7, 1 } }, { d, { 0, 0, 0 } } };
    struct unit units[] = {
        { .code = a, .valid_to = { 2025, 6, 30 }, .successor = b },
        { .code = b, .valid_to = { 2025, 12, 31 }, .successors = parts, .nsuccessors = 2 },
        { .code = c }, { .code = d },
    };
    struct plan plan = { .units = units, .nunits = 4 };

    (void)state;
    assert_ptr_equal(plan_heir(&plan, &units[0], (struct date){ 2025, 6, 30 }), &units[0]);
    assert_ptr_equal(plan_heir(&plan, &units[0], (struct date){ 2025, 7, 1 }), &units[1]);
    assert_null(plan_heir(&plan, &units[0], (struct date){ 2026, 1, 1 }));
    assert_true(unit_follows(&units[0], &units[1], (struct date){ 2025, 7, 1 }));
    assert_false(unit_follows(&units[0], &units[1], (struct date){ 2025, 6, 30 }));
    assert_true(unit_follows(&units[1], &units[2], (struct date){ 2025, 7, 1 }));
    assert_false(unit_follows(&units[1], &units[3], (struct date){ 2025, 12, 31 }));
    assert_true(unit_follows(&units[1], &units[3], (struct date){ 2026, 1, 1 }));
    assert_false(unit_follows(&units[2], &units[3], (struct date){ 2026, 1, 1 }));
}

static void
every_name_is_found_again(void **state)
{
    static const struct { const char *const *names; size_t n; } tables[] = {
        { field_type_names, FIELD_TYPES }, { rule_kind_names, RULE_KINDS }, { recurrence_names, RECURRENCES },
        { weekend_policy_names, WEEKEND_POLICIES }, { attribute_names, ATTRIBUTES }, { outcome_names, OUTCOMES },
        { state_names, STATES }, { tls_mode_names, TLS_MODES }, { mark_names, MARKS },
        { role_names, ROLES },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        for (size_t k = 0; k < tables[i].n; k++) {
            assert_non_null(tables[i].names[k]);
            assert_int_equal(name_index(tables[i].names, tables[i].n, tables[i].names[k]), k);
        }
    }
    assert_int_equal(name_index(state_names, STATES, "lost"), -1);
    assert_int_equal(name_index(state_names, STATES, NULL), -1);
}

static void
rows_own_what_they_hold(void **state)
{
    struct decision d = {0};
    struct item *item = ARRAY_MORE(d.items, d.nitems);
    struct evidence *e = evidence_add(&d.evidences, SOURCE_SUBJECT, STRENGTH_WEAK, "6 tháng");

    (void)state;
    assert_int_equal(e->attachment, -1);
    e->report = xstrdup("HALF_YEAR");
    item->period = xstrdup("2023");
    values_add(&item->values, "so_cuoc", 0, FIELD_INTEGER, "12", "Biểu 1!D12");
    values_add(&item->values, "candidates.ten", 1, FIELD_TEXT, "Xã A", NULL);
    assert_string_equal(values_get(&item->values, "candidates.ten", 1)->value, "Xã A");
    assert_null(values_get(&item->values, "candidates.ten", 2));
    findings_add(&item->findings, SEVERITY_WARNING, "quota", NULL, xstrdup("thừa"), NULL);
    assert_false(findings_blocking(&item->findings));
    findings_add(&item->findings, SEVERITY_ERROR, "type", "Biểu 1!D12", xstrdup("sai"), xstrdup("wrong"));
    assert_true(findings_blocking(&item->findings));
    d.reason = REASON_PERIOD;
    strings_add(&d.candidates, "h-cao-lanh");
    decision_clear(&d);
    assert_int_equal(d.nitems, 0);
}

static void
officers_are_known_by_address(void **state)
{
    struct settings *s = xcalloc(1, sizeof *s);
    struct officer *o = ARRAY_MORE(s->officers, s->nofficers);

    (void)state;
    o->address = xstrdup("canbo@pv05.example");
    s->office.secret = xstrdup("secret");
    assert_ptr_equal(settings_officer(s, "CanBo@pv05.example"), s->officers);
    assert_null(settings_officer(s, "canbo@pv05.example.evil.example"));
    assert_null(settings_officer(s, NULL));
    settings_free(s);
    settings_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_found_with_and_without_an_index),
        cmocka_unit_test(levels_lists_and_exceptions_decide_who_owes),
        cmocka_unit_test(a25_a_unit_is_valid_from_and_to),
        cmocka_unit_test(a25_a_unit_is_followed_by_one_or_by_its_parts),
        cmocka_unit_test(every_name_is_found_again),
        cmocka_unit_test(rows_own_what_they_hold),
        cmocka_unit_test(officers_are_known_by_address),
    };

    return cmocka_run_group_tests_name("model_plan", tests, NULL, NULL);
}
