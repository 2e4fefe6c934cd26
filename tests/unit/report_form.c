/* The forms of the shipped plan. With FORMS_OUT=folder they are left there for
 * tests/e2e/test_form.py, which opens them with other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "config/config.h"
#include "report/form.h"

/* libxlsxwriter 1.1.4 forgets the formula of each list that stands on a sheet. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
    return "leak:lxw_strdup\n";
}

static struct plan *plan;
static char folder[] = "/tmp/docketd-form-XXXXXX";

static char *
written(const char *report, const char *unit, const struct values *previous)
{
    const char *out = getenv("FORMS_OUT");
    char *path = xasprintf("%s/%s-%s.xlsx", out != NULL ? out : folder, report, unit), *cause = NULL;

    assert_int_equal(form_write(plan, plan_report(plan, report), "2023", plan_unit(plan, unit), previous, path, &cause), 0);
    assert_null(cause);
    return path;
}

static void
every_report_with_a_form_has_one(void **state)
{
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < plan->nreports; i++) {
        char *path, *bytes, *unfinished;
        size_t length;

        if (plan->reports[i].form == NULL)
            continue;
        path = written(plan->reports[i].code, plan->units[0].code, NULL);
        bytes = file_read(path, 1 << 20, &length, NULL);
        unfinished = xasprintf("%s.tmp", path);
        assert_non_null(bytes);
        assert_memory_equal(bytes, "PK", 2);
        assert_int_not_equal(access(unfinished, F_OK), 0);
        if (getenv("FORMS_OUT") == NULL)
            unlink(path);
        free(unfinished);
        free(bytes);
        free(path);
        count++;
    }
    assert_true(count >= 4);
}

static void
a_form_shows_the_figures_of_the_period_before(void **state)
{
    struct values previous = {0};
    char *path;

    (void)state;
    values_add(&previous, "models_active", 0, FIELD_INTEGER, "17", NULL);
    path = written("HALF_YEAR", plan->units[1].code, &previous);
    if (getenv("FORMS_OUT") == NULL)
        unlink(path);
    free(path);
    values_free(&previous);
}

/* A choice with a comma, a list too long for a validation, every type. */
static void
every_kind_of_field_can_stand_in_a_form(void **state)
{
    static char *few[] = { "cơ quan, tổ chức", "doanh nghiệp" };
    static struct field fields[] = {
        { .name = "chu", .label = "=1+1 <b>&", .label_en = "Text", .type = FIELD_TEXT, .max_length = 50, .required = true },
        { .name = "dai", .label = "Văn bản dài", .type = FIELD_TEXT },
        { .name = "so", .label = "Số nguyên", .type = FIELD_INTEGER, .has_min = true, .has_max = true, .min = 1, .max = 9 },
        { .name = "thap_phan", .label = "Tỷ lệ", .label_en = "Rate", .type = FIELD_DECIMAL, .has_max = true, .max = 0.5 },
        { .name = "ngay", .label = "Ngày", .type = FIELD_DATE },
        { .name = "loai", .label = "Loại", .type = FIELD_CHOICE, .choices = { few, 2 } },
        { .name = "xa", .label = "Xã", .type = FIELD_CHOICE },
        { .name = "co", .label = "Có thực hiện", .type = FIELD_YESNO },
    };
    static struct table table = { .name = "bang", .label = "Bảng", .columns = fields, .ncolumns = 8, .max_rows = 3 };
    static struct section sections[] = { { .title = "1. Trường", .fields = fields, .nfields = 8 },
                                         { .title = "2. Bảng", .tables = &table, .ntables = 1 } };
    struct form form = { .version = "7", .title = "Biểu thử", .sections = sections, .nsections = 2 };
    struct report report = { .code = "THU", .name = "Thử", .form = &form };
    const char *out = getenv("FORMS_OUT");
    char *path = xasprintf("%s/THU.xlsx", out != NULL ? out : folder), *cause = NULL;

    (void)state;
    for (int i = 0; i < 143; i++) {
        char *name = xasprintf("xã số %d", i + 1);

        strings_take(&fields[6].choices, name);
    }
    assert_int_equal(form_write(plan, &report, "2023-Q2", &plan->units[0], NULL, path, &cause), 0);
    strings_free(&fields[6].choices);
    if (out == NULL)
        unlink(path);
    free(path);
}

static void
what_cannot_be_written_says_why(void **state)
{
    struct report none = { .code = "NONE" };
    char *cause = NULL;

    (void)state;
    assert_int_equal(form_write(plan, &none, "2023", &plan->units[0], NULL, "/nowhere/x.xlsx", &cause), -1);
    assert_string_equal(cause, "the report NONE has no form");
    free(cause);
    cause = NULL;
    assert_int_equal(form_write(plan, plan_report(plan, "HALF_YEAR"), "2023", &plan->units[0], NULL,
                                "/nonexistent/x.xlsx", &cause), -1);
    assert_non_null(strstr(cause, "/nonexistent/x.xlsx: "));
    free(cause);
}

static int
set_up(void **state)
{
    struct problems problems = {0};

    (void)state;
    plan = plan_read("etc/plans/dong-thap-2023.conf", &problems);
    problems_print(&problems, stderr);
    return plan != NULL && mkdtemp(folder) != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    plan_free(plan);
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_with_a_form_has_one),
        cmocka_unit_test(a_form_shows_the_figures_of_the_period_before),
        cmocka_unit_test(every_kind_of_field_can_stand_in_a_form),
        cmocka_unit_test(what_cannot_be_written_says_why),
    };
    return cmocka_run_group_tests_name("report_form", tests, set_up, tear_down);
}
