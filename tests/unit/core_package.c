/* Whole reports of an office below as bytes: written the same each time, read
 * back as they were, and refused as soon as one letter is another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/package.h"
#include "model/package.h"

static struct package *
sample(void)
{
    struct package *p = xcalloc(1, sizeof *p);
    struct package_unit *u = ARRAY_MORE(p->units, p->nunits);
    struct package_value *v;

    *p = (struct package){ .format = xstrdup(PACKAGE_FORMAT), .version = PACKAGE_VERSION, .plan = xstrdup("tinh"), .unit = xstrdup("h-x"),
                           .office = xstrdup("Công an huyện \"Xuân\""), .report = xstrdup("HALF_YEAR"), .period = xstrdup("2023"),
                           .sequence = 2, .before = xstrdup("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
                           .made = xstrdup("2023-06-10T02:00:00Z"), .units = p->units, .nunits = 1 };
    *u = (struct package_unit){ .unit = xstrdup("x-mot"), .name = xstrdup("xã Một"), .state = STATE_ACCEPTED, .is = PACKAGE_VALUE,
                                .source = xstrdup("TN-2023-0001"), .version = 2, .file = xstrdup("bieu.xlsx") };
    strings_add(&u->findings, "Biểu!D9: còn thiếu");
    v = ARRAY_MORE(u->values, u->nvalues);
    *v = (struct package_value){ xstrdup("meetings"), 0, FIELD_INTEGER, PACKAGE_ZERO, xstrdup("0"), xstrdup("Biểu!D5") };
    v = ARRAY_MORE(u->values, u->nvalues);
    *v = (struct package_value){ xstrdup("code"), 0, FIELD_TEXT, PACKAGE_VALUE, xstrdup("007"), xstrdup("Biểu!D6") };
    v = ARRAY_MORE(u->values, u->nvalues);
    *v = (struct package_value){ xstrdup("people"), 0, FIELD_INTEGER, PACKAGE_BLANK, NULL, NULL };
    u = ARRAY_MORE(p->units, p->nunits);
    *u = (struct package_unit){ .unit = xstrdup("x-hai"), .name = xstrdup("xã Hai"), .state = STATE_WAIVED, .is = PACKAGE_WAIVED };
    return p;
}

static void
comes_back_as_it_was(void **state)
{
    struct package *p = sample(), *q;
    char *text, *again, *cause = NULL;

    (void)state;
    package_seal(p, "key");
    text = package_write(p);
    assert_memory_equal(text, PACKAGE_BEGIN, strlen(PACKAGE_BEGIN));
    assert_non_null(strstr(text, "\"value\":0,"));          /* numbers are numbers, codes are texts */
    assert_non_null(strstr(text, "\"value\":\"007\""));
    q = package_parse(text, strlen(text), &cause);
    assert_non_null(q);
    again = package_write(q);
    assert_string_equal(again, text);
    assert_true(package_signed(q, "key"));
    assert_false(package_signed(q, "another"));
    assert_false(package_signed(q, NULL));
    assert_int_equal(q->units[0].values[2].is, PACKAGE_BLANK);
    assert_int_equal(q->units[1].is, PACKAGE_WAIVED);
    package_free(q);
    package_free(p);
    free(again);
    free(text);
}

static void
refuses(const char *text, const char *why)
{
    char *cause = NULL;

    assert_null(package_parse(text, strlen(text), &cause));
    if (strstr(cause, why) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", cause, why);
    free(cause);
}

static void
seal_refused(struct package *p, const char *why)
{
    char *text;

    package_seal(p, NULL);
    text = package_write(p);
    refuses(text, why);
    free(text);
}

static void
any_other_letter_is_seen(void **state)
{
    struct package *p = sample();
    char *text, *at;

    (void)state;
    package_seal(p, NULL);
    text = package_write(p);
    assert_false(package_signed(p, "key"));
    at = strstr(text, "xã Một") + strlen("xã M");
    *at = *at == 'a' ? 'b' : 'a';
    at = strstr(text, "\"sequence\":2") + strlen("\"sequence\":");
    *at = '3';
    refuses(text, "");
    free(text);
    p->sequence = 0;
    seal_refused(p, "sequence");
    p->sequence = 2;
    p->version = PACKAGE_VERSION + 1;
    seal_refused(p, "version");
    p->version = PACKAGE_VERSION;
    p->before[3] = 'x';
    seal_refused(p, "hash");
    package_free(p);
    refuses("{}", "missing");
    refuses("", "");
    refuses(PACKAGE_BEGIN "\"other\":1}", "known");
}

/* ---- sums --------------------------------------------------------------------------------- */

static bool
first(void *arg, const struct package_unit *u)
{
    return strcmp(u->unit, (const char *)arg) == 0;
}

static void
sums_say_of_how_many_they_are(void **state)
{
    struct field fields[] = { { .name = "meetings", .label = "Số cuộc", .type = FIELD_INTEGER }, { .name = "people", .label = "Số người", .type = FIELD_INTEGER } };
    struct section section = { .title = "1", .fields = fields, .nfields = 2 };
    struct form form = { .sections = &section, .nsections = 1 };
    struct package *p = sample();
    struct package_unit *u = ARRAY_MORE(p->units, p->nunits);
    struct values sums = {0};
    struct findings found = {0};
    struct package_total total;

    (void)state;
    *u = (struct package_unit){ .unit = xstrdup("x-ba"), .name = xstrdup("xã Ba"), .is = PACKAGE_VALUE };
    *ARRAY_MORE(u->values, u->nvalues) = (struct package_value){ xstrdup("meetings"), 0, FIELD_INTEGER, PACKAGE_VALUE, xstrdup("5"), NULL };
    *ARRAY_MORE(u->values, u->nvalues) = (struct package_value){ xstrdup("people"), 0, FIELD_INTEGER, PACKAGE_VALUE, xstrdup("nan"), NULL };
    u = ARRAY_MORE(p->units, p->nunits);
    *u = (struct package_unit){ .unit = xstrdup("x-bon"), .name = xstrdup("xã Bốn"), .is = PACKAGE_MISSING };
    total = package_total(&form, p, NULL, NULL, &sums);
    assert_int_equal(total.known, 2);
    assert_int_equal(total.expected, 3);                    /* who is waived is asked for nothing */
    assert_int_equal(sums.n, 1);                            /* no number, no sum; no field of the form, neither */
    assert_string_equal(sums.v[0].value, "5");
    assert_string_equal(sums.v[0].place, "2/3");
    assert_int_equal(package_known(p, "meetings", NULL, NULL), 2);
    assert_int_equal(package_known(p, "meetings", first, "x-ba"), 1);
    values_free(&sums);
    total = package_total(&form, p, first, "x-ba", &sums);
    assert_int_equal(total.expected, 2);
    assert_string_equal(sums.v[0].value, "0");
    package_remarks(&form, p, &found);
    assert_non_null(strstr(findings_get(&found, "coverage")->text, "chưa đủ 2/3"));
    assert_non_null(strstr(findings_get(&found, "coverage")->text, "xã Bốn"));
    assert_non_null(strstr(findings_get(&found, "strange-field")->text, "code"));
    findings_free(&found);
    values_free(&sums);
    package_free(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was),
        cmocka_unit_test(any_other_letter_is_seen),
        cmocka_unit_test(sums_say_of_how_many_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
