/* Plan files: the shipped plan says what the province's plan says, and what
 * cannot be meant is refused. Run from the root of the repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "config_files.h"

static struct plan *shipped(void)
{
    struct problems problems = {0};
    struct plan *plan = plan_read("etc/plans/dong-thap-2023.conf", &problems);

    problems_print(&problems, stderr);
    assert_int_equal(problems.n, 0);
    assert_non_null(plan);
    return plan;
}

static bool same_date(struct date a, int year, int month, int day)
{
    return a.year == year && a.month == month && a.day == day;
}

static void the_plan_has_its_35_units(void **state)
{
    struct plan *plan = shipped();
    size_t districts = 0, tracked = 0;

    (void)state;
    assert_int_equal(plan->nunits, 35);
    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];
        char *address = xasprintf("%s@dongthap.example", u->code);

        assert_string_equal(u->addresses.v[0], address);
        assert_ptr_equal(plan_unit_of_address(plan, address), u);
        assert_true(u->aliases_strong.n > 0);
        districts += strcmp(u->level, "district") == 0;
        tracked += u->tracked;
        free(address);
    }
    assert_int_equal(districts, 12);
    assert_int_equal(tracked, 12);
    assert_true(plan_unit(plan, "ca-tinh")->host);
    assert_true(strings_has(&plan_unit(plan, "h-cao-lanh")->aliases_weak, "Cao Lãnh"));
    plan_free(plan);
}

/* The table has 143 of them: 115 xã, 19 phường, 9 thị trấn. */
static void every_commune_of_2023_is_there(void **state)
{
    static const struct { const char *kind; size_t n; } kinds[] = { { "xã ", 115 }, { "phường ", 19 }, { "thị trấn ", 9 } };
    struct plan *plan = shipped();

    (void)state;
    assert_int_equal(plan->ncommunes, 12);
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        size_t n = 0;

        for (size_t i = 0; i < plan->ncommunes; i++)
            for (size_t j = 0; j < plan->communes[i].names.n; j++)
                n += strncmp(plan->communes[i].names.v[j], kinds[k].kind, strlen(kinds[k].kind)) == 0;
        assert_int_equal(n, kinds[k].n);
    }
    plan_free(plan);
}

static void quotas_of_2023_are_those_of_footnote_3(void **state)
{
    static const struct { const char *unit, *kind; } kinds[] = {
        { "tp-cao-lanh", "phường" }, { "h-lap-vo", "xã" }, { "tp-sa-dec", "doanh nghiệp" },
        { "tp-hong-ngu", "cơ quan" }, { "h-cao-lanh", "cơ sở giáo dục" },
    };
    struct plan *plan = shipped();
    size_t any = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        assert_string_equal(plan_unit(plan, kinds[i].unit)->quota_kind, kinds[i].kind);
    for (size_t i = 0; i < 12; i++) {
        const struct unit *u = &plan->units[i];
        assert_int_equal(u->quota_exact, 1);
        assert_string_equal(u->quota_period, "2023");
        assert_true(same_date(u->valid_to, 2025, 6, 30));
        assert_true(strings_has(&u->candidate_kinds, strncmp(u->code, "tp-", 3) == 0 ? "phường" : "thị trấn"));
        any += u->quota_kind == NULL;
    }
    assert_int_equal(any, 7);
    plan_free(plan);
}

static size_t owed(const struct plan *plan, const char *report)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->nunits; i++)
        n += plan_owes(plan_report(plan, report), &plan->units[i]);
    return n;
}

static void reports_are_owed_and_due_as_the_plan_says(void **state)
{
    struct plan *plan = shipped();
    const struct report *list = plan_report(plan, "SELECT_LIST"), *impl = plan_report(plan, "IMPL_2023"),
                        *half = plan_report(plan, "HALF_YEAR"), *annual = plan_report(plan, "ANNUAL");

    (void)state;
    assert_int_equal(plan->nreports, 7);
    assert_int_equal(owed(plan, "SELECT_LIST"), 12);
    assert_int_equal(owed(plan, "IMPL_2023"), 33);
    assert_int_equal(owed(plan, "HALF_YEAR"), 33);
    assert_int_equal(owed(plan, "ANNUAL"), 33);
    assert_false(plan_owes(half, plan_unit(plan, "ca-tinh")));
    assert_false(plan_owes(half, plan_unit(plan, "bo-chbp")));
    assert_true(same_date(list->dues[0].date, 0, 1, 5));
    assert_string_equal(list->exceptions[0].period, "2023");
    assert_true(same_date(list->exceptions[0].due.date, 2023, 4, 10));
    assert_int_equal(impl->recurrence, RECUR_ONCE);
    assert_true(same_date(impl->dues[0].date, 2023, 4, 10));
    assert_true(same_date(half->dues[0].date, 0, 6, 10));
    assert_true(same_date(annual->dues[0].date, 0, 10, 15));
    assert_false(half->dues[0].inclusive);
    assert_true(same_date(half->first, 2023, 1, 1));
    assert_int_equal(plan_report(plan, "AD_HOC")->recurrence, RECUR_ON_REQUEST);
    assert_int_equal(plan_report(plan, "UNIT_PLAN")->recurrence, RECUR_UNDATED);
    assert_int_equal(plan_report(plan, "DOSSIER")->nparts, 3);
    plan_free(plan);
}

/* The published plan leaves its number and date blank, and is silent about
 * cut-off, outline and forms. */
static void what_the_plan_does_not_say_is_null(void **state)
{
    struct plan *plan = shipped();

    (void)state;
    assert_null(plan->number);
    assert_null(plan->date);
    for (size_t i = 0; i < plan->nreports; i++) {
        assert_non_null(plan->reports[i].attributes[ATTR_NAME]);
        assert_null(plan->reports[i].attributes[ATTR_CUTOFF]);
        assert_null(plan->reports[i].attributes[ATTR_OUTLINE]);
        assert_null(plan->reports[i].attributes[ATTR_FORMS]);
    }
    assert_null(plan_report(plan, "DOSSIER")->attributes[ATTR_DEADLINE]);
    assert_null(plan_report(plan, "DOSSIER")->parts[1].signer);
    plan_free(plan);
}

/* II.4: three ways until 30 June 2025; afterwards nobody is named. */
static void routes_are_those_of_section_ii_4(void **state)
{
    static const struct { const char *kind, *level, *decider; } ways[] = {
        { "xã", "xã", "Ban Chỉ đạo 138 cấp huyện" }, { "thị trấn", "tỉnh", "Ban Chỉ đạo 138 cấp huyện" },
        { "doanh nghiệp", "xã", "Ban Chỉ đạo 138 cấp huyện" }, { "doanh nghiệp", "huyện", "Ban Chỉ đạo 138/ĐP Tỉnh" },
        { "cơ quan", "tỉnh", "Ban Chỉ đạo 138/ĐP Tỉnh" }, { "cơ quan", NULL, NULL }, { "trạm", "xã", NULL } };
    const struct date last = { 2025, 6, 30 }, after = { 2025, 7, 1 }, before = { 2022, 12, 31 };
    struct plan *plan = shipped();

    (void)state;
    assert_int_equal(plan->nroutes, 3);
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        const struct route *r = plan_route(plan, ways[i].kind, ways[i].level, last);

        assert_int_equal(r != NULL, ways[i].decider != NULL);
        if (r != NULL)
            assert_string_equal(r->decider, ways[i].decider);
        assert_null(plan_route(plan, ways[i].kind, ways[i].level, after));
        assert_null(plan_route(plan, ways[i].kind, ways[i].level, before));
    }
    assert_int_equal(plan_candidate_kind(plan, "phường")->criteria, 34);
    assert_string_equal(plan_report(plan, "DOSSIER")->candidates, "SELECT_LIST");
    assert_true(same_date(plan_report(plan, "DOSSIER")->target, 2023, 11, 30));
    plan_free(plan);
}

static void the_annual_form_is_the_half_year_form_and_more(void **state)
{
    struct plan *plan = shipped();
    const struct form *half = plan_report(plan, "HALF_YEAR")->form, *annual = plan_report(plan, "ANNUAL")->form;

    (void)state;
    assert_int_equal(annual->nsections, half->nsections + 1);
    assert_int_equal(annual->nrules, half->nrules + 3);
    for (size_t i = 0; i < half->nsections; i++)
        assert_string_equal(annual->sections[i].title, half->sections[i].title);
    assert_non_null(form_field(annual, "models_active"));
    assert_non_null(form_field(annual, "dossiers_total"));
    assert_null(form_field(half, "dossiers_total"));
    assert_int_equal(form_table(half, "events")->max_rows, 10);
    assert_int_equal(form_table(half, "candidates")->max_rows, 30);
    assert_int_equal(half->rules[1].kind, RULE_SUM);
    assert_int_equal(half->rules[1].severity, SEVERITY_WARNING);
    assert_int_equal(half->rules[2].severity, SEVERITY_ERROR);
    assert_string_equal(form_table(plan_report(plan, "SELECT_LIST")->form, "candidates")->none_field, "none_eligible");
    plan_free(plan);
}

static void every_text_is_nfc_and_labelled_in_two_languages(void **state)
{
    struct plan *plan = shipped();

    (void)state;
    for (size_t r = 0; r < plan->nreports; r++) {
        const struct form *form = plan->reports[r].form;
        assert_non_null(plan->reports[r].name_en);
        for (size_t s = 0; form && s < form->nsections; s++)
            for (size_t f = 0; f < form->sections[s].nfields; f++)
                assert_non_null(form->sections[s].fields[f].label_en);
    }
    for (size_t i = 0; i < plan->nunits; i++) {
        char *clean = text_clean_line(plan->units[i].name, strlen(plan->units[i].name));
        assert_string_equal(clean, plan->units[i].name);
        free(clean);
    }
    plan_free(plan);
}

static void holidays_are_sorted_days(void **state)
{
    struct plan *plan = shipped();
    bool swapped = false, tet_2030 = false;

    (void)state;
    assert_int_equal(plan->nholidays, 85);
    for (size_t i = 0; i < plan->nholidays; i++) {
        assert_true(i == 0 || date_compare(plan->holidays[i - 1], plan->holidays[i]) < 0);
        swapped |= same_date(plan->holidays[i], 2026, 1, 2);
        tet_2030 |= same_date(plan->holidays[i], 2030, 2, 2);
        assert_false(same_date(plan->holidays[i], 2026, 11, 24));
    }
    assert_true(swapped && tet_2030);
    assert_int_equal(plan->nworking_saturdays, 1);
    plan_free(plan);
}

static void uses(const struct options *options, const char *text)
{
    for (size_t i = 0; i < options->n; i++) {
        const struct option *o = &options->rows[i];
        char *key = xasprintf("%s = ", o->key);

        if (strstr(text, key) == NULL)
            fail_msg("%s%s%s is not used", options->title ? options->title : "plan", ".", o->key);
        free(key);
        for (size_t k = 0; o->type == OPTION_CHOICE && k < o->nnames; k++) {
            char *name = xasprintf("\"%s\"", o->names[k]);
            /* what stands where nothing is written need not be written */
            if (strstr(text, name) == NULL && (o->fallback == NULL || strcmp(o->fallback, o->names[k]) != 0))
                fail_msg("%s %s is not used", o->key, name);
            free(name);
        }
        if (o->group != NULL)
            uses(o->group, text);
    }
}

static struct plan *of_today(void)
{
    struct problems problems = {0};
    struct plan *plan = plan_read("etc/plans/dong-thap-2026.conf", &problems);

    problems_print(&problems, stderr);
    assert_int_equal(problems.n, 0);
    assert_non_null(plan);
    return plan;
}

/* 82 xã and 20 phường since the districts ended, and the districts before. */
static void the_plan_of_today_has_its_102_communes(void **state)
{
    struct plan *plan = of_today();
    const struct report *list = plan_report(plan, "SELECT_LIST");
    const struct date before = { 2025, 6, 30 }, after = { 2025, 7, 1 };
    size_t old = 0, kinds[2] = {0}, both = 0;

    (void)state;
    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        old += plan_owes(list, u) && unit_valid_on(u, before);
        kinds[0] += plan_owes(list, u) && unit_valid_on(u, after) && strcmp(u->kind, "xã") == 0;
        kinds[1] += plan_owes(list, u) && unit_valid_on(u, after) && strcmp(u->kind, "phường") == 0;
        both += strcmp(u->level, "province") != 0 && unit_valid_on(u, before) && unit_valid_on(u, after);
    }
    assert_int_equal(old, 12);
    assert_int_equal(kinds[0], 82);
    assert_int_equal(kinds[1], 20);
    assert_int_equal(both, 0);
    plan_free(plan);
}

/* Gáo Giồng went to a commune of its own district and to one made of another's. */
static void divided_districts_have_several_successors(void **state)
{
    struct plan *plan = of_today();
    const struct date day = { 2025, 7, 1 };
    const struct unit *lanh = plan_unit(plan, "h-cao-lanh"), *nong = plan_unit(plan, "h-tam-nong");
    const struct unit *cuong = plan_unit(plan, "x-phu-cuong"), *my = plan_unit(plan, "x-phong-my");

    (void)state;
    assert_true(unit_follows(lanh, my, day));
    assert_true(unit_follows(lanh, cuong, day));
    assert_true(unit_follows(nong, cuong, day));
    assert_false(unit_follows(nong, my, day));
    assert_null(plan_heir(plan, lanh, day));
    assert_true(strings_has(&cuong->aliases_weak, "xã Gáo Giồng"));
    assert_true(strings_has(&my->aliases_weak, "xã Gáo Giồng"));
    plan_free(plan);
}

/* The plan that tests of calendar, obligations and reminders play with. */
static void every_word_of_the_language_is_in_the_other_plan(void **state)
{
    static const char file[] = "tests/corpus/plan/every-word.conf";
    struct problems problems = {0};
    char *cause = NULL, *text = file_read(file, 1 << 20, NULL, &cause);
    struct plan *plan = plan_read(file, &problems);

    (void)state;
    problems_print(&problems, stderr);
    assert_non_null(plan);
    assert_non_null(text);
    uses(&plan_options, text);
    free(text);
    plan_free(plan);
    problems_free(&problems);
}

static void bad_files_are_refused_line_by_line(void **state)
{
    (void)state;
    expect_problems("tests/corpus/config/plan", read_plan_for_problems);
}

static void every_row_refuses_what_it_should(void **state)
{
    (void)state;
    exercise_rows(&plan_options, read_plan_for_problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_has_its_35_units),
        cmocka_unit_test(every_commune_of_2023_is_there),
        cmocka_unit_test(quotas_of_2023_are_those_of_footnote_3),
        cmocka_unit_test(reports_are_owed_and_due_as_the_plan_says),
        cmocka_unit_test(what_the_plan_does_not_say_is_null),
        cmocka_unit_test(routes_are_those_of_section_ii_4),
        cmocka_unit_test(the_annual_form_is_the_half_year_form_and_more),
        cmocka_unit_test(every_text_is_nfc_and_labelled_in_two_languages),
        cmocka_unit_test(holidays_are_sorted_days),
        cmocka_unit_test(the_plan_of_today_has_its_102_communes),
        cmocka_unit_test(divided_districts_have_several_successors),
        cmocka_unit_test(every_word_of_the_language_is_in_the_other_plan),
        cmocka_unit_test(bad_files_are_refused_line_by_line),
        cmocka_unit_test(every_row_refuses_what_it_should),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
